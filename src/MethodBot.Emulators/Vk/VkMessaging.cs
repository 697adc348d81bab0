using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <summary>messages.send, edit and delete, and what goes with them.</summary>
internal sealed partial class VkMessaging(EmulatorCore core, VkWorld world, VkEvents events)
{
    private const int MaxText = 4096;
    private const int MaxPeers = 100;
    private const int MaxAttachments = 10;
    private const long EditableFor = 24 * 60 * 60;

    private static readonly ImmutableArray<string> NotEmulated = ["template", "sticker_id", "lat", "long", "forward_messages", "content_source"];

    private readonly VkKeyboards keyboards = new(core);

    public JsonNode Send(VkArguments arguments)
    {
        if (!arguments.Has("random_id"))
            throw VkRefusal.BadParameter("random_id is undefined");
        var randomId = arguments.Integer("random_id")!.Value;
        // Clients send longer ones and the platform takes them, though it promises 32 bits only.
        if (randomId is < int.MinValue or > int.MaxValue)
            core.Violation("messages.send: random_id is longer than 32 bits");
        var content = ReadContent(arguments);
        if (!arguments.Has("peer_ids"))
            return VkJson.Id(SendTo(Peer(arguments), arguments, content, randomId));
        var peers = arguments.Integers("peer_ids");
        if (peers.Count > MaxPeers)
            throw VkRefusal.BadParameter($"peer_ids should contain no more than {MaxPeers} items");
        var results = new JsonArray();
        foreach (var peer in peers)
        {
            try
            {
                var sent = SendTo(peer, arguments, content, randomId);
                results.Add(new JsonObject { ["peer_id"] = peer, ["message_id"] = VkJson.Id(sent), ["conversation_message_id"] = sent.Cmid });
            }
            catch (VkRefusal refusal)
            {
                results.Add(new JsonObject
                {
                    ["peer_id"] = peer,
                    ["message_id"] = 0,
                    ["error"] = new JsonObject { ["code"] = refusal.Code, ["description"] = refusal.Message },
                });
            }
        }
        return results;
    }

    public JsonNode Edit(VkArguments arguments)
    {
        var chat = Chat(arguments.Integer("peer_id") ?? throw VkRefusal.BadParameter("peer_id is undefined"));
        if (arguments.Has("conversation_message_id"))
            core.Violation("messages.edit: 'conversation_message_id' is the old name of 'cmid'");
        var cmid = arguments.Int32("cmid") ?? arguments.Int32("conversation_message_id");
        var message = cmid is { } given ? chat.Log.Find(given)
            : world.FindMessage(arguments.Int32("message_id") ?? throw VkRefusal.BadParameter("message_id is undefined"));
        if (message is null || message.PeerId != chat.State.Id || message.HiddenFromBot)
            throw new VkRefusal(15, "Access denied: message can not be found");
        if (!message.FromBot)
            throw new VkRefusal(920, "Can't edit this kind of message");
        if (core.UnixNow - message.Date > EditableFor)
            throw new VkRefusal(909, "Can't edit this message, because it's too old");
        var content = ReadContent(arguments);
        if (content.Keyboard is { IsInline: false, Json: not null })
            core.Violation("messages.edit: only an inline keyboard can be edited");
        // Whatever is not given is taken away: keyboard and attachments too.
        world.Put(message with
        {
            Text = content.Text,
            Files = content.Files,
            Keyboard = content.Keyboard is { IsInline: true } inline ? inline.Json : null,
            UpdateTime = core.UnixNow,
        });
        return 1;
    }

    public JsonNode Delete(VkArguments arguments)
    {
        var found = new List<(long Id, VkMessage? Message)>();
        foreach (var id in arguments.Integers("message_ids"))
            found.Add((id, id <= int.MaxValue ? world.FindMessage((int)id) : null));
        if (arguments.Has("cmids"))
        {
            var chat = Chat(arguments.Integer("peer_id") ?? throw VkRefusal.BadParameter("peer_id is undefined"));
            foreach (var cmid in arguments.Integers("cmids"))
                found.Add((cmid, chat.Log.Find(cmid)));
        }
        if (found.Count == 0)
            throw VkRefusal.BadParameter("message_ids is undefined");
        var results = new JsonArray();
        foreach (var (id, message) in found)
            results.Add(DeleteOne(id, message, arguments.Flag("delete_for_all")));
        return results;
    }

