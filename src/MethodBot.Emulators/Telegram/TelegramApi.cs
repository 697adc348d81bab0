using System.Collections.Frozen;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;
using Microsoft.AspNetCore.Http;
using static MethodBot.Emulators.Telegram.TelegramType;

namespace MethodBot.Emulators.Telegram;

/// <summary>
/// The HTTP side of the Bot API: finds the method, checks the token and the parameters, and turns refusals into answers.
/// </summary>
internal sealed class TelegramApi : IAsyncDisposable
{
    private static readonly (string, TelegramType)[] Markup = [("reply_markup", Json)];

    private static readonly (string, TelegramType)[] Sending =
    [
        ("business_connection_id", Text), ("chat_id", Chat), ("message_thread_id", Integer), ("direct_messages_topic_id", Integer),
        ("disable_notification", TelegramType.Boolean), ("protect_content", TelegramType.Boolean), ("allow_paid_broadcast", TelegramType.Boolean),
        ("message_effect_id", Text), ("suggested_post_parameters", Json), ("reply_parameters", Json),
    ];

    private static readonly (string, TelegramType)[] Captions = [("caption", Text), ("parse_mode", Text), ("caption_entities", Json)];

    private static readonly (string, TelegramType)[] Editing =
        [("business_connection_id", Text), ("chat_id", Chat), ("message_id", Integer), ("inline_message_id", Text), ("parse_mode", Text), ("reply_markup", Json)];

    private readonly EmulatorCore core;
    private readonly TelegramWorld world;
    private readonly RequestPipeline pipeline;
    private readonly TelegramWebhook webhook;
    private readonly FrozenDictionary<string, TelegramMethod> methods;

    public TelegramApi(EmulatorCore core, TelegramWorld world, TelegramUpdateQueue updates, TelegramGroups groups)
    {
        this.core = core;
        this.world = world;
        pipeline = new RequestPipeline(core, (fault, _) => Instead(fault).ToReply());
        var sending = new TelegramSending(core, world, new TelegramLimiter(core));
        var editing = new TelegramEditing(core, world, sending);
        var bot = new TelegramBotMethods(core, world);
        webhook = new TelegramWebhook(core, world, updates, ExecuteAsync);
        var topics = new TelegramTopics(core, groups);
        TelegramMethod[] served =
        [
            new("getUpdates", updates.PollAsync, [("offset", Integer), ("limit", Integer), ("timeout", Integer), ("allowed_updates", Json)]),
            Method("getMe", _ => bot.GetMe(), []),
            Method("getWebhookInfo", _ => webhook.GetInfo(), []),
            Method("setWebhook", webhook.Set,
            [
                ("url", Text), ("certificate", TelegramType.File), ("ip_address", Text), ("max_connections", Integer), ("allowed_updates", Json),
                ("drop_pending_updates", TelegramType.Boolean), ("secret_token", Text),
            ]),
            Method("deleteWebhook", webhook.Delete, [("drop_pending_updates", TelegramType.Boolean)]),
            Method("sendMessage", sending.SendMessage, [.. Sending, .. Markup, ("text", Text), ("parse_mode", Text), ("entities", Json), ("link_preview_options", Json)]),
            Method("sendPhoto", arguments => sending.SendFile(arguments, "photo"),
                [.. Sending, .. Captions, .. Markup, ("photo", TelegramType.File), ("show_caption_above_media", TelegramType.Boolean), ("has_spoiler", TelegramType.Boolean)]),
            Method("sendDocument", arguments => sending.SendFile(arguments, "document"),
                [.. Sending, .. Captions, .. Markup, ("document", TelegramType.File), ("thumbnail", TelegramType.File), ("disable_content_type_detection", TelegramType.Boolean)]),
            Method("sendVoice", arguments => sending.SendFile(arguments, "voice"),
                [.. Sending, .. Captions, .. Markup, ("voice", TelegramType.File), ("duration", Integer)]),
            Method("sendVideo", arguments => sending.SendFile(arguments, "video"),
            [
                .. Sending, .. Captions, .. Markup, ("video", TelegramType.File), ("duration", Integer), ("width", Integer), ("height", Integer),
                ("thumbnail", TelegramType.File), ("cover", TelegramType.File), ("start_timestamp", Integer), ("show_caption_above_media", TelegramType.Boolean),
                ("has_spoiler", TelegramType.Boolean), ("supports_streaming", TelegramType.Boolean),
            ]),
            Method("sendMediaGroup", sending.SendMediaGroup, [.. Sending.Where(parameter => parameter.Item1 != "suggested_post_parameters"), ("media", Json)]),
            Method("sendChatAction", sending.SendChatAction, [("business_connection_id", Text), ("chat_id", Chat), ("message_thread_id", Integer), ("action", Text)]),
            Method("editMessageText", editing.EditMessageText, [.. Editing, ("text", Text), ("entities", Json), ("link_preview_options", Json)]),
            Method("editMessageCaption", editing.EditMessageCaption, [.. Editing, ("caption", Text), ("caption_entities", Json), ("show_caption_above_media", TelegramType.Boolean)]),
            Method("editMessageReplyMarkup", editing.EditMessageReplyMarkup, Editing.Where(parameter => parameter.Item1 != "parse_mode")),
            Method("deleteMessage", editing.DeleteMessage, [("chat_id", Chat), ("message_id", Integer)]),
            Method("createForumTopic", arguments => topics.Create(sending.Open(arguments), arguments),
                [("chat_id", Chat), ("name", Text), ("icon_color", Integer), ("icon_custom_emoji_id", Text)]),
            Method("closeForumTopic", arguments => topics.SetClosed(sending.Open(arguments), arguments, isClosed: true), [("chat_id", Chat), ("message_thread_id", Integer)]),
            Method("reopenForumTopic", arguments => topics.SetClosed(sending.Open(arguments), arguments, isClosed: false), [("chat_id", Chat), ("message_thread_id", Integer)]),
            Method("answerCallbackQuery", bot.AnswerCallbackQuery,
                [("callback_query_id", Text), ("text", Text), ("show_alert", TelegramType.Boolean), ("url", Text), ("cache_time", Integer)]),
            Method("getFile", bot.GetFile, [("file_id", Text)]),
            Method("setMyCommands", bot.SetMyCommands, [("commands", Json), ("scope", Json), ("language_code", Text)]),
            Method("getMyCommands", _ => bot.GetMyCommands(), [("scope", Json), ("language_code", Text)]),
        ];
        methods = served.ToFrozenDictionary(method => method.Name, StringComparer.OrdinalIgnoreCase);
        core.Checked = served.ToDictionary(method => method.Name, method => method.Types, StringComparer.Ordinal);
    }

