using System.Net;
using System.Text;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramFilesTests
{
    private static MultipartFormDataContent Upload(string field, byte[] content, string fileName, string? caption = null)
    {
        var parts = new MultipartFormDataContent { { new StringContent($"{TelegramWire.Anna}"), "chat_id" }, { new ByteArrayContent(content), field, fileName } };
        if (caption is not null)
            parts.Add(new StringContent(caption), "caption");
        return parts;
    }

    [Fact]
    public async Task A_persons_photo_comes_in_sizes_and_can_be_downloaded()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var content = Pictures.Jpeg(2000, 1000);
        wire.Emulator.SendFile(TelegramWire.Anna, "урок.jpg", "image/jpeg", content, asPhoto: true, "Мой урок");
        var message = (await wire.UpdatesAsync(new { limit = 1 })).Single().GetProperty("message");
        message.GetProperty("caption").GetString().ShouldBe("Мой урок");
        var sizes = message.GetProperty("photo").EnumerateArray().Select(size => (size.GetProperty("width").GetInt32(), size.GetProperty("height").GetInt32())).ToArray();
        sizes.ShouldBe([(90, 45), (320, 160), (800, 400), (1280, 640), (2000, 1000)]);

        var file = (await wire.CallAsync("getFile", new { file_id = message.GetProperty("photo")[4].GetProperty("file_id").GetString() })).Result;
        file.GetProperty("file_size").GetInt32().ShouldBe(content.Length);
        (await wire.Http.GetByteArrayAsync($"/file/bot{wire.Emulator.Token}/{file.GetProperty("file_path").GetString()}")).ShouldBe(content);
        wire.Emulator.RequestCounts["download"].ShouldBe(1);
    }

    [Theory]
    [InlineData("план.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document")]
    [InlineData("голос.oga", "audio/ogg", "voice")]
    [InlineData("урок.mp4", "video/mp4", "video")]
    public async Task Other_files_come_as_what_they_are(string name, string mime, string kind)
    {
        await using var wire = await TelegramWire.StartedAsync();
        wire.Emulator.SendFile(TelegramWire.Anna, name, mime, [1, 2, 3], asPhoto: false).Files.Single().Kind.ShouldBe(kind);
        var file = (await wire.UpdatesAsync(new { limit = 1 })).Single().GetProperty("message").GetProperty(kind);
        file.GetProperty("mime_type").GetString().ShouldBe(mime);
        file.GetProperty("file_size").GetInt32().ShouldBe(3);
        if (kind == "document")
            file.GetProperty("file_name").GetString().ShouldBe(name);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_read_goes_as_a_document()
    {
        await using var wire = await TelegramWire.StartedAsync();
        wire.Emulator.SendFile(TelegramWire.Anna, "x.heic", "image/heic", [1, 2, 3], asPhoto: true).Files.Single().Kind.ShouldBe("document");
    }

    [Fact]
    public async Task A_file_over_20_megabytes_cannot_be_downloaded()
    {
        await using var wire = await TelegramWire.StartedAsync();
        wire.Emulator.SendFile(TelegramWire.Anna, "big.bin", "application/octet-stream", new byte[(20 << 20) + 1], asPhoto: false);
        var id = (await wire.UpdatesAsync(new { limit = 1 })).Single().GetProperty("message").GetProperty("document").GetProperty("file_id").GetString();
        (await wire.CallAsync("getFile", new { file_id = id })).ShouldRefuse(400, "Bad Request: file is too big");
        (await wire.CallAsync("getFile", new { file_id = "none" })).ShouldRefuse(400, "Bad Request: invalid file_id");
    }

    [Fact]
    public async Task Files_need_the_token()
    {
        await using var wire = await TelegramWire.StartedAsync();
        using var response = await wire.Http.GetAsync("/file/bot1:x/documents/file_1.bin");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var missing = await wire.Http.GetAsync($"/file/bot{wire.Emulator.Token}/documents/file_99");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_document_of_the_bot_is_uploaded_seen_and_sent_again_by_its_id()
    {
        await using var wire = await TelegramWire.StartedAsync();
        using var upload = Upload("document", [1, 2, 3, 4], "report.xlsx", "Отчёт");
        var sent = (await wire.PostAsync("sendDocument", upload)).Result;
        sent.GetProperty("document").GetProperty("file_name").GetString().ShouldBe("report.xlsx");
        var seen = wire.Emulator.Messages(TelegramWire.Anna)[^1];
        seen.Text.ShouldBe("Отчёт");
        wire.Emulator.ReadFile(seen.Files.Single().FileId)!.Value.Content.ShouldBe([1, 2, 3, 4]);

        var id = sent.GetProperty("document").GetProperty("file_id").GetString();
        (await wire.CallAsync("sendDocument", new { chat_id = TelegramWire.Anna, document = id })).Status.ShouldBe(200);
        (await wire.CallAsync("sendPhoto", new { chat_id = TelegramWire.Anna, photo = id })).ShouldRefuse(400, "Bad Request: can't use file of type Document as Photo");
        (await wire.CallAsync("sendDocument", new { chat_id = TelegramWire.Anna, document = "none" })).ShouldRefuse(400, "Bad Request: wrong file identifier/HTTP URL specified");
        (await wire.CallAsync("editMessageCaption", new { chat_id = TelegramWire.Anna, message_id = sent.GetProperty("message_id").GetInt32(), caption = "Отчёт 2" }))
            .Result.GetProperty("caption").GetString().ShouldBe("Отчёт 2");
        (await wire.CallAsync("editMessageText", new { chat_id = TelegramWire.Anna, message_id = sent.GetProperty("message_id").GetInt32(), text = "x" }))
            .ShouldRefuse(400, "Bad Request: there is no text in the message to edit");
    }

    [Fact]
    public async Task Photos_are_checked()
    {
        await using var wire = await TelegramWire.StartedAsync();
        using var good = Upload("photo", Pictures.Png(640, 480), "a.png");
        (await wire.PostAsync("sendPhoto", good)).Result.GetProperty("photo").EnumerateArray().Last().GetProperty("width").GetInt32().ShouldBe(640);
        using var nothing = Upload("photo", [1, 2, 3], "a.png");
        (await wire.PostAsync("sendPhoto", nothing)).ShouldRefuse(400, "Bad Request: IMAGE_PROCESS_FAILED");
        using var strip = Upload("photo", Pictures.Png(2100, 100), "a.png");
        (await wire.PostAsync("sendPhoto", strip)).ShouldRefuse(400, "Bad Request: PHOTO_INVALID_DIMENSIONS");
        using var wordy = Upload("photo", Pictures.Png(640, 480), "a.png", new string('я', 1025));
        (await wire.PostAsync("sendPhoto", wordy)).ShouldRefuse(400, "Bad Request: message caption is too long");
    }

    [Theory]
    [InlineData("form-data; name=\"document\"; filename=\"отчёт.pdf\"", "отчёт.pdf")]
    [InlineData("form-data;name=document;filename=отчёт.pdf", "отчёт.pdf")]
    [InlineData("form-data; name=\"document\"; filename=\"а \\\"б\\\".pdf\"", "а \"б\".pdf")]
    [InlineData("form-data; name=\"document\"; filename=\"x\"; filename*=UTF-8''%D0%B0.pdf", "а.pdf")]
    public async Task Names_of_files_are_read_as_clients_write_them(string disposition, string name)
    {
        await using var wire = await TelegramWire.StartedAsync();
        using var parts = new ByteArrayContent(Encoding.UTF8.GetBytes(
            $"--b\r\nContent-Disposition: form-data; name=chat_id\r\n\r\n{TelegramWire.Anna}\r\n--b\r\nContent-Disposition: {disposition}\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n"));
        parts.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        (await wire.PostAsync("sendDocument", parts)).Result.GetProperty("document").GetProperty("file_name").GetString().ShouldBe(name);
        using var broken = new ByteArrayContent("--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"u8.ToArray());
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        (await wire.PostAsync("sendDocument", broken)).ShouldRefuse(400, "Bad Request: can't parse the request body: a part has no name");
    }

    [Fact]
    public async Task An_album_arrives_as_messages_with_one_id()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var photo = new EmulatedUpload("a.png", "image/png", Pictures.Png(100, 100));
        wire.Emulator.SendAlbum(TelegramWire.Anna, [photo, photo, photo], "Фото с урока");
        var messages = (await wire.UpdatesAsync(new { limit = 5 })).Select(update => update.GetProperty("message")).ToArray();
        messages.Select(message => message.GetProperty("media_group_id").GetString()).Distinct().ShouldHaveSingleItem();
        messages.Length.ShouldBe(3);
        messages[0].GetProperty("caption").GetString().ShouldBe("Фото с урока");
    }

    [Fact]
    public async Task The_bot_sends_an_album()
    {
        await using var wire = await TelegramWire.StartedAsync();
        using var parts = new MultipartFormDataContent
        {
            { new StringContent($"{TelegramWire.Anna}"), "chat_id" },
            { new StringContent("""[{"type":"photo","media":"attach://one","caption":"Раз"},{"type":"photo","media":"attach://two"}]"""), "media" },
            { new ByteArrayContent(Pictures.Png(10, 10)), "one", "1.png" },
            { new ByteArrayContent(Pictures.Png(20, 20)), "two", "2.png" },
        };
        var sent = (await wire.PostAsync("sendMediaGroup", parts)).Result;
        sent.GetArrayLength().ShouldBe(2);
        wire.Emulator.Messages(TelegramWire.Anna).Count(message => message.FromBot).ShouldBe(2);
        wire.Emulator.Violations.ShouldBeEmpty();
    }
}
