using System.Text;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using MethodBot.Messengers.Vk;
using MethodBot.Tests.Messengers.Common;

namespace MethodBot.Tests.Messengers.Vk;

public sealed class VkSenderTests : IDisposable
{
    private const string Token = "vk1.a.secretsecretsecret";
    private const string Sent = """{"response":[{"peer_id":7001,"message_id":332,"conversation_message_id":13}]}""";
    private const string Done = """{"response":1}""";

    private readonly VkClients _clients = new();
    private readonly FakeServer _server = new();
    private readonly RecordingLog<VkSender> _log = new();
    private readonly RequestBudget _budget = new(0, TimeProvider.System);

    public void Dispose()
    {
        _server.Dispose();
        _budget.Dispose();
    }

    [Fact]
    public async Task What_is_on_its_way_is_shown_by_its_kind()
    {
        _server.Answer("""{"response":1}""").Answer("""{"error":{"error_code":901,"error_msg":"Can't send messages for users without permission"}}""");
        await Sender().ShowActivityAsync("7001", AttachmentKind.Document, CancellationToken.None);
        _server.Requests[0].Call.ShouldBe("messages.setActivity");
        _server.Requests[0].Form.ShouldBe(new Dictionary<string, string> { ["peer_id"] = "7001", ["type"] = "file", ["v"] = "5.199" }, ignoreOrder: true);
        await Sender().ShowActivityAsync("7001", AttachmentKind.Voice, CancellationToken.None);
    }

    [Fact]
    public async Task A_message_with_buttons_is_exactly_this_request()
    {
        _server.Answer(Sent);
        var message = new OutboundMessage
        {
            Text = [new("Вопрос 3", TextStyle.Bold), new(": есть ли "), new("наставник", TextStyle.Plain, "https://example.org/n"), new("?")],
            Buttons = [
                new("a", "Да, есть", ButtonRole.Choice, 1), new("b", "Нет", ButtonRole.ChosenChoice, 2),
                new("ok", "Готово", ButtonRole.Primary), new("m", "Меню", ButtonRole.Navigation),
            ],
            ReplyTo = "9",
            StandingWords = ["Меню"],
        };
        (await Sender().SendAsync("7001", message, [], 500, CancellationToken.None)).ShouldBe(new SendResult.Delivered("13"));

        var request = _server.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Address.ToString().ShouldBe("https://api.vk.com/method/messages.send");
        request.Authorization.ShouldBe($"Bearer {Token}");
        request.ContentType.ShouldBe("application/x-www-form-urlencoded");
        request.Form.ShouldBe(new Dictionary<string, string>
        {
            ["peer_ids"] = "7001",
            ["random_id"] = "500",
            ["dont_parse_links"] = "1",
            ["disable_mentions"] = "1",
            ["message"] = "Вопрос 3: есть ли наставник (https://example.org/n)?",
            ["keyboard"] = """{"one_time":false,"inline":true,"buttons":[[{"action":{"type":"callback","label":"Да, есть","payload":"{\"d\":\"a\"}"},"color":"secondary"}],[{"action":{"type":"callback","label":"✓ Нет","payload":"{\"d\":\"b\"}"},"color":"primary"}],[{"action":{"type":"callback","label":"Готово","payload":"{\"d\":\"ok\"}"},"color":"positive"}],[{"action":{"type":"callback","label":"Меню","payload":"{\"d\":\"m\"}"},"color":"secondary"}]]}""",
            ["forward"] = """{"peer_id":7001,"conversation_message_ids":[9],"is_reply":true}""",
            ["v"] = "5.199",
        }, ignoreOrder: true);
    }

    [Fact]
    public void Standing_words_become_a_keyboard_where_there_are_no_buttons() =>
        VkRendering.Render(new OutboundMessage { Text = [new("Привет")], StandingWords = ["Меню", "Помощь"] }, 0, VkAbilities.Full)
            .ShouldHaveSingleItem().Keyboard.ShouldBe(
                """{"one_time":false,"inline":false,"buttons":[[{"action":{"type":"text","label":"Меню"},"color":"secondary"},{"action":{"type":"text","label":"Помощь"},"color":"secondary"}]]}""");

