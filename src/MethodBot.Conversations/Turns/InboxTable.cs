using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;

namespace MethodBot.Conversations.Turns;

internal enum InboxState
{
    Done = 1,
    SetAside = 2,
    Ignored = 3,

    /// <summary>Set aside, and to be run again.</summary>
    Marked = 4,
}

/// <summary>SQL of the inbox: every update once, by its key, kept for a week.</summary>
internal static class InboxTable
{
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>The row's id, or null when this update was accepted before.</summary>
    public static long? Accept(StoreTransaction transaction, ChannelId channel, string key, InboxState state, DateTimeOffset now) =>
        transaction.Statement(
                """
                INSERT INTO inbox (messenger, channel, update_key, received_at, state) VALUES ($messenger, $channel, $key, $now, $state)
                ON CONFLICT DO NOTHING
                """)
            .Bind("$messenger", channel.Messenger).Bind("$channel", channel.Id).Bind("$key", key)
            .Bind("$now", now.ToUnixTimeMilliseconds()).Bind("$state", (int)state)
            .ExecuteInsert();

    /// <summary>Whether this update was accepted before.</summary>
    public static bool Has(StoreTransaction transaction, ChannelId channel, string key) =>
        transaction.Statement("SELECT 1 FROM inbox WHERE messenger = $messenger AND channel = $channel AND update_key = $key")
            .Bind("$messenger", channel.Messenger).Bind("$channel", channel.Id).Bind("$key", key)
            .ExecuteScalar() is not null;

    public static void SetAside(StoreTransaction transaction, long id, InboundUpdate update, string error) =>
        transaction.Statement("UPDATE inbox SET state = 2, raw = coalesce($raw, raw), chat = $chat, inbound = $inbound, error = $error WHERE id = $id")
            .Bind("$raw", update.Raw).Bind("$chat", update.Chat).Bind("$inbound", InboundPayload.Write(update)).Bind("$error", error).Bind("$id", id)
            .ExecuteNonQuery();

    /// <summary>The update of a row that is to run again; null when it is not, or not any more.</summary>
    public static (ChannelId Channel, InboundUpdate Update)? ReadMarked(StoreTransaction transaction, long id)
    {
        using var reader = transaction.Statement("SELECT messenger, channel, inbound FROM inbox WHERE id = $id AND state = 4 AND inbound IS NOT NULL")
            .Bind("$id", id).ExecuteReader();
        return reader.Read() ? (new ChannelId(reader.GetString(0), reader.GetString(1)), InboundPayload.Read(reader.GetString(2))) : null;
    }

    /// <summary>Its turn has run; nothing of what was said is kept.</summary>
    public static void Settle(StoreTransaction transaction, long id) =>
        transaction.Statement("UPDATE inbox SET state = 1, raw = NULL, chat = NULL, inbound = NULL, error = NULL WHERE id = $id")
            .Bind("$id", id)
            .ExecuteNonQuery();

    /// <returns>How many; call again while it is <paramref name="limit"/>.</returns>
    public static int Forget(StoreTransaction transaction, DateTimeOffset before, int limit) =>
        transaction.Statement("DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE received_at < $before AND state NOT IN (2, 4) LIMIT $limit)")
            .Bind("$before", before.ToUnixTimeMilliseconds()).Bind("$limit", limit)
            .ExecuteNonQuery();

    public static void SaveCursor(StoreTransaction transaction, ChannelId channel, string cursor) =>
        transaction.Statement(
                "INSERT INTO cursor (messenger, channel, value) VALUES ($messenger, $channel, $value) ON CONFLICT (messenger, channel) DO UPDATE SET value = excluded.value")
            .Bind("$messenger", channel.Messenger).Bind("$channel", channel.Id).Bind("$value", cursor)
            .ExecuteNonQuery();

    public static string? ReadCursor(StoreTransaction transaction, ChannelId channel) =>
        transaction.Statement("SELECT value FROM cursor WHERE messenger = $messenger AND channel = $channel")
            .Bind("$messenger", channel.Messenger).Bind("$channel", channel.Id)
            .ExecuteScalar() as string;
}
