namespace MethodBot.Host.Transcripts;

/// <summary>A transcript asks for what cannot be done; the message is shown to its author.</summary>
/// <param name="message">Russian, one sentence or more.</param>
/// <param name="afterwards">Told after something was done already: the bot failed, so the conversation cannot go on from here.</param>
public sealed class TranscriptException(string message, bool afterwards = false) : Exception(message)
{
    public bool Afterwards => afterwards;
}
