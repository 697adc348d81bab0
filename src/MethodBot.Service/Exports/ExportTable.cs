using System.Collections.Immutable;

namespace MethodBot.Service.Exports;

/// <summary>A table on its way out of the program.</summary>
/// <param name="Columns">Key (for JSON) and heading (for people) of each column.</param>
/// <param name="Rows">Values in the order of the columns; null where there is none.</param>
public sealed record ExportTable(ImmutableArray<ExportColumn> Columns, IEnumerable<IReadOnlyList<string?>> Rows);

public sealed record ExportColumn(string Key, string Heading);

public enum ExportFormat
{
    Xlsx,
    Csv,
    Json,
}

/// <summary>Cells that a spreadsheet would take for a formula are made harmless by a leading apostrophe.</summary>
public static class FormulaCells
{
    public static string Neutralize(string value) => value is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n', ..] ? "'" + value : value;
}
