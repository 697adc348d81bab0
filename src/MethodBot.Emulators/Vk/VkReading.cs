using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <summary>Methods that read conversations and people, and mark what was read.</summary>
internal sealed class VkReading(EmulatorCore core, VkWorld world, VkMessaging messaging)
{
    public JsonNode GetConversations(VkArguments arguments)
    {
        var filter = arguments.Text("filter") ?? "all";
        if (filter is not ("all" or "unread" or "important" or "unanswered" or "archive" or "sorted_chats"))
            throw VkRefusal.BadParameter("filter is invalid");
        var all = world.Chats
            .Select(chat => (Chat: chat, Last: chat.LastVisible))
            .Where(item => item.Last is { } last && filter switch
            {
                "all" or "sorted_chats" => true,
                "unread" => Unread(item.Chat) > 0,
                "unanswered" => !last.FromBot,
                _ => false,
            })
            .OrderByDescending(item => item.Last!.Id)
            .ToList();
        var start = arguments.Integer("start_message_id") ?? long.MaxValue;
        var page = all.Where(item => item.Last!.Id <= start).Skip((int)Count(arguments, "offset", 0, int.MaxValue)).Take((int)Count(arguments, "count", 20, 200)).ToList();
        var items = new JsonArray();
        foreach (var (chat, last) in page)
            items.Add(new JsonObject { ["conversation"] = Conversation(chat, last!), ["last_message"] = world.Json.Message(last!) });
        var response = new JsonObject { ["count"] = all.Count, ["items"] = items };
        var unread = world.Chats.Count(chat => Unread(chat) > 0);
        if (unread > 0)
            response["unread_count"] = unread;
        return Extended(arguments, response, page.Select(item => item.Chat.State.Id));
    }

    public JsonNode GetHistory(VkArguments arguments)
    {
        var peer = arguments.Integer("peer_id") ?? arguments.Integer("user_id") ?? throw VkRefusal.BadParameter("peer_id is undefined");
        if (world.FindChat(peer) is not { } chat)
            return Extended(arguments, new JsonObject { ["count"] = 0, ["items"] = new JsonArray() }, []);
        var visible = chat.Visible.ToImmutableArray();
        var isForward = arguments.Integer("rev") == 1;
        var from = arguments.Integer("start_message_id");
        if (from < 0)
            throw VkRefusal.BadParameter("start_message_id: negative ones are not supported by this loopback server");
        var ordered = isForward ? visible : [.. visible.Reverse()];
        var selected = from is { } start ? ordered.Where(message => isForward ? message.Id >= start : message.Id <= start) : ordered;
        var items = new JsonArray();
        foreach (var message in selected.Skip((int)Count(arguments, "offset", 0, int.MaxValue)).Take((int)Count(arguments, "count", 20, 200)))
            items.Add(world.Json.Message(message));
        return Extended(arguments, new JsonObject { ["count"] = visible.Length, ["items"] = items }, [peer]);
    }

    public JsonNode GetByConversationMessageId(VkArguments arguments)
    {
        var chat = messaging.Chat(arguments.Integer("peer_id") ?? throw VkRefusal.BadParameter("peer_id is undefined"));
        _ = arguments.Required("conversation_message_ids");
        var items = new JsonArray();
        foreach (var cmid in arguments.Integers("conversation_message_ids").Take(100))
        {
            if (chat.Log.Find(cmid) is { HiddenFromBot: false } message)
                items.Add(world.Json.Message(message));
        }
        return Extended(arguments, new JsonObject { ["count"] = items.Count, ["items"] = items }, [chat.State.Id]);
    }

    public JsonNode MarkAsRead(VkArguments arguments)
    {
        var ids = arguments.Integers("message_ids");
        var peer = arguments.Integer("peer_id")
            ?? (ids.Count > 0 && world.FindMessage((int)ids[0]) is { } named ? named.PeerId : throw VkRefusal.BadParameter("peer_id is undefined"));
        var chat = messaging.Chat(peer);
        var upTo = arguments.Int32("up_to_cmid")
            ?? (arguments.Int32("start_message_id") is > 0 and var id ? world.FindMessage(id)?.Cmid : null)
            ?? ids.Select(one => world.FindMessage((int)one)?.Cmid).Max()
            ?? chat.LastVisible?.Cmid
            ?? 0;
        if (upTo > chat.State.ReadByBot)
            world.Change(chat.State with { ReadByBot = upTo });
        return 1;
    }

