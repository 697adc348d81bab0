using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;

namespace MethodBot.Messengers.Vk;

using Field = KeyValuePair<string, string>;

/// <summary>
/// The few methods of the VK API 5.199 that the bot uses, by its schema (VKCOM/vk-api-schema). All share the community's budget
/// of requests per second (20, then error 6). Never throws but on cancellation; the token travels in a header only.
/// </summary>
internal sealed class VkClient(HttpClient http, string apiUrl, string token, RequestBudget budget) : IDisposable
{
    public const string Version = "5.199";

    /// <summary>Seconds that the long poll holds a request open (the server takes up to 90).</summary>
    public const int LongPollSeconds = 25;

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongPollTimeout = TimeSpan.FromSeconds(LongPollSeconds + 10);

    private readonly HttpExchange _exchange = new(http);

    /// <summary>
    /// messages.send. Only with peer_ids (up to 100, here one) does the answer tell the conversation_message_id. random_id is an
    /// int32, 0 switches dedup off. Text up to 4096 (the schema's 9000 is not what the server takes), 10 attachments.
    /// </summary>
    public Task<VkReply<ImmutableArray<VkSent>>> SendAsync(IReadOnlyList<Field> fields, CancellationToken cancellationToken) =>
        CallAsync("messages.send", fields, VkJson.Wire.ImmutableArrayVkSent, RequestPriority.Normal, cancellationToken);

    /// <summary>
    /// execute with a messages.send for each of the messages, as for <see cref="SendAsync"/>: one request of the budget. VK takes 25 calls
    /// in a code (more: error 13), answers up to 5 MB (more: error 13 «response size is too big», and the calls have been made), and names
    /// no length of the code. A call that fails is <c>false</c> in the answer, and the next of <c>execute_errors</c> tells why; an error
    /// of the whole (12: the code does not compile; 13: it broke off; 5, 6, 9, 10: as for any request) stands alone.
    /// Source: dev.vk.com/ru/execute; that the errors stand in the order of the failed calls is what vk-io and others rely on.
    /// </summary>
    /// <returns>A reply for each message, in order, or the failure of the whole.</returns>
    public async Task<VkReply<ImmutableArray<VkReply<ImmutableArray<VkSent>>>>> ExecuteSendsAsync(
        IReadOnlyList<IReadOnlyList<Field>> messages, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(messages.Count, VkExecuteCode.MaxCalls);
        const string Method = "execute";
        var (envelope, failure) = await RequestAsync(
            Method, [new("code", VkExecuteCode.Of("messages.send", messages))], RequestPriority.Normal, cancellationToken);
        if (failure is not null)
            return new VkReply<ImmutableArray<VkReply<ImmutableArray<VkSent>>>>(default, failure);
        if (envelope!.Response is not { ValueKind: JsonValueKind.Array } answers || answers.GetArrayLength() != messages.Count)
            return Failed<ImmutableArray<VkReply<ImmutableArray<VkSent>>>>(UnknownShape(Method));

        // Told of more or fewer failures than there are, nobody knows which is whose.
        var errors = envelope.ExecuteErrors ?? [];
        var next = errors.Length == answers.EnumerateArray().Count(answer => answer.ValueKind == JsonValueKind.False) ? 0 : errors.Length;
        return new VkReply<ImmutableArray<VkReply<ImmutableArray<VkSent>>>>(
            [
                .. answers.EnumerateArray().Select(answer => answer.ValueKind switch
                {
                    JsonValueKind.False when next < errors.Length => new VkReply<ImmutableArray<VkSent>>(default, Told(errors[next++])),
                    JsonValueKind.False => Failed<ImmutableArray<VkSent>>("VK did not tell why a message was not sent"),
                    _ => Read(answer, "messages.send", VkJson.Wire.ImmutableArrayVkSent),
                }),
            ],
            null);
    }

    /// <summary>messages.edit: within about 24 hours; attachments and keyboard that are not passed again are lost.</summary>
    public Task<VkReply<JsonElement>> EditAsync(IReadOnlyList<Field> fields, CancellationToken cancellationToken) =>
        CallAsync("messages.edit", fields, VkJson.Wire.JsonElement, RequestPriority.Normal, cancellationToken);

    /// <summary>messages.getByConversationMessageId: up to 100 messages of one chat.</summary>
    public Task<VkReply<VkItems>> GetMessageAsync(string peer, string id, CancellationToken cancellationToken) =>
        CallAsync(
            "messages.getByConversationMessageId", [new("peer_id", peer), new("conversation_message_ids", id)], VkJson.Wire.VkItems,
            RequestPriority.Normal, cancellationToken);

