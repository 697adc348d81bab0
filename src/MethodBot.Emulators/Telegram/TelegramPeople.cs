using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Telegram;

/// <summary>What people do: each act shows in their chat and becomes an update. The core's lock is held around every call.</summary>
internal sealed class TelegramPeople(EmulatorCore core, TelegramWorld world, TelegramUpdateQueue updates) : IEmulatedPeople
{
    private const int MaxText = 4096;
    private const int MaxCaption = 1024;

    public EmulatedMessage Start(long personId, string? payload)
    {
        if (payload is not null && (payload.Length is 0 or > 64 || payload.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))))
            throw new ArgumentException("A start payload has 1 to 64 of A-Z a-z 0-9 _ -.", nameof(payload));
        if (world.Chat(personId).State.Blocked)
            SetBlocked(personId, blocked: false);
        return SendText(Speaker.Privately(personId), payload is null ? "/start" : "/start " + payload, null);
    }

    public EmulatedMessage SendText(Speaker at, string text, string? replyTo)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var sent = default(EmulatedMessage);
        // A long text leaves a real client as several messages.
        foreach (var part in Parts(text.Trim()))
        {
            var message = TelegramText.FromPerson(part);
            sent = Say(Compose(at, replyTo) with { Text = message.Value, Entities = message.Entities });
        }
        return sent!;
    }

    public EmulatedMessage SendFile(Speaker at, EmulatedUpload upload, bool asPhoto, string? caption, string? replyTo) =>
        SendFile(at, upload, asPhoto, caption, replyTo, album: null);

    private EmulatedMessage SendFile(Speaker at, EmulatedUpload upload, bool asPhoto, string? caption, string? replyTo, string? album)
    {
        var text = TelegramText.FromPerson(caption ?? "");
        if (text.CodePoints > MaxCaption)
            throw new ArgumentException($"A caption has at most {MaxCaption} characters.", nameof(caption));
        var image = ImageSize.Read(upload.Content);
        var kind = asPhoto && image is not null ? "photo"
            : upload.MimeType is "audio/ogg" or "audio/opus" ? "voice"
            : upload.MimeType.StartsWith("video/", StringComparison.Ordinal) ? "video"
            : "document";
        var message = Compose(at, replyTo);
        var file = world.AddFile(kind, upload.FileName, upload.MimeType, upload.Content, image);
        return Say(message with { FileId = file.Id, Text = text.Value, Entities = text.Entities, AlbumId = album });
    }

    public EmulatedMessage SendAlbum(Speaker at, IReadOnlyList<EmulatedUpload> photos, string? caption)
    {
        if (photos.Count is < 2 or > 10)
            throw new ArgumentException("An album has 2 to 10 photos.", nameof(photos));
        var album = TelegramEmulator.NewNumber();
        var first = SendFile(at, photos[0], asPhoto: true, caption, null, album);
        foreach (var photo in photos.Skip(1))
            SendFile(at, photo, asPhoto: true, null, null, album);
        return first;
    }

    public EmulatedMessage SendContact(Speaker at, string phone, bool own)
    {
        var person = world.Person(at.PersonId);
        var contact = own ? new TelegramContact(phone, person.FirstName, person.Id) : new TelegramContact(phone, "Другой человек", null);
        return Say(Compose(at, null) with { Contact = contact });
    }

    public EmulatedMessage SendLocation(Speaker at, EmulatedLocation location, string? replyTo) =>
        Say(Compose(at, replyTo) with { Location = location });

    public EmulatedMessage SendSticker(Speaker at) => Say(Compose(at, null) with { IsSticker = true });

    public EmulatedMessage EditText(Speaker at, string messageId, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var message = Find(at.ChatId, messageId);
        if (message is not { FromBot: false, Contact: null, Location: null, IsSticker: false, Service: null } || Author(message) != at.PersonId)
            throw new InvalidOperationException($"Message {messageId} is not the person's own text.");
        var changed = TelegramText.FromPerson(text);
        message = message with { Text = changed.Value, Entities = changed.Entities, EditDate = core.UnixNow };
        var view = world.Put(message);
        if (Tells(message))
            updates.Push("edited_message", at.ChatId, at.PersonId, message.Id, world.Json.Message(message));
        return view;
    }

    public string? PressStanding(Speaker at, string label)
    {
        var chat = world.Chat(at.ChatId);
        var word = chat.State.Keyboard.SelectMany(row => row).FirstOrDefault(word => word.Text == label)
            ?? throw new InvalidOperationException($"The keyboard has no word '{label}'.");
        if (word.Asks == "request_contact")
            SendContact(at, "+79000000000", own: true);
        else if (word.Asks == "request_location")
            SendLocation(at, EmulatedLocation.Here, null);
        else if (word.Asks is not null)
            throw new NotSupportedException($"{word.Asks} is not emulated.");
        else
            SendText(at, label, null);
        if (chat.State.KeyboardIsOneTime)
            world.Change(chat.State with { Keyboard = [], KeyboardIsOneTime = false });
        return null;
    }

    public string Press(Speaker at, string messageId, EmulatedButton button, bool evenIfGone)
    {
        var person = world.Person(at.PersonId);
        var group = world.Chat(at.ChatId).Group;
        RequireMember(group, at.PersonId);
        var message = Find(at.ChatId, messageId);
        var isThere = message is not null && TelegramKeyboards.View(message.Markup).Any(row => row.Contains(button));
        if (button.Kind != "callback" || (!isThere && !evenIfGone))
            throw new InvalidOperationException($"Message {messageId} has no button '{button.Label}' to press.");
        var id = TelegramEmulator.NewNumber();
        world.Add(new TelegramPress(id, at.PersonId, core.UnixNow, group?.Id ?? 0));
        var number = int.Parse(messageId);
        updates.Push("callback_query", at.ChatId, at.PersonId, number, new()
        {
            ["id"] = id,
            ["from"] = TelegramJson.User(person),
            ["message"] = message is null ? world.Json.Inaccessible(at.ChatId, number) : world.Json.Message(message),
            ["chat_instance"] = (-Math.Abs(at.ChatId) - 1_000_000_007).ToString(),
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
        updates.Push("my_chat_member", personId, personId, 0, new()
        {
            ["chat"] = world.Json.Chat(personId),
            ["from"] = TelegramJson.User(person),
            ["date"] = core.UnixNow,
            ["old_chat_member"] = world.Json.Membership(blocked ? "member" : "kicked"),
            ["new_chat_member"] = world.Json.Membership(blocked ? "kicked" : "member"),
        });
        core.Changes.Add(new EmulatedChange(core.Messenger, personId));
    }

    /// <summary>Shows what happened in a group, and tells the bot of it while it is there.</summary>
    public void Serve(TelegramMessage message) => Say(message);

    private TelegramMessage? Find(long chatId, string messageId) =>
        int.TryParse(messageId, out var id) ? world.Chat(chatId).Log.Find(id) : null;

    private static long Author(TelegramMessage message) => message.AuthorId == 0 ? message.ChatId : message.AuthorId;

    private static void RequireMember(TelegramGroupState? group, long personId)
    {
        if (group is { MigratedTo: not null })
            throw new InvalidOperationException("The group has become a supergroup; nobody writes in it any more.");
        if (group is not null && !group.Members.Contains(personId))
            throw new InvalidOperationException($"{personId} is not in the group.");
    }

    private TelegramMessage Compose(Speaker at, string? replyTo)
    {
        var chat = world.Chat(at.ChatId);
        RequireMember(chat.Group, at.PersonId);
        if (chat.State.Blocked)
            throw new InvalidOperationException("The person has blocked the bot; a client then offers only to start it again.");
        if (replyTo is not null && Find(at.ChatId, replyTo) is null)
            throw new InvalidOperationException($"There is no message {replyTo} to reply to.");
        var thread = chat.Group is null ? null : Thread(chat, at.Topic, replyTo);
        if (!chat.State.Known)
            world.Change(chat.State with { Known = true });
        return new TelegramMessage
        {
            Id = world.TakeMessageId(chat),
            ChatId = at.ChatId,
            AuthorId = chat.Group is null ? 0 : at.PersonId,
            FromBot = false,
            ThreadId = thread,
            Date = core.UnixNow,
            Text = "",
            Entities = [],
            // In a topic whatever is no reply hangs on the message with which the topic began.
            ReplyTo = replyTo is null ? thread : int.Parse(replyTo),
        };
    }

    private EmulatedMessage Say(TelegramMessage message)
    {
        var view = world.Put(message);
        if (Tells(message))
            updates.Push("message", message.ChatId, Author(message), message.Id, world.Json.Message(message));
        return view;
    }

    /// <summary>Whether the bot is told of a message.</summary>
    private bool Tells(TelegramMessage message)
    {
        var chat = world.Chat(message.ChatId);
        if (chat.Group is not { } group)
            return true;
        if (!group.HasBot || message.FromBot)
            return false;
        return !core.Options.PrivacyMode || group.BotStatus == "administrator" || message.Service is not null || Concerns(message, chat);
    }

    /// <summary>A command (to nobody or to this bot), a mention or a reply.</summary>
    private static bool Concerns(TelegramMessage message, TelegramChat chat)
    {
        foreach (var entity in message.Entities.Where(entity => entity.Type is "bot_command" or "mention"))
        {
            var text = message.Text.AsSpan(entity.Offset, entity.Length);
            var name = text.IndexOf('@');
            if (name < 0 || text[(name + 1)..].Equals(TelegramEmulator.BotUsername, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return message.ReplyTo is { } replied && chat.Log.Find(replied) is { FromBot: true };
    }

    private static int? Thread(TelegramChat chat, int? topic, string? replyTo)
    {
        var group = chat.Group!;
        if (topic is { } named)
        {
            var found = group.Topic(named) ?? throw new InvalidOperationException($"There is no topic {named}.");
            return found.IsClosed ? throw new InvalidOperationException("The topic is closed.") : named;
        }
        return TelegramTopics.OfReply(chat, replyTo is null ? null : int.Parse(replyTo));
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
