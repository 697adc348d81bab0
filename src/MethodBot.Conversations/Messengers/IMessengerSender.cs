namespace MethodBot.Conversations.Messengers;

/// <summary>
/// The sending half of a messenger adapter. Pacing (per chat, per bot), retries and durability are the outbox's business;
/// an adapter makes one attempt and classifies the result. Methods throw only <see cref="OperationCanceledException"/>.
/// </summary>
public interface IMessengerSender
{
    ChannelId Channel { get; }

    MessengerLimits Limits { get; }

    /// <summary>Sends per second that the platform allows for the whole channel; 0 = no limit. From settings.</summary>
    double SendsPerSecond { get; }

    /// <summary>Sends per second into one chat, with a burst of 5; 0 = no limit. From settings.</summary>
    double SendsPerSecondPerChat { get; }

    /// <summary>As <see cref="SendsPerSecondPerChat"/>, for one chat: groups may have a rate of their own.</summary>
    double SendsPerSecondTo(string chat) => SendsPerSecondPerChat;

    /// <summary>The chat whose rate a chat shares: topics of one group have one rate together.</summary>
    string RatedWith(string chat) => chat;

    /// <summary>An address that opens the bot and hands it this payload; null while the messenger has not told the bot's name.</summary>
    /// <param name="payload">At most 64 of A–Z, a–z, 0–9, «_» and «-».</param>
    string? LinkTo(string payload) => null;

    /// <summary>Sends a new message. <paramref name="deduplication"/> is stable for one outbox row across attempts and restarts.</summary>
    Task<SendResult> SendAsync(
        string chat, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken);

    /// <summary>
    /// Sends one message to several chats in one request, at most <see cref="MessengerLimits.MaxRecipients"/>. Tried again, it is given
    /// those that have no final result yet, and the same <paramref name="deduplication"/>.
    /// </summary>
    /// <returns>A result for each chat, in order.</returns>
    Task<IReadOnlyList<SendResult>> SendToManyAsync(
        IReadOnlyList<string> chats, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{Channel.Messenger} sends to one chat at a time.");

    /// <summary>
    /// Sends new messages, each to a chat of its own, in one request: at most <see cref="MessengerLimits.MaxTogether"/>, without
    /// attachments. What cannot share a request (a text that becomes several messages, say) is sent by itself. Tried again, alone or in
    /// other company, each message keeps its <see cref="MessageToChat.Deduplication"/>.
    /// </summary>
    /// <returns>A result for each message, in order: what one of them fails on is its own.</returns>
    Task<IReadOnlyList<SendResult>> SendTogetherAsync(IReadOnlyList<MessageToChat> messages, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{Channel.Messenger} sends one message a request.");

    /// <summary>Replaces text and buttons of a message sent earlier. «Not modified» counts as delivered.</summary>
    Task<SendResult> EditAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>Takes the buttons off a message sent earlier, leaving its text (<paramref name="message"/> is what it showed).</summary>
    Task<SendResult> RemoveButtonsAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Shows that something is on its way (a file takes its time). Best effort: it gives way to everything else, and a lost one is not an
    /// error. Does nothing where the messenger has no such thing.
    /// </summary>
    Task ShowActivityAsync(string chat, AttachmentKind kind, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops the spinner of a press, with a short notice or without. Best effort: a late one is not an error.</summary>
    Task AcknowledgePressAsync(string chat, string account, string pressToken, string? notice, CancellationToken cancellationToken);

    /// <summary>Downloads a file that a person sent. The caller disposes of the stream.</summary>
    Task<DownloadResult> DownloadAsync(InboundAttachment attachment, CancellationToken cancellationToken);
}

/// <summary>How a download ended.</summary>
public abstract record DownloadResult
{
    private DownloadResult()
    {
    }

    /// <param name="Content">Read it to the end and dispose of it; it may fail midway like any network stream.</param>
    public sealed record Opened(Stream Content) : DownloadResult;

    public sealed record Retry(string Reason, TimeSpan? After = null) : DownloadResult;

    /// <summary>Will never succeed: too big, or gone.</summary>
    public sealed record Refused(string Reason) : DownloadResult;
}
