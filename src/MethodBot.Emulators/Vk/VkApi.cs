using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;
using Microsoft.AspNetCore.Http;
using static MethodBot.Emulators.Vk.VkType;

namespace MethodBot.Emulators.Vk;

/// <summary>
/// The HTTP side of the VK API: methods, the long poll, uploads and files. Checks the token, the version and the rate, and turns
/// refusals into answers.
/// </summary>
internal sealed class VkApi
{
    private static readonly (string, VkType)[] Reading = [("extended", VkType.Boolean), ("fields", List), ("group_id", Integer)];

    private static readonly (string, VkType)[] Group = [("group_id", Integer)];

    private static readonly (string, VkType)[] CallbackServer = [("url", Text), ("title", Text), ("secret_key", Text)];

    private readonly EmulatorCore core;
    private readonly VkWorld world;
    private readonly VkLongPoll longPoll;
    private readonly VkUploads uploads;
    private readonly VkLimiter limiter;
    private readonly RequestPipeline pipeline;
    private readonly FrozenDictionary<string, VkMethod> methods;

    public VkApi(EmulatorCore core, VkWorld world, VkLongPoll longPoll, VkCallback callback, VkEvents events)
    {
        this.core = core;
        this.world = world;
        this.longPoll = longPoll;
        limiter = new VkLimiter(core);
        pipeline = new RequestPipeline(core, Instead);
        uploads = new VkUploads(core, world);
        var messaging = new VkMessaging(core, world, events);
        var reading = new VkReading(core, world, messaging);
        var community = new VkCommunity(world);
        var servers = new VkCallbackMethods(world, callback);
        VkMethod[] served =
        [
            new("groups.getById", community.GetById, [("group_ids", List), ("group_id", Text), ("fields", List)]),
            new("groups.getLongPollServer", community.GetLongPollServer, Group),
            new("groups.getLongPollSettings", community.GetLongPollSettings, Group),
            new("groups.setLongPollSettings", community.SetLongPollSettings,
                [.. Group, ("enabled", VkType.Boolean), ("api_version", Text), .. VkCommunity.EventKinds.Select(kind => (kind, VkType.Boolean))]),
            new("groups.getTokenPermissions", community.GetTokenPermissions, []),
            new("groups.getCallbackConfirmationCode", servers.GetConfirmationCode, Group),
            new("groups.addCallbackServer", servers.Add, [.. Group, .. CallbackServer]),
            new("groups.editCallbackServer", servers.Edit, [.. Group, .. CallbackServer, ("server_id", Integer)]),
            new("groups.deleteCallbackServer", servers.Delete, [.. Group, ("server_id", Integer)]),
            new("groups.getCallbackServers", servers.GetServers, [.. Group, ("server_ids", List)]),
            new("groups.getCallbackSettings", servers.GetSettings, [.. Group, ("server_id", Integer)]),
            new("groups.setCallbackSettings", servers.SetSettings,
                [.. Group, ("server_id", Integer), ("api_version", Text), .. VkCommunity.EventKinds.Select(kind => (kind, VkType.Boolean))]),
            new(VkExecution.Method, [("code", Text), ("func_v", Integer)], new VkExecution(core, name => methods!.GetValueOrDefault(name)).Run),
            new("messages.send", messaging.Send,
            [
                ("user_id", Integer), ("random_id", Integer), ("peer_id", Integer), ("peer_ids", List), ("domain", Text), ("chat_id", Integer),
                ("message", Text), ("lat", Number), ("long", Number), ("attachment", Text), ("reply_to", Integer), ("forward_messages", List),
                ("forward", Text), ("sticker_id", Integer), ("group_id", Integer), ("keyboard", Text), ("template", Text), ("payload", Text),
                ("content_source", Text), ("dont_parse_links", VkType.Boolean), ("disable_mentions", VkType.Boolean), ("intent", Text), ("subscribe_id", Integer),
            ]),
            new("messages.edit", messaging.Edit,
            [
                ("peer_id", Integer), ("message", Text), ("lat", Number), ("long", Number), ("attachment", Text), ("keep_forward_messages", VkType.Boolean),
                ("keep_snippets", VkType.Boolean), ("group_id", Integer), ("dont_parse_links", VkType.Boolean), ("disable_mentions", VkType.Boolean),
                ("message_id", Integer), ("cmid", Integer), ("conversation_message_id", Integer), ("template", Text), ("keyboard", Text),
            ]),
            new("messages.delete", messaging.Delete,
            [
                ("message_ids", List), ("spam", VkType.Boolean), ("reason", Integer), ("group_id", Integer), ("delete_for_all", VkType.Boolean), ("peer_id", Integer),
                ("cmids", List),
            ]),
            new("messages.sendMessageEventAnswer", messaging.SendMessageEventAnswer,
                [("event_id", Text), ("user_id", Integer), ("peer_id", Integer), ("event_data", Text)]),
            new("messages.setActivity", messaging.SetActivity, [("user_id", Integer), ("type", Text), ("peer_id", Integer), ("group_id", Integer)]),
            new("messages.markAsRead", reading.MarkAsRead,
            [
                ("message_ids", List), ("peer_id", Integer), ("start_message_id", Integer), ("group_id", Integer), ("mark_conversation_as_read", VkType.Boolean),
                ("up_to_cmid", Integer),
            ]),
            new("messages.getConversations", reading.GetConversations,
                [.. Reading, ("offset", Integer), ("count", Integer), ("filter", Text), ("start_message_id", Integer)]),
            new("messages.getHistory", reading.GetHistory,
                [.. Reading, ("offset", Integer), ("count", Integer), ("user_id", Integer), ("peer_id", Integer), ("start_message_id", Integer), ("rev", Integer)]),
            new("messages.getByConversationMessageId", reading.GetByConversationMessageId,
                [.. Reading, ("peer_id", Integer), ("conversation_message_ids", List)]),
            new("messages.isMessagesFromGroupAllowed", reading.IsMessagesFromGroupAllowed, [("group_id", Integer), ("user_id", Integer)]),
            new("users.get", reading.GetUsers, [("user_ids", List), ("fields", List), ("name_case", Text), ("from_group_id", Integer)]),
            new("photos.getMessagesUploadServer", uploads.GetPhotoServer, [("peer_id", Integer)]),
            new("photos.saveMessagesPhoto", uploads.SavePhoto, [("photo", Text), ("server", Integer), ("hash", Text)]),
            new("docs.getMessagesUploadServer", uploads.GetDocumentServer, [("type", Text), ("peer_id", Integer)]),
            new("docs.save", uploads.SaveDocument, [("file", Text), ("title", Text), ("tags", Text), ("return_tags", VkType.Boolean)]),
        ];
        methods = served.ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);
        core.Checked = served.ToDictionary(method => method.Name, method => method.Types, StringComparer.Ordinal);
    }

    private static ApiReply NotFound => new(404, """{"error":"not found"}""");

    private static ApiReply TooLarge => new(413, """{"error":"too large"}""");

    public async Task ServeAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, core.Stopping);
        try
        {
            var reply = context.Request.Path.Value!.Split('/', 4) switch
            {
                [_, "method", var method] => await CallAsync(context.Request, method, isMethod: true, call => Task.FromResult(Locked(() => Call(call))), ending.Token),
                [_, "lp", var group] when group == $"{core.ChannelId}" =>
                    await CallAsync(context.Request, "a_check", isMethod: false, call => longPoll.CheckAsync(call.Parameters, ending.Token), ending.Token),
                [_, "upload", "photo" or "doc" or "audio_message"] path =>
                    await CallAsync(context.Request, "upload." + path[2], isMethod: false, call => Task.FromResult(Locked(() => uploads.Upload(path[2], call))), ending.Token),
                [_, "files", var id, _] => await pipeline.PassAsync(ApiCall.ForFile(RequestPipeline.Download, ""), () => Task.FromResult(Find(id)), ending.Token),
                _ => NotFound,
            };
            await reply.WriteAsync(context);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client left, or this server stops: nobody is there to be answered.
            context.Abort();
        }
    }

    private async Task<ApiReply> CallAsync(HttpRequest request, string name, bool isMethod, Func<ApiCall, Task<ApiReply>> serve, CancellationToken cancellationToken)
    {
        var reader = await CallReader.ReadAsync(request, readJson: false, VkUploads.MaxUpload + (1 << 20), cancellationToken);
        if (reader.HadJson)
            core.Violation($"{name}: a JSON body is not read by VK");
        var token = reader.Parameters.TryGetValue("access_token", out var given) ? given.Text : Bearer(request);
        var call = new ApiCall(name, token, reader.Parameters, reader.Files) { IsMethod = isMethod };
        return await pipeline.PassAsync(call, () => reader.IsTooLarge ? Task.FromResult(TooLarge) : serve(call), cancellationToken);
    }

    private ApiReply Call(ApiCall call)
    {
        try
        {
            CheckTokenAndVersion(call);
            limiter.Take();
            if (!methods.TryGetValue(call.Method, out var method))
            {
                core.Violation($"{call.Method}: no such method here");
                throw new VkRefusal(3, "Unknown method passed");
            }
            method.Inspect(call, core);
            var answer = method.Answer(new VkArguments(call.Method, call));
            return new ApiReply(200, answer.ToJsonString(VkJson.Options).Replace(VkJson.ServerMark, world.Server!.OriginalString, StringComparison.Ordinal));
        }
        catch (VkRefusal refusal)
        {
            return Refused(call, refusal);
        }
    }

    private void CheckTokenAndVersion(ApiCall call)
    {
        if (!call.Parameters.TryGetValue("v", out var version) || version.Text.Length == 0)
            throw new VkRefusal(8, "Invalid request: v (version) is required");
        if (!decimal.TryParse(version.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) || !version.Text.StartsWith("5.", StringComparison.Ordinal))
            throw new VkRefusal(8, "Invalid request: v (version) is invalid");
        if (int.TryParse(version.Text.AsSpan(2), out var minor) && minor < 131)
            throw new VkRefusal(8, "Invalid request: versions below 5.131 are deprecated. Version param should be passed as \"v\"");
        if (call.Token.Length == 0)
            throw new VkRefusal(5, "User authorization failed: no access_token passed.");
        if (call.Token != core.Token)
            throw new VkRefusal(5, "User authorization failed: invalid access_token (4).");
    }

    private static ApiReply Instead(FaultKind fault, ApiCall call) =>
        Faults.IsError(fault) ? Refused(call, VkRefusal.Of(fault)) : ApiReply.OfText(500, "", "text/html");

    private static ApiReply Refused(ApiCall call, VkRefusal refusal)
    {
        var given = new JsonArray(Pair("method", call.Method), Pair("oauth", "1"));
        foreach (var (name, value) in call.Parameters.Where(parameter => parameter.Key != "access_token"))
            given.Add(Pair(name, value.Text));
        var body = new JsonObject
        {
            ["error"] = new JsonObject { ["error_code"] = refusal.Code, ["error_msg"] = refusal.Message, ["request_params"] = given },
        };
        return new ApiReply(200, body.ToJsonString(VkJson.Options));
    }

    private static JsonObject Pair(string key, string value) => new() { ["key"] = key, ["value"] = value };

    private static string Bearer(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : "";
    }

    private ApiReply Find(string id)
    {
        VkFile? file;
        using (core.Enter())
            file = world.File(id);
        return file is not null && core.Files.Read(file.Id) is { } content ? ApiReply.OfFile(content, file.MimeType) : NotFound;
    }

    private ApiReply Locked(Func<ApiReply> serve)
    {
        using (core.Enter())
            return serve();
    }
}
