using System.Text.Json;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <summary>What people do: each act shows in their chat and becomes an event. The core's lock is held around every call.</summary>
internal sealed class VkPeople(EmulatorCore core, VkWorld world, VkEvents events) : IEmulatedPeople
{
    private const int MaxText = 4096;

    public EmulatedMessage Start(long personId, string? payload) =>
        Say(Compose(Speaker.Privately(personId), null) with { Text = "Начать", Payload = """{"command":"start"}""", Ref = payload });

    public EmulatedMessage SendText(Speaker at, string text, string? replyTo)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var rest = text.Trim();
        // A long text leaves a real client as several messages.
        while (rest.Length > MaxText)
        {
            var cut = char.IsHighSurrogate(rest[MaxText - 1]) ? MaxText - 1 : MaxText;
            Say(Compose(at, replyTo) with { Text = rest[..cut] });
            rest = rest[cut..].TrimStart();
        }
        return Say(Compose(at, replyTo) with { Text = rest });
    }

    private EmulatedMessage SendFiles(Speaker at, IReadOnlyList<EmulatedUpload> uploads, bool asPhoto, string? caption, string? replyTo)
    {
        if (uploads.Count is 0 or > 10)
            throw new ArgumentException("A message has 1 to 10 attachments.", nameof(uploads));
        var message = Compose(at, replyTo);
        return Say(message with { Text = (caption ?? "").Trim(), Files = [.. uploads.Select(upload => Attach(at.PersonId, upload, asPhoto).Id)] });
    }

    public EmulatedMessage SendFile(Speaker at, EmulatedUpload upload, bool asPhoto, string? caption, string? replyTo) =>
        SendFiles(at, [upload], asPhoto, caption, replyTo);

    public EmulatedMessage SendAlbum(Speaker at, IReadOnlyList<EmulatedUpload> photos, string? caption) =>
        SendFiles(at, photos, asPhoto: true, caption, replyTo: null);

    public EmulatedMessage SendContact(Speaker at, string phone, bool own) => throw new NotSupportedException("VK has no contacts to share.");

    public EmulatedMessage SendLocation(Speaker at, EmulatedLocation location, string? replyTo) =>
        Say(Compose(at, replyTo) with { Location = location });

    public EmulatedMessage SendSticker(Speaker at) => Say(Compose(at, null) with { IsSticker = true });

    public EmulatedMessage EditText(Speaker at, string messageId, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (Find(at.ChatId, messageId) is not { FromBot: false, IsSticker: false, Action: null } message || Author(message) != at.PersonId)
            throw new InvalidOperationException($"Message {messageId} is not the person's own text.");
        message = message with { Text = text.Trim(), UpdateTime = core.UnixNow };
        var view = world.Put(message);
        if (Tells(message))
            events.Push("message_edit", at.ChatId, message.Cmid, world.Json.Message(message));
        return view;
    }

    public string? PressStanding(Speaker at, string label)
    {
        var chat = world.Chat(at.ChatId);
        RequireMember(chat, at.PersonId);
        if (!world.Client(at.PersonId).Keyboard)
            throw new InvalidOperationException("The person's application shows no keyboards.");
        var keyboard = chat.State.Keyboard;
        var button = VkKeyboards.View(keyboard).SelectMany(row => row).FirstOrDefault(button => button.Label == label)
            ?? throw new InvalidOperationException($"The keyboard has no word '{label}'.");
        if (VkKeyboards.IsOneTime(keyboard!))
            world.Change(chat.State with { Keyboard = null });
        if (button.Kind == "callback")
            return Push(at, button, 0);
        if (button.Kind is not ("text" or "location"))
            throw new NotSupportedException($"A button of the kind {button.Kind} is not emulated.");
        Say(Pressed(at, button));
        return null;
    }

    public string Press(Speaker at, string messageId, EmulatedButton button, bool evenIfGone)
    {
        RequireMember(world.Chat(at.ChatId), at.PersonId);
        if (!world.Client(at.PersonId).InlineKeyboard)
            throw new InvalidOperationException("The person's application shows no buttons under messages.");
        var message = Find(at.ChatId, messageId);
        var isThere = message is not null && VkKeyboards.View(message.Keyboard).Any(row => row.Contains(button));
        if (button.Kind is not ("callback" or "text" or "location") || (!isThere && !evenIfGone))
            throw new InvalidOperationException($"Message {messageId} has no button '{button.Label}' to press.");
        if (button.Kind == "callback")
            return Push(at, button, int.Parse(messageId));
        Say(Pressed(at, button));
        return "";
    }

    public void SetBlocked(long personId, bool blocked)
    {
        var chat = world.Chat(personId);
        if (chat.State.Allowed == !blocked)
            return;
        world.Change(chat.State with { Allowed = !blocked });
        if (blocked)
            events.Push("message_deny", personId, 0, new JsonObject { ["user_id"] = personId });
        else
            events.Push("message_allow", personId, 0, new JsonObject { ["user_id"] = personId, ["key"] = "" });
        core.Changes.Add(new EmulatedChange(core.Messenger, personId));
    }

    /// <summary>Shows what happened in a chat of several people, and tells the bot of it while it is there.</summary>
    public void Serve(long peerId, long personId, JsonObject action) =>
        Say(world.Compose(world.Chat(peerId), fromBot: false) with { AuthorId = personId, Action = action.ToJsonString(VkJson.Options) });

    private static JsonObject ClientInfo(VkClient client)
    {
        var actions = new JsonArray("text", "vkpay", "open_app", "location", "open_link", "intent_subscribe", "intent_unsubscribe");
        if (client.CallbackButtons)
            actions.Add("callback");
        return new JsonObject
        {
            ["button_actions"] = actions,
            ["keyboard"] = client.Keyboard,
            ["inline_keyboard"] = client.InlineKeyboard,
            ["carousel"] = client.Carousel,
            ["lang_id"] = 0,
        };
    }

    private static long Author(VkMessage message) => message.AuthorId == 0 ? message.PeerId : message.AuthorId;

    private static void RequireMember(VkChat chat, long personId)
    {
        if (chat.Group is { } group && !group.Members.Contains(personId))
            throw new InvalidOperationException($"{personId} is not in the chat.");
    }

    private VkMessage? Find(long peerId, string messageId) =>
        int.TryParse(messageId, out var cmid) ? world.Chat(peerId).Log.Find(cmid) : null;

    private VkMessage Pressed(Speaker at, EmulatedButton button)
    {
        var message = Compose(at, null) with { Payload = button.Data.Length > 0 ? button.Data : null };
        if (button.Kind == "location")
            return message with { Location = EmulatedLocation.Here };
        // Among several people a real client names the community to which the word is said.
        return message with { Text = world.Chat(at.ChatId).Group is null ? button.Label : $"[club{world.GroupId}|@club{world.GroupId}] {button.Label}" };
    }

    private string Push(Speaker at, EmulatedButton button, int cmid)
    {
        _ = world.Person(at.PersonId);
        if (!world.Client(at.PersonId).CallbackButtons)
        {
            var payload = new JsonObject { ["command"] = "not_supported_button", ["button_type"] = "callback", ["payload"] = button.Data };
            Say(Compose(at, null) with { Text = button.Label, Payload = payload.ToJsonString(VkJson.Options) });
            return "";
        }
        var id = Guid.NewGuid().ToString("N")[..12];
        world.Add(new VkPress(id, at.PersonId, core.UnixNow, world.Chat(at.ChatId).Group?.Id ?? 0));
        var pressed = new JsonObject { ["user_id"] = at.PersonId, ["peer_id"] = at.ChatId, ["event_id"] = id, ["payload"] = Parse(button.Data) };
        if (cmid > 0)
            pressed["conversation_message_id"] = cmid;
        events.Push("message_event", at.ChatId, 0, pressed);
        return id;
    }

    private static JsonNode? Parse(string payload)
    {
        try
        {
            return payload.Length == 0 ? new JsonObject() : JsonNode.Parse(payload);
        }
        catch (JsonException)
        {
            // A test may press what no keyboard could hold.
            return JsonValue.Create(payload);
        }
    }

    /// <summary>Writing to a community allows it to answer, also after a denial.</summary>
    private VkMessage Compose(Speaker at, string? replyTo)
    {
        if (at.Topic is not null)
            throw new NotSupportedException("VK has no topics.");
        var chat = world.Chat(at.ChatId);
        RequireMember(chat, at.PersonId);
        if (replyTo is not null && Find(at.ChatId, replyTo) is null)
            throw new InvalidOperationException($"There is no message {replyTo} to reply to.");
        if (!chat.State.Allowed)
            world.Change(chat.State with { Allowed = true });
        return world.Compose(chat, fromBot: false) with { AuthorId = chat.Group is null ? 0 : at.PersonId, ReplyTo = replyTo is null ? null : int.Parse(replyTo) };
    }

    private EmulatedMessage Say(VkMessage message)
    {
        var view = world.Put(message);
        if (Tells(message))
        {
            var client = ClientInfo(world.Client(Author(message)));
            events.Push("message_new", message.PeerId, message.Cmid, new JsonObject { ["message"] = world.Json.Message(message), ["client_info"] = client });
        }
        return view;
    }

    /// <summary>Whether the bot is told of a message: in a chat of several people only if it concerns the bot.</summary>
    private bool Tells(VkMessage message)
    {
        var chat = world.Chat(message.PeerId);
        if (chat.Group is not { } group)
            return true;
        if (!group.HasBot)
            return false;
        return !core.Options.PrivacyMode || group.IsAdministrator || message.Action is not null || message.Payload is not null
            || message.Text.StartsWith('/') || message.Text.Contains($"club{world.GroupId}", StringComparison.Ordinal)
            || (message.ReplyTo is { } replied && chat.Log.Find(replied) is { FromBot: true });
    }

    private VkFile Attach(long personId, EmulatedUpload upload, bool asPhoto)
    {
        var image = asPhoto ? ImageSize.Read(upload.Content) : null;
        var kind = image is not null ? "photo"
            : upload.MimeType is "audio/ogg" or "audio/opus" ? "audio_message"
            : upload.MimeType.StartsWith("video/", StringComparison.Ordinal) ? "video"
            : "doc";
        return world.AddFile(kind, personId, upload.FileName, upload.MimeType, upload.Content, image);
    }
}
