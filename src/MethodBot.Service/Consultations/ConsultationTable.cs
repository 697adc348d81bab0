using System.Globalization;
using Dapper;
using MethodBot.Conversations.Turns;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Consultations;

/// <summary>SQL of consultations; their messages and cards have tables of their own.</summary>
internal static class ConsultationTable
{
    private const string Select =
        """
        SELECT c.id, c.teacher_id AS TeacherId, c.direction_id AS DirectionId, d.name AS DirectionName, c.level, c.subject,
            c.methodist_id AS MethodistId, c.created_at AS CreatedAt, c.closed_at AS ClosedAt, c.awaits, c.waiting_since AS WaitingSince,
            c.counted_from AS CountedFrom, c.clock, c.escalation, c.promised_until AS PromisedUntil, c.answered_at AS AnsweredAt, c.rating,
            c.erased_at AS ErasedAt
        FROM consultation c JOIN direction d ON d.id = c.direction_id
        """;

    public static long Add(TurnContext turn, long teacher, string direction, string? level, string subject) => turn.Transaction.Connection.ExecuteScalar<long>(
        """
        INSERT INTO consultation (teacher_id, direction_id, level, subject, created_at) VALUES (@teacher, @direction, @level, @subject, @now)
        RETURNING id
        """,
        new { teacher, direction, level, subject, now = turn.Now.ToUnixTimeMilliseconds() });

