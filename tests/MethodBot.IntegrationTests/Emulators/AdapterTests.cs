using System.Collections.Concurrent;
using MethodBot.Conversations.Messengers;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Messengers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.IntegrationTests.Emulators;

/// <summary>What a person sends on an emulator, as the product's own adapter hands it on.</summary>
public sealed class AdapterTests
{
    private static readonly EmulatedLocation School = new(58.25, -56.5, "Школа № 5", "Лесная улица, 3");

    [Fact]
    public async Task Telegram_hands_on_places_contacts_and_recordings()
    {
        await using var wire = await TelegramWire.StartAsync();
        await using var bot = Bot.Connect(wire.Emulator, ("Telegram:Token", wire.Emulator.Token), ("Telegram:ApiUrl", $"{wire.Emulator.ApiUrl}"));
        wire.Emulator.SendLocation(TelegramWire.Anna, EmulatedLocation.Here);
        wire.Emulator.SendLocation(TelegramWire.Anna, School);
        wire.Emulator.SendContact(TelegramWire.Anna, "+79001234567");
        wire.Emulator.SendContact(TelegramWire.Anna, "+79007654321", own: false);
        wire.Emulator.SendFile(TelegramWire.Anna, "голос.ogg", "audio/ogg", [1, 2], asPhoto: false);
        wire.Emulator.SendFile(TelegramWire.Anna, "урок.mp4", "video/mp4", [3, 4], asPhoto: false, "Мой урок");

        var updates = await bot.TakeAsync(6);

        updates.Select(update => update.Kind).ShouldBe([
            InboundKind.Message, InboundKind.Message, InboundKind.Contact, InboundKind.Contact, InboundKind.Message, InboundKind.Message,
        ]);
        updates[0].Location.ShouldBe(new SharedLocation(EmulatedLocation.Here.Latitude, EmulatedLocation.Here.Longitude, null));
        updates[1].Location.ShouldBe(new SharedLocation(58.25, -56.5, "Школа № 5, Лесная улица, 3"));
        updates[2].Contact.ShouldBe(new SharedContact("+79001234567", "Анна", true));
        updates[3].Contact!.Verified.ShouldBeFalse();
        (await bot.DownloadAsync(updates[4], AttachmentKind.Voice)).ShouldBe([1, 2]);
        (await bot.DownloadAsync(updates[5], AttachmentKind.Video)).ShouldBe([3, 4]);
    }

    [Fact]
    public async Task Vk_hands_on_places_and_recordings_and_tells_of_films()
    {
        await using var wire = await VkWire.StartBareAsync();
        await using var bot = Bot.Connect(
            wire.Emulator, ("Vk:Token", wire.Emulator.Token), ("Vk:GroupId", $"{wire.Emulator.ChannelId}"), ("Vk:ApiUrl", $"{wire.Emulator.ApiUrl}"));
        await Waiting.UntilAsync(() => wire.Emulator.RequestCounts.ContainsKey("a_check"), "a long poll", () => string.Join(", ", wire.Emulator.RequestCounts.Keys));
        wire.Emulator.SendLocation(VkWire.Anna, EmulatedLocation.Here);
        wire.Emulator.SendLocation(VkWire.Anna, School);
        wire.Emulator.SendFile(VkWire.Anna, "голос.ogg", "audio/ogg", [1, 2], asPhoto: false);
        wire.Emulator.SendFile(VkWire.Anna, "урок.mp4", "video/mp4", [3, 4], asPhoto: false, "Мой урок");
        wire.Emulator.SendFile(VkWire.Anna, "урок.mp4", "video/mp4", [3, 4], asPhoto: false);

        var updates = await bot.TakeAsync(5);

        updates.Select(update => update.Kind).ShouldBe([
            InboundKind.Message, InboundKind.Message, InboundKind.Message, InboundKind.Message, InboundKind.Unsupported,
        ]);
        updates[0].Location.ShouldBe(new SharedLocation(EmulatedLocation.Here.Latitude, EmulatedLocation.Here.Longitude, null));
        updates[1].Location.ShouldBe(new SharedLocation(58.25, -56.5, "Школа № 5"));
        (await bot.DownloadAsync(updates[2], AttachmentKind.Voice)).ShouldBe([1, 2]);
        updates[3].Text.ShouldNotBeNull().ShouldStartWith("Мой урок\nурок.mp4: https://");
    }

    /// <summary>The product's receiver and sender, with an inbox that only remembers.</summary>
    private sealed class Bot : IUpdateSink, IAsyncDisposable
    {
        private readonly ConcurrentQueue<InboundUpdate> received = new();
        private readonly CancellationTokenSource stop = new();
        private readonly ServiceProvider services;
        private readonly IMessenger messenger;
        private readonly Task running;

        private Bot(ServiceProvider services, string name)
        {
            this.services = services;
            messenger = services.GetServices<IMessengerFactory>().Single(factory => factory.Messenger == name).Create().Single();
            running = messenger.Receiver.RunAsync(this, stop.Token);
        }

        public static Bot Connect(IMessengerEmulator emulator, params (string Key, string Value)[] settings)
        {
            var configuration = new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
                .Build();
            return new Bot(new ServiceCollection().AddLogging().AddMessengers(configuration).BuildServiceProvider(), emulator.Messenger);
        }

        public async Task<InboundUpdate[]> TakeAsync(int count)
        {
            await Waiting.UntilAsync(() => received.Count >= count, $"{count} updates", () => string.Join(Environment.NewLine, received));
            return [.. received];
        }

        public async Task<byte[]> DownloadAsync(InboundUpdate update, AttachmentKind kind)
        {
            var attachment = update.Attachments.ShouldHaveSingleItem();
            attachment.Kind.ShouldBe(kind);
            var opened = (await messenger.Sender.DownloadAsync(attachment, CancellationToken.None)).ShouldBeOfType<DownloadResult.Opened>();
            await using (opened.Content)
            {
                using var memory = new MemoryStream();
                await opened.Content.CopyToAsync(memory);
                return memory.ToArray();
            }
        }

        public Task AcceptAsync(ChannelId channel, IReadOnlyList<InboundUpdate> updates, string? cursor, CancellationToken cancellationToken)
        {
            foreach (var update in updates)
                received.Enqueue(update);
            return Task.CompletedTask;
        }

        public Task<string?> ReadCursorAsync(ChannelId channel, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await services.DisposeAsync();
            stop.Dispose();
        }
    }
}
