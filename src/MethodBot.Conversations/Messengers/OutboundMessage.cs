using System.Collections.Immutable;

namespace MethodBot.Conversations.Messengers;

/// <param name="FileId">Row of the attachment in the store; the file is in the store's folder before the message is sent.</param>
public sealed record OutboundAttachment(long FileId, AttachmentKind Kind, string? FileName);

/// <summary>
/// One message, abstract: each adapter renders it within its messenger's limits (cuts and splits on word borders, lays out buttons).
/// </summary>
public sealed record OutboundMessage
{
    public ImmutableArray<TextSpan> Text { get; init; } = [];

    public ImmutableArray<MessageButton> Buttons { get; init; } = [];

    public ImmutableArray<OutboundAttachment> Attachments { get; init; } = [];

    /// <summary>Words always at hand under the input field («Меню»), typed as text when pressed; empty leaves what is there.</summary>
    public ImmutableArray<string> StandingWords { get; init; } = [];

    /// <summary>
    /// Asks the person to hand something over by one press; set only where the messenger can (<see cref="MessengerLimits"/>). Where that
    /// takes the keyboard under the input field, the buttons of the message become words there, to be typed by a press.
    /// </summary>
    public PersonRequest? Request { get; init; }

    /// <summary>Message to reply to, in the same chat.</summary>
    public string? ReplyTo { get; init; }
}

/// <summary>A new message on its way to one chat.</summary>
/// <param name="Deduplication">As for <see cref="IMessengerSender.SendAsync"/>.</param>
public sealed record MessageToChat(string Chat, OutboundMessage Message, int Deduplication);

/// <summary>An attachment opened for sending: the adapter reads the stream once and does not dispose of it.</summary>
public sealed record OpenAttachment(AttachmentKind Kind, string FileName, string? MimeType, long Size, Stream Content)
{
    /// <summary>
    /// By which this channel knew the same content when it was sent as the same kind before: sent by that name nothing is uploaded. The
    /// messenger may have forgotten it; then the content is uploaded again. Null: never sent.
    /// </summary>
    public string? KnownAs { get; init; }
}
