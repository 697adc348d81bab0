using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

/// <summary>Objects of the Bot API as the real server writes them.</summary>
internal sealed class TelegramJson(TelegramWorld world)
{
    private static readonly string[] AdministratorRights =
    [
        "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
        "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories", "can_pin_messages", "can_manage_topics",
    ];

    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ApiReply Ok(JsonNode result, string? description = null)
    {
        var body = new JsonObject { ["ok"] = true, ["result"] = result };
        if (description is not null)
            body["description"] = description;
        return new ApiReply(200, body.ToJsonString(Options));
    }

    public JsonObject Bot() => new()
    {
        ["id"] = world.BotId,
        ["is_bot"] = true,
        ["first_name"] = TelegramEmulator.BotName,
        ["username"] = TelegramEmulator.BotUsername,
    };

    public JsonObject Me()
    {
        var me = Bot();
        foreach (var (name, value) in new[]
        {
            ("can_join_groups", true), ("can_read_all_group_messages", !world.IsPrivate), ("supports_inline_queries", false),
            ("can_connect_to_business", false), ("has_main_web_app", false),
        })
        {
            me[name] = value;
        }
        return me;
    }

    public static JsonObject User(EmulatedPerson person)
    {
        var user = new JsonObject { ["id"] = person.Id, ["is_bot"] = false, ["first_name"] = person.FirstName };
        if (person.LastName.Length > 0)
            user["last_name"] = person.LastName;
        user["language_code"] = "ru";
        return user;
    }

    public JsonObject Chat(long chatId)
    {
        if (world.Chat(chatId).Group is { } group)
        {
            var json = new JsonObject { ["id"] = group.Id, ["title"] = group.Title, ["type"] = group.IsSupergroup ? "supergroup" : "group" };
            if (group.IsForum)
                json["is_forum"] = true;
            return json;
        }
        var person = world.Person(chatId);
        var chat = new JsonObject { ["id"] = person.Id, ["first_name"] = person.FirstName };
        if (person.LastName.Length > 0)
            chat["last_name"] = person.LastName;
        chat["type"] = "private";
        return chat;
    }

    public JsonObject Message(TelegramMessage message, bool withReply = true)
    {
        var json = new JsonObject
        {
            ["message_id"] = message.Id,
            ["from"] = message.FromBot ? Bot() : User(world.Person(message.AuthorId == 0 ? message.ChatId : message.AuthorId)),
            ["chat"] = Chat(message.ChatId),
            ["date"] = message.Date,
        };
        if (message.ThreadId is { } thread)
        {
            json["message_thread_id"] = thread;
            if (world.Chat(message.ChatId).Group is { IsForum: true })
                json["is_topic_message"] = true;
        }
        if (message.EditDate is { } edited)
            json["edit_date"] = edited;
        if (withReply && message.ReplyTo is { } replied && world.Chat(message.ChatId).Log.Find(replied) is { } original)
            json["reply_to_message"] = Message(original, withReply: false);
        if (message.AlbumId is { } album)
            json["media_group_id"] = album;
        AddContent(json, message);
        if (message.Markup is { } markup)
            json["reply_markup"] = JsonNode.Parse(markup);
        return json;
    }

    /// <summary>The message as a press refers to it after it was deleted.</summary>
    public JsonObject Inaccessible(long chatId, int messageId) =>
        new() { ["chat"] = Chat(chatId), ["message_id"] = messageId, ["date"] = 0 };

    public JsonObject Membership(string status) =>
        status switch
        {
            "kicked" => new JsonObject { ["status"] = status, ["user"] = Bot(), ["until_date"] = 0 },
            "administrator" => Administrator(),
            _ => new JsonObject { ["status"] = status, ["user"] = Bot() },
        };

    private JsonObject Administrator()
    {
        var json = new JsonObject { ["status"] = "administrator", ["user"] = Bot(), ["can_be_edited"] = false, ["is_anonymous"] = false };
        foreach (var right in AdministratorRights)
            json[right] = true;
        return json;
    }

    public static JsonArray Entities(ImmutableArray<TelegramEntity> entities)
    {
        var array = new JsonArray();
        foreach (var entity in entities)
        {
            var json = new JsonObject { ["offset"] = entity.Offset, ["length"] = entity.Length, ["type"] = entity.Type };
            if (entity.Url is not null)
                json["url"] = entity.Url;
            if (entity.Language is not null)
                json["language"] = entity.Language;
            array.Add(json);
        }
        return array;
    }

    private void AddContent(JsonObject json, TelegramMessage message)
    {
        if (message.Service is { } service)
        {
            json[service.Kind] = JsonNode.Parse(service.Json);
        }
        else if (message.FileId is { } fileId)
        {
            var file = world.File(fileId)!;
            json[file.Kind] = Media(file);
            AddText(json, message, "caption", "caption_entities");
        }
        else if (message.Contact is { } contact)
        {
            var shared = new JsonObject { ["phone_number"] = contact.Phone, ["first_name"] = contact.FirstName };
            if (contact.UserId is { } user)
                shared["user_id"] = user;
            json["contact"] = shared;
        }
        else if (message.Location is { } place)
        {
            if (place.Title is not null)
                json["venue"] = new JsonObject { ["location"] = Location(place), ["title"] = place.Title, ["address"] = place.Address ?? "" };
            json["location"] = Location(place);
        }
        else if (message.IsSticker)
        {
            json["sticker"] = new JsonObject
            {
                ["file_id"] = $"CAACAgIAAxk{message.Id}",
                ["file_unique_id"] = $"AgAD{message.Id}",
                ["type"] = "regular",
                ["width"] = 512,
                ["height"] = 512,
                ["is_animated"] = false,
                ["is_video"] = false,
                ["emoji"] = "🙂",
            };
        }
        else
        {
            AddText(json, message, "text", "entities");
        }
    }

    private static JsonObject Location(EmulatedLocation place) => new() { ["latitude"] = place.Latitude, ["longitude"] = place.Longitude };

    private static void AddText(JsonObject json, TelegramMessage message, string textName, string entitiesName)
    {
        if (message.Text.Length > 0)
            json[textName] = message.Text;
        if (message.Entities.Length > 0)
            json[entitiesName] = Entities(message.Entities);
    }

    private static JsonNode Media(TelegramFile file)
    {
        if (file.Kind == "photo")
        {
            var sizes = new JsonArray();
            foreach (var size in file.Sizes)
            {
                sizes.Add(new JsonObject
                {
                    ["file_id"] = size.Id,
                    ["file_unique_id"] = size.UniqueId,
                    ["file_size"] = file.Size,
                    ["width"] = size.Width,
                    ["height"] = size.Height,
                });
            }
            return sizes;
        }
        var json = new JsonObject();
        if (file.Kind is "voice" or "video")
            json["duration"] = file.Duration;
        if (file.Kind == "video")
        {
            json["width"] = file.Sizes[^1].Width;
            json["height"] = file.Sizes[^1].Height;
        }
        if (file.Kind != "voice")
            json["file_name"] = file.FileName;
        json["mime_type"] = file.MimeType;
        json["file_id"] = file.Id;
        json["file_unique_id"] = file.UniqueId;
        json["file_size"] = file.Size;
        return json;
    }
}
