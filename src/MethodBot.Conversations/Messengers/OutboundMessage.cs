using System.Collections.Immutable;

namespace MethodBot.Conversations.Messengers;

[Flags]
public enum TextStyle
{
    Plain = 0,
    Bold = 1,
    Italic = 2,
}

/// <summary>A run of text of one look. Adapters escape it: nothing in it is markup.</summary>
public sealed record TextSpan(string Text, TextStyle Style = TextStyle.Plain, string? Link = null);

public enum ButtonRole
{
    /// <summary>An answer to the question.</summary>
    Choice,

    /// <summary>An answer already ticked.</summary>
    ChosenChoice,

    /// <summary>The way forward: «Готово», «Отправить».</summary>
    Primary,

    /// <summary>Back, pages, menu: laid out together in the last rows.</summary>
    Navigation,
}

/// <summary>A button under a message.</summary>
/// <param name="Data">Comes back as <see cref="InboundUpdate.Payload"/>; at most 64 bytes of ASCII.</param>
/// <param name="Number">
/// For choices: its number in the whole list, counted from 1. Where labels do not fit the messenger's buttons, an adapter lists
/// «1. label» in the text and puts the number on the button; a person may also type that number.
/// </param>
public sealed record MessageButton(string Data, string Label, ButtonRole Role = ButtonRole.Choice, int Number = 0);

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

    /// <summary>Message to reply to, in the same chat.</summary>
    public string? ReplyTo { get; init; }
}

/// <summary>An attachment opened for sending: the adapter reads the stream once and does not dispose of it.</summary>
public sealed record OpenAttachment(AttachmentKind Kind, string FileName, string? MimeType, long Size, Stream Content);
