using System.Globalization;
using MethodBot.BrowserTests.Harness;
using MethodBot.Dialogs.Answers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MethodBot.BrowserTests.Guide;

/// <summary>
/// Takes the pictures of docs/методисту that show the service at work: people answer, sign up and ask, and the methodist looks at it.
/// </summary>
[Collection(InBrowser.Name)]
public sealed class ServicePictureTests(Browser browser)
{
    private const string Questionnaire = "Анкета «Потребности 2026»";
    private const string Workshop = "Разбор детских работ";

    // The town has eight events of its own.
    private const string WorkshopLink = "event-9";
    private static readonly VisitOptions ThreePhones = new() { Width = 1260, Height = 640 };

    [PicturesFact]
    public async Task Pictures_of_the_service_at_work()
    {
        // The town lives in a zone where it is morning now: a workshop is still to come today, and methodists are at work.
        var zone = MorningZone(out var today);
        await using var bot = await RealBot.StartAsync(null, null, $"--Service:TimeZone={zone}", "--Service:WorkingHours:0=Mon-Sun 08:00-18:00");
        await using var visit = await browser.OpenAsync(bot.Address, ThreePhones);
        using var people = new Correspondence(bot.Address);
        await visit.Staff.GiveToAsync("Ольга Ивановна Белова");
        await AnswerAsync(people);
        await SeeThatAllAnsweredAsync(visit);
        await SummaryAsync(visit);
        await CoverageAsync(visit);
        await EventsAsync(visit, people, today);
        await FestivalAsync(visit);
        await ConsultationsAsync(visit, people);
        await TeamAsync(visit);
        await AnnouncementAsync(visit);
    }

    private static string MorningZone(out DateOnly today)
    {
        var now = TimeProvider.System.GetUtcNow();
        var offset = 10 - now.Hour;
        if (offset < -12)
            offset += 24;
        today = DateOnly.FromDateTime(now.UtcDateTime.AddHours(offset));
        // The zones of «Etc» count westwards.
        return string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{-offset:+0;-0;+0}");
    }

    private static async Task AnswerAsync(Correspondence people)
    {
        await MeetAsync(people, "telegram:2002", "Волков Дмитрий Олегович", "в школе", "Школа № 5", "учитель начальных классов");
        await MeetAsync(people, "telegram:2003", "Ахметова Гульнара Маратовна", "в детском саду", "Детский сад № 5 «Берёзка»", "старший воспитатель");
        await MeetAsync(people, "vk:7001", "Лебедева Мария Петровна", "в школе", "Школа № 5", "учитель начальных классов");
        await MeetAsync(people, "vk:7003", "Степанов Игорь Борисович", "в детском саду", "Детский сад № 5 «Берёзка»", "педагог-психолог");
        await FillInAsync(people, "telegram:2001", "2", "дети с овз, цифровые", "3", "33142", "5–9", "3");
        await FillInAsync(people, "telegram:2002", "2", "оценивание, дети с овз", "1", "22342", "1–4", "2");
        await FillInAsync(people, "vk:7001", "2", "работа с родителями, дети с овз", "3", "13242", "1–4", "1");
        await FillInAsync(people, "telegram:2003", "2", "развитие речи, дети с овз", "2", "12131", "со всеми", "2");
        // Begins, and leaves off.
        await people.StartAsync("vk:7003", "survey-needs-2026");
        await people.SayAsync("vk:7003", "2");
    }

