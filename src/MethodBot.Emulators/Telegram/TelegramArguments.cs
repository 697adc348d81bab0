using System.Text.Json;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

/// <summary>Parameters of a request, read as leniently as the real server reads them.</summary>
internal sealed class TelegramArguments(TelegramMethod method, ApiCall call)
{
    public string Method => method.Name;

    public bool Has(string name) => call.Parameters.ContainsKey(name);

    public string? Text(string name) => call.Parameters.TryGetValue(name, out var value) ? value.Text : null;

    public UploadedFile? File(string name) => call.Files.GetValueOrDefault(name);

    public long Integer(string name, long otherwise) => Text(name) is { } text ? ParseLeniently(text) : otherwise;

    public bool Flag(string name) => Text(name) is { } text && text.Trim().ToLowerInvariant() is "true" or "yes" or "1";

    /// <summary>A parameter that is JSON; null when it is absent or empty. Throws the refusal made by <paramref name="fault"/> when it cannot be read.</summary>
    public JsonElement? Json(string name, string fault)
    {
        var text = Text(name);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw TelegramRefusal.Bad(fault);
        }
    }

    /// <summary>The digits at the start count; no digits are zero.</summary>
    private static long ParseLeniently(string text)
    {
        var end = text.StartsWith('-') ? 1 : 0;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return long.TryParse(text.AsSpan(0, end), out var value) ? value : 0;
    }
}
