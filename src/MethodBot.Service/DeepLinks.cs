using MethodBot.Conversations.Turns;

namespace MethodBot.Service;

/// <summary>Addresses that open the bot at a certain place.</summary>
/// <param name="channels">Asked late: channels need the dialogs, and these need the slices. Null beside commands that run no messenger.</param>
public sealed class DeepLinks(Func<ChannelDirectory?> channels)
{
    /// <summary>One address a line for each messenger that runs; empty when none knows its own.</summary>
    public string To(string payload) => channels() is { } directory ? string.Join('\n', directory.LinksTo(payload)) : "";
}
