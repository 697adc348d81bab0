using MethodBot.Conversations.Files;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Retention;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Turns;

/// <summary>Runs every configured channel: its receiver and the dispatcher of its outbox. A fault of one never stops another.</summary>
internal sealed partial class ChannelService(
    ChannelDirectory channels,
    TurnLoop turns,
    CrashGuard guard,
    Store store,
    StoreWriter writer,
    StoreCleaner cleaner,
    FileStore files,
    CommitSignal signal,
    DialogLibrary library,
    DialogRenewal renewal,
    SliceSet slices,
    ServiceClock clock,
    TimeProvider time,
    ILoggerFactory loggers,
    ILogger<ChannelService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await renewal.BeginAsync(stoppingToken);
        await guard.BeginAsync(stoppingToken);
        if (await writer.WriteAsync(OutboxTable.ReviveUnknown, stoppingToken) is var unknown and > 0)
            LogUnknown(logger, unknown);
        var tasks = new List<Task> { KeepAsync("cleaning", cleaner.RunAsync, stoppingToken) };
        foreach (var messenger in channels.All)
        {
            var name = messenger.Sender.Channel.ToString();
            tasks.Add(KeepAsync($"receiver of {name}", token => messenger.Receiver.RunAsync(turns, token), stoppingToken));
            tasks.Add(KeepAsync(
                $"sender of {name}",
                new OutboxDispatcher(messenger.Sender, store, writer, files, signal, library, slices, clock, time, loggers.CreateLogger<OutboxDispatcher>()).RunAsync,
                stoppingToken));
        }

        await Task.WhenAll(tasks);
        await guard.EndAsync();
    }

    private async Task KeepAsync(string what, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await run(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogStopped(logger, what, e);
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(EventId = 103, Level = LogLevel.Error, Message = "{What} stopped by a fault and starts again")]
    private static partial void LogStopped(ILogger logger, string what, Exception exception);

    [LoggerMessage(EventId = 104, Level = LogLevel.Warning, Message = "{Count} messages were under way at the last stop: sent again, their outcome is unknown")]
    private static partial void LogUnknown(ILogger logger, int count);
}
