using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MethodBot.IntegrationTests.Guarantees.Fuzzing;

/// <summary>An update as no messenger should write it.</summary>
/// <param name="Text">JSON, or meant to be.</param>
/// <param name="IsEnvelope">The messenger's own envelope around it is whole: VK's community and secret.</param>
internal sealed record FuzzedUpdate(string Text, bool IsEnvelope);

/// <summary>Spoils genuine updates, the same way for the same seed.</summary>
/// <param name="isVk">Whose envelopes they are.</param>
/// <param name="firstNumber">From which on they are numbered, so that none is taken for another.</param>
internal sealed class UpdateMutator(IReadOnlyList<string> genuine, int seed, bool isVk, int firstNumber)
{
    private const int DeepNesting = 100_000;
    private const long FirstEdit = 1_790_000_000;
    private const int LongText = 5 * 1024 * 1024;

    /// <summary>Fields that some kind of update has, put where they do not belong.</summary>
    private static readonly string[] KnownNames =
    [
        "message", "edited_message", "callback_query", "my_chat_member", "from", "chat", "text", "caption", "photo", "document", "contact", "location", "venue", "voice",
        "reply_to_message", "media_group_id", "migrate_to_chat_id", "migrate_from_chat_id", "date", "data", "id", "type", "object", "payload", "peer_id", "from_id", "user_id",
        "conversation_message_id", "attachments", "fwd_messages", "reply_message", "geo", "action", "ref", "out", "event_id", "client_info", "update_time", "sizes", "emoji_😀", "",
    ];

    private static readonly string[] Kinds =
    [
        "message", "edited_message", "callback_query", "my_chat_member", "channel_post", "poll", "chat_boost", "not_yet_invented",
        "message_new", "message_edit", "message_event", "message_allow", "message_deny", "message_reply", "group_join", "wall_post_new",
    ];

