using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

/// <summary>Methods about the bot itself, presses and files.</summary>
internal sealed partial class TelegramBotMethods(EmulatorCore core, TelegramWorld world)
{
    private const int MaxNotice = 200;

    public ApiReply GetMe() => TelegramJson.Ok(world.Json.Me());

    public ApiReply AnswerCallbackQuery(TelegramArguments arguments)
    {
        var notice = arguments.Text("text");
        if (notice is not null && notice.EnumerateRunes().Count() > MaxNotice)
            throw TelegramRefusal.Bad("MESSAGE_TOO_LONG");
        if (arguments.Text("url") is { Length: > 0 })
            throw TelegramRefusal.Bad("URL_INVALID");
        var press = world.TakePress(arguments.Text("callback_query_id") ?? "")
            ?? throw TelegramRefusal.Bad("query is too old and response timeout expired or query ID is invalid");
        core.Changes.Add(new EmulatedChange(core.Messenger, press.PersonId) { GroupId = press.GroupId == 0 ? null : press.GroupId, Press = (press.Id, string.IsNullOrEmpty(notice) ? null : notice) });
        return TelegramJson.Ok(true);
    }

    public ApiReply GetFile(TelegramArguments arguments)
    {
        var id = arguments.Text("file_id") ?? "";
        if (id.Length == 0)
            throw TelegramRefusal.Bad("file_id not specified");
        var file = world.File(id) ?? throw TelegramRefusal.Bad("invalid file_id");
        if (file.Size > TelegramFiles.MaxDownload)
            throw TelegramRefusal.Bad("file is too big");
        var unique = file.Sizes.FirstOrDefault(size => size.Id == id)?.UniqueId ?? file.UniqueId;
        return TelegramJson.Ok(new JsonObject { ["file_id"] = id, ["file_unique_id"] = unique, ["file_size"] = file.Size, ["file_path"] = file.Path });
    }

    public ApiReply SetMyCommands(TelegramArguments arguments)
    {
        if (arguments.Json("commands", "can't parse commands JSON object") is not { ValueKind: JsonValueKind.Array } commands)
            throw TelegramRefusal.Bad("expected an Array of BotCommand");
        if (commands.GetArrayLength() > 100)
            throw TelegramRefusal.Bad("BOT_COMMANDS_TOO_MUCH");
        var stored = new JsonArray();
        foreach (var item in commands.EnumerateArray())
        {
            var command = Member(item, "command").TrimStart('/');
            var description = Member(item, "description");
            if (!Command().IsMatch(command))
                throw TelegramRefusal.Bad("BOT_COMMAND_INVALID");
            if (description.EnumerateRunes().Count() is 0 or > 256)
                throw TelegramRefusal.Bad("BOT_COMMAND_DESCRIPTION_INVALID");
            stored.Add(new JsonObject { ["command"] = command, ["description"] = description });
        }
        world.Change(world.Meta with { Commands = stored.ToJsonString(TelegramJson.Options) });
        return TelegramJson.Ok(true);
    }

    public ApiReply GetMyCommands() => TelegramJson.Ok(JsonNode.Parse(world.Meta.Commands ?? "[]")!);

    private static string Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw TelegramRefusal.Bad($"can't parse BotCommand: Can't find field \"{name}\"");

    [GeneratedRegex("^[a-z0-9_]{1,32}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
