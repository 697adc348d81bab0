using MethodBot.Conversations.Files;
using MethodBot.Conversations.Health;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Outbox;

/// <summary>Writes down how sends of one channel ended: what is done, what is tried again and when, what goes another way.</summary>
internal sealed partial class SendRecorder(
    ChannelId channel, StoreWriter writer, CommitSignal signal, DialogLibrary library, SliceSet slices, ServiceClock clock, TimeProvider time, ILogger logger)
{
    private const int FewAttempts = 50;
    private static readonly TimeSpan Endurance = TimeSpan.FromDays(3);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(2);

    /// <summary>A messenger that is away for longer is gone round, where the person has another.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public async Task RecordAsync(OutboxRow row, SendResult result, IReadOnlyList<UploadedFile> uploaded)
    {
        var now = time.GetUtcNow();
        Count(row, result);
        switch (result)
        {
            case SendResult.Delivered delivered:
                await writer.WriteAsync(
                    transaction =>
                    {
                        OutboxTable.Finish(transaction, row, OutboxState.Delivered, delivered.MessageId, null, now);
                        if (delivered.Parts is { } parts)
                            OutboxTable.AddParts(transaction, row, parts);
                        UploadTable.Save(transaction, channel, uploaded);
                    },
                    CancellationToken.None);
                break;
            case SendResult.Unreachable unreachable:
                LogUnreachable(logger, row.Id, channel.Messenger, unreachable.Reason);
                await writer.WriteAsync(
                    transaction =>
                    {
                        OutboxTable.Finish(transaction, row, OutboxState.Unreachable, null, unreachable.Reason, now);
                        ConversationTable.SetReachable(transaction, row.Chat, false);
                        Redirect(transaction, row, now);
                    },
                    CancellationToken.None);
                break;
            case SendResult.Moved moved:
                await writer.WriteAsync(
                    transaction =>
                    {
                        OutboxTable.Postpone(transaction, row.Id, now, "the chat has moved");
                        ChatMoves.Record(transaction, row.Chat, moved.Chat);
                    },
                    CancellationToken.None);
                break;
            // Never one that may have arrived: it would be there twice.
            case SendResult.Retry { OutcomeUnknown: false } retry when now - row.CreatedAt >= Patience && await GoRoundAsync(row, retry.Reason, now):
                break;
            // A platform may be away for days; only what it keeps failing on all that time is given up.
            case SendResult.Retry retry when row.Attempts < FewAttempts || now - row.CreatedAt < Endurance:
                LogRetry(logger, row.Id, channel.Messenger, retry.Reason);
                await PostponeAsync(retry.After ?? Backoff(row.Attempts), retry.Reason);
                break;
            case SendResult.Unauthorized unauthorized:
                LogUnauthorized(logger, channel.Messenger, unauthorized.Reason);
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
                    LogRefused(logger, row.Id, channel.Messenger, reason);
                await FinishAsync(OutboxState.Refused, null, reason);
                break;
        }

        Task FinishAsync(OutboxState state, string? message, string? error) => writer.WriteAsync(
            transaction => OutboxTable.Finish(transaction, row, state, message, error, now), CancellationToken.None);

        Task PostponeAsync(TimeSpan pause, string reason) => writer.WriteAsync(
            transaction => OutboxTable.Postpone(transaction, row.Id, now + pause, reason), CancellationToken.None);
    }

    // Each recipient has a result of its own; the batch stays as long as one has none that is final.
    public async Task RecordBatchAsync(OutboxRow batch, List<string> chats, IReadOnlyList<SendResult> results, IReadOnlyList<UploadedFile> uploaded)
    {
        var now = time.GetUtcNow();
        foreach (var result in results)
            Count(batch, result);
        var again = results.OfType<SendResult.Retry>().FirstOrDefault();
        var unauthorized = results.OfType<SendResult.Unauthorized>().FirstOrDefault();
        var endures = batch.Attempts < FewAttempts || now - batch.CreatedAt < Endurance;
        if (again is not null)
            LogRetry(logger, batch.Id, channel.Messenger, again.Reason);
        if (unauthorized is not null)
            LogUnauthorized(logger, channel.Messenger, unauthorized.Reason);
        if (results.OfType<SendResult.Rejected>().FirstOrDefault() is { } rejected)
            LogRefused(logger, batch.Id, channel.Messenger, rejected.Reason);
        await writer.WriteAsync(
            transaction =>
            {
                for (var i = 0; i < chats.Count; i++)
                    RecordRecipient(transaction, batch, chats[i], results[i], endures, now);
                UploadTable.Save(transaction, channel, uploaded);
                if (MailingTable.ReadWaiting(transaction.Connection, batch.Id).Count == 0)
                    OutboxTable.Finish(transaction, batch, OutboxState.Delivered, null, null, now);
                else
                    OutboxTable.Postpone(transaction, batch.Id, now + (unauthorized is null ? again?.After ?? Backoff(batch.Attempts) : MaxPause), again?.Reason ?? unauthorized!.Reason);
            },
            CancellationToken.None);
    }

    private void RecordRecipient(StoreTransaction transaction, OutboxRow batch, string chat, SendResult result, bool endures, DateTimeOffset now)
    {
        switch (result)
        {
            case SendResult.Delivered:
                MailingTable.Finish(transaction, batch.Id, chat, OutboxState.Delivered, null);
                ConversationTable.MarkOvertaken(transaction, batch.Chat with { Chat = chat }, batch.Id);
                break;
            case SendResult.Unreachable unreachable:
                MailingTable.Finish(transaction, batch.Id, chat, OutboxState.Unreachable, unreachable.Reason);
                ConversationTable.SetReachable(transaction, batch.Chat with { Chat = chat }, false);
                Redirect(transaction, batch with { Chat = batch.Chat with { Chat = chat } }, now);
                break;
            case SendResult.Unauthorized:
            case SendResult.Retry when endures:
                break;
            case SendResult.Rejected rejected:
                MailingTable.Finish(transaction, batch.Id, chat, OutboxState.Refused, rejected.Reason);
                break;
            default:
                MailingTable.Finish(transaction, batch.Id, chat, OutboxState.Refused, (result as SendResult.Retry)?.Reason);
                break;
        }
    }

    private void Count(OutboxRow row, SendResult result) => Telemetry.Sends.Add(
        1,
        new("messenger", channel.Messenger),
        new("row", row.Kind.ToString()),
        new("result", result is SendResult.Retry { OutcomeUnknown: true } ? "Unknown" : result.GetType().Name));

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
        if (row is not { Kind: OutboxKind.Send or OutboxKind.MailingBatch, Priority: not OutboxPriority.Reply })
            return false;
        transaction.AfterCommit(signal.Raise);
        return slices.Redirect(
            new ServiceContext(transaction, now, clock, library.Dialogs), new UndeliveredMessage(row.Chat, row.Id, row.Message, row.Tag, row.Priority));
    }

    // Half a second after the first failure, for somebody waits for the next question; then twice as long each time.
    private static TimeSpan Backoff(int attempts)
    {
        var seconds = Math.Min(MaxPause.TotalSeconds, Math.Pow(2, Math.Min(attempts, 9)) / 4);
        return TimeSpan.FromSeconds(seconds * (0.75 + (Random.Shared.NextDouble() / 2)));
    }

    [LoggerMessage(EventId = 202, Level = LogLevel.Information, Message = "outbox row {Row}: the person cannot be reached in {Messenger} ({Reason})")]
    private static partial void LogUnreachable(ILogger logger, long row, string messenger, string reason);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning, Message = "outbox row {Row} of {Messenger} will be sent again: {Reason}")]
    private static partial void LogRetry(ILogger logger, long row, string messenger, string reason);

    [LoggerMessage(EventId = 204, Level = LogLevel.Error, Message = "{Messenger} refuses the token ({Reason}); check the setting, messages wait")]
    private static partial void LogUnauthorized(ILogger logger, string messenger, string reason);

    [LoggerMessage(EventId = 205, Level = LogLevel.Error, Message = "outbox row {Row} was refused by {Messenger}: {Reason}")]
    private static partial void LogRefused(ILogger logger, long row, string messenger, string reason);
}
