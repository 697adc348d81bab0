using MethodBot.Conversations.Messengers;

namespace MethodBot.Messengers.Vk;

/// <summary>A call that did not succeed. The description is free of the token.</summary>
internal sealed record VkFailure
{
    /// <summary>error_code of the API; 0 when something before the API failed.</summary>
    public int Code { get; init; }

    /// <summary>HTTP status of an answer that is not the API's; 0 otherwise.</summary>
    public int Status { get; init; }

    public required string Description { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The call may have taken effect all the same.</summary>
    public bool OutcomeUnknown { get; init; }
}

internal sealed record VkReply<T>(T? Result, VkFailure? Failure);

/// <summary>Classes of errors by the codes of the API's schema (VKCOM/vk-api-schema, 5.199).</summary>
internal static class VkErrors
{
    private static readonly TimeSpan RatePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QuotaPause = TimeSpan.FromMinutes(10);

    public static SendResult ToSendResult(VkFailure failure) => failure switch
    {
        { Code: 0, Status: 413 or 414 } => new SendResult.Rejected(failure.Description),
        { Code: 0 } => new SendResult.Retry(failure.Description, failure.RetryAfter, failure.OutcomeUnknown),

        // Unknown error, internal error, concurrent calls: repeating with the same random_id sends nothing twice.
        { Code: 1 or 10 or 36 } => new SendResult.Retry(failure.Description, null, OutcomeUnknown: true),
        { Code: 6 } => new SendResult.Retry(failure.Description, RatePause),

        // How long a flood lasts VK does not tell. Somebody waits for the next question: soon at first, then in growing pauses.
        { Code: 9 } => new SendResult.Retry(failure.Description, null),
        { Code: 14 or 29 } => new SendResult.Retry(failure.Description, QuotaPause),
        { Code: 4 or 5 or 17 or 27 or 28 } => new SendResult.Unauthorized(failure.Description),

        // A right that the token lacks, bot features that the community has off: every send would fail until the operator acts.
        { Code: 7 or 912 } => new SendResult.Unauthorized(failure.Description),
        { Code: 15 } when failure.Description.Contains("no access to call this method", StringComparison.OrdinalIgnoreCase) =>
            new SendResult.Unauthorized(failure.Description),

        // Deleted or wrong user, blacklist, no permission, privacy, and the ways of not being in a chat.
        { Code: 18 or 113 or 900 or 901 or 902 or 917 or 922 or 925 or 927 or 932 or 936 or 945 or 946 or 985 or 987 or 988 } =>
            new SendResult.Unreachable(failure.Description),
        _ => new SendResult.Rejected(failure.Description),
    };

    public static SendResult ToEditResult(VkFailure failure)
    {
        // Too old, too big, too long, not editable; access to the message denied; no such message.
        if (failure.Code is 909 or 910 or 914 or 920 or 15 or 100)
            return new SendResult.CannotEdit(failure.Description);

        // Doing the same edit twice changes nothing, so nothing about its outcome is unknown.
        return ToSendResult(failure) is SendResult.Retry retry ? retry with { OutcomeUnknown = false } : ToSendResult(failure);
    }
}
