using System.Globalization;
using System.Text.Json;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Vk;

/// <summary>Parameters of a request. An empty one counts as absent, as in VK.</summary>
internal sealed class VkArguments(string method, ApiCall call)
{
    public string Method => method;

    public bool Has(string name) => Text(name) is not null;

    public string? Text(string name) => call.Parameters.TryGetValue(name, out var value) && value.Text.Length > 0 ? value.Text : null;

    public string Required(string name) => Text(name) ?? throw VkRefusal.BadParameter(name + " is undefined");

    public long? Integer(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw VkRefusal.BadParameter(name + " not integer");
    }

    /// <summary>group_id, which must be the token's own community.</summary>
    public void RequireGroup(long groupId)
    {
        if ((Integer("group_id") ?? throw VkRefusal.BadParameter("group_id is undefined")) != groupId)
            throw new VkRefusal(15, "Access denied: group_id is not the community of this token");
    }

    public int? Int32(string name) => Integer(name) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and var value => (int)value,
        _ => throw VkRefusal.BadParameter(name + " not integer"),
    };

    public bool Flag(string name) => Text(name) is "1" or "true";

    public IReadOnlyList<long> Integers(string name) =>
        Text(name) is not { } text
            ? []
            : [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item =>
                long.TryParse(item, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : throw VkRefusal.BadParameter(name + " should be a list of integers"))];

    public JsonElement? Json(string name)
    {
        if (Text(name) is not { } text)
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw VkRefusal.BadParameter(name + " is not a valid JSON");
        }
    }
}
