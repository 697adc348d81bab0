using ExcelDataReader;

namespace MethodBot.Service.Imports.Tables;

/// <summary>Merged cells: the file has a value in the first only, a person sees it beside each of the rows.</summary>
internal sealed class MergedCells(IReadOnlyCollection<CellRange> ranges)
{
    private readonly List<CellRange> _tall = [.. ranges.Where(range => range.ToRow > range.FromRow)];
    private readonly Dictionary<CellRange, string> _values = new(ReferenceEqualityComparer.Instance);

    /// <summary>Fills in what a range that began in a row above says about this one. Rows come in order.</summary>
    /// <param name="row">From 0.</param>
    public void Fill(int row, string[] cells)
    {
        foreach (var range in _tall.Where(range => range.FromColumn < cells.Length && row >= range.FromRow && row <= range.ToRow))
        {
            if (row == range.FromRow)
                _values[range] = cells[range.FromColumn];
            else if (cells[range.FromColumn].Length == 0 && _values.TryGetValue(range, out var value))
                cells[range.FromColumn] = value;
        }

        _tall.RemoveAll(range => range.ToRow <= row);
    }
}
