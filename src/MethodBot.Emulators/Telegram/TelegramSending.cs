using System.Text.Json;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

/// <summary>Methods that put new messages into a chat.</summary>
internal sealed class TelegramSending(EmulatorCore core, TelegramWorld world, TelegramLimiter limiter)
{
    private const int MaxText = 4096;
    private const int MaxCaption = 1024;

    private static readonly string[] ChatActions =
    [
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document", "choose_sticker",
        "find_location", "record_video_note", "upload_video_note",
    ];

    private readonly TelegramKeyboards keyboards = new(core);

    public ApiReply SendMessage(TelegramArguments arguments)
    {
        var text = TelegramText.Read(arguments, "text", "entities", core);
        if (text.Value.Length == 0)
            throw TelegramRefusal.Bad("message text is empty");
        if (text.CodePoints > MaxText)
            throw TelegramRefusal.Bad("message is too long");
        return SendOne(arguments, text, () => null);
    }

    /// <param name="kind">Name of the parameter and of the message's field: <c>photo</c>, <c>document</c>, <c>voice</c>, <c>video</c>.</param>
    public ApiReply SendFile(TelegramArguments arguments, string kind)
    {
        var caption = Caption(arguments);
        return SendOne(arguments, caption, () => FindOrAdd(arguments, kind, arguments.Text(kind), kind));
    }

    public ApiReply SendMediaGroup(TelegramArguments arguments)
    {
        if (arguments.Json("media", "can't parse media JSON object") is not { ValueKind: JsonValueKind.Array } media)
            throw TelegramRefusal.Bad("expected an Array of InputMedia");
        var items = media.EnumerateArray().ToList();
        if (items.Count is < 2 or > 10)
            throw TelegramRefusal.Bad("wrong number of messages in the album; must be 2-10");
        var captions = items.ConvertAll(item => Caption(Nested(item)));
        var chat = Open(arguments, items.Count);
        var reply = ReplyTo(arguments, chat);
        var thread = TelegramTopics.Of(arguments, chat, reply);
        var files = items.ConvertAll(item =>
        {
            var kind = item.GetProperty("type").GetString()!;
            if (kind is not ("photo" or "document" or "video"))
                throw TelegramRefusal.Bad($"wrong type of the media in the album: {kind} is not emulated");
            return FindOrAdd(arguments, kind, item.TryGetProperty("media", out var source) ? source.GetString() : null, kind);
        });
        var album = TelegramEmulator.NewNumber();
        var sent = new JsonArray();
        for (var i = 0; i < items.Count; i++)
        {
            var message = Compose(chat, captions[i], reply, thread) with { FileId = files[i].Id, AlbumId = album };
            world.Put(message);
            sent.Add(world.Json.Message(message));
        }
        return TelegramJson.Ok(sent);
    }

    public ApiReply SendChatAction(TelegramArguments arguments)
    {
        var chat = Find(arguments);
        var action = arguments.Text("action") ?? "";
        if (!ChatActions.Contains(action))
            throw TelegramRefusal.Bad("wrong parameter action in request");
        RefuseIfBlocked(chat);
        _ = TelegramTopics.Of(arguments, chat, null);
        core.Changes.Add(world.ChangeIn(chat.State.Id) with { Typing = true });
        return TelegramJson.Ok(true);
    }

