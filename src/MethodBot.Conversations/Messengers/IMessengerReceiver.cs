namespace MethodBot.Conversations.Messengers;

/// <summary>
/// The receiving half of a messenger adapter: fetches updates until cancelled, hands every batch to the sink, and acknowledges
/// to the messenger only what the sink has committed. Survives a network that is away; backs off with jitter.
/// </summary>
public interface IMessengerReceiver
{
    ChannelId Channel { get; }

    Task RunAsync(IUpdateSink sink, CancellationToken cancellationToken);

    /// <summary>Since when the messenger cannot be heard, UTC; null while it can. Read from any thread.</summary>
    DateTimeOffset? SilentSince => null;
}

/// <summary>Where receivers deliver: the durable inbox.</summary>
public interface IUpdateSink
{
    /// <summary>
    /// Stores the updates and runs their turns; completes after the commit, so the caller may then acknowledge them.
    /// <paramref name="cursor"/> (VK's ts) commits together with them. Repeats are dropped by key.
    /// Throws when the storage failed: then acknowledge nothing and deliver again later.
    /// </summary>
    Task AcceptAsync(ChannelId channel, IReadOnlyList<InboundUpdate> updates, string? cursor, CancellationToken cancellationToken);

    /// <summary>The last committed cursor of a channel, or null.</summary>
    Task<string?> ReadCursorAsync(ChannelId channel, CancellationToken cancellationToken);
}

/// <summary>A messenger adapter as registered by its folder.</summary>
public interface IMessenger
{
    IMessengerSender Sender { get; }

    IMessengerReceiver Receiver { get; }
}

/// <summary>
/// Settings whose token the messenger has to confirm before the bot knows its own channel id (Telegram's getMe).
/// </summary>
public interface IMessengerFactory
{
    /// <summary>Name as in settings: <c>telegram</c>, <c>vk</c>.</summary>
    string Messenger { get; }

    /// <summary>
    /// Opens every configured channel (none when no token is set). The channel's id comes from the settings alone (the number
    /// before the colon of a Telegram token; VK's GroupId), so this does no network I/O and start does not depend on the network.
    /// </summary>
    IReadOnlyList<IMessenger> Create();
}
