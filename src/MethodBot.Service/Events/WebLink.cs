namespace MethodBot.Service.Events;

/// <summary>Links that people give: to a video call, to a work.</summary>
internal static class WebLink
{
    public const int MaxLength = 500;

    /// <summary>An absolute http or https address with a host that has a dot, without spaces.</summary>
    public static bool IsOne(string text) => text.Length <= MaxLength && !text.Any(char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host.Trim('.').Contains('.', StringComparison.Ordinal) && uri.UserInfo.Length == 0;

    /// <summary>The link that the text is, with https before it where somebody left that out; null when it is none.</summary>
    public static string? Read(string text)
    {
        text = text.Trim();
        if (IsOne(text))
            return text;
        return !text.Contains("://", StringComparison.Ordinal) && IsOne("https://" + text) ? "https://" + text : null;
    }
}
