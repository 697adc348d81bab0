using System.Globalization;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;

namespace MethodBot.Conversations.Outbox;

/// <summary>SQL of the outbox. Rows of one chat leave in order; the table is the only queue.</summary>
internal static class OutboxTable
{
    private const string Columns =
        "id, kind, target_id, (SELECT t.message_id FROM outbox t WHERE t.id = outbox.target_id), payload, priority, tag, attempts, created_at";

    internal const string Ready =
        """
        SELECT o.id, o.chat, o.kind, o.priority, EXISTS (SELECT 1 FROM outbox_file f WHERE f.outbox_id = o.id), o.attempts FROM outbox o
        WHERE o.messenger = $messenger AND o.channel = $channel AND o.state = 0 AND o.not_before <= $now
          AND NOT EXISTS (SELECT 1 FROM outbox_file of JOIN file f ON f.id = of.file_id WHERE of.outbox_id = o.id AND f.state = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.messenger = o.messenger AND e.channel = o.channel AND e.chat = o.chat
            AND e.state < 2 AND e.id < o.id
            AND NOT EXISTS (SELECT 1 FROM outbox_file ef JOIN file f ON f.id = ef.file_id WHERE ef.outbox_id = e.id AND f.state = 0 AND f.messenger <> ''))
          AND (o.kind <> 4 OR NOT EXISTS (SELECT 1 FROM outbox b WHERE b.mailing_id = o.id AND b.state < 2))
        ORDER BY o.priority, o.id
        """;

    // «not_before > 0» says nothing new, but SQLite takes the index of pauses only when it reads the index's own condition.
    internal const string Pause =
        "SELECT min(not_before) FROM outbox WHERE messenger = $messenger AND channel = $channel AND state = 0 AND not_before > 0 AND not_before > $now";

    // What waits in the chat is little; all messages and changes that it ever had may be much, so the index is named: the planner thinks otherwise.
    internal const string Waiting =
        """
        SELECT id FROM outbox INDEXED BY outbox_waiting WHERE messenger = $messenger AND channel = $channel AND chat = $chat AND state < 2
            AND (id = $target OR target_id = $target) ORDER BY id DESC LIMIT 1
        """;

    // From the newest message of the chat backwards: the question that is looked for is mostly the last.
    internal const string Current =
        """
        SELECT o.payload FROM outbox t JOIN outbox o INDEXED BY outbox_chat
            ON o.messenger = t.messenger AND o.channel = t.channel AND o.chat = t.chat AND (o.id = t.id OR o.target_id = t.id)
        WHERE t.id = $target AND o.kind < 3 ORDER BY o.id DESC LIMIT 1
        """;

    public static long Add(
        StoreTransaction transaction, ChatAddress chat, OutboxKind kind, long? target, OutboundMessage message, OutboxPriority priority, string? tag, DateTimeOffset now)
    {
        var payload = OutboxPayload.Write(message);
        if (kind is OutboxKind.Edit or OutboxKind.RemoveButtons && Supersede(transaction, chat, kind, target!.Value, payload) is { } existing)
            return existing;
        var id = transaction.Statement(
                """
                INSERT INTO outbox (messenger, channel, chat, kind, target_id, payload, priority, state, tag, created_at)
                VALUES ($messenger, $channel, $chat, $kind, $target, $payload, $priority, 0, $tag, $now)
                """)
            .Bind("$messenger", chat.Channel.Messenger).Bind("$channel", chat.Channel.Id).Bind("$chat", chat.Chat)
            .Bind("$kind", (int)kind).Bind("$target", target).Bind("$payload", payload)
            .Bind("$priority", (int)priority).Bind("$tag", tag).Bind("$now", now.ToUnixTimeMilliseconds())
            .ExecuteInsert()!.Value;
        foreach (var file in message.Attachments.Select(attachment => attachment.FileId).Distinct())
        {
            transaction.Statement("INSERT INTO outbox_file (outbox_id, file_id) VALUES ($id, $file)")
                .Bind("$id", id).Bind("$file", file).ExecuteNonQuery();
        }

        return id;
    }

    /// <summary>
    /// A message not sent yet is changed where it lies; a change not sent yet gives way to its successor. Returns the row that now
    /// carries the change, or null when a row of its own is needed. (A text change that then loses its buttons stays a text change.)
    /// One that was tried may have arrived: sent again with other words it would be dropped by a messenger that knows its number.
    /// </summary>
    private static long? Supersede(StoreTransaction transaction, ChatAddress chat, OutboxKind kind, long target, string payload)
    {
        var waiting = transaction.Statement(Waiting)
            .Bind("$messenger", chat.Channel.Messenger).Bind("$channel", chat.Channel.Id).Bind("$chat", chat.Chat).Bind("$target", target)
            .ExecuteScalar();
        if (waiting is not long id)
            return null;
        var changed = transaction.Statement(
                "UPDATE outbox SET payload = $payload, kind = CASE WHEN kind = 3 THEN $kind ELSE kind END WHERE id = $id AND state = 0 AND attempts = 0")
            .Bind("$payload", payload).Bind("$kind", (int)kind).Bind("$id", id)
            .ExecuteNonQuery();
        return changed > 0 ? id : null;
    }

