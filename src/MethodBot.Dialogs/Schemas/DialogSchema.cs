using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Dialogs.Schemas;

/// <summary>
/// A JSON Schema (draft-07) of dialog files, by which editors complete keys, actions and lists and underline what is unknown. It is
/// made of the same tables as the reader; whether names, options and ways fit together only the checker can tell.
/// </summary>
public static class DialogSchema
{
    public const string FileName = "dialog.schema.json";

    private const string NamePattern = "^[a-z][a-z0-9_-]{0,39}$";
    private const string OptionPattern = "^[a-z0-9_-]{1,40}$";
    private const string DatePattern = @"^\d{4}-\d{2}-\d{2}$";
    private const string TimePattern = @"^\d{2}:\d{2}$";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(DialogVocabulary vocabulary) => new JsonObject
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = "MethodBot dialog",
        ["type"] = "object",
        ["required"] = List(["dialog", "steps"]),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["dialog"] = Name(SchemaTexts.Dialog),
            ["title"] = Text(SchemaTexts.Title),
            ["kind"] = Choice(SchemaTexts.Kind, ["flow", "questionnaire"]),
            ["link"] = Name(SchemaTexts.Link),
            ["takes"] = Array(SchemaTexts.Takes, Name(null)),
            ["questionnaire"] = Map(SchemaTexts.Questionnaire, [], new JsonObject
            {
                ["anonymous"] = Flag(SchemaTexts.Anonymous),
                ["opens"] = Pattern(SchemaTexts.Opens, DatePattern),
                ["closes"] = Pattern(SchemaTexts.Closes, DatePattern),
                ["once"] = Flag(SchemaTexts.Once),
            }),
            ["steps"] = new JsonObject { ["description"] = SchemaTexts.Steps, ["type"] = "array", ["minItems"] = 1, ["items"] = Ref("step") },
        },
        ["definitions"] = new JsonObject
        {
            ["step"] = new JsonObject { ["anyOf"] = new JsonArray([.. StepReader.Words.Select(word => (JsonNode)Ref(word))]) },
            ["say"] = Step("say", Text(SchemaTexts.Say)),
            ["section"] = Map(null, ["section"], new JsonObject { ["section"] = Text(SchemaTexts.Section), ["when"] = Condition() }),
            ["go"] = Step("go", Text(SchemaTexts.Go)),
            ["review"] = Step("review", Text(SchemaTexts.Review)),
            ["call"] = Step("call", Text(SchemaTexts.Call), ("with", With())),
            ["do"] = Step(
                "do",
                Choice(SchemaTexts.Do, vocabulary.Actions.Keys.Order(StringComparer.Ordinal)),
                ("with", With()),
                ("outcomes", new JsonObject { ["description"] = SchemaTexts.Outcomes, ["type"] = "object", ["additionalProperties"] = Text(null) })),
            ["ask"] = Ask(vocabulary),
            ["options"] = Options(new JsonObject { ["deficit"] = Text(SchemaTexts.Deficit), ["exclusive"] = Flag(SchemaTexts.Exclusive) }, other: true),
            ["rows"] = Options(new JsonObject { ["deficit"] = Text(SchemaTexts.Deficit) }, other: false),
            ["columns"] = Options(new JsonObject { ["deficit"] = Flag(SchemaTexts.Lack) }, other: false),
        },
    }.ToJsonString(Layout) + "\n";

    private static JsonObject Ask(DialogVocabulary vocabulary) => Map(null, ["ask", "text"], new JsonObject
    {
        ["ask"] = Name(SchemaTexts.Ask),
        ["text"] = Text(SchemaTexts.Text),
        ["short"] = Text(SchemaTexts.Short),
        ["when"] = Condition(),
        ["optional"] = Flag(SchemaTexts.Optional),
        ["menu"] = Flag(SchemaTexts.Menu),
        ["forget"] = Flag(SchemaTexts.Forget),
        ["default"] = Text(SchemaTexts.Default),
        ["one_of"] = Described(Ref("options"), SchemaTexts.OneOf),
        ["many_of"] = Described(Ref("options"), SchemaTexts.ManyOf),
        ["rank"] = Described(Ref("rows"), SchemaTexts.Rank),
        ["scale"] = Map(SchemaTexts.Scale, ["from", "to"], new JsonObject
        {
            ["from"] = Number(SchemaTexts.ScaleFrom),
            ["to"] = Number(SchemaTexts.ScaleTo),
            ["low"] = Text(SchemaTexts.Low),
            ["high"] = Text(SchemaTexts.High),
        }),
        ["matrix"] = Map(SchemaTexts.Matrix, ["rows", "columns"], new JsonObject { ["rows"] = Ref("rows"), ["columns"] = Ref("columns") }),
        ["yes_no"] = new JsonObject { ["description"] = SchemaTexts.YesNo, ["const"] = true },
        ["from"] = Choice(SchemaTexts.From, vocabulary.Sources.Keys.Order(StringComparer.Ordinal)),
        ["with"] = With(),
        ["free_text"] = Text(SchemaTexts.FreeText),
        ["type"] = Choice(SchemaTexts.Type, QuestionReader.Types),
        ["min"] = Bound(SchemaTexts.Min),
        ["max"] = Bound(SchemaTexts.Max),
        ["whole"] = Flag(SchemaTexts.Whole),
    });

    private static JsonObject Step(string word, JsonObject subject, params ReadOnlySpan<(string Key, JsonObject Schema)> more)
    {
        var keys = new JsonObject { [word] = subject, ["id"] = Name(SchemaTexts.Id), ["when"] = Condition() };
        foreach (var (key, schema) in more)
            keys[key] = schema;
        return Map(null, [word], keys);
    }

    private static JsonObject Options(JsonObject more, bool other)
    {
        var keys = new JsonObject { ["id"] = Pattern(SchemaTexts.OptionId, OptionPattern), ["text"] = Text(SchemaTexts.OptionText), ["when"] = Condition() };
        foreach (var (key, schema) in more.ToList())
        {
            more.Remove(key);
            keys[key] = schema;
        }

        var kinds = new JsonArray(Map(null, ["id", "text"], keys));
        if (other)
            kinds.Add(Map(null, [OptionDefinition.OtherId], new JsonObject { [OptionDefinition.OtherId] = Text(SchemaTexts.Other), ["deficit"] = Text(SchemaTexts.Deficit), ["when"] = Condition() }));
        return new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "object", ["minProperties"] = 1, ["propertyNames"] = new JsonObject { ["pattern"] = OptionPattern }, ["additionalProperties"] = Text(null) },
                new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = new JsonObject { ["anyOf"] = kinds } }),
        };
    }

    private static JsonObject Map(string? description, string[] required, JsonObject keys)
    {
        var map = Described(new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = keys }, description);
        if (required.Length > 0)
            map["required"] = List(required);
        return map;
    }

    // YAML reads «5», «true» and «2026-01-01» as something else than text; the program takes them all as written.
    private static JsonObject Text(string? description) => Described(new JsonObject { ["type"] = List(["string", "number", "boolean"]) }, description);

    private static JsonObject Name(string? description) => Pattern(description, NamePattern);

    private static JsonObject Pattern(string? description, string pattern) => Described(new JsonObject { ["type"] = List(["string", "number"]), ["pattern"] = pattern }, description);

    private static JsonObject Number(string description) => Described(new JsonObject { ["type"] = "integer" }, description);

    private static JsonObject Bound(string description) => new()
    {
        ["description"] = description,
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string", ["pattern"] = DatePattern }, new JsonObject { ["type"] = "string", ["pattern"] = TimePattern }),
    };

    private static JsonObject Flag(string description) => Described(new JsonObject { ["type"] = "boolean" }, description);

    private static JsonObject Choice(string description, IEnumerable<string> values) => Described(new JsonObject { ["enum"] = List(values) }, description);

    private static JsonObject Array(string description, JsonObject items) => Described(new JsonObject { ["type"] = "array", ["items"] = items }, description);

    private static JsonObject Condition() => Text(SchemaTexts.When);

    private static JsonObject With() => new() { ["description"] = SchemaTexts.With, ["type"] = "object", ["additionalProperties"] = Text(null) };

    private static JsonObject Ref(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    private static JsonObject Described(JsonObject schema, string? description)
    {
        if (description is not null)
            schema["description"] = description;
        return schema;
    }

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value!)]);
}
