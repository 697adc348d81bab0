using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Exports;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Festivals;

/// <summary>Works entered for a festival as a table, in the order of nominations and age groups.</summary>
public static class EntryExport
{
    private static readonly ImmutableArray<ExportColumn> Columns =
    [
        new("festival", "Фестиваль"),
        new("number", "№ работы"),
        new("nomination", "Номинация"),
        new("age_group", "Возрастная группа"),
        new("title", "Название"),
        new("authors", "Авторы"),
        new("organization", "Организация"),
        new("person", "Кто подал"),
        new("link", "Ссылка"),
        new("files", "Файлов"),
        new("children", "Дети на записи"),
        new("entered_at", "Подана"),
        new("changed_at", "Изменена"),
    ];

    /// <param name="eventId">Null = of all festivals.</param>
    public static ExportTable Read(SqliteConnection connection, ServiceClock clock, long? eventId = null) => new(Columns, ReadRows(connection, clock, eventId));

    private static IEnumerable<IReadOnlyList<string?>> ReadRows(SqliteConnection connection, ServiceClock clock, long? eventId)
    {
        var rows = connection.Query<Row>(
            """
            SELECT e.title AS Festival, n.id, o.name AS Nomination, g.name AS Age, n.title, n.authors, coalesce(org.name, n.organization_text) AS Organization,
                p.surname, p.first_name AS FirstName, p.patronymic, n.link, n.children, n.entered_at AS EnteredAt, n.changed_at AS ChangedAt,
                (SELECT count(*) FROM entry_file x WHERE x.entry_id = n.id) AS Files
            FROM entry n JOIN event e ON e.id = n.event_id JOIN nomination o ON o.id = n.nomination_id JOIN person p ON p.id = n.person_id
            LEFT JOIN age_group g ON g.id = n.age_group_id LEFT JOIN organization org ON org.id = n.organization_id
            WHERE n.withdrawn_at IS NULL AND (@eventId IS NULL OR n.event_id = @eventId)
            ORDER BY e.starts_at, e.id, o.number, g.number, n.id
            """,
            new { eventId },
            buffered: false);
        foreach (var row in rows)
        {
            yield return
            [
                row.Festival,
                row.Id.ToString(CultureInfo.InvariantCulture),
                row.Nomination,
                row.Age,
                row.Title,
                row.Authors,
                row.Organization,
                string.Join(' ', new[] { row.Surname, row.FirstName, row.Patronymic }.OfType<string>()),
                row.Link,
                row.Files.ToString(CultureInfo.InvariantCulture),
                row.Children == FestivalTable.Consented ? "согласия родителей у организации" : "детей на записи нет",
                Time(row.EnteredAt),
                Time(row.ChangedAt),
            ];
        }

        string Time(long time) => clock.ToLocal(DateTimeOffset.FromUnixTimeMilliseconds(time)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private sealed record Row
    {
        public string Festival { get; init; } = "";

        public long Id { get; init; }

        public string Nomination { get; init; } = "";

        public string? Age { get; init; }

        public string Title { get; init; } = "";

        public string Authors { get; init; } = "";

        public string? Organization { get; init; }

        public string? Surname { get; init; }

        public string? FirstName { get; init; }

        public string? Patronymic { get; init; }

        public string? Link { get; init; }

        public string Children { get; init; } = "";

        public long EnteredAt { get; init; }

        public long ChangedAt { get; init; }

        public long Files { get; init; }
    }
}
