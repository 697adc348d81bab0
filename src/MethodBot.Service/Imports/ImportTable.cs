using MethodBot.Service.Imports.Tables;

namespace MethodBot.Service.Imports;

/// <summary>The table within a file: titles may stand above it, other sheets before it.</summary>
internal sealed record ImportTable(string? Sheet, int? RowCount, ColumnMap Columns, IEnumerable<SourceRow> Rows)
{
    // A document's name, an order's number, an empty row: headings come soon after.
    private const int RowsLookedAt = 20;

    /// <exception cref="ImportException">No sheet has the columns that are needed.</exception>
    public static ImportTable Find(ITableFile file, DirectoryImport kind)
    {
        ColumnMap? closest = null;
        foreach (var sheet in file.Sheets)
        {
            var start = new List<SourceRow>();
            var rows = sheet.Rows.GetEnumerator();
            while (start.Count < RowsLookedAt && rows.MoveNext())
            {
                start.Add(rows.Current);
                var map = ColumnMap.Of(rows.Current, kind.Columns);
                if (kind.MissingColumns(map).Count == 0)
                    return new ImportTable(sheet.Name, sheet.RowCount, Checked(map), Rest(rows));
                if (map.Count > (closest?.Count ?? -1) && !rows.Current.IsEmpty)
                    closest = map;
            }
        }

        throw new ImportException(closest is null
            ? ImportMessages.EmptyFile
            : ImportMessages.MissingColumns(closest.HeaderNumber, kind.MissingColumns(closest), kind.Columns.Select(column => column.Heading)));
    }

    private static ColumnMap Checked(ColumnMap map) =>
        map.Repeated is [var heading, ..] ? throw new ImportException(ImportMessages.RepeatedColumn(heading)) : map;

    private static IEnumerable<SourceRow> Rest(IEnumerator<SourceRow> rows)
    {
        using (rows)
        {
            while (rows.MoveNext())
            {
                if (!rows.Current.IsEmpty)
                    yield return rows.Current;
            }
        }
    }
}
