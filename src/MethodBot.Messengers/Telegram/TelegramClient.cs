using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;

namespace MethodBot.Messengers.Telegram;

/// <summary>
/// The few methods of the Telegram Bot API 10.1 that the bot uses. Limits are those of core.telegram.org/bots/api; where the
/// documentation is silent, of the official server (tdlib/telegram-bot-api). Never throws but on cancellation; the token is in
/// every address, so addresses appear in no result.
/// </summary>
internal sealed class TelegramClient(HttpClient http, string apiUrl, string token) : IDisposable
{
    /// <summary>Seconds that getUpdates may hold a request open: the server clamps it to 50.</summary>
    public const int LongPollSeconds = 50;

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongPollTimeout = TimeSpan.FromSeconds(LongPollSeconds + 15);

    private readonly HttpExchange _exchange = new(http);

    /// <summary>getUpdates: 1–100 at a time; an offset confirms everything below it. Updates are kept 24 hours, presses 150 seconds.</summary>
    public Task<TelegramReply<ImmutableArray<JsonElement>>> GetUpdatesAsync(
        long? offset, int limit, ImmutableArray<string> allowed, CancellationToken cancellationToken) =>
        CallAsync(
            "getUpdates", new GetUpdates(offset, limit, LongPollSeconds, allowed), TelegramJson.Wire.GetUpdates,
            TelegramJson.Wire.ImmutableArrayJsonElement, LongPollTimeout, cancellationToken);

    /// <summary>
    /// getUpdates without an offset, which confirms nothing: holds the line for so long, to hear whether somebody else takes it. Of
    /// two who poll the older is cut off, so another program shows when it comes back.
    /// </summary>
    public Task<TelegramReply<ImmutableArray<JsonElement>>> ListenAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        CallAsync(
            "getUpdates", new GetUpdates(null, 1, (int)patience.TotalSeconds, TelegramUpdates.Wanted), TelegramJson.Wire.GetUpdates,
            TelegramJson.Wire.ImmutableArrayJsonElement, LongPollTimeout, cancellationToken);

    /// <summary>The bot's name, once <see cref="GetMeAsync"/> has read it.</summary>
    public string? Username { get; private set; }

    /// <summary>getMe: the bot's own account.</summary>
    public async Task<TelegramReply<TelegramUser>> GetMeAsync(CancellationToken cancellationToken)
    {
        var reply = await SendAsync(HttpMethod.Get, "getMe", null, TelegramJson.Wire.TelegramUser, CallTimeout, cancellationToken);
        Username = reply.Result?.Username ?? Username;
        return reply;
    }

    /// <summary>deleteWebhook: makes polling possible again. Pending updates are kept.</summary>
    public Task<TelegramReply<JsonElement>> DeleteWebhookAsync(CancellationToken cancellationToken) =>
        CallAsync(
            "deleteWebhook", new DeleteWebhook(DropPendingUpdates: false), TelegramJson.Wire.DeleteWebhook,
            TelegramJson.Wire.JsonElement, CallTimeout, cancellationToken);

    /// <summary>
    /// setWebhook: from now on updates come to an https address on port 80, 88, 443 or 8443, with the secret (1–256 of
    /// <c>[A-Za-z0-9_-]</c>) in a header. What waits is kept. More than one call a second is refused.
    /// </summary>
    public Task<TelegramReply<JsonElement>> SetWebhookAsync(SetWebhook request, CancellationToken cancellationToken) =>
        CallAsync("setWebhook", request, TelegramJson.Wire.SetWebhook, TelegramJson.Wire.JsonElement, CallTimeout, cancellationToken);

    /// <summary>getWebhookInfo: where updates go, how many wait, and why the last delivery failed.</summary>
    public Task<TelegramReply<TelegramWebhookInfo>> GetWebhookInfoAsync(CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, "getWebhookInfo", null, TelegramJson.Wire.TelegramWebhookInfo, CallTimeout, cancellationToken);