    private TelegramRefusal Instead(FaultKind fault) => fault is FaultKind.TooManyRequests
        ? TelegramRefusal.TooManyRequests(core.Faults.RetryAfter.TotalSeconds)
        : new TelegramRefusal(500, "Internal Server Error: restart");

    private static ApiReply NotFound => new TelegramRefusal(404, "Not Found").ToReply();

    public async Task ServeAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, core.Stopping);
        try
        {
            var reply = context.Request.Path.Value!.Split('/', 4) switch
            {
                [_, "file", ['b', 'o', 't', .. var token], var path] => await DownloadAsync(token, path, ending.Token),
                [_, ['b', 'o', 't', .. var token], var method] => await CallAsync(context.Request, token, method, ending.Token),
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

    private async Task<ApiReply> CallAsync(HttpRequest request, string token, string name, CancellationToken cancellationToken)
    {
        var method = methods.GetValueOrDefault(name);
        var reader = await CallReader.ReadAsync(request, readJson: true, TelegramFiles.MaxUpload + (1 << 20), cancellationToken);
        var call = new ApiCall(method?.Name ?? name, token, reader.Parameters, reader.Files);
        return await pipeline.PassAsync(call, () =>
        {
            if (CheckToken(call.Token) is { } unauthorized)
                return Task.FromResult(unauthorized);
            if (reader.IsTooLarge || call.Files.Values.Any(file => file.Content.Length > TelegramFiles.MaxUpload))
                return Task.FromResult(new TelegramRefusal(413, "Request Entity Too Large").ToReply());
            return reader.Fault is { } fault
                ? Task.FromResult(TelegramRefusal.Bad("can't parse the request body: " + fault).ToReply())
                : ReplyAsync(method, call, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Serves the method that the bot asks for in its answer to a webhook's request; the result is lost, as with the real server.</summary>
    private async Task ExecuteAsync(string body, CancellationToken cancellationToken)
    {
        if (CallReader.TryReadObject(body) is not { } parameters || !parameters.Remove("method", out var name))
            return;
        var method = methods.GetValueOrDefault(name.Text);
        var call = new ApiCall(method?.Name ?? name.Text, core.Token, parameters, new Dictionary<string, UploadedFile>(StringComparer.Ordinal));
        await pipeline.PassAsync(call, () => ReplyAsync(method, call, cancellationToken), cancellationToken);
    }

    private async Task<ApiReply> ReplyAsync(TelegramMethod? method, ApiCall call, CancellationToken cancellationToken)
    {
        if (method is null)
        {
            core.Violation($"{call.Method}: no such method here");
            return new TelegramRefusal(404, "Not Found: method not found").ToReply();
        }
        method.Inspect(call, core);
        try
        {
            return await method.ServeAsync(new TelegramArguments(method, call), cancellationToken);
        }
        catch (TelegramRefusal refusal)
        {
            return refusal.ToReply();
        }
    }

    public ValueTask DisposeAsync() => webhook.DisposeAsync();

    private Task<ApiReply> DownloadAsync(string token, string path, CancellationToken cancellationToken) =>
        pipeline.PassAsync(ApiCall.ForFile(RequestPipeline.Download, token), () => Task.FromResult(CheckToken(token) ?? Find(path)), cancellationToken);

    private ApiReply Find(string path)
    {
        TelegramFile? file;
        using (core.Enter())
            file = world.FileAt(path);
        return file is { Size: <= TelegramFiles.MaxDownload } && core.Files.Read(file.Id) is { } content
            ? ApiReply.OfFile(content, "application/octet-stream")
            : NotFound;
    }

    private ApiReply? CheckToken(string token)
    {
        if (token == core.Token)
            return null;
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        var isWellFormed = colon > 0 && colon < token.Length - 1 && token.AsSpan(0, colon).IndexOfAnyExceptInRange('0', '9') < 0;
        return new TelegramRefusal(401, isWellFormed ? "Unauthorized" : "Unauthorized: invalid token specified").ToReply();
    }

    private TelegramMethod Method(string name, Func<TelegramArguments, ApiReply> serve, IEnumerable<(string, TelegramType)> parameters) =>
        new(name, (arguments, _) => Task.FromResult(Locked(serve, arguments)), parameters);

    private ApiReply Locked(Func<TelegramArguments, ApiReply> serve, TelegramArguments arguments)
    {
        using (core.Enter())
            return serve(arguments);
    }
}
