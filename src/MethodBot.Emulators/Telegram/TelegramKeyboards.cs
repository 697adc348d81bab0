using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Telegram;

/// <summary>What a request asked to show under a message or under the input field.</summary>
/// <param name="Inline">InlineKeyboardMarkup as the server stores it, or null.</param>
/// <param name="Words">A new keyboard under the input field; empty takes it away; null leaves it.</param>
/// <param name="IsOther">A markup that is not inline was given.</param>
internal sealed record TelegramMarkup(string? Inline, ImmutableArray<ImmutableArray<TelegramWord>>? Words, bool IsOneTime, bool IsOther)
{
    public static TelegramMarkup None { get; } = new(null, null, IsOneTime: false, IsOther: false);
}

/// <summary>reply_markup: its shapes and limits.</summary>
internal sealed class TelegramKeyboards(EmulatorCore core)
{
    private const int MaxMarkupBytes = 10 << 10;
    private const int MaxRow = 8;
    private const int MaxButtons = 100;

    private static readonly ImmutableArray<string> Actions =
    [
        "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
    ];

    private static readonly ImmutableArray<string> Asks = ["request_contact", "request_location", "request_poll", "request_users", "request_chat", "web_app"];
    private static readonly ImmutableArray<string> Styles = ["danger", "success", "primary"];
    private static readonly ImmutableArray<string> WordOptions = ["keyboard", "is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective"];

    /// <summary>Buttons of a stored InlineKeyboardMarkup.</summary>
    public static ImmutableArray<ImmutableArray<EmulatedButton>> View(string? markup)
    {
        if (markup is null)
            return [];
        using var document = JsonDocument.Parse(markup);
        return
        [
            .. document.RootElement.GetProperty("inline_keyboard").EnumerateArray()
                .Select(row => row.EnumerateArray().Select(View).ToImmutableArray()),
        ];
    }

    /// <summary>An address as the server would open it, or null.</summary>
    public static string? TryAddress(string text)
    {
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "tg" or "ton"
            && (uri.Host.Contains('.', StringComparison.Ordinal) || uri.Scheme is "tg" or "ton")
            ? address
            : null;
    }

    public TelegramMarkup Read(TelegramArguments arguments, bool inlineOnly)
    {
        if (arguments.Json("reply_markup", "can't parse reply keyboard markup JSON object") is not { } json)
            return TelegramMarkup.None;
        if (json.ValueKind != JsonValueKind.Object)
            throw TelegramRefusal.Bad("object expected as reply markup");
        if (Encoding.UTF8.GetByteCount(arguments.Text("reply_markup")!) > MaxMarkupBytes)
            throw TelegramRefusal.Bad("reply markup is too long");
        if (json.TryGetProperty("inline_keyboard", out var rows))
            return new TelegramMarkup(Inline(arguments.Method, json, rows), null, IsOneTime: false, IsOther: false);
        if (inlineOnly)
            throw TelegramRefusal.Bad("inline keyboard expected");
        if (json.TryGetProperty("keyboard", out rows))
            return Words(arguments.Method, json, rows);
        if (IsTrue(json, "remove_keyboard"))
            return new TelegramMarkup(null, [], IsOneTime: false, IsOther: true);
        if (IsTrue(json, "force_reply"))
            return TelegramMarkup.None with { IsOther = true };
        core.Violation($"{arguments.Method}: reply_markup is none of the known kinds");
        return TelegramMarkup.None;
    }

    /// <summary>Refuses buttons that are for private chats only.</summary>
    public static void RefuseInGroup(TelegramMarkup markup)
    {
        foreach (var word in (markup.Words ?? []).SelectMany(row => row))
        {
            if (word.Asks is "request_contact")
                throw TelegramRefusal.Bad("phone number can be requested in private chats only");
            if (word.Asks is "request_location")
                throw TelegramRefusal.Bad("location can be requested in private chats only");
        }
    }

    private string? Inline(string method, JsonElement markup, JsonElement rows)
    {
        CheckNames(method, "reply_markup", markup, ["inline_keyboard"]);
        var stored = new JsonArray();
        var count = 0;
        foreach (var row in Rows(rows, "inline keyboard"))
        {
            var storedRow = new JsonArray();
            foreach (var button in row.EnumerateArray())
                storedRow.Add(InlineButton(method, button));
            if (storedRow.Count > MaxRow)
                core.Violation($"{method}: {storedRow.Count} buttons in a row, clients show {MaxRow}");
            count += storedRow.Count;
            if (storedRow.Count > 0)
                stored.Add(storedRow);
        }
        if (count > MaxButtons)
            core.Violation($"{method}: {count} inline buttons, more than {MaxButtons}");
        return count == 0 ? null : new JsonObject { ["inline_keyboard"] = stored }.ToJsonString(TelegramJson.Options);
    }

