namespace MethodBot.Host.DialogFiles;

/// <summary>
/// Takes changed dialog files up while the bot runs. The system tells of changes where it can; a slow look of our own is for folders
/// where it cannot (network drives). A file that is still being written is waited for.
/// </summary>
internal sealed partial class DialogWatcher(ServedFolder folder, DialogReloader reloader, TimeProvider time, ILogger<DialogWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    // Faults may be those of half a file whose other half is on its way: nobody is told before the file has been let alone for so long.
    private static readonly TimeSpan QuietBeforeTelling = TimeSpan.FromSeconds(2);

    private volatile TaskCompletionSource _changed = NewSource();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watcher = TryWatch();
        string? taken = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // The first look is for what changed between the start's own reading and this moment.
                if (folder.Stamp() == taken)
                    await WaitAsync(stoppingToken);
                if (folder.Stamp() != taken && await TakeAsync(stoppingToken) is { } stamp)
                    taken = stamp;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it was, it must not end the program: a fault that leaves here would stop the host.
                LogFailed(logger, e);
                await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>The stamp of what was taken; null when the files were changed meanwhile.</summary>
    private async Task<string?> TakeAsync(CancellationToken cancellationToken)
    {
        var stamp = await SettleAsync(Quiet, cancellationToken);
        if (await reloader.ReloadAsync(tell: false, cancellationToken))
            return folder.Stamp() == stamp ? stamp : null;
        if (await SettleAsync(QuietBeforeTelling, cancellationToken) != stamp)
            return null;
        await reloader.ReloadAsync(tell: true, cancellationToken);
        return folder.Stamp() == stamp ? stamp : null;
    }

    private async Task<string> SettleAsync(TimeSpan quiet, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = folder.Stamp();
            await Task.Delay(quiet, time, cancellationToken);
            if (folder.Stamp() == before)
                return before;
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var changed = _changed.Task;
        await Task.WhenAny(changed, Task.Delay(Look, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        if (changed.IsCompleted)
            _changed = NewSource();
    }

    private FileSystemWatcher? TryWatch()
    {
        try
        {
            var watcher = new FileSystemWatcher(folder.Folder, "*" + DialogFolder.DialogExtension) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => _changed.TrySetResult();
            watcher.Created += (_, _) => _changed.TrySetResult();
            watcher.Deleted += (_, _) => _changed.TrySetResult();
            watcher.Renamed += (_, _) => _changed.TrySetResult();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException or PlatformNotSupportedException)
        {
            LogUnwatched(logger, folder.Folder, Look.TotalSeconds, e.Message);
            return null;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(EventId = 511, Level = LogLevel.Warning, Message = "the system does not tell of changes in {Folder} ({Reason}); it is looked at every {Seconds} s")]
    private static partial void LogUnwatched(ILogger logger, string folder, double seconds, string reason);

    [LoggerMessage(EventId = 512, Level = LogLevel.Error, Message = "changed dialogs could not be taken; they will be a little later")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
