using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Storage;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Columns;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.People;

/// <summary>
/// Imports people: a person with their main job, role and directions. The key is the number in the bot, else the name with the
/// organization. Who has no account yet gets one by an invitation; nobody is deleted.
/// </summary>
/// <param name="addsDirections">Directions that the service does not know yet are added; otherwise their rows are wrong.</param>
public sealed class PersonImport(bool addsDirections = false) : DirectoryImport<PersonDraft>
{
    public override ImmutableArray<ImportColumn> Columns => PersonColumns.All;

    public override IReadOnlyList<string> MissingColumns(ColumnMap columns) => columns.Has(PersonColumns.FullName)
        ? []
        : [.. new[] { PersonColumns.Surname, PersonColumns.FirstName }.Where(column => !columns.Has(column)).Select(column => column.Heading)];

    protected override PersonDraft Read(ImportRow row) => PersonDraft.Read(row);

    protected override ImportPlan Plan(SqliteConnection connection, IReadOnlyList<StagedRow<PersonDraft>> rows, ImportMoment moment)
    {
        var organizations = OrganizationDirectory.Read(connection);
        var directions = DirectionDirectory.Read(connection);
        var matching = new PersonMatching(StaffDirectory.Read(connection), organizations);
        var planning = new PersonPlanning(organizations, directions, addsDirections, moment);
        var plans = rows.Select(row => PlanRow(row, matching, planning)).ToImmutableArray();
        var added = planning.NewDirections;
        return new ImportPlan(
            plans,
            added.IsEmpty ? null : transaction => directions.Write(transaction, added),
            [.. added.Select(id => ImportMessages.NewDirection(directions.NameOf(id)))]);
    }

    private static RowPlan PlanRow(StagedRow<PersonDraft> row, PersonMatching matching, PersonPlanning planning)
    {
        var subject = row.Draft.Name is { } name ? $"{name.Surname} {name.Address}".Trim() : "";
        if (!row.Faults.IsEmpty)
            return RowPlan.Bad(row.Number, subject, row.Faults);
        var match = matching.Match(row);
        if (match.Faults.Count > 0)
            return RowPlan.Bad(row.Number, subject, [.. match.Faults]);
        var (after, faults) = planning.Apply(row.Draft, match);
        if (faults.Count > 0)
            return RowPlan.Bad(row.Number, subject, [.. faults]);
        matching.Take(row, match);
        var notes = planning.Differences(match.Person, after);
        if (match.Person is null)
            return new RowPlan(row.Number, RowChange.Added, subject, notes, transaction => Insert(transaction, after, planning));
        return notes.IsEmpty
            ? new RowPlan(row.Number, RowChange.Unchanged, subject, [], null)
            : new RowPlan(row.Number, RowChange.Changed, subject, notes, transaction => Update(transaction, match.Person, after, planning));
    }

    private static void Insert(StoreTransaction transaction, StaffPerson after, PersonPlanning planning)
    {
        var id = transaction.Connection.ExecuteScalar<long>(
            "INSERT INTO person (created_at) VALUES (@now) RETURNING id", new { now = planning.Moment.Now.ToUnixTimeMilliseconds() });
        Write(transaction, null, after with { Id = id }, planning);
    }

    private static void Update(StoreTransaction transaction, StaffPerson before, StaffPerson after, PersonPlanning planning) =>
        Write(transaction, before, after, planning);

    private static void Write(StoreTransaction transaction, StaffPerson? before, StaffPerson after, PersonPlanning planning)
    {
        if (before?.Name != after.Name)
            PeopleTable.SaveName(transaction, after.Id, after.Name);
        if (after.Position is not null && (before is null || JobOf(before) != JobOf(after)))
            PeopleTable.SaveJob(transaction, after.Id, after.OrganizationId, after.OrganizationText, after.Position, after.Area);
        WriteRoles(transaction, before, after, planning);
        if (before is null || !before.Duties.AsSpan().SequenceEqual(after.Duties.AsSpan()))
            WriteDuties(transaction, after);
    }

    private static (long?, string?, string?, string?) JobOf(StaffPerson person) => (person.OrganizationId, person.OrganizationText, person.Position, person.Area);

    private static void WriteRoles(StoreTransaction transaction, StaffPerson? before, StaffPerson after, PersonPlanning planning)
    {
        foreach (var role in before?.Roles.Except(after.Roles) ?? [])
        {
            transaction.Connection.Execute(
                "DELETE FROM role WHERE person_id = @person AND role = @role", new { person = after.Id, role = PersonColumns.KeyOf(role) });
        }

        // Who moved looks after the new organization, no longer after the old one.
        foreach (var organization in before?.Coordinates.Except(after.Coordinates) ?? [])
            RoleTable.Revoke(transaction, after.Id, RoleTable.Coordinator, organization);
        foreach (var role in after.Roles.Where(role => role != PersonRole.Coordinator))
            RoleTable.Grant(transaction, after.Id, PersonColumns.KeyOf(role), null, planning.Moment.Now);
        foreach (var organization in after.Coordinates)
            RoleTable.Grant(transaction, after.Id, RoleTable.Coordinator, organization, planning.Moment.Now);
    }

    private static void WriteDuties(StoreTransaction transaction, StaffPerson after)
    {
        transaction.Connection.Execute(
            "DELETE FROM methodist WHERE person_id = @person AND direction_id NOT IN @kept",
            new { person = after.Id, kept = after.Duties.Select(duty => duty.Direction).Append("") });
        foreach (var duty in after.Duties)
            RoleTable.AppointMethodist(transaction, after.Id, duty.Direction, duty.Levels, duty.IsDeputy);
    }
}
