using MethodBot.Emulators;
using Microsoft.AspNetCore.Builder;

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
        var client = Forwarding.NewClient();
        var server = await ListenAsync(emulator, client, alter, port: 0);
        var there = emulator.ApiUrl.GetLeftPart(UriPartial.Authority);
        return new Interposer(
            server, client, alter, emulator, new Uri(emulator.ApiUrl.OriginalString.Replace(there, Forwarding.AddressOf(server), StringComparison.Ordinal)));
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

    private static Task<WebApplication> ListenAsync(IMessengerEmulator emulator, HttpClient client, Func<string, string, string?> alter, int port)
    {
        var there = emulator.ApiUrl.GetLeftPart(UriPartial.Authority);
        // The emulator gives its own address as that of the long poll; the bot shall come by here.
        return Forwarding.ListenAsync(
            context => Forwarding.PassOnAsync(
                context, client, there, text => alter(context.Request.Path, text.Replace(there, $"http://{context.Request.Host}", StringComparison.Ordinal))),
            port);
    }
}
