using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MethodBot.Emulators.Telegram;

/// <summary>Counters and settings of the bot.</summary>
internal sealed record TelegramMeta(
    int NextUpdateId,
    int NextMessageId,
    long LastUpdateAt,
    ImmutableArray<string> AllowedUpdates,
    string? Commands,
    int LastGroup = 0);

/// <param name="Known">The person has written: the bot may send.</param>
/// <param name="Keyboard">Words under the input field, with what each button asks for.</param>
internal sealed record TelegramChatState(
    long Id,
    bool Known,
    bool Blocked,
    bool KeyboardIsOneTime,
    ImmutableArray<ImmutableArray<TelegramWord>> Keyboard);

/// <param name="Asks">Name of the special field (<c>request_contact</c> …), or null for a plain word.</param>
internal sealed record TelegramWord(string Text, string? Asks);

internal sealed record TelegramMessage
{
    public required int Id { get; init; }

    public required long ChatId { get; init; }

    public required bool FromBot { get; init; }

    /// <summary>Who wrote it in a group; 0 in a private chat, where there is one person only.</summary>
    public long AuthorId { get; init; }

    /// <summary>The topic, or the thread of replies, in a supergroup.</summary>
    public int? ThreadId { get; init; }

    /// <summary>What happened in the group, in place of what somebody says.</summary>
    public TelegramService? Service { get; init; }

    public required long Date { get; init; }

    public long? EditDate { get; init; }

    /// <summary>Text, or caption where there is a file.</summary>
    public required string Text { get; init; }

    public required ImmutableArray<TelegramEntity> Entities { get; init; }

    /// <summary>InlineKeyboardMarkup as JSON.</summary>
    public string? Markup { get; init; }

    /// <summary>Sent with a keyboard of another kind: such a message cannot be edited.</summary>
    public bool HasOtherMarkup { get; init; }

    /// <summary>The file's own id (of the largest size, for a photo).</summary>
    public string? FileId { get; init; }

    public string? AlbumId { get; init; }

    public int? ReplyTo { get; init; }

    public TelegramContact? Contact { get; init; }

    public EmulatedLocation? Location { get; init; }

    public bool IsSticker { get; init; }

    /// <summary>The bot has confirmed the update of a person's message.</summary>
    public bool Received { get; init; }

    [JsonIgnore]
    public bool IsTextOnly => FileId is null && Contact is null && Location is null && Service is null && !IsSticker;
}

internal sealed record TelegramEntity(string Type, int Offset, int Length, string? Url = null, string? Language = null);

internal sealed record TelegramContact(string Phone, string FirstName, long? UserId);

/// <param name="Kind"><c>photo</c>, <c>document</c>, <c>voice</c>, <c>video</c>.</param>
/// <param name="Path">As getFile tells it.</param>
/// <param name="Sizes">Of a photo, from the smallest; the last has the file's own id.</param>
internal sealed record TelegramFile(
    string Id,
    string UniqueId,
    string Kind,
    string FileName,
    string MimeType,
    long Size,
    int Duration,
    string Path,
    ImmutableArray<TelegramPhotoSize> Sizes);

internal sealed record TelegramPhotoSize(string Id, string UniqueId, int Width, int Height);

/// <param name="Kind">Name of the update's payload: <c>message</c>, <c>callback_query</c> …</param>
/// <param name="Json">The whole update.</param>
/// <param name="UserId">Who did it.</param>
internal sealed record TelegramUpdate(
    int Id, string Kind, [property: JsonPropertyName("PersonId")] long ChatId, int MessageId, long ExpiresAt, string Json, long UserId = 0);

/// <param name="Url">Empty when there is none.</param>
/// <param name="GoneSince">Since when the address has answered 410 only.</param>
internal sealed record TelegramWebhookState(string Url, string Secret, int MaxConnections, long? LastErrorAt, string? LastError, long? GoneSince)
{
    public static TelegramWebhookState None { get; } = new("", "", 0, null, null, null);
}

/// <summary>A press that waits for its answer.</summary>
/// <param name="GroupId">The group in which it was, 0 in a private chat.</param>
internal sealed record TelegramPress(string Id, long PersonId, long At, long GroupId = 0);

/// <param name="Kind">Name of the message's field: <c>new_chat_members</c> …</param>
/// <param name="Json">Its value.</param>
internal sealed record TelegramService(string Kind, string Json);

internal sealed record TelegramTopic(int ThreadId, string Name, int IconColor, bool IsClosed);

internal sealed record TelegramGroupState
{
    public required long Id { get; init; }

    public required string Title { get; init; }

    public required bool IsSupergroup { get; init; }

    public required bool IsForum { get; init; }

    public required ImmutableArray<long> Members { get; init; }

    /// <summary><c>member</c>, <c>administrator</c>, <c>kicked</c>.</summary>
    public required string BotStatus { get; init; }

    /// <summary>Supergroups number their messages themselves; a basic group takes the bot's numbers.</summary>
    public required int NextMessageId { get; init; }

    public required ImmutableArray<TelegramTopic> Topics { get; init; }

    /// <summary>The supergroup that this group has become.</summary>
    public long? MigratedTo { get; init; }

    [JsonIgnore]
    public bool HasBot => BotStatus is "member" or "administrator";

    public TelegramTopic? Topic(int threadId) => Topics.FirstOrDefault(topic => topic.ThreadId == threadId);
}

[JsonSerializable(typeof(TelegramMeta))]
[JsonSerializable(typeof(EmulatedPerson))]
[JsonSerializable(typeof(TelegramChatState))]
[JsonSerializable(typeof(TelegramMessage))]
[JsonSerializable(typeof(TelegramFile))]
[JsonSerializable(typeof(TelegramUpdate))]
[JsonSerializable(typeof(TelegramPress))]
[JsonSerializable(typeof(TelegramGroupState))]
[JsonSerializable(typeof(TelegramWebhookState))]
internal sealed partial class TelegramStateJson : JsonSerializerContext
{
    public static TelegramStateJson Readable { get; } =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
