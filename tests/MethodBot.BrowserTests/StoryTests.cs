using MethodBot.BrowserTests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MethodBot.BrowserTests;

/// <summary>What the service is for, done on the three phones by a person who knows nothing of it, against the real program.</summary>
[Collection(InBrowser.Name)]
public sealed class StoryTests(Browser browser)
{
    private const string Methodist = "Ольга Ивановна Белова";

    // A small worksheet: a grey PNG of 40 by 30.
    private static readonly byte[] Worksheet = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAACgAAAAeCAAAAABRQ39KAAAAFklEQVR42mNoIBIwjCocVTiqcKQqBAD0aKAGKqJP2QAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_new_VK_teacher_introduces_herself_and_answers_the_questionnaire_over_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("methodbot-browser").FullName;
        try
        {
            await using (var bot = await RealBot.StartAsync(folder))
            {
                await using var visit = await browser.OpenAsync(bot.Address);
                await IntroduceAsync(visit.Vk);
                await visit.ShootAsync("story-vk-profile");
                await visit.Vk.PressAsync("Пройти анкету «Потребности 2026»");
                await visit.Vk.SeesAsync("Вопрос 1 из 19");
                await visit.Vk.PressAsync("До трёх лет");
                await visit.Vk.SeesAsync("Есть ли у Вас наставник?");
                await visit.Vk.PressAsync("Нет");
                await visit.Vk.PressAsync("Порядок и дисциплина");
                await visit.Vk.SeesAsync("Вопрос 4 из 21");
                await visit.ShootAsync("story-vk-many");
                await bot.KillAsync();
                visit.Expect("ERR_");
            }

            await using (var bot = await RealBot.StartAsync(folder))
            {
                await using var visit = await browser.OpenAsync(bot.Address);
                await visit.Vk.SeesAsync("Вопрос 4 из 21");
                await visit.Vk.PressAsync("← Назад");
                await visit.Vk.SeesAsync("С чем наставник помог бы Вам");
                await visit.Vk.PressAsync("← Назад");
                await visit.Vk.SeesAsync("Есть ли у Вас наставник?");
                await visit.Vk.PressAsync("Да");
                await visit.Vk.SeesAsync("Вопрос 3 из 20");
                await visit.Vk.SayAsync("оценивание, дети с овз");
                await visit.Vk.SayAsync("готово");
                await visit.Vk.SeesAsync("Вопрос 4 из 20");
                await visit.Vk.PressAsync("Часто сомневаюсь");
                await visit.Vk.PressAsync("В этом году");
                foreach (var row in new[] { "Планировать занятие", "обратную связь", "с разной подготовкой", "Разбирать конфликты", "с трудными родителями", "Вести документы" })
                {
                    await visit.Vk.SeesAsync(row);
                    await visit.Vk.PressAsync("Справляюсь");
                }

                await visit.Vk.PressAsync("5–9");
                await visit.Vk.PressAsync("Да, постоянно");
                await visit.Vk.PressAsync("Позже");
                await visit.Vk.SayAsync("4");
                await visit.Vk.SeesAsync("Есть ли рядом коллеги");
                await visit.Vk.SayAsync("5");
                await visit.Vk.SeesAsync("Что помогает Вам учиться больше всего?");
                await visit.Vk.SayAsync("обмен, показ, чтение");
                await visit.Vk.PressAsync("Готово");
                await visit.Vk.PressAsync("Почти на всех");
                await visit.Vk.SeesAsync("Сколько часов в месяц");
                await visit.Vk.SayAsync("как получится");
                await visit.Vk.SeesAsync("Не понял число");
                await visit.Vk.SayAsync("6");
                await visit.Vk.PressAsync("Онлайн");
                await visit.Vk.SeesAsync("В какие дни Вам удобно?");
                await visit.Vk.SayAsync("среда");
                await Expect(visit.Vk.Choice("✓ Среда")).ToBeVisibleAsync();
                await visit.Vk.PressAsync("Готово");
                await visit.Vk.PressAsync("Пропустить");
                await visit.Vk.SeesAsync("Какую методическую тему");
                await visit.Vk.PressAsync("Пропустить");
                await visit.Vk.SeesAsync("Какой семинар Вы бы посетили?");
                await visit.Vk.PressAsync("Пропустить");
                await visit.Vk.SeesAsync("Можно ли методисту связаться");
                await visit.Vk.PressAsync("Да");
                await visit.Vk.SeesAsync("Проверьте ответы");
                await visit.ShootAsync("story-vk-review");
                await visit.Vk.PressAsync("Отправить");
                await visit.Vk.SeesAsync("Спасибо! Ответы записаны.");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_VK_teacher_asks_with_a_photo_and_a_Telegram_methodist_answers()
    {
        await using var bot = await RealBot.StartAsync();
        await using var visit = await browser.OpenAsync(bot.Address);
        await IntroduceAsync(visit.Vk);
        await visit.Staff.GiveToAsync(Methodist);
        await visit.Staff.SeesAsync("Ольга Ивановна, чем помочь?");

        await visit.Vk.PressAsync("Спросить методиста");
        await visit.Vk.SeesAsync("О чём Ваш вопрос?");
        await visit.Vk.SayAsync("начальные классы");
        await visit.Vk.SeesAsync("Напишите вопрос одним сообщением");
        await visit.Vk.SendFilesAsync("Как оценить такую работу?", new FilePayload { Name = "work.png", MimeType = "image/png", Buffer = Worksheet });
        await visit.Vk.SeesAsync("Передал методистам");

        await visit.Staff.SeesAsync("Как оценить такую работу?");
        await Expect(visit.Staff.Message("Как оценить такую работу?").Locator("img")).ToBeVisibleAsync();
        await visit.Staff.PressAsync("Взять");
        await visit.Staff.SeesAsync("Обращение за Вами: № 1");
        await visit.Vk.SeesAsync("ответит Ольга Ивановна");
        await visit.Staff.FromMessageMenuAsync("Как оценить такую работу?", "Ответить");
        await visit.Staff.SayAsync("А какой это класс?");
        await visit.Vk.SeesAsync("А какой это класс?");
        await visit.Vk.SayAsync("Второй");
        await visit.Staff.SeesAsync("Второй");
        await visit.Staff.SayAsync("Во втором классе — только словами, без отметки.");
        await visit.Vk.SeesAsync("только словами, без отметки");
        await visit.Telegram.GiveToAsync("Елена Викторовна Соколова");
        await visit.Telegram.StartAsync();
        await visit.Telegram.PressAsync("Пройти анкету «Потребности 2026»");
        await visit.Telegram.PressAsync("От трёх до десяти");
        await visit.Telegram.SeesAsync("В чём Вам нужна помощь");
        await visit.Telegram.PressAsync("Цифровые инструменты");
        await Expect(visit.Telegram.Choice("✓ Цифровые инструменты")).ToBeVisibleAsync();
        await Expect(visit.Staff.Toast).ToBeHiddenAsync();
        await visit.ShootAsync("story-three-phones");
    }

    [Fact]
    public async Task A_Telegram_teacher_signs_up_for_a_seminar_and_cancels()
    {
        await using var bot = await RealBot.StartAsync();
        await using var visit = await browser.OpenAsync(bot.Address, new VisitOptions { Width = 390, Height = 844 });
        await visit.Telegram.GiveToAsync("Елена Викторовна Соколова");
        await visit.Telegram.StartAsync();
        await visit.Telegram.PressAsync("Семинары и фестивали");
        await visit.Telegram.SeesAsync("Ближайшие мероприятия");
        await visit.ShootAsync("story-events-390");
        await visit.Telegram.SayAsync("оценивание");
        await visit.Telegram.SeesAsync("По запросу «оценивание»");
        await visit.Telegram.Root.Locator(".buttons").GetByRole(AriaRole.Button).First.ClickAsync();
        await visit.Telegram.SeesAsync("Критерии, самооценка");
        await visit.Telegram.PressAsync("Записаться");
        await visit.Telegram.SeesAsync("Вы записаны");
        await visit.ShootAsync("story-signed-up-390");
        await visit.Telegram.SayAsync("меню");
        await visit.Telegram.PressAsync("Мои записи");
        await visit.Telegram.SeesAsync("Ваши записи");
    }

    private static async Task IntroduceAsync(Phone phone)
    {
        await phone.StartAsync();
        await phone.SeesAsync("Вы даёте согласие?");
        await phone.PressAsync("Даю согласие");
        await phone.SeesAsync("Напишите фамилию, имя и отчество");
        await phone.SayAsync("Лебедева Мария Петровна");
        await phone.SeesAsync("Где Вы работаете?");
        await phone.PressAsync("В школе");
        await phone.SeesAsync("В какой организации?");
        await phone.SayAsync("пятая");
        await phone.SeesAsync("По запросу «пятая»");
        await phone.PressAsync("Школа № 5");
        await phone.SeesAsync("Кем Вы работаете?");
        await phone.SayAsync("учитель начальных классов");
        await phone.SeesAsync("Мария Петровна, чем помочь?");
    }
}
