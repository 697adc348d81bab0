namespace MethodBot.Conversations.Retention;

/// <summary>How long is kept what the conversations themselves write; slices know the terms of their own rows.</summary>
/// <param name="Messages">Words that were sent, except those to which a reply may come.</param>
public sealed record RetentionTerms(TimeSpan Messages)
{
    public static RetentionTerms Default { get; } = new(TimeSpan.FromDays(30));

    /// <summary>Messages whose replies lead somewhere: after so long a reply is a message like any other.</summary>
    public static TimeSpan Replies { get; } = TimeSpan.FromDays(400);

    /// <summary>Files that nothing names any more: a conversation under way may have had them a moment ago.</summary>
    public static TimeSpan LooseFiles { get; } = TimeSpan.FromDays(30);

    /// <summary>Files that were being written when the program was killed: none takes so long.</summary>
    public static TimeSpan UnfinishedFiles { get; } = TimeSpan.FromDays(1);
}
