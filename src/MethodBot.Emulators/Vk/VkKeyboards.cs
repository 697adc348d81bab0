using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <param name="Json">As stored; null takes the keyboard under the input field away.</param>
internal sealed record VkKeyboard(string? Json, bool IsInline);

/// <summary>The keyboard parameter: a JSON string whose faults cost the whole message (911).</summary>
internal sealed class VkKeyboards(EmulatorCore core)
{
    private const int MaxLabel = 40;
    private const int MaxPayload = 255;
    private const int MaxRow = 5;

    private static readonly ImmutableArray<string> Colors = ["primary", "secondary", "positive", "negative"];
    private static readonly ImmutableArray<string> Actions = ["text", "callback", "open_link", "location", "vkpay", "open_app"];

    /// <summary>Buttons of a stored keyboard.</summary>
    public static ImmutableArray<ImmutableArray<EmulatedButton>> View(string? keyboard)
    {
        if (keyboard is null)
            return [];
        using var document = JsonDocument.Parse(keyboard);
        return
        [
            .. document.RootElement.GetProperty("buttons").EnumerateArray()
                .Select(row => row.EnumerateArray().Select(View).ToImmutableArray()),
        ];
    }

    public static bool IsOneTime(string keyboard)
    {
        using var document = JsonDocument.Parse(keyboard);
        return document.RootElement.GetProperty("one_time").GetBoolean();
    }

