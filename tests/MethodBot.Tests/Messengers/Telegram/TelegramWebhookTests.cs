using System.Text;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using MethodBot.Messengers.Telegram;
using MethodBot.Tests.Messengers.Common;

namespace MethodBot.Tests.Messengers.Telegram;

public sealed class TelegramWebhookTests : IDisposable
{
    private const string Token = "7000000001:AAHsecretsecretsecretsecretsecretsecr";
    private const string Secret = "word_of_the_webhook";
    private const string Me = """{"ok":true,"result":{"id":7000000001,"is_bot":true,"first_name":"Б","username":"metodist_bot"}}""";
    private const string Yes = """{"ok":true,"result":true}""";
    private const string Update =
        """{"update_id":5,"message":{"message_id":1,"from":{"id":7,"is_bot":false,"first_name":"А"},"chat":{"id":7,"type":"private"},"date":1767607200,"text":"Привет"}}""";

    private readonly FakeServer _server = new();
    private readonly InstantTime _time = new();
    private readonly RecordingLog<TelegramWebhook> _log = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task An_update_is_acknowledged_once_the_sink_has_it()
    {
        var sink = new RecordingSink();
        var reply = await Create().TakeAsync(Request(Update), sink, CancellationToken.None);
        reply.Status.ShouldBe(200);
        sink.Updates.ShouldHaveSingleItem().Text.ShouldBe("Привет");
    }

    [Fact]
    public async Task What_cannot_be_stored_is_not_acknowledged()
    {
        var reply = await Create().TakeAsync(Request(Update), new RecordingSink(failures: 1), CancellationToken.None);
        reply.Status.ShouldBe(503);
        reply.RetryAfter.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("word_of_the_webhooK")]
    [InlineData("word_of_the_webhook_and_more")]
    public async Task Who_does_not_know_the_secret_reaches_nobody(string? secret)
    {
        var sink = new RecordingSink();
        var reply = await Create().TakeAsync(Request(Update, secret), sink, CancellationToken.None);
        reply.Status.ShouldBe(403);
        sink.Batches.ShouldBeEmpty();
        string.Join('\n', _log.Lines.Select(line => line.Text)).ShouldNotContain(Secret);
    }

    [Theory]
    [InlineData("")]
    [InlineData("не JSON")]
    [InlineData("[]")]
    [InlineData("{\"update_id\":\"пять\"}")]
    public async Task What_cannot_be_read_is_kept_by_a_key_and_acknowledged(string body)
    {
        var sink = new RecordingSink();
        (await Create().TakeAsync(Request(body), sink, CancellationToken.None)).Status.ShouldBe(200);
        (await Create().TakeAsync(Request(body), sink, CancellationToken.None)).Status.ShouldBe(200);
        sink.Updates.ShouldAllBe(update => update.Kind == InboundKind.Ignored);
        sink.Updates.Select(update => update.Key).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_an_update_nests_a_hundred_thousand_deep_does_not_hide_what_it_says()
    {
        var sink = new RecordingSink();
        var deep = string.Concat(Enumerable.Repeat("{\"reply_to_message\":[\"]\\\"}\",", 100_000)) + "1" + string.Concat(Enumerable.Repeat("]}", 100_000));
        var body = Update.Replace("\"text\":", $"\"sticker\":{deep},\"text\":", StringComparison.Ordinal);
        (await Create().TakeAsync(Request(body), sink, CancellationToken.None)).Status.ShouldBe(200);
        sink.Updates.ShouldHaveSingleItem().ShouldSatisfyAllConditions(update => update.Text.ShouldBe("Привет"), update => update.Key.ShouldBe("5"));
    }

    [Fact]
    public async Task The_address_is_registered_with_its_secret_and_the_kinds_of_updates()
    {
        _server.Answer(Me).Answer("""{"ok":true,"result":{"url":"","pending_update_count":0}}""").Answer(Yes)
            .Answer("""{"ok":true,"result":{"url":"https://bot.example.ru/webhooks/telegram","pending_update_count":0}}""");
        await RunAsync();
        _server.Requests.Select(r => r.Call).ShouldBe(["getMe", "getWebhookInfo", "setWebhook", "getWebhookInfo", "getWebhookInfo"]);
        _server.Requests[2].Body.ShouldBe(
            """{"url":"https://bot.example.ru/webhooks/telegram","secret_token":"word_of_the_webhook","allowed_updates":["message","edited_message","callback_query","my_chat_member"]}""");
    }

    [Fact]
    public async Task An_address_that_another_program_took_away_is_registered_anew()
    {
        _server.Answer(Me).Answer("""{"ok":true,"result":{"url":"","pending_update_count":0}}""").Answer(Yes)
            .Answer("""{"ok":true,"result":{"url":"","pending_update_count":3}}""").Answer(Yes);
        await RunAsync();
        _server.Requests.Count(r => r.Call == "setWebhook").ShouldBe(2);
    }

    [Fact]
    public async Task Why_Telegram_could_not_deliver_is_told_once()
    {
        var failing = $$"""
            {"ok":true,"result":{"url":"https://bot.example.ru/webhooks/telegram","pending_update_count":3,"last_error_date":{{_time.GetUtcNow().ToUnixTimeSeconds()}},"last_error_message":"SSL error"} }
            """;
        _server.Answer(Me).Answer(failing).Answer(Yes).Answer(failing).Answer(failing);
        await RunAsync();
        _log.Lines.Count(line => line.Text.Contains("SSL error", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_address_is_explained()
    {
        _server.Answer(Me).Answer("""{"ok":true,"result":{"url":"","pending_update_count":0}}""")
            .Answer("""{"ok":false,"error_code":400,"description":"Bad Request: bad webhook: HTTPS url must be provided for webhook"}""", 400);
        await RunAsync();
        _log.Lines.ShouldContain(line => line.Text.Contains("https on port 443", StringComparison.Ordinal));
    }

    private TelegramWebhook Create()
    {
        var channel = new ChannelId("telegram", "7000000001");
        var client = new TelegramClient(_server.Client, "https://api.telegram.org", Token);
        return new TelegramWebhook(
            channel, client, new Uri("https://bot.example.ru/webhooks/telegram"), Secret, new TelegramPresence(channel, client, null, _log), _time, new Backoff(_time), _log);
    }

    private static WebhookRequest Request(string body, string? secret = Secret) => new(
        Encoding.UTF8.GetBytes(body), name => name == "X-Telegram-Bot-Api-Secret-Token" ? secret : null);

    private async Task RunAsync()
    {
        using var stop = new CancellationTokenSource();
        var running = Create().RunAsync(new RecordingSink(), stop.Token);
        await await Task.WhenAny(_server.Drained, running);
        await stop.CancelAsync();
        await running;
    }
}
