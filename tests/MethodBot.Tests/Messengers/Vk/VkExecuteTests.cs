using System.Globalization;
using System.Net;
using System.Text.Json;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using MethodBot.Messengers.Vk;
using MethodBot.Tests.Messengers.Common;

namespace MethodBot.Tests.Messengers.Vk;

/// <summary>Several messages in one request of VK.</summary>
public sealed class VkExecuteTests : IDisposable
{
    private readonly VkClients _clients = new();
    private readonly FakeServer _server = new();
    private readonly RecordingLog<VkSender> _log = new();
    private readonly RequestBudget _budget = new(0, TimeProvider.System);

    public void Dispose()
    {
        _server.Dispose();
        _budget.Dispose();
    }

    [Theory]
    [InlineData("Он сказал: \"да\"", "Он сказал: \\\"да\\\"")]
    [InlineData(@"C:\новая папка\", @"C:\\новая папка\\")]
    [InlineData("\\\"});return 1;//", """\\\"});return 1;//""")]
    [InlineData("раз\r\nдва\tтри", @"раз\r\nдва\tтри")]
    [InlineData("a\u2028b\u2029c\u0085d", @"a\u2028b\u2029c\u0085d")]
    [InlineData("a\0b\u001bc\u007f", @"a\u0000b\u001bc\u007f")]
    [InlineData("</script>", @"<\/script>")]
    [InlineData("и/или 👩‍🏫 «ё» '`${x}", "и/или 👩‍🏫 «ё» '`${x}")]
    public void What_a_person_wrote_stays_inside_its_literal(string text, string literal)
    {
        var code = VkExecuteCode.Of("messages.send", [[new("message", text)]]);
        code.ShouldBe($$"""return [API.messages.send({"message":"{{literal}}"})];""");
        JsonSerializer.Deserialize<Dictionary<string, string>>(code["return [API.messages.send(".Length..^")];".Length])!["message"].ShouldBe(text);
    }

    [Fact]
    public async Task Messages_to_several_chats_are_exactly_this_request_and_each_has_a_result_of_its_own()
    {
        _server.Answer(
            """
            {"response":[
                [{"peer_id":7001,"message_id":332,"conversation_message_id":13}],
                false,
                [{"peer_id":7003,"message_id":0,"error":{"code":901,"description":"Can't send messages for users without permission"}}],
                false,
                [{"peer_id":7005,"message_id":333,"conversation_message_id":4}]
            ],"execute_errors":[
                {"method":"messages.send","error_code":9,"error_msg":"Flood control"},
                {"method":"messages.send","error_code":911,"error_msg":"Keyboard format is invalid"}
            ]}
            """);
        var results = await SendAsync(5);

        results[0].ShouldBe(new SendResult.Delivered("13"));
        results[1].ShouldBeOfType<SendResult.Retry>().OutcomeUnknown.ShouldBeFalse();
        results[2].ShouldBeOfType<SendResult.Unreachable>();
        results[3].ShouldBeOfType<SendResult.Rejected>().Reason.ShouldBe("error 911: Keyboard format is invalid");
        results[4].ShouldBe(new SendResult.Delivered("4"));
        var request = _server.Requests.ShouldHaveSingleItem();
        request.Call.ShouldBe("execute");
        request.Form["code"].ShouldBe(
            """
            return [API.messages.send({"peer_ids":"7001","random_id":"64","dont_parse_links":"1","disable_mentions":"1","message":"Завтра, 7001"}),
            API.messages.send({"peer_ids":"7002","random_id":"128","dont_parse_links":"1","disable_mentions":"1","message":"Завтра, 7002"}),
            API.messages.send({"peer_ids":"7003","random_id":"192","dont_parse_links":"1","disable_mentions":"1","message":"Завтра, 7003"}),
            API.messages.send({"peer_ids":"7004","random_id":"256","dont_parse_links":"1","disable_mentions":"1","message":"Завтра, 7004"}),
            API.messages.send({"peer_ids":"7005","random_id":"320","dont_parse_links":"1","disable_mentions":"1","message":"Завтра, 7005"})];
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Twenty_five_is_what_one_request_carries()
    {
        VkLimits.Port.MaxTogether.ShouldBe(25);
        _server.Answer($$"""{"response":[{{string.Join(',', Enumerable.Range(1, 25).Select(Sent))}}]}""");
        (await SendAsync(25)).ShouldAllBe(result => result is SendResult.Delivered);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => SendAsync(26));
    }

    [Theory]
    [InlineData("""{"error":{"error_code":6,"error_msg":"Too many requests per second"}}""", false)]
    [InlineData("""{"error":{"error_code":9,"error_msg":"Flood control"}}""", false)]
    [InlineData("""{"error":{"error_code":10,"error_msg":"Internal server error"}}""", true)]
    [InlineData("""{"response":null}""", true)]
    [InlineData("""{"response":[false]}""", true)]
    [InlineData("<html>", true)]
    public async Task What_befalls_the_request_befalls_each_message(string answer, bool mayHaveArrived)
    {
        _server.Answer(answer);
        (await SendAsync(2)).ShouldAllBe(result => ((SendResult.Retry)result).OutcomeUnknown == mayHaveArrived);
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_is_told_another_ones_error()
    {
        _server.Answer("""{"response":[false,false],"execute_errors":[{"method":"messages.send","error_code":911,"error_msg":"Keyboard format is invalid"}]}""");
        (await SendAsync(2)).ShouldAllBe(result => ((SendResult.Retry)result).OutcomeUnknown);
    }

    [Theory]
    [InlineData("""{"error":{"error_code":12,"error_msg":"Unable to compile code: unexpected token"}}""", 200)]
    [InlineData("""{"error":{"error_code":13,"error_msg":"Runtime error occurred during code invocation: response size is too big"}}""", 200)]
    [InlineData("", 413)]
    public async Task Refused_together_they_are_sent_one_by_one_by_the_same_numbers(string answer, int status)
    {
        _server.Answer(answer, status).Answer(Answer(1)).Answer(Answer(2));
        (await SendAsync(2)).ShouldAllBe(result => result is SendResult.Delivered);
        _server.Requests.Select(request => request.Call).ShouldBe(["execute", "messages.send", "messages.send"]);
        _server.Requests.Skip(1).Select(request => request.Form["random_id"]).ShouldBe(["64", "128"]);
    }

    [Fact]
    public async Task What_becomes_several_messages_or_answers_one_goes_by_itself()
    {
        _server.Answer($$"""{"response":[{{Sent(1)}},{{Sent(3)}}]}""").Answer(Answer(2)).Answer(Answer(2)).Answer(Answer(4));
        var messages = Messages(4);
        messages[1] = messages[1] with { Message = new OutboundMessage { Text = [new(string.Join(' ', Enumerable.Repeat("слово", 1000)))] } };
        messages[3] = messages[3] with { Message = messages[3].Message with { ReplyTo = "9" } };
        (await Sender().SendTogetherAsync(messages, CancellationToken.None)).ShouldAllBe(result => result is SendResult.Delivered);
        _server.Requests.Select(request => request.Call).ShouldBe(["execute", "messages.send", "messages.send", "messages.send"]);
    }

    [Fact]
    public async Task The_token_is_not_told_with_an_error()
    {
        _server.Answer(_ => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent("""{"response":[false,false],"execute_errors":[{"error_code":911,"error_msg":"vk1.a.secretsecretsecret"},{"error_code":911,"error_msg":"b"}]}"""),
        });
        (await SendAsync(2))[0].ShouldBe(new SendResult.Rejected("error 911: ***"));
    }

    private static string Sent(int number) => string.Create(CultureInfo.InvariantCulture, $$"""[{"peer_id":{{7000 + number}},"message_id":1,"conversation_message_id":1}]""");

    private static string Answer(int number) => $$"""{"response":{{Sent(number)}}}""";

    private static List<MessageToChat> Messages(int count) =>
        [.. Enumerable.Range(1, count).Select(number => new MessageToChat($"{7000 + number}", new OutboundMessage { Text = [new($"Завтра, {7000 + number}")] }, number * 64))];

    private Task<IReadOnlyList<SendResult>> SendAsync(int count) => Sender().SendTogetherAsync(Messages(count), CancellationToken.None);

    private VkSender Sender() => new(
        new ChannelId("vk", "201"), new VkClient(_server.Client, "https://api.vk.com/method", "vk1.a.secretsecretsecret", _budget), _clients, 20, _log);
}
