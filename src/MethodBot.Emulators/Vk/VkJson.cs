using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MethodBot.Emulators.Vk;

/// <summary>Objects of the VK API, version 5.199.</summary>
internal sealed class VkJson(VkWorld world)
{
    /// <summary>Stands for this server's address in what is stored: the port may be another after a restart.</summary>
    public const string ServerMark = "http://vk.sandbox.invalid";

    /// <summary>Boxes of a photo's sizes, as VK names them.</summary>
    private static readonly (string Type, int Box)[] PhotoSizes = [("s", 75), ("m", 130), ("x", 604), ("y", 807), ("z", 1280), ("w", 2560)];

    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public JsonObject Group() => new()
    {
        ["id"] = world.GroupId,
        ["name"] = VkEmulator.GroupName,
        ["screen_name"] = $"club{world.GroupId}",
        ["is_closed"] = 0,
        ["type"] = "page",
    };

    public static JsonObject User(EmulatedPerson person) => new()
    {
        ["id"] = person.Id,
        ["first_name"] = person.FirstName,
        ["last_name"] = person.LastName,
        ["can_access_closed"] = true,
        ["is_closed"] = false,
    };

    public JsonObject Message(VkMessage message)
    {
        var json = new JsonObject
        {
            ["date"] = message.Date,
            ["from_id"] = Author(message),
            ["id"] = Id(message),
            ["version"] = 10_000_000 + message.Id,
            ["out"] = message.FromBot ? 1 : 0,
            ["fwd_messages"] = new JsonArray(),
            ["important"] = false,
            ["is_hidden"] = false,
            ["attachments"] = Attachments(message),
            ["conversation_message_id"] = message.Cmid,
            ["text"] = message.Text,
            ["peer_id"] = message.PeerId,
            ["random_id"] = message.RandomId,
        };
        if (message.Action is { } action)
            json["action"] = JsonNode.Parse(action);
        if (message.Location is { } location)
            json["geo"] = Geo(location);
        if (message.UpdateTime is { } edited)
            json["update_time"] = edited;
        if (message.Payload is { } payload)
            json["payload"] = payload;
        if (message.Ref is { } reference)
        {
            json["ref"] = reference;
            json["ref_source"] = "";
        }
        if (message.Keyboard is { } keyboard)
        {
            var shown = JsonNode.Parse(keyboard)!.AsObject();
            shown["author_id"] = -world.GroupId;
            json["keyboard"] = shown;
        }
        if (message.ReplyTo is { } replied && world.Chat(message.PeerId).Log.Find(replied) is { } original)
            json["reply_message"] = Foreign(original);
        return json;
    }

    /// <summary>A message of a chat of several people has no number but the one in the chat.</summary>
    public static int Id(VkMessage message) => message.PeerId >= VkChat.GroupPeers ? 0 : message.Id;

    private long Author(VkMessage message) => message.FromBot ? -world.GroupId : message.AuthorId == 0 ? message.PeerId : message.AuthorId;

    public JsonObject Attachment(VkFile file)
    {
        var (type, value) = file.Kind switch
        {
            "photo" => ("photo", Photo(file)),
            "audio_message" => ("audio_message", AudioMessage(file)),
            "video" => ("video", Video(file)),
            _ => ("doc", Document(file)),
        };
        return new JsonObject { ["type"] = type, [type] = value };
    }

    public JsonObject Photo(VkFile file)
    {
        var largest = Math.Max(file.Width, file.Height);
        var sizes = new JsonArray();
        var isWhole = false;
        foreach (var (type, box) in PhotoSizes)
        {
            if (isWhole)
                break;
            // The size whose box first holds the whole picture is the last one.
            isWhole = box >= largest;
            var scale = isWhole ? 1 : (double)box / largest;
            sizes.Add(new JsonObject
            {
                ["type"] = type,
                ["url"] = $"{ServerMark}/files/{file.Id}/{type}",
                ["width"] = Math.Max(1, (int)Math.Round(file.Width * scale)),
                ["height"] = Math.Max(1, (int)Math.Round(file.Height * scale)),
            });
        }
        return new JsonObject
        {
            ["album_id"] = -64,
            ["date"] = file.Date,
            ["id"] = file.MediaId,
            ["owner_id"] = file.OwnerId,
            ["access_key"] = file.AccessKey,
            ["sizes"] = sizes,
            ["text"] = "",
            ["has_tags"] = false,
        };
    }

    public JsonObject Document(VkFile file)
    {
        var extension = Path.GetExtension(file.FileName).TrimStart('.').ToLowerInvariant();
        return new JsonObject
        {
            ["id"] = file.MediaId,
            ["owner_id"] = file.OwnerId,
            ["title"] = file.FileName,
            ["size"] = file.Size,
            ["ext"] = extension,
            ["date"] = file.Date,
            ["type"] = DocumentType(extension),
            ["url"] = Address(file),
            ["access_key"] = file.AccessKey,
        };
    }

    public JsonObject AudioMessage(VkFile file) => new()
    {
        ["id"] = file.MediaId,
        ["owner_id"] = file.OwnerId,
        ["duration"] = 1,
        ["waveform"] = new JsonArray(0, 3, 7, 3, 0),
        ["link_ogg"] = Address(file),
        ["link_mp3"] = Address(file),
        ["access_key"] = file.AccessKey,
    };

    private static string Address(VkFile file) => $"{ServerMark}/files/{file.Id}/{Uri.EscapeDataString(file.FileName)}";

    /// <summary>A video gives a bot nothing to download, here as there.</summary>
    private static JsonObject Video(VkFile file) => new()
    {
        ["id"] = file.MediaId,
        ["owner_id"] = file.OwnerId,
        ["title"] = file.FileName,
        ["duration"] = 1,
        ["date"] = file.Date,
        ["access_key"] = file.AccessKey,
    };

    private static int DocumentType(string extension) => extension switch
    {
        "txt" or "pdf" or "doc" or "docx" or "rtf" or "xls" or "xlsx" or "ppt" or "pptx" or "odt" or "ods" => 1,
        "zip" or "rar" or "7z" => 2,
        "gif" => 3,
        "png" or "jpg" or "jpeg" or "webp" => 4,
        "mp3" or "ogg" => 5,
        "mp4" or "mov" or "avi" => 6,
        _ => 8,
    };

    private JsonArray Attachments(VkMessage message)
    {
        var array = new JsonArray();
        foreach (var id in message.Files)
            array.Add(Attachment(world.File(id)!));
        if (message.IsSticker)
            array.Add(new JsonObject { ["type"] = "sticker", ["sticker"] = new JsonObject { ["inner_type"] = "base_sticker_new", ["sticker_id"] = 9008, ["product_id"] = 279 } });
        return array;
    }

    private static JsonObject Geo(EmulatedLocation location)
    {
        var geo = new JsonObject
        {
            ["type"] = "point",
            ["coordinates"] = new JsonObject { ["latitude"] = location.Latitude, ["longitude"] = location.Longitude },
        };
        if (location.Title is { } title)
        {
            geo["place"] = new JsonObject { ["title"] = title };
            if (location.Address is { } address)
                geo["place"]!["address"] = address;
        }
        return geo;
    }

    private JsonObject Foreign(VkMessage message)
    {
        var json = new JsonObject
        {
            ["date"] = message.Date,
            ["from_id"] = Author(message),
            ["text"] = message.Text,
            ["attachments"] = Attachments(message),
            ["conversation_message_id"] = message.Cmid,
            ["peer_id"] = message.PeerId,
            ["id"] = Id(message),
        };
        if (message.Location is { } location)
            json["geo"] = Geo(location);
        return json;
    }
}
