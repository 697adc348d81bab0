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
        var id = (long)BindName(
            transaction,
            """
            INSERT INTO person (surname, first_name, patronymic, search, created_at) VALUES (@surname, @first, @patronymic, @search, @now)
            RETURNING id
            """,
            after.Name).Bind("@now", planning.Moment.Now.ToUnixTimeMilliseconds()).ExecuteScalar()!;
        WriteJob(transaction, after with { Id = id });
        WriteRoles(transaction, null, after with { Id = id }, planning);
        if (!after.Duties.IsEmpty)
            WriteDuties(transaction, after with { Id = id });
    }

    private static void Update(StoreTransaction transaction, StaffPerson before, StaffPerson after, PersonPlanning planning)
    {
        if (before.Name != after.Name)
        {
            BindName(
                transaction,
                "UPDATE person SET surname = @surname, first_name = @first, patronymic = @patronymic, search = @search WHERE id = @id",
                after.Name).Bind("@id", after.Id).ExecuteNonQuery();
        }

        if (JobOf(before) != JobOf(after))
            WriteJob(transaction, after);
        WriteRoles(transaction, before, after, planning);
        if (!before.Duties.AsSpan().SequenceEqual(after.Duties.AsSpan()))
            WriteDuties(transaction, after);
    }

    private static Statement BindName(StoreTransaction transaction, string sql, FullName name) => transaction.Statement(sql)
        .Bind("@surname", name.Surname)
        .Bind("@first", name.First)
        .Bind("@patronymic", name.Patronymic)
        .Bind("@search", SearchText.Index(name.Surname ?? "", name.First, name.Patronymic ?? ""));

    private static void WriteJob(StoreTransaction transaction, StaffPerson person)
    {
        if (person.Position is null)
            return;
        transaction.Statement(
            """
            INSERT INTO job (id, person_id, organization_id, organization_text, position, area, is_main)
            VALUES (@id, @person, @organization, @text, @position, @area, 1)
            ON CONFLICT (id) DO UPDATE SET organization_id = excluded.organization_id, organization_text = excluded.organization_text,
                position = excluded.position, area = excluded.area
            """)
            .Bind("@id", person.JobId)
            .Bind("@person", person.Id)
            .Bind("@organization", person.OrganizationId)
            .Bind("@text", person.OrganizationText)
            .Bind("@position", person.Position)
            .Bind("@area", person.Area)
            .ExecuteNonQuery();
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
