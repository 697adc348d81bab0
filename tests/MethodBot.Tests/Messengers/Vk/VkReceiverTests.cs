using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using MethodBot.Messengers.Vk;
using MethodBot.Tests.Messengers.Common;
using Microsoft.Extensions.Logging;

namespace MethodBot.Tests.Messengers.Vk;

public sealed class VkReceiverTests : IDisposable
{
    private const string Token = "vk1.a.secretsecretsecret";
    private const string Done = """{"response":1}""";
    private const string Nobody = """{"response":{"count":0,"items":[]}}""";

    private readonly FakeServer _server = new();
    private readonly InstantTime _time = new();
    private readonly RecordingLog<VkReceiver> _log = new();
    private readonly RequestBudget _budget = new(0, TimeProvider.System);

    public void Dispose()
    {
        _server.Dispose();
        _budget.Dispose();
    }

    [Fact]
    public async Task Switches_its_events_on_and_commits_its_place_before_the_first_poll()
    {
        _server.Answer(Done).Answer(Server("k1", "\"17\""));
        var sink = new RecordingSink();
        await RunAsync(sink);

        _server.Requests.Select(r => r.Call).ShouldBe(["groups.setLongPollSettings", "groups.getLongPollServer", "201"]);
        _server.Requests[0].Form.ShouldBe(new Dictionary<string, string>
        {
            ["group_id"] = "201",
            ["enabled"] = "1",
            ["api_version"] = "5.199",
            ["message_new"] = "1",
            ["message_edit"] = "1",
            ["message_allow"] = "1",
            ["message_deny"] = "1",
            ["message_event"] = "1",
            ["v"] = "5.199",
        }, ignoreOrder: true);
        _server.Requests[1].Form["group_id"].ShouldBe("201");
        _server.Requests[2].Method.ShouldBe("GET");
        _server.Requests[2].Address.ToString().ShouldBe("http://127.0.0.1:5055/lp/201?act=a_check&key=k1&ts=17&wait=25");
        _server.Requests[2].Authorization.ShouldBeNull();
        var (updates, cursor) = sink.Batches.ShouldHaveSingleItem();
        updates.ShouldBeEmpty();
        cursor.ShouldBe("17@1767600000");
    }

    [Fact]
    public async Task The_place_is_committed_with_the_updates_it_came_with()
    {
        _server.Answer(Done).Answer(Server("k1", "99"))
            .Answer(Poll("\"18\"", Message(12, "а", 1767607200))).Answer(Poll("19", Message(13, "б", 1767607300))).Answer(Poll("19"));
        var sink = new RecordingSink("17@1767607100");
        await RunAsync(sink);

        Polls().Select(p => p["ts"]).ShouldBe(["17", "18", "19", "19"]);
        sink.Batches.Select(b => (b.Updates.Single().Text, b.Cursor)).ShouldBe([("а", "18@1767607200"), ("б", "19@1767607300")]);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("[18]")]
    public async Task Events_without_a_new_place_are_asked_for_in_growing_pauses(string ts)
    {
        _server.Answer(Done).Answer(Server("k1", "17"));
        for (var i = 0; i < 5; i++)
            _server.Answer(Poll(ts, Message(12, "а", 1767607200)));
        _server.Answer(Poll("18", Message(13, "б", 1767607300)));
        var sink = new RecordingSink("17@1767607100");
        await RunAsync(sink);
        _time.Pauses.Count.ShouldBe(5);
        _time.Pauses.Zip(_time.Pauses.Skip(2)).ShouldAllBe(pair => pair.First < pair.Second);
        sink.Batches[^1].Cursor.ShouldBe("18@1767607300");
    }

    [Fact]
    public async Task What_could_not_be_stored_is_asked_for_again_from_the_same_place()
    {
        _server.Answer(Done).Answer(Server("k1", "17"))
            .Answer(Poll("18", Message(12, "а", 1767607200))).Answer(Poll("18", Message(12, "а", 1767607200)));
        var sink = new RecordingSink("17@1767607100", failures: 1);
        await RunAsync(sink);
        Polls().Select(p => p["ts"]).ShouldBe(["17", "17", "18"]);
        sink.Updates.ShouldHaveSingleItem().Key.ShouldBe("m:7001:12");
        _log.Lines.ShouldContain(l => l.Level == LogLevel.Error && l.Text.Contains("the disk is full"));
    }

    [Fact]
    public async Task One_broken_update_does_not_lose_its_batch()
    {
        _server.Answer(Done).Answer(Server("k1", "17"))
            .Answer(Poll("18", Message(12, "а", 5), """{"type":"message_new","event_id":"x","object":{"message":{"id":{}}}}""", "17", Message(13, "б", 6)));
        var sink = new RecordingSink("17@1");
        await RunAsync(sink);
        sink.Updates.Select(u => u.Kind).ShouldBe([InboundKind.Message, InboundKind.Ignored, InboundKind.Ignored, InboundKind.Message]);
    }