    private JsonObject InlineButton(string method, JsonElement button)
    {
        if (button.ValueKind != JsonValueKind.Object)
            throw TelegramRefusal.Bad("can't parse inline keyboard button: expected an Object");
        CheckNames(method, "an inline button", button, [.. Actions, "text", "style", "icon_custom_emoji_id"]);
        var text = Text(button, "inline keyboard button");
        var actions = Actions.Where(name => button.TryGetProperty(name, out _)).ToList();
        if (actions.Count == 0)
            throw TelegramRefusal.Bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
        if (actions.Count > 1)
            core.Violation($"{method}: the inline button '{text}' has {string.Join(", ", actions)}: exactly one is allowed");
        var stored = new JsonObject { ["text"] = text };
        Style(method, button, stored);
        var action = actions[0];
        var value = button.GetProperty(action);
        if (action == "callback_data")
        {
            var data = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw TelegramRefusal.Bad("can't parse inline keyboard button: Field \"callback_data\" must be of type String");
            if (Encoding.UTF8.GetByteCount(data) is 0 or > 64)
                throw TelegramRefusal.Bad("BUTTON_DATA_INVALID");
            stored[action] = data;
        }
        else if (action == "url")
        {
            var address = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            stored[action] = TryAddress(address) ?? throw TelegramRefusal.Bad($"inline keyboard button URL '{address}' is invalid: Wrong HTTP URL");
        }
        else
        {
            stored[action] = JsonNode.Parse(value.GetRawText());
        }
        return stored;
    }

    private TelegramMarkup Words(string method, JsonElement markup, JsonElement rows)
    {
        CheckNames(method, "reply_markup", markup, WordOptions);
        if (markup.TryGetProperty("input_field_placeholder", out var placeholder) && (placeholder.GetString() ?? "").EnumerateRunes().Count() is 0 or > 64)
            core.Violation($"{method}: input_field_placeholder has 1 to 64 characters");
        var words = ImmutableArray.CreateBuilder<ImmutableArray<TelegramWord>>();
        foreach (var row in Rows(rows, "keyboard"))
        {
            var line = row.EnumerateArray().Select(button => Word(method, button)).ToImmutableArray();
            if (line.Length > 12)
                core.Violation($"{method}: {line.Length} buttons in a row of the keyboard");
            if (line.Length > 0)
                words.Add(line);
        }
        return new TelegramMarkup(null, words.ToImmutable(), IsTrue(markup, "one_time_keyboard"), IsOther: true);
    }

    private TelegramWord Word(string method, JsonElement button)
    {
        if (button.ValueKind == JsonValueKind.String)
            return new TelegramWord(button.GetString()!, null);
        if (button.ValueKind != JsonValueKind.Object)
            throw TelegramRefusal.Bad("can't parse keyboard button: expected an Object");
        CheckNames(method, "a keyboard button", button, [.. Asks, "text", "style", "icon_custom_emoji_id", "request_managed_bot"]);
        return new TelegramWord(
            Text(button, "keyboard button"),
            Asks.FirstOrDefault(name => button.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.False));
    }

    private void Style(string method, JsonElement button, JsonObject stored)
    {
        if (!button.TryGetProperty("style", out var style))
            return;
        if (style.ValueKind == JsonValueKind.String && Styles.Contains(style.GetString()!))
            stored["style"] = style.GetString();
        else
            core.Violation($"{method}: {style.GetRawText()} is no style of a button");
    }

    private static string Text(JsonElement button, string what)
    {
        if (!button.TryGetProperty("text", out var text))
            throw TelegramRefusal.Bad($"can't parse {what}: Can't find field \"text\"");
        if (text.ValueKind != JsonValueKind.String)
            throw TelegramRefusal.Bad($"can't parse {what}: Field \"text\" must be of type String");
        return text.GetString()!.Trim() is { Length: > 0 } label ? label : throw TelegramRefusal.Bad($"{what} text must be non-empty");
    }

    private static IEnumerable<JsonElement> Rows(JsonElement rows, string what)
    {
        if (rows.ValueKind != JsonValueKind.Array)
            throw TelegramRefusal.Bad($"can't parse {what}: Field must be of type Array");
        foreach (var row in rows.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Array)
                throw TelegramRefusal.Bad($"can't parse {what}: expected an Array of Arrays");
            yield return row;
        }
    }

    private void CheckNames(string method, string what, JsonElement value, ImmutableArray<string> known)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                core.Violation($"{method}: {what} has the unknown field '{member.Name}'");
        }
    }

    private static bool IsTrue(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static EmulatedButton View(JsonElement button)
    {
        var label = button.GetProperty("text").GetString()!;
        var color = button.TryGetProperty("style", out var style) ? style.GetString() : null;
        if (button.TryGetProperty("callback_data", out var data))
            return new EmulatedButton(label, data.GetString()!, "callback", color);
        if (button.TryGetProperty("url", out var url))
            return new EmulatedButton(label, url.GetString()!, "link", color);
        var other = Actions.First(name => button.TryGetProperty(name, out _));
        return new EmulatedButton(label, button.GetProperty(other).ToString(), other, color);
    }
}
