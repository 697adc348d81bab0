using System.Text;
using MethodBot.BrowserTests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MethodBot.BrowserTests.Guide;

/// <summary>
/// Takes the pictures of docs/методисту: a teacher goes through the examples of the guide on one phone of the sandbox, and an
/// administrator sends a file. What the pictures show is what the examples say.
/// </summary>
[Collection(InBrowser.Name)]
public sealed class PictureTests(Browser browser)
{
    private const string Teacher = "Елена Викторовна Соколова";

    private static readonly VisitOptions OnePhone = new() { Width = 400, Height = 600 };

    [PicturesFact]
    public async Task Pictures_of_the_guide_for_methodists()
    {
        var folder = Directory.CreateTempSubdirectory("methodbot-guide").FullName;
        try
        {
            var dialogs = Path.Combine(folder, "dialogs");
            GuideDialogs.Write(RealBot.Root, dialogs);
            await using var bot = await RealBot.StartAsync(folder, dialogs, "--Service:Admins:0=telegram:2001");
            await using var visit = await browser.OpenAsync(bot.Address, OnePhone);
            var phone = visit.Telegram;
            await phone.GiveToAsync(Teacher);
            await phone.StartAsync();
            await phone.PressAsync("Пройти анкету");
            await AnswerAsync(visit);
            await PublishAsync(visit);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AnswerAsync(Visit visit)
    {
        var phone = visit.Telegram;
        await ShootAsync(visit, "one-of", "Сколько лет Вы работаете");
        await phone.PressAsync("До трёх лет");
        await ShootAsync(visit, "yes-no", "Есть ли у Вас наставник?");
        await phone.PressAsync("Нет");
        await phone.SeesAsync("В чём Вам нужна помощь?");
        await phone.PressAsync("Оценивание предметных результатов");
        await Expect(phone.Choice("✓ Оценивание предметных результатов")).ToBeVisibleAsync();
        await phone.PressAsync("Работа с родителями");
        await Expect(phone.Choice("✓ Работа с родителями")).ToBeVisibleAsync();
        await ShootAsync(visit, "many-of", "Можно отметить до 3");
        await phone.PressAsync("Другое");
        await phone.SeesAsync("Напишите ответ сообщением");
        await phone.Field.FillAsync("Проектная работа в классе");
        await ShootAsync(visit, "other", "Напишите ответ сообщением");
        await phone.SayAsync("Проектная работа в классе");
        await phone.SeesAsync("Можно отметить до 3");
        await phone.PressAsync("Готово");
        await ShootAsync(visit, "scale", "Насколько уверенно Вы работаете");
        await phone.PressAsync("4");
        await phone.SeesAsync("1 из 3. Семинары");
        await phone.PressAsync("Полезна");
        await ShootAsync(visit, "matrix", "2 из 3. Открытые уроки");
        await phone.PressAsync("Отчасти");
        await phone.SeesAsync("3 из 3. Работа с наставником");
        await phone.PressAsync("Полезна");
        await phone.SeesAsync("Какие темы нужны");
        await phone.PressAsync("Дети с ОВЗ");
        await phone.SeesAsync("1. Дети с ОВЗ");
        await phone.PressAsync("Мотивация учеников");
        await ShootAsync(visit, "rank", "2. Мотивация учеников");
        await phone.PressAsync("Смысловое чтение");
        await phone.SeesAsync("3. Смысловое чтение");
        await phone.PressAsync("Готово");
        await phone.SeesAsync("Какой семинар Вы бы посетили?");
        await phone.Field.FillAsync("О проектах в начальной школе");
        await ShootAsync(visit, "text", "Какой семинар Вы бы посетили?");
        await phone.SayAsync("О проектах в начальной школе");
        await phone.SeesAsync("Сколько часов в месяц");
        await phone.SayAsync("как получится");
        await ShootAsync(visit, "number", "Не понял число");
        await phone.SayAsync("часов шесть");
        await phone.SeesAsync("С какого дня Вы готовы начать?");
        await phone.Field.FillAsync("1 февраля");
        await ShootAsync(visit, "date", "С какого дня Вы готовы начать?");
        await phone.SayAsync("1 февраля");
        await phone.SeesAsync("В котором часу Вам удобно?");
        await phone.Field.FillAsync("половина третьего");
        await ShootAsync(visit, "time", "В котором часу Вам удобно?");
        await phone.SayAsync("половина третьего");
        await phone.SeesAsync("По какому телефону");
        await phone.Field.FillAsync("8 912 345-67-89");
        await ShootAsync(visit, "phone", "По какому телефону");
        await phone.SayAsync("8 912 345-67-89");
        await ShootAsync(visit, "email", "На какую почту");
        await phone.PressAsync("Пропустить");
        await ShootAsync(visit, "photo", "Пришлите до трёх фотографий");
        await phone.PressAsync("Пропустить");
        await ShootAsync(visit, "location", "Где Вам удобнее встретиться?");
        await phone.StandingKey("Пропустить").ClickAsync();
        await ShootAsync(visit, "from", "В каком объединении");
        await phone.PressAsync("Моего нет в списке");
        await phone.SeesAsync("Напишите ответ сообщением");
        await phone.SayAsync("Клуб «Молодой педагог»");
        await ShootAsync(visit, "default", "Кем Вы работаете?");
        await phone.PressAsync("Оставить как есть");
        await phone.SeesAsync("С чем наставник помог бы");
        await phone.PressAsync("Порядок в классе");
        await ShootAsync(visit, "section", "В каких классах Вы работаете?");
        await phone.PressAsync("5–9");
        await phone.SeesAsync("6 часов в месяц");
        await ShootAsync(visit, "review", "Проверьте ответы");
        await phone.PressAsync("Отправить");
        await phone.SeesAsync("Спасибо! Ответы записаны.");
    }

    private static async Task PublishAsync(Visit visit)
    {
        var phone = visit.Telegram;
        var file = GuideDialogs.FirstFile(RealBot.Root);
        await phone.SendFilesAsync(null, ToFile(file.Replace("    short: ", "    shrot: ", StringComparison.Ordinal)));
        await ShootAsync(visit, "faults", "похоже на «short»");
        await phone.SendFilesAsync(null, ToFile(file));
        await Expect(phone.Choice("Опубликовать")).ToBeVisibleAsync();
        await ShootAsync(visit, "publish", "новый диалог");
        await phone.PressAsync("Опубликовать");
        await phone.SeesAsync("Опубликовано: Анкета о семинарах");
    }

    private static FilePayload ToFile(string text) => new() { Name = "seminars.yaml", MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes(text) };

    private static Task ShootAsync(Visit visit, string name, string text) => new Camera(visit, OnePhone).ShootAsync(visit.Telegram, $"anketa-{name}", text);
}
