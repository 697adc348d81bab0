using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Telegram;

/// <summary>What people do: each act shows in their chat and becomes an update. The core's lock is held around every call.</summary>
internal sealed class TelegramPeople(EmulatorCore core, TelegramWorld world, TelegramUpdateQueue updates)
{
    private const int MaxText = 4096;
    private const int MaxCaption = 1024;

    public EmulatedMessage Start(long personId, string? payload)
    {
        if (payload is not null && (payload.Length is 0 or > 64 || payload.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))))
            throw new ArgumentException("A start payload has 1 to 64 of A-Z a-z 0-9 _ -.", nameof(payload));
        if (world.Chat(personId).State.Blocked)
            SetBlocked(personId, blocked: false);
        return SendText(personId, payload is null ? "/start" : "/start " + payload, null);
    }

    public EmulatedMessage SendText(long personId, string text, string? replyTo)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var sent = default(EmulatedMessage);
        // A long text leaves a real client as several messages.
        foreach (var part in Parts(text.Trim()))
        {
            var message = TelegramText.FromPerson(part);
            sent = Say(Compose(personId, replyTo) with { Text = message.Value, Entities = message.Entities });
        }
        return sent!;
    }

    public EmulatedMessage SendFile(long personId, EmulatedUpload upload, bool asPhoto, string? caption, string? replyTo, string? album = null)
    {
        var text = TelegramText.FromPerson(caption ?? "");
        if (text.CodePoints > MaxCaption)
            throw new ArgumentException($"A caption has at most {MaxCaption} characters.", nameof(caption));
        var image = ImageSize.Read(upload.Content);
        var kind = asPhoto && image is not null ? "photo"
            : upload.MimeType is "audio/ogg" or "audio/opus" ? "voice"
            : upload.MimeType.StartsWith("video/", StringComparison.Ordinal) ? "video"
            : "document";
        var message = Compose(personId, replyTo);
        var file = world.AddFile(kind, upload.FileName, upload.MimeType, upload.Content, image);
        return Say(message with { FileId = file.Id, Text = text.Value, Entities = text.Entities, AlbumId = album });
    }

    public EmulatedMessage SendAlbum(long personId, IReadOnlyList<EmulatedUpload> photos, string? caption)
    {
        if (photos.Count is < 2 or > 10)
            throw new ArgumentException("An album has 2 to 10 photos.", nameof(photos));
        var album = TelegramEmulator.NewNumber();
        var first = SendFile(personId, photos[0], asPhoto: true, caption, null, album);
        foreach (var photo in photos.Skip(1))
            SendFile(personId, photo, asPhoto: true, null, null, album);
        return first;
    }

    public EmulatedMessage SendContact(long personId, string phone, bool own)
    {
        var person = world.Person(personId);
        var contact = own ? new TelegramContact(phone, person.FirstName, person.Id) : new TelegramContact(phone, "Другой человек", null);
        return Say(Compose(personId, null) with { Contact = contact });
    }

    public EmulatedMessage SendLocation(long personId, EmulatedLocation location, string? replyTo) =>
        Say(Compose(personId, replyTo) with { Location = location });

    public EmulatedMessage SendSticker(long personId) => Say(Compose(personId, null) with { IsSticker = true });

    public EmulatedMessage EditText(long personId, string messageId, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var message = Find(personId, messageId);
        if (message is not { FromBot: false, Contact: null, Location: null, IsSticker: false })
            throw new InvalidOperationException($"Message {messageId} is not the person's own text.");
        var changed = TelegramText.FromPerson(text);
        message = message with { Text = changed.Value, Entities = changed.Entities, EditDate = core.UnixNow };
        var view = world.Put(message);
        updates.Push("edited_message", personId, message.Id, world.Json.Message(message));
        return view;
    }

    public string? PressStanding(long personId, string label)
    {
        var chat = world.Chat(personId);
        var word = chat.State.Keyboard.SelectMany(row => row).FirstOrDefault(word => word.Text == label)
            ?? throw new InvalidOperationException($"The keyboard has no word '{label}'.");
        if (word.Asks == "request_contact")
            SendContact(personId, "+79000000000", own: true);
        else if (word.Asks == "request_location")
            SendLocation(personId, EmulatedLocation.Here, null);
        else if (word.Asks is not null)
            throw new NotSupportedException($"{word.Asks} is not emulated.");
        else
            SendText(personId, label, null);
        if (chat.State.KeyboardIsOneTime)
            world.Change(chat.State with { Keyboard = [], KeyboardIsOneTime = false });
        return null;
    }

    public string Press(long personId, string messageId, EmulatedButton button, bool evenIfGone)
    {
        var person = world.Person(personId);
        var message = Find(personId, messageId);
        var isThere = message is not null && TelegramKeyboards.View(message.Markup).Any(row => row.Contains(button));
        if (button.Kind != "callback" || (!isThere && !evenIfGone))
            throw new InvalidOperationException($"Message {messageId} has no button '{button.Label}' to press.");
        var id = TelegramEmulator.NewNumber();
        world.Add(new TelegramPress(id, personId, core.UnixNow));
        var number = int.Parse(messageId);
        updates.Push("callback_query", personId, number, new()
        {
            ["id"] = id,
            ["from"] = TelegramJson.User(person),
            ["message"] = message is null ? TelegramJson.Inaccessible(person, number) : world.Json.Message(message),
            ["chat_instance"] = (-personId - 1_000_000_007).ToString(),
            ["data"] = button.Data,
        });
        return id;
    }

    public void SetBlocked(long personId, bool blocked)
    {
        var person = world.Person(personId);
        var state = world.Chat(personId).State;
        if (state.Blocked == blocked)
            return;
        world.Change(state with { Blocked = blocked });
        updates.Push("my_chat_member", personId, 0, new()
        {
            ["chat"] = TelegramJson.Chat(person),
            ["from"] = TelegramJson.User(person),
            ["date"] = core.UnixNow,
            ["old_chat_member"] = TelegramJson.Membership(blocked ? "member" : "kicked"),
            ["new_chat_member"] = TelegramJson.Membership(blocked ? "kicked" : "member"),
        });
        core.Changes.Add(new EmulatedChange(core.Messenger, personId));
    }

    private TelegramMessage? Find(long personId, string messageId) =>
        int.TryParse(messageId, out var id) ? world.Chat(personId).Log.Find(id) : null;

    private TelegramMessage Compose(long personId, string? replyTo)
    {
        var chat = world.Chat(personId);
        if (chat.State.Blocked)
            throw new InvalidOperationException("The person has blocked the bot; a client then offers only to start it again.");
        if (replyTo is not null && Find(personId, replyTo) is null)
            throw new InvalidOperationException($"There is no message {replyTo} to reply to.");
        if (!chat.State.Known)
            world.Change(chat.State with { Known = true });
        return new TelegramMessage
        {
            Id = world.TakeMessageId(),
            ChatId = personId,
            FromBot = false,
            Date = core.UnixNow,
            Text = "",
            Entities = [],
            ReplyTo = replyTo is null ? null : int.Parse(replyTo),
        };
    }

    private EmulatedMessage Say(TelegramMessage message)
    {
        var view = world.Put(message);
        updates.Push("message", message.ChatId, message.Id, world.Json.Message(message));
        return view;
    }

    private static IEnumerable<string> Parts(string text)
    {
        while (text.Length > MaxText)
        {
            var cut = char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText;
            yield return text[..cut];
            text = text[cut..].TrimStart();
        }
        yield return text;
    }
}
