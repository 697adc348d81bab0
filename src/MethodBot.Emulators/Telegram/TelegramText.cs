using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Telegram;

/// <summary>A text with its entities, as the server stores it after parsing, trimming and looking for links.</summary>
internal sealed partial record TelegramText(string Value, ImmutableArray<TelegramEntity> Entities)
{
    private const int MaxRawBytes = 32 << 10;

    private static readonly ImmutableArray<string> KnownTypes =
    [
        "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline", "strikethrough",
        "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention", "custom_emoji",
    ];

    public static TelegramText Empty { get; } = new("", []);

    /// <summary>Reads a text or caption of the bot with its parse mode or its entities.</summary>
    public static TelegramText Read(TelegramArguments arguments, string textName, string entitiesName, EmulatorCore core)
    {
        var raw = arguments.Text(textName) ?? "";
        if (Encoding.UTF8.GetByteCount(raw) > MaxRawBytes)
            throw TelegramRefusal.Bad("text is too long");
        var mode = (arguments.Text("parse_mode") ?? "").ToLowerInvariant();
        var parsed = mode switch
        {
            "" or "none" => new TelegramText(raw, ReadEntities(arguments, raw, entitiesName, core)),
            "html" => FromHtml(raw),
            "markdown" or "markdownv2" => throw NotEmulated(arguments, core),
            _ => throw TelegramRefusal.Bad("unsupported parse_mode"),
        };
        return parsed.Finish();
    }

    /// <summary>A text that a person typed.</summary>
    public static TelegramText FromPerson(string text) => new TelegramText(text, []).Finish();

    /// <summary>Code points, by which the server counts.</summary>
    public int CodePoints => Value.EnumerateRunes().Count();

    private static TelegramText FromHtml(string raw)
    {
        var (text, entities) = TelegramHtml.Parse(raw);
        return new TelegramText(text, entities);
    }

    private static TelegramRefusal NotEmulated(TelegramArguments arguments, EmulatorCore core)
    {
        core.Violation($"{arguments.Method}: this emulator parses HTML only, not '{arguments.Text("parse_mode")}'");
        return TelegramRefusal.Bad("unsupported parse_mode");
    }

    private static ImmutableArray<TelegramEntity> ReadEntities(TelegramArguments arguments, string text, string name, EmulatorCore core)
    {
        if (arguments.Json(name, $"can't parse {name} JSON object") is not { } json)
            return [];
        if (json.ValueKind != JsonValueKind.Array)
            throw TelegramRefusal.Bad("expected an Array of MessageEntity");
        var entities = ImmutableArray.CreateBuilder<TelegramEntity>();
        foreach (var item in json.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
                throw TelegramRefusal.Bad("expected an Object as MessageEntity");
            if (!item.TryGetProperty("offset", out var offsetJson) || !offsetJson.TryGetInt32(out var offset)
                || !item.TryGetProperty("length", out var lengthJson) || !lengthJson.TryGetInt32(out var length)
                || !item.TryGetProperty("type", out var typeJson) || typeJson.ValueKind != JsonValueKind.String)
            {
                throw TelegramRefusal.Bad("can't parse MessageEntity");
            }
            var type = typeJson.GetString()!;
            if (!KnownTypes.Contains(type))
                core.Violation($"{arguments.Method}: '{type}' is no type of entity");
            else if (Fault(text, offset, length) is { } fault)
                core.Violation($"{arguments.Method}: entity {type} at {offset}+{length}: {fault}");
            else
                entities.Add(new TelegramEntity(type, offset, length, Member(item, "url"), Member(item, "language")));
        }
        return entities.ToImmutable();
    }

    private static string? Fault(string text, int offset, int length)
    {
        if (offset < 0 || length <= 0 || (long)offset + length > text.Length)
            return $"outside the text of {text.Length} units";
        return SplitsPair(text, offset) || SplitsPair(text, offset + length) ? "splits a surrogate pair" : null;
    }

    private static bool SplitsPair(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]);

    private static string? Member(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Trims, keeps entities within what is left, and finds commands, links and the like, as the server does.</summary>
    private TelegramText Finish()
    {
        var start = Value.Length - Value.TrimStart().Length;
        var trimmed = Value.Trim();
        var entities = new List<TelegramEntity>();
        foreach (var entity in Entities)
        {
            var from = Math.Clamp(entity.Offset - start, 0, trimmed.Length);
            var to = Math.Clamp(entity.Offset + entity.Length - start, 0, trimmed.Length);
            if (to > from)
                entities.Add(entity with { Offset = from, Length = to - from });
        }
        foreach (Match found in Found().Matches(trimmed))
        {
            var type = found.Groups.Values.Skip(1).First(group => group.Success).Name;
            var overlaps = entities.Exists(entity => entity.Type is "code" or "pre" or "text_link" or "text_mention" or "custom_emoji" or "bot_command" or "url" or "email" or "mention" or "hashtag"
                && entity.Offset < found.Index + found.Length && found.Index < entity.Offset + entity.Length);
            if (!overlaps)
                entities.Add(new TelegramEntity(type, found.Index, found.Length));
        }
        return new TelegramText(trimmed, [.. entities.OrderBy(entity => entity.Offset).ThenByDescending(entity => entity.Length)]);
    }

    [GeneratedRegex(
        @"(?<bot_command>(?<![\w/<])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/>]))|(?<email>[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})|(?<url>https?://[^\s<>""]*[^\s<>"".,;:!?)»\]])|(?<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b)|(?<hashtag>(?<![\w#])#(?=\w*\p{L})\w{1,256})",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Found();
}
