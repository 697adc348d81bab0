using System.Globalization;

namespace MethodBot.Messengers.Telegram;

/// <summary>
/// A chat as the rest of the program knows it: <c>5012345678</c>, <c>-1001234567890</c>, or for a topic of a forum
/// <c>-1001234567890:77</c>, because an answer to a topic belongs into that topic.
/// </summary>
internal readonly record struct TelegramChat(long Id, long? Topic)
{
    public static bool TryParse(string value, out TelegramChat chat)
    {
        chat = default;
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (!TryParseId(colon < 0 ? value : value.AsSpan(0, colon), out var id))
            return false;
        if (colon < 0)
        {
            chat = new TelegramChat(id, null);
            return true;
        }

        if (!TryParseId(value.AsSpan(colon + 1), out var topic))
            return false;
        chat = new TelegramChat(id, topic);
        return true;
    }

    public override string ToString() =>
        Topic is { } topic
            ? string.Create(CultureInfo.InvariantCulture, $"{Id}:{topic}")
            : Id.ToString(CultureInfo.InvariantCulture);

    private static bool TryParseId(ReadOnlySpan<char> value, out long id) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out id) && id != 0;
}
