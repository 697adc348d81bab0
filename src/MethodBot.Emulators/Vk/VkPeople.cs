using System.Text.Json;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <summary>What people do: each act shows in their chat and becomes an event. The core's lock is held around every call.</summary>
internal sealed class VkPeople(EmulatorCore core, VkWorld world, VkLongPoll events)
{
    private const int MaxText = 4096;

    public EmulatedMessage Start(long personId, string? payload) =>
        Say(Compose(personId, null) with { Text = "Начать", Payload = """{"command":"start"}""", Ref = payload });

    public EmulatedMessage SendText(long personId, string text, string? replyTo)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var rest = text.Trim();
        // A long text leaves a real client as several messages.
        while (rest.Length > MaxText)
        {
            var cut = char.IsHighSurrogate(rest[MaxText - 1]) ? MaxText - 1 : MaxText;
            Say(Compose(personId, replyTo) with { Text = rest[..cut] });
            rest = rest[cut..].TrimStart();
        }
        return Say(Compose(personId, replyTo) with { Text = rest });
    }

    public EmulatedMessage SendFiles(long personId, IReadOnlyList<EmulatedUpload> uploads, bool asPhoto, string? caption, string? replyTo)
    {
        if (uploads.Count is 0 or > 10)
            throw new ArgumentException("A message has 1 to 10 attachments.", nameof(uploads));
        var message = Compose(personId, replyTo);
        return Say(message with { Text = (caption ?? "").Trim(), Files = [.. uploads.Select(upload => Attach(personId, upload, asPhoto).Id)] });
    }

    public EmulatedMessage SendLocation(long personId, EmulatedLocation location, string? replyTo) =>
        Say(Compose(personId, replyTo) with { Location = location });

    public EmulatedMessage SendSticker(long personId) => Say(Compose(personId, null) with { IsSticker = true });

    public EmulatedMessage EditText(long personId, string messageId, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (Find(personId, messageId) is not { FromBot: false, IsSticker: false } message)
            throw new InvalidOperationException($"Message {messageId} is not the person's own text.");
        message = message with { Text = text.Trim(), UpdateTime = core.UnixNow };
        var view = world.Put(message);
        events.Push("message_edit", personId, message.Cmid, world.Json.Message(message));
        return view;
    }

    public string? PressStanding(long personId, string label)
    {
        var chat = world.Chat(personId);
        var keyboard = chat.State.Keyboard;
        var button = VkKeyboards.View(keyboard).SelectMany(row => row).FirstOrDefault(button => button.Label == label)
            ?? throw new InvalidOperationException($"The keyboard has no word '{label}'.");
        if (VkKeyboards.IsOneTime(keyboard!))
            world.Change(chat.State with { Keyboard = null });
        if (button.Kind == "callback")
            return Push(personId, button, 0);
        if (button.Kind is not ("text" or "location"))
            throw new NotSupportedException($"A button of the kind {button.Kind} is not emulated.");
        Say(Pressed(personId, button));
        return null;
    }

    public string Press(long personId, string messageId, EmulatedButton button, bool evenIfGone)
    {
        var message = Find(personId, messageId);
        var isThere = message is not null && VkKeyboards.View(message.Keyboard).Any(row => row.Contains(button));
        if (button.Kind is not ("callback" or "text" or "location") || (!isThere && !evenIfGone))
            throw new InvalidOperationException($"Message {messageId} has no button '{button.Label}' to press.");
        if (button.Kind == "callback")
            return Push(personId, button, int.Parse(messageId));
        Say(Pressed(personId, button));
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

    private static JsonObject ClientInfo() => new()
    {
        ["button_actions"] = new JsonArray("text", "vkpay", "open_app", "location", "open_link", "callback", "intent_subscribe", "intent_unsubscribe"),
        ["keyboard"] = true,
        ["inline_keyboard"] = true,
        ["carousel"] = true,
        ["lang_id"] = 0,
    };

    private VkMessage? Find(long personId, string messageId) =>
        int.TryParse(messageId, out var cmid) ? world.Chat(personId).Log.Find(cmid) : null;

    private VkMessage Pressed(long personId, EmulatedButton button)
    {
        var message = Compose(personId, null) with { Payload = button.Data.Length > 0 ? button.Data : null };
        return button.Kind == "location" ? message with { Location = EmulatedLocation.Here } : message with { Text = button.Label };
    }

    private string Push(long personId, EmulatedButton button, int cmid)
    {
        _ = world.Person(personId);
        var id = Guid.NewGuid().ToString("N")[..12];
        world.Add(new VkPress(id, personId, core.UnixNow));
        var payload = new JsonObject { ["user_id"] = personId, ["peer_id"] = personId, ["event_id"] = id, ["payload"] = Parse(button.Data) };
        if (cmid > 0)
            payload["conversation_message_id"] = cmid;
        events.Push("message_event", personId, 0, payload);
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
    private VkMessage Compose(long personId, string? replyTo)
    {
        var chat = world.Chat(personId);
        if (replyTo is not null && Find(personId, replyTo) is null)
            throw new InvalidOperationException($"There is no message {replyTo} to reply to.");
        if (!chat.State.Allowed)
            world.Change(chat.State with { Allowed = true });
        return world.Compose(chat, fromBot: false) with { ReplyTo = replyTo is null ? null : int.Parse(replyTo) };
    }

    private EmulatedMessage Say(VkMessage message)
    {
        var view = world.Put(message);
        events.Push("message_new", message.PeerId, message.Cmid, new JsonObject { ["message"] = world.Json.Message(message), ["client_info"] = ClientInfo() });
        return view;
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
