using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Conversations.Turns;

/// <summary>What conversations keep of people: handed over, joined and erased with them.</summary>
internal static class PersonalTraces
{
    private static readonly string Blank = OutboxPayload.Write(new OutboundMessage());

    /// <summary>Puts aside what one of those who share a chat had under way, and takes up what the other had.</summary>
    public static ImmutableArray<Suspended> HandOver(StoreTransaction transaction, ConversationRow row, string? from, string? to)
    {
        if (from is not null)
        {
            transaction.Connection.Execute(
                """
                INSERT INTO parked_conversation (conversation_id, owner, state) VALUES (@Id, @from, @state)
                ON CONFLICT (conversation_id, owner) DO UPDATE SET state = excluded.state
                """,
                new { row.Id, from, state = row.State.ToJson() });
        }

        return TakeParked(transaction, row.Id, to);
    }

    /// <summary>Two owners turn out to be one.</summary>
    public static void Merge(StoreTransaction transaction, string from, string to)
    {
        var connection = transaction.Connection;
        connection.Execute("UPDATE OR IGNORE draft SET owner = @to WHERE owner = @from", new { from, to });
        connection.Execute("DELETE FROM draft WHERE owner = @from", new { from });
        connection.Execute("UPDATE OR IGNORE parked_conversation SET owner = @to WHERE owner = @from", new { from, to });
        connection.Execute("DELETE FROM parked_conversation WHERE owner = @from", new { from });
    }

    /// <inheritdoc cref="ServiceContext.EraseAccount"/>
    public static ImmutableArray<Suspended> EraseAccount(StoreTransaction transaction, AccountId account, string owner, string? heir, ConversationRow? present)
    {
        var connection = transaction.Connection;
        connection.Execute("DELETE FROM draft WHERE owner = @owner", new { owner });
        connection.Execute("DELETE FROM parked_conversation WHERE owner = @owner", new { owner });
        ImmutableArray<Suspended> inherited = [];
        foreach (var (id, channel, chat, state, screen) in connection.Query<(long Id, string Channel, string Chat, string State, long? Screen)>(
            "SELECT id, channel, chat, state, screen_id FROM conversation WHERE messenger = @Messenger AND account = @Id", new { account.Messenger, account.Id }).ToList())
        {
            EraseMessagesOf(transaction, new ChatAddress(new ChannelId(account.Messenger, channel), chat), keep: heir is null || id == present?.Id ? screen : null);
            if (heir is null)
                continue;
            connection.Execute("DELETE FROM preview WHERE conversation_id = @id", new { id });
            var theirs = TakeParked(transaction, id, heir);
            if (id == present?.Id)
                inherited = theirs;
            // The number of the visit stays: buttons of what is erased must not fit what is asked next.
            var left = ConversationState.Empty with { LastVisit = ConversationState.FromJson(state).LastVisit, Suspended = theirs };
            connection.Execute("UPDATE conversation SET state = @left, screen_id = NULL, screen_last = 0, screen_open = 0 WHERE id = @id", new { id, left = left.ToJson() });
        }

        return inherited;
    }

    /// <summary>Erases the words of messages that bear a tag, wherever they were sent; those that have not left do not leave.</summary>
    public static void EraseMessages(StoreTransaction transaction, string tag)
    {
        var connection = transaction.Connection;
        const string Changes =
            """
            SELECT o.id FROM outbox t JOIN outbox o INDEXED BY outbox_chat
                ON o.messenger = t.messenger AND o.channel = t.channel AND o.chat = t.chat AND o.target_id = t.id
            WHERE t.tag = @tag
            """;
        connection.Execute($"DELETE FROM outbox WHERE state = 0 AND id IN ({Changes})", new { tag });
        connection.Execute($"UPDATE outbox SET payload = @Blank WHERE state > 0 AND id IN ({Changes})", new { tag, Blank });
        connection.Execute("DELETE FROM outbox WHERE state = 0 AND tag = @tag", new { tag });
        connection.Execute("UPDATE outbox SET payload = @Blank WHERE state > 0 AND tag = @tag", new { tag, Blank });
    }

    private static ImmutableArray<Suspended> TakeParked(StoreTransaction transaction, long conversation, string? owner) =>
        transaction.Connection.QuerySingleOrDefault<string>(
            "DELETE FROM parked_conversation WHERE conversation_id = @conversation AND owner = @owner RETURNING state", new { conversation, owner }) is { } state
            ? ConversationState.FromJson(state).Suspended
            : [];

    /// <param name="keep">The question that goes on waiting, or is being answered: it still has buttons to take off, which some messengers do with its words only.</param>
    private static void EraseMessagesOf(StoreTransaction transaction, ChatAddress chat, long? keep)
    {
        var connection = transaction.Connection;
        var key = new { chat.Channel.Messenger, chat.Channel.Id, chat.Chat, keep, Blank };
        connection.Execute("DELETE FROM outbox WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat AND state = 0", key);
        MailingTable.Erase(transaction, chat);
        // What is being sent at this moment is in the sender's hands already.
        connection.Execute(
            """
            UPDATE outbox SET payload = @Blank WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat
                AND id IS NOT (SELECT max(id) FROM outbox WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat AND kind < 3 AND (id = @keep OR target_id = @keep))
            """,
            key);
        connection.Execute(
            "UPDATE inbox SET state = 1, raw = NULL, chat = NULL, inbound = NULL, error = NULL WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat AND state IN (2, 4)", key);
    }
}
