using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Consultations;

/// <summary>A message that waits to be told which consultation it belongs to.</summary>
internal sealed record PendingMessage(PersonMessage Message, MessageSource Source);

/// <summary>SQL of messages of people who have yet to say which consultation they belong to.</summary>
internal static class PendingTable
{
    public static void Add(TurnContext turn, long person, PersonMessage message)
    {
        var connection = turn.Transaction.Connection;
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO consultation_pending (person_id, text, messenger, channel, chat, source_id, album)
            VALUES (@person, @Text, @Messenger, @Channel, @Chat, @MessageId, @AlbumId) RETURNING id
            """,
            new
            {
                person,
                message.Text,
                turn.Chat.Channel.Messenger,
                Channel = turn.Chat.Channel.Id,
                turn.Chat.Chat,
                turn.MessageId,
                turn.AlbumId,
            });
        foreach (var file in message.Files)
            connection.Execute("INSERT INTO consultation_pending_file (pending_id, file_id) VALUES (@id, @file)", new { id, file = file.Id });
    }

    /// <summary>How many wait in a chat.</summary>
    public static int Count(SqliteConnection connection, ChatAddress chat, long person) => connection.ExecuteScalar<int>(
        "SELECT count(*) FROM consultation_pending WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat AND person_id = @person",
        new { chat.Channel.Messenger, chat.Channel.Id, chat.Chat, person });

    public static bool HasAlbum(TurnContext turn, long person) => turn.AlbumId is { } album && turn.Transaction.Connection.ExecuteScalar<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM consultation_pending WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat AND person_id = @person
            AND album = @album)
        """,
        new { turn.Chat.Channel.Messenger, turn.Chat.Channel.Id, turn.Chat.Chat, person, album });

    /// <summary>Gives what waits in a chat, in the order in which it was written, and forgets it.</summary>
    public static List<PendingMessage> Take(ServiceContext context, ChatAddress chat, long person)
    {
        var connection = context.Transaction.Connection;
        var rows = connection.Query<(long Id, string Text, string? Source, string? Album)>(
            """
            SELECT id, text, source_id, album FROM consultation_pending
            WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat AND person_id = @person ORDER BY id
            """,
            new { chat.Channel.Messenger, chat.Channel.Id, chat.Chat, person }).ToList();
        List<PendingMessage> messages =
        [
            .. rows.Select(row => new PendingMessage(
                new PersonMessage(row.Text, ReadFiles(connection, row.Id)), new MessageSource(chat, row.Source, row.Album))),
        ];
        connection.Execute("DELETE FROM consultation_pending WHERE id IN @ids", new { ids = rows.Select(row => row.Id) });
        return messages;
    }

    /// <summary>False when the message does not wait here.</summary>
    public static bool Correct(TurnContext turn, string messageId, string text) => turn.Transaction.Connection.Execute(
        "UPDATE consultation_pending SET text = @text WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat AND source_id = @messageId",
        new { turn.Chat.Channel.Messenger, turn.Chat.Channel.Id, turn.Chat.Chat, messageId, text }) > 0;

    public static void ForgetPerson(StoreTransaction transaction, long person) =>
        transaction.Connection.Execute("DELETE FROM consultation_pending WHERE person_id = @person", new { person });

    /// <summary>The question which consultation it is, as it stands in a chat; null when none does.</summary>
    public static long? FindPrompt(SqliteConnection connection, ChatAddress chat) => connection.ExecuteScalar<long?>(
        "SELECT outbox_id FROM consultation_prompt WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat",
        new { chat.Channel.Messenger, chat.Channel.Id, chat.Chat });

    public static void SetPrompt(ServiceContext context, ChatAddress chat, long outbox) => context.Transaction.Connection.Execute(
        """
        INSERT INTO consultation_prompt (messenger, channel, chat, outbox_id) VALUES (@Messenger, @Id, @Chat, @outbox)
        ON CONFLICT (messenger, channel, chat) DO UPDATE SET outbox_id = excluded.outbox_id
        """,
        new { chat.Channel.Messenger, chat.Channel.Id, chat.Chat, outbox });

    public static void ForgetPrompt(ServiceContext context, ChatAddress chat) => context.Transaction.Connection.Execute(
        "DELETE FROM consultation_prompt WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat",
        new { chat.Channel.Messenger, chat.Channel.Id, chat.Chat });

    private static ImmutableArray<AnswerFile> ReadFiles(SqliteConnection connection, long pending) =>
    [
        .. connection.Query<(long Id, string Kind, string? Name)>(
            "SELECT f.id, f.kind, f.name FROM consultation_pending_file pf JOIN file f ON f.id = pf.file_id WHERE pf.pending_id = @pending ORDER BY f.id", new { pending })
            .Select(file => new AnswerFile(file.Id, file.Kind, file.Name)),
    ];
}
