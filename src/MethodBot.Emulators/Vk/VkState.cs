using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MethodBot.Emulators.Vk;

/// <summary>Counters and settings of the community.</summary>
/// <param name="Ts">Number of the last event of the long poll.</param>
/// <param name="Events">Kinds of events that are switched on.</param>
internal sealed record VkMeta(
    int NextMessageId,
    int NextMediaId,
    long Ts,
    string LongPollKey,
    bool LongPollEnabled,
    string ApiVersion,
    ImmutableArray<string> Events,
    string? ConfirmationCode = null,
    int LastCallbackServer = 0,
    int LastChat = 0);

internal sealed record VkPersonState(long Id, string FirstName, string LastName);

/// <param name="Allowed">The person has written or allowed messages, and has not denied them since.</param>
/// <param name="Keyboard">The keyboard under the input field as JSON, or null.</param>
/// <param name="ReadByBot">Last of the person's messages that the community has marked as read.</param>
internal sealed record VkChatState(long Id, bool Allowed, int NextCmid, string? Keyboard, int ReadByBot);

internal sealed record VkMessage
{
    public required int Id { get; init; }

    public required long PeerId { get; init; }

    public required int Cmid { get; init; }

    public required bool FromBot { get; init; }

    /// <summary>Who wrote it in a chat of several people; 0 in a private one.</summary>
    public long AuthorId { get; init; }

    /// <summary>What happened in the chat as JSON, in place of what somebody says.</summary>
    public string? Action { get; init; }

    public required long Date { get; init; }

    public long? UpdateTime { get; init; }

    public required string Text { get; init; }

    /// <summary>JSON of the pressed text button, or of the sender's choice.</summary>
    public string? Payload { get; init; }

    /// <summary>Inline keyboard as JSON.</summary>
    public string? Keyboard { get; init; }

    /// <summary>Ids of attached files.</summary>
    public required ImmutableArray<string> Files { get; init; }

    public int? ReplyTo { get; init; }

    public long RandomId { get; init; }

    public string? Ref { get; init; }

    public EmulatedLocation? Location { get; init; }

    public bool IsSticker { get; init; }

    /// <summary>Deleted by the community for itself only.</summary>
    public bool HiddenFromBot { get; init; }

    /// <summary>The bot has confirmed the event of a person's message.</summary>
    public bool Received { get; init; }
}

/// <param name="Kind"><c>photo</c>, <c>doc</c>, <c>audio_message</c>, <c>video</c>.</param>
internal sealed record VkFile(
    string Id,
    string Kind,
    long OwnerId,
    int MediaId,
    string AccessKey,
    string FileName,
    string MimeType,
    long Size,
    int Width,
    int Height,
    long Date);

/// <param name="Cmid">The person's message that the event tells of, or 0.</param>
/// <param name="Json">The whole event; addresses of this server stand in it as <see cref="VkJson.ServerMark"/>.</param>
internal sealed record VkEvent(long Ts, long PeerId, int Cmid, string Json);

/// <summary>A press that waits for its answer.</summary>
/// <param name="GroupId">peer_id of the chat in which it was, 0 in a private one.</param>
internal sealed record VkPress(string Id, long PersonId, long At, long GroupId = 0);

/// <param name="Id">peer_id.</param>
/// <param name="IsAdministrator">The community has access to all messages.</param>
internal sealed record VkGroupState(long Id, string Title, ImmutableArray<long> Members, bool HasBot, bool IsAdministrator);

[JsonSerializable(typeof(VkMeta))]
[JsonSerializable(typeof(VkPersonState))]
[JsonSerializable(typeof(VkChatState))]
[JsonSerializable(typeof(VkMessage))]
[JsonSerializable(typeof(VkFile))]
[JsonSerializable(typeof(VkEvent))]
[JsonSerializable(typeof(VkPress))]
[JsonSerializable(typeof(VkGroupState))]
[JsonSerializable(typeof(VkCallbackServer))]
[JsonSerializable(typeof(VkCallbackEvent))]
internal sealed partial class VkStateJson : JsonSerializerContext
{
    public static VkStateJson Readable { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
