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
using MethodBot.Service.People;
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
            new CommitSignal(),
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

    [Fact]
    public async Task A_row_that_cannot_be_read_is_put_aside_and_holds_up_nobody()
    {
        using var temporary = new TemporaryStore();
        using var store = temporary.Open();
        await using var writer = new StoreWriter(store);
        using var stop = new CancellationTokenSource();
        await writer.WriteAsync(
            transaction =>
            {
                foreach (var chat in new[] { Anna, Anna with { Chat = "8" } })
                {
                    OutboxTable.Add(
                        transaction, chat, OutboxKind.Send, null, new OutboundMessage { Text = [new TextSpan("one")] }, OutboxPriority.Reply, null, TimeProvider.System.GetUtcNow());
                }

                transaction.Connection.Execute("UPDATE outbox SET payload = '{' WHERE chat = @Chat", new { Anna.Chat });
            },
            CancellationToken.None);

        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        var slices = services.GetRequiredService<SliceSet>();
        var running = new OutboxDispatcher(
            new FaultyOnce(Anna.Channel),
            store,
            writer,
            new FileStore(store),
            new CommitSignal(),
            new DialogLibrary(DialogFolder.Load(Path.Combine(Repository.Root, "dialogs"), slices.Vocabulary).Set!),
            slices,
            new ServiceClock(TimeZoneInfo.Utc),
            TimeProvider.System,
            NullLogger<OutboxDispatcher>.Instance)
            .RunAsync(stop.Token);
        await Waiting.UntilAsync(() => TownStore.Count(temporary.Path, "SELECT count(*) FROM outbox WHERE state < 2") == 0, "the end of both messages", () => "");
        await stop.CancelAsync();
        await running;

        TownStore.Count(temporary.Path, "SELECT count(*) FROM outbox WHERE state = 3 AND chat = '7' AND error LIKE 'the row cannot be read%'").ShouldBe(1);
        TownStore.Count(temporary.Path, "SELECT count(*) FROM outbox WHERE state = 2").ShouldBe(1);
    }

    [Fact]
    public async Task While_a_file_is_uploaded_the_person_sees_that_something_comes_and_no_longer()
    {
        using var temporary = new TemporaryStore();
        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        var slices = services.GetRequiredService<SliceSet>();
        using var store = temporary.Open();
        await using var writer = new StoreWriter(store);
        using var stop = new CancellationTokenSource();
        var files = new FileStore(store);
        using var content = new MemoryStream("table"u8.ToArray());
        var (hash, size) = await files.SaveAsync(content, long.MaxValue, CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow();
        await writer.WriteAsync(
            transaction =>
            {
                var file = FileTable.AddOwn(transaction, "ответы.xlsx", "application/octet-stream", content.ToArray(), now);
                FileTable.MarkStored(transaction, file, hash, size);
                var message = new OutboundMessage { Attachments = [new OutboundAttachment(file, AttachmentKind.Document, "ответы.xlsx")] };
                OutboxTable.Add(transaction, Anna, OutboxKind.Send, null, message, OutboxPriority.Reply, null, now);
            },
            CancellationToken.None);

        var messenger = new Uploading(Anna.Channel);
        var running = new OutboxDispatcher(
            messenger,
            store,
            writer,
            files,
            new CommitSignal(),
            new DialogLibrary(DialogFolder.Load(Path.Combine(Repository.Root, "dialogs"), slices.Vocabulary).Set!),
            slices,
            new ServiceClock(TimeZoneInfo.Utc),
            TimeProvider.System,
            NullLogger<OutboxDispatcher>.Instance)
            .RunAsync(stop.Token);
        await Waiting.UntilAsync(() => TownStore.Count(temporary.Path, "SELECT count(*) FROM outbox WHERE state = 2") == 1, "the delivery", () => "");
        await stop.CancelAsync();
        await running;

        messenger.Shown.ShouldBe(AttachmentKind.Document);
        messenger.WasTakenBack.ShouldBeTrue();
    }

    [Fact]
    public Task What_a_person_cannot_be_sent_goes_to_their_other_messenger() =>
        ShouldGoRoundAsync(new SendResult.Unreachable("blocked"), age: TimeSpan.Zero, OutboxPriority.Relay, expected: true);

    [Fact]
    public Task What_could_not_be_sent_for_an_hour_goes_to_the_other_messenger() =>
        ShouldGoRoundAsync(new SendResult.Retry("away"), age: TimeSpan.FromHours(1), OutboxPriority.Relay, expected: true);

    [Fact]
    public Task What_may_have_arrived_does_not_go_twice() =>
        ShouldGoRoundAsync(new SendResult.Retry("silence", OutcomeUnknown: true), age: TimeSpan.FromHours(1), OutboxPriority.Relay, expected: false);

    [Fact]
    public Task An_answer_to_what_was_pressed_stays_where_it_was_pressed() =>
        ShouldGoRoundAsync(new SendResult.Unreachable("blocked"), age: TimeSpan.Zero, OutboxPriority.Reply, expected: false);

    private static async Task ShouldGoRoundAsync(SendResult result, TimeSpan age, OutboxPriority priority, bool expected)
    {
        using var temporary = new TemporaryStore();
        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        var slices = services.GetRequiredService<SliceSet>();
        using var store = temporary.Open(parts: [.. slices.Schemas]);
        await using var writer = new StoreWriter(store);
        using var stop = new CancellationTokenSource();
        var now = TimeProvider.System.GetUtcNow();
        await writer.WriteAsync(
            transaction =>
            {
                foreach (var messenger in new[] { "telegram", "vk" })
                {
                    transaction.Connection.Execute(
                        "INSERT INTO conversation (messenger, channel, chat, account, state, updated_at) VALUES (@messenger, '1', '7', '7', '{}', 0)", new { messenger });
                }

                var person = PeopleTable.Add(transaction, new AccountId("telegram", "7"), now);
                PeopleTable.AddAccount(transaction, person, new AccountId("vk", "7"), now);
                OutboxTable.Add(transaction, Anna, OutboxKind.Send, null, new OutboundMessage { Text = [new TextSpan("место")] }, priority, null, now - age);
            },
            CancellationToken.None);

        var running = new OutboxDispatcher(
            new Broken(Anna.Channel, result),
            store,
            writer,
            new FileStore(store),
            new CommitSignal(),
            new DialogLibrary(DialogFolder.Load(Path.Combine(Repository.Root, "dialogs"), slices.Vocabulary).Set!),
            slices,
            new ServiceClock(TimeZoneInfo.Utc),
            TimeProvider.System,
            NullLogger<OutboxDispatcher>.Instance)
            .RunAsync(stop.Token);
        await Waiting.UntilAsync(
            () => TownStore.Count(temporary.Path, "SELECT count(*) FROM outbox WHERE messenger = 'telegram' AND (state > 2 OR error IS NOT NULL)") == 1, "the result", () => "");
        await stop.CancelAsync();
        await running;

        TownStore.Count(temporary.Path, "SELECT count(*) FROM outbox WHERE messenger = 'vk' AND state = 0").ShouldBe(expected ? 1 : 0);
    }

    /// <summary>Sends only once something is shown to be on its way, which it would show for ever.</summary>
    private sealed class Uploading(ChannelId channel) : IMessengerSender
    {
        private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public AttachmentKind? Shown { get; private set; }

        public bool WasTakenBack { get; private set; }

        public ChannelId Channel => channel;

        public MessengerLimits Limits { get; } = new(10, 4096, 200, 1, 1, TimeSpan.FromMinutes(1), DeduplicatesSends: false);

        public double SendsPerSecond => 0;

        public double SendsPerSecondPerChat => 0;

        public async Task ShowActivityAsync(string chat, AttachmentKind kind, CancellationToken cancellationToken)
        {
            Shown = kind;
            _shown.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
            finally
            {
                WasTakenBack = true;
            }
        }

        public async Task<SendResult> SendAsync(
            string chat, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken)
        {
            await _shown.Task.WaitAsync(cancellationToken);
            return new SendResult.Delivered("100");
        }

        public Task<SendResult> EditAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SendResult> RemoveButtonsAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task AcknowledgePressAsync(string chat, string account, string pressToken, string? notice, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<DownloadResult> DownloadAsync(InboundAttachment attachment, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Broken(ChannelId channel, SendResult result) : IMessengerSender
    {
        public ChannelId Channel => channel;

        public MessengerLimits Limits { get; } = new(10, 4096, 200, 1, 1, TimeSpan.FromMinutes(1), DeduplicatesSends: false);

        public double SendsPerSecond => 0;

        public double SendsPerSecondPerChat => 0;

        public Task<SendResult> SendAsync(
            string chat, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken) => Task.FromResult(result);

        public Task<SendResult> EditAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SendResult> RemoveButtonsAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task AcknowledgePressAsync(string chat, string account, string pressToken, string? notice, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<DownloadResult> DownloadAsync(InboundAttachment attachment, CancellationToken cancellationToken) => throw new NotSupportedException();
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
