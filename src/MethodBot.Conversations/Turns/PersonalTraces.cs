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
    public static ImmutableArray<Suspended> HandOver(StoreTransaction transaction, ConversationRow row, string from, string to)
    {
        var connection = transaction.Connection;
        connection.Execute(
            """
            INSERT INTO parked_conversation (conversation_id, owner, state) VALUES (@Id, @from, @state)
            ON CONFLICT (conversation_id, owner) DO UPDATE SET state = excluded.state
            """,
            new { row.Id, from, state = row.State.ToJson() });
        var parked = connection.QuerySingleOrDefault<string>(
            "DELETE FROM parked_conversation WHERE conversation_id = @Id AND owner = @to RETURNING state", new { row.Id, to });
        return parked is null ? [] : ConversationState.FromJson(parked).Suspended;
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

    /// <summary>Erases what a chat keeps of a person: answers under way, and what was written to them.</summary>
    public static void EraseChat(StoreTransaction transaction, ChatAddress chat, string owner)
    {
        var connection = transaction.Connection;
        var key = new { chat.Channel.Messenger, chat.Channel.Id, chat.Chat, owner, Blank };
        const string Conversation = "(SELECT id FROM conversation WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat)";
        connection.Execute($"DELETE FROM draft WHERE owner = @owner AND conversation_id = {Conversation}", key);
        connection.Execute($"DELETE FROM parked_conversation WHERE owner = @owner AND conversation_id = {Conversation}", key);
        connection.Execute($"DELETE FROM preview WHERE conversation_id = {Conversation}", key);
        connection.Execute(
            "UPDATE conversation SET state = '{}', screen_id = NULL, screen_last = 0, screen_open = 0 WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat", key);
        connection.Execute("DELETE FROM outbox WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat AND state = 0", key);
        connection.Execute("UPDATE outbox SET payload = @Blank, tag = NULL WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat AND state >= 2", key);
    }

    /// <summary>Erases the words of messages that bear a tag, wherever they were sent; those that have not left do not leave.</summary>
    public static void EraseMessages(StoreTransaction transaction, string tag)
    {
        var connection = transaction.Connection;
        connection.Execute("DELETE FROM outbox WHERE state = 0 AND target_id IN (SELECT id FROM outbox WHERE tag = @tag)", new { tag });
        connection.Execute("UPDATE outbox SET payload = @Blank WHERE state >= 2 AND target_id IN (SELECT id FROM outbox WHERE tag = @tag)", new { tag, Blank });
        connection.Execute("DELETE FROM outbox WHERE state = 0 AND tag = @tag", new { tag });
        connection.Execute("UPDATE outbox SET payload = @Blank WHERE state >= 2 AND tag = @tag", new { tag, Blank });
    }
}
