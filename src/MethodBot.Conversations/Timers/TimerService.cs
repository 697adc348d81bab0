using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Timers;

/// <summary>
/// Fires timers that have come due, each in a transaction that also deletes it: once, also after a late start. Whether its object
/// still wants it is the slice's business.
/// </summary>
internal sealed partial class TimerService(
    Store store, StoreWriter writer, SliceSet slices, DialogLibrary library, ServiceClock clock, CommitSignal signal, TimeProvider time, ILogger<TimerService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private const int MaxRounds = 100;
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var connection = store.OpenConnection();
        using var ticks = new PeriodicTimer(Look, time);
        try
        {
            do
            {
                await FireDueAsync(connection, stoppingToken);
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Stopping: what is due comes due at the next start.
        }
    }

    private async Task FireDueAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            // Work that a timer leaves to the next one, due at once, need not wait for the next look; but no work may go on for ever.
            for (var round = 0; round < MaxRounds; round++)
            {
                var due = TimerTable.ReadDue(connection, time.GetUtcNow());
                foreach (var row in due)
                    await FireAsync(row, cancellationToken);
                if (due.Count == 0)
                    break;
            }
        }
        catch (Exception e) when (e is SqliteException or StoreException)
        {
            // What is due stays due; a fault that leaves the service would stop the host.
            LogStorage(logger, e);
        }
    }

    private async Task FireAsync(TimerRow row, CancellationToken cancellationToken)
    {
        try
        {
            await writer.WriteAsync(
                transaction =>
                {
                    if (!TimerTable.Take(transaction, row.Id))
                        return;
                    var now = time.GetUtcNow();
                    var late = now - DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt) > LateAfter;
                    var dot = row.Kind.IndexOf('.', StringComparison.Ordinal);
                    slices.Find(row.Kind[..dot])?.TakeTimer(
                        new TimerContext(transaction, now, clock, library.Dialogs, late), row.Kind[(dot + 1)..], row.Subject);
                    transaction.AfterCommit(signal.Raise);
                },
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, row.Id, row.Kind, e);
            if (e is not StoreException)
                await writer.WriteAsync(transaction => TimerTable.Take(transaction, row.Id), cancellationToken);
        }
    }

    [LoggerMessage(EventId = 402, Level = LogLevel.Error, Message = "timers could not be looked at; they come due a little later")]
    private static partial void LogStorage(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 401, Level = LogLevel.Error, Message = "timer {Timer} ({Kind}) failed")]
    private static partial void LogFailed(ILogger logger, long timer, string kind, Exception exception);
}