    [Fact]
    public void Long_labels_are_listed_in_the_text()
    {
        var part = VkRendering.Render(new OutboundMessage
        {
            Text = [new("В чём нужна помощь?")],
            Buttons = [new("a", "Оценивание предметных результатов обучающихся", ButtonRole.Choice, 1), new("b", "Цифровые инструменты", ButtonRole.Choice, 2)],
        }, 0, VkAbilities.Full).ShouldHaveSingleItem();
        part.Text.ShouldBe("В чём нужна помощь?\n\n1. Оценивание предметных результатов обучающихся\n2. Цифровые инструменты");
        part.Keyboard.ShouldNotBeNull().ShouldContain("\"label\":\"1\"");
    }

    [Fact]
    public async Task Each_part_of_a_long_text_has_a_random_id_of_its_own_the_same_at_every_attempt()
    {
        _server.Answer(Sent).Answer("""{"error":{"error_code":6,"error_msg":"Too many requests per second"}}""").Answer(Sent).Answer(Sent);
        var message = new OutboundMessage
        {
            Text = [new(new string('а', 3000) + "\n\n" + new string('б', 3000))],
            Buttons = [new("ok", "Готово", ButtonRole.Primary)],
        };
        (await Sender().SendAsync("7001", message, [], -2, CancellationToken.None)).ShouldBeOfType<SendResult.Retry>().After.ShouldBe(TimeSpan.FromSeconds(1));
        (await Sender().SendAsync("7001", message, [], -2, CancellationToken.None)).ShouldBeOfType<SendResult.Delivered>().Parts!.Count.ShouldBe(2);
        _server.Requests.Select(r => Part(r, "random_id")).ShouldBe(["-2", "-1", "-2", "-1"]);
        _server.Requests.Select(r => Part(r, "keyboard") is not null).ShouldBe([false, true, false, true]);
        _server.Requests.ShouldAllBe(r => r.ContentType!.StartsWith("multipart/form-data"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 1)]
    [InlineData(int.MaxValue, 1)]
    public void A_random_id_is_never_zero_which_would_switch_dedup_off(int deduplication, int part) =>
        VkRendering.RandomId(deduplication, part).ShouldNotBe(0);

    [Theory]
    [InlineData("""{"response":[{"peer_id":7001,"message_id":0,"conversation_message_id":0,"error":{"code":901,"description":"Can't send messages for users without permission"}}]}""", typeof(SendResult.Unreachable))]
    [InlineData("""{"response":[{"peer_id":7001,"error":"Can't send messages"}]}""", typeof(SendResult.Unreachable))]
    [InlineData("""{"error":{"error_code":901,"error_msg":"Can't send messages for users without permission","request_params":[{"key":"method","value":"messages.send"}]}}""", typeof(SendResult.Unreachable))]
    [InlineData("""{"error":{"error_code":911,"error_msg":"Keyboard format is invalid: button [0][0]"}}""", typeof(SendResult.Rejected))]
    [InlineData("""{"error":{"error_code":5,"error_msg":"User authorization failed: invalid access_token (4)."}}""", typeof(SendResult.Unauthorized))]
    [InlineData("""{"error":{"error_code":14,"error_msg":"Captcha needed","captcha_sid":"1","captcha_img":"x"}}""", typeof(SendResult.Retry))]
    [InlineData("<html>502</html>", typeof(SendResult.Retry))]
    [InlineData("{}", typeof(SendResult.Retry))]
    [InlineData("""{"response":"?"}""", typeof(SendResult.Retry))]
    public async Task A_200_may_carry_a_failure(string body, Type result)
    {
        _server.Answer(body);
        (await Sender().SendAsync("7001", new OutboundMessage { Text = [new("x")] }, [], 1, CancellationToken.None)).ShouldBeOfType(result);
    }

    [Fact]
    public async Task An_answer_to_a_message_that_is_gone_still_arrives()
    {
        _server.Answer("""{"error":{"error_code":921,"error_msg":"Can't forward these messages"}}""").Answer(Sent);
        (await Sender().SendAsync("7001", new OutboundMessage { Text = [new("x")], ReplyTo = "9" }, [], 1, CancellationToken.None)).ShouldBe(new SendResult.Delivered("13"));
        _server.Requests[0].Form.ShouldContainKey("forward");
        _server.Requests[1].Form.ShouldNotContainKey("forward");
    }

    [Fact]
    public void Somebodys_words_are_never_markup()
    {
        var text = VkRendering.Render(new OutboundMessage { Text = [new("[id1|Павел] и @club5, *id7; а [скобки] и user@example.org целы")] }, 0, VkAbilities.Full)[0].Text;
        text.ShouldBe("[\u200Bid1|Павел] и @\u200Bclub5, *\u200Bid7; а [скобки] и user@example.org целы");
    }

    [Fact]
    public async Task What_the_community_has_is_sent_by_its_name_and_uploaded_again_when_VK_has_forgotten_it()
    {
        _server.Answer(Sent)
            .Answer("""{"error":{"error_code":100,"error_msg":"One of the parameters specified was missing or invalid: attachment"}}""")
            .Answer("""{"response":{"upload_url":"https://up.example/photo?k=1","album_id":-3}}""")
            .Answer("""{"server":77,"photo":"[{\"x\":1}]","hash":"h1"}""")
            .Answer("""{"response":[{"id":457,"owner_id":-201,"access_key":"new"}]}""")
            .Answer(Sent);
        using var content = new MemoryStream("photo"u8.ToArray());
        var known = new OpenAttachment(AttachmentKind.Photo, "a.jpg", "image/jpeg", 5, content) { KnownAs = "photo-201_456_ak" };
        var sender = Sender();

        var first = await sender.SendAsync("7001", new OutboundMessage { Text = [new("Материалы")] }, [known], 1, CancellationToken.None);
        _server.Requests.ShouldHaveSingleItem().Form["attachment"].ShouldBe("photo-201_456_ak");
        first.ShouldBeOfType<SendResult.Delivered>().Files.ShouldBe(["photo-201_456_ak"]);

        var second = await sender.SendAsync("7002", new OutboundMessage { Text = [new("Материалы")] }, [known], 2, CancellationToken.None);
        second.ShouldBeOfType<SendResult.Delivered>().Files.ShouldBe(["photo-201_457_new"]);
        _server.Requests[^1].Form["attachment"].ShouldBe("photo-201_457_new");
    }

    [Fact]
    public async Task Many_chats_are_reached_by_one_request_and_each_has_a_result_of_its_own()
    {
        _server.Answer("""
            {"response":[{"peer_id":7001,"message_id":1,"conversation_message_id":5},{"peer_id":7002,"message_id":0,"error":{"code":901,"description":"Can't send messages for users without permission"}}]}
            """);
        var results = await Sender().SendToManyAsync(["7001", "7002", "7003"], new OutboundMessage { Text = [new("Объявление")] }, [], 640, CancellationToken.None);
        _server.Requests.ShouldHaveSingleItem().Form["peer_ids"].ShouldBe("7001,7002,7003");
        results[0].ShouldBe(new SendResult.Delivered("5"));
        results[1].ShouldBeOfType<SendResult.Unreachable>();
        results[2].ShouldBeOfType<SendResult.Retry>().OutcomeUnknown.ShouldBeTrue();
    }

    [Fact]
    public async Task A_request_to_many_that_fails_fails_for_each_and_is_the_same_when_tried_again()
    {
        _server.Answer("""{"error":{"error_code":10,"error_msg":"Internal server error"}}""").Answer("""{"response":[{"peer_id":7001,"message_id":1,"conversation_message_id":5}]}""");
        var sender = Sender();
        (await sender.SendToManyAsync(["7001"], new OutboundMessage { Text = [new("x")] }, [], 640, CancellationToken.None)).ShouldHaveSingleItem().ShouldBeOfType<SendResult.Retry>();
        (await sender.SendToManyAsync(["7001"], new OutboundMessage { Text = [new("x")] }, [], 640, CancellationToken.None)).ShouldHaveSingleItem().ShouldBe(new SendResult.Delivered("5"));
        _server.Requests[0].Form["random_id"].ShouldBe(_server.Requests[1].Form["random_id"]);
    }

    [Fact]
    public async Task Files_are_uploaded_once_and_travel_with_the_text_and_the_buttons()
    {
        _server.Answer("""{"response":{"upload_url":"https://up.example/photo?k=1","album_id":-3}}""")
            .Answer("""{"server":77,"photo":"[{\"x\":1}]","hash":"h1"}""")
            .Answer("""{"response":[{"id":456,"owner_id":-201,"access_key":"ak"}]}""")
            .Answer("""{"response":{"upload_url":"https://up.example/doc"}}""")
            .Answer("""{"response":{"file":"f-token"}}""")
            .Answer("""{"response":{"type":"doc","doc":{"id":9,"owner_id":-201,"title":"План.docx","url":"u"}}}""")
            .Answer("""{"error":{"error_code":10,"error_msg":"Internal server error"}}""")
            .Answer(Sent);
        var sender = Sender();
        var message = new OutboundMessage { Text = [new("Материалы")], Buttons = [new("ok", "Спасибо")] };
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var a = new MemoryStream("photo"u8.ToArray());
            using var b = new MemoryStream("document"u8.ToArray());
            await sender.SendAsync(
                "7001", message,
                [new(AttachmentKind.Photo, "a.jpg", "image/jpeg", 5, a), new(AttachmentKind.Document, "План.docx", null, 8, b)],
                1, CancellationToken.None);
            a.CanRead.ShouldBeTrue("the stream belongs to the caller");
        }

        _server.Requests.Select(r => r.Call).ShouldBe([
            "photos.getMessagesUploadServer", "photo", "photos.saveMessagesPhoto", "docs.getMessagesUploadServer", "doc", "docs.save",
            "messages.send", "messages.send",
        ]);
        _server.Requests[1].Authorization.ShouldBeNull("the token is not for upload servers");
        _server.Requests[1].Body.ShouldContain("name=\"photo\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nphoto");
        _server.Requests[2].Form["server"].ShouldBe("77");
        _server.Requests[2].Form["hash"].ShouldBe("h1");
        _server.Requests[3].Form["type"].ShouldBe("doc");
        _server.Requests[4].Body.ShouldContain("name=\"file\"; filename=\"План.docx\"");
        _server.Requests[5].Form["title"].ShouldBe("План.docx");
        _server.Requests[7].Form["attachment"].ShouldBe("photo-201_456_ak,doc-201_9");
        _server.Requests[7].Form["message"].ShouldBe("Материалы");
        _server.Requests[7].Form.ShouldContainKey("keyboard");
    }

