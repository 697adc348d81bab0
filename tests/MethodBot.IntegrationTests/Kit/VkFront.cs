using MethodBot.Emulators.Vk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>
/// One address of the API for several communities, as VK has it: a request belongs to the community whose token it bears. Long polls and
/// uploads go to the addresses that the emulators give.
/// </summary>
internal sealed class VkFront : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HttpClient _client;

    private VkFront(WebApplication server, HttpClient client, Uri apiUrl) => (_server, _client, ApiUrl) = (server, client, apiUrl);

    public Uri ApiUrl { get; }

    public static async Task<VkFront> StartAsync(params IReadOnlyList<VkEmulator> communities)
    {
        var client = Forwarding.NewClient();
        var server = await Forwarding.ListenAsync(context => ServeAsync(context, client, communities));
        return new VkFront(server, client, new Uri(Forwarding.AddressOf(server) + "/method"));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        _client.Dispose();
    }

    private static Task ServeAsync(HttpContext context, HttpClient client, IReadOnlyList<VkEmulator> communities)
    {
        // Nobody's token is refused by whichever is asked.
        var community = communities.FirstOrDefault(one => context.Request.Headers.Authorization == $"Bearer {one.Token}") ?? communities[0];
        return Forwarding.PassOnAsync(context, client, community.ApiUrl.GetLeftPart(UriPartial.Authority), text => text);
    }
}
