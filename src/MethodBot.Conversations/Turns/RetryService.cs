using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Turns;

/// <summary>
/// Runs turns again that an operator asked for: <c>doctor retry</c> only marks the update, because the process that serves the store is
/// the one that writes turns.
/// </summary>
internal sealed partial class RetryService(
    Store store, StoreWriter writer, TurnProcessor processor, ChannelDirectory channels, CommitSignal signal, TimeProvider time, ILogger<RetryService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var connection = store.OpenConnection();
        using var ticks = new PeriodicTimer(Look, time);
        try
        {
            do
            {
                await RunAsync(connection, stoppingToken);
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Stopping: what is marked is run at the next start.
        }
    }

    private async Task RunAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var id in SetAsideTable.ReadMarked(connection))
            {
                await writer.WriteAsync(
                    transaction =>
                    {
                        processor.RunAgain(transaction, id, channel => channels.FindSender(channel)?.Limits);
                        transaction.AfterCommit(signal.Raise);
                    },
                    cancellationToken);
            }
        }
        catch (Exception e) when (e is SqliteException or StoreException)
        {
            // What is marked stays marked; a fault that leaves the service would stop the host.
            LogStorage(logger, e);
        }
    }

    [LoggerMessage(EventId = 105, Level = LogLevel.Error, Message = "updates that were set aside could not be looked at; they are run a little later")]
    private static partial void LogStorage(ILogger logger, Exception exception);
}
