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
    ChannelId channel, TelegramClient client, IBotCommands? commands, Backoff backoff, ILogger<TelegramReceiver> logger) : IMessengerReceiver
{
    private static readonly TimeSpan RefusedTokenPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OtherPollerPause = TimeSpan.FromSeconds(10);

    private string? _username;
    private IReadOnlyList<BotCommand> _menu = [];
    private bool _prepared;
    private long? _offset;

    public ChannelId Channel => channel;

    public async Task RunAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if ((!_prepared || MenuHasChanged()) && !backoff.Failing)
                    await PrepareAsync(cancellationToken);
                var (updates, failure) = await client.GetUpdatesAsync(_offset, TelegramUpdates.Wanted, cancellationToken);
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
        var translated = updates.Select(u => TelegramUpdates.Translate(u, _username)).ToList();
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

        if (updates.Max(TelegramUpdates.ReadId) is { } last)
            _offset = last + 1;
        return true;
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

    // Its words stand in the dialogs' folder, where they change while the bot runs.
    private bool MenuHasChanged() => commands is not null && !commands.Commands.SequenceEqual(_menu);

    /// <summary>What is nice to have before the first update; tried again while the network is away, never a reason not to poll.</summary>
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var (me, failure) = await client.GetMeAsync(cancellationToken);
        _username = me?.Username ?? _username;
        if (failure is null && commands?.Commands is { Count: > 0 } list)
        {
            _menu = list;
            var entries = list.Select(c => new CommandEntry(c.Command, c.Description)).ToImmutableArray();
            (_, failure) = await client.SetMyCommandsAsync(new SetMyCommands(entries), cancellationToken);
        }

        _prepared = failure is null || TelegramErrors.ToSendResult(failure) is SendResult.Rejected;
        if (failure is not null)
            logger.LogWarning("{Channel}: the bot's name is not read and its menu of commands not set: {Reason}", channel, failure.Description);
    }
}
