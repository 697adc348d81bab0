using Microsoft.AspNetCore.Http;

namespace MethodBot.Emulators.Http;

/// <summary>What a server answers to one request: JSON, a file, or nothing at all.</summary>
internal sealed record ApiReply(int Status, string Json, int? RetryAfter = null)
{
    public (byte[] Content, string MimeType)? File { get; private init; }

    public static ApiReply OfFile(byte[] content, string mimeType) => new(200, "") { File = (content, mimeType) };

    /// <summary>No answer: the connection breaks.</summary>
    public static ApiReply Lost { get; } = new(0, "");

    /// <summary>Of another type than JSON.</summary>
    public string? ContentType { get; private init; }

    public static ApiReply OfText(int status, string text, string contentType) => new(status, text) { ContentType = contentType };

    public async Task WriteAsync(HttpContext context)
    {
        if (ReferenceEquals(this, Lost))
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = Status;
        if (RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (File is { } file)
        {
            context.Response.ContentType = file.MimeType;
            context.Response.ContentLength = file.Content.Length;
            await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
            return;
        }
        context.Response.ContentType = (ContentType ?? "application/json") + "; charset=utf-8";
        await context.Response.WriteAsync(Json, context.RequestAborted);
    }
}
