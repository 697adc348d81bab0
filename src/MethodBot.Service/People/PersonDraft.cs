using System.Collections.Immutable;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Columns;

namespace MethodBot.Service.People;

/// <summary>What a row of a table of people says; null where it says nothing.</summary>
public sealed record PersonDraft
{
    // «А. Е. Иванов-Петровский»: nobody's name is longer.
    private const int NameLength = 120;

    public long? Id { get; init; }

    /// <summary>Null only in a row with faults.</summary>
    public FullName? Name { get; init; }

    /// <summary>A dash stands for the patronymic: there is none.</summary>
    public bool HasNoPatronymic { get; init; }

    public string? Organization { get; init; }

    public string? Position { get; init; }

    public string? Area { get; init; }

    public bool ClearsArea { get; init; }

    internal ImmutableHashSet<PersonRole>? Roles { get; init; }

    public ImmutableArray<string> Directions { get; init; } = [];

    /// <summary>Of those directions that do not say their own.</summary>
    public ImmutableArray<string> Levels { get; init; } = [];

    public static PersonDraft Read(ImportRow row) => new()
    {
        Id = row.Whole(PersonColumns.Id, 1, int.MaxValue),
        Name = ReadName(row),
        HasNoPatronymic = row.Clears(PersonColumns.Patronymic),
        Organization = row.Text(PersonColumns.Organization),
        Position = row.Text(PersonColumns.Position),
        Area = row.Text(PersonColumns.Area),
        ClearsArea = row.Clears(PersonColumns.Area),
        Roles = ReadRoles(row),
        // The names of directions have commas of their own.
        Directions = row.List(PersonColumns.Directions, byCommas: false),
        Levels = ReadLevels(row),
    };

    private static FullName? ReadName(ImportRow row)
    {
        var faults = row.Faults.Length;
        // Somebody whom the number names may never have told a surname.
        var isKnown = row.Text(PersonColumns.Id) is not null;
        FullName? name;
        if (row.Text(PersonColumns.FullName, NameLength) is { } whole)
        {
            name = FullName.Parse(whole);
        }
        else
        {
            var surname = isKnown ? row.Text(PersonColumns.Surname, NameLength) : row.Required(PersonColumns.Surname, NameLength);
            var first = row.Required(PersonColumns.FirstName, NameLength);
            name = first is null ? null : FullName.Of(surname, first, row.Text(PersonColumns.Patronymic, NameLength));
        }

        if (name?.Surname is not null || (isKnown && name is not null))
            return name;
        if (row.Faults.Length == faults)
            row.Fail(ImportMessages.NoName);
        return null;
    }

    private static ImmutableHashSet<PersonRole>? ReadRoles(ImportRow row)
    {
        if (row.Clears(PersonColumns.Role))
            return [];
        var words = row.List(PersonColumns.Role);
        var roles = words.Select(word => row.Choose(PersonColumns.Role, word, PersonColumns.RoleWords)).OfType<PersonRole>().ToImmutableHashSet();
        return words.IsEmpty ? null : roles;
    }

    private static ImmutableArray<string> ReadLevels(ImportRow row) =>
    [
        .. row.List(PersonColumns.Levels)
            .Select(word => row.Choose(PersonColumns.Levels, word, PersonColumns.LevelWords))
            .OfType<Level>().Distinct().Select(PersonColumns.KeyOf).Order(StringComparer.Ordinal),
    ];
}
