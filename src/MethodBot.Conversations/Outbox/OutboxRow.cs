using MethodBot.Conversations.Messengers;

namespace MethodBot.Conversations.Outbox;

public enum OutboxKind
{
    Send = 1,

    /// <summary>Replaces text and buttons of the message that another row sent.</summary>
    Edit = 2,

    /// <summary>Takes the buttons off the message that another row sent.</summary>
    RemoveButtons = 3,

    /// <summary>A message for many chats of the channel: it gives off batches.</summary>
    Mailing = 4,

    /// <summary>A batch of a mailing: one request to several chats.</summary>
    MailingBatch = 5,
}

public enum OutboxState
{
    Pending = 0,

    /// <summary>Durably so before its request: found at start, its outcome is unknown.</summary>
    Sending = 1,
    Delivered = 2,
    Refused = 3,
    Unreachable = 4,
}

/// <summary>Order of leaving: answers to people before what nobody waits for.</summary>
public enum OutboxPriority
{
    /// <summary>Answers the person's own turn.</summary>
    Reply = 0,

    /// <summary>What somebody else said or did, and the other waits for.</summary>
    Relay = 1,

    /// <summary>Concerns the person, but nobody waits for it: a reminder, an event that is called off, a question that is offered.</summary>
    Notice = 2,
    Announcement = 3,
}

/// <summary>A row that may leave, before anybody has read what it carries.</summary>
/// <param name="HasFiles">It waited for files, and they are there.</param>
/// <param name="Attempts">Attempts before, none of which is known to have succeeded.</param>
internal readonly record struct ReadyRow(long Id, ChatAddress Chat, OutboxKind Kind, OutboxPriority Priority, bool HasFiles, int Attempts);

/// <summary>A row whose message nobody has read yet: that costs more than marking it, and is not the writer's work.</summary>
/// <param name="Header">The row with an empty message.</param>
internal sealed record MarkedRow(OutboxRow Header, string Payload)
{
    /// <exception cref="System.Text.Json.JsonException">The store holds something that is no message.</exception>
    public OutboxRow Open() => Header with { Message = OutboxPayload.Read(Payload) };
}

/// <param name="Target">For edits: the row whose message is changed, and that message's id.</param>
/// <param name="Tag">Where replies to it lead, or null.</param>
public sealed record OutboxRow(
    long Id,
    ChatAddress Chat,
    OutboxKind Kind,
    long? Target,
    string? TargetMessageId,
    OutboundMessage Message,
    OutboxPriority Priority,
    string? Tag,
    int Attempts,
    DateTimeOffset CreatedAt);
