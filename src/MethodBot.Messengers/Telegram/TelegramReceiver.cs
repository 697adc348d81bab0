using System.Collections.Immutable;
using System.Text.Json;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Logging;

namespace MethodBot.Messengers.Telegram;

/// <summary>
/// Long polling. The offset that confirms a batch goes out with the next request, so only after the sink has committed it; what
/// was committed but not yet confirmed when the process died is delivered again and dropped by its key.
/// </summary>
internal sealed class TelegramReceiver(
    ChannelId channel, TelegramClient client, TelegramPresence presence, Backoff backoff, ILogger<TelegramReceiver> logger) : IMessengerReceiver
{
    private const int LargestBatch = 100;

    private static readonly TimeSpan RefusedTokenPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OtherPollerPause = TimeSpan.FromSeconds(10);

    private long? _offset;
    private int _limit = LargestBatch;

    public ChannelId Channel => channel;

    public DateTimeOffset? SilentSince => backoff.FailingSince;

    public async Task RunAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (!backoff.Failing)
                    await presence.PrepareAsync(cancellationToken);
                var (updates, failure) = await client.GetUpdatesAsync(_offset, _limit, TelegramUpdates.Wanted, cancellationToken);
                // A batch that is too large to be read would come again for ever: in small pieces it is read.
                _limit = failure is null ? LargestBatch : failure.AnswerTooLarge ? 1 : _limit;
                if (failure is not null)
                    await RecoverAsync(failure, cancellationToken);
                else if (await TryAcceptAsync(sink, updates, cancellationToken))
                    ReportRecovery();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug("{Channel}: receiving stopped", channel);
        }
    }

    private async Task<bool> TryAcceptAsync(IUpdateSink sink, ImmutableArray<JsonElement> updates, CancellationToken cancellationToken)
    {
        if (updates.IsDefaultOrEmpty)
            return true;
        var translated = updates.Select(u => TelegramUpdates.Translate(u, presence.Username)).ToList();
        try
        {
            await sink.AcceptAsync(channel, translated, cursor: null, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var pause = backoff.Next();
            logger.LogError(
                exception, "{Channel}: {Count} updates could not be stored; Telegram keeps them, asking again in {Pause}", channel, updates.Length, pause);
            await backoff.PauseAsync(pause, cancellationToken);
            return false;
        }

        var before = _offset;
        // A negative offset would have Telegram forget what waits, and one beyond its own numbers confirms nothing.
        if (updates.Select(TelegramUpdates.ReadId).Where(id => id is > 0 and < int.MaxValue).Max() is { } last)
            _offset = last + 1;
        if (_offset != before)
            return true;
        var rest = backoff.Next();
        logger.LogInformation("{Channel}: Telegram brought updates once more that it had a confirmation for; asking again in {Pause}", channel, rest);
        await backoff.PauseAsync(rest, cancellationToken);
        return false;
    }

    private async Task RecoverAsync(TelegramFailure failure, CancellationToken cancellationToken)
    {
        if (failure.Code == 409 && failure.Says("webhook is active"))
        {
            logger.LogWarning("{Channel}: a webhook is set for this bot, which excludes polling; removing it, its updates are kept", channel);
            failure = (await client.DeleteWebhookAsync(cancellationToken)).Failure ?? failure;
        }

        TimeSpan? atLeast = failure.RetryAfter;
        if (TelegramErrors.RefusesToken(failure))
            atLeast = RefusedTokenPause;
        else if (failure.Code == 409 && !failure.Says("webhook"))
            atLeast = OtherPollerPause;
        var pause = backoff.Next(atLeast);
        if (TelegramErrors.RefusesToken(failure))
        {
            logger.LogError(
                "{Channel}: Telegram refuses the token. Set Telegram:Token to the one that @BotFather shows; asking again in {Pause}", channel, pause);
        }
        else if (atLeast == OtherPollerPause)
        {
            logger.LogError(
                "{Channel}: another program receives this bot's updates (a second copy of the bot?). Stop it: Telegram serves one; asking again in {Pause}",
                channel, pause);
        }
        else
        {
            logger.LogWarning("{Channel}: no updates: {Reason}; asking again in {Pause}", channel, failure.Description, pause);
        }

        await backoff.PauseAsync(pause, cancellationToken);
    }

    private void ReportRecovery()
    {
        if (backoff.Failing)
            logger.LogInformation("{Channel}: receiving again", channel);
        backoff.Reset();
    }
}
