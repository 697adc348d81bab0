using System.Collections.Immutable;
using MethodBot.Conversations.Messengers;

namespace MethodBot.Conversations.Turns;

/// <summary>The channels that run in this process, by id.</summary>
public sealed class ChannelDirectory
{
    private readonly ImmutableDictionary<ChannelId, IMessenger> _messengers;

    public ChannelDirectory(IEnumerable<IMessengerFactory> factories) => _messengers = factories
        .SelectMany(factory => factory.Create())
        .ToImmutableDictionary(messenger => messenger.Sender.Channel);

    public IEnumerable<IMessenger> All => _messengers.Values;

    /// <summary>Addresses that open the bot with this payload, one for each channel that knows its name.</summary>
    public ImmutableArray<string> LinksTo(string payload) =>
        [.. _messengers.Values.OrderBy(messenger => messenger.Sender.Channel.ToString(), StringComparer.Ordinal).Select(messenger => messenger.Sender.LinkTo(payload)).OfType<string>()];

    public IMessengerSender? FindSender(ChannelId channel) => _messengers.GetValueOrDefault(channel)?.Sender;
}
