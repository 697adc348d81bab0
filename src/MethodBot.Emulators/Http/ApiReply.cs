using Microsoft.AspNetCore.Http;

namespace MethodBot.Emulators.Http;

/// <summary>What a bot API answers to one request.</summary>
internal sealed record ApiReply(int Status, string Json, int? RetryAfter = null)
{
    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        if (RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(Json, context.RequestAborted);
    }
}
