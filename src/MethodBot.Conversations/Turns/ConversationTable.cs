using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Conversations.Turns;

/// <summary>One person in one chat, as stored.</summary>
internal sealed record ConversationRow
{
    public required long Id { get; init; }

    public required ChatAddress Chat { get; init; }

    public required string Account { get; init; }

    public required ConversationState State { get; init; }

    /// <summary>Outbox row whose message bears the present question.</summary>
    public long? ScreenId { get; init; }

    /// <summary>That message is the last in the chat, so it may be edited.</summary>
    public bool ScreenIsLast { get; init; }

    /// <summary>That message still has its buttons, or its keyboard.</summary>
    public bool ScreenIsOpen { get; init; }

    /// <summary>It asks by the keyboard under the input field, which no change of the message takes away.</summary>
    public bool ScreenTakesKeyboard { get; init; }
}

/// <summary>SQL of conversations.</summary>
internal static class ConversationTable
{
    private const int Closed = 0;
    private const int Open = 1;
    private const int OpenByKeyboard = 2;

    public static ConversationRow Load(StoreTransaction transaction, ChatAddress chat, string account, DateTimeOffset now)
    {
        using (var reader = transaction.Statement(
                "SELECT id, account, state, screen_id, screen_last, screen_open FROM conversation WHERE messenger = $messenger AND channel = $channel AND chat = $chat")
            .Bind("$messenger", chat.Channel.Messenger).Bind("$channel", chat.Channel.Id).Bind("$chat", chat.Chat)
            .ExecuteReader())
        {
            if (reader.Read())
            {
                return new ConversationRow
                {
                    Id = reader.GetInt64(0),
                    Chat = chat,
                    Account = reader.GetString(1),
                    State = ConversationState.FromJson(reader.GetString(2)),
                    ScreenId = reader.IsDBNull(3) ? null : reader.GetInt64(3),
                    ScreenIsLast = reader.GetInt64(4) != 0,
                    ScreenIsOpen = reader.GetInt64(5) != Closed,
                    ScreenTakesKeyboard = reader.GetInt64(5) == OpenByKeyboard,
                };
            }
        }

        var id = transaction.Statement(
                """
                INSERT INTO conversation (messenger, channel, chat, account, state, updated_at)
                VALUES ($messenger, $channel, $chat, $account, '{}', $now)
                """)
            .Bind("$messenger", chat.Channel.Messenger).Bind("$channel", chat.Channel.Id).Bind("$chat", chat.Chat)
            .Bind("$account", account).Bind("$now", now.ToUnixTimeMilliseconds())
            .ExecuteInsert()!.Value;
        return new ConversationRow { Id = id, Chat = chat, Account = account, State = ConversationState.Empty };
    }

    /// <summary>Where somebody stands in a chat: what they put aside there while another who shares it writes, else the chat's own state.</summary>
    public static ConversationState? ReadState(StoreTransaction transaction, long conversation, string owner) =>
        transaction.Statement(
                """
                SELECT coalesce((SELECT state FROM parked_conversation WHERE conversation_id = $id AND owner = $owner), state)
                FROM conversation WHERE id = $id
                """)
            .Bind("$id", conversation).Bind("$owner", owner).ExecuteScalar() is string state
            ? ConversationState.FromJson(state)
            : null;

    public static void Save(StoreTransaction transaction, ConversationRow row, DateTimeOffset now) =>
        transaction.Statement(
                """
                UPDATE conversation SET state = $state, screen_id = $screen, screen_last = $last, screen_open = $open, reachable = 1, updated_at = $now
                WHERE id = $id
                """)
            .Bind("$state", row.State.ToJson()).Bind("$screen", row.ScreenId).Bind("$last", row.ScreenIsLast ? 1 : 0)
            .Bind("$open", row switch { { ScreenIsOpen: false } => Closed, { ScreenTakesKeyboard: true } => OpenByKeyboard, _ => Open }).Bind("$now", now.ToUnixTimeMilliseconds()).Bind("$id", row.Id)
            .ExecuteNonQuery();

    /// <summary>Something else was sent into the chat: its question is not the last message any more.</summary>
    public static void MarkOvertaken(StoreTransaction transaction, ChatAddress chat) =>
        transaction.Statement("UPDATE conversation SET screen_last = 0 WHERE messenger = $messenger AND channel = $channel AND chat = $chat")
            .Bind("$messenger", chat.Channel.Messenger).Bind("$channel", chat.Channel.Id).Bind("$chat", chat.Chat)
            .ExecuteNonQuery();

    /// <summary>
    /// A message came into the chat out of turn (it waited for its files, or a change of it had to be sent anew) when the question
    /// was there already.
    /// </summary>
    /// <param name="message">Outbox row of that message; the question itself overtakes nothing.</param>
    public static void MarkOvertaken(StoreTransaction transaction, ChatAddress chat, long message) =>
        transaction.Statement(
                """
                UPDATE conversation SET screen_last = 0
                WHERE messenger = $messenger AND channel = $channel AND chat = $chat AND screen_last = 1 AND screen_id <> $message
                  AND EXISTS (SELECT 1 FROM outbox s WHERE s.id = screen_id AND s.state >= 2)
                """)
            .Bind("$messenger", chat.Channel.Messenger).Bind("$channel", chat.Channel.Id).Bind("$chat", chat.Chat).Bind("$message", message)
            .ExecuteNonQuery();

    public static void SetReachable(StoreTransaction transaction, ChatAddress chat, bool reachable) =>
        transaction.Statement("UPDATE conversation SET reachable = $reachable WHERE messenger = $messenger AND channel = $channel AND chat = $chat")
            .Bind("$messenger", chat.Channel.Messenger).Bind("$channel", chat.Channel.Id).Bind("$chat", chat.Chat)
            .Bind("$reachable", reachable ? 1 : 0)
            .ExecuteNonQuery();

    public static bool IsReachable(StoreTransaction transaction, ChatAddress chat) =>
        transaction.Statement("SELECT reachable FROM conversation WHERE messenger = $messenger AND channel = $channel AND chat = $chat")
            .Bind("$messenger", chat.Channel.Messenger).Bind("$channel", chat.Channel.Id).Bind("$chat", chat.Chat)
            .ExecuteScalar() is long and not 0;

    public static AccountId? FindAccount(StoreTransaction transaction, ChatAddress chat) =>
        transaction.Statement("SELECT account FROM conversation WHERE messenger = $messenger AND channel = $channel AND chat = $chat")
            .Bind("$messenger", chat.Channel.Messenger).Bind("$channel", chat.Channel.Id).Bind("$chat", chat.Chat)
            .ExecuteScalar() is string account
            ? new AccountId(chat.Channel.Messenger, account)
            : null;

    /// <summary>The chat in which an account was last active, reachable ones first; null when it never wrote.</summary>
    public static ChatAddress? FindChat(StoreTransaction transaction, AccountId account)
    {
        using var reader = transaction.Statement(
                "SELECT channel, chat FROM conversation WHERE messenger = $messenger AND account = $account ORDER BY reachable DESC, updated_at DESC LIMIT 1")
            .Bind("$messenger", account.Messenger).Bind("$account", account.Id)
            .ExecuteReader();
        return reader.Read() ? new ChatAddress(new ChannelId(account.Messenger, reader.GetString(0)), reader.GetString(1)) : null;
    }
}
