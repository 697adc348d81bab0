using System.Net;
using System.Text;
using MethodBot.Emulators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>Stands between the bot and an emulator, for what an emulator does not do by itself: alters answers on their way.</summary>
internal sealed class Interposer : IAsyncDisposable
{
    private readonly HttpClient _client;
    private readonly Func<string, string, string?> _alter;
    private WebApplication _server;

    private Interposer(WebApplication server, HttpClient client, Func<string, string, string?> alter, IMessengerEmulator emulator, Uri apiUrl)
    {
        (_server, _client, _alter, Emulator, ApiUrl) = (server, client, alter, emulator, apiUrl);
    }

    public IMessengerEmulator Emulator { get; }

    /// <summary>Where the bot believes the messenger to be.</summary>
    public Uri ApiUrl { get; }

    /// <param name="alter">Gets the path of a request and the text of its answer; returns the answer that the bot shall get; null loses it, and the bot gets a bad gateway.</param>
    public static async Task<Interposer> StartAsync(IMessengerEmulator emulator, Func<string, string, string?> alter)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        var server = await ListenAsync(emulator, client, alter, port: 0);
        var there = emulator.ApiUrl.GetLeftPart(UriPartial.Authority);
        var here = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Interposer(server, client, alter, emulator, new Uri(emulator.ApiUrl.OriginalString.Replace(there, here, StringComparison.Ordinal)));
    }

    /// <summary>From now on nobody listens where the bot believes the messenger to be; the emulator and its people go on.</summary>
    public async Task GoAwayAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    public async Task ComeBackAsync() => _server = await ListenAsync(Emulator, _client, _alter, ApiUrl.Port);

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        _client.Dispose();
    }

    private static async Task<WebApplication> ListenAsync(IMessengerEmulator emulator, HttpClient client, Func<string, string, string?> alter, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        var server = builder.Build();
        var there = emulator.ApiUrl.GetLeftPart(UriPartial.Authority);
        server.Run(context => ForwardAsync(context, client, there, alter));
        await server.StartAsync();
        return server;
    }

    private static async Task ForwardAsync(HttpContext context, HttpClient client, string there, Func<string, string, string?> alter)
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
            // The emulator gives its own address as that of the long poll; the bot shall come by here.
            var text = (await response.Content.ReadAsStringAsync(context.RequestAborted)).Replace(there, $"http://{context.Request.Host}", StringComparison.Ordinal);
            var altered = alter(context.Request.Path, text);
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
