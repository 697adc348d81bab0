using System.Collections.Immutable;
using MethodBot.Dialogs.Faults;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Columns;

namespace MethodBot.Service.People;

/// <summary>What becomes of a person when a row of a table is carried out.</summary>
internal sealed class PersonPlanning(OrganizationDirectory organizations, DirectionDirectory directions, bool addsDirections, ImportMoment moment)
{
    private readonly HashSet<string> _needed = new(StringComparer.Ordinal);

    public ImportMoment Moment => moment;

    /// <summary>Directions that good rows brought.</summary>
    public ImmutableArray<string> NewDirections => [.. directions.Added.Where(_needed.Contains)];

    /// <summary>The person as they would be, or why they cannot.</summary>
    public (StaffPerson After, IReadOnlyList<string> Faults) Apply(PersonDraft draft, PersonMatch match)
    {
        var faults = new List<string>();
        var before = match.Person;
        var (name, organization) = (draft.Name!, match.Organization);
        var after = new StaffPerson(
            before?.Id ?? 0,
            new FullName(name.Surname ?? before?.Name.Surname, name.First, draft.HasNoPatronymic ? null : name.Patronymic ?? before?.Name.Patronymic),
            before?.JobId,
            before?.IsMain ?? true,
            organization?.Id ?? before?.OrganizationId,
            organization is null ? before?.OrganizationText : null,
            draft.Position ?? before?.Position,
            draft.ClearsArea ? null : draft.Area ?? before?.Area,
            Roles(draft, before),
            [],
            Duties(draft, before, faults));
        after = after with { Coordinates = Coordinates(before, after) };
        CheckJob(before, after, faults);
        if (faults.Count == 0)
            _needed.UnionWith(after.Duties.Select(duty => duty.Direction));
        return (after, faults);
    }

    public ImmutableArray<string> Differences(StaffPerson? before, StaffPerson after)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        // Of somebody new only what they may do is worth a word.
        if (before is not null)
        {
            Compare(PersonColumns.FullName, Full(before), Full(after));
            Compare(PersonColumns.Organization, OrganizationOf(before), OrganizationOf(after));
            Compare(PersonColumns.Position, before.Position, after.Position);
            Compare(PersonColumns.Area, before.Area, after.Area);
        }

        Compare(PersonColumns.Role, before?.RoleNames(), after.RoleNames());
        Compare(PersonColumns.Directions, before?.DutyNames(directions), after.DutyNames(directions));
        return notes.ToImmutable();

        void Compare(ImportColumn column, string? was, string? becomes)
        {
            if (was != becomes)
                notes.Add(before is null ? ImportMessages.Is(column.Heading, becomes!) : ImportMessages.Becomes(column.Heading, was, becomes));
        }
    }

    private string? OrganizationOf(StaffPerson person) => person.OrganizationId is { } id ? organizations.FindById(id)!.Name : person.OrganizationText;

    private static string Full(StaffPerson person) => $"{person.Name.Surname} {person.Name.Address}".Trim();

    private static ImmutableHashSet<PersonRole> Roles(PersonDraft draft, StaffPerson? before) => draft.Roles is { } roles
        ? [.. roles.Where(role => role is PersonRole.Coordinator or PersonRole.Head or PersonRole.Administrator)]
        : before?.Roles ?? [];

    private static ImmutableHashSet<long> Coordinates(StaffPerson? before, StaffPerson after)
    {
        if (!after.Roles.Contains(PersonRole.Coordinator))
            return [];
        if (before?.Roles.Contains(PersonRole.Coordinator) != true)
            return after.OrganizationId is { } own ? [own] : [];
        // Whoever moves looks after the new organization in place of the old one.
        return before.OrganizationId is { } left && left != after.OrganizationId && before.Coordinates.Contains(left)
            ? before.Coordinates.Remove(left).Union(after.OrganizationId is { } entered ? [entered] : [])
            : before.Coordinates;
    }

    private void CheckJob(StaffPerson? before, StaffPerson after, List<string> faults)
    {
        if (after.Position is null && (after.OrganizationId is not null || after.Area is not null))
            faults.Add(ImportMessages.EmptyCell(PersonColumns.Position.Heading));
        if (after.Roles.Contains(PersonRole.Coordinator) && after.Coordinates.IsEmpty)
            faults.Add(ImportMessages.CoordinatorOfNothing);
        if (after.OrganizationId is { } id && id != before?.OrganizationId && organizations.FindById(id) is { ClosedAt: not null } closed)
            faults.Add(ImportMessages.OrganizationClosed(closed.Name));
    }

    private ImmutableArray<Duty> Duties(PersonDraft draft, StaffPerson? before, List<string> faults)
    {
        var held = before?.Duties ?? [];
        var isDeputy = draft.Roles?.Contains(PersonRole.Deputy) == true;
        var isMethodist = draft.Roles is { } roles ? isDeputy || roles.Contains(PersonRole.Methodist) : !held.IsEmpty;
        if (!isMethodist && !draft.Directions.IsEmpty)
            faults.Add(ImportMessages.DirectionsOfNoMethodist(PersonColumns.Directions.Heading));
        if (!isMethodist)
            return [];
        if (draft.Directions.IsEmpty && held.IsEmpty)
            faults.Add(ImportMessages.EmptyCell(PersonColumns.Directions.Heading));
        if (draft.Directions.IsEmpty)
            return isDeputy ? [.. held.Select(duty => duty with { IsDeputy = true })] : held;
        var duties = new List<Duty>();
        foreach (var (name, levels, deputy) in draft.Directions.Select(DirectionDirectory.Parse))
        {
            if (FindDirection(name, faults) is { } direction && !duties.Exists(duty => duty.Direction == direction))
                duties.Add(new Duty(direction, isDeputy || deputy, levels.IsEmpty ? draft.Levels : levels));
        }

        // In one order whatever the table's, so that the same duties are seen to be the same.
        return [.. duties.OrderBy(duty => directions.PlaceOf(duty.Direction))];
    }

    private string? FindDirection(string name, List<string> faults)
    {
        if (directions.Find(name) is { } known)
            return known;
        var similar = Similarity.Closest(name.ToLowerInvariant(), directions.Names.Select(other => other.ToLowerInvariant()));
        if (addsDirections && similar is null)
            return directions.Add(name);
        faults.Add(ImportMessages.UnknownDirection(PersonColumns.Directions.Heading, name, directions.Names.ToList(), addsDirections));
        return null;
    }
}
