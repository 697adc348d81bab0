using System.Globalization;
using Dapper;
using MethodBot.Dialogs.Machines;
using MethodBot.Service.Exports;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires;

/// <summary>
/// Deficits by questionnaire, organization and subject: how many people named each, of how many who answered there. Of an anonymous
/// questionnaire nobody knows the organization: it has one group.
/// </summary>
public static class DeficitExport
{
    // The view of groups is counted once, not for each deficit.
    private const string Sql =
        """
        WITH respondent AS (
            SELECT r.id, r.questionnaire, coalesce(o.kind, '') AS kind, coalesce(o.name, j.organization_text, '') AS organization, coalesce(j.area, '') AS area
            FROM response r
            LEFT JOIN job j ON j.person_id = r.person_id AND j.is_main = 1
            LEFT JOIN organization o ON o.id = j.organization_id
            WHERE r.questionnaire = @questionnaire),
        crowd AS (SELECT kind, organization, area, count(*) AS people FROM respondent GROUP BY kind, organization, area),
        named AS (
            SELECT w.kind, w.organization, w.area, a.deficit, count(DISTINCT a.response_id) AS people
            FROM respondent w JOIN response_answer a ON a.response_id = w.id AND a.deficit IS NOT NULL
            GROUP BY w.kind, w.organization, w.area, a.deficit)
        SELECT n.kind, n.organization, n.area, n.deficit, n.people, c.people AS Respondents
        FROM named n JOIN crowd c ON c.kind = n.kind AND c.organization = n.organization AND c.area = n.area
        ORDER BY n.kind, n.organization, n.area, n.people DESC, n.deficit
        """;

    /// <summary>One questionnaire after the other; those in which no option is tagged are left out.</summary>
    public static ExportTable Read(SqliteConnection connection, IEnumerable<Machine> questionnaires) => new(
        [
            new("questionnaire", "Анкета"), new("kind", "Вид организации"), new("organization", "Организация"), new("area", "Предмет или группа"),
            new("deficit", "Затруднение (код)"), new("deficit_text", "Затруднение"), new("people", "Назвали"), new("respondents", "Ответили"), new("share", "Доля, %"),
        ],
        questionnaires.SelectMany(questionnaire => ReadRows(connection, questionnaire)));

    private static IEnumerable<IReadOnlyList<string?>> ReadRows(SqliteConnection connection, Machine questionnaire)
    {
        var names = DeficitNames.Of(questionnaire);
        foreach (var row in connection.Query<Row>(Sql, new { questionnaire = questionnaire.Name }, buffered: false))
        {
            yield return
            [
                questionnaire.Title, row.Kind, row.Organization, row.Area, row.Deficit, names.GetValueOrDefault(row.Deficit, row.Deficit),
                row.People.ToString(CultureInfo.InvariantCulture), row.Respondents.ToString(CultureInfo.InvariantCulture),
                Math.Round(100m * row.People / row.Respondents).ToString(CultureInfo.InvariantCulture),
            ];
        }
    }

    private sealed record Row
    {
        public string Kind { get; init; } = "";

        public string Organization { get; init; } = "";

        public string Area { get; init; } = "";

        public string Deficit { get; init; } = "";

        public long People { get; init; }

        public long Respondents { get; init; }
    }
}
