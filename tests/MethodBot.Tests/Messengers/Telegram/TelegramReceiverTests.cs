using System.Globalization;
using System.Text.Json.Nodes;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using MethodBot.Messengers.Telegram;
using MethodBot.Tests.Messengers.Common;
using Microsoft.Extensions.Logging;

namespace MethodBot.Tests.Messengers.Telegram;

public sealed class TelegramReceiverTests : IDisposable
{
    private const string Token = "7000000001:AAHsecretsecretsecretsecretsecretsecr";
    private const string Me = """{"ok":true,"result":{"id":7000000001,"is_bot":true,"first_name":"B","username":"method_bot"}}""";
    private const string Ok = """{"ok":true,"result":true}""";

    private readonly FakeServer _server = new();
    private readonly InstantTime _time = new();
    private readonly RecordingLog<TelegramReceiver> _log = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Asks_for_what_it_needs_and_confirms_with_the_next_request()
    {
        _server.Answer(Me).Answer(Batch(Text(10, "а"), Text(11, "б"))).Answer(Batch(Text(12, "в")));
        var sink = new RecordingSink();
        await RunAsync(sink);

        Polls().ShouldBe([
            """{"limit":100,"timeout":50,"allowed_updates":["message","edited_message","callback_query","my_chat_member"]}""",
            """{"offset":12,"limit":100,"timeout":50,"allowed_updates":["message","edited_message","callback_query","my_chat_member"]}""",
            """{"offset":13,"limit":100,"timeout":50,"allowed_updates":["message","edited_message","callback_query","my_chat_member"]}""",
        ]);
        sink.Batches.Select(b => string.Join(',', b.Updates.Select(u => u.Text))).ShouldBe(["а,б", "в"]);
        sink.Batches.ShouldAllBe(b => b.Cursor == null);
    }

    [Fact]
    public async Task What_could_not_be_stored_is_not_confirmed()
    {
        _server.Answer(Me).Answer(Batch(Text(10, "а"))).Answer(Batch(Text(10, "а"))).Answer(Batch());
        var sink = new RecordingSink(failures: 1);
        await RunAsync(sink);

        Polls().Select(p => p.Contains("\"offset\":11", StringComparison.Ordinal)).ShouldBe([false, false, true, true]);
        sink.Updates.Select(u => u.Key).ShouldBe(["10"]);
        _time.Pauses.ShouldNotBeEmpty();
        _log.Lines.ShouldContain(l => l.Level == LogLevel.Error && l.Text.Contains("the disk is full"));
    }

    [Theory]
    [InlineData("[-5]", null)]
    [InlineData("[9223372036854775807]", null)]
    [InlineData("[2147483647,10,-1]", 11)]
    [InlineData("[\"10\",null,{}]", null)]
    public async Task A_number_that_is_none_confirms_nothing(string ids, int? offset)
    {
        var updates = JsonNode.Parse(ids)!.AsArray().Select(id => $$"""{"update_id":{{id?.ToJsonString() ?? "null"}},"message":{} }""");
        _server.Answer(Me).Answer(Batch([.. updates]));
        await RunAsync(new RecordingSink());
        Polls()[^1].ShouldStartWith(offset is { } number ? $"{{\"offset\":{number.ToString(CultureInfo.InvariantCulture)}," : "{\"limit\"");
    }

    [Fact]
    public async Task Updates_that_come_again_at_once_are_asked_for_in_growing_pauses()
    {
        _server.Answer(Me);
        for (var i = 0; i < 6; i++)
            _server.Answer(Batch(Text(10, "а")));
        _server.Answer(Batch(Text(11, "б"))).Answer(Batch(Text(12, "в")));
        var sink = new RecordingSink();
        await RunAsync(sink);
        _time.Pauses.Count.ShouldBe(5);
        _time.Pauses.Zip(_time.Pauses.Skip(2)).ShouldAllBe(pair => pair.First < pair.Second);
        sink.Updates.Select(u => u.Text).Distinct().ShouldBe(["а", "б", "в"]);
    }

