using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Turns;

/// <summary>
/// The durable inbox: every update that receivers bring becomes a turn in the writer's transaction, and only what has been committed
/// is acknowledged, to the messenger and on the pressed button.
/// </summary>
internal sealed partial class TurnLoop(
    StoreWriter writer, TurnProcessor processor, CrashGuard guard, ChannelDirectory channels, CommitSignal signal, ILogger<TurnLoop> logger) : IUpdateSink
{
    public async Task AcceptAsync(ChannelId channel, IReadOnlyList<InboundUpdate> updates, string? cursor, CancellationToken cancellationToken)
    {
        var sender = channels.FindSender(channel);
        if (guard.IsCareful)
        {
            await TakeCarefullyAsync(channel, updates, sender, cancellationToken);
            updates = [];
        }

        if (updates.Count == 0 && cursor is null)
            return;
        var answers = await writer.WriteAsync(
            transaction =>
            {
                var presses = updates.Select(update => processor.Process(transaction, channel, update, sender?.Limits)).OfType<PressAnswer>().ToList();
                if (cursor is not null)
                    InboxTable.SaveCursor(transaction, channel, cursor);
                transaction.AfterCommit(signal.Raise);
                return presses;
            },
            cancellationToken);
        Acknowledge(sender, answers, cancellationToken);
    }

    public Task<string?> ReadCursorAsync(ChannelId channel, CancellationToken cancellationToken) =>
        writer.WriteAsync(transaction => InboxTable.ReadCursor(transaction, channel), cancellationToken);

    // One a transaction, which also marks the one after it: so a mark costs no commit of its own.
    private async Task TakeCarefullyAsync(ChannelId channel, IReadOnlyList<InboundUpdate> updates, IMessengerSender? sender, CancellationToken cancellationToken)
    {
        var (waiting, mayRun) = await writer.WriteAsync(
            transaction =>
            {
                var sorted = CrashGuard.Sort(transaction, channel, updates);
                return (sorted, sorted.Count == 0 || guard.Mark(transaction, channel, sorted[0].Key));
            },
            cancellationToken);
        for (var i = 0; i < waiting.Count; i++)
        {
            var (update, next, isAllowed) = (waiting[i], i + 1 < waiting.Count ? waiting[i + 1] : null, mayRun);
            (var answer, mayRun) = await writer.WriteAsync(
                transaction =>
                {
                    guard.Unmark(transaction, channel, update.Key);
                    transaction.AfterCommit(signal.Raise);
                    var taken = isAllowed
                        ? processor.Process(transaction, channel, update, sender?.Limits)
                        : processor.Refuse(transaction, channel, update, "the program ended each time while taking it");
                    return (taken, next is null || guard.Mark(transaction, channel, next.Key));
                },
                cancellationToken);
            if (answer is not null)
                Acknowledge(sender, [answer], cancellationToken);
        }
    }

    // Spinners stop at once and beside everything else: a lost one is only a spinner.
    private void Acknowledge(IMessengerSender? sender, IEnumerable<PressAnswer> answers, CancellationToken cancellationToken)
    {
        if (sender is null)
            return;
        foreach (var answer in answers)
            _ = AcknowledgeAsync(sender, answer, cancellationToken);
    }

    private async Task AcknowledgeAsync(IMessengerSender sender, PressAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            await sender.AcknowledgePressAsync(answer.Chat, answer.Account, answer.Token, answer.Notice, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the spinner runs out by itself.
        }
        catch (Exception e)
        {
            LogAcknowledgeFailed(logger, sender.Channel.Messenger, e);
        }
    }

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "a press could not be acknowledged in {Messenger}")]
    private static partial void LogAcknowledgeFailed(ILogger logger, string messenger, Exception exception);
}
