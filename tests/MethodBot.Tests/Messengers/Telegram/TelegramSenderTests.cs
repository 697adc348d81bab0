using System.Net;
using System.Text;
using System.Text.Json;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Telegram;
using MethodBot.Tests.Messengers.Common;

namespace MethodBot.Tests.Messengers.Telegram;

public sealed class TelegramSenderTests : IDisposable
{
    private const string Token = "7000000001:AAHsecretsecretsecretsecretsecretsecr";
    private const string Sent = """{"ok":true,"result":{"message_id":91,"date":1,"chat":{"id":1,"type":"private"}}}""";

    private readonly FakeServer _server = new();
    private readonly RecordingLog<TelegramSender> _log = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task What_is_on_its_way_is_shown_by_its_kind()
    {
        _server.Answer("""{"ok":true,"result":true}""").Answer("""{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}""");
        await Sender().ShowActivityAsync("42", AttachmentKind.Photo, CancellationToken.None);
        _server.Requests[0].Call.ShouldBe("sendChatAction");
        _server.Requests[0].Body.ShouldBe("""{"chat_id":42,"action":"upload_photo"}""");
        await Sender().ShowActivityAsync("42", AttachmentKind.Document, CancellationToken.None);
    }

    [Theory]
    [InlineData(RequestKind.Contact, "request_contact")]
    [InlineData(RequestKind.Location, "request_location")]
    public async Task What_asks_for_something_is_a_keyboard_of_words_with_the_buttons_as_words_beside_it(RequestKind kind, string field)
    {
        _server.Answer(Sent);
        var message = new OutboundMessage
        {
            Text = [new("По какому номеру?")],
            Buttons = [new("1.b", "← Назад", ButtonRole.Navigation), new("1.m", "☰ Меню", ButtonRole.Navigation)],
            Request = new(kind, "Отправить"),
        };
        await Sender().SendAsync("42", message, [], 1, CancellationToken.None);
        JsonDocument.Parse(_server.Requests[0].Body).RootElement.GetProperty("reply_markup").GetRawText().ShouldBe(
            $$"""{"keyboard":[[{"text":"Отправить","{{field}}":true}],[{"text":"Назад"},{"text":"Меню"}]],"resize_keyboard":true,"is_persistent":true}""");
        (await Sender().EditAsync("42", "7", message, CancellationToken.None)).ShouldBeOfType<SendResult.CannotEdit>();
    }

    [Fact]
    public async Task A_message_with_looks_and_buttons_is_exactly_this_request()
    {
        _server.Answer(Sent);
        var message = new OutboundMessage
        {
            Text = [new("Вопрос 3 из 12\n", TextStyle.Bold), new("Есть ли у вас "), new("наставник", TextStyle.Italic, "https://example.org/n"), new("?")],
            Buttons = [new("v1:yes", "Да, есть", ButtonRole.Choice, 1), new("v1:no", "Нет", ButtonRole.ChosenChoice, 2), new("v1:b", "‹ Назад", ButtonRole.Navigation)],
            ReplyTo = "55",
            StandingWords = ["Меню"],
        };

        var result = await Sender().SendAsync("5012345678", message, [], 1, CancellationToken.None);

        result.ShouldBe(new SendResult.Delivered("91"));
        var request = _server.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Address.AbsolutePath.ShouldBe($"/bot{Token}/sendMessage");
        request.ContentType.ShouldBe("application/json");
        request.Body.ShouldBe(
            """{"chat_id":5012345678,"text":"Вопрос 3 из 12\nЕсть ли у вас наставник?","entities":[{"type":"bold","offset":0,"length":15},{"type":"italic","offset":29,"length":9},{"type":"text_link","offset":29,"length":9,"url":"https://example.org/n"}],"link_preview_options":{"is_disabled":true},"reply_parameters":{"message_id":55,"allow_sending_without_reply":true},"reply_markup":{"inline_keyboard":[[{"text":"Да, есть","callback_data":"v1:yes"}],[{"text":"✓ Нет","callback_data":"v1:no"}],[{"text":"‹ Назад","callback_data":"v1:b"}]]}}""");
    }

