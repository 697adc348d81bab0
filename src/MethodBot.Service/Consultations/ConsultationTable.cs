using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Consultations;

/// <param name="Methodist">Who has taken it; null while it waits.</param>
internal sealed record Consultation(long Id, long TeacherId, string DirectionId, string DirectionName, string Subject, long? Methodist, bool IsClosed)
{
    public string Number => Id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The message by which a methodist got a consultation: its buttons follow what becomes of it.</summary>
internal sealed record ConsultationCard(long OutboxId, ChatAddress Chat, long PersonId);

/// <param name="Author">First name and patronymic.</param>
internal sealed record ConsultationLine(string Author, string Text, ImmutableArray<AnswerFile> Files);

/// <summary>SQL of consultations.</summary>
internal static class ConsultationTable
{
    public static SchemaPart Schema { get; } = new("consultations", [
        """
        CREATE TABLE consultation (id INTEGER PRIMARY KEY AUTOINCREMENT, teacher_id INTEGER NOT NULL REFERENCES person (id),
            direction_id TEXT NOT NULL REFERENCES direction (id), subject TEXT NOT NULL, methodist_id INTEGER REFERENCES person (id),
            created_at INTEGER NOT NULL, taken_at INTEGER, closed_at INTEGER) STRICT;
        CREATE INDEX consultation_open ON consultation (direction_id) WHERE closed_at IS NULL;
        CREATE INDEX consultation_teacher ON consultation (teacher_id);

        CREATE TABLE consultation_message (id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
            author_id INTEGER NOT NULL REFERENCES person (id), text TEXT NOT NULL, written_at INTEGER NOT NULL, messenger TEXT NOT NULL,
            channel TEXT NOT NULL, chat TEXT NOT NULL, source_id TEXT, album TEXT) STRICT;
        CREATE INDEX consultation_message_of ON consultation_message (consultation_id);
        CREATE INDEX consultation_message_source ON consultation_message (messenger, channel, chat, source_id);

        CREATE TABLE consultation_file (message_id INTEGER NOT NULL REFERENCES consultation_message (id), file_id INTEGER NOT NULL,
            PRIMARY KEY (message_id, file_id)) STRICT, WITHOUT ROWID;

        CREATE TABLE consultation_card (outbox_id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
            person_id INTEGER NOT NULL, messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL) STRICT;
        CREATE INDEX consultation_card_of ON consultation_card (consultation_id);

        -- Where plain messages of an account go while no question waits for them.
        CREATE TABLE consultation_current (messenger TEXT NOT NULL, account TEXT NOT NULL, consultation_id INTEGER NOT NULL,
            PRIMARY KEY (messenger, account)) STRICT, WITHOUT ROWID;
        """,
    ]);

    public static long Add(TurnContext turn, long teacher, string direction, string subject) => turn.Transaction.Connection.ExecuteScalar<long>(
        "INSERT INTO consultation (teacher_id, direction_id, subject, created_at) VALUES (@teacher, @direction, @subject, @now) RETURNING id",
        new { teacher, direction, subject, now = turn.Now.ToUnixTimeMilliseconds() });

    public static Consultation? Find(SqliteConnection connection, long id) => connection.QuerySingleOrDefault<Row>(
        """
        SELECT c.id, c.teacher_id AS TeacherId, c.direction_id AS DirectionId, d.name AS DirectionName, c.subject, c.methodist_id AS MethodistId,
            c.closed_at IS NOT NULL AS Closed
        FROM consultation c JOIN direction d ON d.id = c.direction_id WHERE c.id = @id
        """,
        new { id })?.ToConsultation();