    public static Consultation? Find(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<Row>(Select + " WHERE c.id = @id", new { id })?.ToConsultation();

    public static Consultation? Find(SqliteConnection connection, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Find(connection, number) : null;

    /// <summary>Open ones in which a person writes: asked by them, or taken by them.</summary>
    public static List<Consultation> ReadOwn(SqliteConnection connection, long person) =>
        Read(
            connection,
            """
            c.id IN (SELECT id FROM consultation WHERE teacher_id = @person AND closed_at IS NULL
                UNION ALL SELECT id FROM consultation WHERE methodist_id = @person AND closed_at IS NULL)
            ORDER BY c.id
            """,
            new { person });

    /// <summary>Those that a teacher asked: open ones first, then the ones closed since.</summary>
    public static List<Consultation> ReadAsked(SqliteConnection connection, long teacher, DateTimeOffset closedSince) => Read(
        connection,
        "c.teacher_id = @teacher AND c.erased_at IS NULL AND (c.closed_at IS NULL OR c.closed_at >= @since) ORDER BY c.closed_at IS NOT NULL, c.id DESC",
        new { teacher, since = closedSince.ToUnixTimeMilliseconds() });

    /// <summary>Those that were closed before, and still have their words.</summary>
    public static List<Consultation> ReadClosed(SqliteConnection connection, DateTimeOffset before, int limit) => Read(
        connection, "c.closed_at < @before AND c.erased_at IS NULL ORDER BY c.id LIMIT @limit", new { before = before.ToUnixTimeMilliseconds(), limit });

    /// <summary>
    /// What a methodist sees: waiting in own directions, then own work, then what waits for a teacher, then what is answered; the one that
    /// waits longest first.
    /// </summary>
    public static List<Consultation> ReadQueue(SqliteConnection connection, long methodist) => Read(
        connection,
        """
        c.closed_at IS NULL AND c.teacher_id <> @methodist AND (c.methodist_id = @methodist
            OR (c.methodist_id IS NULL AND EXISTS (SELECT 1 FROM methodist m WHERE m.person_id = @methodist AND m.direction_id = c.direction_id))
            OR (c.escalation > 0 AND EXISTS (SELECT 1 FROM consultation_card k WHERE k.consultation_id = c.id AND k.person_id = @methodist AND k.offered = 1)))
        ORDER BY CASE c.awaits WHEN 'answer' THEN 0 WHEN 'teacher' THEN 1 ELSE 2 END, c.methodist_id IS NOT NULL, coalesce(c.waiting_since, c.created_at), c.id
        """,
        new { methodist });

    /// <summary>Open ones that a methodist has taken, or that nobody has.</summary>
    public static List<Consultation> ReadOf(SqliteConnection connection, long? methodist) => Read(
        connection, "c.closed_at IS NULL AND c.methodist_id IS @methodist ORDER BY coalesce(c.waiting_since, c.created_at), c.id", new { methodist });

    /// <summary>Everybody who has taken an open one.</summary>
    public static List<long> ReadMethodists(SqliteConnection connection) =>
        [.. connection.Query<long>("SELECT DISTINCT methodist_id FROM consultation WHERE methodist_id IS NOT NULL AND closed_at IS NULL")];

    public static List<Consultation> ReadOpen(SqliteConnection connection) => Read(connection, "c.closed_at IS NULL ORDER BY c.id", null);

    /// <summary>Everything that a teacher ever asked.</summary>
    public static List<Consultation> ReadAll(SqliteConnection connection, long teacher) =>
        Read(connection, "c.teacher_id = @teacher ORDER BY c.id", new { teacher });

    public static void SetMethodist(ServiceContext context, long id, long? methodist) => context.Transaction.Connection.Execute(
        "UPDATE consultation SET methodist_id = @methodist, taken_at = CASE WHEN @methodist IS NULL THEN taken_at ELSE coalesce(taken_at, @now) END WHERE id = @id",
        new { id, methodist, now = context.Now.ToUnixTimeMilliseconds() });

    public static void SetDirection(ServiceContext context, long id, string direction) => context.Transaction.Connection.Execute(
        "UPDATE consultation SET direction_id = @direction, level = NULL WHERE id = @id", new { id, direction });

    /// <summary>Begins another run of the clock. Returns its number.</summary>
    /// <param name="waitingSince">Null: nobody waits for the service.</param>
    public static long SetClock(ServiceContext context, long id, Awaits awaits, DateTimeOffset? waitingSince, DateTimeOffset? countedFrom, int escalation) =>
        context.Transaction.Connection.ExecuteScalar<long>(
            """
            UPDATE consultation SET awaits = @awaits, waiting_since = @waiting, counted_from = @counted, escalation = @escalation,
                escalated = max(escalated, @escalation), clock = clock + 1
            WHERE id = @id RETURNING clock
            """,
            new
            {
                id,
                awaits = NameOf(awaits),
                waiting = waitingSince?.ToUnixTimeMilliseconds(),
                counted = countedFrom?.ToUnixTimeMilliseconds(),
                escalation,
            });

    /// <summary>The clock was set back: who asked by the earlier one has not waited for a negative time.</summary>
    public static void SetBack(ServiceContext context, TimeSpan by)
    {
        var values = new { by = (long)by.TotalMilliseconds, now = context.Now.ToUnixTimeMilliseconds() };
        context.Transaction.Connection.Execute("UPDATE consultation SET waiting_since = waiting_since - @by WHERE waiting_since > @now", values);
        context.Transaction.Connection.Execute("UPDATE consultation SET counted_from = counted_from - @by WHERE counted_from > @now", values);
    }

    public static void SetAnswered(ServiceContext context, long id) => context.Transaction.Connection.Execute(
        "UPDATE consultation SET answered_at = coalesce(answered_at, @now) WHERE id = @id", new { id, now = context.Now.ToUnixTimeMilliseconds() });

    public static void SetPromised(ServiceContext context, long id, DateTimeOffset until) => context.Transaction.Connection.Execute(
        "UPDATE consultation SET promised_until = @until WHERE id = @id", new { id, until = until.ToUnixTimeMilliseconds() });

    public static void SetRating(ServiceContext context, long id, int rating) =>
        context.Transaction.Connection.Execute("UPDATE consultation SET rating = @rating WHERE id = @id", new { id, rating });

    public static void SetRatingWords(ServiceContext context, long id, string words) =>
        context.Transaction.Connection.Execute("UPDATE consultation SET rating_words = @words WHERE id = @id", new { id, words });

    public static void Close(ServiceContext context, long id) => context.Transaction.Connection.Execute(
        "UPDATE consultation SET closed_at = @now WHERE id = @id", new { id, now = context.Now.ToUnixTimeMilliseconds() });

    public static void Reopen(ServiceContext context, long id) =>
        context.Transaction.Connection.Execute("UPDATE consultation SET closed_at = NULL WHERE id = @id", new { id });

    private static List<Consultation> Read(SqliteConnection connection, string condition, object? values) =>
        [.. connection.Query<Row>($"{Select} WHERE {condition}", values).Select(row => row.ToConsultation())];

    private static string NameOf(Awaits awaits) => awaits switch
    {
        Awaits.Answer => "answer",
        Awaits.Teacher => "teacher",
        _ => "nothing",
    };

    // Dapper fills properties: it cannot match a constructor where an expression has no row to tell its type.
    private sealed record Row
    {
        public required long Id { get; init; }

        public required long TeacherId { get; init; }

        public required string DirectionId { get; init; }

        public required string DirectionName { get; init; }

        public string? Level { get; init; }

        public required string Subject { get; init; }

        public long? MethodistId { get; init; }

        public long CreatedAt { get; init; }

        public long? ClosedAt { get; init; }

        public required string Awaits { get; init; }

        public long? WaitingSince { get; init; }

        public long? CountedFrom { get; init; }

        public long Clock { get; init; }

        public long Escalation { get; init; }

        public long? PromisedUntil { get; init; }

        public long? AnsweredAt { get; init; }

        public long? Rating { get; init; }

        public long? ErasedAt { get; init; }

        public Consultation ToConsultation() => new()
        {
            Id = Id,
            TeacherId = TeacherId,
            DirectionId = DirectionId,
            DirectionName = DirectionName,
            Level = Level,
            Subject = Subject,
            Methodist = MethodistId,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            ClosedAt = Time(ClosedAt),
            Awaits = Awaits switch
            {
                "answer" => Consultations.Awaits.Answer,
                "teacher" => Consultations.Awaits.Teacher,
                _ => Consultations.Awaits.Nothing,
            },
            WaitingSince = Time(WaitingSince),
            CountedFrom = Time(CountedFrom),
            Clock = Clock,
            Escalation = (int)Escalation,
            PromisedUntil = Time(PromisedUntil),
            IsAnswered = AnsweredAt is not null,
            Rating = (int?)Rating,
            IsErased = ErasedAt is not null,
        };

        private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }
}
