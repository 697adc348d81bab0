using System.Collections.Immutable;
using Dapper;
using MethodBot.Service.Imports.Columns;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.People;

/// <summary>A direction that a methodist answers for.</summary>
/// <param name="Levels">As the store keeps them, sorted; empty: all of them.</param>
internal sealed record Duty(string Direction, bool IsDeputy, ImmutableArray<string> Levels)
{
    public bool Equals(Duty? other) =>
        other is not null && Direction == other.Direction && IsDeputy == other.IsDeputy && Levels.AsSpan().SequenceEqual(other.Levels.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Direction, IsDeputy, Levels.Length);
}

/// <summary>A person in one of their jobs, as tables of people show one; without any, in none.</summary>
/// <param name="JobId">Null for somebody without a job.</param>
/// <param name="IsMain">The job that others see; so is that of somebody without one.</param>
/// <param name="OrganizationText">What they typed where the directory lacks theirs.</param>
/// <param name="Roles">Without methodists: those have duties.</param>
/// <param name="Coordinates">Organizations that a coordinator looks after.</param>
internal sealed record StaffPerson(
    long Id,
    FullName Name,
    long? JobId,
    bool IsMain,
    long? OrganizationId,
    string? OrganizationText,
    string? Position,
    string? Area,
    ImmutableHashSet<PersonRole> Roles,
    ImmutableHashSet<long> Coordinates,
    ImmutableArray<Duty> Duties)
{
    /// <summary>As a table's column of roles has them; null for somebody without any.</summary>
    public string? RoleNames()
    {
        IEnumerable<PersonRole> all = Duties.IsEmpty ? Roles : Roles.Add(PersonRole.Methodist);
        var names = all.Order().Select(PersonColumns.RoleWords.NameOf).ToList();
        return names.Count == 0 ? null : string.Join("; ", names);
    }

    /// <summary>As a table's column of directions has them; null for somebody without any.</summary>
    public string? DutyNames(DirectionDirectory directions) => Duties.IsEmpty ? null : string.Join("; ", Duties.Select(directions.Format));
}

/// <summary>Everybody with a name in each of their jobs, the main one first, with roles and duties, read whole.</summary>
internal static class StaffDirectory
{
    public static List<StaffPerson> Read(SqliteConnection connection)
    {
        var roles = connection.Query<RoleRow>("SELECT person_id AS PersonId, role, organization_id AS OrganizationId FROM role").ToLookup(row => row.PersonId);
        var levels = connection.Query<(long Person, string Direction, string Level)>("SELECT person_id, direction_id, level FROM methodist_level")
            .ToLookup(row => (row.Person, row.Direction), row => row.Level);
        var duties = connection.Query<(long Person, string Direction, long IsDeputy)>(
            "SELECT m.person_id, m.direction_id, m.is_deputy FROM methodist m JOIN direction d ON d.id = m.direction_id ORDER BY m.person_id, d.sort, d.id")
            .ToLookup(
                row => row.Person,
                row => new Duty(row.Direction, row.IsDeputy != 0, [.. levels[(row.Person, row.Direction)].Order(StringComparer.Ordinal)]));
        return
        [
            .. connection.Query<Row>(
                """
                SELECT p.id, p.surname, p.first_name AS FirstName, p.patronymic, j.id AS JobId, coalesce(j.is_main, 1) AS IsMain,
                    j.organization_id AS OrganizationId, j.organization_text AS OrganizationText, j.position, j.area
                FROM person p LEFT JOIN job j ON j.person_id = p.id
                WHERE p.first_name IS NOT NULL AND p.erased_at IS NULL ORDER BY p.surname, p.first_name, p.patronymic, p.id, j.is_main DESC, j.id
                """).Select(row => new StaffPerson(
                    row.Id,
                    new FullName(row.Surname, row.FirstName, row.Patronymic),
                    row.JobId,
                    row.IsMain != 0,
                    row.OrganizationId,
                    row.OrganizationText,
                    row.Position,
                    row.Area,
                    [.. roles[row.Id].Select(role => PersonColumns.RoleOf(role.Role)).OfType<PersonRole>()],
                    [.. roles[row.Id].Where(role => PersonColumns.RoleOf(role.Role) == PersonRole.Coordinator).Select(role => role.OrganizationId).OfType<long>()],
                    [.. duties[row.Id]])),
        ];
    }

    private sealed record RoleRow
    {
        public long PersonId { get; init; }

        public required string Role { get; init; }

        public long? OrganizationId { get; init; }
    }

    // Dapper fills properties: it cannot match a constructor where an expression is null in the first row.
    private sealed record Row
    {
        public long Id { get; init; }

        public string? Surname { get; init; }

        public required string FirstName { get; init; }

        public string? Patronymic { get; init; }

        public long? JobId { get; init; }

        public long IsMain { get; init; }

        public long? OrganizationId { get; init; }

        public string? OrganizationText { get; init; }

        public string? Position { get; init; }

        public string? Area { get; init; }
    }
}
