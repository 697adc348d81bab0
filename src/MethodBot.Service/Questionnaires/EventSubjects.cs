using System.Globalization;
using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires;

/// <summary>An event that a questionnaire can be about.</summary>
internal sealed record EventSubject(long Id, string Title, long StartsAt)
{
    public ListItem ToItem(TurnContext turn)
    {
        var date = turn.Clock.DateOf(DateTimeOffset.FromUnixTimeMilliseconds(StartsAt));
        return new ListItem(Id.ToString(CultureInfo.InvariantCulture), $"{RussianText.FormatDate(date, turn.Today)} · {Title}", SearchText.Index(Title));
    }
}

/// <summary>SQL of events as questionnaires see them: all that this slice knows of their tables.</summary>
internal static class EventSubjects
{
    private const string Columns = "e.id, e.title, e.starts_at AS StartsAt";

    // What was not seen cannot be judged: it has begun and was not called off, and the person had a place or was there.
    private const string IsSeen =
        """
        e.starts_at <= @now AND e.cancelled_at IS NULL AND EXISTS (
            SELECT 1 FROM registration r WHERE r.event_id = e.id AND r.person_id = @person
                AND ((r.cancelled_at IS NULL AND r.placed_at IS NOT NULL) OR EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id)))
        """;

    public static EventSubject? Find(SqliteConnection connection, long id) => connection.QuerySingleOrDefault<EventSubject>(
        $"SELECT {Columns} FROM event e WHERE e.id = @id", new { id });

    /// <summary>Null where the person has not seen it.</summary>
    public static EventSubject? FindSeen(SqliteConnection connection, long id, long person, DateTimeOffset now) =>
        connection.QuerySingleOrDefault<EventSubject>(
            $"SELECT {Columns} FROM event e WHERE e.id = @id AND {IsSeen}", new { id, person, now = now.ToUnixTimeMilliseconds() });

    /// <summary>Events that began since then and that the person has seen, the latest first.</summary>
    public static IEnumerable<EventSubject> ReadOf(SqliteConnection connection, long person, DateTimeOffset since, DateTimeOffset now) => connection.Query<EventSubject>(
        $"""
        SELECT {Columns} FROM event e WHERE e.starts_at >= @since AND {IsSeen} ORDER BY e.starts_at DESC, e.id
        """,
        new { person, since = since.ToUnixTimeMilliseconds(), now = now.ToUnixTimeMilliseconds() });

    /// <summary>Events about which somebody answered, the latest first.</summary>
    public static IEnumerable<EventSubject> ReadAnswered(SqliteConnection connection, string questionnaire) => connection.Query<EventSubject>(
        $"""
        SELECT {Columns} FROM event e
        WHERE e.id IN (SELECT CAST(subject AS INTEGER) FROM response WHERE questionnaire = @questionnaire AND subject <> '')
        ORDER BY e.starts_at DESC, e.id
        """,
        new { questionnaire });

    /// <summary>People who stand registered for it.</summary>
    public static long CountRegistered(SqliteConnection connection, long id) => connection.ExecuteScalar<long>(
        "SELECT count(*) FROM registration WHERE event_id = @id AND cancelled_at IS NULL", new { id });
}
