using Dapper;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Events;

internal sealed record EventRow
{
    public required long Id { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string Place { get; init; }

    public required long StartsAt { get; init; }

    /// <summary>Null = as many as come.</summary>
    public long? Places { get; init; }

    /// <summary>Standing registrations.</summary>
    public long Taken { get; init; }
}

internal sealed record StandingRegistration(long PersonId, string Title, string Place, long StartsAt);

/// <summary>SQL of events.</summary>
internal static class EventTable
{
    private const string Select =
        """
        SELECT e.id, e.title, e.description, e.place, e.starts_at AS StartsAt, e.places,
            (SELECT count(*) FROM registration r WHERE r.event_id = e.id AND r.cancelled_at IS NULL) AS Taken
        FROM event e
        """;

    public static IEnumerable<EventRow> ReadComing(SqliteConnection connection, DateTimeOffset now) => connection.Query<EventRow>(
        Select + " WHERE e.starts_at > @now ORDER BY e.starts_at, e.id", new { now = now.ToUnixTimeMilliseconds() });

    public static IEnumerable<EventRow> ReadMine(SqliteConnection connection, long person, DateTimeOffset now) => connection.Query<EventRow>(
        Select +
        """
         JOIN registration mine ON mine.event_id = e.id AND mine.person_id = @person AND mine.cancelled_at IS NULL
        WHERE e.starts_at > @now ORDER BY e.starts_at, e.id
        """,
        new { person, now = now.ToUnixTimeMilliseconds() });

    public static EventRow? Find(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<EventRow>(Select + " WHERE e.id = @id", new { id });

    public static long? FindRegistration(SqliteConnection connection, long eventId, long person) => connection.ExecuteScalar<long?>(
        "SELECT id FROM registration WHERE event_id = @eventId AND person_id = @person AND cancelled_at IS NULL", new { eventId, person });

    public static long Register(SqliteConnection connection, long eventId, long person, DateTimeOffset now) => connection.ExecuteScalar<long>(
        "INSERT INTO registration (event_id, person_id, registered_at) VALUES (@eventId, @person, @now) RETURNING id",
        new { eventId, person, now = now.ToUnixTimeMilliseconds() });

    /// <summary>Null when it was cancelled.</summary>
    public static StandingRegistration? FindStanding(SqliteConnection connection, long registration) =>
        connection.QuerySingleOrDefault<StandingRegistration>(
            """
            SELECT r.person_id AS PersonId, e.title, e.place, e.starts_at AS StartsAt
            FROM registration r JOIN event e ON e.id = r.event_id WHERE r.id = @registration AND r.cancelled_at IS NULL
            """,
            new { registration });
}