    public JsonNode IsMessagesFromGroupAllowed(VkArguments arguments)
    {
        arguments.RequireGroup(world.GroupId);
        var user = arguments.Integer("user_id") ?? throw VkRefusal.BadParameter("user_id is undefined");
        return new JsonObject { ["is_allowed"] = world.FindChat(user) is { Group: null, State.Allowed: true } ? 1 : 0 };
    }

    public JsonNode GetUsers(VkArguments arguments)
    {
        var fields = (arguments.Text("fields") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var users = new JsonArray();
        foreach (var item in (arguments.Text("user_ids") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(1000))
        {
            var digits = item.StartsWith("id", StringComparison.Ordinal) ? item.AsSpan(2) : item;
            if (!long.TryParse(digits, out var id) || world.FindPerson(id) is not { } person)
                continue;
            var user = VkJson.User(person);
            foreach (var field in fields.Where(field => field is "domain" or "screen_name"))
                user[field] = $"id{id}";
            users.Add(user);
        }
        return users;
    }

    private JsonObject Conversation(VkChat chat, VkMessage last)
    {
        var read = chat.Visible.LastOrDefault(message => message.Cmid <= chat.State.ReadByBot);
        var json = new JsonObject
        {
            ["peer"] = new JsonObject
            {
                ["id"] = chat.State.Id,
                ["type"] = chat.Group is null ? "user" : "chat",
                ["local_id"] = chat.State.Id - (chat.Group is null ? 0 : VkChat.GroupPeers),
            },
            ["last_message_id"] = VkJson.Id(last),
            ["in_read"] = read is null ? 0 : VkJson.Id(read),
            ["out_read"] = VkJson.Id(last),
            ["last_conversation_message_id"] = last.Cmid,
            ["in_read_cmid"] = chat.State.ReadByBot,
            ["out_read_cmid"] = last.Cmid,
            ["is_marked_unread"] = false,
            ["important"] = false,
            ["can_write"] = chat.IsOpen
                ? new JsonObject { ["allowed"] = true }
                : new JsonObject { ["allowed"] = false, ["reason"] = chat.Group is null ? 901 : 917 },
        };
        if (chat.Group is { } group)
        {
            json["chat_settings"] = new JsonObject
            {
                ["owner_id"] = group.Members.FirstOrDefault(),
                ["title"] = group.Title,
                ["state"] = group.HasBot ? "in" : "kicked",
                ["members_count"] = group.Members.Length + (group.HasBot ? 1 : 0),
                ["active_ids"] = new JsonArray([.. group.Members.Select(id => JsonValue.Create(id))]),
            };
        }
        var unread = Unread(chat);
        if (unread > 0)
            json["unread_count"] = unread;
        if (!last.FromBot)
            json["unanswered"] = true;
        return json;
    }

    private static int Unread(VkChat chat)
    {
        var count = 0;
        for (var i = chat.Log.Count - 1; i >= 0 && chat.Log[i].Cmid > chat.State.ReadByBot; i--)
        {
            if (!chat.Log[i].FromBot && !chat.Log[i].HiddenFromBot)
                count++;
        }
        return count;
    }

    private JsonObject Extended(VkArguments arguments, JsonObject response, IEnumerable<long> peers)
    {
        if (!arguments.Flag("extended"))
            return response;
        var profiles = new JsonArray();
        foreach (var id in peers.SelectMany(peer => world.Chat(peer).Group?.Members ?? [peer]).Distinct())
            profiles.Add(VkJson.User(world.Person(id)));
        response["profiles"] = profiles;
        response["groups"] = new JsonArray(world.Json.Group());
        return response;
    }

    private long Count(VkArguments arguments, string name, long otherwise, long max)
    {
        var value = arguments.Integer(name) ?? otherwise;
        if (value < 0 || value > max)
            core.Violation($"{arguments.Method}: {name} {value} is outside 0 to {max}");
        return Math.Clamp(value, 0, max);
    }
}
