using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Vk;

/// <summary>The three steps of an upload: ask where, put it there, save it.</summary>
internal sealed class VkUploads(EmulatorCore core, VkWorld world)
{
    public const long MaxUpload = 50L << 20;

    private const int Waiting = 100;

    /// <summary>Uploaded and not saved yet, by the words that the upload answered; the oldest are forgotten.</summary>
    private readonly List<(string Ticket, string Kind, UploadedFile File)> uploaded = [];

    public JsonNode GetPhotoServer(VkArguments arguments)
    {
        RequirePeer(arguments);
        return new JsonObject { ["album_id"] = -64, ["upload_url"] = $"{world.Server!.OriginalString}/upload/photo", ["user_id"] = 0, ["group_id"] = core.ChannelId };
    }

    public JsonNode GetDocumentServer(VkArguments arguments)
    {
        RequirePeer(arguments);
        var type = arguments.Text("type") ?? "doc";
        return type is "doc" or "audio_message"
            ? new JsonObject { ["upload_url"] = $"{world.Server!.OriginalString}/upload/{type}" }
            : throw VkRefusal.BadParameter("type is invalid");
    }

    /// <summary>The answer of an upload server: bare JSON without a <c>response</c> around it.</summary>
    public ApiReply Upload(string kind, ApiCall call)
    {
        var field = kind == "photo" ? "photo" : "file";
        foreach (var other in call.Files.Keys.Where(name => name != field))
            core.Violation($"upload.{kind}: the field is '{field}', not '{other}'");
        var file = call.Files.GetValueOrDefault(field);
        JsonObject answer;
        if (kind == "photo")
        {
            // As the real one: without a picture it answers with an empty list, and saving fails.
            var ticket = file is not null && ImageSize.Read(file.Content) is not null ? Keep(kind, file) : null;
            answer = new JsonObject { ["server"] = 1, ["photo"] = ticket is null ? "[]" : $"[{{\"photo\":\"{ticket}\"}}]", ["hash"] = "sandbox" };
        }
        else
        {
            answer = file is { Content.Length: > 0 } && (kind != "audio_message" || IsOgg(file))
                ? new JsonObject { ["file"] = Keep(kind, file) }
                : new JsonObject { ["error"] = "no_file", ["error_descr"] = "no file in the request, or not of this kind" };
        }
        return new ApiReply(200, answer.ToJsonString(VkJson.Options));
    }

    public JsonNode SavePhoto(VkArguments arguments)
    {
        var photo = arguments.Required("photo");
        if (photo == "[]")
            throw VkRefusal.BadParameter("photos_list is invalid");
        if (!arguments.Has("server") || arguments.Text("hash") != "sandbox")
            throw new VkRefusal(121, "Invalid hash");
        var file = Take("photo", uploaded.FindIndex(item => item.Kind == "photo" && photo.Contains(item.Ticket, StringComparison.Ordinal)));
        var saved = world.AddFile("photo", -core.ChannelId, file.FileName, file.ContentType, file.Content, ImageSize.Read(file.Content));
        return new JsonArray(world.Json.Photo(saved));
    }

    public JsonNode SaveDocument(VkArguments arguments)
    {
        var ticket = arguments.Required("file");
        var index = uploaded.FindIndex(item => item.Kind != "photo" && item.Ticket == ticket);
        var kind = index < 0 ? "file" : uploaded[index].Kind;
        var file = Take("file", index);
        var title = arguments.Text("title") is { } given ? WithExtension(given, file.FileName) : file.FileName;
        var saved = world.AddFile(kind, -core.ChannelId, title, file.ContentType, file.Content, null);
        return kind == "audio_message"
            ? new JsonObject { ["type"] = kind, [kind] = world.Json.AudioMessage(saved) }
            : new JsonObject { ["type"] = "doc", ["doc"] = world.Json.Document(saved) };
    }

    private void RequirePeer(VkArguments arguments)
    {
        if (arguments.Integer("peer_id") is > 0 and var peer && world.FindChat(peer) is not { IsOpen: true })
            throw VkRefusal.NotPermitted();
    }

    private string Keep(string kind, UploadedFile file)
    {
        if (uploaded.Count == Waiting)
            uploaded.RemoveAt(0);
        var ticket = RandomNumberGenerator.GetHexString(32, lowercase: true);
        uploaded.Add((ticket, kind, file));
        return ticket;
    }

    private UploadedFile Take(string parameter, int index)
    {
        if (index < 0)
            throw VkRefusal.BadParameter(parameter + " is invalid");
        var file = uploaded[index].File;
        uploaded.RemoveAt(index);
        return file;
    }

    private static bool IsOgg(UploadedFile file) => file.Content.AsSpan().StartsWith("OggS"u8);

    private static string WithExtension(string title, string fileName) =>
        Path.HasExtension(title) ? title : title + Path.GetExtension(fileName);
}