    public JsonNode SetActivity(VkArguments arguments)
    {
        var type = arguments.Text("type") ?? "typing";
        if (type is not ("typing" or "audiomessage" or "photo" or "video" or "file"))
            throw VkRefusal.BadParameter("type is invalid");
        var chat = Chat(arguments.Integer("peer_id") ?? arguments.Integer("user_id") ?? throw VkRefusal.BadParameter("peer_id is undefined"));
        if (!chat.IsOpen)
            throw VkRefusal.NotPermitted();
        core.Changes.Add(world.ChangeIn(chat.State.Id) with { Typing = true });
        return 1;
    }

    public JsonNode SendMessageEventAnswer(VkArguments arguments)
    {
        var press = world.FindPress(arguments.Required("event_id"));
        var user = arguments.Integer("user_id") ?? throw VkRefusal.BadParameter("user_id is undefined");
        var peer = arguments.Integer("peer_id") ?? throw VkRefusal.BadParameter("peer_id is undefined");
        if (press is null || press.PersonId != user || (press.GroupId == 0 ? press.PersonId : press.GroupId) != peer)
            throw VkRefusal.BadParameter("event_id is invalid or expired");
        var notice = Notice(arguments);
        world.Forget(press);
        core.Changes.Add(new EmulatedChange(core.Messenger, press.PersonId) { GroupId = press.GroupId == 0 ? null : press.GroupId, Press = (press.Id, notice) });
        return 1;
    }

    public VkChat Chat(long peer)
    {
        if (peer >= VkChat.GroupPeers)
            return world.FindChat(peer) is { IsOpen: true } chat ? chat : throw new VkRefusal(917, "You don't have access to this chat");
        return world.FindChat(peer) ?? throw VkRefusal.NotPermitted();
    }

    private static string? Notice(VkArguments arguments)
    {
        if (arguments.Text("event_data") is not { } text)
            return null;
        if (text.Length > 1000)
            throw VkRefusal.BadParameter("event_data is too long");
        if (arguments.Json("event_data") is not { ValueKind: JsonValueKind.Object } data || Member(data, "type") is not { } type)
            throw VkRefusal.BadParameter("event_data is invalid");
        switch (type)
        {
            case "show_snackbar" when Member(data, "text") is { Length: > 0 } shown:
                return shown.EnumerateRunes().Count() <= 90 ? shown : throw VkRefusal.BadParameter("event_data: text is too long");
            case "open_link" when Uri.TryCreate(Member(data, "link"), UriKind.Absolute, out var link):
                return link.OriginalString;
            case "open_app" when data.TryGetProperty("app_id", out _):
                return null;
            default:
                throw VkRefusal.BadParameter("event_data is invalid");
        }
    }

    private VkMessage SendTo(long peer, VkArguments arguments, Content content, long randomId)
    {
        var chat = Chat(peer);
        // A repeat is dropped before anything else is looked at: the first one was good.
        if (world.FindSent(peer, randomId) is { } earlier)
            return earlier;
        if (!chat.IsOpen)
            throw VkRefusal.NotPermitted();
        var reply = ReplyTo(arguments, chat);
        var message = world.Compose(chat, fromBot: true) with
        {
            Text = content.Text,
            Files = content.Files,
            Payload = arguments.Text("payload"),
            Keyboard = content.Keyboard is { IsInline: true } inline ? inline.Json : null,
            ReplyTo = reply,
            RandomId = randomId,
        };
        world.Put(message);
        if (content.Keyboard is { IsInline: false } standing)
            world.Change(chat.State with { Keyboard = standing.Json });
        events.Push("message_reply", peer, message.Cmid, world.Json.Message(message));
        return message;
    }

    private long Peer(VkArguments arguments)
    {
        string[] given = [.. new[] { "peer_id", "user_id", "chat_id", "domain" }.Where(arguments.Has)];
        if (given.Length > 1)
            core.Violation($"messages.send: {string.Join(" and ", given)} together; one is enough");
        if ((arguments.Integer("peer_id") ?? arguments.Integer("user_id")) is { } peer)
            return peer;
        if (arguments.Integer("chat_id") is { } chat)
            return VkChat.GroupPeers + chat;
        if (arguments.Text("domain") is { } domain)
            return domain.StartsWith("id", StringComparison.Ordinal) && long.TryParse(domain.AsSpan(2), out var user) ? user : throw VkRefusal.BadParameter("domain is invalid");
        throw VkRefusal.BadParameter("you must specify one of parameters: peer_id, peer_ids, user_id, chat_id or domain");
    }

