using System.Globalization;
using System.Text.Json;

namespace MethodBot.IntegrationTests.Emulators.Specifications;

/// <summary>Checks requests, answers and events of the VK API against its table of methods and definitions.</summary>
internal sealed class VkTables(JsonElement tables, SpecificationFaults faults)
{
    private static readonly string[] CommonParameters = ["v", "access_token", "lang", "test_mode"];

    private readonly JsonElement methods = tables.GetProperty("methods");
    private readonly JsonElement definitions = tables.GetProperty("defs");

    public void Check(string method, JsonElement parameters, JsonElement response)
    {
        if (method == "a_check")
        {
            Poll(response);
            return;
        }
        // The upload servers stand outside the API.
        if (method.StartsWith("upload.", StringComparison.Ordinal))
            return;
        if (!methods.TryGetProperty(method, out var known))
        {
            faults.Add($"{method} unknown", "no such method");
            return;
        }
        if (response.TryGetProperty("error", out var error))
        {
            Members("error", error, ("error_code", "integer"), ("error_msg", "string"), ("request_params", "array"));
            return;
        }
        Parameters(method, known.GetProperty("p"), parameters);
        new VkAnswers(this, faults).Check(method, response);
    }

    /// <summary>Checks an object that no definition describes: these members and no other.</summary>
    public void Members(string key, JsonElement value, params (string Name, string Type)[] members)
    {
        foreach (var (name, type) in members)
        {
            if (!value.TryGetProperty(name.TrimEnd('?'), out var member))
            {
                if (!name.EndsWith('?'))
                    faults.Add($"{key}.{name} missing", "required");
            }
            else if (!IsType(type, member))
            {
                faults.Add($"{key}.{name} type", $"{type} expected: {member.GetRawText()}");
            }
        }
        foreach (var member in value.EnumerateObject().Where(member => !members.Any(known => known.Name.TrimEnd('?') == member.Name)))
            faults.Add($"{key}.{member.Name} unknown", "no such field");
    }

    public void Definition(string name, JsonElement value)
    {
        if (definitions.TryGetProperty(name, out var schema))
            Schema(name, schema, value);
        else
            faults.Add($"{name} undefined", "the table has no such definition");
    }

    private void Poll(JsonElement response)
    {
        if (response.TryGetProperty("failed", out var failed))
        {
            Members("a_check", response, ("failed", "integer"), ("ts?", "integer"));
            if (failed.GetInt32() is < 1 or > 4)
                faults.Add("a_check.failed range", failed.GetRawText());
            return;
        }
        Members("a_check", response, ("ts", "string"), ("updates", "array"));
        foreach (var update in response.GetProperty("updates").EnumerateArray())
            Event(update);
    }

    private void Event(JsonElement update)
    {
        foreach (var member in update.EnumerateObject().Where(member => member.Name != "object"))
        {
            var properties = definitions.GetProperty("callback_base").GetProperty("properties");
            if (properties.TryGetProperty(member.Name, out var schema))
                Schema($"callback_base.{member.Name}", schema, member.Value);
            else
                faults.Add($"callback_base.{member.Name} unknown", "no such field");
        }
        foreach (var name in new[] { "type", "group_id", "event_id", "v", "object" }.Where(name => !update.TryGetProperty(name, out _)))
            faults.Add($"callback_base.{name} missing", "required");
        var payload = update.GetProperty("object");
        switch (update.GetProperty("type").GetString())
        {
            case "message_new":
                Definition("callback_message_object", payload);
                break;
            case "message_reply" or "message_edit":
                Definition("messages_message", payload);
                break;
            case "message_event":
                Definition("callback_message_event", payload);
                break;
            case "message_allow":
                Members("message_allow", payload, ("user_id", "integer"), ("key", "string"));
                break;
            case "message_deny":
                Members("message_deny", payload, ("user_id", "integer"));
                break;
        }
    }

    private void Parameters(string method, JsonElement known, JsonElement parameters)
    {
        var byName = known.EnumerateArray().ToDictionary(parameter => parameter.GetProperty("name").GetString()!, StringComparer.Ordinal);
        foreach (var given in parameters.EnumerateObject().Where(given => !CommonParameters.Contains(given.Name)))
        {
            if (byName.TryGetValue(given.Name, out var parameter))
                Parameter($"{method}.{given.Name}", parameter, given.Value.GetString() ?? "");
            else
                faults.Add($"{method}.{given.Name} unknown", "no such parameter");
        }
        foreach (var (name, _) in byName.Where(pair => IsRequired(pair.Value) && !parameters.TryGetProperty(pair.Key, out _)))
            faults.Add($"{method}.{name} missing", "required");
        if (!parameters.TryGetProperty("v", out _))
            faults.Add($"{method}.v missing", "required");
    }

