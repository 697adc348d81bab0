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
    string? Commands);

internal sealed record TelegramPersonState(long Id, string FirstName, string LastName);

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
    public bool IsTextOnly => FileId is null && Contact is null && Location is null && !IsSticker;
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
internal sealed record TelegramUpdate(int Id, string Kind, long PersonId, int MessageId, long ExpiresAt, string Json);

/// <summary>A press that waits for its answer.</summary>
internal sealed record TelegramPress(string Id, long PersonId, long At);

[JsonSerializable(typeof(TelegramMeta))]
[JsonSerializable(typeof(TelegramPersonState))]
[JsonSerializable(typeof(TelegramChatState))]
[JsonSerializable(typeof(TelegramMessage))]
[JsonSerializable(typeof(TelegramFile))]
[JsonSerializable(typeof(TelegramUpdate))]
[JsonSerializable(typeof(TelegramPress))]
internal sealed partial class TelegramStateJson : JsonSerializerContext
{
    public static TelegramStateJson Readable { get; } =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
