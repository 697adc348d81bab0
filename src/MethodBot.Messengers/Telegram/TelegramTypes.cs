using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MethodBot.Messengers.Telegram;

// Shapes of the Bot API (10.1), only the fields used here. Names on the wire are the snake_case of these.

internal sealed record TelegramEnvelope(bool Ok, JsonElement? Result, int? ErrorCode, string? Description, TelegramParameters? Parameters);

internal sealed record TelegramParameters(long? RetryAfter, long? MigrateToChatId);

internal sealed record TelegramUpdate
{
    public long UpdateId { get; init; }

    public TelegramMessage? Message { get; init; }

    public TelegramMessage? EditedMessage { get; init; }

    public TelegramCallbackQuery? CallbackQuery { get; init; }

    public TelegramChatMemberUpdated? MyChatMember { get; init; }
}

/// <param name="CanJoinGroups">Of getMe only, like what follows.</param>
/// <param name="CanReadAllGroupMessages">Privacy mode is off.</param>
internal sealed record TelegramUser(
    long Id, bool IsBot, string? FirstName, string? Username, bool CanJoinGroups = false, bool CanReadAllGroupMessages = false);

internal sealed record TelegramChatInfo(long Id, string? Type);

internal sealed record TelegramMessage
{
    public long MessageId { get; init; }

    public long? MessageThreadId { get; init; }

    public bool IsTopicMessage { get; init; }

    public TelegramUser? From { get; init; }

    public TelegramChatInfo? Chat { get; init; }

    /// <summary>Unix seconds; 0 for a message too old to be shown to bots.</summary>
    public long Date { get; init; }

    public TelegramMessage? ReplyToMessage { get; init; }

    public string? MediaGroupId { get; init; }

    /// <summary>Of the last message of a group that became a supergroup: its id from now on.</summary>
    public long? MigrateToChatId { get; init; }

    /// <summary>Of the first message of a supergroup that was a group: its id until now.</summary>
    public long? MigrateFromChatId { get; init; }

    public string? Text { get; init; }

    public string? Caption { get; init; }

    public TelegramContact? Contact { get; init; }

    public ImmutableArray<TelegramFile>? Photo { get; init; }

    public TelegramFile? Document { get; init; }

    public TelegramFile? Audio { get; init; }

    public TelegramFile? Voice { get; init; }

    public TelegramFile? Video { get; init; }

    /// <summary>A round film.</summary>
    public TelegramFile? VideoNote { get; init; }

    /// <summary>A film without sound; <see cref="Document"/> then holds the same file, for programs that do not know this field.</summary>
    public TelegramFile? Animation { get; init; }

    public TelegramLocation? Location { get; init; }

    /// <summary>A place with a name; <see cref="Location"/> then holds the same point, for programs that do not know this field.</summary>
    public TelegramVenue? Venue { get; init; }

    /// <summary>Everything else in the message, by name: tells a sticker from a service message. (Settable: the generator asks for it.)</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }
}

internal sealed record TelegramContact(string? PhoneNumber, string? FirstName, string? LastName, long? UserId);

internal sealed record TelegramLocation(double? Latitude, double? Longitude);

internal sealed record TelegramVenue(TelegramLocation? Location, string? Title, string? Address);

/// <summary>Any file of a message, or the answer to getFile.</summary>
internal sealed record TelegramFile
{
    public string? FileId { get; init; }

    public string? FileName { get; init; }

    public string? MimeType { get; init; }

    public long? FileSize { get; init; }

    /// <summary>Of a photo.</summary>
    public long Width { get; init; }

    public long Height { get; init; }

    /// <summary>Of getFile: where to download it.</summary>
    public string? FilePath { get; init; }
}

internal sealed record TelegramCallbackQuery(string? Id, TelegramUser? From, TelegramMessage? Message, string? Data);

internal sealed record TelegramChatMemberUpdated(TelegramChatInfo? Chat, TelegramUser? From, long Date, TelegramChatMember? NewChatMember);

internal sealed record TelegramChatMember(string? Status);

internal sealed record GetUpdates(long? Offset, int Limit, int Timeout, ImmutableArray<string> AllowedUpdates);

internal sealed record DeleteWebhook(bool DropPendingUpdates);

internal sealed record SetWebhook(string Url, string SecretToken, ImmutableArray<string> AllowedUpdates);

/// <param name="Url">Empty while the bot polls.</param>
/// <param name="LastErrorDate">Unix seconds: when a delivery failed last.</param>
internal sealed record TelegramWebhookInfo(
    string? Url, long PendingUpdateCount, long? LastErrorDate, string? LastErrorMessage, ImmutableArray<string>? AllowedUpdates);

internal sealed record SetMyCommands(ImmutableArray<CommandEntry> Commands);

internal sealed record CommandEntry(string Command, string Description);

internal sealed record SendMessage
{
    public required long ChatId { get; init; }

