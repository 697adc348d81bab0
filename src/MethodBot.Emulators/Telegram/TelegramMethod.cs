using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

internal enum TelegramType
{
    Integer,
    Text,
    Boolean,
    Json,

    /// <summary>A number or an @name.</summary>
    Chat,

    /// <summary>A file of the request, a file_id or an address.</summary>
    File,
}

/// <summary>A method as this emulator serves it: its parameters, and what it does.</summary>
internal sealed class TelegramMethod
{
    private readonly FrozenDictionary<string, TelegramType> parameters;

    public TelegramMethod(
        string name,
        Func<TelegramArguments, CancellationToken, Task<ApiReply>> serve,
        IEnumerable<(string Name, TelegramType Type)> parameters)
    {
        Name = name;
        ServeAsync = serve;
        this.parameters = parameters.ToFrozenDictionary(parameter => parameter.Name, parameter => parameter.Type, StringComparer.Ordinal);
    }

    public string Name { get; }

    /// <summary>Names of the parameters' types.</summary>
    public IReadOnlyDictionary<string, string> Types => parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString(), StringComparer.Ordinal);

    public Func<TelegramArguments, CancellationToken, Task<ApiReply>> ServeAsync { get; }

    /// <summary>Notes what the real server would let pass: names that it does not know and values of another type.</summary>
    public void Inspect(ApiCall call, EmulatorCore core)
    {
        foreach (var (name, value) in call.Parameters)
        {
            if (!parameters.TryGetValue(name, out var type))
                core.Violation($"{Name}: unknown parameter '{name}'");
            else if (!Fits(type, value))
                core.Violation($"{Name}: parameter '{name}' is no {type}: {Shorten(value.Raw)}");
        }
        foreach (var name in call.Files.Keys)
        {
            // Parts that media refers to by attach:// have names of the client's choice.
            if (parameters.TryGetValue(name, out var type) && type != TelegramType.File)
                core.Violation($"{Name}: parameter '{name}' is no file");
        }
    }

    private static bool Fits(TelegramType type, ApiValue value)
    {
        var kind = value.IsJson ? Kind(value.Raw) : JsonValueKind.Undefined;
        return type switch
        {
            TelegramType.Integer => (!value.IsJson || kind == JsonValueKind.Number) && IsInteger(value.Text),
            TelegramType.Boolean => value.IsJson
                ? kind is JsonValueKind.True or JsonValueKind.False
                : value.Text is "true" or "false" or "1" or "0",
            TelegramType.Json => value.IsJson ? kind is JsonValueKind.Array or JsonValueKind.Object : IsNested(value.Text),
            TelegramType.Chat => value.IsJson && kind == JsonValueKind.Number || value.Text.StartsWith('@') || (!value.IsJson && IsInteger(value.Text)),
            _ => !value.IsJson || kind == JsonValueKind.String,
        };
    }

    private static bool IsInteger(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static bool IsNested(string text) => Kind(text) is JsonValueKind.Array or JsonValueKind.Object;

    private static JsonValueKind Kind(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind;
        }
        catch (JsonException)
        {
            return JsonValueKind.Undefined;
        }
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
