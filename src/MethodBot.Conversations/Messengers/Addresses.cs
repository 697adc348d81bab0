namespace MethodBot.Conversations.Messengers;

/// <summary>
/// The bot's own presence in a messenger: a Telegram bot or a VK community. One installation may have several.
/// </summary>
/// <param name="Messenger">Name of the messenger in settings and commands: <c>telegram</c>, <c>vk</c>.</param>
/// <param name="Id">Bot id or community id, as the messenger writes it.</param>
public readonly record struct ChannelId(string Messenger, string Id)
{
    public override string ToString() => $"{Messenger}:{Id}";
}

/// <summary>One chat of one channel. Ids are opaque to everything but the adapter of that messenger.</summary>
public readonly record struct ChatAddress(ChannelId Channel, string Chat)
{
    public override string ToString() => $"{Channel}/{Chat}";
}

/// <summary>A person's account in a messenger (not bound to a channel: one VK user writes to many communities).</summary>
public readonly record struct AccountId(string Messenger, string Id)
{
    public override string ToString() => $"{Messenger}:{Id}";
}
