using System.Collections.Immutable;

namespace MethodBot.Host.Transcripts;

/// <summary>What the bot did after one directive.</summary>
/// <param name="Notice">What the pressed button showed for a moment; null for nothing.</param>
/// <param name="Answers">First what the acting person sees, then the chats of others.</param>
internal sealed record BotTurn(string? Notice, ImmutableArray<BotAnswer> Answers)
{
    public static BotTurn Nothing { get; } = new(null, []);
}

/// <param name="Messenger">Its name, as in «кто:».</param>
/// <param name="Elsewhere">Somebody else's chat.</param>
internal sealed record BotAnswer(string Messenger, bool Elsewhere, RecordedMessage Recorded);