    [Fact]
    public async Task Standing_words_become_a_reply_keyboard_where_there_are_no_buttons()
    {
        _server.Answer(Sent);
        await Sender().SendAsync("1:77", new OutboundMessage { Text = [new("Привет")], StandingWords = ["Меню", "Помощь"] }, [], 1, CancellationToken.None);
        _server.Requests[0].Body.ShouldBe(
            """{"chat_id":1,"message_thread_id":77,"text":"Привет","link_preview_options":{"is_disabled":true},"reply_markup":{"keyboard":[[{"text":"Меню"},{"text":"Помощь"}]],"resize_keyboard":true,"is_persistent":true}}""");
    }

    [Fact]
    public async Task Long_labels_are_listed_in_the_text()
    {
        _server.Answer(Sent);
        var message = new OutboundMessage
        {
            Text = [new("В чём нужна помощь?")],
            Buttons = [new("a", "Оценивание предметных результатов обучающихся", ButtonRole.Choice, 1), new("b", "Цифровые инструменты", ButtonRole.ChosenChoice, 2)],
        };
        await Sender().SendAsync("1", message, [], 1, CancellationToken.None);
        _server.Requests[0].Body.ShouldContain("В чём нужна помощь?\\n\\n1. Оценивание предметных результатов обучающихся\\n✓ 2. Цифровые инструменты");
        _server.Requests[0].Body.ShouldContain("""[[{"text":"1","callback_data":"a"},{"text":"✓ 2","callback_data":"b"}]]""");
    }

    [Fact]
    public async Task A_long_text_is_split_and_the_last_part_has_the_buttons()
    {
        _server.Answer(Sent).Answer(Sent.Replace("91", "92", StringComparison.Ordinal));
        var message = new OutboundMessage
        {
            Text = [new(string.Join("\n\n", Enumerable.Repeat(new string('а', 1000), 6)))],
            Buttons = [new("ok", "Готово", ButtonRole.Primary)],
            ReplyTo = "5",
        };
        var delivered = (await Sender().SendAsync("1", message, [], 1, CancellationToken.None)).ShouldBeOfType<SendResult.Delivered>();
        delivered.MessageId.ShouldBe("92");
        delivered.Parts!.Count.ShouldBe(2);
        delivered.Parts[^1].ShouldBe("92");
        _server.Requests.Count.ShouldBe(2);
        _server.Requests[0].Body.ShouldContain("reply_parameters");
        _server.Requests[0].Body.ShouldNotContain("reply_markup");
        _server.Requests[1].Body.ShouldNotContain("reply_parameters");
        _server.Requests[1].Body.ShouldContain("reply_markup");
    }

    [Fact]
    public async Task After_a_failure_in_the_middle_the_parts_that_arrived_are_not_sent_again()
    {
        _server.Answer(Sent).Answer("""{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 17","parameters":{"retry_after":17}}""", 429).Answer(Sent);
        var sender = Sender();
        var message = new OutboundMessage { Text = [new(new string('а', 4096) + " " + new string('б', 10))] };
        (await sender.SendAsync("1", message, [], 42, CancellationToken.None))
            .ShouldBe(new SendResult.Retry("Too Many Requests: retry after 17", TimeSpan.FromSeconds(17)));
        (await sender.SendAsync("1", message, [], 42, CancellationToken.None)).ShouldBe(new SendResult.Delivered("91"));
        _server.Requests.Count.ShouldBe(3);
        _server.Requests[2].Body.ShouldContain("бббб");
        _server.Requests[2].Body.ShouldNotContain("аааа");
    }

