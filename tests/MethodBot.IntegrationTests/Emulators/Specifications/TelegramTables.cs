using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MethodBot.IntegrationTests.Emulators.Specifications;

/// <summary>Checks requests and answers of the Bot API against its table of methods and types.</summary>
internal sealed class TelegramTables(JsonElement tables, SpecificationFaults faults)
{
    /// <summary>What methods return; the table does not tell.</summary>
    private static readonly Dictionary<string, string> Results = new(StringComparer.Ordinal)
    {
        ["getUpdates"] = "Array of Update",
        ["getMe"] = "User",
        ["createForumTopic"] = "ForumTopic",
        ["getWebhookInfo"] = "WebhookInfo",
        ["getFile"] = "File",
        ["getMyCommands"] = "Array of BotCommand",
        ["sendMediaGroup"] = "Array of Message",
        ["sendMessage"] = "Message",
        ["sendPhoto"] = "Message",
        ["sendDocument"] = "Message",
        ["sendVoice"] = "Message",
        ["sendVideo"] = "Message",
        ["editMessageText"] = "Message",
        ["editMessageCaption"] = "Message",
        ["editMessageReplyMarkup"] = "Message",
    };

    private readonly JsonElement methods = tables.GetProperty("methods");
    private readonly JsonElement types = tables.GetProperty("types");

    public void Check(string method, JsonElement parameters, JsonElement response)
    {
        if (!methods.TryGetProperty(method, out var known))
        {
            faults.Add($"{method} unknown", "no such method");
            return;
        }
        var isRefused = !response.TryGetProperty("ok", out var ok) || !ok.GetBoolean();
        // What was refused may well have been refused for its parameters.
        if (!isRefused)
            Parameters(method, known, parameters);
        Envelope(method, response, isRefused);
    }

    private void Parameters(string method, JsonElement known, JsonElement parameters)
    {
        var byName = known.EnumerateArray().ToDictionary(parameter => parameter.GetProperty("n").GetString()!, StringComparer.Ordinal);
        foreach (var given in parameters.EnumerateObject())
        {
            var isPart = given.Value.ValueKind == JsonValueKind.Object && given.Value.TryGetProperty("$file", out _);
            if (byName.TryGetValue(given.Name, out var parameter))
                Parameter($"{method}.{given.Name}", parameter, given.Value, isPart, parameters.TryGetProperty("parse_mode", out _));
            else if (!isPart)
                faults.Add($"{method}.{given.Name} unknown", "no such parameter");
        }
        foreach (var (name, _) in byName.Where(pair => pair.Value.GetProperty("r").GetInt32() == 1 && !parameters.TryGetProperty(pair.Key, out _)))
            faults.Add($"{method}.{name} missing", "required");
    }

    private void Parameter(string key, JsonElement parameter, JsonElement value, bool isPart, bool isParsed)
    {
        var allowed = Names(parameter);
        if (isPart)
        {
            if (!allowed.Contains("InputFile"))
                faults.Add($"{key} type", "takes no file");
            return;
        }
        // A form field has everything as text: nested values as JSON, numbers and flags as words.
        var read = value.ValueKind == JsonValueKind.String ? FromText(value, allowed) : value;
        Value(key, allowed, read);
        Bounds(key, parameter, read, isParsed);
    }

    private static JsonElement FromText(JsonElement value, IReadOnlyList<string> allowed)
    {
        var text = value.GetString()!;
        var json = allowed switch
        {
            _ when allowed.Contains("Integer") && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => text,
            _ when allowed.Contains("Boolean") && text is "true" or "1" => "true",
            _ when allowed.Contains("Boolean") && text is "false" or "0" => "false",
            _ when !allowed.Contains("String") && text.StartsWith('{') || text.StartsWith('[') && !allowed.Contains("String") => text,
            _ => null,
        };
        if (json is null)
            return value;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private void Bounds(string key, JsonElement parameter, JsonElement value, bool isParsed)
    {
        if (parameter.TryGetProperty("len", out var length) && value.ValueKind == JsonValueKind.String)
        {
            var text = value.GetString()!;
            var size = length[2].GetString() == "b" ? Encoding.UTF8.GetByteCount(text) : text.EnumerateRunes().Count();
            // The longest length counts after parsing, which is not repeated here.
            var isUncertain = isParsed && length[3].GetInt32() == 1;
            if (size < length[0].GetInt32() || (!isUncertain && size > length[1].GetInt32()))
                faults.Add($"{key} length", $"{size}, allowed {length[0]} to {length[1]}");
        }
        if (parameter.TryGetProperty("num", out var range) && value.ValueKind == JsonValueKind.Number
            && (value.GetInt64() < range[0].GetInt64() || value.GetInt64() > range[1].GetInt64()))
        {
            faults.Add($"{key} range", $"{value}, allowed {range[0]} to {range[1]}");
        }
        if (parameter.TryGetProperty("items", out var items) && value.ValueKind == JsonValueKind.Array
            && (value.GetArrayLength() < items[0].GetInt32() || value.GetArrayLength() > items[1].GetInt32()))
        {
            faults.Add($"{key} items", $"{value.GetArrayLength()}, allowed {items[0]} to {items[1]}");
        }
        if (parameter.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.GetString() == value.GetString()))
            faults.Add($"{key} enum {value}", "not among the words");
        if (parameter.TryGetProperty("eq", out var constant) && constant.GetString() != value.GetString())
            faults.Add($"{key} constant", value.GetRawText());
    }

