using MethodBot.Conversations.Files;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Timers;

/// <summary>
/// Notices when the clock of the machine is set. What stands for a moment of the calendar keeps it; what only waits must not wait longer
/// because the clock was set back.
/// </summary>
internal sealed partial class ClockWatch(
    StoreWriter writer, SliceSet slices, DialogLibrary library, ServiceClock clock, CommitSignal signal, TimeProvider time, ILogger<ClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>Less is a clock being adjusted, and holds nobody up for longer than that.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause that the program itself makes between two attempts.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>A messenger may ask for more; at a start, what is longer than this was written by a clock that was wrong.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (wall, stamp) = (time.GetUtcNow(), time.GetTimestamp());
        var isChecked = false;
        using var ticks = new PeriodicTimer(Look, time);
        try
        {
            do
            {
                var (now, present) = (time.GetUtcNow(), time.GetTimestamp());
                var moved = now - wall - time.GetElapsedTime(stamp, present);
                try
                {
                    if (!isChecked)
                        await writer.WriteAsync(transaction => EndPauses(transaction, now + LongestAsked, now), stoppingToken);
                    if (moved <= -Least)
                        await writer.WriteAsync(transaction => SetBack(transaction, -moved, now), stoppingToken);
                    if (moved.Duration() >= Least)
                        LogMoved(logger, TimeSpan.FromSeconds(Math.Round(moved.TotalSeconds)), now);
                    (isChecked, wall, stamp) = (true, now, present);
                }
                catch (StoreException e)
                {
                    // Looked at again: the clocks are still compared with the last time that was written.
                    LogStorage(logger, e);
                }
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Stopping: the next start looks at what waits.
        }
    }

    private void SetBack(StoreTransaction transaction, TimeSpan by, DateTimeOffset now)
    {
        EndPauses(transaction, now + LongestPause, now);
        TimerTable.BringForward(transaction, slices.All.SelectMany(slice => slice.Waits.Select(kind => $"{slice.Name}.{kind}")), by, now);
        var context = new ServiceContext(transaction, now, clock, library.Dialogs);
        foreach (var slice in slices.All)
            slice.NoticeClockSetBack(context, by);
    }

    private void EndPauses(StoreTransaction transaction, DateTimeOffset beyond, DateTimeOffset now)
    {
        if (OutboxTable.EndPauses(transaction, beyond, now) + FileTable.EndPauses(transaction, beyond, now) > 0)
            transaction.AfterCommit(signal.Raise);
    }

    [LoggerMessage(EventId = 403, Level = LogLevel.Warning, Message = "the clock of this machine was set by {Moved}; it is {Now:u} now")]
    private static partial void LogMoved(ILogger logger, TimeSpan moved, DateTimeOffset now);

    [LoggerMessage(EventId = 404, Level = LogLevel.Error, Message = "what waits could not be looked at after the clock was set; it is a little later")]
    private static partial void LogStorage(ILogger logger, Exception exception);
}
