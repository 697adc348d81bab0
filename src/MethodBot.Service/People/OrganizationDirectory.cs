using System.Collections.Immutable;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.People;

/// <summary>An organization of the directory.</summary>
/// <param name="Code">INN or the service's own number.</param>
/// <param name="ClosedAt">Unix milliseconds; null while it works.</param>
internal sealed record Organization(
    long Id, string Kind, string Name, ImmutableArray<string> Aliases, string? Code, string? Municipality, long? ClosedAt, long Sort);

/// <summary>The directory of organizations, read whole: found by code, name or another name, however they are written.</summary>
internal sealed class OrganizationDirectory
{
    // Whether a number is marked as one, and how, makes no other name of it.
    private static readonly ImmutableHashSet<string> NumberMarks = ["n", "no", "номер"];

    private readonly Dictionary<long, Organization> _byId = [];
    private readonly Dictionary<string, Organization> _byCode = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Organization>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Organization>> _byAlias = new(StringComparer.Ordinal);

    private OrganizationDirectory(IEnumerable<Organization> organizations)
    {
        foreach (var organization in organizations)
        {
            _byId.Add(organization.Id, organization);
            if (organization.Code is { } code)
                _byCode.TryAdd(code, organization);
            Add(_byName, NameKey(organization.Name), organization);
            foreach (var alias in organization.Aliases.Select(NameKey).Distinct(StringComparer.Ordinal))
                Add(_byAlias, alias, organization);
        }
    }

    public IReadOnlyCollection<Organization> All => _byId.Values;

    public static OrganizationDirectory Read(SqliteConnection connection) => new(connection.Query<Row>(
        "SELECT id, kind, name, aliases, code, municipality, closed_at AS ClosedAt, sort FROM organization ORDER BY kind, sort, name, id")
        .Select(row => new Organization(row.Id, row.Kind, row.Name, SplitAliases(row.Aliases), row.Code, row.Municipality, row.ClosedAt, row.Sort)));

    public Organization? FindById(long id) => _byId.GetValueOrDefault(id);

    public Organization? FindByCode(string code) => _byCode.GetValueOrDefault(code);

    public IReadOnlyList<Organization> FindByName(string name) => _byName.GetValueOrDefault(NameKey(name), []);

    public IReadOnlyList<Organization> FindByAlias(string name) => _byAlias.GetValueOrDefault(NameKey(name), []);

    /// <summary>Every organization that this text names: by its code, or its name, or, where none has it, another name.</summary>
    public IReadOnlyList<Organization> Find(string text)
    {
        if (FindByCode(text) is { } coded)
            return [coded];
        var named = FindByName(text);
        return named.Count > 0 ? named : FindByAlias(text);
    }

    /// <summary>Names that a person may have meant by this text.</summary>
    public IEnumerable<string> Similar(string text) => All
        .Where(organization => SearchText.Matches(SearchText.Index([organization.Name, .. organization.Aliases]), text))
        .Select(organization => organization.Name);

    /// <summary>The same for every spelling of one name: regardless of case, ё, quotation marks and the number sign.</summary>
    public static string NameKey(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
            text.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) is var lower && lower == 'ё' ? 'е' : lower : ' ');
        return string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !NumberMarks.Contains(word)));
    }

    public static ImmutableArray<string> SplitAliases(string aliases) =>
        [.. aliases.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static void Add(Dictionary<string, List<Organization>> index, string key, Organization organization)
    {
        if (!index.TryGetValue(key, out var found))
            index[key] = found = [];
        found.Add(organization);
    }

    // Dapper fills properties: it cannot match a constructor where an expression is null in the first row.
    private sealed record Row
    {
        public long Id { get; init; }

        public required string Kind { get; init; }

        public required string Name { get; init; }

        public required string Aliases { get; init; }

        public string? Code { get; init; }

        public string? Municipality { get; init; }

        public long? ClosedAt { get; init; }

        public long Sort { get; init; }
    }
}
