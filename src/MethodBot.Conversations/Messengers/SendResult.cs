namespace MethodBot.Conversations.Messengers;

/// <summary>How a send ended. HTTP 200 may carry a failure: the adapter tells which class it is.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <param name="MessageId">Id of the message that bears the buttons (the last part, where the text was split).</param>
    /// <param name="Parts">
    /// Ids of all messages that it became, where there are several (a long text, an album): a person may reply to any of them.
    /// </param>
    public sealed record Delivered(string MessageId, IReadOnlyList<string>? Parts = null) : SendResult
    {
        /// <summary>
        /// By which the messenger knows the message's files from now on, in their order; null where it told no name that can be used
        /// again. Null as a whole for a message without files.
        /// </summary>
        public IReadOnlyList<string?>? Files { get; init; }
    }

    /// <summary>Try again: rate limit, server error, network down before the request left.</summary>
    /// <param name="After">Not sooner than this; null leaves the pause to the sender's backoff.</param>
    /// <param name="OutcomeUnknown">The request may have taken effect (time-out after it left).</param>
    public sealed record Retry(string Reason, TimeSpan? After = null, bool OutcomeUnknown = false) : SendResult;

    /// <summary>The person blocked the bot, never wrote to it, or is gone.</summary>
    public sealed record Unreachable(string Reason) : SendResult;

    /// <summary>The chat goes on under another id: this message, and all that follow, belong there.</summary>
    public sealed record Moved(string Chat) : SendResult;

    /// <summary>The messenger refuses this message for good: our bug or a limit.</summary>
    public sealed record Rejected(string Reason) : SendResult;

    /// <summary>The messenger refuses the token: stop and tell the operator.</summary>
    public sealed record Unauthorized(string Reason) : SendResult;

    /// <summary>Edits only: the message cannot be edited any more; send it anew.</summary>
    public sealed record CannotEdit(string Reason) : SendResult;
}
