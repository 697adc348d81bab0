using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Events;

internal sealed record EventRow
{
    public required long Id { get; init; }

    public required string Kind { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string Place { get; init; }

    public string? Link { get; init; }

    /// <summary>Of the first session.</summary>
    public required long StartsAt { get; init; }

    /// <summary>Of the last session, as far as anybody knows.</summary>
    public required long EndsAt { get; init; }

    public long? Hours { get; init; }

    /// <summary>Null = as many as come.</summary>
    public long? Places { get; init; }

    public long? Quota { get; init; }

    public string? DirectionId { get; init; }

    public string? DirectionName { get; init; }

    /// <summary>Separated by spaces; null = for all.</summary>
    public string? OrganizationKinds { get; init; }

    public long? OpensAt { get; init; }

    public long? ClosesAt { get; init; }

    public long? OrganizerId { get; init; }

    public string? Code { get; init; }

    public long? CancelledAt { get; init; }

    public string? CancelReason { get; init; }

    /// <summary>Registrations with a place.</summary>
    public long Taken { get; init; }

    public long Waiting { get; init; }

    public bool IsFull => Places <= Taken;

    public bool IsOver(DateTimeOffset now) => CancelledAt is not null || EndsAt <= now.ToUnixTimeMilliseconds();

    public Places Limits => new((int?)Places, (int?)Quota);
}

internal sealed record SessionRow
{
    /// <summary>How long a session lasts of which nobody said: two academic hours.</summary>
    public const long UsualLength = 90 * 60 * 1000;

    public required long Id { get; init; }

    public required long EventId { get; init; }

    public required long Number { get; init; }

    public required long StartsAt { get; init; }

    public long? EndsAt { get; init; }

    public string? Topic { get; init; }

    /// <summary>Null = the place of the event.</summary>
    public string? Place { get; init; }

    /// <summary>Null until the organiser asks for it.</summary>
    public string? Code { get; init; }

    public DateTimeOffset Starts => DateTimeOffset.FromUnixTimeMilliseconds(StartsAt);

    public DateTimeOffset Ends => DateTimeOffset.FromUnixTimeMilliseconds(EndsAt ?? (StartsAt + UsualLength));

    /// <summary>A session that is not in the store yet.</summary>
    public static SessionRow Of(SessionDraft draft, long number) => new()
    {
        Id = 0,
        EventId = 0,
        Number = number,
        StartsAt = draft.Starts.ToUnixTimeMilliseconds(),
        EndsAt = draft.Ends?.ToUnixTimeMilliseconds(),
        Topic = draft.Topic,
        Place = draft.Place,
    };
}

internal sealed record QuestionRow
{
    public required long Number { get; init; }

    public required string Text { get; init; }

    /// <summary>One a line; null = in the person's own words.</summary>
    public string? Options { get; init; }

    public ImmutableArray<string> Choices => Options is null ? [] : [.. Options.Split('\n')];
}

/// <summary>SQL of events, their sessions and questions.</summary>
internal static class EventTable
{
    private const string Select =
        """
        SELECT e.id, e.kind, e.title, e.description, e.place, e.link, e.starts_at AS StartsAt, e.ends_at AS EndsAt, e.hours, e.places, e.quota,
            e.direction_id AS DirectionId, d.name AS DirectionName, e.organization_kinds AS OrganizationKinds, e.opens_at AS OpensAt,
            e.closes_at AS ClosesAt, e.organizer_id AS OrganizerId, e.code, e.cancelled_at AS CancelledAt, e.cancel_reason AS CancelReason,
            (SELECT count(*) FROM registration r WHERE r.event_id = e.id AND r.cancelled_at IS NULL AND r.placed_at IS NOT NULL) AS Taken,
            (SELECT count(*) FROM registration r WHERE r.event_id = e.id AND r.cancelled_at IS NULL AND r.placed_at IS NULL) AS Waiting
        FROM event e LEFT JOIN direction d ON d.id = e.direction_id
        """;

    private const string SelectSession =
        "SELECT id, event_id AS EventId, number, starts_at AS StartsAt, ends_at AS EndsAt, topic, place, code FROM event_session";

    public static IEnumerable<EventRow> ReadComing(SqliteConnection connection, DateTimeOffset now) => connection.Query<EventRow>(
        Select + " WHERE e.ends_at > @now AND e.cancelled_at IS NULL ORDER BY e.starts_at, e.id", new { now = now.ToUnixTimeMilliseconds() });

