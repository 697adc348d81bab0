using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Storage;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Turns;

/// <summary>
/// The durable inbox: every update that receivers bring becomes a turn in the writer's transaction, and only what has been committed
/// is acknowledged, to the messenger and on the pressed button.
/// </summary>
internal sealed partial class TurnLoop(
    StoreWriter writer, TurnProcessor processor, ChannelDirectory channels, OutboxSignal signal, ILogger<TurnLoop> logger) : IUpdateSink
{
    public async Task AcceptAsync(ChannelId channel, IReadOnlyList<InboundUpdate> updates, string? cursor, CancellationToken cancellationToken)
    {
        var sender = channels.FindSender(channel);
        var answers = await writer.WriteAsync(
            transaction =>
            {
                var presses = new List<PressAnswer>();
                foreach (var update in updates)
                {
                    if (processor.Process(transaction, channel, update, sender?.Limits) is { } press)
                        presses.Add(press);
                }

                if (cursor is not null)
                    InboxTable.SaveCursor(transaction, channel, cursor);
                transaction.AfterCommit(signal.Raise);
                return presses;
            },
            cancellationToken);

        // Spinners stop at once and beside everything else: a lost one is only a spinner.
        if (sender is not null)
        {
            foreach (var answer in answers)
                _ = AcknowledgeAsync(sender, answer, cancellationToken);
        }
    }

    public Task<string?> ReadCursorAsync(ChannelId channel, CancellationToken cancellationToken) =>
        writer.WriteAsync(transaction => InboxTable.ReadCursor(transaction, channel), cancellationToken);

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
