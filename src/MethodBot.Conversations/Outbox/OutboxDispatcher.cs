using MethodBot.Conversations.Files;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using Microsoft.Data.Sqlite;
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
    private const int Parallel = 8;
    private const int ChatBurst = 5;
    private const int FewAttempts = 50;
    private static readonly TimeSpan Endurance = TimeSpan.FromDays(3);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(2);

    /// <summary>A messenger that is away for longer is gone round, where the person has another.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, RateLimiter> _chatLimits = new(StringComparer.Ordinal);
    private readonly RateLimiter _channelLimit = new(sender.SendsPerSecond, Math.Max(1, sender.SendsPerSecond / 2), time);
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = store.OpenConnection();
        while (!cancellationToken.IsCancellationRequested)
        {
            var woken = signal.Next;
            foreach (var chat in _running.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key).ToList())
                _running.Remove(chat);
            var wait = StartReady(connection, cancellationToken);
            try
            {
                await Task.WhenAny([woken, Task.Delay(wait, time, cancellationToken), .. _running.Values]);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        // Requests that have left are heard out, so that their results are known.
        await Task.WhenAll(_running.Values);
    }

    private TimeSpan StartReady(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var wait = LongestWait;
        if (OutboxTable.NextPause(connection, sender.Channel, now) is { } pause && pause - now < wait)
            wait = pause - now;
        foreach (var row in OutboxTable.ReadReady(connection, sender.Channel, now, Parallel * 8))
        {
            if (_running.Count >= Parallel)
                break;
            if (_running.ContainsKey(row.Chat.Chat))
                continue;
            // The channel is asked first but pays last: a chat must not spend its tokens on sends that the channel holds back.
            if (!_channelLimit.HasToken(out var delay))
            {
                wait = delay < wait ? delay : wait;
                break;
            }

            if (!ChatLimit(row.Chat.Chat).TryTake(out delay))
            {
                wait = delay < wait ? delay : wait;
                continue;
            }

            _channelLimit.TryTake(out _);
            _running[row.Chat.Chat] = SendAsync(row, cancellationToken);
        }

        return wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait;
    }

    private RateLimiter ChatLimit(string chat)
    {
        const int ManyChats = 10_000;
        if (_chatLimits.Count > ManyChats)
        {
            foreach (var idle in _chatLimits.Where(pair => pair.Value.IsFull).Select(pair => pair.Key).ToList())
                _chatLimits.Remove(idle);
        }

        if (!_chatLimits.TryGetValue(chat, out var limit))
        {
            limit = new RateLimiter(sender.SendsPerSecondPerChat, ChatBurst, time);
            _chatLimits[chat] = limit;
        }

        return limit;
    }

    private async Task SendAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        try
        {
            var current = await writer.WriteAsync(transaction => OutboxTable.BeginSending(transaction, row), cancellationToken);
            if (current is null)
                return;
            // From here on the request is under way: a stop waits for its answer instead of leaving it unknown.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90), time);
            var result = await AttemptAsync(current, patience.Token);
            await RecordPatientlyAsync(current, result);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Not begun: it leaves at the next start.
        }
        catch (Exception e)
        {
            LogSendFailed(logger, row.Id, sender.Channel.Messenger, e);
            await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
        }
        finally
        {
            signal.Raise();
        }
    }

    private async Task<SendResult> AttemptAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        try
        {
            return row.Kind switch
            {
                OutboxKind.RemoveButtons when row.TargetMessageId is null => new SendResult.Delivered(""),
                OutboxKind.RemoveButtons => await sender.RemoveButtonsAsync(row.Chat.Chat, row.TargetMessageId, row.Message, cancellationToken),
                OutboxKind.Edit when row.TargetMessageId is not null => await EditAsync(row, cancellationToken),
                _ => await SendNewAsync(row, cancellationToken),
            };
        }
        catch (OperationCanceledException)
        {
            return new SendResult.Retry("the messenger did not answer in time", OutcomeUnknown: true);
        }
        catch (Exception e)
        {
            // The row is «sending»: without a result it would stay so, and its chat silent, until the next start.
            LogSendFailed(logger, row.Id, sender.Channel.Messenger, e);
            return new SendResult.Retry(e.GetType().Name, OutcomeUnknown: true);
        }
    }

    private async Task<SendResult> EditAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var result = await sender.EditAsync(row.Chat.Chat, row.TargetMessageId!, row.Message, cancellationToken);
        // A refused edit would leave the old question standing with its buttons.
        return result is SendResult.CannotEdit or SendResult.Rejected ? await SendNewAsync(row, cancellationToken) : result;
    }

    private async Task<SendResult> SendNewAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var opened = await files.OpenAsync(row.Message.Attachments, library.Dialogs.Texts.Plain(TurnTexts.FileMissing), cancellationToken);
        var message = opened.MissingNote is null
            ? row.Message
            : row.Message with { Text = row.Message.Text.Add(new TextSpan("\n" + opened.MissingNote)) };
        return await sender.SendAsync(row.Chat.Chat, message, opened.Files, Deduplication(row.Id), cancellationToken);
    }

    /// <summary>
    /// An int32 for the messenger's own dedup: the same for each attempt, another for every row of this store; 64 apart, so that the
    /// adapter can number the parts of a split message. The epoch keeps two stores (a restored copy, say) from meeting.
    /// </summary>
    private int Deduplication(long row) => (int)((store.Epoch + (row * 64)) & 0x7fffffff);

    // A result that is not recorded would leave the row «sending» and its chat silent: while the disk is full, it waits.
    private async Task RecordPatientlyAsync(OutboxRow row, SendResult result)
    {
        while (true)
        {
            try
            {
                await RecordAsync(row, result);
                return;
            }
            catch (StoreException e)
            {
                LogSendFailed(logger, row.Id, sender.Channel.Messenger, e);
                await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
            }
        }
    }

    private async Task RecordAsync(OutboxRow row, SendResult result)
    {
        var now = time.GetUtcNow();
        switch (result)
        {
            case SendResult.Delivered delivered:
                await writer.WriteAsync(
                    transaction =>
                    {
                        OutboxTable.Finish(transaction, row, OutboxState.Delivered, delivered.MessageId, null, now);
                        if (delivered.Parts is { } parts)
                            OutboxTable.AddParts(transaction, row, parts);
                    },
                    CancellationToken.None);
                break;
            case SendResult.Unreachable unreachable:
                LogUnreachable(logger, row.Id, sender.Channel.Messenger, unreachable.Reason);
                await writer.WriteAsync(
                    transaction =>
                    {
                        OutboxTable.Finish(transaction, row, OutboxState.Unreachable, null, unreachable.Reason, now);
                        ConversationTable.SetReachable(transaction, row.Chat, false);
                        Redirect(transaction, row, now);
                    },
                    CancellationToken.None);
                break;
            // Never one that may have arrived: it would be there twice.
            case SendResult.Retry { OutcomeUnknown: false } retry when now - row.CreatedAt >= Patience && await GoRoundAsync(row, retry.Reason, now):
                break;
            // A platform may be away for days; only what it keeps failing on all that time is given up.
            case SendResult.Retry retry when row.Attempts < FewAttempts || now - row.CreatedAt < Endurance:
                LogRetry(logger, row.Id, sender.Channel.Messenger, retry.Reason);
                await PostponeAsync(retry.After ?? Backoff(row.Attempts), retry.Reason);
                break;
            case SendResult.Unauthorized unauthorized:
                LogUnauthorized(logger, sender.Channel.Messenger, unauthorized.Reason);
                await PostponeAsync(MaxPause, unauthorized.Reason);
                break;
            case SendResult.Rejected or SendResult.CannotEdit or SendResult.Retry:
                var reason = result switch
                {
                    SendResult.Rejected rejected => rejected.Reason,
                    SendResult.Retry retry => retry.Reason,
                    _ => "the message cannot be changed any more",
                };
                // Buttons that could not be taken off are only old buttons; a refused message is a fault to look into.
                if (row.Kind != OutboxKind.RemoveButtons)
                    LogRefused(logger, row.Id, sender.Channel.Messenger, reason);
                await FinishAsync(OutboxState.Refused, null, reason);
                break;
        }

        Task FinishAsync(OutboxState state, string? message, string? error) => writer.WriteAsync(
            transaction => OutboxTable.Finish(transaction, row, state, message, error, now), CancellationToken.None);

        Task PostponeAsync(TimeSpan pause, string reason) => writer.WriteAsync(
            transaction => OutboxTable.Postpone(transaction, row.Id, now + pause, reason), CancellationToken.None);
    }

    private Task<bool> GoRoundAsync(OutboxRow row, string reason, DateTimeOffset now) => writer.WriteAsync(
        transaction =>
        {
            if (!Redirect(transaction, row, now))
                return false;
            OutboxTable.Finish(transaction, row, OutboxState.Unreachable, null, reason, now);
            return true;
        },
        CancellationToken.None);

    // What answers a turn belongs to that chat; what a slice sent belongs to the person.
    private bool Redirect(StoreTransaction transaction, OutboxRow row, DateTimeOffset now)
    {
        if (row is not { Kind: OutboxKind.Send, Priority: not OutboxPriority.Reply })
            return false;
        transaction.AfterCommit(signal.Raise);
        return slices.Redirect(
            new ServiceContext(transaction, now, clock, library.Dialogs), new UndeliveredMessage(row.Chat, row.Id, row.Message, row.Tag, row.Priority));
    }

    private static TimeSpan Backoff(int attempts)
    {
        var seconds = Math.Min(MaxPause.TotalSeconds, Math.Pow(2, Math.Min(attempts, 7)) / 2);
        return TimeSpan.FromSeconds(seconds * (0.75 + (Random.Shared.NextDouble() / 2)));
    }

    [LoggerMessage(EventId = 201, Level = LogLevel.Error, Message = "outbox row {Row} of {Messenger} could not be sent; it stays queued")]
    private static partial void LogSendFailed(ILogger logger, long row, string messenger, Exception exception);

    [LoggerMessage(EventId = 202, Level = LogLevel.Information, Message = "outbox row {Row}: the person cannot be reached in {Messenger} ({Reason})")]
    private static partial void LogUnreachable(ILogger logger, long row, string messenger, string reason);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning, Message = "outbox row {Row} of {Messenger} will be sent again: {Reason}")]
    private static partial void LogRetry(ILogger logger, long row, string messenger, string reason);

    [LoggerMessage(EventId = 204, Level = LogLevel.Error, Message = "{Messenger} refuses the token ({Reason}); check the setting, messages wait")]
    private static partial void LogUnauthorized(ILogger logger, string messenger, string reason);

    [LoggerMessage(EventId = 205, Level = LogLevel.Error, Message = "outbox row {Row} was refused by {Messenger}: {Reason}")]
    private static partial void LogRefused(ILogger logger, long row, string messenger, string reason);
}
