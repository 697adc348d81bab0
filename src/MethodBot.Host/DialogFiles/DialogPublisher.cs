using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Authoring;
using Microsoft.Data.Sqlite;

namespace MethodBot.Host.DialogFiles;

/// <summary>
/// Puts into the folder of dialogs what administrators decided to publish. Each decision is a committed row: what a kill left undone
/// is done at the next start, before the first turn.
/// </summary>
internal sealed partial class DialogPublisher(
    ServedFolder folder,
    DialogReloader reloader,
    DialogRenewal renewal,
    Publications publications,
    Store store,
    TimeProvider time,
    ILogger<DialogPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var connection = store.OpenConnection())
            await PublishAllAsync(connection, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var connection = store.OpenConnection();
        while (!stoppingToken.IsCancellationRequested)
        {
            var decided = publications.Next;
            await PublishAllAsync(connection, stoppingToken);
            await Task.WhenAny(decided, Task.Delay(Look, time, stoppingToken));
        }
    }

    private async Task PublishAllAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var publication in publications.ReadPending(connection))
                await PublishAsync(publication, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping: what is pending is published at the next start.
        }
        catch (Exception e)
        {
            // Whatever it was, it must not end the program; what is pending stays pending.
            LogFailed(logger, e);
        }
    }

    private async Task PublishAsync(Publication publication, CancellationToken cancellationToken)
    {
        try
        {
            var present = folder.ReadFile(publication.File.Path);
            if (present != publication.File.Text && !await WriteAsync(publication, present, cancellationToken))
                return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperatorException)
        {
            LogUnwritable(logger, publication.File.Path, e);
            await renewal.WriteAsync(context => publications.TellUnwritable(context, publication, e.Message), cancellationToken);
            return;
        }

        // Serving it concludes the publication, in one transaction. Where another file was broken this instant, that is told, and
        // the publication is concluded when the folder is whole again.
        await reloader.ReloadAsync(tell: true, cancellationToken);
    }

    /// <summary>False when it must not be written, which has been told then.</summary>
    private async Task<bool> WriteAsync(Publication publication, string? present, CancellationToken cancellationToken)
    {
        // A file that is not the one replaced: somebody's newer version, if the folder passes the check with it. A broken one serves
        // nobody, and is what this publication may mend.
        if (!publication.Replaces(present) && await reloader.ReloadAsync(tell: false, cancellationToken))
        {
            await renewal.WriteAsync(context => publications.TellOvertaken(context, publication), cancellationToken);
            return false;
        }

        var (set, faults) = folder.LoadWith(publication.File);
        if (set is null)
        {
            await renewal.WriteAsync(context => publications.TellFaulty(context, publication, faults), cancellationToken);
            return false;
        }

        folder.Write(publication.File);
        LogWritten(logger, publication.File.Path);
        return true;
    }

    [LoggerMessage(EventId = 521, Level = LogLevel.Information, Message = "{File} was published from a chat")]
    private static partial void LogWritten(ILogger logger, string file);

    [LoggerMessage(EventId = 522, Level = LogLevel.Error, Message = "{File} could not be written, so it is not published; its sender is told")]
    private static partial void LogUnwritable(ILogger logger, string file, Exception exception);

    [LoggerMessage(EventId = 523, Level = LogLevel.Error, Message = "publishing stopped by a fault and goes on a little later")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