    /// <summary>Coming events for which the person is signed up or waits.</summary>
    public static IEnumerable<EventRow> ReadMine(SqliteConnection connection, long person, DateTimeOffset now) => connection.Query<EventRow>(
        Select +
        """
         JOIN registration mine ON mine.event_id = e.id AND mine.person_id = @person AND mine.cancelled_at IS NULL
        WHERE e.ends_at > @now AND e.cancelled_at IS NULL ORDER BY e.starts_at, e.id
        """,
        new { person, now = now.ToUnixTimeMilliseconds() });

    /// <summary>What somebody organises, what is to come before what is over.</summary>
    /// <param name="person">Null = whoever organises it.</param>
    /// <param name="since">Nothing that ended before.</param>
    public static IEnumerable<EventRow> ReadOrganized(SqliteConnection connection, long? person, DateTimeOffset now, DateTimeOffset since) =>
        connection.Query<EventRow>(
            Select +
            """
             WHERE e.ends_at > @since AND e.cancelled_at IS NULL AND (@person IS NULL OR e.organizer_id = @person
                OR e.direction_id IN (SELECT m.direction_id FROM methodist m WHERE m.person_id = @person))
            ORDER BY e.ends_at <= @now, CASE WHEN e.ends_at <= @now THEN -e.starts_at ELSE e.starts_at END, e.id
            """,
            new { person, now = now.ToUnixTimeMilliseconds(), since = since.ToUnixTimeMilliseconds() });

