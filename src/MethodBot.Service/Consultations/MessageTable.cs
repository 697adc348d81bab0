using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Consultations;

/// <summary>Where a message of a person came from: by it an edited message and the parts of an album are recognised.</summary>
/// <param name="Id">Null where the messenger gives none.</param>
internal sealed record MessageSource(ChatAddress Chat, string? Id, string? Album)
{
    public static MessageSource Of(TurnContext turn) => new(turn.Chat, turn.MessageId, turn.AlbumId);
}

/// <summary>SQL of what was written in consultations, and of the cards by which people got them.</summary>
internal static class MessageTable
{
    public const string Words = "words";
    public const string Note = "note";

    public static void Add(ServiceContext context, long consultation, long author, string text, IEnumerable<AnswerFile> files, MessageSource source, string kind = Words)
    {
        var connection = context.Transaction.Connection;
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO consultation_message (consultation_id, author_id, text, written_at, messenger, channel, chat, source_id, album, kind)
            VALUES (@consultation, @author, @text, @now, @Messenger, @Channel, @Chat, @Id, @Album, @kind) RETURNING id
            """,
            new
            {
                consultation,
                author,
                text,
                now = context.Now.ToUnixTimeMilliseconds(),
                source.Chat.Channel.Messenger,
                Channel = source.Chat.Channel.Id,
                source.Chat.Chat,
                source.Id,
                source.Album,
                kind,
            });
        foreach (var file in files)
            connection.Execute("INSERT INTO consultation_file (message_id, file_id) VALUES (@id, @file)", new { id, file = file.Id });
    }

    /// <summary>The question as it was asked.</summary>
    public static (string Text, ImmutableArray<AnswerFile> Files) ReadQuestion(SqliteConnection connection, long consultation)
    {
        var (id, text) = connection.QuerySingle<(long Id, string Text)>(
            "SELECT id, text FROM consultation_message WHERE consultation_id = @consultation ORDER BY id LIMIT 1", new { consultation });
        return (text, ReadFiles(connection, id));
    }

    /// <summary>What was written after the question: oldest first, the latest <paramref name="limit"/> before the last <paramref name="skip"/>.</summary>
    public static List<ConsultationLine> ReadLater(SqliteConnection connection, long consultation, bool withNotes, int skip, int limit)
    {
        var rows = connection.Query<(long Id, string? First, string? Patronymic, string Text, string Kind, long WrittenAt)>(
            """
            SELECT * FROM (
                SELECT m.id, p.first_name, p.patronymic, m.text, m.kind, m.written_at
                FROM consultation_message m JOIN person p ON p.id = m.author_id
                WHERE m.consultation_id = @consultation AND (@withNotes OR m.kind <> 'note')
                    AND m.id > (SELECT min(id) FROM consultation_message WHERE consultation_id = @consultation)
                ORDER BY m.id DESC LIMIT @limit OFFSET @skip)
            ORDER BY id
            """,
            new { consultation, withNotes, limit, skip }).ToList();
        return
        [
            .. rows.Select(row => new ConsultationLine(
                $"{row.First} {row.Patronymic}".Trim(),
                row.Text,
                row.Kind == Note,
                DateTimeOffset.FromUnixTimeMilliseconds(row.WrittenAt),
                ReadFiles(connection, row.Id))),
        ];
    }

    /// <summary>How much was written after the question.</summary>
    public static int CountLater(SqliteConnection connection, long consultation, bool withNotes) => connection.ExecuteScalar<int>(
        "SELECT max(0, count(*) - 1) FROM consultation_message WHERE consultation_id = @consultation AND (@withNotes OR kind <> 'note')",
        new { consultation, withNotes });

    /// <summary>The consultation that took a message of a chat, or an earlier part of the same album; and as what.</summary>
    public static (long Consultation, string Kind)? Find(SqliteConnection connection, MessageSource source)
    {
        // Both are NOT NULL: a tuple of zeros tells that there is no row.
        var (consultation, kind) = connection.QuerySingleOrDefault<(long Consultation, string? Kind)>(
            """
            SELECT consultation_id, kind FROM consultation_message
            WHERE messenger = @Messenger AND channel = @Channel AND chat = @Chat
                AND ((@Id IS NOT NULL AND source_id = @Id) OR (@Album IS NOT NULL AND album = @Album))
            ORDER BY id DESC LIMIT 1
            """,
            new { source.Chat.Channel.Messenger, Channel = source.Chat.Channel.Id, source.Chat.Chat, source.Id, source.Album });
        return kind is null ? null : (consultation, kind);
    }

    public static void AddCard(ServiceContext context, long consultation, ConsultationCard card) => context.Transaction.Connection.Execute(
        """
        INSERT INTO consultation_card (outbox_id, consultation_id, person_id, messenger, channel, chat, offered)
        VALUES (@OutboxId, @consultation, @PersonId, @Messenger, @Id, @Chat, @IsOffered)
        """,
        new { card.OutboxId, consultation, card.PersonId, card.Chat.Channel.Messenger, card.Chat.Channel.Id, card.Chat.Chat, card.IsOffered });

    /// <summary>A card, or the question for a rating, goes to another chat of the person.</summary>
    public static void MoveCard(ServiceContext context, long row, Redirection redirection)
    {
        var values = new { old = row, redirection.Row, redirection.Chat.Channel.Messenger, redirection.Chat.Channel.Id, redirection.Chat.Chat };
        context.Transaction.Connection.Execute(
            "UPDATE consultation_card SET outbox_id = @Row, messenger = @Messenger, channel = @Id, chat = @Chat WHERE outbox_id = @old", values);
        context.Transaction.Connection.Execute(
            "UPDATE consultation_rating SET outbox_id = @Row, messenger = @Messenger, channel = @Id, chat = @Chat WHERE outbox_id = @old", values);
    }

    public static void RemoveCard(ServiceContext context, ConsultationCard card) =>
        context.Transaction.Connection.Execute("DELETE FROM consultation_card WHERE outbox_id = @OutboxId", new { card.OutboxId });

    public static List<ConsultationCard> Cards(SqliteConnection connection, long consultation) =>
    [
        .. connection.Query<(long Outbox, long Person, string Messenger, string Channel, string Chat, long IsOffered)>(
            "SELECT outbox_id, person_id, messenger, channel, chat, offered FROM consultation_card WHERE consultation_id = @consultation ORDER BY outbox_id", new { consultation })
            .Select(row => new ConsultationCard(row.Outbox, new ChatAddress(new ChannelId(row.Messenger, row.Channel), row.Chat), row.Person, row.IsOffered != 0)),
    ];

    public static void AddGroupCard(ServiceContext context, long consultation, long row, ChatAddress chat) => context.Transaction.Connection.Execute(
        "INSERT INTO consultation_group_card (outbox_id, consultation_id, messenger, channel, chat) VALUES (@row, @consultation, @Messenger, @Id, @Chat)",
        new { row, consultation, chat.Channel.Messenger, chat.Channel.Id, chat.Chat });

    public static void RemoveGroupCard(ServiceContext context, long row) =>
        context.Transaction.Connection.Execute("DELETE FROM consultation_group_card WHERE outbox_id = @row", new { row });

    /// <summary>Cards in groups of the service's people, where those groups are now.</summary>
    public static List<(long Row, ChatAddress Chat)> GroupCards(ServiceContext context, long consultation) =>
    [
        .. context.Transaction.Connection.Query<(long Outbox, string Messenger, string Channel, string Chat)>(
            "SELECT outbox_id, messenger, channel, chat FROM consultation_group_card WHERE consultation_id = @consultation ORDER BY outbox_id", new { consultation })
            .Select(row => (row.Outbox, context.Follow(new ChatAddress(new ChannelId(row.Messenger, row.Channel), row.Chat)))),
    ];

    /// <summary>Who was sent it to be answered; not who has only had a look.</summary>
    public static List<long> Offered(SqliteConnection connection, Consultation consultation) =>
        [.. Cards(connection, consultation.Id).Where(card => card.IsOffered && card.PersonId != consultation.TeacherId).Select(card => card.PersonId).Distinct()];

    /// <summary>What was queued with a consultation was erased before it left: nothing follows it any more.</summary>
    public static void ForgetErased(ServiceContext context, long consultation)
    {
        foreach (var table in new[] { "consultation_card", "consultation_group_card", "consultation_rating", "consultation_handover" })
        {
            context.Transaction.Connection.Execute(
                $"DELETE FROM {table} WHERE consultation_id = @consultation AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.id = {table}.outbox_id)",
                new { consultation });
        }
    }

    private static ImmutableArray<AnswerFile> ReadFiles(SqliteConnection connection, long message) =>
    [
        .. connection.Query<(long Id, string Kind, string? Name)>(
            "SELECT f.id, f.kind, f.name FROM consultation_file cf JOIN file f ON f.id = cf.file_id WHERE cf.message_id = @message ORDER BY f.id", new { message })
            .Select(file => new AnswerFile(file.Id, file.Kind, file.Name)),
    ];
}
