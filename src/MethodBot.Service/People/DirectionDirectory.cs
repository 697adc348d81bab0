using System.Collections.Immutable;
using System.Text;
using Dapper;
using MethodBot.Conversations.Storage;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Columns;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.People;

/// <summary>Directions of the methodists, and how a table writes them: «Начальные классы (НОО, зам.); Аттестация и курсы».</summary>
internal sealed class DirectionDirectory
{
    private const string Latin = "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya";
    private static readonly string[] Letters = Latin.Split(' ');

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly List<string> _added = [];

    private DirectionDirectory(IEnumerable<(string Id, string Name)> directions)
    {
        foreach (var (id, name) in directions)
            Know(id, name);
    }

    public IEnumerable<string> Names => _names.Values;

    /// <summary>Ids of directions that a table brought.</summary>
    public IReadOnlyList<string> Added => _added;

    public static DirectionDirectory Read(SqliteConnection connection) =>
        new(connection.Query<(string Id, string Name)>("SELECT id, name FROM direction ORDER BY sort, id"));

    /// <summary>The place of a direction among all, from 0.</summary>
    public int PlaceOf(string id) => _order.IndexOf(id);

    /// <summary>The id of a direction by its name or id; null when there is none.</summary>
    public string? Find(string text) => _ids.GetValueOrDefault(ImportColumn.Normalize(text));

    /// <summary>A new direction, for a table that brings its own.</summary>
    public string Add(string name)
    {
        var id = NewId(name);
        Know(id, name);
        _added.Add(id);
        return id;
    }

    public string NameOf(string id) => _names[id];

    /// <summary>Writes some of <see cref="Added"/>, after those that there are.</summary>
    public void Write(StoreTransaction transaction, IEnumerable<string> added)
    {
        foreach (var id in added)
        {
            transaction.Connection.Execute(
                "INSERT INTO direction (id, name, sort) SELECT @id, @name, ifnull(max(sort), 0) + 1 FROM direction", new { id, name = _names[id] });
        }
    }

    /// <summary>«Начальные классы (НОО, зам.)»: what stands in the parentheses counts when every word of it is a level or the deputy's mark.</summary>
    public static (string Name, ImmutableArray<string> Levels, bool IsDeputy) Parse(string text)
    {
        var open = text.LastIndexOf('(');
        if (open <= 0 || !text.EndsWith(')'))
            return (text, [], false);
        var levels = ImmutableArray.CreateBuilder<string>();
        var isDeputy = false;
        foreach (var word in text[(open + 1)..^1].Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (ImportColumn.Normalize(word) == ImportColumn.Normalize(PersonColumns.DeputyMark))
                isDeputy = true;
            else if (PersonColumns.LevelWords.Find(word) is { } level)
                levels.Add(PersonColumns.KeyOf(level));
            else
                return (text, [], false);
        }

        return (text[..open].TrimEnd(), [.. levels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], isDeputy);
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public string Format(Duty duty)
    {
        IEnumerable<string> marks = [.. duty.Levels.Select(PersonColumns.NameOfLevel), .. duty.IsDeputy ? [PersonColumns.DeputyMark] : Array.Empty<string>()];
        var inside = string.Join(", ", marks);
        return inside.Length == 0 ? _names[duty.Direction] : $"{_names[duty.Direction]} ({inside})";
    }

    private void Know(string id, string name)
    {
        _names[id] = name;
        _order.Add(id);
        _ids[ImportColumn.Normalize(id)] = id;
        _ids[ImportColumn.Normalize(name)] = id;
    }

    // Ids stand in buttons and dialogs: Latin, readable, short.
    private string NewId(string name)
    {
        var text = new StringBuilder();
        foreach (var c in ImportColumn.Normalize(name))
            text.Append(c is >= 'а' and <= 'я' ? Letters[c - 'а'].Replace("_", "", StringComparison.Ordinal) : char.IsAsciiLetterOrDigit(c) ? c.ToString() : "_");
        var id = text.ToString(0, Math.Min(text.Length, 24)).Trim('_') is { Length: > 0 } made ? made : "direction";
        var unique = id;
        for (var i = 2; _names.ContainsKey(unique); i++)
            unique = $"{id}_{i}";
        return unique;
    }
}