    [Fact]
    public async Task One_photo_takes_the_text_as_its_caption()
    {
        _server.Answer(Sent);
        var message = new OutboundMessage { Text = [new("Схема ", TextStyle.Bold), new("проезда")], Buttons = [new("ok", "Приду")] };
        using var photo = File(AttachmentKind.Photo, "схема проезда.jpg", "image/jpeg");
        (await Sender().SendAsync("1", message, [photo.Value], 1, CancellationToken.None)).ShouldBeOfType<SendResult.Delivered>();
        var request = _server.Requests.ShouldHaveSingleItem();
        request.Call.ShouldBe("sendPhoto");
        request.ContentType.ShouldNotBeNull().ShouldStartWith("multipart/form-data; boundary=");
        Part(request, "chat_id").ShouldBe("1");
        Part(request, "caption").ShouldBe("Схема проезда");
        Part(request, "caption_entities").ShouldBe("""[{"type":"bold","offset":0,"length":6}]""");
        Part(request, "reply_markup").ShouldBe("""{"inline_keyboard":[[{"text":"Приду","callback_data":"ok"}]]}""");
        request.Body.ShouldContain("Content-Disposition: form-data; name=\"photo\"; filename=\"схема проезда.jpg\"\r\nContent-Type: image/jpeg\r\n\r\ncontent");
        photo.Stream.CanRead.ShouldBeTrue("the stream belongs to the caller");
    }

    [Fact]
    public async Task Several_files_go_as_albums_before_the_text()
    {
        _server.Answer("""{"ok":true,"result":[{"message_id":1},{"message_id":2}]}""").Answer(Sent).Answer(Sent);
        using var a = File(AttachmentKind.Photo, "a.jpg", "image/jpeg");
        using var b = File(AttachmentKind.Photo, "b.jpg", "image/jpeg");
        using var c = File(AttachmentKind.Document, "c.docx", null);
        var message = new OutboundMessage { Text = [new("Материалы")], Buttons = [new("ok", "Спасибо")] };
        await Sender().SendAsync("1", message, [a.Value, b.Value, c.Value], 1, CancellationToken.None);
        _server.Requests.Select(r => r.Call).ShouldBe(["sendMediaGroup", "sendDocument", "sendMessage"]);
        Part(_server.Requests[0], "media").ShouldBe("""[{"type":"photo","media":"attach://file0"},{"type":"photo","media":"attach://file1"}]""");
        _server.Requests[0].Body.ShouldContain("name=\"file1\"; filename=\"b.jpg\"");
        _server.Requests[2].Body.ShouldContain("Спасибо");
    }

    [Fact]
    public async Task A_text_too_long_for_a_caption_follows_the_file()
    {
        _server.Answer(Sent).Answer(Sent);
        using var file = File(AttachmentKind.Document, "c.docx", null);
        await Sender().SendAsync("1", new OutboundMessage { Text = [new(new string('а', 1025))] }, [file.Value], 1, CancellationToken.None);
        _server.Requests.Select(r => r.Call).ShouldBe(["sendDocument", "sendMessage"]);
    }

    [Theory]
    [InlineData(AttachmentKind.Photo, "image/jpeg", 11_000_000, "sendDocument")]
    [InlineData(AttachmentKind.Photo, "image/jpeg", 7, "sendPhoto")]
    [InlineData(AttachmentKind.Voice, "audio/ogg", 7, "sendVoice")]
    [InlineData(AttachmentKind.Voice, "audio/wav", 7, "sendDocument")]
    [InlineData(AttachmentKind.Video, "video/mp4", 7, "sendVideo")]
    public void A_file_goes_as_what_Telegram_will_take_it_for(AttachmentKind kind, string type, long size, string method) =>
        TelegramRendering.Render(new TelegramChat(1, null), new OutboundMessage(), [new OpenAttachment(kind, "f", type, size, Stream.Null)])
            .ShouldHaveSingleItem().ShouldBeOfType<TelegramPart.OneFile>().Method.ShouldBe(method);

