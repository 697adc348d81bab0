using MethodBot.BrowserTests.Bots;
using MethodBot.BrowserTests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MethodBot.BrowserTests;

[Collection(InBrowser.Name)]
public sealed class FileTests(Browser browser)
{
    // A picture of one pixel.
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_document_reaches_the_bot_byte_for_byte()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        var content = Enumerable.Range(0, 100_000).Select(number => (byte)(number * 7)).ToArray();
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);

        await visit.Telegram.SendFilesAsync("Наш план", new FilePayload { Name = "План работы.pdf", MimeType = "application/pdf", Buffer = content });

        await visit.Telegram.SeesAsync("Вы написали: Наш план");
        sandbox.TelegramBot.Received["План работы.pdf"].ShouldBe(content);
        await Expect(visit.Telegram.Root.Locator(".own .file")).ToContainTextAsync("План работы.pdf");
        await Expect(visit.Telegram.Root.Locator(".own .file")).ToContainTextAsync("98 КБ");
    }

    [Fact]
    public async Task A_document_of_the_bot_is_downloaded_under_its_name()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        byte[] content = [.. "<script>alert(1)</script>"u8];
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);
        await sandbox.TelegramBot.SendDocumentAsync(Sandbox.Maria.Id, "Положение о фестивале.html", content);

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Telegram.Root.Locator(".theirs .file").ClickAsync());

        download.SuggestedFilename.ShouldBe("Положение о фестивале.html");
        (await File.ReadAllBytesAsync(await download.PathAsync())).ShouldBe(content);
    }

    [Fact]
    public async Task A_photo_is_shown_and_opens_large()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);

        await visit.Telegram.SendFilesAsync(null, new FilePayload { Name = "Лист.png", MimeType = "image/png", Buffer = Picture });
        var photo = visit.Telegram.Root.Locator(".own .picture");
        await Expect(photo).ToBeVisibleAsync();
        (await photo.Locator("img").EvaluateAsync<int>("async image => { await image.decode(); return image.naturalWidth; }")).ShouldBe(1);
        await photo.ClickAsync();

        var viewer = visit.Page.Locator("dialog.viewer");
        await Expect(viewer).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(viewer).ToHaveCountAsync(0);
        await Expect(photo).ToBeFocusedAsync();
        sandbox.TelegramBot.Received["photo"].ShouldBe(Picture);
    }

    [Fact]
    public async Task Several_photos_go_as_an_album()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);

        await visit.Vk.SendFilesAsync(
            "Два листа",
            new FilePayload { Name = "Первый.png", MimeType = "image/png", Buffer = Picture },
            new FilePayload { Name = "Второй.png", MimeType = "image/png", Buffer = Picture });

        await Expect(visit.Vk.Root.Locator(".own .picture")).ToHaveCountAsync(2);
        sandbox.Vk.Messages(Sandbox.Elena.Id)[0].Files.Select(file => file.Kind).ShouldBe(["photo", "photo"]);
    }

    [Fact]
    public async Task A_photo_can_be_sent_as_a_file()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Vk.Root.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "Лист.png", MimeType = "image/png", Buffer = Picture });
        var dialog = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Отправка файлов" });
        await dialog.GetByRole(AriaRole.Checkbox).UncheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Отправить", Exact = true }).ClickAsync();

        await Expect(visit.Vk.Root.Locator(".own .file")).ToContainTextAsync("Лист.png");
    }

    [Theory]
    [InlineData("Ответ.ogg", "video/ogg", "voice", "Голосовое сообщение")]
    [InlineData("Урок.mp4", "", "video", "Видео")]
    public async Task A_recording_is_what_its_name_says_whatever_the_browser_calls_it(string name, string type, string kind, string shown)
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);

        await visit.Vk.SendFilesAsync(null, new FilePayload { Name = name, MimeType = type, Buffer = [1, 2, 3] });

        await Expect(visit.Vk.Root.Locator(".own .file")).ToContainTextAsync(shown);
        sandbox.Vk.Messages(Sandbox.Elena.Id)[0].Files.Single().Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task A_place_from_the_attach_menu_is_shown_and_reaches_the_messenger()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);

        foreach (var phone in new[] { visit.Telegram, visit.Vk })
        {
            await phone.Button("Прикрепить").ClickAsync();
            await phone.MenuItem("Место").ClickAsync();
            await Expect(phone.Root.Locator(".own .file")).ToContainTextAsync("Методический центр");
            await Expect(phone.Root.Locator(".own .file")).ToContainTextAsync("Школьная улица, 5");
        }

        await visit.ShootAsync("place");
        foreach (var messages in new[] { sandbox.Telegram.Messages(Sandbox.Maria.Id), sandbox.Vk.Messages(Sandbox.Elena.Id) })
            messages.Single(message => message.Location is not null).Location!.Title.ShouldBe("Методический центр");
    }

    [Fact]
    public async Task A_file_dropped_on_the_phone_is_offered_for_sending()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        var dropped = await visit.Page.EvaluateHandleAsync(
            "() => { const data = new DataTransfer(); data.items.add(new File(['содержание'], 'Заметки.txt', { type: 'text/plain' })); return data; }");

        await visit.Vk.Root.Locator(".screen").DispatchEventAsync("drop", new Dictionary<string, object> { ["dataTransfer"] = dropped });

        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Отправка файлов" })).ToContainTextAsync("Заметки.txt");
    }

    [Fact]
    public async Task A_pasted_picture_is_offered_for_sending()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);

        await visit.Vk.Field.EvaluateAsync(
            """
            field => {
              const clipboardData = new DataTransfer();
              clipboardData.items.add(new File(['?'], 'Снимок.png', { type: 'image/png' }));
              field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            }
            """);

        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Отправка файлов" })).ToContainTextAsync("1 фотография");
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_in_words()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);

        // Made in the page: to carry so much there through the driver takes long.
        var dropped = await visit.Page.EvaluateHandleAsync(
            "() => { const data = new DataTransfer(); data.items.add(new File([new Uint8Array(20 * 1024 * 1024 + 1)], 'Урок.mp4', { type: 'video/mp4' })); return data; }");

        await visit.Vk.Root.Locator(".screen").DispatchEventAsync("drop", new Dictionary<string, object> { ["dataTransfer"] = dropped });

        await Expect(visit.Vk.Toast).ToContainTextAsync("больше 20 МБ");
    }
}
