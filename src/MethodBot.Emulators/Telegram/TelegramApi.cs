using System.Collections.Frozen;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;
using Microsoft.AspNetCore.Http;
using static MethodBot.Emulators.Telegram.TelegramType;

namespace MethodBot.Emulators.Telegram;

/// <summary>
/// The HTTP side of the Bot API. Every call of a method passes <see cref="CallAsync"/>: it is read, counted, checked, served and recorded there.
/// </summary>
internal sealed class TelegramApi
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
    private readonly FrozenDictionary<string, TelegramMethod> methods;

    public TelegramApi(EmulatorCore core, TelegramWorld world, TelegramUpdateQueue updates)
    {
        this.core = core;
        this.world = world;
        var sending = new TelegramSending(core, world, new TelegramLimiter(core));
        var editing = new TelegramEditing(core, world, sending);
        var bot = new TelegramBotMethods(core, world, updates);
        TelegramMethod[] served =
        [
            new("getUpdates", updates.PollAsync, [("offset", Integer), ("limit", Integer), ("timeout", Integer), ("allowed_updates", Json)]),
            Method("getMe", _ => bot.GetMe(), []),
            Method("getWebhookInfo", _ => bot.GetWebhookInfo(), []),
            Method("setWebhook", bot.SetWebhook,
            [
                ("url", Text), ("certificate", TelegramType.File), ("ip_address", Text), ("max_connections", Integer), ("allowed_updates", Json),
                ("drop_pending_updates", TelegramType.Boolean), ("secret_token", Text),
            ]),
            Method("deleteWebhook", bot.DeleteWebhook, [("drop_pending_updates", TelegramType.Boolean)]),
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
            Method("sendMediaGroup", sending.SendMediaGroup, [.. Sending, ("media", Json)]),
            Method("sendChatAction", sending.SendChatAction, [("business_connection_id", Text), ("chat_id", Chat), ("message_thread_id", Integer), ("action", Text)]),
            Method("editMessageText", editing.EditMessageText, [.. Editing, ("text", Text), ("entities", Json), ("link_preview_options", Json)]),
            Method("editMessageCaption", editing.EditMessageCaption, [.. Editing, ("caption", Text), ("caption_entities", Json), ("show_caption_above_media", TelegramType.Boolean)]),
            Method("editMessageReplyMarkup", editing.EditMessageReplyMarkup, Editing.Where(parameter => parameter.Item1 != "parse_mode")),
            Method("deleteMessage", editing.DeleteMessage, [("chat_id", Chat), ("message_id", Integer)]),
            Method("answerCallbackQuery", bot.AnswerCallbackQuery,
                [("callback_query_id", Text), ("text", Text), ("show_alert", TelegramType.Boolean), ("url", Text), ("cache_time", Integer)]),
            Method("getFile", bot.GetFile, [("file_id", Text)]),
            Method("setMyCommands", bot.SetMyCommands, [("commands", Json), ("scope", Json), ("language_code", Text)]),
            Method("getMyCommands", _ => bot.GetMyCommands(), [("scope", Json), ("language_code", Text)]),
        ];
        methods = served.ToFrozenDictionary(method => method.Name, StringComparer.OrdinalIgnoreCase);
    }

    public async Task ServeAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, core.Stopping);
        try
        {
            var parts = context.Request.Path.Value!.Split('/', 4);
            if (parts.Length == 4 && parts[1] == "file" && parts[2].StartsWith("bot", StringComparison.Ordinal))
                await DownloadAsync(context, parts[2][3..], parts[3], ending.Token);
            else if (parts.Length == 3 && parts[1].StartsWith("bot", StringComparison.Ordinal))
                await (await CallAsync(context.Request, parts[1][3..], parts[2], ending.Token)).WriteAsync(context);
            else
                await new TelegramRefusal(404, "Not Found").ToReply().WriteAsync(context);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client left, or this server stops: nobody is there to be answered.
            context.Abort();
        }
    }

    private async Task<ApiReply> CallAsync(HttpRequest request, string token, string name, CancellationToken cancellationToken)
    {
        if (!methods.TryGetValue(name, out var method))
        {
            core.Count(name);
            core.Violation($"{name}: no such method here");
            return CheckToken(token) ?? new TelegramRefusal(404, "Not Found: method not found").ToReply();
        }
        core.Count(method.Name);
        if (CheckToken(token) is { } unauthorized)
            return unauthorized;
        CallReader reader;
        try
        {
            reader = await CallReader.ReadAsync(request, readJson: true, TelegramFiles.MaxUpload + (1 << 20), cancellationToken);
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new TelegramRefusal(413, "Request Entity Too Large").ToReply();
        }
        var call = new ApiCall(method.Name, token, reader.Parameters, reader.Files);
        var reply = await ReplyAsync(method, call, reader.Fault, cancellationToken);
        core.Recorder?.Record(call, reply);
        return reply;
    }

    private async Task<ApiReply> ReplyAsync(TelegramMethod method, ApiCall call, string? fault, CancellationToken cancellationToken)
    {
        if (fault is not null)
            return TelegramRefusal.Bad("can't parse the request body: " + fault).ToReply();
        method.Inspect(call, core);
        if (call.Files.Values.Any(file => file.Content.Length > TelegramFiles.MaxUpload))
            return new TelegramRefusal(413, "Request Entity Too Large").ToReply();
        try
        {
            return await method.ServeAsync(new TelegramArguments(method, call), cancellationToken);
        }
        catch (TelegramRefusal refusal)
        {
            return refusal.ToReply();
        }
    }

    private async Task DownloadAsync(HttpContext context, string token, string path, CancellationToken cancellationToken)
    {
        if (CheckToken(token) is { } unauthorized)
        {
            await unauthorized.WriteAsync(context);
            return;
        }
        TelegramFile? file;
        using (core.Enter())
            file = world.FileAt(path);
        if (file is null || file.Size > TelegramFiles.MaxDownload || core.Files.Read(file.Id) is not { } content)
        {
            await new TelegramRefusal(404, "Not Found").ToReply().WriteAsync(context);
            return;
        }
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, cancellationToken);
    }

    private static ApiReply? CheckToken(string token)
    {
        if (token == TelegramEmulator.BotToken)
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
