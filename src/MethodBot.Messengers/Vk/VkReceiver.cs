using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Logging;

namespace MethodBot.Messengers.Vk;

/// <summary>
/// Bots Long Poll. VK keeps no account of what was taken, so the place (ts) is committed by the sink together with the updates
/// it came with. Where the server has lost that place, the conversations themselves are read.
/// </summary>
internal sealed class VkReceiver(
    ChannelId channel, VkClient client, VkClients clients, TimeProvider time, Backoff backoff, ILogger<VkReceiver> logger) : IMessengerReceiver
{
    private const int PatienceWithServer = 3;

    private static readonly TimeSpan OperatorPause = TimeSpan.FromMinutes(5);

    private readonly VkCatchUp _catchUp = new(channel, client, logger);

    private VkCursor? _cursor;
    private bool _cursorRead;
    private bool _eventsOn;
    private VkLongPollServer? _server;

    /// <summary>The history between the cursor and the server's present is lost and has to be read elsewhere.</summary>
    private bool _gap;

    /// <summary>Where to go on after a gap; null: where the new server stands.</summary>
    private string? _gapTs;

    private int _faultsInARow;

    public ChannelId Channel => channel;

    public DateTimeOffset? SilentSince => backoff.FailingSince;

    public async Task RunAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    await StepAsync(sink, cancellationToken);
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    var pause = backoff.Next();
                    logger.LogError(exception, "{Channel}: updates could not be stored; VK keeps them, asking again in {Pause}", channel, pause);
                    await backoff.PauseAsync(pause, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug("{Channel}: receiving stopped", channel);
        }
    }

    private async Task StepAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        if (!_cursorRead)
        {
            _cursor = VkCursor.Parse(await sink.ReadCursorAsync(channel, cancellationToken));
            _cursorRead = true;
        }

        if (_server is null)
            await ConnectAsync(sink, cancellationToken);
        else if (_gap)
            await FillGapAsync(sink, _server, _cursor!, cancellationToken);
        else
            await PollAsync(sink, _server, _cursor!, cancellationToken);
    }

    private async Task ConnectAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        if (!_eventsOn)
            await SwitchEventsOnAsync(cancellationToken);
        var (server, failure) = await client.GetLongPollServerAsync(channel.Id, cancellationToken);
        if (failure is not null)
        {
            await PauseAsync(failure, cancellationToken);
            return;
        }

        if (server is not { Server.Length: > 0, Key.Length: > 0, TsText: { Length: > 0 } ts })
        {
            await PauseAsync(new VkFailure { Description = "VK gave no long poll server" }, cancellationToken);
            return;
        }

        if (_cursor is null)
        {
            // Committed before the first poll: whatever comes from now on is found again after a crash.
            var cursor = new VkCursor(ts, time.GetUtcNow().ToUnixTimeSeconds());
            await sink.AcceptAsync(channel, [], cursor.ToString(), cancellationToken);
            _cursor = cursor;
        }

        // Events came by another way until now (Callback API): the poll begins here, and what lies between is read.
        if (_cursor.Ts.Length == 0)
            (_gap, _gapTs) = (true, ts);
        _server = server;
    }

    private async Task PollAsync(IUpdateSink sink, VkLongPollServer server, VkCursor cursor, CancellationToken cancellationToken)
    {
        var (answer, failure) = await client.PollAsync(server, cursor.Ts, cancellationToken);
        if (failure is not null || answer is null)
        {
            // The server may have moved: after a few attempts its address is asked for again.
            if (++_faultsInARow >= PatienceWithServer)
                _server = null;
            await PauseAsync(failure ?? new VkFailure { Description = "an empty answer" }, cancellationToken);
            return;
        }

        if (answer.Failed is { } failed)
        {
            await ReconnectAsync(failed, answer.TsText, cancellationToken);
            return;
        }

        _faultsInARow = 0;
        foreach (var update in answer.Updates ?? [])
            clients.Notice(update);
        var updates = (answer.Updates ?? []).Select(VkUpdates.Translate).ToList();
        var next = Advance(cursor, answer.TsText.Length > 0 ? answer.TsText : cursor.Ts, updates);
        if (updates.Count > 0 || next != cursor)
            await sink.AcceptAsync(channel, updates, next.ToString(), cancellationToken);
        var isRepeated = updates.Count > 0 && next.Ts == cursor.Ts;
        _cursor = next;
        if (isRepeated)
        {
            // From the same place the same events come again at once.
            var pause = backoff.Next();
            logger.LogInformation("{Channel}: VK told events without a new place in its history; asking again in {Pause}", channel, pause);
            await backoff.PauseAsync(pause, cancellationToken);
            return;
        }

        if (backoff.Failing)
            logger.LogInformation("{Channel}: receiving again", channel);
        backoff.Reset();
    }

    private async Task ReconnectAsync(int failed, string ts, CancellationToken cancellationToken)
    {
        logger.LogInformation("{Channel}: the long poll answered failed={Failed}", channel, failed);
        switch (failed)
        {
            case 1 when ts.Length > 0:
                // History is lost up to this ts; the key is still good.
                (_gap, _gapTs) = (true, ts);
                break;
            case 2:
                // The key is over, the place in the history stands.
                _server = null;
                break;
            case 1 or 3:
                (_server, _gap, _gapTs) = (null, true, null);
                break;
            default:
                _server = null;
                await PauseAsync(new VkFailure { Description = $"the long poll answered failed={failed}" }, cancellationToken);
                return;
        }

        // Once is everyday life; again and again it must not become a hot loop.
        if (++_faultsInARow > 1)
            await backoff.PauseAsync(backoff.Next(), cancellationToken);
    }

    private async Task FillGapAsync(IUpdateSink sink, VkLongPollServer server, VkCursor cursor, CancellationToken cancellationToken)
    {
        var (missed, failure) = await _catchUp.CollectAsync(cursor.Seen, cancellationToken);
        if (failure is { Code: not 7 and not 15 } && VkErrors.ToSendResult(failure) is SendResult.Retry or SendResult.Unauthorized)
        {
            await PauseAsync(failure, cancellationToken);
            return;
        }

        if (failure is not null)
        {
            logger.LogError(
                "{Channel}: what people wrote while the bot was away cannot be read: {Reason}. Give the token of Vk:Token the right «messages»",
                channel, failure.Description);
        }

        // The new place goes in with the last batch: a crash before it fills the whole gap again.
        var batches = (missed ?? []).Chunk(VkCatchUp.BatchSize).ToList();
        foreach (var batch in batches.SkipLast(1))
            await sink.AcceptAsync(channel, batch, cursor.ToString(), cancellationToken);
        var last = batches.Count > 0 ? batches[^1] : [];
        var next = Advance(cursor, _gapTs ?? server.TsText, missed ?? []);
        await sink.AcceptAsync(channel, last, next.ToString(), cancellationToken);
        logger.LogInformation("{Channel}: read {Count} messages from the conversations", channel, missed?.Count ?? 0);
        (_cursor, _gap, _gapTs) = (next, false, null);
    }

    private async Task SwitchEventsOnAsync(CancellationToken cancellationToken)
    {
        var (_, failure) = await client.SetLongPollSettingsAsync(channel.Id, cancellationToken);
        _eventsOn = failure is null or { Code: 7 or 15 } || VkErrors.ToSendResult(failure) is SendResult.Rejected;
        if (failure is not null)
        {
            logger.LogWarning(
                "{Channel}: could not switch the long poll's events on: {Reason}. If the bot stays silent, switch them on in the community's settings (API, Long Poll, version {Version}): {Events}",
                channel, failure.Description, VkClient.Version, string.Join(", ", VkUpdates.Wanted));
        }
    }

    private async Task PauseAsync(VkFailure failure, CancellationToken cancellationToken)
    {
        var verdict = VkErrors.ToSendResult(failure);
        var pause = backoff.Next(verdict is SendResult.Retry retry ? retry.After : OperatorPause);
        if (verdict is SendResult.Retry)
        {
            logger.LogWarning("{Channel}: no updates: {Reason}; asking again in {Pause}", channel, failure.Description, pause);
        }
        else if (verdict is SendResult.Unauthorized && failure.Code is not (7 or 15))
        {
            logger.LogError(
                "{Channel}: VK refuses the token: {Reason}. Set Vk:Token to a token of the community; asking again in {Pause}",
                channel, failure.Description, pause);
        }
        else
        {
            logger.LogError(
                "{Channel}: VK does not let the bot receive: {Reason}. Check that Vk:GroupId is the community of Vk:Token, and that the token may manage the community; asking again in {Pause}",
                channel, failure.Description, pause);
        }

        await backoff.PauseAsync(pause, cancellationToken);
    }

    /// <summary>Edits do not count as seen: their message is old, and nothing about newer ones follows.</summary>
    private static VkCursor Advance(VkCursor cursor, string ts, IReadOnlyList<InboundUpdate> updates)
    {
        var seen = updates.Where(u => u.Kind != InboundKind.Edited).Max(u => u.SentAt)?.ToUnixTimeSeconds() ?? 0;
        return new VkCursor(ts, Math.Max(cursor.Seen, seen));
    }
}
