using System.Text.Json;
using MethodBot.Conversations.Messengers;
using Microsoft.Extensions.Logging;

namespace MethodBot.Messengers.Vk;

/// <summary>
/// Makes good a gap in the long poll's history (it is kept for a limited time): reads what people wrote meanwhile from the
/// conversations themselves. Presses of buttons leave no trace there; the question is still on the screen to be pressed again.
/// Bounded: the newest conversations first, those that wait for an answer before the others.
/// </summary>
internal sealed class VkCatchUp(ChannelId channel, VkClient client, ILogger logger)
{
    /// <summary>Messages that are handed to the sink at once.</summary>
    public const int BatchSize = 100;

    private const int PageSize = 200;
    private const int MaxConversationPages = 25;
    private const int MaxHistories = 500;
    private const int MaxHistoryPages = 3;

    /// <summary>Clocks and deliveries are not strictly in order; what is read twice is dropped by its key.</summary>
    private const long SlackSeconds = 120;

    /// <summary>Messages of people since <paramref name="seen"/>, oldest first, or the failure that stopped the reading.</summary>
    public async Task<VkReply<IReadOnlyList<InboundUpdate>>> CollectAsync(long seen, CancellationToken cancellationToken)
    {
        var since = seen - SlackSeconds;
        var (peers, failure) = await FindConversationsAsync(since, cancellationToken);
        if (failure is not null)
            return new VkReply<IReadOnlyList<InboundUpdate>>(null, failure);
        if (peers.Count > MaxHistories)
            logger.LogWarning("{Channel}: {Count} conversations changed meanwhile; reading the newest {Max}", channel, peers.Count, MaxHistories);

        // Stable: within each group the newest stay first.
        var updates = new List<InboundUpdate>();
        foreach (var peer in peers.OrderBy(p => p.Answered).Take(MaxHistories))
        {
            failure = await ReadHistoryAsync(peer.Id, since, updates, cancellationToken);
            if (failure is not null)
                return new VkReply<IReadOnlyList<InboundUpdate>>(null, failure);
        }

        return new VkReply<IReadOnlyList<InboundUpdate>>([.. updates.OrderBy(u => u.SentAt).ThenBy(u => u.Key.Length).ThenBy(u => u.Key, StringComparer.Ordinal)], null);
    }

    private async Task<(List<(long Id, bool Answered)> Peers, VkFailure? Failure)> FindConversationsAsync(
        long since, CancellationToken cancellationToken)
    {
        var peers = new List<(long Id, bool Answered)>();
        for (var page = 0; page < MaxConversationPages; page++)
        {
            var (answer, failure) = await client.GetConversationsAsync(page * PageSize, PageSize, cancellationToken);
            if (failure is not null)
                return (peers, failure);
            var items = answer?.Items ?? [];
            var fresh = items.Select(i => Read(i.LastMessage)).Where(m => m is not null && m.Date >= since && m.PeerId > 0).ToList();
            peers.AddRange(fresh.Select(m => (m!.PeerId, m.Out != 0 || m.FromId < 0)));
            if (fresh.Count == 0 || items.Length < PageSize)
                break;
        }

        return (peers, null);
    }

    private async Task<VkFailure?> ReadHistoryAsync(long peer, long since, List<InboundUpdate> updates, CancellationToken cancellationToken)
    {
        for (var page = 0; page < MaxHistoryPages; page++)
        {
            var (answer, failure) = await client.GetHistoryAsync(peer, page * PageSize, PageSize, cancellationToken);
            if (failure is not null)
            {
                // One closed conversation must not keep the others waiting.
                return VkErrors.ToSendResult(failure) is SendResult.Retry ? failure : null;
            }

            var items = answer?.Items ?? [];
            foreach (var item in items)
            {
                if (Read(item) is { } message && message.Date < since)
                    return null;
                if (VkUpdates.TranslateHistory(item) is { } update)
                    updates.Add(update);
            }

            if (items.Length < PageSize)
                return null;
        }

        logger.LogWarning("{Channel}: more than {Max} messages in one conversation meanwhile; the older are left", channel, MaxHistoryPages * PageSize);
        return null;
    }

    private static VkMessage? Read(JsonElement message)
    {
        try
        {
            return message.ValueKind == JsonValueKind.Object ? message.Deserialize(VkJson.Wire.VkMessage) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