    /// <summary>setMyCommands: at most 100, names 1–32 of [a-z0-9_], descriptions 1–256.</summary>
    public Task<TelegramReply<JsonElement>> SetMyCommandsAsync(SetMyCommands request, CancellationToken cancellationToken) =>
        CallAsync(
            "setMyCommands", request, TelegramJson.Wire.SetMyCommands, TelegramJson.Wire.JsonElement, CallTimeout, cancellationToken);

    /// <summary>sendMessage: text 1–4096 after trimming. Has no idempotency key: after a time-out its outcome is unknown.</summary>
    public Task<TelegramReply<TelegramMessage>> SendMessageAsync(SendMessage request, CancellationToken cancellationToken) =>
        CallAsync(
            "sendMessage", request, TelegramJson.Wire.SendMessage, TelegramJson.Wire.TelegramMessage, CallTimeout, cancellationToken);

    /// <summary>
    /// sendPhoto (10 MB, sides together 10,000, ratio 20), sendDocument, sendVoice, sendVideo (50 MB); caption 0–1024.
    /// </summary>
    public Task<TelegramReply<TelegramMessage>> SendFileAsync(
        string method, string field, SendFile request, OpenAttachment file, CancellationToken cancellationToken)
    {
        if (file.KnownAs is { } known)
            return CallAsync(method, Named(request, field, known), TelegramJson.Wire.SendFile, TelegramJson.Wire.TelegramMessage, CallTimeout, cancellationToken);
        var fields = Flatten(request, TelegramJson.Wire.SendFile);
        var body = RequestBodies.Multipart(fields, [(field, file)]);
        return SendAsync(HttpMethod.Post, method, body, TelegramJson.Wire.TelegramMessage, UploadTimeout, cancellationToken);
    }

    /// <summary>sendMediaGroup: 2–10 photos and videos, or 2–10 documents. The part of the n-th file is named as its media says.</summary>
    public Task<TelegramReply<ImmutableArray<TelegramMessage>>> SendMediaGroupAsync(
        SendMediaGroup request, IEnumerable<(string Field, OpenAttachment File)> files, CancellationToken cancellationToken)
    {
        var body = RequestBodies.Multipart(Flatten(request, TelegramJson.Wire.SendMediaGroup), files);
        return SendAsync(
            HttpMethod.Post, "sendMediaGroup", body, TelegramJson.Wire.ImmutableArrayTelegramMessage, UploadTimeout, cancellationToken);
    }

    /// <summary>editMessageText: text 1–4096; without buttons in the request the message loses them.</summary>
    public Task<TelegramReply<JsonElement>> EditMessageTextAsync(EditMessageText request, CancellationToken cancellationToken) =>
        CallAsync(
            "editMessageText", request, TelegramJson.Wire.EditMessageText, TelegramJson.Wire.JsonElement, CallTimeout, cancellationToken);

    /// <summary>editMessageCaption: caption 0–1024 of a message that bears a file.</summary>
    public Task<TelegramReply<JsonElement>> EditMessageCaptionAsync(EditMessageCaption request, CancellationToken cancellationToken) =>
        CallAsync(
            "editMessageCaption", request, TelegramJson.Wire.EditMessageCaption, TelegramJson.Wire.JsonElement, CallTimeout,
            cancellationToken);

    /// <summary>editMessageReplyMarkup: changes the buttons alone.</summary>
    public Task<TelegramReply<JsonElement>> EditMessageReplyMarkupAsync(
        EditMessageReplyMarkup request, CancellationToken cancellationToken) =>
        CallAsync(
            "editMessageReplyMarkup", request, TelegramJson.Wire.EditMessageReplyMarkup, TelegramJson.Wire.JsonElement, CallTimeout,
            cancellationToken);

    /// <summary>sendChatAction: shown for five seconds, or until a message arrives.</summary>
    public Task<TelegramReply<JsonElement>> SendChatActionAsync(SendChatAction request, CancellationToken cancellationToken) =>
        CallAsync(
            "sendChatAction", request, TelegramJson.Wire.SendChatAction, TelegramJson.Wire.JsonElement, CallTimeout, cancellationToken);

