using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Exports;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Columns;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.People;

/// <summary>The directories as tables that an import reads back: what goes out and in again changes nothing.</summary>
public static class DirectoryExport
{
    public static ExportTable Organizations(SqliteConnection connection, ServiceClock clock) => new(
        [
            Column("id", OrganizationColumns.Id), Column("kind", OrganizationColumns.Kind), Column("name", OrganizationColumns.Name),
            Column("aliases", OrganizationColumns.Aliases), Column("code", OrganizationColumns.Code), Column("municipality", OrganizationColumns.Municipality),
            Column("closed", OrganizationColumns.Closed),
        ],
        OrganizationDirectory.Read(connection).All.Select(organization => (IReadOnlyList<string?>)
        [
            organization.Id.ToString(CultureInfo.InvariantCulture),
            OrganizationColumns.NameOfKind(organization.Kind),
            organization.Name,
            organization.Aliases.IsEmpty ? null : ImportRow.Join(organization.Aliases),
            organization.Code,
            organization.Municipality,
            organization.ClosedAt is { } closed ? clock.DateOf(DateTimeOffset.FromUnixTimeMilliseconds(closed)).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) : null,
        ]));

    public static ExportTable People(SqliteConnection connection)
    {
        var organizations = OrganizationDirectory.Read(connection);
        var directions = DirectionDirectory.Read(connection);
        ImmutableArray<ExportColumn> columns =
        [
            Column("id", PersonColumns.Id), Column("surname", PersonColumns.Surname), Column("first_name", PersonColumns.FirstName),
            Column("patronymic", PersonColumns.Patronymic), Column("organization", PersonColumns.Organization), Column("position", PersonColumns.Position),
            Column("area", PersonColumns.Area), Column("role", PersonColumns.Role), Column("directions", PersonColumns.Directions),
        ];
        return new ExportTable(columns, StaffDirectory.Read(connection).Where(person => person.IsMain).Select(person => (IReadOnlyList<string?>)
        [
            person.Id.ToString(CultureInfo.InvariantCulture),
            person.Name.Surname,
            person.Name.First,
            person.Name.Patronymic,
            person.OrganizationId is { } id ? organizations.FindById(id)!.Name : person.OrganizationText,
            person.Position,
            person.Area,
            person.RoleNames(),
            person.DutyNames(directions),
        ]));
    }

    private static ExportColumn Column(string key, ImportColumn column) => new(key, column.Heading);
}
