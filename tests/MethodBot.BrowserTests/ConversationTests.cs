using System.Text.RegularExpressions;
using MethodBot.BrowserTests.Bots;
using MethodBot.BrowserTests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MethodBot.BrowserTests;

[Collection(InBrowser.Name)]
public sealed class ConversationTests(Browser browser)
{
    [Fact]
    public async Task A_teacher_in_Telegram_starts_the_bot_and_a_press_brings_its_notice()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);

        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);
        await Expect(visit.Telegram.Message("/start").GetByRole(AriaRole.Img, new() { Name = "получено ботом" })).ToBeVisibleAsync();
        await visit.Telegram.PressAsync("до трёх");

        await Expect(visit.Telegram.Toast).ToHaveTextAsync(TelegramScriptedBot.Notice);
        await visit.ShootAsync("telegram-notice");
    }

    [Fact]
    public async Task A_teacher_in_VK_starts_the_bot_and_a_press_brings_its_snackbar()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);

        await visit.Vk.StartAsync();
        await visit.Vk.SeesAsync(VkScriptedBot.Question);
        await visit.Vk.PressAsync("Отправить");

        await Expect(visit.Vk.Toast).ToHaveTextAsync(VkScriptedBot.Notice);
        await visit.ShootAsync("vk-snackbar");
    }

    [Fact]
    public async Task A_pressed_button_spins_until_the_bot_answers()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        sandbox.TelegramBot.HoldPresses();
        await visit.Telegram.StartAsync();
        await visit.Telegram.PressAsync("до трёх");

        await Expect(visit.Telegram.Choice("до трёх")).ToHaveAttributeAsync("aria-busy", "true");
        await Expect(visit.Telegram.Choice("3–10")).Not.ToHaveAttributeAsync("aria-busy", "true");
        sandbox.TelegramBot.AnswerPresses();

        await Expect(visit.Telegram.Choice("до трёх")).Not.ToHaveAttributeAsync("aria-busy", "true");
    }

    [Fact]
    public async Task An_edit_changes_the_message_in_its_place()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);
        var before = await visit.Telegram.Messages.CountAsync();

        await visit.Telegram.PressAsync("3–10");

        await visit.Telegram.SeesAsync("Отмечено.");
        await Expect(visit.Telegram.Choice("✅ 3–10")).ToBeVisibleAsync();
        await Expect(visit.Telegram.Message("Отмечено.")).ToContainTextAsync("изменено");
        await Expect(visit.Telegram.Messages).ToHaveCountAsync(before);
    }

    [Fact]
    public async Task Reload_keeps_the_history_and_the_chosen_people()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.GiveToAsync("Сергей Волков");
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);
        await visit.Telegram.SayAsync("Первая строка\nВторая строка");
        await visit.Telegram.SeesAsync("Вы написали: Первая строка");
        var before = await visit.Telegram.Messages.AllInnerTextsAsync();

        await visit.Page.ReloadAsync();

        await Expect(visit.Telegram.Root.Locator(".chooser")).ToContainTextAsync("Сергей Волков");
        await visit.Telegram.SeesAsync("Вы написали: Первая строка");
        (await visit.Telegram.Messages.AllInnerTextsAsync()).ShouldBe(before);
        await Expect(visit.Telegram.Root.Locator(".day")).ToHaveTextAsync("Сегодня");
    }

    [Fact]
    public async Task What_comes_for_somebody_else_is_counted_until_that_person_looks()
    {
        await using var sandbox = await Sandbox.StartAsync();
        sandbox.Telegram.Start(Sandbox.Sergey.Id);
        await using var visit = await browser.OpenAsync(sandbox.Address);
        var badge = visit.Telegram.Root.Locator(".chooser .badge");
        await Expect(badge).ToHaveTextAsync("2 новых");

        await sandbox.TelegramBot.SayAsync(Sandbox.Sergey.Id, "Семинар перенесён на 15:00");
        await Expect(badge).ToHaveTextAsync("3 новых");
        await Expect(visit.Page).ToHaveTitleAsync(new Regex(@"^\(3\) "));

        await visit.Telegram.GiveToAsync("Сергей Волков");
        await visit.Telegram.SeesAsync("Семинар перенесён");
        await Expect(badge).ToHaveCountAsync(0);
        await visit.Telegram.GiveToAsync("Мария Кузнецова");
        await Expect(badge).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_reply_carries_the_message_it_answers()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);

        await visit.Telegram.FromMessageMenuAsync(TelegramScriptedBot.Question, "Ответить");
        await Expect(visit.Telegram.Root.Locator(".preview")).ToContainTextAsync(TelegramScriptedBot.Question);
        await visit.Telegram.SayAsync("Двенадцать");

        await visit.Telegram.SeesAsync($"Вы ответили на «{TelegramScriptedBot.Question}»: Двенадцать");
        await Expect(visit.Telegram.Root.Locator(".own .quote")).ToContainTextAsync(TelegramScriptedBot.Question);
        await Expect(visit.Telegram.Root.Locator(".preview")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_person_corrects_an_own_message()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.SayAsync("Приду в среду");
        await visit.Telegram.SeesAsync("Вы написали: Приду в среду");

        await visit.Telegram.Root.Locator(".own", new() { HasText = "Приду в среду" }).Locator(".bubble").ClickAsync(new() { Button = MouseButton.Right });
        await visit.Telegram.MenuItem("Изменить").ClickAsync();
        await Expect(visit.Telegram.Field).ToHaveValueAsync("Приду в среду");
        await visit.Telegram.SayAsync("Приду в четверг");

        await Expect(visit.Telegram.Root.Locator(".own", new() { HasText = "Приду в четверг" })).ToContainTextAsync("изменено");
        sandbox.Telegram.Messages(Sandbox.Maria.Id).ShouldContain(message => message.Text == "Приду в четверг" && message.Edited);
    }

    [Fact]
    public async Task A_word_of_the_standing_keyboard_is_sent_as_a_message()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();

        await visit.Telegram.StandingKey("Мои записи").ClickAsync();

        await visit.Telegram.SeesAsync("Вы написали: Мои записи");
    }

    [Fact]
    public async Task A_link_to_the_bot_opens_in_the_phone_with_its_payload()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.Root.GetByRole(AriaRole.Link, new() { Name = "https://t.me/metodist?start=colleague" }).ClickAsync();
        await visit.Telegram.SeesAsync("Вы пришли по ссылке: colleague");

        await visit.Telegram.FromChatMenuAsync("Открыть по ссылке…");
        await visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Ссылка" }).FillAsync("https://t.me/metodist?start=event-12");
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Telegram.SeesAsync("Вы пришли по ссылке: event-12");
        visit.Page.Context.Pages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_command_in_a_message_of_Telegram_can_be_pressed()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();

        await visit.Telegram.Button("/help").ClickAsync();

        await visit.Telegram.SeesAsync("Вы написали: /help");
    }

    [Fact]
    public async Task Blocking_closes_the_field_and_unblocking_opens_it()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);

        await visit.Telegram.FromChatMenuAsync("Заблокировать бота");
        await Expect(visit.Telegram.Field).ToBeHiddenAsync();
        sandbox.Telegram.IsBlocked(Sandbox.Maria.Id).ShouldBeTrue();

        await visit.Telegram.Button("Разблокировать").ClickAsync();
        await Expect(visit.Telegram.Field).ToBeVisibleAsync();
        sandbox.Telegram.IsBlocked(Sandbox.Maria.Id).ShouldBeFalse();
    }

    [Fact]
    public async Task A_denial_in_VK_is_lifted_by_writing_again()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Vk.StartAsync();
        await visit.Vk.SeesAsync(VkScriptedBot.Question);

        await visit.Vk.FromChatMenuAsync("Запретить сообщения");
        await Expect(visit.Vk.Button("Разрешить сообщения")).ToBeVisibleAsync();
        sandbox.Vk.IsBlocked(Sandbox.Elena.Id).ShouldBeTrue();
        await visit.Vk.SayAsync("Я передумала");

        await visit.Vk.SeesAsync("Вы написали: Я передумала");
        await Expect(visit.Vk.Button("Разрешить сообщения")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Text_that_looks_like_HTML_stays_text()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.SayAsync("<img src=x onerror=\"document.title='взломано'\"><b>жирно</b>");

        await visit.Telegram.SeesAsync("Вы написали: <img src=x onerror");
        await Expect(visit.Telegram.Root.Locator(".text img, .own .text b")).ToHaveCountAsync(0);
        (await visit.Page.TitleAsync()).ShouldNotContain("взломано");
    }

    [Fact]
    public async Task Who_reads_further_up_is_not_dragged_down_by_a_new_message()
    {
        await using var sandbox = await Sandbox.StartAsync();
        sandbox.Telegram.Start(Sandbox.Maria.Id);
        for (var number = 1; number <= 30; number++)
            await sandbox.TelegramBot.SayAsync(Sandbox.Maria.Id, $"Объявление № {number}");
        await using var visit = await browser.OpenAsync(sandbox.Address);
        var log = visit.Telegram.Root.GetByRole(AriaRole.Log);
        await Expect(visit.Telegram.Message("Объявление № 30")).ToBeInViewportAsync();

        await log.EvaluateAsync("log => log.scrollTo(0, log.scrollHeight / 3)");
        var down = visit.Telegram.Root.Locator(".down");
        await Expect(down).ToBeVisibleAsync();
        await sandbox.TelegramBot.SayAsync(Sandbox.Maria.Id, "Свежее объявление");
        await Expect(down).ToContainTextAsync("1");
        await Expect(visit.Telegram.Message("Свежее объявление")).Not.ToBeInViewportAsync();

        await down.ClickAsync();
        await Expect(visit.Telegram.Message("Свежее объявление")).ToBeInViewportAsync();
        await Expect(down).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Earlier_messages_come_when_scrolled_to()
    {
        await using var sandbox = await Sandbox.StartAsync();
        for (var number = 1; number <= 150; number++)
            sandbox.Vk.SendText(Sandbox.Elena.Id, $"Сообщение № {number}.");
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await Expect(visit.Vk.Messages.Filter(new() { HasText = "Сообщение № 150." }).First).ToBeVisibleAsync();
        await Expect(visit.Vk.Messages.Filter(new() { HasText = "Сообщение № 1." })).ToHaveCountAsync(0);

        // How many pages lie above depends on how many replies the bot had sent when the page opened: a person scrolls until they are there.
        var log = visit.Vk.Root.GetByRole(AriaRole.Log);
        var first = visit.Vk.Messages.Filter(new() { HasText = "Сообщение № 1." });
        for (var pages = 0; pages < 4 && await first.CountAsync() == 0; pages++)
        {
            var shown = await visit.Vk.Messages.CountAsync();
            await log.EvaluateAsync("log => log.scrollTo(0, 0)");
            await Expect(visit.Vk.Messages.Nth(shown)).ToBeAttachedAsync();
        }

        await Expect(first.First).ToBeAttachedAsync();
    }

    [Fact]
    public async Task A_typing_bot_is_seen_typing()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);

        await sandbox.TelegramBot.TypeAsync(Sandbox.Maria.Id);

        await Expect(visit.Telegram.Root.Locator(".status")).ToHaveTextAsync("печатает…");
    }

    [Fact]
    public async Task The_page_recovers_when_the_program_comes_back_and_shows_what_came_meanwhile()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        visit.Expect("Failed to load resource: net::ERR_");
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);

        await sandbox.StopProgramAsync();
        await Expect(visit.Telegram.Root.Locator(".status")).ToHaveTextAsync("соединение…");
        await visit.Telegram.SayAsync("Слышно?");
        await Expect(visit.Telegram.Toast).ToContainTextAsync("Программа не отвечает");
        await Expect(visit.Telegram.Field).ToHaveValueAsync("Слышно?");
        await sandbox.TelegramBot.SayAsync(Sandbox.Maria.Id, "Пока вас не было");
        await sandbox.StartProgramAsync();

        await visit.Telegram.SeesAsync("Пока вас не было");
        await Expect(visit.Telegram.Root.Locator(".status")).ToHaveTextAsync("бот");
    }

    [Fact]
    public async Task A_new_person_begins_with_an_empty_chat()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);

        await visit.Telegram.Root.Locator(".chooser").ClickAsync();
        await visit.Telegram.MenuItem("Новый человек…").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Имя" }).FillAsync("Нина");
        await visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Фамилия" }).FillAsync("Орлова");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Telegram.Root.Locator(".chooser")).ToContainTextAsync("Нина Орлова");
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);
        sandbox.Telegram.People.ShouldContain(person => person.FirstName == "Нина");
    }

    [Fact]
    public async Task The_methodists_phone_changes_its_messenger()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await Expect(visit.Staff.Root.Locator(".screen")).ToHaveAttributeAsync("data-messenger", "telegram");

        await visit.Staff.Button("ВК").ClickAsync();

        await Expect(visit.Staff.Root.Locator(".screen")).ToHaveAttributeAsync("data-messenger", "vk");
        await Expect(visit.Staff.Root.Locator(".chooser")).ToContainTextAsync("Ирина Лаптева");
        await visit.Staff.StartAsync();
        await visit.Staff.SeesAsync(VkScriptedBot.Question);
    }
}
