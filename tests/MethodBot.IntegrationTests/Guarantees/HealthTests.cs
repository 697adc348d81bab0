using System.Net;
using Dapper;
using MethodBot.Conversations;
using MethodBot.Conversations.Health;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Host.DialogFiles;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>What goes wrong is told: to whoever asks the program, and to the administrators in their chat.</summary>
public sealed class HealthTests(ITestOutputHelper log)
{
    [Fact]
    public Task An_update_that_was_set_aside_is_told_to_the_administrator_and_so_is_its_end() => Town.PlayAsync(
        log, new TownOptions { WithVk = false, Admins = ["telegram:3003"] }, async town =>
        {
            var head = await town.WithMenuAsync(town.InTelegram(3003, "Татьяна", "Громова"));
            TownStore.Change(town.StorePath, "INSERT INTO inbox (messenger, channel, update_key, received_at, state, error) VALUES ('telegram', '1', 'x', 1767607200000, 2, 'e')");
            (await head.HearsAsync("Бот не справился с сообщением")).Text.ShouldContain("Отложено сообщений: 1");
            TownStore.Change(town.StorePath, "UPDATE inbox SET state = 1, error = NULL WHERE update_key = 'x'");
            await head.HearsAsync("Отложенных сообщений больше нет");
            head.FromBot.Count(message => message.Text.Contains("не справился", StringComparison.Ordinal)).ShouldBe(1);
        });

    [Fact]
    public Task A_bot_whose_store_takes_nothing_says_that_it_is_not_ready_and_lives() => Town.PlayAsync(
        log, new TownOptions { WithVk = false, WithWebhooks = true, Populated = false }, async town =>
        {
            using var http = new HttpClient();
            (await http.GetAsync(new Uri(town.WebUrl, "/health/ready"))).StatusCode.ShouldBe(HttpStatusCode.OK);
            await using (var connection = new SqliteConnection($"Data Source={town.StorePath};Pooling=False"))
            {
                await connection.OpenAsync();
                await connection.ExecuteAsync("BEGIN IMMEDIATE");
                var held = await http.GetAsync(new Uri(town.WebUrl, "/health/ready"));
                held.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                (await held.Content.ReadAsStringAsync()).ShouldContain("the store");
                (await http.GetAsync(new Uri(town.WebUrl, "/health/live"))).StatusCode.ShouldBe(HttpStatusCode.OK);
                await connection.ExecuteAsync("ROLLBACK");
            }

            // What waited for the lock is written now; the question stands behind it in the queue.
            (await http.GetAsync(new Uri(town.WebUrl, "/health/ready"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        });

    [Fact]
    public async Task A_messenger_that_is_silent_for_ten_minutes_is_told_once_and_its_return_too()
    {
        var folder = Directory.CreateTempSubdirectory("methodbot-health-").FullName;
        try
        {
            var receiver = new QuietReceiver(new ChannelId("vk", "201"));
            var services = new ServiceCollection().AddLogging().AddService(new ServiceOptions { Admins = ["telegram:7"] }).AddConversations();
            services.AddSingleton(new ServiceClock(TimeZoneInfo.Utc)).AddSingleton<IMessengerFactory>(receiver);
            services.AddSingleton(provider => new DialogLibrary(
                DialogFolder.Load(Path.Combine(Repository.Root, "dialogs"), provider.GetRequiredService<SliceSet>().Vocabulary).Set!));
            services.AddSingleton(provider => Store.Open(Path.Combine(folder, "m.db"), provider.GetRequiredService<SliceSet>().Schemas, exclusive: true));
            await using var program = services.BuildServiceProvider();
            using var connection = program.GetRequiredService<Store>().OpenConnection();
            connection.Execute("INSERT INTO conversation (messenger, channel, chat, account, state, updated_at) VALUES ('telegram', '1', '7', '7', '{}', 0)");
            var monitor = program.GetRequiredService<HealthMonitor>();

            receiver.Since = TimeProvider.System.GetUtcNow().AddMinutes(-9);
            await monitor.LookAsync(CancellationToken.None);
            Said().ShouldBeEmpty();
            receiver.Since = TimeProvider.System.GetUtcNow().AddMinutes(-11);
            await monitor.LookAsync(CancellationToken.None);
            await monitor.LookAsync(CancellationToken.None);
            Said().ShouldHaveSingleItem().ShouldContain("Бот не слышит сообщений во ВКонтакте");
            (await monitor.FindObstaclesAsync(CancellationToken.None)).ShouldHaveSingleItem().ShouldContain("vk:201 has not been heard");
            receiver.Since = null;
            await monitor.LookAsync(CancellationToken.None);
            Said().Last().ShouldContain("Связь вернулась");
            (await monitor.FindObstaclesAsync(CancellationToken.None)).ShouldBeEmpty();

            List<string> Said() => [.. connection.Query<string>("SELECT payload FROM outbox ORDER BY id").Select(payload => string.Concat(OutboxPayload.Read(payload).Text.Select(span => span.Text)))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class QuietReceiver(ChannelId channel) : IMessengerFactory, IMessenger, IMessengerReceiver, IMessengerSender
    {
        public DateTimeOffset? Since { get; set; }

        public string Messenger => channel.Messenger;

        public IMessengerSender Sender => this;

        public IMessengerReceiver Receiver => this;

        public ChannelId Channel => channel;

        public DateTimeOffset? SilentSince => Since;

        public MessengerLimits Limits { get; } = new(10, 4096, 200, 1, 1, TimeSpan.FromMinutes(1), DeduplicatesSends: false);

        public double SendsPerSecond => 0;

        public double SendsPerSecondPerChat => 0;

        public IReadOnlyList<IMessenger> Create() => [this];

        public Task RunAsync(IUpdateSink sink, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<SendResult> SendAsync(
            string chat, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SendResult> EditAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SendResult> RemoveButtonsAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task AcknowledgePressAsync(string chat, string account, string pressToken, string? notice, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<DownloadResult> DownloadAsync(InboundAttachment attachment, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