    private static async Task SeeThatAllAnsweredAsync(Visit visit)
    {
        const string Thanks = "Спасибо! Ответы записаны.";
        foreach (var name in new[] { "Елена Викторовна Соколова", "Дмитрий Волков", "Гульнара Ахметова" })
        {
            await visit.Telegram.GiveToAsync(name);
            // Telegram takes one message a second for a chat, and these are thirty.
            await Expect(visit.Telegram.Message(Thanks)).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 90_000 });
        }

        await visit.Vk.SeesAsync(Thanks);
        await visit.Vk.GiveToAsync("Игорь Степанов");
        await visit.Vk.SeesAsync("Вопрос 2 из");
    }

    private static async Task MeetAsync(Correspondence people, string person, params string[] about)
    {
        await people.StartAsync(person);
        await people.SayAsync(person, ["даю согласие", .. about]);
    }

    /// <param name="rows">Of the matrix, a digit a row; the last one is answered with «Легко».</param>
    /// <param name="where">In which classes, or with children of which age.</param>
    private static async Task FillInAsync(Correspondence people, string person, string experience, string difficulties, string programs, string rows, string where, string trouble)
    {
        await people.StartAsync(person, "survey-needs-2026");
        await people.SayAsync(person, experience, difficulties, "готово", programs, "2");
        await people.SayAsync(person, [.. rows.Select(row => row.ToString()), "1"]);
        await people.SayAsync(person, where, trouble, "позже", "3", "4", "обмен, показ, чтение", "готово", "2", "6", "онлайн", "среда", "готово");
        await people.SayAsync(person, "пропустить", "пропустить", "пропустить", "да", "отправить");
    }

    private static async Task SummaryAsync(Visit visit)
    {
        var phone = visit.Staff;
        var camera = new Camera(visit, ThreePhones);
        await phone.PressAsync("Работа службы");
        await phone.PressAsync("Сводки по анкетам");
        await phone.PressAsync(Questionnaire);
        await phone.PressAsync("Обновить");
        await camera.ShootAsync(phone, "summary-overview", "Начали и не закончили: 1");
        await phone.PressAsync("Дальше ›");
        await camera.ShootAsync(phone, "summary-help", "В чём нужна помощь");
    }

    private static async Task CoverageAsync(Visit visit)
    {
        var phone = visit.Vk;
        await phone.GiveToAsync("Светлана Андреевна Тимофеева");
        await phone.StartAsync();
        await phone.PressAsync("Работа службы");
        await phone.PressAsync("Кто ответил на анкеты");
        await phone.PressAsync(Questionnaire);
        await new Camera(visit, ThreePhones).ShootAsync(phone, "summary-coverage", "Не начали");
    }

    private static async Task EventsAsync(Visit visit, Correspondence people, DateOnly today)
    {
        var phone = visit.Staff;
        var camera = new Camera(visit, ThreePhones);
        var date = RussianText.FormatDate(today, today);
        await OpenMenuAsync(phone);
        await phone.PressAsync("Работа службы");
        await phone.PressAsync("Мои мероприятия");
        await phone.PressNumberOfAsync("➕ Новое мероприятие");
        await phone.PressAsync("Мастер-класс");
        await SayInTurnAsync(
            phone,
            ("Как называется?", Workshop),
            ("Напишите коротко, о чём это", "Принесите две-три работы учеников."),
            ("Когда?", $"{date} 14:00–16:00"),
            ("Где?", "Школа № 3, кабинет 24"),
            ("Ссылка для подключения", "пропустить"),
            ("Сколько мест?", "2"),
            ("Сколько мест может занять", "пропустить"),
            ("академических часов", "2"),
            ("Для каких организаций?", "пропустить"),
            ("По какому направлению?", "Начальные классы"),
            ("О чём спросить при записи?", "пропустить"));
        await camera.ShootAsync(phone, "event-new", "Проверьте, всё ли верно");
        await phone.PressAsync("Отправить");
        await phone.SeesAsync("Готово, мероприятие в общем списке");
        foreach (var (person, wish) in new[] { ("vk:7001", "записаться"), ("telegram:2003", "записаться"), ("telegram:2002", "встать в лист") })
        {
            await people.StartAsync(person, WorkshopLink);
            await people.SayAsync(person, wish);
        }

        var teacher = visit.Telegram;
        await teacher.GiveToAsync("Дмитрий Волков");
        await teacher.SeesAsync("Вы в листе ожидания");
        await Expect(teacher.Messages.Last).ToContainTextAsync("чем помочь?");
        await teacher.PressAsync("Мои записи");
        await teacher.SeesAsync("Ваши записи");
        await FirstButton(teacher).ClickAsync();
        await camera.ShootAsync(teacher, "event-waiting", "Ваш номер в листе ожидания");
        await phone.PressNumberOfAsync($"{date} · {Workshop}");
        await camera.ShootAsync(phone, "event-organizer", "В листе ожидания: 1");
        await phone.PressAsync("Участники");
        await camera.ShootAsync(phone, "event-people", "Кто записан");
        await phone.PressAsync("← Назад");
        await phone.PressAsync("Код для отметки");
        await camera.ShootAsync(phone, "event-code", "В листе ожидания: 1", "Покажите код участникам");
        await ColleaguesAsync(visit, people);
    }

    private static async Task ColleaguesAsync(Visit visit, Correspondence people)
    {
        var phone = visit.Vk;
        await people.StartAsync("vk:7002", "event-4");
        await phone.SeesAsync("Речевые игры с дошкольниками");
        await phone.PressAsync("Записать коллег");
        await phone.PressAsync("Записать списком");
        await phone.SeesAsync("Напишите список");
        await phone.SayAsync("Ильина Анна Сергеевна, воспитатель\nБаранова Елена Игоревна, музыкальный руководитель");
        await new Camera(visit, ThreePhones).ShootAsync(phone, "event-colleagues", "Согласие каждого", "Ильина Анна Сергеевна, воспитатель");
    }

    private static async Task FestivalAsync(Visit visit)
    {
        var phone = visit.Telegram;
        var camera = new Camera(visit, ThreePhones);
        await phone.GiveToAsync("Елена Викторовна Соколова");
        await phone.SeesAsync("Ответы записаны");
        await phone.PressAsync("Семинары и фестивали");
        await phone.SeesAsync("Ближайшие мероприятия");
        await phone.SayAsync("оценивание");
        await phone.SeesAsync("По запросу «оценивание»");
        await FirstButton(phone).ClickAsync();
        await camera.ShootAsync(phone, "event-card", "Критерии, самооценка");
        await phone.PressAsync("Закрыть");
        await phone.SeesAsync("Ближайшие мероприятия");
        await phone.SayAsync("мой лучший урок");
        await phone.SeesAsync("По запросу «мой лучший урок»");
        await FirstButton(phone).ClickAsync();
        await phone.SeesAsync("Короткие видео занятий");
        await phone.SayAsync("подать работу");
        await SayInTurnAsync(
            phone,
            ("В какой номинации?", "Занятие в группе"),
            ("В какой возрастной группе?", "Старшая группа"),
            ("Как называется работа?", "Осенний лес"),
            ("Кто авторы?", "Соколова Елена Викторовна"),
            ("Пришлите ссылку", "https://vk.com/video-1_2"),
            ("Есть ли на записи дети?", "Согласия родителей у организации"));
        await camera.ShootAsync(phone, "festival-entry", "Проверьте работу перед отправкой");
    }

    private static async Task ConsultationsAsync(Visit visit, Correspondence people)
    {
        var phone = visit.Staff;
        var camera = new Camera(visit, ThreePhones);
        await people.SayAsync("vk:7003", "меню", "спросить методиста", "молодые педагоги", "Как вести дневник наблюдений?");
        await phone.SeesAsync("Как вести дневник наблюдений?");
        await people.SayAsync("vk:7001", "меню", "спросить методиста", "начальные классы", "Можно ли ставить отметки во втором классе за проект?");
        await camera.ShootAsync(phone, "consultation-new", "Можно ли ставить отметки");
        await phone.PressAsync("Взять");
        await phone.SeesAsync("Обращение за Вами");
        await camera.ShootAsync(phone, "consultation-card", "Обращение за Вами", "Лебедева Мария Петровна");
        await OpenMenuAsync(phone);
        await phone.PressAsync("Обращения учителей");
        await phone.PressAsync("Моя очередь");
        await camera.ShootAsync(phone, "consultation-queue", "Ждут методиста: 1");
        await phone.PressAsync("Передать");
        await camera.ShootAsync(phone, "consultation-passing", "Кому передать");
    }

    private static async Task TeamAsync(Visit visit)
    {
        var phone = visit.Staff;
        var camera = new Camera(visit, ThreePhones);
        await phone.GiveToAsync("Татьяна Павловна Громова");
        await phone.PressAsync("Обращения учителей");
        await phone.PressAsync("Все, по методистам");
        await camera.ShootAsync(phone, "consultation-numbers", "Чьи показать?", "Обращения службы");
        await OpenMenuAsync(phone);
        await phone.PressAsync("Работа службы");
        await phone.PressAsync("Команда");
        await phone.PressAsync("Пригласить");
        await phone.PressAsync("Методист");
        await phone.SeesAsync("Какое направление?");
        await phone.SayAsync("Начальные классы");
        await phone.PressAsync("Все");
        await phone.PressAsync("Нет");
        await camera.ShootAsync(phone, "team-invitation", "Кто что делает в службе", "Перешлите этому человеку ссылку");
    }

    private static async Task AnnouncementAsync(Visit visit)
    {
        var phone = visit.Staff;
        await OpenMenuAsync(phone);
        await phone.PressAsync("Работа службы");
        await phone.PressAsync("Объявление");
        await phone.PressAsync("Всем");
        await phone.SeesAsync("Напишите объявление");
        await phone.SayAsync("Коллеги, завтра в 15:00 вебинар «Аттестация 2027: что изменилось». Ссылка в карточке мероприятия.");
        await new Camera(visit, ThreePhones).ShootAsync(phone, "announcement", "Отправить это объявление?");
    }

    private static ILocator FirstButton(Phone phone) => phone.Messages.Last.Locator(".buttons").GetByRole(AriaRole.Button).First;

    private static async Task OpenMenuAsync(Phone phone)
    {
        await phone.SayAsync("меню");
        await Expect(phone.Messages.Last).ToContainTextAsync("чем помочь?");
    }

    /// <summary>Answers each question when it is there.</summary>
    private static async Task SayInTurnAsync(Phone phone, params (string Question, string Answer)[] answers)
    {
        foreach (var (question, answer) in answers)
        {
            await Expect(phone.Messages.Last).ToContainTextAsync(question);
            await phone.SayAsync(answer);
        }
    }
}
