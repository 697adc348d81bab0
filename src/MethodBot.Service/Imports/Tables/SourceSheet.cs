namespace MethodBot.Service.Imports.Tables;

/// <summary>A row of a table file.</summary>
/// <param name="Number">As a spreadsheet numbers it: the first row of the sheet is 1, empty rows count.</param>
/// <param name="Cells">Tidied texts, empty where the cell is: a date is «25.11.2026», a time «14:30».</param>
public sealed record SourceRow(int Number, IReadOnlyList<string> Cells)
{
    public bool IsEmpty => Cells.All(cell => cell.Length == 0);
}

/// <summary>A sheet of a table file; a text file has one without a name.</summary>
/// <param name="RowCount">Null while nobody knows.</param>
/// <param name="Rows">Read from the file as they are asked for, once.</param>
public sealed record SourceSheet(string? Name, int? RowCount, IEnumerable<SourceRow> Rows);

/// <summary>A table file, open for reading row by row.</summary>
public interface ITableFile : IDisposable
{
    /// <summary>In their order; each is to be read before the next.</summary>
    IEnumerable<SourceSheet> Sheets { get; }
}
