using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Turns;

/// <summary>Groups that go on under another id: settings name the old one, messages come from the new one.</summary>
internal static class ChatMoves
{
    /// <summary>What has not left for the chat leaves for the new one. Messages that stand in the old one stay there.</summary>
    public static void Record(StoreTransaction transaction, ChatAddress chat, string to)
    {
        var key = new { chat.Channel.Messenger, chat.Channel.Id, chat.Chat, to };
        transaction.Connection.Execute(
            """
            INSERT INTO chat_move (messenger, channel, chat, moved_to) VALUES (@Messenger, @Id, @Chat, @to)
            ON CONFLICT (messenger, channel, chat) DO UPDATE SET moved_to = excluded.moved_to
            """,
            key);
        transaction.Connection.Execute(
            "UPDATE outbox SET chat = @to WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat AND state < 2", key);
    }

    /// <summary>Where a chat is now.</summary>
    public static ChatAddress Follow(SqliteConnection connection, ChatAddress chat) =>
        connection.QuerySingleOrDefault<string>(
            "SELECT moved_to FROM chat_move WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat",
            new { chat.Channel.Messenger, chat.Channel.Id, chat.Chat }) is { } to
            ? chat with { Chat = to }
            : chat;
}