    [Fact]
    public async Task A_picture_that_is_no_photo_to_Telegram_goes_as_a_document()
    {
        _server.Answer("""{"ok":false,"error_code":400,"description":"Bad Request: PHOTO_INVALID_DIMENSIONS"}""", 400).Answer(Sent);
        using var photo = File(AttachmentKind.Photo, "long.png", "image/png");
        (await Sender().SendAsync("1", new OutboundMessage(), [photo.Value], 1, CancellationToken.None)).ShouldBeOfType<SendResult.Delivered>();
        _server.Requests.Select(r => r.Call).ShouldBe(["sendPhoto", "sendDocument"]);
        _server.Requests[1].Body.ShouldContain("content");
    }

    [Fact]
    public async Task What_the_bot_has_is_sent_by_its_name_and_uploaded_again_when_Telegram_has_forgotten_it()
    {
        const string Photo = """{"ok":true,"result":{"message_id":91,"chat":{"id":1},"date":1,"photo":[{"file_id":"small","width":9,"height":9},{"file_id":"large","width":90,"height":90}]}}""";
        _server.Answer(Photo).Answer("""{"ok":false,"error_code":400,"description":"Bad Request: wrong file identifier/HTTP URL specified"}""", 400).Answer(Photo);
        using var photo = File(AttachmentKind.Photo, "a.jpg", "image/jpeg");
        var known = photo.Value with { KnownAs = "before" };

        (await Sender().SendAsync("1", new OutboundMessage(), [known], 1, CancellationToken.None)).ShouldBeOfType<SendResult.Delivered>().Files.ShouldBe(["large"]);
        _server.Requests.ShouldHaveSingleItem().Body.ShouldContain("\"photo\":\"before\"");

        (await Sender().SendAsync("1", new OutboundMessage(), [known], 2, CancellationToken.None)).ShouldBeOfType<SendResult.Delivered>();
        _server.Requests.Select(request => request.ContentType!.Split(';')[0]).ShouldBe(["application/json", "application/json", "multipart/form-data"]);
    }

    [Fact]
    public async Task A_photo_that_went_as_a_document_is_not_remembered_as_a_photo()
    {
        _server.Answer("""{"ok":false,"error_code":400,"description":"Bad Request: PHOTO_INVALID_DIMENSIONS"}""", 400)
            .Answer("""{"ok":true,"result":{"message_id":91,"chat":{"id":1},"date":1,"document":{"file_id":"d"}}}""");
        using var photo = File(AttachmentKind.Photo, "long.png", "image/png");
        (await Sender().SendAsync("1", new OutboundMessage(), [photo.Value], 1, CancellationToken.None)).ShouldBeOfType<SendResult.Delivered>().Files.ShouldBeNull();
    }

    [Fact]
    public async Task A_group_that_moved_tells_its_new_address()
    {
        _server.Answer("""{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-100777}}""", 400);
        (await Sender().SendAsync("-5", new OutboundMessage { Text = [new("Привет")] }, [], 1, CancellationToken.None)).ShouldBe(new SendResult.Moved("-100777"));
    }

    [Fact]
    public async Task An_edit_says_all_of_the_message_even_that_it_has_no_buttons()
    {
        _server.Answer("""{"ok":true,"result":true}""");
        (await Sender().EditAsync("1", "58", new OutboundMessage { Text = [new("Готово")] }, CancellationToken.None)).ShouldBe(new SendResult.Delivered("58"));
        _server.Requests[0].Call.ShouldBe("editMessageText");
        _server.Requests[0].Body.ShouldBe(
            """{"chat_id":1,"message_id":58,"text":"Готово","link_preview_options":{"is_disabled":true},"reply_markup":{"inline_keyboard":[]}}""");
    }

    [Fact]
    public async Task A_message_with_a_file_is_edited_by_its_caption()
    {
        _server.Answer("""{"ok":true,"result":true}""");
        var message = new OutboundMessage { Text = [new("Готово")], Attachments = [new OutboundAttachment(1, AttachmentKind.Photo, "a.jpg")] };
        await Sender().EditAsync("1", "58", message, CancellationToken.None);
        _server.Requests[0].Call.ShouldBe("editMessageCaption");
        _server.Requests[0].Body.ShouldBe("""{"chat_id":1,"message_id":58,"caption":"Готово","reply_markup":{"inline_keyboard":[]}}""");
    }

