using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MethodBot.Messengers.Vk;

/// <summary>Opens the communities that the settings name.</summary>
internal sealed class VkMessengerFactory(IOptions<VkOptions> options, TimeProvider time, ILoggerFactory loggers) : IMessengerFactory, IDisposable
{
    private readonly ConnectionSet _connections = new();

    public string Messenger => "vk";

    public IReadOnlyList<IMessenger> Create() => [.. options.Value.Communities.Select(c => Open(options.Value, c))];

    public void Dispose() => _connections.Dispose();

    private ConnectedMessenger Open(VkOptions settings, VkCommunity community)
    {
        var channel = new ChannelId(Messenger, community.GroupId);
        var http = MessengerHttp.CreateClient(MessengerHttp.CreateHandler(settings.Proxy));
        var budget = new RequestBudget(settings.RequestsPerSecond, time);
        var client = _connections.Keep(new VkClient(http, settings.ApiUrl, community.Token, budget));
        var clients = new VkClients();
        var sender = new VkSender(channel, client, clients, settings.RequestsPerSecond, loggers.CreateLogger<VkSender>());
        IMessengerReceiver receiver = settings.UsesCallback
            ? new VkCallback(
                channel, client, clients, community, PublicAddress.Of(settings.PublicUrl, VkCallback.PathOf(community.GroupId)), time, new Backoff(time),
                loggers.CreateLogger<VkCallback>())
            : new VkReceiver(channel, client, clients, time, new Backoff(time), loggers.CreateLogger<VkReceiver>());
        return new ConnectedMessenger(sender, receiver);
    }
}
