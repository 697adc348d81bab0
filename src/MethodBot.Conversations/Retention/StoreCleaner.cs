using MethodBot.Conversations.Files;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Retention;

/// <summary>
/// Forgets what is past its term, at start and every six hours, so that the file does not grow for ever. By and by: nobody's turn waits
/// for the whole of it.
/// </summary>
internal sealed partial class StoreCleaner(
    Store store, StoreWriter writer, FileStore files, SliceSet slices, DialogLibrary library, ServiceClock clock, RetentionTerms terms, CommitSignal signal, TimeProvider time, ILogger<StoreCleaner> logger)
{
    private const int Batch = 2000;
    private const int FileBatch = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(Interval, time);
        do
        {
            await CleanAsync(cancellationToken);
        }
        while (await ticks.WaitForNextTickAsync(cancellationToken));
    }

    internal async Task CleanAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await RepeatAsync(transaction => InboxTable.Forget(transaction, now - InboxTable.Retention, Batch) == Batch, cancellationToken);
        await RepeatAsync(transaction => OutboxTable.Forget(transaction, now - terms.Messages, Batch) == Batch, cancellationToken);
        await RepeatAsync(transaction => OutboxTable.ForgetTagged(transaction, now - RetentionTerms.Replies, Batch) == Batch, cancellationToken);
        foreach (var slice in slices.All)
        {
            try
            {
                await RepeatAsync(
                    transaction =>
                    {
                        transaction.AfterCommit(signal.Raise);
                        return slice.Forget(new ServiceContext(transaction, now, clock, library.Dialogs));
                    },
                    cancellationToken);
            }
            catch (Exception e) when (e is not (StoreException or OperationCanceledException))
            {
                // One slice's fault keeps nothing of the others.
                LogFailed(logger, slice.Name, e);
            }
        }

        await ForgetFilesAsync(now - RetentionTerms.LooseFiles, cancellationToken);
        try
        {
            files.ForgetUnfinished(now - RetentionTerms.UnfinishedFiles);
        }
        catch (StoreException e)
        {
            // The cleaning would begin anew at once, for a file that nobody misses.
            LogFailed(logger, "the folder of files", e);
        }
    }

    private async Task RepeatAsync(Func<StoreTransaction, bool> forget, CancellationToken cancellationToken)
    {
        while (await writer.WriteAsync(forget, cancellationToken))
            await Task.Delay(Pause, time, cancellationToken);
    }

    // Looked for beside the writer, and looked at again by it: what was named a moment ago is not forgotten.
    private async Task ForgetFilesAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        List<long> loose;
        await using (var connection = store.OpenConnection())
            loose = LooseFiles.Find(connection, before);
        foreach (var batch in loose.Chunk(FileBatch))
        {
            await writer.WriteAsync(transaction => LooseFiles.Forget(transaction, batch), cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
        }

        if (loose.Count > 0)
            LogLoose(logger, loose.Count);
    }

    [LoggerMessage(EventId = 701, Level = LogLevel.Error, Message = "what {Owner} keeps could not be cleaned")]
    private static partial void LogFailed(ILogger logger, string owner, Exception exception);

    [LoggerMessage(EventId = 702, Level = LogLevel.Information, Message = "{Count} files that nothing names any more are forgotten")]
    private static partial void LogLoose(ILogger logger, int count);
}
