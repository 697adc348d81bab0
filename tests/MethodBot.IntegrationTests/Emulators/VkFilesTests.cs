using System.Text;
using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class VkFilesTests
{
    private static async Task<VkWire> StartedAsync()
    {
        var wire = await VkWire.StartAsync();
        wire.Emulator.Start(VkWire.Anna);
        await wire.TakeAsync();
        return wire;
    }

    private static async Task<JsonElement> UploadAsync(VkWire wire, string url, string field, byte[] content, string fileName)
    {
        using var parts = new MultipartFormDataContent { { new ByteArrayContent(content), field, fileName } };
        using var response = await wire.Http.PostAsync(url, parts);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    [Fact]
    public async Task A_photo_is_uploaded_saved_and_sent()
    {
        await using var wire = await StartedAsync();
        var content = Pictures.Png(640, 480);
        var url = (await wire.CallAsync("photos.getMessagesUploadServer", new { peer_id = VkWire.Anna })).Response().GetProperty("upload_url").GetString()!;
        var uploaded = await UploadAsync(wire, url, "photo", content, "a.png");
        uploaded.TryGetProperty("response", out _).ShouldBeFalse();
        var photo = (await wire.CallAsync("photos.saveMessagesPhoto", new
        {
            photo = uploaded.GetProperty("photo").GetString()!,
            server = uploaded.GetProperty("server").GetInt32(),
            hash = uploaded.GetProperty("hash").GetString()!,
        })).Response()[0];
        var attachment = $"photo{photo.GetProperty("owner_id").GetInt64()}_{photo.GetProperty("id").GetInt32()}_{photo.GetProperty("access_key").GetString()}";
        (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, attachment, random_id = 1 })).Response();
        var file = wire.Emulator.Messages(VkWire.Anna)[^1].Files.Single();
        file.Kind.ShouldBe("photo");
        wire.Emulator.ReadFile(file.FileId)!.Value.Content.ShouldBe(content);
    }

    [Fact]
    public async Task A_picture_that_is_none_is_uploaded_as_nothing()
    {
        await using var wire = await StartedAsync();
        var url = (await wire.CallAsync("photos.getMessagesUploadServer")).Response().GetProperty("upload_url").GetString()!;
        var uploaded = await UploadAsync(wire, url, "photo", [1, 2, 3], "a.png");
        uploaded.GetProperty("photo").GetString().ShouldBe("[]");
        (await wire.CallAsync("photos.saveMessagesPhoto", new { photo = "[]", server = 1, hash = "sandbox" })).ErrorCode().ShouldBe(100);
    }

    [Fact]
    public async Task A_document_is_uploaded_saved_and_sent()
    {
        await using var wire = await StartedAsync();
        var url = (await wire.CallAsync("docs.getMessagesUploadServer", new { type = "doc", peer_id = VkWire.Anna })).Response().GetProperty("upload_url").GetString()!;
        var uploaded = await UploadAsync(wire, url, "file", Encoding.UTF8.GetBytes("отчёт"), "report.csv");
        var saved = (await wire.CallAsync("docs.save", new { file = uploaded.GetProperty("file").GetString()!, title = "Отчёт" })).Response();
        saved.GetProperty("type").GetString().ShouldBe("doc");
        var doc = saved.GetProperty("doc");
        doc.GetProperty("title").GetString().ShouldBe("Отчёт.csv");
        doc.GetProperty("ext").GetString().ShouldBe("csv");
        (await wire.Http.GetStringAsync(doc.GetProperty("url").GetString()!)).ShouldBe("отчёт");
        var attachment = $"doc{doc.GetProperty("owner_id").GetInt64()}_{doc.GetProperty("id").GetInt32()}";
        (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "вот", attachment, random_id = 1 })).Response();
        wire.Emulator.Messages(VkWire.Anna)[^1].Files.Single().FileName.ShouldBe("Отчёт.csv");
        // A ticket of an upload is good once.
        (await wire.CallAsync("docs.save", new { file = uploaded.GetProperty("file").GetString()! })).ErrorCode().ShouldBe(100);
    }

    [Theory]
    [InlineData("photo-201_1")]
    [InlineData("нечто")]
    public async Task An_attachment_that_is_not_there_is_refused(string attachment)
    {
        await using var wire = await StartedAsync();
        (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "x", attachment, random_id = 1 })).ErrorCode().ShouldBe(100);
    }

    [Fact]
    public async Task More_than_ten_attachments_are_refused()
    {
        await using var wire = await StartedAsync();
        var attachment = string.Join(',', Enumerable.Range(1, 11).Select(i => $"photo-201_{i}"));
        (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "x", attachment, random_id = 1 })).ErrorText().ShouldContain("10");
    }

    [Fact]
    public async Task A_persons_photo_comes_in_sizes_that_can_be_downloaded()
    {
        await using var wire = await StartedAsync();
        var content = Pictures.Jpeg(1000, 500);
        wire.Emulator.SendFile(VkWire.Anna, "урок.jpg", "image/jpeg", content, asPhoto: true, "Мой урок");
        var message = (await wire.TakeAsync()).Single().GetProperty("object").GetProperty("message");
        message.GetProperty("text").GetString().ShouldBe("Мой урок");
        var photo = message.GetProperty("attachments")[0].GetProperty("photo");
        photo.GetProperty("owner_id").GetInt64().ShouldBe(VkWire.Anna);
        var sizes = photo.GetProperty("sizes").EnumerateArray().ToArray();
        sizes.Select(size => (size.GetProperty("type").GetString(), size.GetProperty("width").GetInt32())).ShouldBe([("s", 75), ("m", 130), ("x", 604), ("y", 807), ("z", 1000)]);
        (await wire.Http.GetByteArrayAsync(sizes[^1].GetProperty("url").GetString()!)).ShouldBe(content);
    }

    [Theory]
    [InlineData("план.pdf", "application/pdf", "doc")]
    [InlineData("голос.oga", "audio/ogg", "audio_message")]
    [InlineData("урок.mp4", "video/mp4", "video")]
    public async Task Other_files_come_as_what_they_are(string name, string mime, string type)
    {
        await using var wire = await StartedAsync();
        wire.Emulator.SendFile(VkWire.Anna, name, mime, [1, 2, 3], asPhoto: false);
        var attachment = (await wire.TakeAsync()).Single().GetProperty("object").GetProperty("message").GetProperty("attachments")[0];
        attachment.GetProperty("type").GetString().ShouldBe(type);
        attachment.TryGetProperty(type, out var file).ShouldBeTrue();
        if (type == "doc")
            (await wire.Http.GetByteArrayAsync(file.GetProperty("url").GetString()!)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task An_album_is_one_message_with_several_photos()
    {
        await using var wire = await StartedAsync();
        var photo = new EmulatedUpload("a.png", "image/png", Pictures.Png(10, 10));
        wire.Emulator.SendAlbum(VkWire.Anna, [photo, photo], "Два");
        (await wire.TakeAsync()).Single().GetProperty("object").GetProperty("message").GetProperty("attachments").GetArrayLength().ShouldBe(2);
    }
}