    [Fact]
    public async Task Buttons_are_taken_off_without_touching_the_text()
    {
        _server.Answer("""{"ok":true,"result":true}""");
        await Sender().RemoveButtonsAsync("1", "58", new OutboundMessage { Text = [new("Вопрос")] }, CancellationToken.None);
        _server.Requests[0].Call.ShouldBe("editMessageReplyMarkup");
        _server.Requests[0].Body.ShouldBe("""{"chat_id":1,"message_id":58,"reply_markup":{"inline_keyboard":[]}}""");
    }

    [Fact]
    public async Task A_text_that_no_longer_fits_cannot_be_edited_in()
    {
        var result = await Sender().EditAsync("1", "58", new OutboundMessage { Text = [new(new string('а', 4097))] }, CancellationToken.None);
        result.ShouldBeOfType<SendResult.CannotEdit>();
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_press_is_answered_with_a_notice_of_at_most_200_letters()
    {
        _server.Answer("""{"ok":true,"result":true}""").Answer("""{"ok":false,"error_code":400,"description":"Bad Request: query is too old and response timeout expired or query ID is invalid"}""", 400);
        await Sender().AcknowledgePressAsync("1", "1", "777", new string('а', 300), CancellationToken.None);
        await Sender().AcknowledgePressAsync("1", "1", "777", null, CancellationToken.None);
        _server.Requests[0].Body.ShouldBe($$"""{"callback_query_id":"777","text":"{{new string('а', 199)}}…"}""");
        _server.Requests[1].Body.ShouldBe("""{"callback_query_id":"777"}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("1:x")]
    public async Task An_address_of_another_messenger_is_rejected_without_a_request(string chat)
    {
        (await Sender().SendAsync(chat, new OutboundMessage { Text = [new("x")] }, [], 1, CancellationToken.None)).ShouldBeOfType<SendResult.Rejected>();
        (await Sender().EditAsync(chat, "1", new OutboundMessage { Text = [new("x")] }, CancellationToken.None)).ShouldBeOfType<SendResult.CannotEdit>();
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_message_is_rejected_without_a_request()
    {
        (await Sender().SendAsync("1", new OutboundMessage { Text = [new(" ")] }, [], 1, CancellationToken.None)).ShouldBeOfType<SendResult.Rejected>();
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_is_downloaded_by_the_path_that_getFile_gives()
    {
        _server.Answer("""{"ok":true,"result":{"file_id":"f","file_path":"photos/file_1.jpg"}}""").Answer("bytes");
        var result = await Sender().DownloadAsync(new InboundAttachment(AttachmentKind.Photo, "f"), CancellationToken.None);
        using var reader = new StreamReader(result.ShouldBeOfType<DownloadResult.Opened>().Content);
        (await reader.ReadToEndAsync()).ShouldBe("bytes");
        _server.Requests[0].Body.ShouldBe("""{"file_id":"f"}""");
        _server.Requests[1].Address.AbsolutePath.ShouldBe($"/file/bot{Token}/photos/file_1.jpg");
    }

    [Fact]
    public async Task A_download_that_lies_about_its_length_ends_at_the_limit()
    {
        _server.Answer("""{"ok":true,"result":{"file_id":"f","file_path":"a.bin"}}""")
            .Answer(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) });
        var result = await Sender().DownloadAsync(new InboundAttachment(AttachmentKind.Document, "f"), CancellationToken.None);
        await using var content = result.ShouldBeOfType<DownloadResult.Opened>().Content;
        await Should.ThrowAsync<IOException>(() => content.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task Downloads_that_can_never_succeed_are_refused()
    {
        (await Sender().DownloadAsync(new InboundAttachment(AttachmentKind.Document, "f", Size: 20_971_521), CancellationToken.None))
            .ShouldBeOfType<DownloadResult.Refused>();
        _server.Requests.ShouldBeEmpty();
        _server.Answer("""{"ok":false,"error_code":400,"description":"Bad Request: file is too big"}""", 400);
        (await Sender().DownloadAsync(new InboundAttachment(AttachmentKind.Document, "f"), CancellationToken.None))
            .ShouldBeOfType<DownloadResult.Refused>();
        _server.Answer("""{"ok":false,"error_code":500,"description":"Internal Server Error: restart"}""", 500);
        (await Sender().DownloadAsync(new InboundAttachment(AttachmentKind.Document, "f"), CancellationToken.None))
            .ShouldBeOfType<DownloadResult.Retry>();
        _server.Answer("""{"ok":true,"result":{"file_path":"/var/lib/bot/file"}}""");
        (await Sender().DownloadAsync(new InboundAttachment(AttachmentKind.Document, "f"), CancellationToken.None))
            .ShouldBeOfType<DownloadResult.Refused>();
    }

    [Fact]
    public async Task A_failure_before_the_request_left_is_told_from_one_after()
    {
        _server.RefuseConnection().Break(new TaskCanceledException("time is up", new TimeoutException()));
        var message = new OutboundMessage { Text = [new("x")] };
        (await Sender().SendAsync("1", message, [], 1, CancellationToken.None)).ShouldBe(new SendResult.Retry("network: ConnectionError"));
        (await Sender().SendAsync("1", message, [], 1, CancellationToken.None))
            .ShouldBe(new SendResult.Retry("network: no answer in time", OutcomeUnknown: true));
    }

    [Fact]
    public async Task Cancellation_is_the_only_exception()
    {
        using var stop = new CancellationTokenSource();
        var sending = Sender().SendAsync("1", new OutboundMessage { Text = [new("x")] }, [], 1, stop.Token);
        await Task.WhenAny(_server.Drained, sending);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task The_token_is_in_no_result_and_no_log()
    {
        _server.RefuseConnection()
            .Break(new HttpRequestException($"https://api.telegram.org/bot{Token}/sendMessage failed", new IOException(Token)))
            .Answer($$"""{"ok":false,"error_code":400,"description":"Bad Request: {{Token}} is odd"}""", 400)
            .Answer($"<html>{Token}</html>", 502)
            .Answer($$"""{"ok":false,"error_code":400,"description":"Bad Request: {{Token}}"}""", 400);
        var sender = Sender();
        var seen = new StringBuilder();
        for (var i = 0; i < 4; i++)
            seen.Append(await sender.SendAsync("1", new OutboundMessage { Text = [new("x")] }, [], 1, CancellationToken.None));
        await sender.AcknowledgePressAsync("1", "1", "7", null, CancellationToken.None);
        seen.AppendJoin('\n', _log.Lines);
        _log.Lines.ShouldNotBeEmpty();
        seen.ToString().ShouldNotContain("secret");
    }

    private TelegramSender Sender() => new(
        new ChannelId("telegram", "7000000001"), new TelegramClient(_server.Client, "https://api.telegram.org", Token), 30, 1, _log);

    private static string? Part(SeenRequest request, string name)
    {
        var head = $"name=\"{name}\"\r\n\r\n";
        var start = request.Body.IndexOf(head, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += head.Length;
        return request.Body[start..request.Body.IndexOf("\r\n--", start, StringComparison.Ordinal)];
    }

    private static OpenFile File(AttachmentKind kind, string name, string? type)
    {
        var bytes = Encoding.UTF8.GetBytes("content");
        var stream = new MemoryStream(bytes);
        return new OpenFile(stream, new OpenAttachment(kind, name, type, bytes.Length, stream));
    }

    private sealed record OpenFile(Stream Stream, OpenAttachment Value) : IDisposable
    {
        public void Dispose() => Stream.Dispose();
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => count;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(count);
    }
}
