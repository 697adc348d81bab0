using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Columns;

namespace MethodBot.Service.People;

/// <summary>Which organization each row of a table is about, and which rows cannot be.</summary>
internal sealed class OrganizationMatching
{
    private readonly OrganizationDirectory _directory;
    private readonly Dictionary<int, Organization?> _targets = [];
    private readonly Dictionary<int, List<string>> _faults = [];

    public OrganizationMatching(OrganizationDirectory directory, IReadOnlyList<StagedRow<OrganizationDraft>> rows)
    {
        _directory = directory;
        foreach (var row in rows)
        {
            _faults[row.Number] = [.. row.Faults];
            if (row.Faults.IsEmpty)
                _targets[row.Number] = Match(row);
        }

        RefuseRepetitions(rows);
        // A row that is refused leaves its organization with the name it has, and another row may have wanted that one.
        while (RefuseTakenNames(rows))
        {
        }
    }

    public ImmutableArray<string> FaultsOf(StagedRow<OrganizationDraft> row) => [.. _faults[row.Number]];

    /// <summary>Null for a new one.</summary>
    public Organization? TargetOf(StagedRow<OrganizationDraft> row) => _targets.GetValueOrDefault(row.Number);

    private bool IsGood(StagedRow<OrganizationDraft> row) => _faults[row.Number].Count == 0;

    private void Refuse(StagedRow<OrganizationDraft> row, string fault) => _faults[row.Number].Add(fault);

    private Organization? Match(StagedRow<OrganizationDraft> row)
    {
        var draft = row.Draft;
        var coded = draft.Code is { } code ? _directory.FindByCode(code) : null;
        if (draft.Id is { } id)
        {
            if (_directory.FindById(id) is not { } known)
                Refuse(row, ImportMessages.UnknownId(OrganizationColumns.Id.Heading, id.ToString(CultureInfo.InvariantCulture)));
            else if (coded is not null && coded.Id != id)
                Refuse(row, ImportMessages.CodeTaken(coded.Code!, coded.Name));
            else
                return known;
            return null;
        }

        var target = coded ?? MatchByName(row);
        if (target is null && draft.Kind is null && OrganizationColumns.GuessKind(draft.Name) is null)
            Refuse(row, ImportMessages.KindUnclear(OrganizationColumns.Kind.Heading, OrganizationColumns.Kinds.Names));
        return target;
    }

    private Organization? MatchByName(StagedRow<OrganizationDraft> row)
    {
        var draft = row.Draft;
        var named = _directory.FindByName(draft.Name) is { Count: > 0 } byName ? byName : _directory.FindByAlias(draft.Name);
        // One that has another code is another organization.
        var found = named.Where(organization => draft.Code is null || organization.Code is null).ToList();
        if (found.Find(organization => organization.Name == draft.Name) is { } exact)
            return exact;
        if (found.Count > 1)
            Refuse(row, ImportMessages.SeveralOrganizations(draft.Name, found.Select(organization => organization.Name)));
        return found is [var single] ? single : null;
    }

    private void RefuseRepetitions(IReadOnlyList<StagedRow<OrganizationDraft>> rows)
    {
        var targets = new Dictionary<long, int>();
        var codes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows.Where(IsGood))
        {
            if (TargetOf(row) is { } target && !targets.TryAdd(target.Id, row.Number))
                Refuse(row, ImportMessages.RepeatsRow(targets[target.Id]));
            else if (row.Draft.Code is { } code && !codes.TryAdd(code, row.Number))
                Refuse(row, ImportMessages.RepeatsRow(codes[code]));
        }
    }

    private bool RefuseTakenNames(IReadOnlyList<StagedRow<OrganizationDraft>> rows)
    {
        var good = rows.Where(IsGood).ToList();
        var written = good.Select(row => TargetOf(row)?.Id).OfType<long>().ToHashSet();
        var kept = new Dictionary<string, Organization>(StringComparer.Ordinal);
        foreach (var organization in _directory.All.Where(organization => !written.Contains(organization.Id)))
            kept.TryAdd(OrganizationDirectory.NameKey(organization.Name), organization);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var refused = false;
        foreach (var row in good)
        {
            var key = OrganizationDirectory.NameKey(row.Draft.Name);
            var isRenamed = TargetOf(row) is not { } target || OrganizationDirectory.NameKey(target.Name) != key;
            if (isRenamed && kept.TryGetValue(key, out var owner))
                Refuse(row, ImportMessages.NameTaken(owner.Name, owner.Code));
            else if (!taken.TryAdd(key, row.Number))
                Refuse(row, ImportMessages.NameRepeats(taken[key]));
            refused |= !IsGood(row);
        }

        return refused;
    }
}
