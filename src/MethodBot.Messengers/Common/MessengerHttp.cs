using System.Net;

namespace MethodBot.Messengers.Common;

/// <summary>Connections to a messenger's servers.</summary>
internal static class MessengerHttp
{
    private const long LongestResponse = 64 * 1024 * 1024;

    /// <param name="proxy"><c>http://</c> or <c>socks5://</c> address, name and password within it where needed; null goes straight.</param>
    public static SocketsHttpHandler CreateHandler(string? proxy)
    {
        var handler = new SocketsHttpHandler
        {
            // A process lives for months: names are looked up anew now and then.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            AutomaticDecompression = DecompressionMethods.All,

            // Traces would carry the address, and Telegram's addresses contain the token.
            ActivityHeadersPropagator = null,
            UseCookies = false,

            // Only the setting counts: a proxy of the environment would also catch the sandbox's loopback.
            UseProxy = !string.IsNullOrWhiteSpace(proxy),
        };
        if (handler.UseProxy)
            handler.Proxy = CreateProxy(new Uri(proxy!));
        return handler;
    }

    /// <summary>A client without a time-out of its own: each request has one that fits it.</summary>
    public static HttpClient CreateClient(HttpMessageHandler handler) => new(handler)
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LongestResponse,
    };

    internal static WebProxy CreateProxy(Uri address)
    {
        var proxy = new WebProxy(new UriBuilder(address) { UserName = "", Password = "" }.Uri);
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } name, .. var rest])
            proxy.Credentials = new NetworkCredential(Uri.UnescapeDataString(name), Uri.UnescapeDataString(rest.FirstOrDefault() ?? ""));
        return proxy;
    }
}
