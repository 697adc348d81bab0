using System.Globalization;

namespace MethodBot.Messengers.Vk;

/// <summary>
/// Where receiving stands: the long poll's ts, and the newest message seen (Unix seconds), from which a gap is filled.
/// Written <c>18@1767607200</c>; without a ts (<c>@1767607200</c>) where events come by themselves.
/// </summary>
internal sealed record VkCursor(string Ts, long Seen)
{
    public static VkCursor? Parse(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        var at = value.LastIndexOf('@');
        return at >= 0 && long.TryParse(value.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            ? new VkCursor(value[..at], seen)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ts}@{Seen}");
}