    [Fact]
    public async Task Nothing_is_asked_before_the_sink_has_committed()
    {
        _server.Answer(Me).Answer(Batch(Text(10, "а")));
        var requestsAtCommit = 0;
        var sink = new RecordingSink();
        sink.Accepting = () => requestsAtCommit = _server.Requests.Count;
        await RunAsync(sink);
        requestsAtCommit.ShouldBe(2);
        _server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task One_broken_update_does_not_lose_its_batch()
    {
        _server.Answer(Me).Answer(Batch(Text(10, "а"), """{"update_id":11,"message":{"message_id":{}}}""", Text(12, "в")));
        var sink = new RecordingSink();
        await RunAsync(sink);
        sink.Updates.Select(u => (u.Key, u.Kind)).ShouldBe([
            ("10", InboundKind.Message), ("11", InboundKind.Ignored), ("12", InboundKind.Message),
        ]);
        Polls()[^1].ShouldContain("\"offset\":13");
    }

    [Fact]
    public async Task A_lower_number_after_an_idle_week_is_followed()
    {
        _server.Answer(Me).Answer(Batch(Text(900, "а"))).Answer(Batch(Text(17, "б")));
        await RunAsync(new RecordingSink());
        Polls()[^1].ShouldContain("\"offset\":18,");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_do_not_block_the_queue()
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Batch(Text(10, "?")));
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xFF;
        _server.Answer(Me).Answer(_ => new HttpResponseMessage { Content = new ByteArrayContent(bytes) });
        var sink = new RecordingSink();
        await RunAsync(sink);
        sink.Updates.ShouldHaveSingleItem().Text.ShouldBe("\uFFFD");
    }

