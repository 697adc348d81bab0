using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Outbox;

/// <summary>
/// SQL of one message for many chats. A mailing is one row with all its recipients; while it lasts, it gives batches off, one after
/// another: where the messenger reaches several chats by one request, a row with frozen recipients, so that a repeated request is the
/// same request; elsewhere a row for each chat. So ten thousand recipients never stand in the queue at once.
/// </summary>
internal static class MailingTable
{
    // No chat of any messenger: a mailing stands in no chat's order, and each of its batches by itself.
    private const string NoChat = "*";

    public static long Add(
        StoreTransaction transaction, ChannelId channel, IEnumerable<string> chats, OutboundMessage message, OutboxPriority priority, DateTimeOffset now)
    {
        var id = OutboxTable.Add(transaction, new ChatAddress(channel, NoChat), OutboxKind.Mailing, null, message, priority, null, now);
        foreach (var chat in chats)
        {
            transaction.Statement("INSERT INTO outbox_recipient (outbox_id, chat) VALUES ($id, $chat) ON CONFLICT DO NOTHING")
                .Bind("$id", id).Bind("$chat", chat).ExecuteNonQuery();
        }

        return id;
    }

    /// <summary>Gives the next batch off, or ends the mailing that has none left.</summary>
    /// <param name="recipients">Chats that one request reaches.</param>
    public static void Unfold(StoreTransaction transaction, OutboxRow mailing, int recipients, DateTimeOffset now)
    {
        const int OneByOne = 32;
        var connection = transaction.Connection;
        var chats = connection.Query<string>(
            "SELECT chat FROM outbox_recipient WHERE outbox_id = @Id ORDER BY chat LIMIT @limit",
            new { mailing.Id, limit = recipients > 1 ? recipients : OneByOne }).AsList();
        if (chats.Count == 0)
        {
            OutboxTable.Finish(transaction, mailing, OutboxState.Delivered, null, null, now);
            return;
        }

        if (recipients > 1)
        {
            var batch = Carry(transaction, mailing, $"{NoChat}{mailing.Id}", OutboxKind.MailingBatch, now);
            foreach (var chat in chats)
                connection.Execute("UPDATE outbox_recipient SET outbox_id = @batch WHERE outbox_id = @Id AND chat = @chat", new { batch, mailing.Id, chat });
            return;
        }

        foreach (var chat in chats)
        {
            Carry(transaction, mailing, chat, OutboxKind.Send, now);
            connection.Execute("DELETE FROM outbox_recipient WHERE outbox_id = @Id AND chat = @chat", new { mailing.Id, chat });
        }
    }

    /// <summary>Chats of a batch that have no final result yet.</summary>
    public static List<string> ReadWaiting(SqliteConnection connection, long batch) =>
        connection.Query<string>("SELECT chat FROM outbox_recipient WHERE outbox_id = @batch AND state = 0 ORDER BY chat", new { batch }).AsList();

    public static void Finish(StoreTransaction transaction, long batch, string chat, OutboxState state, string? error) =>
        transaction.Statement("UPDATE outbox_recipient SET state = $state, error = $error WHERE outbox_id = $batch AND chat = $chat")
            .Bind("$state", (int)state).Bind("$error", error).Bind("$batch", batch).Bind("$chat", chat)
            .ExecuteNonQuery();

    /// <summary>What was to be sent to a chat is not; that something was is forgotten.</summary>
    public static void Erase(StoreTransaction transaction, ChatAddress chat) => transaction.Connection.Execute(
        """
        DELETE FROM outbox_recipient WHERE chat = @Chat
            AND outbox_id IN (SELECT id FROM outbox WHERE messenger = @Messenger AND channel = @Id AND kind IN (4, 5))
        """,
        new { chat.Chat, chat.Channel.Messenger, chat.Channel.Id });

    private static long Carry(StoreTransaction transaction, OutboxRow mailing, string chat, OutboxKind kind, DateTimeOffset now)
    {
        var row = OutboxTable.Add(transaction, mailing.Chat with { Chat = chat }, kind, null, mailing.Message, mailing.Priority, null, now);
        transaction.Connection.Execute("UPDATE outbox SET mailing_id = @Id WHERE id = @row", new { mailing.Id, row });
        return row;
    }
}
