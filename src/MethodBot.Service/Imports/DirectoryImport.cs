using System.Collections.Immutable;
using MethodBot.Conversations.Turns;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Imports;

/// <summary>Whose day and hour the import's are.</summary>
public sealed record ImportMoment(ServiceClock Clock, DateTimeOffset Now)
{
    public DateOnly Today => Clock.DateOf(Now);

    /// <param name="time">Unix milliseconds.</param>
    public DateOnly DateOf(long time) => Clock.DateOf(DateTimeOffset.FromUnixTimeMilliseconds(time));
}

/// <summary>A directory that can be imported: its columns, and what a row comes to.</summary>
public abstract class DirectoryImport
{
    /// <summary>In the order in which the program itself writes them.</summary>
    public abstract ImmutableArray<ImportColumn> Columns { get; }

    /// <summary>Headings without which nothing can be imported and which the file lacks.</summary>
    public virtual IReadOnlyList<string> MissingColumns(ColumnMap columns) =>
        [.. Columns.Where(column => column.IsRequired && !columns.Has(column)).Select(column => column.Heading)];

    /// <summary>Reads the rows as they say; the store is not asked yet.</summary>
    internal abstract IStagedImport Stage(IEnumerable<ImportRow> rows);
}

/// <summary>What a file says, read and waiting to be carried out.</summary>
internal interface IStagedImport
{
    int Count { get; }

    /// <summary>What it would do to the store as it is; changes nothing.</summary>
    ImportPlan Plan(SqliteConnection connection, ImportMoment moment);
}

/// <summary>A row that has been read.</summary>
/// <param name="Draft">What the row says; of no use where it has faults.</param>
public sealed record StagedRow<TDraft>(int Number, TDraft Draft, ImmutableArray<string> Faults);

/// <typeparam name="TDraft">What a row says.</typeparam>
public abstract class DirectoryImport<TDraft> : DirectoryImport
{
    internal sealed override IStagedImport Stage(IEnumerable<ImportRow> rows) => new Staged(this, [.. rows.Select(row =>
    {
        var draft = Read(row);
        return new StagedRow<TDraft>(row.Number, draft, row.Faults);
    })]);

    protected abstract TDraft Read(ImportRow row);

    /// <summary>Every row has a plan, in the order of the rows.</summary>
    protected abstract ImportPlan Plan(SqliteConnection connection, IReadOnlyList<StagedRow<TDraft>> rows, ImportMoment moment);

    private sealed class Staged(DirectoryImport<TDraft> import, List<StagedRow<TDraft>> rows) : IStagedImport
    {
        public int Count => rows.Count;

        public ImportPlan Plan(SqliteConnection connection, ImportMoment moment) => import.Plan(connection, rows, moment);
    }
}