    private void Parameter(string key, JsonElement parameter, string text)
    {
        var types = Types(parameter);
        if (types.Contains("array"))
        {
            var items = text.Split(',');
            if (parameter.TryGetProperty("maxItems", out var most) && items.Length > most.GetInt32())
                faults.Add($"{key} items", $"{items.Length}, allowed {most}");
            if (parameter.TryGetProperty("items", out var item) && item.TryGetProperty("type", out _) && Types(item) is ["integer"])
            {
                foreach (var one in items.Where(one => !IsInteger(one)))
                    faults.Add($"{key} type", $"integer expected: {one}");
            }
            return;
        }
        var isGood = types.Any(type => type switch
        {
            "integer" => IsInteger(text),
            "boolean" => text is "0" or "1",
            "number" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            _ => true,
        });
        if (!isGood)
            faults.Add($"{key} type", $"{string.Join(" or ", types)} expected: {text}");
        if (types is ["integer"] && IsInteger(text))
            Range(key, parameter, long.Parse(text, CultureInfo.InvariantCulture));
        if (parameter.TryGetProperty("maxLength", out var longest) && text.EnumerateRunes().Count() > longest.GetInt32())
            faults.Add($"{key} length", $"more than {longest}");
        if (parameter.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.ToString() == text))
            faults.Add($"{key} enum {text}", "not among the words");
        // A nested value goes as a string with JSON in it.
        var nested = parameter.TryGetProperty("$ref", out var reference) ? Name(reference) : key.EndsWith(".keyboard", StringComparison.Ordinal) ? "messages_keyboard" : null;
        if (nested is not null && text.StartsWith('{'))
        {
            using var document = JsonDocument.Parse(text);
            Definition(nested, document.RootElement);
        }
    }

    private void Schema(string key, JsonElement schema, JsonElement value)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Definition(Name(reference), value);
            return;
        }
        if (schema.TryGetProperty("oneOf", out var kinds))
        {
            OneOf(key, schema, kinds, value);
            return;
        }
        if (schema.TryGetProperty("type", out _) && !Types(schema).Any(type => IsType(type, value)))
        {
            faults.Add($"{key} type", $"{string.Join(" or ", Types(schema))} expected: {value.GetRawText()}");
            return;
        }
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.ToString() == value.ToString()))
            faults.Add($"{key} enum {value}", "not among the words");
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
            Range(key, schema, number);
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var item))
        {
            foreach (var one in value.EnumerateArray())
                Schema(key, item, one);
        }
        if (value.ValueKind == JsonValueKind.Object)
            Object(key, schema, value);
    }

    private void OneOf(string key, JsonElement schema, JsonElement kinds, JsonElement value)
    {
        if (schema.TryGetProperty("discriminator", out var discriminator)
            && value.TryGetProperty(discriminator.GetProperty("propertyName").GetString()!, out var name)
            && discriminator.GetProperty("mapping").TryGetProperty(name.GetString()!, out var chosen))
        {
            Definition(Name(chosen), value);
            return;
        }
        var fits = kinds.EnumerateArray().Any(kind =>
        {
            var tried = new SpecificationFaults();
            new VkTables(tables, tried).Schema(key, kind, value);
            return tried.Found.Count == 0;
        });
        if (!fits)
            faults.Add($"{key} kind", "is none of the kinds");
    }

    private void Object(string key, JsonElement schema, JsonElement value)
    {
        var properties = new Dictionary<string, (string Owner, JsonElement Schema)>(StringComparer.Ordinal);
        Collect(key, schema, properties);
        if (properties.Count == 0)
            return;
        foreach (var member in value.EnumerateObject())
        {
            if (properties.TryGetValue(member.Name, out var property))
                Schema($"{property.Owner}.{member.Name}", property.Schema, member.Value);
            else
                faults.Add($"{key}.{member.Name} unknown", "no such field");
        }
        foreach (var (name, property) in properties.Where(pair => IsRequired(pair.Value.Schema) && !value.TryGetProperty(pair.Key, out _)))
            faults.Add($"{property.Owner}.{name} missing", "required");
    }

    /// <summary>Properties of an object, with those of the definitions that it extends; the nearest one counts.</summary>
    private void Collect(string owner, JsonElement schema, Dictionary<string, (string Owner, JsonElement Schema)> into)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = Name(reference);
            if (definitions.TryGetProperty(name, out var definition))
                Collect(name, definition, into);
            return;
        }
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
                into[property.Name] = (owner, property.Value);
        }
        if (schema.TryGetProperty("allOf", out var parts))
        {
            foreach (var part in parts.EnumerateArray())
                Collect(owner, part, into);
        }
    }

    private void Range(string key, JsonElement schema, long value)
    {
        if ((schema.TryGetProperty("minimum", out var least) && value < least.GetInt64()) || (schema.TryGetProperty("maximum", out var most) && value > most.GetInt64()))
            faults.Add($"{key} range", $"{value}");
    }

    private static bool IsType(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "string" => value.ValueKind == JsonValueKind.String,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => true,
    };

    private static bool IsRequired(JsonElement schema) => schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.True;

    private static bool IsInteger(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static string Name(JsonElement reference) => reference.GetString()!.Split('/')[^1];

    private static string[] Types(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
            return ["any"];
        return type.ValueKind == JsonValueKind.String ? [type.GetString()!] : [.. type.EnumerateArray().Select(one => one.GetString()!)];
    }
}
