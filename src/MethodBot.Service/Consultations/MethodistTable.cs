using Dapper;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Consultations;

/// <summary>A methodist of a direction.</summary>
/// <param name="Levels">Empty: all of them.</param>
internal sealed record DirectionMethodist(long Person, bool IsDeputy, IReadOnlyList<string> Levels)
{
    public bool Knows(string? level) => level is null || Levels.Count == 0 || Levels.Contains(level);
}

/// <summary>SQL of who answers what.</summary>
internal static class MethodistTable
{
    public static List<DirectionMethodist> Of(SqliteConnection connection, string direction) =>
    [
        .. connection.Query<(long Person, long IsDeputy, string? Levels)>(
            """
            SELECT m.person_id, m.is_deputy, (SELECT group_concat(l.level, ' ') FROM methodist_level l WHERE l.person_id = m.person_id AND l.direction_id = m.direction_id)
            FROM methodist m WHERE m.direction_id = @direction ORDER BY m.person_id
            """,
            new { direction })
            .Select(row => new DirectionMethodist(row.Person, row.IsDeputy != 0, row.Levels?.Split(' ') ?? [])),
    ];

    public static bool IsOf(SqliteConnection connection, long person, string direction) => connection.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM methodist WHERE person_id = @person AND direction_id = @direction)", new { person, direction });

    /// <summary>Everybody who answers questions, with the names of their directions.</summary>
    public static List<(long Person, string Directions)> All(SqliteConnection connection) =>
        [.. connection.Query<(long Person, string Directions)>(
            """
            SELECT m.person_id, group_concat(d.name, '; ') FROM methodist m JOIN direction d ON d.id = m.direction_id
            JOIN person p ON p.id = m.person_id GROUP BY m.person_id ORDER BY p.surname, p.first_name, p.id
            """)];

    /// <summary>Directions that somebody answers, in their order.</summary>
    public static List<(string Id, string Name)> Directions(SqliteConnection connection) =>
        [.. connection.Query<(string Id, string Name)>(
            "SELECT d.id, d.name FROM direction d WHERE EXISTS (SELECT 1 FROM methodist m WHERE m.direction_id = d.id) ORDER BY d.sort, d.id")];

    public static string? NameOfDirection(SqliteConnection connection, string direction) =>
        connection.ExecuteScalar<string?>("SELECT name FROM direction WHERE id = @direction", new { direction });

    /// <summary>Administrators by role, and by settings.</summary>
    public static List<long> Administrators(SqliteConnection connection) =>
        [.. connection.Query<long>(
            """
            SELECT person_id FROM role WHERE role = 'administrator'
            UNION
            SELECT ap.person_id FROM account_sharer ap JOIN administrator_account aa ON aa.messenger = ap.messenger AND aa.account = ap.account
            WHERE NOT EXISTS (
                SELECT 1 FROM account_sharer first WHERE first.messenger = ap.messenger AND first.account = ap.account AND first.linked_at < ap.linked_at)
            """)];
}
