namespace MethodBot.Service.Imports;

/// <summary>What an import did or would do, for the person who keeps the table.</summary>
/// <param name="Sheet">Of the workbook.</param>
public sealed record ImportReport(string? Sheet, ColumnMap Columns, DirectoryImport Kind, ImportRequest Request, ImportPlan Plan, bool IsWritten)
{
    public bool HasBad => Plan.HasBad;

    public int Count(RowChange change) => Plan.Rows.Count(row => row.Change == change);

    /// <summary>In Russian: what is odd about the columns, every bad row with its number and reasons, and the sum.</summary>
    public IEnumerable<string> Lines()
    {
        if (Sheet is not null)
            yield return ImportMessages.ReadFrom(Sheet);
        if (!Columns.Unknown.IsEmpty)
            yield return ImportMessages.UnknownColumns(Columns.Unknown, Kind.Columns.Select(column => column.Heading));
        foreach (var row in Plan.Rows.Where(row => Request.DryRun || row.Change == RowChange.Bad).OrderBy(row => row.Number))
            yield return ImportMessages.Row(row);
        foreach (var note in Plan.Notes.IsDefault ? [] : Plan.Notes)
            yield return note;
        yield return ImportMessages.Sum(this);
    }
}