    /// <summary>messages.setActivity: shown for about ten seconds, or until a message arrives.</summary>
    public Task<VkReply<JsonElement>> SetActivityAsync(string peer, string type, CancellationToken cancellationToken) =>
        CallAsync("messages.setActivity", [new("peer_id", peer), new("type", type)], VkJson.Wire.JsonElement, RequestPriority.Background, cancellationToken);

    /// <summary>messages.sendMessageEventAnswer: within about a minute of the press; event_data up to 1000, a snackbar's text up to 90.</summary>
    public Task<VkReply<JsonElement>> AnswerEventAsync(IReadOnlyList<Field> fields, CancellationToken cancellationToken) =>
        CallAsync("messages.sendMessageEventAnswer", fields, VkJson.Wire.JsonElement, RequestPriority.Urgent, cancellationToken);

    /// <summary>groups.setLongPollSettings: switches on the events that the bot reads; the others stay as they are.</summary>
    public Task<VkReply<JsonElement>> SetLongPollSettingsAsync(string groupId, CancellationToken cancellationToken) =>
        CallAsync(
            "groups.setLongPollSettings",
            [
                new("group_id", groupId), new("enabled", "1"), new("api_version", Version),
                .. VkUpdates.Wanted.Select(e => new Field(e, "1")),
            ],
            VkJson.Wire.JsonElement, RequestPriority.Normal, cancellationToken);

    /// <summary>groups.getById without a number: the community of the token.</summary>
    public Task<VkReply<VkGroups>> GetGroupAsync(CancellationToken cancellationToken) =>
        CallAsync("groups.getById", [], VkJson.Wire.VkGroups, RequestPriority.Normal, cancellationToken);

    /// <summary>groups.getTokenPermissions: what the token may do.</summary>
    public Task<VkReply<VkTokenRights>> GetTokenRightsAsync(CancellationToken cancellationToken) =>
        CallAsync("groups.getTokenPermissions", [], VkJson.Wire.VkTokenRights, RequestPriority.Normal, cancellationToken);

    /// <summary>groups.getLongPollSettings: whether the long poll is on, in which version, and which events it bears.</summary>
    public Task<VkReply<VkLongPollSettings>> GetLongPollSettingsAsync(string groupId, CancellationToken cancellationToken) =>
        CallAsync(
            "groups.getLongPollSettings", [new("group_id", groupId)], VkJson.Wire.VkLongPollSettings, RequestPriority.Normal, cancellationToken);

    /// <summary>groups.getLongPollServer: a server's address, a key for it, and where its history stands.</summary>
    public Task<VkReply<VkLongPollServer>> GetLongPollServerAsync(string groupId, CancellationToken cancellationToken) =>
        CallAsync(
            "groups.getLongPollServer", [new("group_id", groupId)], VkJson.Wire.VkLongPollServer, RequestPriority.Normal, cancellationToken);

    /// <summary>groups.getCallbackConfirmationCode: what to answer when VK asks whether an address is ours. Changes with time.</summary>
    public Task<VkReply<VkConfirmationCode>> GetCallbackConfirmationCodeAsync(string groupId, CancellationToken cancellationToken) =>
        CallAsync(
            "groups.getCallbackConfirmationCode", [new("group_id", groupId)], VkJson.Wire.VkConfirmationCode, RequestPriority.Urgent, cancellationToken);

    /// <summary>groups.getCallbackServers: at most ten.</summary>
    public Task<VkReply<VkCallbackServers>> GetCallbackServersAsync(string groupId, CancellationToken cancellationToken) =>
        CallAsync(
            "groups.getCallbackServers", [new("group_id", groupId)], VkJson.Wire.VkCallbackServers, RequestPriority.Normal, cancellationToken);

    /// <summary>groups.addCallbackServer: the title has at most 14 letters, the secret at most 50.</summary>
    public Task<VkReply<VkAddedServer>> AddCallbackServerAsync(string groupId, string url, string title, string secret, CancellationToken cancellationToken) =>
        CallAsync(
            "groups.addCallbackServer", [new("group_id", groupId), new("url", url), new("title", title), new("secret_key", secret)],
            VkJson.Wire.VkAddedServer, RequestPriority.Normal, cancellationToken);

    /// <summary>groups.editCallbackServer: as <see cref="AddCallbackServerAsync"/>.</summary>
    public Task<VkReply<JsonElement>> EditCallbackServerAsync(
        string groupId, long serverId, string url, string title, string secret, CancellationToken cancellationToken) =>
        CallAsync(
            "groups.editCallbackServer",
            [new("group_id", groupId), new("server_id", Number(serverId)), new("url", url), new("title", title), new("secret_key", secret)],
            VkJson.Wire.JsonElement, RequestPriority.Normal, cancellationToken);