    [Fact]
    public async Task A_webhook_is_removed_and_its_updates_kept()
    {
        _server.Answer(Me)
            .Answer("""{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}""", 409)
            .Answer(Ok).Answer(Batch(Text(10, "а")));
        var sink = new RecordingSink();
        await RunAsync(sink);
        _server.Requests.Select(r => r.Call).ShouldBe(["getMe", "getUpdates", "deleteWebhook", "getUpdates", "getUpdates"]);
        _server.Requests[2].Body.ShouldBe("""{"drop_pending_updates":false}""");
        sink.Updates.Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_second_copy_of_the_bot_is_explained()
    {
        _server.Answer(Me)
            .Answer("""{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}""", 409)
            .Answer(Batch());
        await RunAsync(new RecordingSink());
        _log.Lines.ShouldContain(l => l.Level == LogLevel.Error && l.Text.Contains("second copy"));
        _server.Requests.ShouldNotContain(r => r.Call == "deleteWebhook");
        _time.Pauses[0].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_refused_token_is_an_error_that_names_the_setting_and_not_the_token()
    {
        const string unauthorized = """{"ok":false,"error_code":401,"description":"Unauthorized"}""";
        _server.Answer(unauthorized, 401).Answer(unauthorized, 401);
        await RunAsync(new RecordingSink());
        _log.Lines.ShouldContain(l => l.Level == LogLevel.Error && l.Text.Contains("Telegram:Token"));
        _log.Lines.ShouldAllBe(l => !l.Text.Contains("secret"));
        _time.Pauses[0].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_network_that_is_away_is_waited_for_with_growing_pauses()
    {
        _server.Answer(Me);
        for (var i = 0; i < 8; i++)
            _server.RefuseConnection();
        _server.Answer(Batch(Text(10, "а"))).RefuseConnection();
        var sink = new RecordingSink();
        await RunAsync(sink);
        sink.Updates.Count().ShouldBe(1);
        var seconds = _time.Pauses.Select(p => p.TotalSeconds).ToList();
        seconds.Count.ShouldBe(9);
        for (var i = 0; i < 8; i++)
        {
            var ceiling = Math.Min(60, Math.Pow(2, i) / 4);
            seconds[i].ShouldBeInRange(ceiling / 2, ceiling);
        }

        seconds[8].ShouldBeInRange(0.125, 0.25, "a success starts the pauses anew");
        _log.Lines.ShouldContain(l => l.Text.Contains("receiving again"));
    }

    [Fact]
    public async Task Too_many_requests_waits_as_long_as_told()
    {
        _server.Answer(Me).Answer("""{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 40","parameters":{"retry_after":40}}""", 429);
        await RunAsync(new RecordingSink());
        _time.Pauses[0].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task The_menu_of_commands_is_set_once_in_the_dialogs_words()
    {
        _server.Answer(Me).Answer(Ok).Answer(Batch(Text(1, "а"))).Answer(Batch(Text(2, "б")));
        await RunAsync(new RecordingSink(), new Menu());
        _server.Requests.Select(r => r.Call).ShouldBe(["getMe", "setMyCommands", "getUpdates", "getUpdates", "getUpdates"]);
        _server.Requests[1].Body.ShouldBe("""{"commands":[{"command":"start","description":"Начать"},{"command":"menu","description":"Меню"}]}""");
    }

    [Fact]
    public async Task The_menu_waits_for_the_network_but_polling_does_not_wait_for_the_menu()
    {
        _server.RefuseConnection().Answer(Batch(Text(1, "а"))).Answer(Me).Answer(Ok);
        var sink = new RecordingSink();
        await RunAsync(sink, new Menu());
        _server.Requests.Select(r => r.Call).ShouldBe(["getUpdates", "getMe", "setMyCommands", "getUpdates"]);
    }

    [Fact]
    public async Task A_menu_whose_words_changed_is_set_anew()
    {
        var menu = new Menu();
        _server.Answer(Me).Answer(Ok).Answer(Batch(Text(1, "а"))).Answer(Me).Answer(Ok).Answer(Batch(Text(2, "б")));
        var sink = new RecordingSink { Accepting = () => menu.Commands = [new("menu", "В начало")] };
        await RunAsync(sink, menu);
        _server.Requests.Select(r => r.Call).ShouldBe(["getMe", "setMyCommands", "getUpdates", "getMe", "setMyCommands", "getUpdates", "getUpdates"]);
        _server.Requests[4].Body.ShouldBe("""{"commands":[{"command":"menu","description":"В начало"}]}""");
    }

    [Fact]
    public async Task A_refused_menu_is_not_asked_for_again()
    {
        _server.Answer(Me).Answer("""{"ok":false,"error_code":400,"description":"Bad Request: BOT_COMMAND_INVALID"}""", 400)
            .Answer(Batch(Text(1, "а")));
        await RunAsync(new RecordingSink(), new Menu());
        _server.Requests.Select(r => r.Call).ShouldBe(["getMe", "setMyCommands", "getUpdates", "getUpdates"]);
    }

    private async Task RunAsync(RecordingSink sink, IBotCommands? commands = null)
    {
        using var stop = new CancellationTokenSource();
        var client = new TelegramClient(_server.Client, "https://api.telegram.org", Token);
        var channel = new ChannelId("telegram", "7000000001");
        var receiver = new TelegramReceiver(channel, client, new TelegramPresence(channel, client, commands, _log), new Backoff(_time), _log);
        var running = receiver.RunAsync(sink, stop.Token);
        await await Task.WhenAny(_server.Drained, running);
        await stop.CancelAsync();
        await running;
    }

    private List<string> Polls() => [.. _server.Requests.Where(r => r.Call == "getUpdates").Select(r => r.Body)];

    private static string Batch(params string[] updates) => $$"""{"ok":true,"result":[{{string.Join(',', updates)}}]}""";

    private static string Text(long id, string text) => $$"""
        {"update_id":{{id}},"message":{"message_id":1,"from":{"id":5,"is_bot":false,"first_name":"А"},"chat":{"id":5,"type":"private"},"date":1767607200,"text":"{{text}}"} }
        """;

    private sealed class Menu : IBotCommands
    {
        public IReadOnlyList<BotCommand> Commands { get; set; } = [new("start", "Начать"), new("menu", "Меню")];
    }
}
