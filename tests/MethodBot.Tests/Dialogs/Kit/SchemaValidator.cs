using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MethodBot.Dialogs.Yaml;

namespace MethodBot.Tests.Dialogs.Kit;

/// <summary>Checks a YAML file against the part of JSON Schema that the schema of dialogs uses, as an editor does.</summary>
internal sealed class SchemaValidator(JsonNode schema)
{
    public bool Accepts(YamlNode node) => Accepts(node, schema);

    private bool Accepts(YamlNode node, JsonNode rule)
    {
        if (rule["$ref"] is { } reference)
            return Accepts(node, schema["definitions"]![reference.GetValue<string>()["#/definitions/".Length..]]!);
        if (rule["anyOf"] is JsonArray any && !any.Any(one => Accepts(node, one!)))
            return false;
        if (rule["enum"] is JsonArray values && !(node is YamlScalar scalar && values.Any(value => value!.GetValue<string>() == scalar.Value)))
            return false;
        if (rule["const"] is { } constant && !(node is YamlScalar { IsPlain: true } flag && flag.Value == (constant.GetValue<bool>() ? "true" : "false")))
            return false;
        if (rule["type"] is { } type && !(type is JsonArray types ? types.Any(one => IsOf(node, one!.GetValue<string>())) : IsOf(node, type.GetValue<string>())))
            return false;
        if (rule["pattern"] is { } pattern && !(node is YamlScalar text && Regex.IsMatch(text.Value, pattern.GetValue<string>())))
            return false;
        return node switch
        {
            YamlMap map => AcceptsMap(map, rule),
            YamlList list => list.Items.Length >= (rule["minItems"]?.GetValue<int>() ?? 0) && (rule["items"] is not { } items || list.Items.All(item => Accepts(item, items))),
            _ => true,
        };
    }

    private bool AcceptsMap(YamlMap map, JsonNode rule)
    {
        if (rule["required"] is JsonArray required && !required.All(key => map.Find(key!.GetValue<string>()) is not null))
            return false;
        if (map.Entries.Length < (rule["minProperties"]?.GetValue<int>() ?? 0))
            return false;
        foreach (var entry in map.Entries)
        {
            if (rule["propertyNames"] is { } names && !Accepts(entry.Key, names))
                return false;
            if (rule["properties"]?[entry.Key.Value] is { } known)
            {
                if (!Accepts(entry.Value, known))
                    return false;
            }
            else if (rule["additionalProperties"] is JsonValue || (rule["additionalProperties"] is { } other && !Accepts(entry.Value, other)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOf(YamlNode node, string type) => (type, node) switch
    {
        ("object", YamlMap) or ("array", YamlList) => true,
        ("boolean", YamlScalar { IsPlain: true, Value: "true" or "false" }) => true,
        ("integer", YamlScalar { IsPlain: true } scalar) => int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ("number", YamlScalar { IsPlain: true } scalar) => decimal.TryParse(scalar.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out _),
        ("string", YamlScalar scalar) => !scalar.IsEmpty,
        _ => false,
    };
}
