using Dapper;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires.Summaries;

/// <summary>How far a questionnaire has come among those who could answer it.</summary>
/// <param name="People">Who could answer: everybody with a profile and a place of work, and whoever answered without.</param>
/// <param name="Answered">Of these.</param>
/// <param name="Begun">Of these, who began and has not answered.</param>
/// <param name="Organizations">Of the directory.</param>
/// <param name="Covered">Organizations from which at least one person answered.</param>
internal sealed record Coverage(long People, long Answered, long Begun, long Organizations, long Covered);

/// <summary>How one person of an organization stands to a questionnaire.</summary>
// Not positional: where there are no rows, columns that are expressions have no type by which a constructor would be found.
internal sealed record Participant
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>0 not begun, 1 begun, 2 answered.</summary>
    public required long State { get; init; }
}

/// <summary>Who was asked and who answered: nothing here reads an answer.</summary>
internal static class AudienceTable
{
    private const string Audience =
        """
        WITH audience AS (
            SELECT p.id, j.organization_id, o.kind FROM person p
            LEFT JOIN job j ON j.person_id = p.id AND j.is_main = 1
            LEFT JOIN organization o ON o.id = j.organization_id
            WHERE p.first_name IS NOT NULL AND p.erased_at IS NULL AND (@kind IS NULL OR o.kind = @kind)
                AND (j.id IS NOT NULL OR p.id IN (SELECT person_id FROM response_participant WHERE questionnaire = @questionnaire AND subject = ''))),
        answered AS (SELECT person_id FROM response_participant WHERE questionnaire = @questionnaire AND subject = '')
        """;

    /// <summary>Of a questionnaire that is about nothing else: the audience of an event is whoever came.</summary>
    public static Coverage ReadCoverage(SqliteConnection connection, string questionnaire, string? kind) => connection.QuerySingle<Coverage>(
        $"""
        {Audience}
        SELECT (SELECT count(*) FROM audience) AS People,
            (SELECT count(*) FROM audience WHERE id IN (SELECT person_id FROM answered)) AS Answered,
            (SELECT count(*) FROM audience WHERE id IN (SELECT person_id FROM response_start WHERE questionnaire = @questionnaire AND subject = '')
                AND id NOT IN (SELECT person_id FROM answered)) AS Begun,
            (SELECT count(*) FROM organization WHERE closed_at IS NULL AND (@kind IS NULL OR kind = @kind)) AS Organizations,
            (SELECT count(DISTINCT organization_id) FROM audience WHERE id IN (SELECT person_id FROM answered)) AS Covered
        """,
        new { questionnaire, kind });

    /// <summary>People whose main job is in one of these organizations: who has not begun first, then by surname.</summary>
    public static List<Participant> ReadParticipants(SqliteConnection connection, string questionnaire, IReadOnlyCollection<long> organizations) =>
        [.. connection.Query<Participant>(
            """
            SELECT p.id, trim(coalesce(p.surname, '') || ' ' || p.first_name || ' ' || coalesce(p.patronymic, '')) AS Name,
                CASE WHEN p.id IN (SELECT person_id FROM response_participant WHERE questionnaire = @questionnaire AND subject = '') THEN 2
                    WHEN p.id IN (SELECT person_id FROM response_start WHERE questionnaire = @questionnaire AND subject = '') THEN 1
                    ELSE 0 END AS State
            FROM person p JOIN job j ON j.person_id = p.id AND j.is_main = 1
            WHERE j.organization_id IN @organizations AND p.first_name IS NOT NULL AND p.erased_at IS NULL
            ORDER BY State, Name
            """,
            new { questionnaire, organizations })];

    /// <summary>When these people were last reminded of it; null where never.</summary>
    public static DateTimeOffset? LastReminder(SqliteConnection connection, string questionnaire, IReadOnlyCollection<long> organizations) =>
        connection.ExecuteScalar<long?>(
            "SELECT max(reminded_at) FROM response_reminder WHERE questionnaire = @questionnaire AND organization_id IN @organizations",
            new { questionnaire, organizations }) is { } milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    public static void MarkReminded(SqliteConnection connection, string questionnaire, IEnumerable<long> organizations, DateTimeOffset now)
    {
        foreach (var organization in organizations)
        {
            connection.Execute(
                """
                INSERT INTO response_reminder (questionnaire, organization_id, reminded_at) VALUES (@questionnaire, @organization, @now)
                ON CONFLICT (questionnaire, organization_id) DO UPDATE SET reminded_at = excluded.reminded_at
                """,
                new { questionnaire, organization, now = now.ToUnixTimeMilliseconds() });
        }
    }
}
