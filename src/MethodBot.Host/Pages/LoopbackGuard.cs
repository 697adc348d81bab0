using System.Net;

namespace MethodBot.Host.Pages;

/// <summary>
/// The sandbox acts for anybody who asks, so only the person at this computer may ask: requests must name a loopback host
/// (a foreign site can point its own name at 127.0.0.1), and what a browser sends must come from the page itself.
/// </summary>
internal sealed class LoopbackGuard : IEndpointFilter
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";

        if (!IsLoopback(request.Host.Host) || context.HttpContext.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote))
            return Refuse("Песочница открывается только на том компьютере, где запущена: http://127.0.0.1 или http://localhost.");
        if (request.Path.StartsWithSegments("/api") && !IsFromThePage(request))
            return Refuse("Песочница отвечает только своей странице: запрос пришёл с другого сайта.");
        return await next(context);
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // Browsers of the last years name the source in both headers; a program that sends neither is no browser.
    private static bool IsFromThePage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
            return false;
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static IResult Refuse(string text) =>
        TypedResults.Json(new WireError(text), WireJson.Readable.WireError, statusCode: StatusCodes.Status403Forbidden);
}