    /// <summary>
    /// Rows that may leave now: the oldest of each chat that is not held up, files at hand, pause over. A file that is being fetched holds up its own
    /// message only; one that the service made is in the folder in a moment, and what comes after it waits. A mailing goes on when its batch is done.
    /// Read one by one: who has enough stops.
    /// </summary>
    public static IEnumerable<ReadyRow> ReadReady(StoreTransaction transaction, ChannelId channel, DateTimeOffset now)
    {
        using var reader = transaction.Statement(Ready)
            .Bind("$messenger", channel.Messenger).Bind("$channel", channel.Id).Bind("$now", now.ToUnixTimeMilliseconds())
            .ExecuteReader();
        while (reader.Read())
        {
            yield return new ReadyRow(
                reader.GetInt64(0), new ChatAddress(channel, reader.GetString(1)), (OutboxKind)reader.GetInt64(2), (OutboxPriority)reader.GetInt64(3),
                reader.GetInt64(4) != 0, (int)reader.GetInt64(5));
        }
    }

    public static DateTimeOffset? NextPause(StoreTransaction transaction, ChannelId channel, DateTimeOffset now) =>
        transaction.Statement(Pause)
            .Bind("$messenger", channel.Messenger).Bind("$channel", channel.Id).Bind("$now", now.ToUnixTimeMilliseconds())
            .ExecuteScalar() is long next
            ? DateTimeOffset.FromUnixTimeMilliseconds(next)
            : null;

    /// <summary>
    /// Marks a row as leaving, and hands over what it carries at this instant: until here a successor may have replaced it.
    /// Null when there is nothing to send any more.
    /// </summary>
    public static MarkedRow? BeginSending(StoreTransaction transaction, ReadyRow row)
    {
        var isMarked = transaction.Statement("UPDATE outbox SET state = 1, attempts = attempts + 1 WHERE id = $id AND state = 0").Bind("$id", row.Id).ExecuteNonQuery() > 0;
        if (!isMarked)
            return null;
        using var reader = transaction.Statement($"SELECT {Columns} FROM outbox WHERE id = $id").Bind("$id", row.Id).ExecuteReader();
        return Read(reader, row.Chat);
    }

    /// <summary>What a row that has not left carries.</summary>
    public static MarkedRow? Find(StoreTransaction transaction, ReadyRow row)
    {
        using var reader = transaction.Statement($"SELECT {Columns} FROM outbox WHERE id = $id AND state = 0").Bind("$id", row.Id).ExecuteReader();
        return Read(reader, row.Chat);
    }

    /// <summary>What the message of a row shows, or will show once everything queued has left.</summary>
    public static OutboundMessage? CurrentMessage(StoreTransaction transaction, long target) =>
        transaction.Statement(Current)
            .Bind("$target", target).ExecuteScalar() is string payload
            ? OutboxPayload.Read(payload)
            : null;

    public static void Finish(StoreTransaction transaction, OutboxRow row, OutboxState state, string? messageId, string? error, DateTimeOffset now)
    {
        transaction.Statement("UPDATE outbox SET state = $state, message_id = $message, error = $error, finished_at = $now WHERE id = $id")
            .Bind("$state", (int)state).Bind("$message", row.Kind == OutboxKind.Send ? messageId : null).Bind("$error", error)
            .Bind("$now", now.ToUnixTimeMilliseconds()).Bind("$id", row.Id)
            .ExecuteNonQuery();
        // An edit that had to be sent anew: from now on the target's message is this one.
        if (row.Kind == OutboxKind.Edit && messageId is not null && messageId != row.TargetMessageId)
        {
            transaction.Statement("UPDATE outbox SET message_id = $message WHERE id = $target")
                .Bind("$message", messageId).Bind("$target", row.Target).ExecuteNonQuery();
        }

        if (messageId is not null && row.Kind != OutboxKind.RemoveButtons && messageId != row.TargetMessageId)
            ConversationTable.MarkOvertaken(transaction, row.Chat, row.Target ?? row.Id);
    }

    /// <summary>
    /// Forgets messages that are long delivered or given up: the file must not grow for ever. Those with a tag stay, because somebody may
    /// still reply to them, and so does the question that waits in its chat.
    /// </summary>
    /// <returns>How many; call again while it is <paramref name="limit"/>.</returns>
    public static int Forget(StoreTransaction transaction, DateTimeOffset before, int limit) => Forget(
        transaction, "o.tag IS NULL AND NOT EXISTS (SELECT 1 FROM outbox t WHERE t.id = o.target_id AND t.tag IS NOT NULL)", before, limit);