    [Fact]
    public async Task A_key_that_is_over_is_renewed_and_the_place_kept()
    {
        _server.Answer(Done).Answer(Server("k1", "30")).Answer("""{"failed":2}""").Answer(Server("k2", "31")).Answer(Poll("18"));
        var sink = new RecordingSink("17@1767607100");
        await RunAsync(sink);
        Polls().Select(p => (p["key"], p["ts"])).ShouldBe([("k1", "17"), ("k2", "17"), ("k2", "18")]);
        _server.Requests.ShouldNotContain(r => r.Call.StartsWith("messages."));
        _time.Pauses.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("30")]
    [InlineData("\"30\"")]
    public async Task A_history_that_is_lost_is_read_from_the_conversations(string ts)
    {
        _server.Answer(Done).Answer(Server("k1", "30")).Answer($$"""{"failed":1,"ts":{{ts}} }""")
            .Answer(Conversations(
                Last(7001, 14, 1767607400, 7001),
                Last(7002, 9, 1767607390, -201, outgoing: 1),
                Last(7003, 3, 1767500000, 7003)))
            .Answer(History(Item(7001, 14, "третье", 1767607400), Item(7001, 13, "второе", 1767607300), Item(7001, 12, "старое", 1767500000)))
            .Answer(History(Item(7002, 9, "ответ", 1767607390, outgoing: 1), Item(7002, 8, "первое", 1767607250)))
            .Answer(Poll("31"));
        var sink = new RecordingSink("17@1767607200");
        await RunAsync(sink);

        _server.Requests.Select(r => r.Call).ShouldBe([
            "groups.setLongPollSettings", "groups.getLongPollServer", "201", "messages.getConversations", "messages.getHistory", "messages.getHistory", "201", "201",
        ]);
        _server.Requests[3].Form["filter"].ShouldBe("all");
        _server.Requests[4].Form["peer_id"].ShouldBe("7001");
        _server.Requests[5].Form["peer_id"].ShouldBe("7002");
        var (updates, cursor) = sink.Batches[0];
        updates.Select(u => (u.Key, u.Text)).ShouldBe([("m:7002:8", "первое"), ("m:7001:13", "второе"), ("m:7001:14", "третье")]);
        cursor.ShouldBe("30@1767607400");
        Polls().Select(p => p["ts"]).ShouldBe(["17", "30", "31"]);
    }

    [Fact]
    public async Task A_lost_key_and_history_take_the_new_servers_place_after_catching_up()
    {
        _server.Answer(Done).Answer(Server("k1", "30")).Answer("""{"failed":3}""").Answer(Server("k2", "77")).Answer(Nobody).Answer(Poll("78"));
        var sink = new RecordingSink("17@1767607200");
        await RunAsync(sink);
        Polls().Select(p => (p["key"], p["ts"])).ShouldBe([("k1", "17"), ("k2", "77"), ("k2", "78")]);
        sink.Batches[0].Cursor.ShouldBe("77@1767607200");
    }

    [Fact]
    public async Task Catching_up_that_fails_is_tried_again_and_not_skipped()
    {
        _server.Answer(Done).Answer(Server("k1", "30")).Answer("""{"failed":1,"ts":30}""")
            .Answer("""{"error":{"error_code":10,"error_msg":"Internal server error"}}""").Answer(Nobody);
        var sink = new RecordingSink("17@1767607200");
        await RunAsync(sink);
        _server.Requests.Count(r => r.Call == "messages.getConversations").ShouldBe(2);
        sink.Batches.ShouldHaveSingleItem().Cursor.ShouldBe("30@1767607200");
    }

    [Fact]
    public async Task A_crash_while_catching_up_leaves_the_old_place()
    {
        var items = Enumerable.Range(0, 150).Select(n => Item(7001, 1000 - n, "x", 1767607400 - n)).ToArray();
        _server.Answer(Done).Answer(Server("k1", "30")).Answer("""{"failed":1,"ts":30}""")
            .Answer(Conversations(Last(7001, 1000, 1767607400, 7001))).Answer(History(items));
        var sink = new RecordingSink("17@1767607200");
        await RunAsync(sink);
        sink.Batches.Select(b => (b.Updates.Count, b.Cursor)).ShouldBe([(100, "17@1767607200"), (50, "30@1767607400")]);
    }

    [Fact]
    public async Task Without_the_right_to_read_conversations_the_bot_goes_on_and_says_so()
    {
        _server.Answer(Done).Answer(Server("k1", "30")).Answer("""{"failed":1,"ts":30}""")
            .Answer("""{"error":{"error_code":7,"error_msg":"Permission to perform this action is denied"}}""");
        var sink = new RecordingSink("17@1767607200");
        await RunAsync(sink);
        Polls().Select(p => p["ts"]).ShouldBe(["17", "30"]);
        _log.Lines.ShouldContain(l => l.Level == LogLevel.Error && l.Text.Contains("while the bot was away"));
    }

    [Fact]
    public async Task Failures_again_and_again_do_not_become_a_hot_loop()
    {
        _server.Answer(Done);
        for (var i = 0; i < 4; i++)
            _server.Answer(Server("k1", "30")).Answer("""{"failed":2}""");
        await RunAsync(new RecordingSink("17@1767607200"));
        _time.Pauses.Count.ShouldBe(3);
        _time.Pauses[2].ShouldBeGreaterThan(_time.Pauses[0]);
    }

