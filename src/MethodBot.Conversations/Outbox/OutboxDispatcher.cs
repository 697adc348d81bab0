using System.Text.Json;
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
    CommitSignal signal,
    DialogLibrary library,
    SliceSet slices,
    ServiceClock clock,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger)
{
    /// <summary>Requests under way. While one commit marks rows as leaving, the next ones gather: this is also the size of such a batch.</summary>
    private const int Parallel = 128;
    private const int ChatBurst = 5;

    /// <summary>A row that has failed so often leaves alone: if it is the reason, it takes nobody along.</summary>
    private const int SharedAttempts = 3;

    /// <summary>Rows that are looked at, at most: those of chats that must wait stand before others that need not.</summary>
    private const int Look = 512;

    /// <summary>Chats whose limits are kept without asking which of them are needed.</summary>
    private const int FewChats = 1_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, RateLimiter> _chatLimits = new(StringComparer.Ordinal);
    private int _manyChats = FewChats;
    private readonly RateLimiter _noLimit = new(0, 0, time);
    private readonly RateLimiter _channelLimit = new(sender.SendsPerSecond, Math.Max(1, sender.SendsPerSecond / 2), time);

    /// <summary>What is under way in each chat, and once more without the chats: several may share a request.</summary>
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly List<Task> _underWay = [];
    private readonly RowSender _sending = new(sender, store, files, library, time, logger);
    private readonly SendRecorder _results = new(sender.Channel, writer, signal, library, slices, clock, time, logger);

    /// <summary>Raised for this dispatcher alone: a request has ended, a wait is over.</summary>
    private readonly CommitSignal _own = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var alarm = time.CreateTimer(_ => _own.Raise(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var stopped = cancellationToken.Register(_own.Raise);
        while (!cancellationToken.IsCancellationRequested)
        {
            var (woken, freed) = (signal.Next, _own.Next);
            foreach (var chat in _running.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key).ToList())
                _running.Remove(chat);
            _underWay.RemoveAll(task => task.IsCompleted);
            var (requests, mailings, wait) = await ChooseAsync(cancellationToken);
            foreach (var rows in requests)
            {
                // Who joins a request that leaves anyway costs the channel nothing.
                _channelLimit.Take();
                foreach (var row in rows)
                    ChatLimit(row.Header.Chat.Chat).Take();
                Run(rows.Select(row => row.Header.Chat), SendAsync(rows));
            }

            foreach (var mailing in mailings)
                Run([mailing.Chat], UnfoldAsync(mailing, cancellationToken));

            // While these were marked, others may have come or ended.
            if (requests.Count + mailings.Count > 0)
                continue;
            alarm.Change(wait, Timeout.InfiniteTimeSpan);
            await Task.WhenAny(woken, freed);
        }

        // Requests that have left are heard out, so that their results are known.
        await Task.WhenAll(_underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// What may leave at this instant within the rates, durably marked as leaving, all of it by one commit. The writer looks for it: it has
    /// the pages at hand that it wrote a moment ago, and another connection would read them from the disk after each commit.
    /// </summary>
    private async Task<Choice> ChooseAsync(CancellationToken cancellationToken)
    {
        if (_underWay.Count >= Parallel)
            return new Choice([], [], LongestWait);
        try
        {
            return await writer.WriteAsync(Choose, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Not begun: it leaves at the next start.
            return new Choice([], [], LongestWait);
        }
        catch (Exception e)
        {
            LogChooseFailed(logger, sender.Channel.Messenger, e);
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new Choice([], [], TimeSpan.FromSeconds(1));
        }
    }

    private Choice Choose(StoreTransaction transaction)
    {
        var wait = LongestWait;
        var now = time.GetUtcNow();
        if (OutboxTable.NextPause(transaction, sender.Channel, now) is { } pause && pause - now < wait)
            wait = pause - now;
        var (requests, mailings) = (new List<List<ReadyRow>>(), new List<ReadyRow>());
        List<ReadyRow>? together = null;
        var spent = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in OutboxTable.ReadReady(transaction, sender.Channel, now).Take(Look))
        {
            if (_running.ContainsKey(row.Chat.Chat))
                continue;
            if (row.Kind == OutboxKind.Mailing)
            {
                mailings.Add(row);
                continue;
            }

            var joins = MayShare(row) && together is { Count: var count } && count < sender.Limits.MaxTogether;
            if (!joins && _underWay.Count + requests.Count >= Parallel)
                break;

            // The channel is asked first: a chat must not spend its tokens on sends that the channel holds back.
            var delay = TimeSpan.Zero;
            if (!joins && !_channelLimit.HasToken(requests.Count, out delay))
            {
                wait = delay < wait ? delay : wait;
                break;
            }

            var rated = sender.RatedWith(row.Chat.Chat);
            var others = spent.GetValueOrDefault(rated);
            if (!ChatLimit(row.Chat.Chat).HasToken(others, out delay))
            {
                wait = delay < wait ? delay : wait;
                continue;
            }

            spent[rated] = others + 1;
            if (joins)
            {
                together!.Add(row);
                continue;
            }

            requests.Add([row]);
            if (MayShare(row))
                together = requests[^1];
        }

        // Marked only now: what is being read may not be changed.
        var marked = requests
            .ConvertAll(rows => rows.ConvertAll(row => OutboxTable.BeginSending(transaction, row)).OfType<MarkedRow>().ToList())
            .FindAll(rows => rows.Count > 0);
        return new Choice(marked, mailings, wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait);
    }

    private bool MayShare(ReadyRow row) =>
        row is { Kind: OutboxKind.Send, Priority: >= OutboxPriority.Notice, HasFiles: false, Attempts: < SharedAttempts } && sender.Limits.MaxTogether > 1;

    private void Run(IEnumerable<ChatAddress> chats, Task running)
    {
        foreach (var chat in chats)
            _running[chat.Chat] = running;
        _underWay.Add(running);
        running.GetAwaiter().OnCompleted(_own.Raise);
    }

    private RateLimiter ChatLimit(string chat)
    {
        var rated = sender.RatedWith(chat);
        if (_chatLimits.TryGetValue(rated, out var limit))
            return limit;
        var perSecond = sender.SendsPerSecondTo(rated);
        if (perSecond <= 0)
            return _noLimit;
        if (_chatLimits.Count >= _manyChats)
            ForgetIdleChats();
        limit = new RateLimiter(perSecond, ChatBurst, time);
        _chatLimits[rated] = limit;
        return limit;
    }

    // Where most are still busy, the next look comes only when there are twice as many: not at each new chat.
    private void ForgetIdleChats()
    {
        foreach (var (chat, limit) in _chatLimits)
        {
            if (limit.IsFull)
                _chatLimits.Remove(chat);
        }

        _manyChats = Math.Max(FewChats, 2 * _chatLimits.Count);
    }

    // Under way: a stop waits for the answer instead of leaving it unknown.
    private async Task SendAsync(List<MarkedRow> marked)
    {
        // The next ones are marked meanwhile.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var rows = await OpenAsync(marked);
            if (rows.Count == 0)
                return;
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
            LogSendFailed(logger, marked[0].Header.Id, sender.Channel.Messenger, e);
            await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
        }
    }

    /// <summary>Reads what they say. One that cannot be read would be «sending», and its chat silent, for ever: it is given up.</summary>
    private async Task<List<OutboxRow>> OpenAsync(List<MarkedRow> marked)
    {
        var rows = new List<OutboxRow>(marked.Count);
        foreach (var row in marked)
        {
            try
            {
                rows.Add(row.Open());
            }
            catch (JsonException e)
            {
                await RecordPatientlyAsync(row.Header, () => _results.RecordAsync(row.Header, new SendResult.Rejected($"the row cannot be read: {e.Message}"), []));
            }
        }

        return rows;
    }

    private async Task UnfoldAsync(ReadyRow mailing, CancellationToken cancellationToken)
    {
        try
        {
            await writer.WriteAsync(
                transaction =>
                {
                    if (OutboxTable.Find(transaction, mailing) is { } row)
                        MailingTable.Unfold(transaction, row.Open(), sender.Limits.MaxRecipients, time.GetUtcNow());
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

    /// <summary>What a look at the outbox came to, each entry of requests a request of its own; how long to wait where nothing wakes earlier.</summary>
    private sealed record Choice(IReadOnlyList<List<MarkedRow>> Requests, IReadOnlyList<ReadyRow> Mailings, TimeSpan Wait);

    [LoggerMessage(EventId = 207, Level = LogLevel.Error, Message = "the outbox of {Messenger} could not be looked at; messages wait")]
    private static partial void LogChooseFailed(ILogger logger, string messenger, Exception exception);

    [LoggerMessage(EventId = 201, Level = LogLevel.Error, Message = "outbox row {Row} of {Messenger} could not be sent; it stays queued")]
    private static partial void LogSendFailed(ILogger logger, long row, string messenger, Exception exception);
}