    /// <summary>Forgets those with a tag, too; the changes of them are without one, and go the next time.</summary>
    /// <inheritdoc cref="Forget(StoreTransaction, DateTimeOffset, int)"/>
    public static int ForgetTagged(StoreTransaction transaction, DateTimeOffset before, int limit) => Forget(transaction, "o.tag IS NOT NULL", before, limit);

    // The youngest row stays: its number would be given again, and slices know messages by their numbers.
    private static int Forget(StoreTransaction transaction, string which, DateTimeOffset before, int limit) => transaction.Connection.Execute(
        $"""
        DELETE FROM outbox WHERE id IN (
            SELECT o.id FROM outbox o WHERE {which} AND o.finished_at IS NOT NULL AND o.finished_at < @before AND o.id < (SELECT max(id) FROM outbox)
                AND NOT EXISTS (SELECT 1 FROM conversation c WHERE c.messenger = o.messenger AND c.channel = o.channel AND c.chat = o.chat
                    AND (c.screen_id = o.id OR c.screen_id = o.target_id))
            LIMIT @limit)
        """,
        new { before = before.ToUnixTimeMilliseconds(), limit });

    public static void Postpone(StoreTransaction transaction, long id, DateTimeOffset until, string reason) =>
        transaction.Statement("UPDATE outbox SET state = 0, not_before = $until, error = $error WHERE id = $id")
            .Bind("$until", until.ToUnixTimeMilliseconds()).Bind("$error", reason).Bind("$id", id)
            .ExecuteNonQuery();

    /// <summary>Ends pauses that last beyond a moment to which none can lead: the clock was set back since.</summary>
    public static int EndPauses(StoreTransaction transaction, DateTimeOffset beyond, DateTimeOffset now) => transaction.Connection.Execute(
        "UPDATE outbox SET not_before = @now WHERE state = 0 AND not_before > @beyond",
        new { now = now.ToUnixTimeMilliseconds(), beyond = beyond.ToUnixTimeMilliseconds() });

    /// <summary>Rows found as leaving at start: sent again, and counted, because nobody knows how they ended.</summary>
    public static int ReviveUnknown(StoreTransaction transaction)
    {
        var revived = transaction.Connection.Execute("UPDATE outbox SET state = 0 WHERE state = 1");
        if (revived > 0)
        {
            transaction.Connection.Execute(
                """
                INSERT INTO meta (key, value) VALUES ('unknown_outcomes', @count)
                ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + CAST(excluded.value AS INTEGER) AS TEXT)
                """,
                new { count = revived.ToString(CultureInfo.InvariantCulture) });
        }

        return revived;
    }

    /// <summary>Keeps the ids of a message that became several.</summary>
    public static void AddParts(StoreTransaction transaction, OutboxRow row, IReadOnlyList<string> parts)
    {
        foreach (var part in parts)
        {
            transaction.Statement(
                    """
                    INSERT INTO outbox_part (outbox_id, messenger, channel, chat, message_id) VALUES ($id, $messenger, $channel, $chat, $message)
                    ON CONFLICT DO NOTHING
                    """)
                .Bind("$id", row.Target ?? row.Id).Bind("$messenger", row.Chat.Channel.Messenger).Bind("$channel", row.Chat.Channel.Id)
                .Bind("$chat", row.Chat.Chat).Bind("$message", part)
                .ExecuteNonQuery();
        }
    }

    /// <summary>The tag of the message that somebody replies to, whichever part of it that is; null where it has none.</summary>
    public static string? FindTag(StoreTransaction transaction, ChatAddress chat, string messageId) =>
        transaction.Statement(
                """
                SELECT tag FROM outbox
                WHERE messenger = $messenger AND channel = $channel AND chat = $chat AND message_id = $message AND tag IS NOT NULL
                UNION ALL
                SELECT o.tag FROM outbox_part p JOIN outbox o ON o.id = p.outbox_id
                WHERE p.messenger = $messenger AND p.channel = $channel AND p.chat = $chat AND p.message_id = $message AND o.tag IS NOT NULL
                """)
            .Bind("$messenger", chat.Channel.Messenger).Bind("$channel", chat.Channel.Id).Bind("$chat", chat.Chat).Bind("$message", messageId)
            .ExecuteScalar() as string;

    private static MarkedRow? Read(StatementReader reader, ChatAddress chat) => reader.Read()
        ? new MarkedRow(
            new OutboxRow(
                reader.GetInt64(0),
                chat,
                (OutboxKind)reader.GetInt64(1),
                reader.IsDBNull(2) ? null : reader.GetInt64(2),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                new OutboundMessage(),
                (OutboxPriority)reader.GetInt64(5),
                reader.IsDBNull(6) ? null : reader.GetString(6),
                (int)reader.GetInt64(7),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(8))),
            reader.GetString(4))
        : null;
}
