using System.Collections.Immutable;
using System.Text.Json;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Logging;

namespace MethodBot.Messengers.Vk;

/// <summary>
/// Callback API: VK brings each event by itself and brings it again until it is answered «ok», which happens only once the sink has
/// committed it. After failures VK pauses deliveries and what came meanwhile may be lost to it, so the conversations themselves are
/// looked through now and then; what is known already is dropped by its key.
/// </summary>
/// <param name="address">As VK reaches it; null where only the operator knows, who then registers it by hand.</param>
internal sealed class VkCallback(
    ChannelId channel, VkClient client, VkClients clients, VkCommunity community, Uri? address, TimeProvider time, Backoff backoff, ILogger<VkCallback> logger)
    : IWebhookReceiver
{
    /// <summary>VK takes at most 14 letters.</summary>
    private const string ServerTitle = "MethodBot";

    private static readonly TimeSpan Watch = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan OperatorPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StoragePause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly VkCatchUp _catchUp = new(channel, client, logger);
    private bool _registered;
    private long _seen;

    public ChannelId Channel => channel;

    public DateTimeOffset? SilentSince => backoff.FailingSince;

    public static string PathOf(string groupId) => "/webhooks/vk/" + groupId;

    public ImmutableArray<string> Paths =>
        [PathOf(channel.Id), .. address?.AbsolutePath is { } path && path != PathOf(channel.Id) ? [path] : Array.Empty<string>()];

    public async Task RunAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        try
        {
            await ReadSeenAsync(sink, cancellationToken);
            while (true)
            {
                var failure = await RegisterAsync(cancellationToken) ?? await CatchUpAsync(sink, cancellationToken);
                if (failure is null)
                {
                    backoff.Reset();
                    await Task.Delay(Watch, time, cancellationToken);
                    continue;
                }

                var verdict = VkErrors.ToSendResult(failure);
                var pause = backoff.Next(verdict is SendResult.Retry retry ? retry.After : OperatorPause);
                logger.LogWarning("{Channel}: the callback server is not looked after: {Reason}; trying again in {Pause}", channel, failure.Description, pause);
                await backoff.PauseAsync(pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug("{Channel}: receiving stopped", channel);
        }
    }

    public async Task<WebhookReply> TakeAsync(WebhookRequest request, IUpdateSink sink, CancellationToken cancellationToken)
    {
        if (WireText.Parse(WireText.Decode(request.Body.Span)) is not { ValueKind: JsonValueKind.Object } body || Text(body, "group_id") != channel.Id)
            return new WebhookReply(400);
        if (Text(body, "type") == "confirmation")
            return await ConfirmAsync(cancellationToken);
        if (!WebhookSecret.Matches(Text(body, "secret"), community.Secret))
        {
            logger.LogWarning("{Channel}: a request to the callback server did not bear the secret and was refused. Is Vk:Secret the same in the community's settings?", channel);
            return new WebhookReply(403);
        }

        clients.Notice(body);
        var update = VkUpdates.Translate(body);
        try
        {
            await sink.AcceptAsync(channel, [update], Advance(update), cancellationToken);
            return new WebhookReply(200, "ok");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(exception, "{Channel}: an event could not be stored; VK keeps it and brings it again", channel);
            return new WebhookReply(503, RetryAfter: StoragePause);
        }
    }

    private async Task ReadSeenAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        var cursor = VkCursor.Parse(await sink.ReadCursorAsync(channel, cancellationToken));
        lock (_gate)
            _seen = Math.Max(_seen, cursor?.Seen ?? time.GetUtcNow().ToUnixTimeSeconds());
    }

    /// <summary>Edits do not count as seen: their message is old, and nothing about newer ones follows.</summary>
    private string Advance(InboundUpdate update)
    {
        lock (_gate)
        {
            if (update is { Kind: not InboundKind.Edited, SentAt: { } at })
                _seen = Math.Max(_seen, at.ToUnixTimeSeconds());
            return new VkCursor("", _seen).ToString();
        }
    }

    private async Task<WebhookReply> ConfirmAsync(CancellationToken cancellationToken)
    {
        if (community.Confirmation is { } configured)
            return new WebhookReply(200, configured);

        // The code changes with time, so it is asked for anew.
        var (code, failure) = await client.GetCallbackConfirmationCodeAsync(channel.Id, cancellationToken);
        if (code?.Code is { Length: > 0 } current)
            return new WebhookReply(200, current);
        logger.LogError(
            "{Channel}: VK asks to confirm the callback server, and the code is not known: {Reason}. Set Vk:Confirmation to the one in the community's settings (API, Callback API)",
            channel, failure?.Description ?? "no code");
        return new WebhookReply(503, RetryAfter: StoragePause);
    }

    /// <summary>Makes VK bring events here, where the token may manage the community; otherwise tells the operator, once, what to do by hand.</summary>
    private async Task<VkFailure?> RegisterAsync(CancellationToken cancellationToken)
    {
        if (_registered || address is null)
            return null;
        var (servers, failure) = await client.GetCallbackServersAsync(channel.Id, cancellationToken);
        if (failure is null)
        {
            var known = (servers?.Items ?? []).FirstOrDefault(server => server.Url == address.OriginalString);
            if (known is null)
            {
                (var added, failure) = await client.AddCallbackServerAsync(channel.Id, address.OriginalString, ServerTitle, community.Secret, cancellationToken);
                known = added is null ? null : new VkCallbackServer(added.ServerId, address.OriginalString, null);
            }
            else
            {
                failure = (await client.EditCallbackServerAsync(channel.Id, known.Id, known.Url!, ServerTitle, community.Secret, cancellationToken)).Failure;
            }

            if (failure is null && known is not null)
                failure = (await client.SetCallbackSettingsAsync(channel.Id, known.Id, cancellationToken)).Failure;
        }

        if (failure is not null && VkErrors.ToSendResult(failure) is SendResult.Retry)
            return failure;
        _registered = true;
        if (failure is null)
        {
            logger.LogInformation("{Channel}: VK brings events to {Address}", channel, address);
        }
        else
        {
            logger.LogError(
                "{Channel}: the callback server could not be registered: {Reason}. Give the token the right «manage», or add {Address} by hand in the community's settings (API, Callback API, version {Version}) with Vk:Secret as its secret key, and switch on {Events}",
                channel, failure.Description, address, VkClient.Version, string.Join(", ", VkUpdates.Wanted));
        }

        return null;
    }

    private async Task<VkFailure?> CatchUpAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        long since;
        lock (_gate)
            since = _seen;
        var (missed, failure) = await _catchUp.CollectAsync(since, cancellationToken);
        if (failure is not null)
        {
            if (VkErrors.ToSendResult(failure) is SendResult.Retry)
                return failure;
            logger.LogError(
                "{Channel}: what people wrote while events were not delivered cannot be read: {Reason}. Give the token of Vk:Token the right «messages»",
                channel, failure.Description);
            return null;
        }

        foreach (var batch in (missed ?? []).Chunk(VkCatchUp.BatchSize))
            await sink.AcceptAsync(channel, batch, batch.Select(Advance).Last(), cancellationToken);
        return null;
    }

    private static string Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? VkJson.Text(value) : "";
}
