using MethodBot.Dialogs.Answers;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Columns;

namespace MethodBot.Service.People;

/// <summary>Whom a row is about.</summary>
/// <param name="Person">Null for somebody new.</param>
/// <param name="Organization">Null where the row names none.</param>
internal sealed record PersonMatch(StaffPerson? Person, Organization? Organization, IReadOnlyList<string> Faults);

/// <summary>Finds the person of each row of a table, by the number in the bot, else by name and organization.</summary>
internal sealed class PersonMatching
{
    // As many as fit into a line of a report.
    private const int Suggestions = 5;

    private readonly OrganizationDirectory _organizations;
    private readonly ILookup<long, StaffPerson> _byId;
    private readonly ILookup<string, StaffPerson> _byName;
    private readonly Dictionary<(long Person, long? Job), int> _taken = [];
    private readonly Dictionary<(string Name, long? Organization), int> _new = [];

    public PersonMatching(IReadOnlyList<StaffPerson> people, OrganizationDirectory organizations)
    {
        _organizations = organizations;
        _byId = people.ToLookup(person => person.Id);
        _byName = people.ToLookup(person => NameKey(person.Name));
    }

    public PersonMatch Match(StagedRow<PersonDraft> row)
    {
        var draft = row.Draft;
        var faults = new List<string>();
        var organization = draft.Organization is { } text ? FindOrganization(text, faults) : null;
        if (faults.Count > 0)
            return TypedSo(draft) is { } typist && RepeatedRow(typist, draft, null) is null ? new PersonMatch(typist, null, []) : new PersonMatch(null, null, faults);
        var person = draft.Id is { } id ? FindById(id, organization, faults) : FindByName(draft, organization, faults);
        if (faults.Count == 0 && RepeatedRow(person, draft, organization) is { } number)
            faults.Add(ImportMessages.RepeatsRow(number));
        return new PersonMatch(person, organization, faults);
    }

    /// <summary>The row is good: no other may be about the same person.</summary>
    public void Take(StagedRow<PersonDraft> row, PersonMatch match)
    {
        if (match.Person is { } person)
            _taken[(person.Id, person.JobId)] = row.Number;
        else
            _new[NewKey(row.Draft, match.Organization)] = row.Number;
    }

    /// <summary>The person who has typed this name of an organization, because the directory lacks it; it stays as it is.</summary>
    private StaffPerson? TypedSo(PersonDraft draft)
    {
        var people = draft.Id is { } id ? _byId[id] : _byName[NameKey(draft.Name!)];
        var key = OrganizationDirectory.NameKey(draft.Organization!);
        return people.Where(person => person.OrganizationText is { } typed && OrganizationDirectory.NameKey(typed) == key).ToList() is [var single] ? single : null;
    }

    private int? RepeatedRow(StaffPerson? person, PersonDraft draft, Organization? organization) => person is not null
        ? _taken.TryGetValue((person.Id, person.JobId), out var taken) ? taken : null
        : _new.TryGetValue(NewKey(draft, organization), out var added) ? added : null;

    private Organization? FindOrganization(string text, List<string> faults)
    {
        var found = _organizations.Find(text);
        if (found.Count == 1)
            return found[0];
        faults.Add(found.Count > 1
            ? ImportMessages.SeveralOrganizations(text, found.Select(organization => organization.Name))
            : ImportMessages.UnknownOrganization(PersonColumns.Organization.Heading, text, _organizations.Similar(text).Take(Suggestions).ToList()));
        return null;
    }

    // Whoever works there in a second job is meant in that one; else the main job moves there.
    private StaffPerson? FindById(long id, Organization? organization, List<string> faults)
    {
        var jobs = _byId[id].ToList();
        if (jobs.Count == 0)
            faults.Add(ImportMessages.UnknownId(PersonColumns.Id.Heading, $"{id}"));
        return jobs.Find(job => organization is not null && job.OrganizationId == organization.Id) ?? jobs.FirstOrDefault();
    }

    private StaffPerson? FindByName(PersonDraft draft, Organization? organization, List<string> faults)
    {
        var named = _byName[NameKey(draft.Name!)].Where(person => IsPatronymicOf(draft, person)).ToList();
        var main = named.FindAll(person => person.IsMain);
        var found = organization is not null
            ? WorkingIn(named, organization)
            : main.Count > 1 ? main.FindAll(person => person.OrganizationId is null && person.OrganizationText is null) : main;
        // Where a patronymic tells them apart, it does.
        if (found.Count > 1 && found.FindAll(person => PatronymicKey(person.Name) == PatronymicKey(draft.Name!)) is [var exact])
            return exact;
        if (found.Count > 1 || (organization is null && main.Count > 1 && found.Count == 0))
            faults.Add(ImportMessages.SeveralPeople(PersonColumns.Id.Heading, (found.Count > 1 ? found : main).Select(person => person.Id)));
        return found is [var single] ? single : null;
    }

    /// <summary>Those of the organization; else those who typed its name, because they had not found it.</summary>
    private List<StaffPerson> WorkingIn(List<StaffPerson> people, Organization organization)
    {
        var listed = people.FindAll(person => person.OrganizationId == organization.Id);
        return listed.Count > 0
            ? listed
            : people.FindAll(person => person.OrganizationText is { } text && _organizations.Find(text) is [var named] && named.Id == organization.Id);
    }

    private static bool IsPatronymicOf(PersonDraft draft, StaffPerson person) =>
        draft.Name!.Patronymic is null
            ? !draft.HasNoPatronymic || person.Name.Patronymic is null
            : person.Name.Patronymic is null || PatronymicKey(person.Name) == PatronymicKey(draft.Name);

    private static (string Name, long? Organization) NewKey(PersonDraft draft, Organization? organization) =>
        ($"{NameKey(draft.Name!)} {PatronymicKey(draft.Name!)}", organization?.Id);

    private static string NameKey(FullName name) => RussianText.Normalize($"{name.Surname} {name.First}");

    private static string PatronymicKey(FullName name) => RussianText.Normalize(name.Patronymic ?? "");
}