    /// <summary>Values as they stand in JSON; lone surrogates and duplicates cannot be made otherwise.</summary>
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "1e3", "-0", "2147483648", "9007199254740993", "9223372036854775807", "-9223372036854775808", "99999999999999999999999999", "1e308", "-1e308",
        "\"\"", "\" \"", "\"\\n\\t\"", "\"0\"", "\"-1\"", "\"NaN\"", "\"null\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":null}", "[1,\"a\",null]",
        "\"\\ud800\"", "\"\\udfff x\"", "\"a\\ud83d\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud83d\\ude00\\ud83d\\udc69\\u200d\\ud83d\\udc67\"", "\"\\u202eкаминь\\u202c\"", "\"\\u200b\\u200d\\ufeff\"", "\"שלום مرحبا\"",
        "\"/start\"", "\"/\"", "\"/@\"", "\"/start@\"", "\"/menu@other_bot\"", "\"меню\"", "\"отмена\"", "\"'; DROP TABLE inbox; --\"", "\"{{person.name}}\"", "\"<b>\"", "\"%s%n\"",
        "\"{\\\"d\\\":\\\"x\\\"}\"", "\"{\\\"command\\\":\\\"start\\\"}\"", "{\"d\":1}", "{\"d\":\"\"}", "{\"command\":\"not_supported_button\",\"payload\":{\"command\":\"not_supported_button\",\"payload\":\"{}\"}}",
    ];

    private readonly Random _random = new(seed);

    /// <summary>So many, among them a few that are monstrous.</summary>
    public IReadOnlyList<FuzzedUpdate> Make(int count) => [.. Enumerable.Range(0, count).Select(MakeOne)];

    private FuzzedUpdate MakeOne(int index)
    {
        if (index % 40 == 39)
            return new FuzzedUpdate(Values[_random.Next(Values.Length)], IsEnvelope: false);
        var root = Numbered(genuine[_random.Next(genuine.Count)], firstNumber + index);
        var fragments = new List<string>();
        var isEnvelope = true;
        var monster = Monster(index);
        for (var times = monster is null ? _random.Next(1, 4) : 1; times > 0; times--)
            isEnvelope &= Spoil(root, fragments, monster);
        var text = root.ToJsonString();
        for (var i = 0; i < fragments.Count; i++)
            text = text.Replace($"\"{Mark(i)}\"", fragments[i], StringComparison.Ordinal);
        return new FuzzedUpdate(text, isEnvelope);
    }

    private static string? Monster(int index) => (index % 250) switch
    {
        100 => '"' + new string('ж', LongText) + '"',
        150 => new string('[', DeepNesting) + new string(']', DeepNesting),
        200 => string.Concat(Enumerable.Repeat("{\"message\":", DeepNesting)) + "1" + new string('}', DeepNesting),
        _ => null,
    };

    /// <summary>A message of its own, or everything after the first would be a message that the bot has had.</summary>
    private JsonObject Numbered(string update, int number)
    {
        var root = JsonNode.Parse(update)!.AsObject();
        if (!isVk)
        {
            root["update_id"] = number;
            if (root["message"] is JsonObject message)
                message["message_id"] = number;
            return root;
        }

        root["event_id"] = string.Create(CultureInfo.InvariantCulture, $"fuzzed-{number}");
        if (root["object"] is not JsonObject body)
            return root;
        if (root["type"]!.GetValue<string>() == "message_edit")
            body["update_time"] = FirstEdit + number;
        if (body["message"] is JsonObject written)
            written["conversation_message_id"] = number;
        return root;
    }

    /// <summary>False when it may have broken what the messenger's envelope is known by.</summary>
    private bool Spoil(JsonObject root, List<string> fragments, string? monster)
    {
        var objects = Objects(root).ToList();
        var place = objects[_random.Next(objects.Count)];
        var names = place.Select(field => field.Key).ToList();
        var name = names.Count == 0 || _random.Next(8) == 0 ? KnownNames[_random.Next(KnownNames.Length)] : names[_random.Next(names.Count)];
        var breaks = isVk && place == root && name is "group_id" or "secret" or "type";
        var value = monster ?? Value();
        switch (monster is null ? _random.Next(11) : 10)
        {
            case 0:
                place.Remove(name);
                break;
            case 1:
                place[KnownNames[_random.Next(KnownNames.Length)]] = Mark(value, fragments);
                breaks |= place == root;
                break;
            case 2 when place[name] is { } wrapped:
                place[name] = _random.Next(2) == 0 ? new JsonArray(wrapped.DeepClone()) : new JsonObject { ["a"] = wrapped.DeepClone() };
                break;
            case 3 when place[name] is { } quoted:
                place[name] = quoted.ToJsonString();
                break;
            case 4 when place[name] is { } twice:
                // The same name once more, with another value.
                place[name] = Mark($"{twice.ToJsonString()},{JsonSerializer.Serialize(name)}:{value}", fragments);
                break;
            case 5 when isVk:
                root["type"] = Kinds[_random.Next(Kinds.Length)];
                break;
            case 5 when root.FirstOrDefault(field => field.Key != "update_id") is { Key: { } kind, Value: { } body }:
                root.Remove(kind);
                root[Kinds[_random.Next(Kinds.Length)]] = body;
                break;
            case 6 when place != root && objects[_random.Next(objects.Count)] is var other && other.Count > 0:
                // Something of another place of the same update.
                place[name] = other.ElementAt(_random.Next(other.Count)).Value?.DeepClone();
                break;
            case 7:
                root[isVk ? "event_id" : "update_id"] = Mark(Value(), fragments);
                break;
            case 8 or 9 when Lists(root).ToList() is { Count: > 0 } lists:
                var list = lists[_random.Next(lists.Count)];
                list.Insert(_random.Next(list.Count + 1), Mark(value, fragments));
                break;
            default:
                place[name] = Mark(value, fragments);
                break;
        }

        return !breaks;
    }

    private string Value() => Values[_random.Next(Values.Length)];

    private static string Mark(string fragment, List<string> fragments)
    {
        fragments.Add(fragment);
        return Mark(fragments.Count - 1);
    }

    private static string Mark(int index) => string.Create(CultureInfo.InvariantCulture, $"@@{index}@@");

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject here => here.SelectMany(field => Objects(field.Value)).Prepend(here),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static IEnumerable<JsonArray> Lists(JsonNode root) =>
        Objects(root).SelectMany(place => place.Select(field => field.Value)).OfType<JsonArray>();
}
