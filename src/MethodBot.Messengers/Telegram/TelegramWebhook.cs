using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Logging;

namespace MethodBot.Messengers.Telegram;

/// <summary>
/// Webhook: Telegram brings each update by itself and brings it again until it is answered with 200, which happens only once the
/// sink has committed it. The address is registered at start and looked after from then on: another program that polls with the
/// same token would switch it off.
/// </summary>
/// <param name="address">As Telegram reaches it.</param>
internal sealed class TelegramWebhook(
    ChannelId channel, TelegramClient client, Uri address, string secret, TelegramPresence presence, TimeProvider time, Backoff backoff,
    ILogger<TelegramWebhook> logger) : IWebhookReceiver
{
    public const string DefaultPath = "/webhooks/telegram";
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    private static readonly TimeSpan Watch = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OperatorPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StoragePause = TimeSpan.FromSeconds(5);

    private bool _registered;
    private long _lastErrorTold;

    public ChannelId Channel => channel;

    public DateTimeOffset? SilentSince => backoff.FailingSince;

    public ImmutableArray<string> Paths => [DefaultPath, .. address.AbsolutePath is var path && path != DefaultPath ? [path] : Array.Empty<string>()];

    public async Task RunAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await presence.PrepareAsync(cancellationToken);
                var failure = await EnsureRegisteredAsync(cancellationToken);
                if (failure is null)
                    backoff.Reset();
                else
                    Tell(failure);
                await Task.Delay(
                    failure is null ? Watch : backoff.Next(TelegramErrors.RefusesToken(failure) ? OperatorPause : failure.RetryAfter), time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug("{Channel}: receiving stopped", channel);
        }
    }

    public async Task<WebhookReply> TakeAsync(WebhookRequest request, IUpdateSink sink, CancellationToken cancellationToken)
    {
        if (!WebhookSecret.Matches(request.Header(SecretHeader), secret))
        {
            logger.LogWarning("{Channel}: a request to the webhook did not bear Telegram's secret and was refused", channel);
            return new WebhookReply(403);
        }

        var text = WireText.Decode(request.Body.Span);
        var update = WireText.Parse(text) is { } body
            ? TelegramUpdates.Translate(body, presence.Username)
            : new InboundUpdate { Key = UpdateKeys.OfContent(text), Kind = InboundKind.Ignored, Raw = text };
        try
        {
            await sink.AcceptAsync(channel, [update], cursor: null, cancellationToken);
            return new WebhookReply(200);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(exception, "{Channel}: an update could not be stored; Telegram keeps it and brings it again", channel);
            return new WebhookReply(503, RetryAfter: StoragePause);
        }
    }

    private async Task<TelegramFailure?> EnsureRegisteredAsync(CancellationToken cancellationToken)
    {
        var (info, failure) = await client.GetWebhookInfoAsync(cancellationToken);
        if (failure is not null)
            return failure;
        if (info?.Url != address.OriginalString || !_registered)
        {
            // Once at every start, because the secret or the kinds of updates may have changed.
            (_, failure) = await client.SetWebhookAsync(new SetWebhook(address.OriginalString, secret, TelegramUpdates.Wanted), cancellationToken);
            _registered = failure is null;
            if (failure is null)
                logger.LogInformation("{Channel}: Telegram brings updates to {Address}", channel, address.GetLeftPart(UriPartial.Path));
        }

        if (info is { LastErrorDate: { } when } && when > _lastErrorTold && time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(when) < Watch * 2)
        {
            _lastErrorTold = when;
            logger.LogWarning(
                "{Channel}: Telegram could not bring an update to {Address}: {Reason}; {Count} wait",
                channel, address.GetLeftPart(UriPartial.Path), info.LastErrorMessage, info.PendingUpdateCount.ToString(CultureInfo.InvariantCulture));
        }

        return failure;
    }

    private void Tell(TelegramFailure failure)
    {
        if (TelegramErrors.RefusesToken(failure))
            logger.LogError("{Channel}: Telegram refuses the token. Set Telegram:Token to the one that @BotFather shows", channel);
        else if (failure.Code == 400)
            logger.LogError("{Channel}: Telegram does not take the webhook's address: {Reason}. It has to be https on port 443, 80, 88 or 8443, with a certificate that is trusted", channel, failure.Description);
        else
            logger.LogWarning("{Channel}: the webhook is not registered: {Reason}; trying again", channel, failure.Description);
    }
}