    /// <summary>The chat of chat_id, which must be known to the bot.</summary>
    public TelegramChat Find(TelegramArguments arguments)
    {
        if (string.IsNullOrEmpty(arguments.Text("chat_id")))
            throw TelegramRefusal.Bad("chat_id is empty");
        var chat = world.KnownChat(arguments.Integer("chat_id", 0)) ?? throw TelegramRefusal.Bad("chat not found");
        return chat.Group is { MigratedTo: { } heir }
            ? throw new TelegramRefusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: heir)
            : chat;
    }

    /// <summary>The chat, counted by the limiter and open to the bot.</summary>
    public TelegramChat Open(TelegramArguments arguments, int count = 1)
    {
        var chat = Find(arguments);
        limiter.Take(chat.State.Id, count);
        RefuseIfBlocked(chat);
        return chat;
    }

    public TelegramText Caption(TelegramArguments arguments)
    {
        var caption = TelegramText.Read(arguments, "caption", "caption_entities", core);
        return caption.CodePoints <= MaxCaption ? caption : throw TelegramRefusal.Bad("message caption is too long");
    }

    private ApiReply SendOne(TelegramArguments arguments, TelegramText text, Func<TelegramFile?> attach)
    {
        var markup = keyboards.Read(arguments, inlineOnly: false);
        var chat = Open(arguments);
        if (chat.Group is not null)
            TelegramKeyboards.RefuseInGroup(markup);
        var reply = ReplyTo(arguments, chat);
        var thread = TelegramTopics.Of(arguments, chat, reply);
        var file = attach();
        var message = Compose(chat, text, reply, thread) with
        {
            FileId = file?.Id,
            Markup = markup.Inline,
            HasOtherMarkup = markup.IsOther,
        };
        world.Put(message);
        if (markup.Words is { } words)
            world.Change(chat.State with { Keyboard = words, KeyboardIsOneTime = markup.IsOneTime });
        return TelegramJson.Ok(world.Json.Message(message));
    }

    private TelegramMessage Compose(TelegramChat chat, TelegramText text, int? reply, int? thread) => new()
    {
        Id = world.TakeMessageId(chat),
        ChatId = chat.State.Id,
        FromBot = true,
        Date = core.UnixNow,
        Text = text.Value,
        Entities = text.Entities,
        // In a topic whatever is no reply hangs on the message with which the topic began.
        ReplyTo = reply ?? thread,
        ThreadId = thread,
        Received = true,
    };

    private int? ReplyTo(TelegramArguments arguments, TelegramChat chat)
    {
        if (arguments.Json("reply_parameters", "can't parse reply parameters JSON object") is not { } json)
            return null;
        if (json.ValueKind != JsonValueKind.Object)
            throw TelegramRefusal.Bad("object expected as reply parameters");
        var id = json.TryGetProperty("message_id", out var number) && number.TryGetInt32(out var given) ? given : 0;
        if (chat.Log.Find(id) is not null)
            return id;
        if (json.TryGetProperty("allow_sending_without_reply", out var allowed) && allowed.ValueKind == JsonValueKind.True)
            return null;
        throw TelegramRefusal.Bad("message to be replied not found");
    }

    private TelegramFile FindOrAdd(TelegramArguments arguments, string kind, string? reference, string field)
    {
        var part = reference is { } attached && attached.StartsWith("attach://", StringComparison.Ordinal) ? attached["attach://".Length..] : field;
        var upload = reference is null || part != field ? arguments.File(part) : null;
        if (upload is not null)
            return Add(kind, upload);
        if (string.IsNullOrEmpty(reference))
            throw TelegramRefusal.Bad($"there is no {kind} in the request");
        if (reference.Contains("://", StringComparison.Ordinal))
        {
            core.Violation($"{arguments.Method}: this emulator fetches nothing from the network");
            throw TelegramRefusal.Bad("failed to get HTTP URL content");
        }
        var known = world.File(reference) ?? throw TelegramRefusal.Bad("wrong file identifier/HTTP URL specified");
        return known.Kind == kind ? known : throw TelegramRefusal.Bad($"can't use file of type {Title(known.Kind)} as {Title(kind)}");
    }

    private TelegramFile Add(string kind, UploadedFile upload)
    {
        if (upload.Content.Length == 0)
            throw TelegramRefusal.Bad("file must be non-empty");
        var image = kind == "photo" ? Photo(upload.Content) : (ImageSize?)null;
        var name = upload.FileName.Length > 0 ? upload.FileName : "file";
        return world.AddFile(kind, name, upload.ContentType, upload.Content, image);
    }

    private static ImageSize Photo(byte[] content)
    {
        if (content.Length > TelegramFiles.MaxPhotoUpload)
            throw TelegramRefusal.Bad("file is too big");
        var image = ImageSize.Read(content) ?? throw TelegramRefusal.Bad("IMAGE_PROCESS_FAILED");
        var ratio = (double)Math.Max(image.Width, image.Height) / Math.Min(image.Width, image.Height);
        return image.Width + image.Height <= 10_000 && ratio <= 20 ? image : throw TelegramRefusal.Bad("PHOTO_INVALID_DIMENSIONS");
    }

    /// <summary>An item of an album reads its caption as a request does.</summary>
    private static TelegramArguments Nested(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            throw TelegramRefusal.Bad("can't parse InputMedia: Can't find field \"type\"");
        var method = new TelegramMethod("sendMediaGroup", (_, _) => throw new NotSupportedException(), []);
        return new TelegramArguments(method, new ApiCall(method.Name, "", CallReader.ReadObject(item), new Dictionary<string, UploadedFile>(StringComparer.Ordinal)));
    }

    private static void RefuseIfBlocked(TelegramChat chat)
    {
        if (chat.State.Blocked)
            throw new TelegramRefusal(403, "Forbidden: bot was blocked by the user");
        if (chat.Group is { HasBot: false } group)
            throw new TelegramRefusal(403, $"Forbidden: bot was kicked from the {(group.IsSupergroup ? "supergroup" : "group")} chat");
    }

    private static string Title(string kind) => char.ToUpperInvariant(kind[0]) + kind[1..];
}