    [Fact]
    public async Task An_unknown_failure_asks_for_the_server_again_after_a_pause()
    {
        _server.Answer(Done).Answer(Server("k1", "30")).Answer("""{"failed":4,"min_version":0,"max_version":3}""").Answer(Server("k2", "31"));
        await RunAsync(new RecordingSink("17@1767607200"));
        Polls().Select(p => (p["key"], p["ts"])).ShouldBe([("k1", "17"), ("k2", "17")]);
        _time.Pauses.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_poll_server_that_is_away_is_asked_for_anew_after_a_few_attempts()
    {
        _server.Answer(Done).Answer(Server("k1", "30")).Answer("gateway", 502).RefuseConnection().Answer("[]").Answer(Server("k2", "31"))
            .Answer(Poll("18", Message(12, "а", 1767607300)));
        var sink = new RecordingSink("17@1767607200");
        await RunAsync(sink);
        sink.Updates.Count().ShouldBe(1);
        _server.Requests.Count(r => r.Call == "groups.getLongPollServer").ShouldBe(2);
        _log.Lines.ShouldContain(l => l.Text.Contains("receiving again"));
    }

    [Theory]
    [InlineData(5, "Vk:Token")]
    [InlineData(15, "Vk:GroupId")]
    [InlineData(100, "Vk:GroupId")]
    public async Task A_wrong_setting_is_an_error_that_names_it_and_not_the_token(int code, string setting)
    {
        _server.Answer(Done).Answer($$"""{"error":{"error_code":{{code}},"error_msg":"bad {{Token}}"} }""");
        _server.Answer(Server("k", "1"));
        await RunAsync(new RecordingSink());
        _log.Lines.ShouldContain(l => l.Level == LogLevel.Error && l.Text.Contains(setting));
        _log.Lines.ShouldAllBe(l => !l.Text.Contains("secret"));
        _time.Pauses[0].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Events_that_cannot_be_switched_on_are_told_and_no_reason_not_to_poll()
    {
        _server.Answer("""{"error":{"error_code":15,"error_msg":"Access denied"}}""").Answer(Server("k", "1"));
        await RunAsync(new RecordingSink());
        Polls().Count.ShouldBe(1);
        _log.Lines.ShouldContain(l => l.Level == LogLevel.Warning && l.Text.Contains("message_new"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    public void A_cursor_that_is_none_is_no_place(string? value) => VkCursor.Parse(value).ShouldBeNull();

    [Fact]
    public void A_cursor_reads_what_it_wrote() => VkCursor.Parse(new VkCursor("1@8", 1767607200).ToString()).ShouldBe(new VkCursor("1@8", 1767607200));

    private async Task RunAsync(RecordingSink sink)
    {
        using var stop = new CancellationTokenSource();
        var client = new VkClient(_server.Client, "https://api.vk.com/method", Token, _budget);
        var receiver = new VkReceiver(new ChannelId("vk", "201"), client, new VkClients(), _time, new Backoff(_time), _log);
        var running = receiver.RunAsync(sink, stop.Token);
        await await Task.WhenAny(_server.Drained, running);
        await stop.CancelAsync();
        await running;
    }

    private List<Dictionary<string, string>> Polls() => [.. _server.Requests.Where(r => r.Call == "201").Select(r => r.Query)];

    private static string Server(string key, string ts) =>
        $$"""{"response":{"key":"{{key}}","server":"http://127.0.0.1:5055/lp/201","ts":{{ts}} } }""";

    private static string Poll(string ts, params string[] updates) => $$"""{"ts":{{ts}},"updates":[{{string.Join(',', updates)}}]}""";

    private static string Message(int cmid, string text, long date) =>
        $$"""{"group_id":201,"type":"message_new","event_id":"e{{cmid}}","v":"5.199","object":{"message":{{Item(7001, cmid, text, date)}} } }""";

    private static string Item(long peer, int cmid, string text, long date, int outgoing = 0) =>
        $$"""{"id":1,"conversation_message_id":{{cmid}},"date":{{date}},"from_id":{{(outgoing == 1 ? -201 : peer)}},"peer_id":{{peer}},"out":{{outgoing}},"text":"{{text}}"}""";

    private static string Last(long peer, int cmid, long date, long from, int outgoing = 0) =>
        $$"""{"conversation":{"peer":{"id":{{peer}},"type":"user"} },"last_message":{"id":1,"conversation_message_id":{{cmid}},"date":{{date}},"from_id":{{from}},"peer_id":{{peer}},"out":{{outgoing}},"text":"…"} }""";

    private static string Conversations(params string[] items) => $$"""{"response":{"count":{{items.Length}},"items":[{{string.Join(',', items)}}]} }""";

    private static string History(params string[] items) => $$"""{"response":{"count":{{items.Length}},"items":[{{string.Join(',', items)}}]} }""";
}
