using MethodBot.Conversations.Files;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Host.DialogFiles;
using MethodBot.IntegrationTests.Kit;
using MethodBot.IntegrationTests.Storage;
using MethodBot.Service;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MethodBot.IntegrationTests.Outbox;

/// <summary>The dispatcher against a messenger that breaks its contract.</summary>
public sealed class OutboxDispatcherTests
{
    private static readonly ChatAddress Anna = new(new ChannelId("telegram", "1"), "7");

    [Fact]
    public async Task A_fault_while_sending_does_not_silence_the_chat()
    {
        using var temporary = new TemporaryStore();
        using var store = temporary.Open();
        await using var writer = new StoreWriter(store);
        using var stop = new CancellationTokenSource();
        var messenger = new FaultyOnce(Anna.Channel);
        await writer.WriteAsync(
            transaction => OutboxTable.Add(
                transaction, Anna, OutboxKind.Send, null, new OutboundMessage { Text = [new TextSpan("one")] }, OutboxPriority.Reply, null, TimeProvider.System.GetUtcNow()),
            CancellationToken.None);

        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        var slices = services.GetRequiredService<SliceSet>();
        var running = new OutboxDispatcher(
            messenger,
            store,
            writer,
            new FileStore(store),
            new OutboxSignal(),
            new DialogLibrary(DialogFolder.Load(Path.Combine(Repository.Root, "dialogs"), slices.Vocabulary).Set!),
            slices,
            new ServiceClock(TimeZoneInfo.Utc),
            TimeProvider.System,
            NullLogger<OutboxDispatcher>.Instance)
            .RunAsync(stop.Token);
        await Waiting.UntilAsync(
            () => TownStore.Count(temporary.Path, "SELECT count(*) FROM outbox WHERE state = 2") == 1, "the second attempt", () => $"{messenger.Attempts} attempt(s)");
        await stop.CancelAsync();
        await running;

        messenger.Attempts.ShouldBe(2);
    }

    private sealed class FaultyOnce(ChannelId channel) : IMessengerSender
    {
        private int _attempts;

        public int Attempts => _attempts;

        public ChannelId Channel => channel;

        public MessengerLimits Limits { get; } = new(10, 4096, 200, 1, 1, TimeSpan.FromMinutes(1), DeduplicatesSends: false);

        public double SendsPerSecond => 0;

        public double SendsPerSecondPerChat => 0;

        public Task<SendResult> SendAsync(
            string chat, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _attempts) == 1
                ? throw new InvalidOperationException("a defect of the adapter")
                : Task.FromResult<SendResult>(new SendResult.Delivered("100"));

        public Task<SendResult> EditAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SendResult> RemoveButtonsAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task AcknowledgePressAsync(string chat, string account, string pressToken, string? notice, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<DownloadResult> DownloadAsync(InboundAttachment attachment, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
