using Dapper;
using MethodBot.Conversations.Storage;
using MethodBot.Service.Imports.Tables;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Imports;

/// <param name="Path">The table file.</param>
/// <param name="SkipBad">Bad rows are left out; otherwise one of them keeps everything out.</param>
/// <param name="DryRun">Only tells what would change.</param>
public sealed record ImportRequest(string Path, bool SkipBad = false, bool DryRun = false);

public enum ImportStage
{
    Reading,
    Writing,
}

/// <param name="Done">Rows.</param>
/// <param name="Total">Null while nobody knows.</param>
public readonly record struct ImportProgress(ImportStage Stage, int Done, int? Total)
{
    /// <summary>What is being done, in Russian.</summary>
    public string Caption => ImportMessages.Caption(Stage);

    /// <summary>How far it is, in Russian.</summary>
    public string Text => ImportMessages.Progress(this);
}

/// <summary>
/// Brings a file into the store whole or not at all, beside a running bot: everything is read and checked first, then written in one
/// transaction. Whatever ends the program in between, nothing is half done.
/// </summary>
public static class ImportRun
{
    /// <summary>More people than a region's teachers: a longer file is another kind of file.</summary>
    public const int MaxRows = 50_000;

    private const int ProgressStep = 100;

    /// <exception cref="ImportException">The file as a whole cannot be imported.</exception>
    /// <exception cref="SqliteException">The store failed; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">Nothing was written.</exception>
    public static ImportReport Run(
        Store store, DirectoryImport kind, ImportRequest request, ImportMoment moment, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        using var file = TableFile.Open(request.Path);
        var table = ImportTable.Find(file, kind);
        var staged = kind.Stage(ReadRows(table, moment, progress, cancellationToken));
        if (staged.Count == 0)
            throw new ImportException(ImportMessages.NoRows);

        using var connection = store.OpenConnection();
        var plan = Look(connection, () => staged.Plan(connection, moment));
        if (request.DryRun || !MayWrite(plan, request))
            return new ImportReport(table.Sheet, table.Columns, kind, request, plan, IsWritten: false);

        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            // The bot may have written since: what is carried out is what the store, now held, asks for.
            plan = staged.Plan(connection, moment);
            if (!MayWrite(plan, request))
                return new ImportReport(table.Sheet, table.Columns, kind, request, plan, IsWritten: false);
            Write(connection, plan, progress, cancellationToken);
            connection.Execute("COMMIT");
        }
        finally
        {
            RollBack(connection);
        }

        return new ImportReport(table.Sheet, table.Columns, kind, request, plan, IsWritten: true);
    }

    private static IEnumerable<ImportRow> ReadRows(ImportTable table, ImportMoment moment, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        var count = 0;
        var total = table.RowCount - table.Columns.HeaderNumber;
        foreach (var row in table.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++count > MaxRows)
                throw new ImportException(ImportMessages.TooManyRows(MaxRows));
            if (count % ProgressStep == 0)
                progress.Report(new ImportProgress(ImportStage.Reading, count, total));
            yield return new ImportRow(row, table.Columns, moment.Today);
        }

        progress.Report(new ImportProgress(ImportStage.Reading, count, count));
    }

    private static ImportPlan Look(SqliteConnection connection, Func<ImportPlan> plan)
    {
        connection.Execute("BEGIN DEFERRED");
        try
        {
            return plan();
        }
        finally
        {
            RollBack(connection);
        }
    }

    private static bool MayWrite(ImportPlan plan, ImportRequest request) => plan.HasChanges && (request.SkipBad || !plan.HasBad);

    private static void Write(SqliteConnection connection, ImportPlan plan, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        using var transaction = new StoreTransaction(connection);
        plan.Before?.Invoke(transaction);
        var changes = plan.Rows.Where(row => row.Write is not null).ToList();
        for (var i = 0; i < changes.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            changes[i].Write!(transaction);
            if ((i + 1) % ProgressStep == 0)
                progress.Report(new ImportProgress(ImportStage.Writing, i + 1, changes.Count));
        }

        progress.Report(new ImportProgress(ImportStage.Writing, changes.Count, changes.Count));
    }

    // After a commit there is nothing to roll back, and after a full disk SQLite has done it by itself.
    private static void RollBack(SqliteConnection connection)
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            connection.Execute("ROLLBACK");
    }
}
