using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>A loopback server that passes requests on to an emulator.</summary>
internal static class Forwarding
{
    public static HttpClient NewClient() => new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public static async Task<WebApplication> ListenAsync(RequestDelegate serve, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        var server = builder.Build();
        server.Run(serve);
        await server.StartAsync();
        return server;
    }

    public static string AddressOf(WebApplication server) =>
        server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <param name="there">Scheme and authority of the emulator.</param>
    /// <param name="alter">Gets the text of an answer; returns the answer that the bot shall get; null loses it, and the bot gets a bad gateway.</param>
    public static async Task PassOnAsync(HttpContext context, HttpClient client, string there, Func<string, string?> alter)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"{there}{context.Request.Path}{context.Request.QueryString}");
        if (context.Request.ContentType is { } type)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        if (context.Request.Headers.Authorization is [{ } authorization])
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        try
        {
            using var response = await client.SendAsync(request, context.RequestAborted);
            var altered = alter(await response.Content.ReadAsStringAsync(context.RequestAborted));
            context.Response.StatusCode = altered is null ? StatusCodes.Status502BadGateway : (int)response.StatusCode;
            context.Response.ContentType = altered is null ? "text/html" : "application/json";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(altered ?? "<html><body>Bad Gateway</body></html>"), context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The bot has hung up.
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
