using System.Collections.Immutable;

namespace MethodBot.Conversations.Messengers;

/// <summary>What a person did, in words common to all messengers.</summary>
public enum InboundKind
{
    /// <summary>Understood to be nothing for the bot (own echo, unknown update): kept by its key only.</summary>
    Ignored,

    /// <summary>Pressed «Start», or opened a deep link: <see cref="InboundUpdate.Payload"/> is the link's payload or null.</summary>
    Started,

    /// <summary>Blocked the bot or forbade messages: nothing can be sent until <see cref="Started"/> or <see cref="Allowed"/>.</summary>
    Stopped,

    /// <summary>Unblocked the bot or allowed messages.</summary>
    Allowed,

    /// <summary>Wrote a message: text, attachments, a place, or several of these.</summary>
    Message,

    /// <summary>Pressed a button: <see cref="InboundUpdate.Payload"/> is the button's data.</summary>
    Press,

    /// <summary>Changed a message sent earlier: <see cref="InboundUpdate.MessageId"/> names it.</summary>
    Edited,

    /// <summary>Shared a contact through the messenger's button.</summary>
    Contact,

    /// <summary>A group goes on under another id, which is <see cref="InboundUpdate.Payload"/>: what is meant for it goes there.</summary>
    Moved,

    /// <summary>Sent something that the bot has no use for (sticker, poll): deserves a kind sentence.</summary>
    Unsupported,
}

public enum AttachmentKind
{
    Photo,
    Document,
    Voice,
    Video,
}

/// <summary>A file that a person sent. The adapter can download it by <paramref name="Reference"/>; nobody else reads that.</summary>
/// <param name="Reference">Opaque: Telegram file_id, VK URL. At most 2,000 characters.</param>
/// <param name="Size">Bytes, where the messenger tells.</param>
public sealed record InboundAttachment(AttachmentKind Kind, string Reference, string? FileName = null, string? MimeType = null, long? Size = null);

/// <summary>A place that a person shared; of a place that moves, where it was first.</summary>
/// <param name="Latitude">Degrees of WGS 84, -90 to 90, north positive.</param>
/// <param name="Longitude">Degrees of WGS 84, -180 to 180, east positive.</param>
/// <param name="Title">What the person's map calls it, with its address where that is known; null for a bare point.</param>
public sealed record SharedLocation(double Latitude, double Longitude, string? Title);

/// <param name="Verified">The messenger itself vouches that the number is the sender's own.</param>
public sealed record SharedContact(string Phone, string? Name, bool Verified);

/// <summary>
/// One update from a messenger, translated by its adapter. Adapters never drop an update silently: what cannot be read becomes
/// <see cref="InboundKind.Ignored"/> with its key.
/// </summary>
public sealed record InboundUpdate
{
    /// <summary>
    /// Dedup key computed by the adapter, unique in a channel, the same each time the messenger delivers this update.
    /// Telegram: update_id. VK: peer + conversation_message_id for messages, event_id for the rest.
    /// </summary>
    public required string Key { get; init; }

    public required InboundKind Kind { get; init; }

    /// <summary>Where the answer goes; null only for <see cref="InboundKind.Ignored"/>.</summary>
    public string? Chat { get; init; }

    /// <summary>Who did it; null only for <see cref="InboundKind.Ignored"/>.</summary>
    public string? Account { get; init; }

    /// <summary>As the messenger knows the person, for a first greeting; null when it does not tell.</summary>
    public string? FirstName { get; init; }

    /// <summary>True in a chat of several people (staff group), where the bot speaks only when configured.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The person's own words: a message or the caption of a file; null beside a place that has none.</summary>
    public string? Text { get; init; }

    public string? Payload { get; init; }

    /// <summary>Id of the person's message, or for a press of the bot's message that bears the button (null where unknown).</summary>
    public string? MessageId { get; init; }

    /// <summary>What <see cref="IMessengerSender.AcknowledgePressAsync"/> needs to stop the spinner; null unless a press.</summary>
    public string? PressToken { get; init; }

    /// <summary>Id of the message that this one replies to.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Photos of one album share it; each arrives as an update of its own.</summary>
    public string? AlbumId { get; init; }

    public ImmutableArray<InboundAttachment> Attachments { get; init; } = [];

    /// <summary>Of <see cref="InboundKind.Contact"/> only.</summary>
    public SharedContact? Contact { get; init; }

    /// <summary>A place that the person shared, alone or with words and files.</summary>
    public SharedLocation? Location { get; init; }

    /// <summary>When the person did it by the messenger's clock, UTC; null where it does not tell.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The update as received, kept only until its turn is done or while it is set aside.</summary>
    public string? Raw { get; init; }
}
