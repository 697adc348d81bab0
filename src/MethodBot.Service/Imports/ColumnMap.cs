using System.Collections.Immutable;
using MethodBot.Service.Imports.Tables;

namespace MethodBot.Service.Imports;

/// <summary>Which column of a file is which.</summary>
public sealed class ColumnMap
{
    private readonly Dictionary<ImportColumn, int> _places = [];
    private readonly SourceRow _header;

    private ColumnMap(SourceRow header) => _header = header;

    /// <summary>Row of the headings.</summary>
    public int HeaderNumber => _header.Number;

    /// <summary>How many columns are known.</summary>
    public int Count => _places.Count;

    /// <summary>Headings that nobody knows.</summary>
    public ImmutableArray<string> Unknown { get; private set; } = [];

    /// <summary>Headings that say the same as another one does.</summary>
    public ImmutableArray<string> Repeated { get; private set; } = [];

    public bool Has(ImportColumn column) => _places.ContainsKey(column);

    /// <summary>The heading as the file writes it; ours when the file lacks it.</summary>
    public string HeadingOf(ImportColumn column) => _places.TryGetValue(column, out var place) ? _header.Cells[place] : column.Heading;

    /// <summary>The cell of a row, empty when the file lacks the column or the row is short.</summary>
    public string Read(SourceRow row, ImportColumn column) =>
        _places.TryGetValue(column, out var place) && place < row.Cells.Count ? row.Cells[place] : "";

    public static ColumnMap Of(SourceRow header, IEnumerable<ImportColumn> columns)
    {
        var known = new Dictionary<string, ImportColumn>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            foreach (var key in column.Keys)
                known.TryAdd(key, column);
        }

        var map = new ColumnMap(header);
        var unknown = ImmutableArray.CreateBuilder<string>();
        var repeated = ImmutableArray.CreateBuilder<string>();
        for (var place = 0; place < header.Cells.Count; place++)
        {
            var heading = header.Cells[place];
            if (heading.Length == 0)
                continue;
            if (Find(known, heading) is not { } column)
                unknown.Add(heading);
            else if (!map._places.TryAdd(column, place))
                repeated.Add(heading);
        }

        (map.Unknown, map.Repeated) = (unknown.ToImmutable(), repeated.ToImmutable());
        return map;
    }

    // «Название (полностью)» is a name too, where nobody knows the whole heading.
    private static ImportColumn? Find(Dictionary<string, ImportColumn> known, string heading) =>
        known.GetValueOrDefault(ImportColumn.Normalize(heading))
        ?? (heading.IndexOf('(', StringComparison.Ordinal) is > 0 and var remark ? known.GetValueOrDefault(ImportColumn.Normalize(heading[..remark])) : null);
}
