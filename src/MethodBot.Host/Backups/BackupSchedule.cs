using System.Globalization;
using MethodBot.Conversations.Backups;
using MethodBot.Conversations.Health;
using MethodBot.Conversations.Storage;
using MethodBot.Host.DialogFiles;
using MethodBot.Host.Settings;

namespace MethodBot.Host.Backups;

/// <summary>Once a day, at the hour that the settings name, a backup; the oldest beyond those to be kept go.</summary>
internal sealed partial class BackupSchedule(HostSettings settings, Store store, HealthMonitor health, TimeProvider time, ILogger<BackupSchedule> logger)
    : BackgroundService
{
    private const string Prefix = "methodbot-";
    private const string Ending = ".zip";

    /// <summary>Looked at so often: a machine may have slept through the hour.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>Attempts a day: a full disk does not get emptier by being filled every minute.</summary>
    private const int Attempts = 10;

    private DateOnly _tried;
    private int _failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Storage.BackupsKept <= 0)
            return;
        using var ticks = new PeriodicTimer(Look, time);
        do
        {
            try
            {
                if (IsDue())
                    await WriteAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is BackupException or IOException or UnauthorizedAccessException)
            {
                LogFailed(logger, e.Message);
                health.Report(TroubleKind.NoBackup, isSo: true);
            }
        }
        while (await NextAsync(ticks, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer ticks, CancellationToken cancellationToken)
    {
        try
        {
            return await ticks.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // The day's own file tells that it is done: nothing is lost or doubled by a restart.
    private bool IsDue()
    {
        var now = settings.Clock.ToLocal(time.GetUtcNow());
        return TimeOnly.FromDateTime(now.DateTime) >= settings.BackupAt && !File.Exists(FileOf(now)) && (_tried != DateOnly.FromDateTime(now.DateTime) || _failures < Attempts);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var now = settings.Clock.ToLocal(time.GetUtcNow());
        var today = DateOnly.FromDateTime(now.DateTime);
        (_tried, _failures) = (today, _tried == today ? _failures + 1 : 1);
        var file = FileOf(now);
        var manifest = await BackupWriter.WriteAsync(store.Path, DialogFolder.Locate(settings.DialogsPath), file, time.GetUtcNow(), cancellationToken);
        _failures = 0;
        health.Report(TroubleKind.NoBackup, isSo: false);
        LogWritten(logger, file, manifest.Files);
        // This one stays whatever its name says: a clock that was set back makes the youngest look like the oldest.
        var others = Directory.EnumerateFiles(settings.BackupFolder, Prefix + "????-??-??" + Ending).Where(other => Path.GetFileName(other) != Path.GetFileName(file));
        foreach (var old in others.OrderDescending(StringComparer.Ordinal).Skip(settings.Storage.BackupsKept - 1))
            File.Delete(old);
    }

    private string FileOf(DateTimeOffset day) => Path.Combine(settings.BackupFolder, Prefix + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + Ending);

    [LoggerMessage(EventId = 601, Level = LogLevel.Information, Message = "backup written and verified: {File}, with {Count} files")]
    private static partial void LogWritten(ILogger logger, string file, int count);

    [LoggerMessage(EventId = 602, Level = LogLevel.Error, Message = "no backup today: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
