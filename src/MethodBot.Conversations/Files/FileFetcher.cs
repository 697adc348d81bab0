using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Files;

/// <summary>
/// Fetches what people sent from the messengers into the store's folder. A turn only notes that a file is wanted; messages that carry
/// it wait for it here, and go without it when it cannot be had. Files that the service made in a turn take the same way.
/// </summary>
internal sealed partial class FileFetcher(
    Store store,
    StoreWriter writer,
    FileStore files,
    FileNotices notices,
    ChannelDirectory channels,
    CommitSignal signal,
    TimeProvider time,
    ILogger<FileFetcher> logger)
    : BackgroundService
{
    // With pauses that double up to five minutes this is about an hour: a messenger comes back from most of its outages by then.
    private const int MaxAttempts = 20;

    // A chat waits for it: rather a message without its file in seconds.
    private const int MaxAttemptsOfOwn = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    // What comes after a file of the service's own waits for it, so that one never waits for what a messenger is slow to give.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(RunAsync(own: true, stoppingToken), RunAsync(own: false, stoppingToken));

    private async Task RunAsync(bool own, CancellationToken stoppingToken)
    {
        await using var connection = store.OpenConnection();
        while (!stoppingToken.IsCancellationRequested)
        {
            var woken = writer.FilesWaiting.Next;
            try
            {
                var wanted = FileTable.ReadWanted(connection, time.GetUtcNow(), own);
                await Task.WhenAll(wanted.Select(row => FetchAsync(row, stoppingToken)));
                if (own)
                    await EraseAsync(connection, stoppingToken);
                if (wanted.Count == 0)
                    await Task.WhenAny(woken, Task.Delay(Look, time, stoppingToken));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it was, it must not end the program: a fault that leaves here would stop the host.
                LogStorage(logger, e);
                await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // The list is shortened first and the file deleted inside the same job: sent again meanwhile, it would be written after this one.
    private async Task EraseAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        foreach (var hash in FileTable.ReadErased(connection))
        {
            await writer.WriteAsync(
                transaction =>
                {
                    if (FileTable.TakeErased(transaction, hash))
                        File.Delete(files.PathOf(hash));
                },
                cancellationToken);
        }
    }

    private async Task FetchAsync(FileRow row, CancellationToken cancellationToken)
    {
        var (failure, hopeless, after) = ("", false, default(TimeSpan?));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var (download, maxBytes) = await OpenAsync(row, patience.Token);
            switch (download)
            {
                case DownloadResult.Opened opened:
                    await using (opened.Content)
                    {
                        var (hash, size) = await files.SaveAsync(opened.Content, maxBytes, patience.Token);
                        await writer.WriteAsync(
                            transaction =>
                            {
                                FileTable.MarkStored(transaction, row.Id, hash, size);
                                notices.Tell(transaction, row.Id, () => File.OpenRead(files.PathOf(hash)));
                            },
                            cancellationToken);
                    }

                    signal.Raise();
                    return;
                case DownloadResult.Refused refused:
                    (failure, hopeless) = (refused.Reason, true);
                    break;
                case DownloadResult.Retry retry:
                    (failure, after) = (retry.Reason, retry.After);
                    break;
            }
        }
        catch (InvalidDataException e)
        {
            (failure, hopeless) = (e.Message, true);
        }
        catch (Exception e) when ((e is not StoreException || row.IsOwn) && !cancellationToken.IsCancellationRequested)
        {
            failure = e.Message;
        }

        LogFailed(logger, row.Id, row.Messenger, failure);
        if (hopeless || row.Attempts + 1 >= (row.IsOwn ? MaxAttemptsOfOwn : MaxAttempts))
        {
            await writer.WriteAsync(
                transaction =>
                {
                    FileTable.MarkRefused(transaction, row.Id, failure);
                    notices.Tell(transaction, row.Id, null);
                },
                cancellationToken);
        }
        else
        {
            await writer.WriteAsync(transaction => FileTable.Postpone(transaction, row.Id, time.GetUtcNow() + (after ?? Pause(row.Attempts)), failure), cancellationToken);
        }

        signal.Raise();
    }

    private async Task<(DownloadResult Download, long MaxBytes)> OpenAsync(FileRow row, CancellationToken cancellationToken)
    {
        if (row.IsOwn)
        {
            await using var connection = store.OpenConnection();
            var content = FileTable.ReadContent(connection, row.Id);
            return (new DownloadResult.Opened(new MemoryStream(content)), content.Length);
        }

        if (channels.FindSender(new ChannelId(row.Messenger, row.Channel)) is not { } sender)
            return (new DownloadResult.Refused("its messenger is not configured"), 0);
        var attachment = new InboundAttachment(FileKinds.Parse(row.Kind), row.Reference, row.Name, row.MimeType, row.Size);
        return (await sender.DownloadAsync(attachment, cancellationToken), sender.Limits.MaxDownloadBytes);
    }

    private static TimeSpan Pause(long attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, attempts)));

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "file {File} of {Messenger} could not be fetched: {Reason}")]
    private static partial void LogFailed(ILogger logger, long file, string messenger, string reason);

    [LoggerMessage(EventId = 302, Level = LogLevel.Error, Message = "fetching files stopped by a fault and goes on")]
    private static partial void LogStorage(ILogger logger, Exception exception);
}