    /// <summary>answerCallbackQuery: text 0–200.</summary>
    public Task<TelegramReply<JsonElement>> AnswerCallbackQueryAsync(AnswerCallbackQuery request, CancellationToken cancellationToken) =>
        CallAsync(
            "answerCallbackQuery", request, TelegramJson.Wire.AnswerCallbackQuery, TelegramJson.Wire.JsonElement, CallTimeout,
            cancellationToken);

    /// <summary>getFile: files up to 20 MB; the path is good for at least an hour.</summary>
    public Task<TelegramReply<TelegramFile>> GetFileAsync(string fileId, CancellationToken cancellationToken) =>
        CallAsync(
            "getFile", new GetFile(fileId), TelegramJson.Wire.GetFile, TelegramJson.Wire.TelegramFile, CallTimeout, cancellationToken);

    /// <summary>Opens a file by the path that getFile gave.</summary>
    public Task<(HttpResponseMessage? Response, string? Fault)> OpenFileAsync(string path, CancellationToken cancellationToken) =>
        _exchange.OpenAsync(new Uri($"{apiUrl}/file/bot{token}/{path}"), CallTimeout, cancellationToken);

    public void Dispose() => http.Dispose();

    private Task<TelegramReply<TResult>> CallAsync<TRequest, TResult>(
        string method, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TResult> resultType, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, requestType));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(HttpMethod.Post, method, body, resultType, timeout, cancellationToken);
    }

    private async Task<TelegramReply<TResult>> SendAsync<TResult>(
        HttpMethod verb, string method, HttpContent? body, JsonTypeInfo<TResult> resultType, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(verb, new Uri($"{apiUrl}/bot{token}/{method}")) { Content = body };
        var result = await _exchange.SendAsync(request, timeout, cancellationToken);
        if (result.Fault is not null)
            return Failed<TResult>(new TelegramFailure { Description = result.Fault, OutcomeUnknown = result.RequestLeft, AnswerTooLarge = result.TooLarge });
        try
        {
            var envelope = JsonSerializer.Deserialize(result.Body, TelegramJson.Wire.TelegramEnvelope);
            if (envelope is { Ok: true, Result: { } value })
                return new TelegramReply<TResult>(value.Deserialize(resultType), null);
            if (envelope is { Ok: false, ErrorCode: not null })
                return Failed<TResult>(ReadFailure(envelope, result));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not the API's answer; told below.
        }

        return Failed<TResult>(new TelegramFailure
        {
            // An unreadable 200 is no verdict either: come back like after a server's error.
            Code = result.Status is >= 200 and < 300 ? 502 : result.Status,
            Description = string.Create(CultureInfo.InvariantCulture, $"an answer that is not the Bot API's, HTTP {result.Status}"),
            RetryAfter = result.RetryAfter,
            OutcomeUnknown = result.Status is (>= 200 and < 300) or >= 500,
            Foreign = true,
        });
    }

    private TelegramFailure ReadFailure(TelegramEnvelope envelope, ExchangeResult result) => new()
    {
        Code = envelope.ErrorCode ?? result.Status,
        Description = (envelope.Description ?? "no description").Replace(token, "***", StringComparison.Ordinal),
        RetryAfter = envelope.Parameters?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : result.RetryAfter,
        MigrateTo = envelope.Parameters?.MigrateToChatId,
    };

    private static SendFile Named(SendFile request, string field, string fileId) => field switch
    {
        "photo" => request with { Photo = fileId },
        "voice" => request with { Voice = fileId },
        "video" => request with { Video = fileId },
        _ => request with { Document = fileId },
    };

    private static TelegramReply<T> Failed<T>(TelegramFailure failure) => new(default, failure);

    /// <summary>In multipart, texts and numbers stand as they are and everything nested is a JSON string.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Flatten<T>(T request, JsonTypeInfo<T> type)
    {
        foreach (var property in JsonSerializer.SerializeToElement(request, type).EnumerateObject())
        {
            yield return new(
                property.Name,
                property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText());
        }
    }
}
