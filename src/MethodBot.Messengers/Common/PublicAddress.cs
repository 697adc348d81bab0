using Microsoft.Extensions.Configuration;

namespace MethodBot.Messengers.Common;

/// <summary>Where messengers reach this program: <c>Web:PublicUrl</c>, which a reverse proxy or a certificate of its own serves.</summary>
internal static class PublicAddress
{
    public const string Key = "Web:PublicUrl";

    /// <summary>Null where it is not set, or no address (then noted as a fault).</summary>
    public static Uri? Read(IConfiguration configuration, ICollection<string> faults)
    {
        var text = configuration[Key];
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (Parse(text) is { } address)
            return address;
        faults.Add($"{Key} is not an https address. Write it like https://bot.example.ru.");
        return null;
    }

    /// <summary>Messengers deliver by https only; on this machine alone (a Bot API server of one's own) http will do.</summary>
    public static Uri? Parse(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) && uri.Host.Length > 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? uri
            : null;

    public static Uri? Of(Uri? publicUrl, string path) => publicUrl is null ? null : new Uri(publicUrl.OriginalString.Trim().TrimEnd('/') + path);
}
