using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MethodBot.Messengers.Telegram;

/// <summary>Opens the bot that the settings name.</summary>
internal sealed class TelegramMessengerFactory(
    IOptions<TelegramOptions> options, IEnumerable<IBotCommands> commands, TimeProvider time, ILoggerFactory loggers)
    : IMessengerFactory, IDisposable
{
    private readonly ConnectionSet _connections = new();

    public string Messenger => "telegram";

    public IReadOnlyList<IMessenger> Create()
    {
        var settings = options.Value;
        if (settings.Token is null)
            return [];
        var channel = new ChannelId(Messenger, settings.BotId);
        var http = MessengerHttp.CreateClient(MessengerHttp.CreateHandler(settings.Proxy));
        var client = _connections.Keep(new TelegramClient(http, settings.ApiUrl, settings.Token));
        var sender = new TelegramSender(
            channel, client, settings.MessagesPerSecond, settings.MessagesPerSecondPerChat, loggers.CreateLogger<TelegramSender>());
        var presence = new TelegramPresence(channel, client, commands.FirstOrDefault(), loggers.CreateLogger<TelegramPresence>());
        IMessengerReceiver receiver = settings.WebhookAddress is { } address
            ? new TelegramWebhook(
                channel, client, address, settings.WebhookSecret ?? WebhookSecret.Derive(settings.Token, channel.ToString()), presence, time,
                new Backoff(time), loggers.CreateLogger<TelegramWebhook>())
            : new TelegramReceiver(channel, client, presence, new Backoff(time), loggers.CreateLogger<TelegramReceiver>());
        return [new ConnectedMessenger(sender, receiver)];
    }

    public void Dispose() => _connections.Dispose();
}
