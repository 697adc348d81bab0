using System.Collections.Immutable;

namespace MethodBot.Conversations.Messengers;

/// <summary>An adapter's limits as data: nothing outside its folder asks which messenger it is.</summary>
/// <param name="MaxButtons">Buttons under one message, all roles together; longer lists are paged by the dialog engine.</param>
/// <param name="MaxTextLength">UTF-16 units of one message; longer texts are split on word borders by the adapter.</param>
/// <param name="MaxNoticeLength">UTF-16 units of the short notice shown with an acknowledged press; 0 when there is none.</param>
/// <param name="MaxDownloadBytes">Largest file that the messenger lets a bot download.</param>
/// <param name="MaxUploadBytes">Largest file that the messenger lets a bot send.</param>
/// <param name="PressLifetime">How long after a press its acknowledgement is accepted.</param>
/// <param name="DeduplicatesSends">A repeated send with the same row id is dropped by the messenger (VK's random_id).</param>
public sealed record MessengerLimits(
    int MaxButtons,
    int MaxTextLength,
    int MaxNoticeLength,
    long MaxDownloadBytes,
    long MaxUploadBytes,
    TimeSpan PressLifetime,
    bool DeduplicatesSends)
{
    /// <summary>Chats that one request of <see cref="IMessengerSender.SendToManyAsync"/> reaches; 1 where the messenger has no such request.</summary>
    public int MaxRecipients { get; init; } = 1;

    /// <summary>
    /// New messages to different chats that one request of <see cref="IMessengerSender.SendTogetherAsync"/> carries; 1 where the messenger
    /// has no such request.
    /// </summary>
    public int MaxTogether { get; init; } = 1;

    /// <summary>What a button under a message can ask the person for, beside other buttons.</summary>
    public ImmutableArray<RequestKind> ButtonRequests { get; init; } = [];

    /// <summary>What only a keyboard under the input field can ask for: a message bears that or buttons, and is never edited.</summary>
    public ImmutableArray<RequestKind> KeyboardRequests { get; init; } = [];
}
