using System.Collections.Concurrent;
using Dapper;
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

/// <summary>Which rows share a request, and which do not.</summary>
public sealed class LeavingTogetherTests
{
    private static readonly ChannelId Channel = new("vk", "201");

    [Fact]
    public async Task Notices_share_requests_as_large_as_the_messenger_takes_and_answers_go_alone()
    {
        var requests = await SendAsync(
            new Carrier(together: 3),
            transaction =>
            {
                Add(transaction, "1", "answer", OutboxPriority.Reply);
                Add(transaction, "2", "relayed", OutboxPriority.Relay);
                foreach (var chat in new[] { "3", "4", "5", "6" })
                    Add(transaction, chat, "notice", OutboxPriority.Notice);
                Add(transaction, "7", "announced", OutboxPriority.Announcement);
            });
        requests.ShouldBe(["1", "2", "3 4 5", "6 7"], ignoreOrder: true);
    }

    [Fact]
    public async Task In_one_chat_what_comes_later_leaves_later()
    {
        var requests = await SendAsync(
            new Carrier(together: 25),
            transaction =>
            {
                Add(transaction, "3", "first", OutboxPriority.Notice);
                Add(transaction, "3", "second", OutboxPriority.Notice);
                Add(transaction, "4", "first", OutboxPriority.Notice);
                Add(transaction, "4", "second", OutboxPriority.Reply);
            });
        requests[0].ShouldBe("3 4");
        requests.Skip(1).ShouldBe(["3", "4"], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_has_failed_three_times_takes_nobody_along()
    {
        var requests = await SendAsync(
            new Carrier(together: 25),
            transaction =>
            {
                foreach (var chat in new[] { "3", "4", "5" })
                    Add(transaction, chat, "notice", OutboxPriority.Notice);
                transaction.Connection.Execute("UPDATE outbox SET attempts = 3 WHERE chat = '4'");
            });
        requests.ShouldBe(["3 5", "4"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_messenger_that_takes_one_message_a_request_is_given_one()
    {
        var requests = await SendAsync(
            new Carrier(together: 1),
            transaction =>
            {
                foreach (var chat in new[] { "3", "4" })
                    Add(transaction, chat, "notice", OutboxPriority.Notice);
            });
        requests.ShouldBe(["3", "4"], ignoreOrder: true);
    }

    [Fact]
    public async Task All_of_them_pay_the_channel_once()
    {
        // A token in half an hour, and one at hand.
        var requests = await SendAsync(
            new Carrier(together: 25, perSecond: 0.0005),
            transaction =>
            {
                foreach (var chat in new[] { "3", "4", "5" })
                    Add(transaction, chat, "notice", OutboxPriority.Notice);
            });
        requests.ShouldBe(["3 4 5"]);
    }

    [Fact]
    public async Task An_adapter_that_forgets_somebody_in_a_shared_request_costs_nobody_the_message()
    {
        var requests = await SendAsync(
            new Carrier(together: 25) { Forgets = true },
            transaction =>
            {
                Add(transaction, "3", "notice", OutboxPriority.Notice);
                Add(transaction, "4", "notice", OutboxPriority.Notice);
            });
        requests[0].ShouldBe("3 4");
        requests.ShouldContain("3");
        requests.ShouldContain("4");
    }

    [Fact]
    public async Task Each_has_the_result_of_its_own()
    {
        using var temporary = new TemporaryStore();
        await SendAsync(
            new Carrier(together: 25) { Refused = "4" },
            transaction =>
            {
                foreach (var chat in new[] { "3", "4", "5" })
                    Add(transaction, chat, "notice", OutboxPriority.Notice);
            },
            temporary);
        TownStore.Texts(temporary.Path, "SELECT chat || ' ' || state || ' ' || coalesce(message_id, error) FROM outbox ORDER BY chat").ShouldBe(["3 2 m3", "4 3 no", "5 2 m5"]);
    }

    private static void Add(StoreTransaction transaction, string chat, string text, OutboxPriority priority) => OutboxTable.Add(
        transaction, new ChatAddress(Channel, chat), OutboxKind.Send, null, new OutboundMessage { Text = [new TextSpan(text)] }, priority, null, TimeProvider.System.GetUtcNow());

    /// <summary>Sends until nothing waits; the chats of each request.</summary>
    private static async Task<IReadOnlyList<string>> SendAsync(Carrier carrier, Action<StoreTransaction> fill, TemporaryStore? store = null)
    {
        using var own = store is null ? new TemporaryStore() : null;
        var temporary = store ?? own!;
        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        var slices = services.GetRequiredService<SliceSet>();
        using var opened = temporary.Open(parts: [.. slices.Schemas]);
        await using var writer = new StoreWriter(opened);
        using var stop = new CancellationTokenSource();
        await writer.WriteAsync(fill, CancellationToken.None);
        var running = new OutboxDispatcher(
            carrier,
            opened,
            writer,
            new FileStore(opened),
            new CommitSignal(),
            new DialogLibrary(DialogFolder.Load(Path.Combine(Repository.Root, "dialogs"), slices.Vocabulary).Set!),
            slices,
            new ServiceClock(TimeZoneInfo.Utc),
            TimeProvider.System,
            NullLogger<OutboxDispatcher>.Instance)
            .RunAsync(stop.Token);
        await Waiting.UntilAsync(() => TownStore.Count(temporary.Path, "SELECT count(*) FROM outbox WHERE state < 2") == 0, "an empty outbox", () => string.Join(", ", carrier.Requests));
        await stop.CancelAsync();
        await running;
        return [.. carrier.Requests];
    }

    /// <summary>Takes everything, and notes what came by one request.</summary>
    private sealed class Carrier(int together, double perSecond = 0) : IMessengerSender
    {
        public ConcurrentQueue<string> Requests { get; } = new();

        public string? Refused { get; init; }

        public bool Forgets { get; init; }

        public ChannelId Channel => LeavingTogetherTests.Channel;

        public MessengerLimits Limits { get; } = new(10, 4096, 200, 1, 1, TimeSpan.FromMinutes(1), DeduplicatesSends: true) { MaxTogether = together };

        public double SendsPerSecond => perSecond;

        public double SendsPerSecondPerChat => 0;

        public Task<SendResult> SendAsync(
            string chat, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken)
        {
            Requests.Enqueue(chat);
            return Task.FromResult(ResultOf(chat));
        }

        public Task<IReadOnlyList<SendResult>> SendTogetherAsync(IReadOnlyList<MessageToChat> messages, CancellationToken cancellationToken)
        {
            Requests.Enqueue(string.Join(' ', messages.Select(message => message.Chat)));
            return Task.FromResult<IReadOnlyList<SendResult>>([.. messages.Skip(Forgets ? 1 : 0).Select(message => ResultOf(message.Chat))]);
        }

        public Task<SendResult> EditAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SendResult> RemoveButtonsAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task AcknowledgePressAsync(string chat, string account, string pressToken, string? notice, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<DownloadResult> DownloadAsync(InboundAttachment attachment, CancellationToken cancellationToken) => throw new NotSupportedException();

        private SendResult ResultOf(string chat) => chat == Refused ? new SendResult.Rejected("no") : new SendResult.Delivered("m" + chat);
    }
}