    [Fact]
    public async Task A_voice_goes_as_a_voice()
    {
        _server.Answer("""{"response":{"upload_url":"https://up.example/doc"}}""").Answer("""{"file":"f"}""")
            .Answer("""{"response":{"type":"audio_message","audio_message":{"id":9,"owner_id":7,"access_key":"k"}}}""").Answer(Sent);
        using var voice = new MemoryStream([1]);
        await Sender().SendAsync("7001", new OutboundMessage(), [new(AttachmentKind.Voice, "v.ogg", "audio/ogg", 1, voice)], 1, CancellationToken.None);
        _server.Requests[0].Form["type"].ShouldBe("audio_message");
        _server.Requests[3].Form["attachment"].ShouldBe("doc7_9_k");
    }

    [Fact]
    public void More_than_ten_files_go_in_several_messages()
    {
        var parts = VkRendering.Render(new OutboundMessage { Text = [new("x")], ReplyTo = "4" }, 23, VkAbilities.Full);
        parts.Select(p => p.Attachments.Length).ShouldBe([10, 10, 3]);
        parts.Select(p => p.Text).ShouldBe(["", "", "x"]);
        parts.Select(p => p.ReplyTo).ShouldBe(["4", null, null]);
    }

    [Fact]
    public async Task A_failed_upload_sends_nothing_and_is_no_unknown_outcome()
    {
        _server.Answer("""{"response":{"upload_url":"https://up.example/doc"}}""").Answer("gateway", 502);
        using var file = new MemoryStream([1]);
        (await Sender().SendAsync("7001", new OutboundMessage(), [new(AttachmentKind.Document, "a", null, 1, file)], 1, CancellationToken.None))
            .ShouldBeOfType<SendResult.Retry>().OutcomeUnknown.ShouldBeFalse();
        _server.Requests.ShouldNotContain(r => r.Call == "messages.send");
    }

