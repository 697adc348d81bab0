using MethodBot.Conversations.Files;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Outbox;

/// <summary>
/// Sends the outbox of one channel: rows of a chat in order, several chats at once, within the platform's rates. A row is durably
/// «sending» before its request, and its result goes through the same writer. Notices that leave at the same instant share a request
/// where the messenger has one for that; what somebody waits for never does.
/// </summary>
internal sealed partial class OutboxDispatcher(
    IMessengerSender sender,
    Store store,
    StoreWriter writer,
    FileStore files,
    OutboxSignal signal,
    DialogLibrary library,
    SliceSet slices,
    ServiceClock clock,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger)
{
    /// <summary>Requests under way. While one commit marks rows as leaving, the next ones gather: this is also the size of such a batch.</summary>
    private const int Parallel = 64;
    private const int ChatBurst = 5;

    /// <summary>A row that has failed so often leaves alone: if it is the reason, it takes nobody along.</summary>
    private const int SharedAttempts = 3;

    /// <summary>Rows that are looked at, at most: those of chats that must wait stand before others that need not.</summary>
    private const int Look = 512;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, RateLimiter> _chatLimits = new(StringComparer.Ordinal);
    private readonly RateLimiter _channelLimit = new(sender.SendsPerSecond, Math.Max(1, sender.SendsPerSecond / 2), time);

    /// <summary>What is under way in each chat, and once more without the chats: several may share a request.</summary>
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly List<Task> _underWay = [];
    private readonly RowSender _sending = new(sender, store, files, library, time, logger);
    private readonly SendRecorder _results = new(sender.Channel, writer, signal, library, slices, clock, time, logger);

    /// <summary>Raised for this dispatcher alone: a request has ended, a wait is over.</summary>
    private readonly OutboxSignal _own = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = store.OpenConnection();
        using var statements = new PreparedStatements(connection);
        await using var alarm = time.CreateTimer(_ => _own.Raise(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var stopped = cancellationToken.Register(_own.Raise);
        while (!cancellationToken.IsCancellationRequested)
        {
            var (woken, freed) = (signal.Next, _own.Next);
            foreach (var chat in _running.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key).ToList())
                _running.Remove(chat);
            _underWay.RemoveAll(task => task.IsCompleted);
            var (leaving, wait) = Choose(statements, cancellationToken);
            if (leaving.Count > 0)
            {
                // While these were marked, others may have come or ended.
                await BeginAsync(leaving, cancellationToken);
                continue;
            }

            alarm.Change(wait, Timeout.InfiniteTimeSpan);
            await Task.WhenAny(woken, freed);
        }

        // Requests that have left are heard out, so that their results are known.
        await Task.WhenAll(_underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// What may leave at this instant within the rates, each entry by a request of its own, and how long to wait where nothing wakes earlier.
    /// </summary>
    private (List<List<ReadyRow>> Leaving, TimeSpan Wait) Choose(PreparedStatements statements, CancellationToken cancellationToken)
    {
        var leaving = new List<List<ReadyRow>>();
        List<ReadyRow>? together = null;
        var wait = LongestWait;
        if (_underWay.Count >= Parallel)
            return (leaving, wait);
        var now = time.GetUtcNow();
        if (OutboxTable.NextPause(statements, sender.Channel, now) is { } pause && pause - now < wait)
            wait = pause - now;
        foreach (var row in OutboxTable.ReadReady(statements, sender.Channel, now).Take(Look))
        {
            if (_running.ContainsKey(row.Chat.Chat))
                continue;
            if (row.Kind == OutboxKind.Mailing)
            {
                Run([row], () => UnfoldAsync(row, cancellationToken));
                continue;
            }

            var joins = MayShare(row) && together is { Count: var count } && count < sender.Limits.MaxTogether;
            if (!joins && _underWay.Count + leaving.Count >= Parallel)
                break;

            // The channel is asked first but pays last: a chat must not spend its tokens on sends that the channel holds back.
            var delay = TimeSpan.Zero;
            if (!joins && !_channelLimit.HasToken(out delay))
            {
                wait = delay < wait ? delay : wait;
                break;
            }

            if (!ChatLimit(row.Chat.Chat).TryTake(out delay))
            {
                wait = delay < wait ? delay : wait;
                continue;
            }

            // Who joins a request that leaves anyway costs the channel nothing.
            if (joins)
            {
                together!.Add(row);
                continue;
            }

            _channelLimit.TryTake(out _);
            leaving.Add([row]);
            if (MayShare(row))
                together = leaving[^1];
        }

        return (leaving, wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait);
    }

    private bool MayShare(ReadyRow row) =>
        row is { Kind: OutboxKind.Send, Priority: >= OutboxPriority.Notice, HasFiles: false, Attempts: < SharedAttempts } && sender.Limits.MaxTogether > 1;

    private void Run(IEnumerable<ReadyRow> rows, Func<Task> begin)
    {
        var running = begin();
        foreach (var row in rows)
            _running[row.Chat.Chat] = running;
        _underWay.Add(running);
        running.GetAwaiter().OnCompleted(_own.Raise);
    }

    /// <summary>Marks them as leaving, and only when that is durable begins their requests.</summary>
    private async Task BeginAsync(List<List<ReadyRow>> leaving, CancellationToken cancellationToken)
    {
        // The writer takes them all together: one commit, and a fault of one row is its own.
        var marking = leaving.ConvertAll(rows => Task.WhenAll(rows.Select(MarkAsync)));
        foreach (var rows in await Task.WhenAll(marking))
        {
            List<OutboxRow> marked = [.. rows.Select(row => row.Marked).OfType<OutboxRow>()];
            if (marked.Count > 0)
                Run(rows.Where(row => row.Marked is not null).Select(row => row.Row), () => SendAsync(marked));
            foreach (var (row, _, pause) in rows.Where(row => row.Pause is not null))
                Run([row], () => pause!);
        }

        // Nothing is marked where there is nothing to send any more, or at a stop: then it leaves at the next start.
        async Task<(ReadyRow Row, OutboxRow? Marked, Task? Pause)> MarkAsync(ReadyRow row)
        {
            try
            {
                return (row, await writer.WriteAsync(transaction => OutboxTable.BeginSending(transaction, row), cancellationToken), null);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return (row, null, null);
            }
            catch (Exception e)
            {
                LogSendFailed(logger, row.Id, sender.Channel.Messenger, e);
                return (row, null, Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken));
            }
        }
    }

    private RateLimiter ChatLimit(string chat)
    {
        const int ManyChats = 10_000;
        if (_chatLimits.Count > ManyChats)
        {
            foreach (var idle in _chatLimits.Where(pair => pair.Value.IsFull).Select(pair => pair.Key).ToList())
                _chatLimits.Remove(idle);
        }

        var rated = sender.RatedWith(chat);
        if (!_chatLimits.TryGetValue(rated, out var limit))
        {
            limit = new RateLimiter(sender.SendsPerSecondTo(rated), ChatBurst, time);
            _chatLimits[rated] = limit;
        }

        return limit;
    }

    // Under way: a stop waits for the answer instead of leaving it unknown.
    private async Task SendAsync(List<OutboxRow> rows)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90), time);
            if (rows is not [var row])
            {
                var results = await _sending.SendTogetherAsync(rows, patience.Token);
                await Task.WhenAll(rows.Select((one, index) => RecordPatientlyAsync(one, () => _results.RecordAsync(one, results[index], []))));
            }
            else if (row.Kind == OutboxKind.MailingBatch)
            {
                var (chats, results, uploaded) = await _sending.SendBatchAsync(row, patience.Token);
                await RecordPatientlyAsync(row, () => _results.RecordBatchAsync(row, chats, results, uploaded));
            }
            else
            {
                var (result, uploaded) = await _sending.SendAsync(row, patience.Token);
                await RecordPatientlyAsync(row, () => _results.RecordAsync(row, result, uploaded));
            }
        }
        catch (Exception e)
        {
            LogSendFailed(logger, rows[0].Id, sender.Channel.Messenger, e);
            await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
        }
    }

    private async Task UnfoldAsync(ReadyRow mailing, CancellationToken cancellationToken)
    {
        try
        {
            await writer.WriteAsync(
                transaction =>
                {
                    if (OutboxTable.Find(transaction, mailing) is { } row)
                        MailingTable.Unfold(transaction, row, sender.Limits.MaxRecipients, time.GetUtcNow());
                },
                cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It goes on at the next start.
        }
        catch (Exception e)
        {
            LogSendFailed(logger, mailing.Id, sender.Channel.Messenger, e);
            await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
        }
    }

    // A result that is not recorded would leave the row «sending» and its chat silent: while the disk is full, it waits.
    private async Task RecordPatientlyAsync(OutboxRow row, Func<Task> record)
    {
        while (true)
        {
            try
            {
                await record();
                return;
            }
            catch (StoreException e)
            {
                LogSendFailed(logger, row.Id, sender.Channel.Messenger, e);
                await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(EventId = 201, Level = LogLevel.Error, Message = "outbox row {Row} of {Messenger} could not be sent; it stays queued")]
    private static partial void LogSendFailed(ILogger logger, long row, string messenger, Exception exception);
}
