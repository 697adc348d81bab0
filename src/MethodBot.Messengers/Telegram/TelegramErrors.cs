using System.Globalization;
using MethodBot.Conversations.Messengers;

namespace MethodBot.Messengers.Telegram;

/// <summary>A call that did not succeed. The description is free of the token.</summary>
internal sealed record TelegramFailure
{
    /// <summary>error_code, or the HTTP status of an answer that is not the API's; 0 when the network failed.</summary>
    public int Code { get; init; }

    public required string Description { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The group has become a supergroup with this id.</summary>
    public long? MigrateTo { get; init; }

    /// <summary>The call may have taken effect all the same.</summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>The answer was longer than this program reads.</summary>
    public bool AnswerTooLarge { get; init; }

    /// <summary>The answer came from something in front of the API (a gateway's page), not from the API.</summary>
    public bool Foreign { get; init; }

    public bool Says(string words) => Description.Contains(words, StringComparison.OrdinalIgnoreCase);
}

internal sealed record TelegramReply<T>(T? Result, TelegramFailure? Failure);

/// <summary>
/// Classes of errors. The Bot API has no stable codes beyond HTTP's: its descriptions are the only way to tell, and they are
/// those of the official server (tdlib/telegram-bot-api and tdlib/td).
/// </summary>
internal static class TelegramErrors
{
    private static readonly string[] GoneChats =
    [
        "chat not found",
        "user not found",
        "PEER_ID_INVALID",
        "USER_IS_BLOCKED",
        "INPUT_USER_DEACTIVATED",
        "bot is not a member",
        "group is deactivated",
        "have no rights to send a message",
        "not enough rights to send",
        "CHAT_WRITE_FORBIDDEN",
    ];

    private static readonly string[] NotEditable =
    [
        "message to edit not found",
        "message can't be edited",
        "MESSAGE_ID_INVALID",
        "no text in the message to edit",
        "no caption in the message to edit",
        "message is too long",
        "message caption is too long",
        "MEDIA_CAPTION_TOO_LONG",
    ];

    private static readonly string[] BadPhotos =
    [
        "PHOTO_INVALID_DIMENSIONS",
        "PHOTO_EXT_INVALID",
        "PHOTO_INVALID",
        "PHOTO_SAVE_FILE_INVALID",
        "IMAGE_PROCESS_FAILED",
        "too big for a photo",
    ];

    public static SendResult ToSendResult(TelegramFailure failure) => failure switch
    {
        { MigrateTo: { } moved } => new SendResult.Moved(moved.ToString(CultureInfo.InvariantCulture)),
        { Code: 0 } => new SendResult.Retry(failure.Description, null, failure.OutcomeUnknown),
        { Code: 429 } => new SendResult.Retry(failure.Description, failure.RetryAfter ?? TimeSpan.FromSeconds(1)),
        { Code: >= 500 or 408 } => new SendResult.Retry(failure.Description, failure.RetryAfter, failure.OutcomeUnknown),
        { Code: 409 } => new SendResult.Retry(failure.Description, failure.RetryAfter),
        _ when RefusesToken(failure) => new SendResult.Unauthorized(failure.Description),
        { Code: 403, Foreign: false } => new SendResult.Unreachable(failure.Description),
        { Code: 400 } when SaysAny(failure, GoneChats) => new SendResult.Unreachable(failure.Description),

        // A gateway's or a proxy's own page says nothing about the message.
        { Foreign: true } => new SendResult.Retry(failure.Description, failure.RetryAfter, failure.OutcomeUnknown),
        _ => new SendResult.Rejected(failure.Description),
    };

    public static SendResult ToEditResult(TelegramFailure failure, string messageId)
    {
        if (failure.Code == 400)
        {
            if (failure.Says("message is not modified"))
                return new SendResult.Delivered(messageId);
            if (SaysAny(failure, NotEditable))
                return new SendResult.CannotEdit(failure.Description);
        }

        // Doing the same edit twice changes nothing, so nothing about its outcome is unknown.
        return ToSendResult(failure) is SendResult.Retry retry ? retry with { OutcomeUnknown = false } : ToSendResult(failure);
    }

    /// <summary>
    /// A revoked token gives 401. One that the server cannot place gives a bare 404, unlike a wrong method's «method not found».
    /// </summary>
    public static bool RefusesToken(TelegramFailure failure) =>
        !failure.Foreign && (failure.Code == 401 || (failure.Code == 404 && !failure.Says("method not found")));

    /// <summary>The picture is no photo to Telegram (too long and thin, unknown format): it can still be a document.</summary>
    public static bool RefusesPhoto(TelegramFailure failure) => failure.Code == 400 && SaysAny(failure, BadPhotos);

    private static bool SaysAny(TelegramFailure failure, string[] words) => Array.Exists(words, failure.Says);
}