    public long? MessageThreadId { get; init; }

    public required string Text { get; init; }

    public ImmutableArray<MessageEntity>? Entities { get; init; }

    public LinkPreviewOptions? LinkPreviewOptions { get; init; }

    public ReplyParameters? ReplyParameters { get; init; }

    public ReplyMarkup? ReplyMarkup { get; init; }
}

/// <summary>sendPhoto, sendDocument, sendVoice, sendVideo: the file itself travels as a part of its own, or is named here when Telegram has it.</summary>
internal sealed record SendFile
{
    public required long ChatId { get; init; }

    public string? Photo { get; init; }

    public string? Document { get; init; }

    public string? Voice { get; init; }

    public string? Video { get; init; }

    public long? MessageThreadId { get; init; }

    public string? Caption { get; init; }

    public ImmutableArray<MessageEntity>? CaptionEntities { get; init; }

    public ReplyParameters? ReplyParameters { get; init; }

    public ReplyMarkup? ReplyMarkup { get; init; }
}

internal sealed record SendMediaGroup
{
    public required long ChatId { get; init; }

    public long? MessageThreadId { get; init; }

    public required ImmutableArray<InputMedia> Media { get; init; }

    public ReplyParameters? ReplyParameters { get; init; }
}

/// <param name="Media"><c>attach://</c> and the name of the part that bears the file, or the file_id of one that Telegram has.</param>
internal sealed record InputMedia(string Type, string Media);

internal sealed record EditMessageText
{
    public required long ChatId { get; init; }

    public required long MessageId { get; init; }

    public required string Text { get; init; }

    public ImmutableArray<MessageEntity>? Entities { get; init; }

    public LinkPreviewOptions? LinkPreviewOptions { get; init; }

    public required ReplyMarkup ReplyMarkup { get; init; }
}

internal sealed record EditMessageCaption
{
    public required long ChatId { get; init; }

    public required long MessageId { get; init; }

    public required string Caption { get; init; }

    public ImmutableArray<MessageEntity>? CaptionEntities { get; init; }

    public required ReplyMarkup ReplyMarkup { get; init; }
}

internal sealed record EditMessageReplyMarkup(long ChatId, long MessageId, ReplyMarkup ReplyMarkup);

internal sealed record SendChatAction(long ChatId, long? MessageThreadId, string Action);

internal sealed record AnswerCallbackQuery(string CallbackQueryId, string? Text);

internal sealed record GetFile(string FileId);

/// <param name="Offset">UTF-16 units, like <paramref name="Length"/>.</param>
internal sealed record MessageEntity(string Type, int Offset, int Length, string? Url = null);

internal sealed record LinkPreviewOptions(bool IsDisabled);

internal sealed record ReplyParameters(long MessageId, bool AllowSendingWithoutReply);

/// <summary>Either an inline keyboard or a reply keyboard: a message bears one of them.</summary>
internal sealed record ReplyMarkup
{
    public ImmutableArray<ImmutableArray<InlineButton>>? InlineKeyboard { get; init; }

    public ImmutableArray<ImmutableArray<ReplyButton>>? Keyboard { get; init; }

    public bool? ResizeKeyboard { get; init; }

    public bool? IsPersistent { get; init; }
}

internal sealed record InlineButton(string Text, string CallbackData);

/// <param name="RequestContact">A press sends the person's own number.</param>
/// <param name="RequestLocation">A press sends where the person is; telephones only.</param>
internal sealed record ReplyButton(string Text, bool? RequestContact = null, bool? RequestLocation = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TelegramEnvelope))]
[JsonSerializable(typeof(TelegramUpdate))]
[JsonSerializable(typeof(ImmutableArray<JsonElement>))]
[JsonSerializable(typeof(ImmutableArray<TelegramMessage>))]
[JsonSerializable(typeof(GetUpdates))]
[JsonSerializable(typeof(DeleteWebhook))]
[JsonSerializable(typeof(SetWebhook))]
[JsonSerializable(typeof(TelegramWebhookInfo))]
[JsonSerializable(typeof(SetMyCommands))]
[JsonSerializable(typeof(SendMessage))]
[JsonSerializable(typeof(SendFile))]
[JsonSerializable(typeof(SendMediaGroup))]
[JsonSerializable(typeof(EditMessageText))]
[JsonSerializable(typeof(EditMessageCaption))]
[JsonSerializable(typeof(EditMessageReplyMarkup))]
[JsonSerializable(typeof(SendChatAction))]
[JsonSerializable(typeof(AnswerCallbackQuery))]
[JsonSerializable(typeof(GetFile))]
internal sealed partial class TelegramJson : JsonSerializerContext
{
    /// <summary>Cyrillic as it is: escaped it would be three times as long, and markup has a limit in bytes.</summary>
    public static readonly TelegramJson Wire = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
