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
    public static string Neutralize(string value) => IsFormula(value) || value is ['\'', .. var rest] && IsFormula(rest) ? "'" + value : value;

    /// <summary>The value that <see cref="Neutralize"/> was given.</summary>
    public static string Restore(string cell) => cell is ['\'', .. var rest] && (IsFormula(rest) || rest is ['\'', .. var further] && IsFormula(further)) ? rest : cell;

    private static bool IsFormula(string value) => value is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n', ..];
}