    /// <summary>groups.setCallbackSettings: switches on the events that the bot reads; the others stay as they are.</summary>
    public Task<VkReply<JsonElement>> SetCallbackSettingsAsync(string groupId, long serverId, CancellationToken cancellationToken) =>
        CallAsync(
            "groups.setCallbackSettings",
            [
                new("group_id", groupId), new("server_id", Number(serverId)), new("api_version", Version),
                .. VkUpdates.Wanted.Select(e => new Field(e, "1")),
            ],
            VkJson.Wire.JsonElement, RequestPriority.Normal, cancellationToken);

    /// <summary>One request of the long poll; outside the budget, because it is another server.</summary>
    public async Task<VkReply<VkPollAnswer>> PollAsync(VkLongPollServer server, string ts, CancellationToken cancellationToken)
    {
        var host = server.Server!.Contains("://", StringComparison.Ordinal) ? server.Server : "https://" + server.Server;
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"act=a_check&key={Uri.EscapeDataString(server.Key!)}&ts={Uri.EscapeDataString(ts)}&wait={LongPollSeconds}");
        if (!Uri.TryCreate($"{host}?{query}", UriKind.Absolute, out var address))
            return Failed<VkPollAnswer>("VK gave no usable address of a long poll server");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await ReadAsync(request, LongPollTimeout, VkJson.Wire.VkPollAnswer, cancellationToken);
    }

    /// <summary>messages.getConversations: up to 200 at a time, the latest first.</summary>
    public Task<VkReply<VkConversations>> GetConversationsAsync(int offset, int count, CancellationToken cancellationToken) =>
        CallAsync(
            "messages.getConversations", [new("filter", "all"), new("offset", Number(offset)), new("count", Number(count))],
            VkJson.Wire.VkConversations, RequestPriority.Background, cancellationToken);

    /// <summary>messages.getHistory: up to 200 at a time, the latest first.</summary>
    public Task<VkReply<VkItems>> GetHistoryAsync(long peer, int offset, int count, CancellationToken cancellationToken) =>
        CallAsync(
            "messages.getHistory", [new("peer_id", Number(peer)), new("offset", Number(offset)), new("count", Number(count))],
            VkJson.Wire.VkItems, RequestPriority.Background, cancellationToken);

    /// <summary>photos.getMessagesUploadServer, upload, photos.saveMessagesPhoto. The result names the photo for messages.send.</summary>
    public async Task<VkReply<string>> UploadPhotoAsync(string peer, OpenAttachment file, CancellationToken cancellationToken)
    {
        var server = await CallAsync(
            "photos.getMessagesUploadServer", [new("peer_id", peer)], VkJson.Wire.VkUploadServer, RequestPriority.Normal, cancellationToken);
        if (server.Failure is not null)
            return new VkReply<string>(null, server.Failure);
        var uploaded = await UploadAsync(server.Result, "photo", file, cancellationToken);
        if (uploaded.Failure is not null)
            return new VkReply<string>(null, uploaded.Failure);
        var photo = Text(uploaded.Result, "photo");
        if (photo is "" or "[]")
            return Refused("VK does not take the file as a photo");
        var saved = await CallAsync(
            "photos.saveMessagesPhoto",
            [new("photo", photo), new("server", Text(uploaded.Result, "server")), new("hash", Text(uploaded.Result, "hash"))],
            VkJson.Wire.ImmutableArrayVkPhoto, RequestPriority.Normal, cancellationToken);
        if (saved.Failure is not null)
            return new VkReply<string>(null, saved.Failure);
        return saved.Result is [var first, ..]
            ? new VkReply<string>(VkRendering.AttachmentName("photo", first.OwnerId, first.Id, first.AccessKey), null)
            : Refused("VK did not save the photo");
    }

    /// <summary>docs.getMessagesUploadServer (doc, audio_message), upload, docs.save. The result names the document for messages.send.</summary>
    public async Task<VkReply<string>> UploadDocumentAsync(string peer, string type, OpenAttachment file, CancellationToken cancellationToken)
    {
        var server = await CallAsync(
            "docs.getMessagesUploadServer", [new("type", type), new("peer_id", peer)], VkJson.Wire.VkUploadServer, RequestPriority.Normal,
            cancellationToken);
        if (server.Failure is not null)
            return new VkReply<string>(null, server.Failure);
        var uploaded = await UploadAsync(server.Result, "file", file, cancellationToken);
        if (uploaded.Failure is not null)
            return new VkReply<string>(null, uploaded.Failure);
        if (Text(uploaded.Result, "file") is not { Length: > 0 } name)
            return Refused("VK does not take the file");
        var saved = await CallAsync(
            "docs.save", [new("file", name), new("title", file.FileName)], VkJson.Wire.VkSavedDocument, RequestPriority.Normal,
            cancellationToken);
        if (saved.Failure is not null)
            return new VkReply<string>(null, saved.Failure);
        return (saved.Result?.AudioMessage ?? saved.Result?.Doc) is { } document
            ? new VkReply<string>(VkRendering.AttachmentName("doc", document.OwnerId, document.Id, document.AccessKey), null)
            : Refused("VK did not save the file");
    }

    /// <summary>Opens a file by the address that an update gave.</summary>
    public Task<(HttpResponseMessage? Response, string? Fault)> OpenFileAsync(Uri address, CancellationToken cancellationToken) =>
        _exchange.OpenAsync(address, CallTimeout, cancellationToken);

    public void Dispose()
    {
        http.Dispose();
        budget.Dispose();
    }

    private async Task<VkReply<T>> CallAsync<T>(
        string method, IReadOnlyList<Field> fields, JsonTypeInfo<T> type, RequestPriority priority, CancellationToken cancellationToken)
    {
        var (envelope, failure) = await RequestAsync(method, fields, priority, cancellationToken);
        return failure is not null ? new VkReply<T>(default, failure) : Read(envelope!.Response!.Value, method, type);
    }

    /// <returns>An envelope with a response, or why there is none.</returns>
    private async Task<VkReply<VkEnvelope>> RequestAsync(
        string method, IReadOnlyList<Field> fields, RequestPriority priority, CancellationToken cancellationToken)
    {
        await budget.EnterAsync(priority, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{apiUrl}/{method}"))
        {
            Content = RequestBodies.Form([.. fields, new("v", Version)]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var (envelope, failure) = await ReadAsync(request, CallTimeout, VkJson.Wire.VkEnvelope, cancellationToken);
        if (failure is not null)
            return new VkReply<VkEnvelope>(null, failure);
        if (envelope?.Error is { } error)
            return new VkReply<VkEnvelope>(null, Told(error));
        return envelope?.Response is null ? Failed<VkEnvelope>(UnknownShape(method)) : new VkReply<VkEnvelope>(envelope, null);
    }

    private VkFailure Told(VkError error) => new()
    {
        Code = error.ErrorCode,
        Description = $"error {error.ErrorCode}: {(error.ErrorMsg ?? "no description").Replace(token, "***", StringComparison.Ordinal)}",
    };

    private static VkReply<T> Read<T>(JsonElement response, string method, JsonTypeInfo<T> type)
    {
        try
        {
            return new VkReply<T>(response.Deserialize(type), null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Failed<T>(UnknownShape(method));
        }
    }

    private static string UnknownShape(string method) => $"an answer to {method} of an unknown shape";

    /// <summary>Upload servers answer bare, or (in the schema's examples) inside a «response».</summary>
    private async Task<VkReply<JsonElement>> UploadAsync(
        VkUploadServer? server, string field, OpenAttachment file, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(server?.UploadUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return Failed<JsonElement>("VK gave no usable address for uploading");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = RequestBodies.Multipart([], [(field, file)]) };
        var (answer, failure) = await ReadAsync(request, UploadTimeout, VkJson.Wire.JsonElement, cancellationToken);

        // Whatever became of an upload, no message has been sent by it.
        if (failure is not null)
            return new VkReply<JsonElement>(default, failure with { OutcomeUnknown = false });
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("response", out var inner))
            answer = inner;
        return new VkReply<JsonElement>(answer, null);
    }

    private async Task<VkReply<T>> ReadAsync<T>(
        HttpRequestMessage request, TimeSpan timeout, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var result = await _exchange.SendAsync(request, timeout, cancellationToken);
        if (result.Fault is not null)
            return new VkReply<T>(default, new VkFailure { Description = result.Fault, OutcomeUnknown = result.RequestLeft });
        try
        {
            if (result.Status is >= 200 and < 300 && JsonSerializer.Deserialize(result.Body, type) is { } answer)
                return new VkReply<T>(answer, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not the API's answer; told below.
        }

        return new VkReply<T>(default, new VkFailure
        {
            Status = result.Status,
            Description = string.Create(CultureInfo.InvariantCulture, $"an answer that is not the API's, HTTP {result.Status}"),
            RetryAfter = result.RetryAfter,
            OutcomeUnknown = result.Status is (>= 200 and < 300) or >= 500,
        });
    }

    private static string Text(JsonElement answer, string field) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(field, out var value) ? VkJson.Text(value) : "";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static VkReply<T> Failed<T>(string description) => new(default, new VkFailure { Description = description, OutcomeUnknown = true });

    private static VkReply<string> Refused(string description) =>
        new(null, new VkFailure { Code = 100, Description = description });
}