    private Content ReadContent(VkArguments arguments)
    {
        foreach (var name in NotEmulated.Where(arguments.Has))
        {
            core.Violation($"{arguments.Method}: {name} is not emulated");
            throw VkRefusal.BadParameter($"{name} is not supported by this loopback server");
        }
        var text = (arguments.Text("message") ?? "").Trim();
        if (text.Length > MaxText)
            throw new VkRefusal(914, "Message is too long");
        if (arguments.Text("payload") is { } payload)
        {
            if (payload.Length > 1000)
                throw VkRefusal.BadParameter("payload is too long");
            _ = arguments.Json("payload");
        }
        var files = Attachments(arguments);
        if (text.Length == 0 && files.IsEmpty)
            throw VkRefusal.BadParameter("message is empty or invalid");
        return new Content(text, files, keyboards.Read(arguments));
    }

    private ImmutableArray<string> Attachments(VkArguments arguments)
    {
        if (arguments.Text("attachment") is not { } text)
            return [];
        var items = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (items.Length > MaxAttachments)
            throw VkRefusal.BadParameter($"attachment: no more than {MaxAttachments}");
        var files = ImmutableArray.CreateBuilder<string>();
        foreach (var item in items)
        {
            var match = Attachment().Match(item);
            if (!match.Success)
                throw VkRefusal.BadParameter($"attachment {item} is invalid");
            var file = world.FindFile(long.Parse(match.Groups["owner"].Value), int.Parse(match.Groups["id"].Value), match.Groups["kind"].Value == "photo");
            var key = match.Groups["key"].Value;
            if (file is null || (key.Length > 0 && key != file.AccessKey) || (key.Length == 0 && file.OwnerId != -core.ChannelId))
                throw VkRefusal.BadParameter($"attachment {item} is not available");
            files.Add(file.Id);
        }
        return files.ToImmutable();
    }

    private int? ReplyTo(VkArguments arguments, VkChat chat)
    {
        if (arguments.Int32("reply_to") is { } id)
        {
            return world.FindMessage(id) is { } message && message.PeerId == chat.State.Id
                ? message.Cmid
                : throw VkRefusal.BadParameter("reply_to: message not found");
        }
        if (arguments.Json("forward") is not { } forward)
            return null;
        if (forward.ValueKind != JsonValueKind.Object || !IsReply(forward))
        {
            core.Violation("messages.send: forward is emulated as a reply only");
            throw VkRefusal.BadParameter("forward: only is_reply is supported by this loopback server");
        }
        if (forward.TryGetProperty("peer_id", out var peer) && peer.TryGetInt64(out var from) && from != chat.State.Id)
            throw VkRefusal.BadParameter("forward: a reply stays in its chat");
        var cmids = Numbers(forward, "conversation_message_ids").Concat(Numbers(forward, "cmids"));
        var named = cmids.Concat(Numbers(forward, "message_ids").Select(number => world.FindMessage(number)?.Cmid ?? 0)).ToList();
        return named.Count == 1 && chat.Log.Find(named[0]) is not null ? named[0] : throw VkRefusal.BadParameter("forward: message not found");
    }

    private JsonObject DeleteOne(long id, VkMessage? message, bool forAll)
    {
        if (message is null || message.HiddenFromBot)
            return new JsonObject { ["message_id"] = id, ["response"] = 0, ["error"] = new JsonObject { ["code"] = 15, ["description"] = "Access denied" } };
        var result = new JsonObject { ["peer_id"] = message.PeerId, ["message_id"] = VkJson.Id(message), ["conversation_message_id"] = message.Cmid };
        if (forAll && (!message.FromBot || core.UnixNow - message.Date > EditableFor))
        {
            result["response"] = 0;
            result["error"] = new JsonObject { ["code"] = 924, ["description"] = "Can't delete this message for everybody" };
            return result;
        }
        if (forAll)
            world.Delete(message);
        else
            world.Put(message with { HiddenFromBot = true });
        result["response"] = 1;
        return result;
    }

    private static bool IsReply(JsonElement forward) =>
        forward.TryGetProperty("is_reply", out var flag) && (flag.ValueKind == JsonValueKind.True || (flag.ValueKind == JsonValueKind.Number && flag.GetInt32() == 1));

    /// <summary>A list, or a number alone, as some clients write it.</summary>
    private static IEnumerable<int> Numbers(JsonElement from, string name)
    {
        if (!from.TryGetProperty(name, out var list))
            return [];
        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(Number) : [Number(list)];
    }

    private static int Number(JsonElement item) => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) ? number : 0;

    private static string? Member(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex("^(?<kind>photo|doc|audio_message)(?<owner>-?[0-9]{1,18})_(?<id>[0-9]{1,9})(?:_(?<key>[A-Za-z0-9]+))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Attachment();

    private sealed record Content(string Text, ImmutableArray<string> Files, VkKeyboard? Keyboard);
}
