using System.Text;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using MethodBot.Messengers.Vk;
using MethodBot.Tests.Messengers.Common;

namespace MethodBot.Tests.Messengers.Vk;

public sealed class VkCallbackTests : IDisposable
{
    private const string Token = "vk1.a.secretsecretsecret";
    private const string Secret = "word_of_the_server";
    private const string NoConversations = """{"response":{"count":0,"items":[]}}""";

    private readonly FakeServer _server = new();
    private readonly InstantTime _time = new();
    private readonly RequestBudget _budget = new(0, TimeProvider.System);
    private readonly RecordingLog<VkCallback> _log = new();

    public void Dispose()
    {
        _budget.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task An_event_is_acknowledged_with_ok_once_the_sink_has_it_and_its_time()
    {
        var sink = new RecordingSink();
        var reply = await Create().TakeAsync(Request(Message(12, "Привет", 1767607200)), sink, CancellationToken.None);
        reply.ShouldBe(new WebhookReply(200, "ok"));
        sink.Updates.ShouldHaveSingleItem().Text.ShouldBe("Привет");
        sink.Batches.ShouldHaveSingleItem().Cursor.ShouldBe("@1767607200");
    }

    [Fact]
    public async Task What_cannot_be_stored_is_asked_for_again()
    {
        var reply = await Create().TakeAsync(Request(Message(12, "Привет", 1767607200)), new RecordingSink(failures: 1), CancellationToken.None);
        reply.Status.ShouldBe(503);
        reply.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_configured_code_confirms_the_server() =>
        (await Create(confirmation: "a1b2c3d4").TakeAsync(Request("""{"type":"confirmation","group_id":201}"""), new RecordingSink(), CancellationToken.None))
            .ShouldBe(new WebhookReply(200, "a1b2c3d4"));

    [Fact]
    public async Task Without_a_configured_code_VK_itself_is_asked_for_it()
    {
        _server.Answer("""{"response":{"code":"ffee0011"}}""");
        (await Create().TakeAsync(Request("""{"type":"confirmation","group_id":201}"""), new RecordingSink(), CancellationToken.None)).ShouldBe(new WebhookReply(200, "ffee0011"));
    }

    [Theory]
    [InlineData("""{"type":"message_new","group_id":201,"object":{}}""", 403)]
    [InlineData("""{"type":"message_new","group_id":201,"secret":"word","object":{}}""", 403)]
    [InlineData("""{"type":"message_new","group_id":201,"secret":5,"object":{}}""", 403)]
    [InlineData("""{"type":"message_new","group_id":202,"secret":"word_of_the_server","object":{}}""", 400)]
    [InlineData("""{"type":"confirmation","group_id":202}""", 400)]
    [InlineData("[]", 400)]
    [InlineData("не JSON", 400)]
    public async Task Who_is_not_VK_reaches_nobody(string body, int status)
    {
        var sink = new RecordingSink();
        (await Create(confirmation: "a1b2c3d4").TakeAsync(Request(body), sink, CancellationToken.None)).Status.ShouldBe(status);
        sink.Batches.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_server_is_registered_with_the_secret_and_the_events()
    {
        _server.Answer("""{"response":{"count":0,"items":[]}}""").Answer("""{"response":{"server_id":3}}""").Answer("""{"response":1}""").Answer(NoConversations);
        await RunAsync(new RecordingSink("@1767607000"));
        _server.Requests.Select(r => r.Call).Take(4).ShouldBe(["groups.getCallbackServers", "groups.addCallbackServer", "groups.setCallbackSettings", "messages.getConversations"]);
        _server.Requests[1].Form.ShouldContainKeyAndValue("url", "https://bot.example.ru/webhooks/vk/201");
        _server.Requests[1].Form.ShouldContainKeyAndValue("secret_key", Secret);
        _server.Requests[2].Form.ShouldContainKeyAndValue("message_event", "1");
    }

    [Fact]
    public async Task A_server_that_is_registered_already_gets_the_present_secret()
    {
        _server.Answer("""{"response":{"count":1,"items":[{"id":3,"title":"MethodBot","url":"https://bot.example.ru/webhooks/vk/201","status":"ok"}]}}""")
            .Answer("""{"response":1}""").Answer("""{"response":1}""").Answer(NoConversations);
        await RunAsync(new RecordingSink("@1767607000"));
        _server.Requests.Select(r => r.Call).Take(3).ShouldBe(["groups.getCallbackServers", "groups.editCallbackServer", "groups.setCallbackSettings"]);
    }

    [Fact]
    public async Task Without_the_right_to_manage_the_operator_is_told_what_to_do_by_hand()
    {
        _server.Answer("""{"error":{"error_code":15,"error_msg":"Access denied: no access to call this method"}}""").Answer(NoConversations);
        await RunAsync(new RecordingSink("@1767607000"));
        _log.Lines.ShouldContain(line => line.Text.Contains("«manage»", StringComparison.Ordinal) && line.Text.Contains("https://bot.example.ru/webhooks/vk/201", StringComparison.Ordinal));
        string.Join('\n', _log.Lines.Select(line => line.Text)).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task What_came_while_deliveries_were_paused_is_read_from_the_conversations()
    {
        const string Lost = """{"id":1,"conversation_message_id":8,"date":1767607100,"from_id":7001,"peer_id":7001,"out":0,"text":"Где ответ?"}""";
        _server.Answer("""{"response":{"count":0,"items":[]}}""").Answer("""{"response":{"server_id":3}}""").Answer("""{"response":1}""")
            .Answer($$"""{"response":{"count":1,"items":[{"conversation":{},"last_message":{{Lost}} }]} }""")
            .Answer($$"""{"response":{"count":1,"items":[{{Lost}}]} }""");
        var sink = new RecordingSink("@1767607000");
        await RunAsync(sink);
        sink.Updates.ShouldHaveSingleItem().Key.ShouldBe("m:7001:8");
        sink.Batches.ShouldHaveSingleItem().Cursor.ShouldBe("@1767607100");
    }

    private VkCallback Create(string? confirmation = null)
    {
        var client = new VkClient(_server.Client, "https://api.vk.com/method", Token, _budget);
        return new VkCallback(
            new ChannelId("vk", "201"), client, new VkClients(), new VkCommunity("201", Token, confirmation, Secret), new Uri("https://bot.example.ru/webhooks/vk/201"), _time,
            new Backoff(_time), _log);
    }

    private static WebhookRequest Request(string body) => new(Encoding.UTF8.GetBytes(body), _ => null);

    private static string Message(int cmid, string text, long date) => $$"""
        {"group_id":201,"type":"message_new","event_id":"e{{cmid}}","v":"5.199","secret":"{{Secret}}","object":{"message":{"id":1,"conversation_message_id":{{cmid}},"date":{{date}},"from_id":7001,"peer_id":7001,"out":0,"text":"{{text}}"} } }
        """;

    private async Task RunAsync(RecordingSink sink)
    {
        using var stop = new CancellationTokenSource();
        var running = Create().RunAsync(sink, stop.Token);
        await await Task.WhenAny(_server.Drained, running);
        await stop.CancelAsync();
        await running;
    }
}