    public VkKeyboard? Read(VkArguments arguments)
    {
        if (arguments.Text("keyboard") is not { Length: > 0 } text)
            return null;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            throw Fault("keyboard is not a valid JSON");
        }
        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Fault("keyboard must be an object");
            foreach (var member in root.EnumerateObject().Where(member => member.Name is not ("one_time" or "inline" or "buttons" or "author_id")))
                core.Violation($"{arguments.Method}: the keyboard has the unknown field '{member.Name}'");
            var isInline = Flag(root, "inline");
            var isOneTime = Flag(root, "one_time");
            if (isInline && isOneTime)
                throw Fault("one_time is not supported for inline keyboard");
            if (!root.TryGetProperty("buttons", out var rows) || rows.ValueKind != JsonValueKind.Array)
                throw Fault("buttons must be an array");
            var stored = Rows(arguments.Method, rows, isInline);
            if (stored.Count == 0)
                return isInline ? new VkKeyboard(null, IsInline: true) : new VkKeyboard(null, IsInline: false);
            var keyboard = new JsonObject { ["one_time"] = isOneTime, ["inline"] = isInline, ["buttons"] = stored };
            return new VkKeyboard(keyboard.ToJsonString(VkJson.Options), isInline);
        }
    }

    private JsonArray Rows(string method, JsonElement rows, bool isInline)
    {
        var (maxRows, maxButtons) = isInline ? (6, 10) : (10, 40);
        if (rows.GetArrayLength() > maxRows)
            throw Fault($"too many rows: {rows.GetArrayLength()}, max {maxRows}");
        var stored = new JsonArray();
        var count = 0;
        foreach (var (row, y) in rows.EnumerateArray().Select((row, y) => (row, y)))
        {
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() == 0)
                throw Fault($"row [{y}] must be a non-empty array");
            if (row.GetArrayLength() > MaxRow)
                throw Fault($"row [{y}] has too many buttons: {row.GetArrayLength()}, max {MaxRow}");
            var storedRow = new JsonArray();
            foreach (var (button, x) in row.EnumerateArray().Select((button, x) => (button, x)))
                storedRow.Add(Button(method, button, $"button [{y}][{x}]", row.GetArrayLength()));
            count += storedRow.Count;
            stored.Add(storedRow);
        }
        return count <= maxButtons ? stored : throw Fault($"too many buttons: {count}, max {maxButtons}");
    }

    private JsonObject Button(string method, JsonElement button, string place, int rowLength)
    {
        if (button.ValueKind != JsonValueKind.Object || !button.TryGetProperty("action", out var action) || action.ValueKind != JsonValueKind.Object)
            throw Fault($"{place} action is undefined");
        foreach (var member in button.EnumerateObject().Where(member => member.Name is not ("action" or "color")))
            core.Violation($"{method}: {place} has the unknown field '{member.Name}'");
        var type = Text(action, "type", place) ?? throw Fault($"{place} action type is undefined");
        if (!Actions.Contains(type))
            throw Fault($"{place} action type '{type}' is unknown");
        var stored = new JsonObject { ["type"] = type };
        Label(action, type, place, rowLength, stored);
        Payload(action, place, stored);
        if (type == "open_link")
        {
            var link = Text(action, "link", place);
            stored["link"] = Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? link : throw Fault($"{place} link is invalid");
        }
        foreach (var member in action.EnumerateObject().Where(member => member.Name is not ("type" or "label" or "payload" or "link" or "hash" or "app_id" or "owner_id")))
            core.Violation($"{method}: the action of {place} has the unknown field '{member.Name}'");
        var result = new JsonObject { ["action"] = stored };
        Color(method, button, type, place, result);
        return result;
    }

    private static void Label(JsonElement action, string type, string place, int rowLength, JsonObject stored)
    {
        var label = Text(action, "label", place);
        if (type is "location" or "vkpay")
        {
            if (label is not null)
                throw Fault($"{place} label is not supported for {type}");
            if (rowLength > 1)
                throw Fault($"{place} {type} takes the whole row");
            return;
        }
        if (string.IsNullOrWhiteSpace(label))
            throw Fault($"{place} label is empty");
        if (label.EnumerateRunes().Count() > MaxLabel)
            throw Fault($"{place} label is too long: max {MaxLabel}");
        stored["label"] = label;
    }

    private static void Payload(JsonElement action, string place, JsonObject stored)
    {
        if (!action.TryGetProperty("payload", out var payload))
            return;
        if (payload.ValueKind != JsonValueKind.String)
            throw Fault($"{place} payload must be a string with JSON");
        var text = payload.GetString()!;
        if (text.EnumerateRunes().Count() > MaxPayload)
            throw Fault($"{place} payload is too long: max {MaxPayload}");
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Null)
                throw Fault($"{place} payload is null");
        }
        catch (JsonException)
        {
            throw Fault($"{place} payload is not a valid JSON");
        }
        stored["payload"] = text;
    }

    private void Color(string method, JsonElement button, string type, string place, JsonObject result)
    {
        if (!button.TryGetProperty("color", out var color))
            return;
        var name = color.ValueKind == JsonValueKind.String ? color.GetString()! : "";
        if (!Colors.Contains(name) && name != "default")
            throw Fault($"{place} color is invalid");
        if (name == "default")
            core.Violation($"{method}: {place} has the obsolete colour 'default'");
        else if (type is not ("text" or "callback"))
            core.Violation($"{method}: {place} is {type}, which has no colour");
        result["color"] = name == "default" ? "secondary" : name;
    }

    private static string? Text(JsonElement from, string name, string place)
    {
        if (!from.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Fault($"{place} {name} must be a string");
    }

    private static bool Flag(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Fault($"{name} must be a boolean"),
        };

    private static EmulatedButton View(JsonElement button)
    {
        var action = button.GetProperty("action");
        var type = action.GetProperty("type").GetString()!;
        var label = action.TryGetProperty("label", out var given) ? given.GetString()! : "Местоположение";
        var data = action.TryGetProperty(type == "open_link" ? "link" : "payload", out var value) ? value.GetString()! : "";
        var color = button.TryGetProperty("color", out var named) ? named.GetString() : null;
        return new EmulatedButton(label, data, type == "open_link" ? "link" : type, color);
    }

    private static VkRefusal Fault(string what) => new(911, "Keyboard format is invalid: " + what);
}