    public static EventRow? Find(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<EventRow>(Select + " WHERE e.id = @id", new { id });

    public static long? FindByCode(SqliteConnection connection, string code) =>
        connection.ExecuteScalar<long?>("SELECT id FROM event WHERE code = @code", new { code });

    public static ImmutableArray<SessionRow> ReadSessions(SqliteConnection connection, long eventId) =>
        [.. connection.Query<SessionRow>(SelectSession + " WHERE event_id = @eventId ORDER BY number", new { eventId })];

    /// <summary>Sessions at which somebody was marked as present.</summary>
    public static IEnumerable<SessionRow> ReadAttended(SqliteConnection connection, long eventId) => connection.Query<SessionRow>(
        SelectSession + " WHERE event_id = @eventId AND id IN (SELECT session_id FROM attendance)", new { eventId });

    public static SessionRow? FindSession(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<SessionRow>(SelectSession + " WHERE id = @id", new { id });

    public static IEnumerable<SessionRow> ReadSessionsBetween(SqliteConnection connection, DateTimeOffset from, DateTimeOffset until) =>
        connection.Query<SessionRow>(
            SelectSession + " WHERE starts_at >= @from AND starts_at < @until ORDER BY starts_at, id",
            new { from = from.ToUnixTimeMilliseconds(), until = until.ToUnixTimeMilliseconds() });

    /// <summary>Sessions to come whose reminders are not set for the moment at which they begin now.</summary>
    public static List<SessionRow> ReadUnreminded(SqliteConnection connection, DateTimeOffset now) =>
        [.. connection.Query<SessionRow>(
            SelectSession + " WHERE starts_at > @now AND reminded_for IS NOT starts_at", new { now = now.ToUnixTimeMilliseconds() })];

    public static void MarkReminded(SqliteConnection connection, SessionRow session) => connection.Execute(
        "UPDATE event_session SET reminded_for = starts_at WHERE id = @Id", new { session.Id });

    public static void SaveCode(SqliteConnection connection, long session, string code) =>
        connection.Execute("UPDATE event_session SET code = @code WHERE id = @session", new { session, code });

    public static ImmutableArray<QuestionRow> ReadQuestions(SqliteConnection connection, long eventId) =>
        [.. connection.Query<QuestionRow>("SELECT number, text, options FROM event_question WHERE event_id = @eventId ORDER BY number", new { eventId })];

    /// <summary>Saves a checked draft; a new event where <paramref name="id"/> is null. Returns the id.</summary>
    public static long Save(StoreTransaction transaction, EventDraft draft, long? id, DateTimeOffset now)
    {
        var connection = transaction.Connection;
        var last = draft.Sessions[^1];
        var saved = connection.ExecuteScalar<long>(
            """
            INSERT INTO event (id, code, kind, title, description, place, link, starts_at, ends_at, hours, places, quota, direction_id,
                organization_kinds, opens_at, closes_at, organizer_id, created_at)
            VALUES (@id, @Code, @Kind, @Title, @Description, @Place, @Link, @starts, @ends, @Hours, @Places, @Quota, @Direction,
                @kinds, @opens, @closes, @Organizer, @now)
            ON CONFLICT (id) DO UPDATE SET code = excluded.code, kind = excluded.kind, title = excluded.title, description = excluded.description,
                place = excluded.place, link = excluded.link, starts_at = excluded.starts_at, ends_at = excluded.ends_at, hours = excluded.hours,
                places = excluded.places, quota = excluded.quota, direction_id = excluded.direction_id, organization_kinds = excluded.organization_kinds,
                opens_at = excluded.opens_at, closes_at = excluded.closes_at, organizer_id = excluded.organizer_id
            RETURNING id
            """,
            new
            {
                id,
                draft.Code,
                draft.Kind,
                draft.Title,
                draft.Description,
                draft.Place,
                draft.Link,
                starts = draft.Sessions[0].Starts.ToUnixTimeMilliseconds(),
                ends = last.Ends?.ToUnixTimeMilliseconds() ?? (last.Starts.ToUnixTimeMilliseconds() + SessionRow.UsualLength),
                draft.Hours,
                draft.Places,
                draft.Quota,
                draft.Direction,
                kinds = draft.OrganizationKinds.IsEmpty ? null : string.Join(' ', draft.OrganizationKinds),
                opens = draft.Opens?.ToUnixTimeMilliseconds(),
                closes = draft.Closes?.ToUnixTimeMilliseconds(),
                draft.Organizer,
                now = now.ToUnixTimeMilliseconds(),
            });
        SaveSessions(connection, saved, draft.Sessions);
        connection.Execute("DELETE FROM event_question WHERE event_id = @saved", new { saved });
        foreach (var (index, question) in draft.Questions.Index())
        {
            connection.Execute(
                "INSERT INTO event_question (event_id, number, text, options) VALUES (@saved, @number, @Text, @options)",
                new { saved, number = index + 1, question.Text, options = question.Options.IsEmpty ? null : string.Join('\n', question.Options) });
        }

        return saved;
    }

    /// <summary>The event as a draft, to be changed and saved again.</summary>
    public static EventDraft ReadDraft(SqliteConnection connection, EventRow row) => new()
    {
        Code = row.Code,
        Kind = row.Kind,
        Title = row.Title,
        Description = row.Description,
        Place = row.Place,
        Link = row.Link,
        Sessions = [.. ReadSessions(connection, row.Id).Select(session => new SessionDraft(
            session.Starts, session.EndsAt is { } ends ? DateTimeOffset.FromUnixTimeMilliseconds(ends) : null, session.Topic, session.Place))],
        Hours = (int?)row.Hours,
        Places = (int?)row.Places,
        Quota = (int?)row.Quota,
        Direction = row.DirectionId,
        OrganizationKinds = row.OrganizationKinds is { } kinds ? [.. kinds.Split(' ')] : [],
        Opens = row.OpensAt is { } opens ? DateTimeOffset.FromUnixTimeMilliseconds(opens) : null,
        Closes = row.ClosesAt is { } closes ? DateTimeOffset.FromUnixTimeMilliseconds(closes) : null,
        Organizer = row.OrganizerId,
        Questions = [.. ReadQuestions(connection, row.Id).Select(question => new QuestionDraft(question.Text, question.Choices))],
    };

    public static void CallOff(SqliteConnection connection, long id, string reason, DateTimeOffset now) => connection.Execute(
        "UPDATE event SET cancelled_at = @now, cancel_reason = @reason WHERE id = @id", new { id, reason, now = now.ToUnixTimeMilliseconds() });

    // A session that only moved stays the same one: what is known of it (its code) stays with it. One with attendance goes nowhere.
    private static void SaveSessions(SqliteConnection connection, long eventId, ImmutableArray<SessionDraft> sessions)
    {
        connection.Execute("DELETE FROM event_session WHERE event_id = @eventId AND number > @count", new { eventId, count = sessions.Length });
        foreach (var (index, session) in sessions.Index())
        {
            connection.Execute(
                """
                INSERT INTO event_session (event_id, number, starts_at, ends_at, place, topic) VALUES (@eventId, @number, @starts, @ends, @Place, @Topic)
                ON CONFLICT (event_id, number) DO UPDATE SET starts_at = excluded.starts_at, ends_at = excluded.ends_at, place = excluded.place,
                    topic = excluded.topic
                """,
                new
                {
                    eventId,
                    number = index + 1,
                    starts = session.Starts.ToUnixTimeMilliseconds(),
                    ends = session.Ends?.ToUnixTimeMilliseconds(),
                    session.Place,
                    session.Topic,
                });
        }
    }
}
