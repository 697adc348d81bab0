using System.Text.Json;
using MethodBot.Conversations.Files;
using MethodBot.Conversations.Health;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Outbox;

/// <summary>
/// Sends the outbox of one channel: rows of a chat in order, several chats at once, within the platform's rates. A row is durably
/// «sending» before its request, and its result goes through the same writer.
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

    /// <summary>Rows that are looked at, at most: those of chats that must wait stand before others that need not.</summary>
    private const int Look = 512;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, RateLimiter> _chatLimits = new(StringComparer.Ordinal);
    private readonly RateLimiter _channelLimit = new(sender.SendsPerSecond, Math.Max(1, sender.SendsPerSecond / 2), time);
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly SendRecorder _results = new(sender.Channel, writer, signal, library, slices, clock, time, logger);

    /// <summary>Raised for this dispatcher alone: a request has ended, a wait is over.</summary>
    private readonly OutboxSignal _own = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var alarm = time.CreateTimer(_ => _own.Raise(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var stopped = cancellationToken.Register(_own.Raise);
        while (!cancellationToken.IsCancellationRequested)
        {
            var (woken, freed) = (signal.Next, _own.Next);
            foreach (var chat in _running.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key).ToList())
                _running.Remove(chat);
            var (leaving, mailings, wait) = await ChooseAsync(cancellationToken);
            foreach (var row in leaving)
            {
                _channelLimit.Take();
                ChatLimit(row.Header.Chat.Chat).Take();
                Run(row.Header.Chat, SendAsync(row));
            }

            foreach (var mailing in mailings)
                Run(mailing.Chat, UnfoldAsync(mailing, cancellationToken));

            // While these were marked, others may have come or ended.
            if (leaving.Count + mailings.Count > 0)
                continue;
            alarm.Change(wait, Timeout.InfiniteTimeSpan);
            await Task.WhenAny(woken, freed);
        }

        // Requests that have left are heard out, so that their results are known.
        await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// What may leave at this instant within the rates, durably marked as leaving, all of it by one commit. The writer looks for it: it has
    /// the pages at hand that it wrote a moment ago, and another connection would read them from the disk after each commit.
    /// </summary>
    private async Task<Choice> ChooseAsync(CancellationToken cancellationToken)
    {
        if (_running.Count >= Parallel)
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
        var (chosen, mailings) = (new List<ReadyRow>(), new List<ReadyRow>());
        var spent = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in OutboxTable.ReadReady(transaction, sender.Channel, now).Take(Look))
        {
            if (_running.Count + chosen.Count + mailings.Count >= Parallel)
                break;
            if (_running.ContainsKey(row.Chat.Chat))
                continue;
            if (row.Kind == OutboxKind.Mailing)
            {
                mailings.Add(row);
                continue;
            }

            // The channel is asked first: a chat must not spend its tokens on sends that the channel holds back.
            if (!_channelLimit.HasToken(chosen.Count, out var delay))
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
            chosen.Add(row);
        }

        // Marked only now: what is being read may not be changed.
        var leaving = new List<MarkedRow>(chosen.Count);
        foreach (var row in chosen)
        {
            if (OutboxTable.BeginSending(transaction, row) is { } marked)
                leaving.Add(marked);
        }

        return new Choice(leaving, mailings, wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait);
    }

    private void Run(ChatAddress chat, Task running)
    {
        _running[chat.Chat] = running;
        running.GetAwaiter().OnCompleted(_own.Raise);
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
    private async Task SendAsync(MarkedRow marked)
    {
        // The next ones are marked meanwhile.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var row = marked.Header;
        try
        {
            row = marked.Open();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90), time);
            var record = row.Kind == OutboxKind.MailingBatch ? await SendBatchAsync(row, patience.Token) : await SendOneAsync(row, patience.Token);
            await RecordPatientlyAsync(row, record);
        }
        catch (JsonException e)
        {
            // Otherwise it would be «sending», and its chat silent, until the next start, and after that again.
            await RecordPatientlyAsync(row, () => _results.RecordAsync(row, new SendResult.Rejected($"the row cannot be read: {e.Message}"), []));
        }
        catch (Exception e)
        {
            LogSendFailed(logger, row.Id, sender.Channel.Messenger, e);
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

    // Both ways of sending tell what is left to write down.
    private async Task<Func<Task>> SendOneAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var (result, uploaded) = await AttemptAsync(
            row,
            async () => row.Kind switch
            {
                OutboxKind.RemoveButtons when row.TargetMessageId is null => (new SendResult.Delivered(""), []),
                OutboxKind.RemoveButtons => (await sender.RemoveButtonsAsync(row.Chat.Chat, row.TargetMessageId, row.Message, cancellationToken), []),
                OutboxKind.Edit when row.TargetMessageId is not null => await EditAsync(row, cancellationToken),
                _ => await SendNewAsync(row, cancellationToken),
            },
            retry => (retry, (IReadOnlyList<UploadedFile>)[]));
        return () => _results.RecordAsync(row, result, uploaded);
    }

    private async Task<Func<Task>> SendBatchAsync(OutboxRow batch, CancellationToken cancellationToken)
    {
        List<string> chats;
        await using (var connection = store.OpenConnection())
            chats = MailingTable.ReadWaiting(connection, batch.Id);
        IReadOnlyList<UploadedFile> uploaded = [];
        var results = chats.Count == 0 ? [] : await AttemptAsync(
            batch,
            async () =>
            {
                await using var opened = await OpenFilesAsync(batch, cancellationToken);
                var sent = await sender.SendToManyAsync(chats, Noted(batch.Message, opened), opened.Files, Deduplication(batch.Id), cancellationToken);
                uploaded = sent.Select(opened.NewNames).FirstOrDefault(names => names.Count > 0, []);
                return sent;
            },
            retry => [.. chats.Select(_ => retry)]);
        return () => _results.RecordBatchAsync(batch, chats, results, uploaded);
    }

    /// <param name="failed">What it comes to when the messenger did not answer, or the adapter has a fault.</param>
    private async Task<T> AttemptAsync<T>(OutboxRow row, Func<Task<T>> attempt, Func<SendResult, T> failed)
    {
        using var activity = Telemetry.Source.StartActivity("send");
        activity?.SetTag("methodbot.messenger", sender.Channel.Messenger).SetTag("methodbot.row", row.Kind.ToString());
        var started = time.GetTimestamp();
        try
        {
            return await attempt();
        }
        catch (OperationCanceledException)
        {
            return failed(new SendResult.Retry("the messenger did not answer in time", OutcomeUnknown: true));
        }
        catch (Exception e)
        {
            // The row is «sending»: without a result it would stay so, and its chat silent, until the next start.
            LogSendFailed(logger, row.Id, sender.Channel.Messenger, e);
            return failed(new SendResult.Retry(e.GetType().Name, OutcomeUnknown: true));
        }
        finally
        {
            Telemetry.SendDuration.Record(time.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("messenger", sender.Channel.Messenger));
        }
    }

    private async Task<(SendResult Result, IReadOnlyList<UploadedFile> Uploaded)> EditAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var result = await sender.EditAsync(row.Chat.Chat, row.TargetMessageId!, row.Message, cancellationToken);
        // A refused edit would leave the old question standing with its buttons.
        return result is SendResult.CannotEdit or SendResult.Rejected ? await SendNewAsync(row, cancellationToken) : (result, []);
    }

    private async Task<(SendResult Result, IReadOnlyList<UploadedFile> Uploaded)> SendNewAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var opened = await OpenFilesAsync(row, cancellationToken);
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var activity = ShowActivityAsync(row.Chat.Chat, opened.Files, sending.Token);
        try
        {
            var result = await sender.SendAsync(row.Chat.Chat, Noted(row.Message, opened), opened.Files, Deduplication(row.Id), cancellationToken);
            return (result, opened.NewNames(result));
        }
        finally
        {
            // What has arrived is not on its way any more.
            await sending.CancelAsync();
            await activity;
        }
    }

    /// <summary>Beside an upload, which does not wait for it.</summary>
    private async Task ShowActivityAsync(string chat, IReadOnlyList<OpenAttachment> files, CancellationToken cancellationToken)
    {
        if (files.FirstOrDefault(file => file.KnownAs is null) is not { } upload)
            return;
        try
        {
            await sender.ShowActivityAsync(chat, upload.Kind, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The upload was quicker.
        }
    }

    private Task<OpenedFiles> OpenFilesAsync(OutboxRow row, CancellationToken cancellationToken) =>
        files.OpenAsync(row.Message.Attachments, sender.Channel, library.Dialogs.Texts.Plain(TurnTexts.FileMissing), cancellationToken);

    private static OutboundMessage Noted(OutboundMessage message, OpenedFiles opened) =>
        opened.MissingNote is null ? message : message with { Text = message.Text.Add(new TextSpan("\n" + opened.MissingNote)) };

    /// <summary>
    /// An int32 for the messenger's own dedup: the same for each attempt, another for every row of this store; 64 apart, so that the
    /// adapter can number the parts of a split message. The epoch keeps two stores (a restored copy, say) from meeting.
    /// </summary>
    private int Deduplication(long row) => (int)((store.Epoch + (row * 64)) & 0x7fffffff);

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

    /// <summary>What a look at the outbox came to, and how long to wait where nothing wakes earlier.</summary>
    private sealed record Choice(IReadOnlyList<MarkedRow> Leaving, IReadOnlyList<ReadyRow> Mailings, TimeSpan Wait);

    [LoggerMessage(EventId = 206, Level = LogLevel.Error, Message = "the outbox of {Messenger} could not be looked at; messages wait")]
    private static partial void LogChooseFailed(ILogger logger, string messenger, Exception exception);

    [LoggerMessage(EventId = 201, Level = LogLevel.Error, Message = "outbox row {Row} of {Messenger} could not be sent; it stays queued")]
    private static partial void LogSendFailed(ILogger logger, long row, string messenger, Exception exception);
}
