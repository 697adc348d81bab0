using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Turns;
using Microsoft.AspNetCore.Http.Features;

namespace MethodBot.Host.Webhooks;

/// <summary>The addresses to which messengers bring updates by themselves.</summary>
internal static class WebhookEndpoints
{
    /// <summary>Many times what a messenger sends; a stranger must not fill the memory.</summary>
    private const long LargestBody = 16 * 1024 * 1024;

    public static void MapWebhooks(this WebApplication app)
    {
        var sink = app.Services.GetRequiredService<IUpdateSink>();
        foreach (var webhook in app.Services.GetRequiredService<ChannelDirectory>().All.Select(messenger => messenger.Receiver).OfType<IWebhookReceiver>())
        {
            foreach (var path in webhook.Paths)
                app.MapPost(path, context => TakeAsync(context, webhook, sink));
        }
    }

    private static async Task TakeAsync(HttpContext context, IWebhookReceiver webhook, IUpdateSink sink)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestBody;
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var request = new WebhookRequest(
                body.GetBuffer().AsMemory(0, (int)body.Length), name => context.Request.Headers[name] is [{ } value] ? value : null);
            var reply = await webhook.TakeAsync(request, sink, context.RequestAborted);
            context.Response.StatusCode = reply.Status;
            if (reply.RetryAfter is { } pause)
                context.Response.Headers.RetryAfter = ((int)Math.Ceiling(pause.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(reply.Body, context.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            context.Response.StatusCode = e.StatusCode;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The messenger has hung up: it brings the update again, and it is dropped by its key.
        }
    }
}