    [Fact]
    public async Task An_edit_says_all_of_the_message_even_that_it_has_no_buttons()
    {
        _server.Answer(Done);
        (await Sender().EditAsync("7001", "13", new OutboundMessage { Text = [new("Готово")], StandingWords = ["Меню"] }, CancellationToken.None))
            .ShouldBe(new SendResult.Delivered("13"));
        var request = _server.Requests.ShouldHaveSingleItem();
        request.Call.ShouldBe("messages.edit");
        request.Form.ShouldBe(new Dictionary<string, string>
        {
            ["peer_id"] = "7001",
            ["cmid"] = "13",
            ["message"] = "Готово",
            ["keyboard"] = """{"one_time":false,"inline":true,"buttons":[]}""",
            ["keep_forward_messages"] = "1",
            ["dont_parse_links"] = "1",
            ["disable_mentions"] = "1",
            ["v"] = "5.199",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task Taking_buttons_off_keeps_the_text_with_its_list()
    {
        _server.Answer(Done);
        var message = new OutboundMessage { Text = [new("Вопрос")], Buttons = [new("a", new string('х', 40), ButtonRole.Choice, 1), new("b", "Б", ButtonRole.Choice, 2)] };
        await Sender().RemoveButtonsAsync("7001", "13", message, CancellationToken.None);
        _server.Requests[0].Form["message"].ShouldBe($"Вопрос\n\n1. {new string('х', 40)}\n2. Б");
        _server.Requests[0].Form["keyboard"].ShouldContain("\"buttons\":[]");
    }

    [Fact]
    public async Task Taking_buttons_off_a_split_message_rewrites_its_last_part()
    {
        _server.Answer(Done);
        var message = new OutboundMessage { Text = [new(new string('а', 3000) + "\n\n" + new string('б', 2000))], Buttons = [new("ok", "Готово", ButtonRole.Primary)] };
        (await Sender().RemoveButtonsAsync("7001", "13", message, CancellationToken.None)).ShouldBe(new SendResult.Delivered("13"));
        Part(_server.Requests[0], "message").ShouldBe(new string('б', 2000));
    }

    [Fact]
    public async Task An_edit_keeps_the_files_it_knows_of_or_asks_for_them()
    {
        _server.Answer("""{"response":{"count":1,"items":[{"conversation_message_id":13,"peer_id":7001,"from_id":-201,"text":"x","attachments":[{"type":"photo","photo":{"id":456,"owner_id":-201,"access_key":"ak"}}]}]}}""")
            .Answer(Done);
        var message = new OutboundMessage { Text = [new("y")], Attachments = [new OutboundAttachment(1, AttachmentKind.Photo, "a.jpg")] };
        (await Sender().EditAsync("7001", "13", message, CancellationToken.None)).ShouldBe(new SendResult.Delivered("13"));
        _server.Requests[0].Call.ShouldBe("messages.getByConversationMessageId");
        _server.Requests[0].Form["conversation_message_ids"].ShouldBe("13");
        _server.Requests[1].Form["attachment"].ShouldBe("photo-201_456_ak");
    }

    [Fact]
    public async Task A_file_that_would_be_lost_makes_the_message_uneditable()
    {
        _server.Answer("""{"response":{"count":0,"items":[]}}""");
        var message = new OutboundMessage { Text = [new("y")], Attachments = [new OutboundAttachment(1, AttachmentKind.Photo, "a.jpg")] };
        (await Sender().EditAsync("7001", "13", message, CancellationToken.None)).ShouldBeOfType<SendResult.CannotEdit>();
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_too_old_or_too_long_is_sent_anew()
    {
        _server.Answer("""{"error":{"error_code":909,"error_msg":"Can't edit this message, because it's too old"}}""");
        (await Sender().EditAsync("7001", "13", new OutboundMessage { Text = [new("y")] }, CancellationToken.None)).ShouldBeOfType<SendResult.CannotEdit>();
        (await Sender().EditAsync("7001", "13", new OutboundMessage { Text = [new(new string('а', 4097))] }, CancellationToken.None)).ShouldBeOfType<SendResult.CannotEdit>();
        (await Sender().EditAsync("7001", "", new OutboundMessage { Text = [new("y")] }, CancellationToken.None)).ShouldBeOfType<SendResult.CannotEdit>();
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_press_is_answered_with_a_snackbar_or_silently()
    {
        _server.Answer(Done).Answer("""{"error":{"error_code":100,"error_msg":"event_id is too old"}}""");
        await Sender().AcknowledgePressAsync("7001", "7002", "e9d1", new string('а', 100), CancellationToken.None);
        await Sender().AcknowledgePressAsync("7001", "7002", "e9d1", null, CancellationToken.None);
        _server.Requests[0].Call.ShouldBe("messages.sendMessageEventAnswer");
        _server.Requests[0].Form.ShouldBe(new Dictionary<string, string>
        {
            ["event_id"] = "e9d1",
            ["user_id"] = "7002",
            ["peer_id"] = "7001",
            ["event_data"] = $$"""{"type":"show_snackbar","text":"{{new string('а', 89)}}…"}""",
            ["v"] = "5.199",
        }, ignoreOrder: true);
        _server.Requests[1].Form.ShouldNotContainKey("event_data");
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/a")]
    [InlineData("not an address")]
    public async Task Only_addresses_of_the_web_are_downloaded(string reference)
    {
        (await Sender().DownloadAsync(new InboundAttachment(AttachmentKind.Document, reference), CancellationToken.None)).ShouldBeOfType<DownloadResult.Refused>();
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Downloads_bear_no_token()
    {
        _server.Answer("bytes").Answer("gone", 404).Answer("later", 503);
        var file = new InboundAttachment(AttachmentKind.Document, "https://d.example/1");
        var opened = (await Sender().DownloadAsync(file, CancellationToken.None)).ShouldBeOfType<DownloadResult.Opened>();
        await opened.Content.DisposeAsync();
        (await Sender().DownloadAsync(file, CancellationToken.None)).ShouldBeOfType<DownloadResult.Refused>();
        (await Sender().DownloadAsync(file, CancellationToken.None)).ShouldBeOfType<DownloadResult.Retry>();
        _server.Requests.ShouldAllBe(r => r.Authorization == null);
    }

    [Fact]
    public async Task The_token_is_in_no_result_and_no_log()
    {
        _server.RefuseConnection().Break(new HttpRequestException(Token))
            .Answer($$"""{"error":{"error_code":100,"error_msg":"access_token {{Token}} is odd"} }""").Answer(Token, 500)
            .Answer($$"""{"error":{"error_code":100,"error_msg":"{{Token}}"} }""");
        var seen = new StringBuilder();
        for (var i = 0; i < 4; i++)
            seen.Append(await Sender().SendAsync("7001", new OutboundMessage { Text = [new("x")] }, [], 1, CancellationToken.None));
        await Sender().AcknowledgePressAsync("7001", "7001", "e", null, CancellationToken.None);
        _log.Lines.ShouldNotBeEmpty();
        seen.AppendJoin('\n', _log.Lines).ToString().ShouldNotContain("secret");
    }

    private VkSender Sender() => new(
        new ChannelId("vk", "201"), new VkClient(_server.Client, "https://api.vk.com/method", Token, _budget), _clients, 20, _log);

    private static string? Part(SeenRequest request, string name)
    {
        var head = $"name=\"{name}\"\r\n\r\n";
        var start = request.Body.IndexOf(head, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += head.Length;
        return request.Body[start..request.Body.IndexOf("\r\n--", start, StringComparison.Ordinal)];
    }
}