    public static Consultation? Find(SqliteConnection connection, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Find(connection, number) : null;

    /// <summary>Open ones of a teacher, or for a methodist those taken and those waiting in the methodist's directions.</summary>
    public static IEnumerable<Consultation> ReadOpen(SqliteConnection connection, long person) => connection.Query<Row>(
        """
        SELECT c.id, c.teacher_id AS TeacherId, c.direction_id AS DirectionId, d.name AS DirectionName, c.subject, c.methodist_id AS MethodistId, 0 AS Closed
        FROM consultation c JOIN direction d ON d.id = c.direction_id
        WHERE c.closed_at IS NULL AND (c.teacher_id = @person OR c.methodist_id = @person
            OR (c.methodist_id IS NULL AND EXISTS (SELECT 1 FROM methodist m WHERE m.person_id = @person AND m.direction_id = c.direction_id)))
        ORDER BY c.id
        """,
        new { person }).Select(row => row.ToConsultation());

    /// <summary>False when somebody has taken it already.</summary>
    public static bool Take(TurnContext turn, long id, long methodist) => turn.Transaction.Connection.Execute(
        "UPDATE consultation SET methodist_id = @methodist, taken_at = @now WHERE id = @id AND methodist_id IS NULL AND closed_at IS NULL",
        new { id, methodist, now = turn.Now.ToUnixTimeMilliseconds() }) > 0;

    public static void Close(TurnContext turn, long id)
    {
        turn.Transaction.Connection.Execute(
            "UPDATE consultation SET closed_at = @now WHERE id = @id AND closed_at IS NULL", new { id, now = turn.Now.ToUnixTimeMilliseconds() });
        turn.Transaction.Connection.Execute("DELETE FROM consultation_current WHERE consultation_id = @id", new { id });
    }

    public static void AddMessage(TurnContext turn, long consultation, long author, string text, IEnumerable<AnswerFile> files, string? source, string? album)
    {
        var connection = turn.Transaction.Connection;
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO consultation_message (consultation_id, author_id, text, written_at, messenger, channel, chat, source_id, album)
            VALUES (@consultation, @author, @text, @now, @Messenger, @Id, @Chat, @source, @album) RETURNING id
            """,
            new
            {
                consultation,
                author,
                text,
                now = turn.Now.ToUnixTimeMilliseconds(),
                turn.Chat.Channel.Messenger,
                turn.Chat.Channel.Id,
                turn.Chat.Chat,
                source,
                album,
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

    /// <summary>What was written after the question, oldest first, at most the latest <paramref name="limit"/>.</summary>
    public static List<ConsultationLine> ReadLater(SqliteConnection connection, long consultation, int limit)
    {
        var rows = connection.Query<(long Id, string? First, string? Patronymic, string Text)>(
            """
            SELECT * FROM (
                SELECT m.id, p.first_name, p.patronymic, m.text FROM consultation_message m JOIN person p ON p.id = m.author_id
                WHERE m.consultation_id = @consultation
                    AND m.id > (SELECT min(id) FROM consultation_message WHERE consultation_id = @consultation)
                ORDER BY m.id DESC LIMIT @limit)
            ORDER BY id
            """,
            new { consultation, limit }).ToList();
        return [.. rows.Select(row => new ConsultationLine($"{row.First} {row.Patronymic}".Trim(), row.Text, ReadFiles(connection, row.Id)))];
    }

    private static ImmutableArray<AnswerFile> ReadFiles(SqliteConnection connection, long message) =>
    [
        .. connection.Query<(long Id, string Kind, string? Name)>(
            "SELECT f.id, f.kind, f.name FROM consultation_file cf JOIN file f ON f.id = cf.file_id WHERE cf.message_id = @message ORDER BY f.id", new { message })
            .Select(file => new AnswerFile(file.Id, file.Kind, file.Name)),
    ];

    /// <summary>The consultation that took the message of this chat, or an earlier part of the same album.</summary>
    public static long? FindByMessage(TurnContext turn, string? source, string? album) => turn.Transaction.Connection.ExecuteScalar<long?>(
        """
        SELECT consultation_id FROM consultation_message
        WHERE messenger = @Messenger AND channel = @Id AND chat = @Chat AND ((@source IS NOT NULL AND source_id = @source) OR (@album IS NOT NULL AND album = @album))
        ORDER BY id DESC LIMIT 1
        """,
        new { turn.Chat.Channel.Messenger, turn.Chat.Channel.Id, turn.Chat.Chat, source, album });

    public static void AddCard(ServiceContext context, long consultation, long outbox, ChatAddress chat, long person) => context.Transaction.Connection.Execute(
        """
        INSERT INTO consultation_card (outbox_id, consultation_id, person_id, messenger, channel, chat)
        VALUES (@outbox, @consultation, @person, @Messenger, @Id, @Chat)
        """,
        new { outbox, consultation, person, chat.Channel.Messenger, chat.Channel.Id, chat.Chat });

    public static IEnumerable<ConsultationCard> Cards(SqliteConnection connection, long consultation) => connection
        .Query<(long Outbox, long Person, string Messenger, string Channel, string Chat)>(
            "SELECT outbox_id, person_id, messenger, channel, chat FROM consultation_card WHERE consultation_id = @consultation", new { consultation })
        .Select(row => new ConsultationCard(row.Outbox, new ChatAddress(new ChannelId(row.Messenger, row.Channel), row.Chat), row.Person));

    public static void SetCurrent(ServiceContext context, AccountId account, long consultation) => context.Transaction.Connection.Execute(
        """
        INSERT INTO consultation_current (messenger, account, consultation_id) VALUES (@Messenger, @Id, @consultation)
        ON CONFLICT (messenger, account) DO UPDATE SET consultation_id = excluded.consultation_id
        """,
        new { account.Messenger, account.Id, consultation });

    public static Consultation? FindCurrent(TurnContext turn)
    {
        var connection = turn.Transaction.Connection;
        var id = connection.ExecuteScalar<long?>(
            "SELECT consultation_id FROM consultation_current WHERE messenger = @Messenger AND account = @Id", new { turn.Account.Messenger, turn.Account.Id });
        return id is { } current && Find(connection, current) is { IsClosed: false } consultation ? consultation : null;
    }

    // Dapper fills properties: it cannot match a constructor where an expression has no row to tell its type.
    private sealed record Row
    {
        public required long Id { get; init; }

        public required long TeacherId { get; init; }

        public required string DirectionId { get; init; }

        public required string DirectionName { get; init; }

        public required string Subject { get; init; }

        public long? MethodistId { get; init; }

        public long Closed { get; init; }

        public Consultation ToConsultation() => new(Id, TeacherId, DirectionId, DirectionName, Subject, MethodistId, Closed != 0);
    }
}