    private void Envelope(string method, JsonElement response, bool isRefused)
    {
        string[] allowed = isRefused ? ["ok", "error_code", "description", "parameters"] : ["ok", "result", "description"];
        foreach (var member in response.EnumerateObject().Where(member => !allowed.Contains(member.Name)))
            faults.Add($"answer.{member.Name} unknown", method);
        if (isRefused)
        {
            if (!response.TryGetProperty("error_code", out var code) || code.ValueKind != JsonValueKind.Number || !response.TryGetProperty("description", out _))
                faults.Add("answer.error_code missing", method);
            if (response.TryGetProperty("parameters", out var parameters))
                Value("answer.parameters", ["ResponseParameters"], parameters);
            return;
        }
        var result = response.GetProperty("result");
        Value($"{method} result", [Results.GetValueOrDefault(method, "Boolean")], result);
        if (method == "getUpdates")
        {
            foreach (var update in result.EnumerateArray().Where(update => update.EnumerateObject().Count() != 2))
                faults.Add("Update payload", "an update has its id and exactly one payload");
        }
    }

    /// <summary>The value is of one of the types; else the faults of the type that fits best.</summary>
    private void Value(string key, IReadOnlyList<string> allowed, JsonElement value)
    {
        SpecificationFaults? best = null;
        foreach (var type in allowed)
        {
            var tried = new SpecificationFaults { Request = faults.Request };
            new TelegramTables(tables, tried).OfType(key, type, value);
            if (tried.Found.Count == 0)
                return;
            if (best is null || tried.Found.Count < best.Found.Count)
                best = tried;
        }
        faults.AddAll(best!);
    }

    private void OfType(string key, string type, JsonElement value)
    {
        const string List = "Array of ";
        if (type.StartsWith(List, StringComparison.Ordinal))
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                faults.Add($"{key} type", $"{type} expected: {value.GetRawText()}");
                return;
            }
            foreach (var item in value.EnumerateArray())
                Value(key, [type[List.Length..]], item);
            return;
        }
        var isGood = type switch
        {
            "Integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "Float" => value.ValueKind == JsonValueKind.Number,
            "Boolean" or "True" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "String" or "InputFile" => value.ValueKind == JsonValueKind.String,
            _ => value.ValueKind == JsonValueKind.Object,
        };
        if (!isGood)
            faults.Add(type == "KeyboardButton" ? "KeyboardButton type" : $"{key} type", $"{type} expected: {value.GetRawText()}");
        else if (types.TryGetProperty(type, out var definition) && value.ValueKind == JsonValueKind.Object)
            Object(type, definition, value);
    }

    private void Object(string type, JsonElement definition, JsonElement value)
    {
        if (definition.TryGetProperty("sub", out var kinds))
        {
            Value(type, [.. kinds.EnumerateArray().Select(kind => kind.GetString()!)], value);
            return;
        }
        var fields = definition.GetProperty("f").EnumerateArray().ToDictionary(field => field.GetProperty("n").GetString()!, StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!fields.TryGetValue(member.Name, out var field))
            {
                faults.Add($"{type}.{member.Name} unknown", "no such field");
                continue;
            }
            Value($"{type}.{member.Name}", Names(field), member.Value);
            Bounds($"{type}.{member.Name}", field, member.Value, isParsed: true);
        }
        foreach (var (name, _) in fields.Where(pair => pair.Value.GetProperty("r").GetInt32() == 1 && !value.TryGetProperty(pair.Key, out _)))
            faults.Add($"{type}.{name} missing", "required");
    }

    private static List<string> Names(JsonElement typed) => [.. typed.GetProperty("t").EnumerateArray().Select(name => name.GetString()!)];
}
