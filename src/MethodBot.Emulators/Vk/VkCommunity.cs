using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MethodBot.Emulators.Vk;

/// <summary>groups.*: the community and the settings of its long poll.</summary>
internal sealed class VkCommunity(VkWorld world)
{
    /// <summary>Kinds of events that can be switched on.</summary>
    public static readonly FrozenSet<string> EventKinds = FrozenSet.ToFrozenSet(
    [
        "message_new", "message_reply", "message_allow", "message_deny", "message_edit", "message_typing_state", "message_read", "photo_new",
        "audio_new", "video_new", "wall_reply_new", "wall_reply_edit", "wall_reply_delete", "wall_reply_restore", "wall_post_new",
        "wall_repost", "board_post_new", "board_post_edit", "board_post_restore", "board_post_delete", "photo_comment_new",
        "photo_comment_edit", "photo_comment_delete", "photo_comment_restore", "video_comment_new", "video_comment_edit",
        "video_comment_delete", "video_comment_restore", "market_comment_new", "market_comment_edit", "market_comment_delete",
        "market_comment_restore", "poll_vote_new", "group_join", "group_leave", "group_change_settings", "group_change_photo",
        "group_officers_edit", "user_block", "user_unblock", "like_add", "like_remove", "message_event", "message_reaction_event",
        "donut_subscription_create", "donut_subscription_prolonged", "donut_subscription_cancelled", "donut_subscription_price_changed",
        "donut_subscription_expired", "donut_money_withdraw", "donut_money_withdraw_error",
    ], StringComparer.Ordinal);

    private static readonly ImmutableArray<(string Name, int Bit)> TokenRights = [("photos", 4), ("messages", 4096), ("docs", 131_072), ("manage", 262_144)];

    public JsonNode GetById(VkArguments arguments)
    {
        var named = arguments.Text("group_id") ?? arguments.Text("group_ids");
        var isOurs = named is null || named.Split(',').Any(name => name.Trim() == $"{world.GroupId}" || name.Trim() == $"club{world.GroupId}");
        if (!isOurs)
            throw VkRefusal.BadParameter("group_ids is undefined");
        return new JsonObject { ["groups"] = new JsonArray(world.Json.Group()), ["profiles"] = new JsonArray() };
    }

    public JsonNode GetLongPollServer(VkArguments arguments)
    {
        arguments.RequireGroup(world.GroupId);
        var meta = world.Meta;
        if (!meta.LongPollEnabled)
            throw VkRefusal.BadParameter("longpoll for this group is not enabled");
        return new JsonObject { ["key"] = meta.LongPollKey, ["server"] = $"{world.Server!.OriginalString}/lp/{world.GroupId}", ["ts"] = meta.Ts.ToString() };
    }

    public JsonNode GetLongPollSettings(VkArguments arguments)
    {
        arguments.RequireGroup(world.GroupId);
        var meta = world.Meta;
        return new JsonObject { ["is_enabled"] = meta.LongPollEnabled, ["api_version"] = meta.ApiVersion, ["events"] = Switches(meta.Events) };
    }

    public JsonNode SetLongPollSettings(VkArguments arguments)
    {
        arguments.RequireGroup(world.GroupId);
        var meta = world.Meta;
        var enabled = arguments.Has("enabled") ? arguments.Flag("enabled") : meta.LongPollEnabled;
        var version = arguments.Text("api_version") ?? meta.ApiVersion;
        world.Change(meta with { LongPollEnabled = enabled, ApiVersion = version, Events = ReadKinds(arguments, meta.Events) });
        return 1;
    }

    public JsonNode GetTokenPermissions(VkArguments arguments)
    {
        var permissions = new JsonArray();
        var mask = 0;
        foreach (var (name, bit) in TokenRights)
        {
            mask |= bit;
            permissions.Add(new JsonObject { ["name"] = name, ["setting"] = bit });
        }
        return new JsonObject { ["mask"] = mask, ["permissions"] = permissions };
    }

    /// <summary>Every kind of event with 0 or 1, as the API tells it.</summary>
    public static JsonObject Switches(ImmutableArray<string> on)
    {
        var kinds = new JsonObject();
        foreach (var kind in EventKinds.Order(StringComparer.Ordinal))
            kinds[kind] = on.Contains(kind) ? 1 : 0;
        return kinds;
    }

    /// <summary>Kinds of events that are on after a request: what it does not name stays as it was.</summary>
    public static ImmutableArray<string> ReadKinds(VkArguments arguments, ImmutableArray<string> before) =>
        [.. EventKinds.Where(kind => arguments.Has(kind) ? arguments.Flag(kind) : before.Contains(kind)).Order(StringComparer.Ordinal)];
}
