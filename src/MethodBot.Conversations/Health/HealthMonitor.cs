using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Health;

/// <summary>
/// Looks after what no turn sees: the disk, messengers that are not heard, messages that do not leave, updates set aside. What begins and
/// what is over is told to the slices in a transaction, once; while nothing can be written, the telling waits.
/// </summary>
public sealed partial class HealthMonitor(
    ChannelDirectory channels, Store store, StoreWriter writer, SliceSet slices, DialogLibrary library, ServiceClock clock, CommitSignal signal, TimeProvider time,
    ILogger<HealthMonitor> logger) : BackgroundService
{
    private const long Megabyte = 1024 * 1024;
    private const long LittleSpace = 500;
    private const long HardlySpace = 50;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan NotReady = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private ImmutableArray<(string Messenger, long Waiting, double Seconds)> _outbox = [];
    private ImmutableDictionary<(TroubleKind, string), Trouble> _present = ImmutableDictionary<(TroubleKind, string), Trouble>.Empty;
    private ImmutableDictionary<(TroubleKind, string), Trouble> _told = ImmutableDictionary<(TroubleKind, string), Trouble>.Empty;
    private Trouble? _storeFailing;
    private long _failuresSeen;

    /// <summary>Something that is found elsewhere begins, or is over.</summary>
    public void Report(TroubleKind kind, bool isSo)
    {
        var name = (kind, "");
        lock (_gate)
            _present = isSo ? _present.ContainsKey(name) ? _present : _present.Add(name, new Trouble(kind, "", time.GetUtcNow(), 0)) : _present.Remove(name);
    }

    /// <summary>What keeps the bot from serving at this moment, a sentence each; empty when it serves.</summary>
    public async Task<ImmutableArray<string>> FindObstaclesAsync(CancellationToken cancellationToken)
    {
        var obstacles = ImmutableArray.CreateBuilder<string>();
        try
        {
            await writer.WriteAsync(transaction => transaction.Connection.Execute("UPDATE meta SET value = value WHERE key = 'epoch'"), cancellationToken)
                .WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception e) when (e is StoreException or TimeoutException)
        {
            obstacles.Add(e is TimeoutException ? "the store does not take anything in time" : e.Message);
        }

        foreach (var messenger in channels.All)
        {
            if (messenger.Receiver.SilentSince is { } since && time.GetUtcNow() - since > NotReady)
                obstacles.Add(string.Create(CultureInfo.InvariantCulture, $"{messenger.Receiver.Channel} has not been heard since {since:yyyy-MM-dd HH:mm:ss}Z"));
        }

        if (FreeMegabytes() is < HardlySpace and var free)
            obstacles.Add(string.Create(CultureInfo.InvariantCulture, $"{free} MB are left on the disk of the store"));
        return obstacles.ToImmutable();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Telemetry.Meter.CreateObservableGauge("methodbot.outbox.waiting", () => Measure(one => one.Waiting), "{message}", "Messages that have not left");
        Telemetry.Meter.CreateObservableGauge("methodbot.outbox.age", () => Measure(one => one.Seconds), "s", "Age of the oldest message that has not left");
        using var ticks = new PeriodicTimer(Look, time);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isFailing = NoticeFailures(now);
        List<Trouble> found;
        try
        {
            found = [.. FindInStore(now), .. FindSilent(now), .. FindDisk(now)];
        }
        catch (SqliteException e)
        {
            _storeFailing ??= new Trouble(TroubleKind.StoreFailing, "", now, 0);
            LogStorage(logger, e);
            return;
        }

        ImmutableArray<Trouble> begun, over;
        ImmutableDictionary<(TroubleKind, string), Trouble> present;
        lock (_gate)
        {
            var reported = _present.Values.Where(trouble => trouble.Kind is TroubleKind.NoBackup);
            present = found.Concat(reported).ToImmutableDictionary(trouble => trouble.Name);
            _present = present;
        }

        begun = [.. present.Values.Where(trouble => !_told.TryGetValue(trouble.Name, out var told) || IsWorse(trouble, told))];
        over = [.. _told.Values.Where(trouble => !present.ContainsKey(trouble.Name))];
        // It is over when a while has gone by without a failure: on a full disk, one small batch may still find room.
        var failing = isFailing ? null : _storeFailing;
        if (failing is not null)
            over = over.Add(failing);
        if (begun.IsEmpty && over.IsEmpty)
            return;
        try
        {
            await writer.WriteAsync(
                transaction =>
                {
                    transaction.AfterCommit(signal.Raise);
                    var context = new ServiceContext(transaction, now, clock, library.Dialogs);
                    foreach (var slice in slices.All)
                        slice.NoticeTroubles(context, begun, over);
                },
                cancellationToken);
            _told = present;
            _storeFailing = isFailing ? _storeFailing : null;
            foreach (var trouble in begun)
                LogBegun(logger, trouble.Kind, trouble.Messenger, trouble.Count);
            foreach (var trouble in over)
                LogOver(logger, trouble.Kind, trouble.Messenger);
        }
        catch (StoreException e)
        {
            _storeFailing ??= new Trouble(TroubleKind.StoreFailing, "", now, 0);
            LogStorage(logger, e);
        }
    }

    // Whoever writes may be the one who finds that nothing can be written, long before anything here has to be.
    private bool NoticeFailures(DateTimeOffset now)
    {
        var failures = writer.Failures;
        if (failures == _failuresSeen)
            return false;
        _failuresSeen = failures;
        if (_storeFailing is null)
        {
            _storeFailing = new Trouble(TroubleKind.StoreFailing, "", now, 0);
            LogFailing(logger);
        }

        return true;
    }

    // Of updates set aside each new one is news; of the rest it is enough to know.
    private static bool IsWorse(Trouble trouble, Trouble told) => trouble.Kind == TroubleKind.UpdatesSetAside && trouble.Count > told.Count;

    private IEnumerable<Measurement<T>> Measure<T>(Func<(string Messenger, long Waiting, double Seconds), T> number)
        where T : struct
    {
        lock (_gate)
            return [.. _outbox.Select(one => new Measurement<T>(number(one), new KeyValuePair<string, object?>("messenger", one.Messenger)))];
    }

    private List<Trouble> FindInStore(DateTimeOffset now)
    {
        using var connection = store.OpenConnection();
        var outbox = connection.Query<(string Messenger, long Waiting, long Since)>("SELECT messenger, count(*), min(created_at) FROM outbox WHERE state < 2 GROUP BY messenger")
            .Select(row => (row.Messenger, row.Waiting, (now - DateTimeOffset.FromUnixTimeMilliseconds(row.Since)).TotalSeconds)).ToImmutableArray();
        lock (_gate)
            _outbox = outbox;
        var troubles = new List<Trouble>();
        var (count, oldest) = connection.QuerySingle<(long Count, long? Oldest)>("SELECT count(*), min(received_at) FROM inbox WHERE state = 2");
        if (oldest is { } received)
            troubles.Add(new Trouble(TroubleKind.UpdatesSetAside, "", DateTimeOffset.FromUnixTimeMilliseconds(received), count));
        foreach (var (messenger, waiting, since) in connection.Query<(string Messenger, long Count, long Since)>(
            "SELECT messenger, count(*), min(created_at) FROM outbox WHERE state < 2 AND attempts > 0 AND created_at < @before GROUP BY messenger",
            new { before = (now - LongWait).ToUnixTimeMilliseconds() }))
        {
            troubles.Add(new Trouble(TroubleKind.MessagesWait, messenger, DateTimeOffset.FromUnixTimeMilliseconds(since), waiting));
        }

        return troubles;
    }

    private IEnumerable<Trouble> FindSilent(DateTimeOffset now) => channels.All
        .Where(messenger => messenger.Receiver.SilentSince is { } since && now - since >= Silence)
        .GroupBy(messenger => messenger.Receiver.Channel.Messenger)
        .Select(group => new Trouble(TroubleKind.MessengerSilent, group.Key, group.Min(messenger => messenger.Receiver.SilentSince)!.Value, 0));

    private IEnumerable<Trouble> FindDisk(DateTimeOffset now) =>
        FreeMegabytes() is < LittleSpace and var free ? [new Trouble(TroubleKind.DiskSpace, "", now, free)] : [];

    private long? FreeMegabytes()
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(store.Path)!).AvailableFreeSpace / Megabyte;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 501, Level = LogLevel.Warning, Message = "trouble: {Kind} {Messenger} ({Count})")]
    private static partial void LogBegun(ILogger logger, TroubleKind kind, string messenger, long count);

    [LoggerMessage(EventId = 502, Level = LogLevel.Information, Message = "over: {Kind} {Messenger}")]
    private static partial void LogOver(ILogger logger, TroubleKind kind, string messenger);

    [LoggerMessage(EventId = 504, Level = LogLevel.Error, Message = "the store does not take what is written; administrators are told when it works again")]
    private static partial void LogFailing(ILogger logger);

    [LoggerMessage(EventId = 503, Level = LogLevel.Error, Message = "the store fails; administrators are told when it works again")]
    private static partial void LogStorage(ILogger logger, Exception exception);
}
