using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

public sealed class QuestionnaireStoryTests(ITestOutputHelper log)
{
    private const string Back = "← Назад";

    private static readonly (string Row, string Answer)[] Confidence =
    [
        ("Планировать занятие", "Легко"), ("обратную связь", "Справляюсь"), ("с разной подготовкой", "Бывает трудно"),
        ("Разбирать конфликты", "Справляюсь"), ("с трудными родителями", "Нужна помощь"), ("Вести документы", "Справляюсь"),
    ];

    [Fact]
    public Task A_VK_teacher_introduces_herself_answers_over_two_days_on_the_same_drawing_and_is_exported_once() => Town.PlayAsync(log, async town =>
    {
        var maria = town.InVk(7001);
        await IntroduceAsync(maria);
        await AnswerUntilCoursesAsync(maria);

        var yesterday = await maria.SeesAsync("Когда Вы в последний раз");
        await town.StopBotAsync();
        await town.StartBotAsync();
        (await maria.SeesAsync("Когда Вы в последний раз")).Id.ShouldBe(yesterday.Id);

        await FinishAsync(maria);
        await ShouldBeExportedOnceAsync(town);
    });

    [Fact]
    public Task A_Telegram_teacher_introduces_herself_answers_over_two_days_by_way_of_the_menu_and_is_exported_once() => Town.PlayAsync(log, async town =>
    {
        var maria = town.InTelegram(2002);
        await IntroduceAsync(maria);
        await AnswerUntilCoursesAsync(maria);

        await maria.SeesAsync("Когда Вы в последний раз");
        await town.StopBotAsync();
        await town.StartBotAsync();
        maria.Type("меню");
        await maria.ChooseAsync("Мария Петровна, чем помочь?", "▶ Продолжить: Анкета");
        await maria.HearsAsync("Мария Петровна, остановились на вопросе 6 из 21, ответы целы.");

        await FinishAsync(maria);
        await ShouldBeExportedOnceAsync(town);
    });

    [Fact]
    public Task A_teacher_whose_school_is_in_no_list_writes_it_by_hand() => Town.PlayAsync(log, new TownOptions { Populated = false, WithTelegram = false }, async town =>
    {
        var maria = town.InVk(7001);
        maria.Start();
        await maria.ChooseAsync("Вы даёте согласие?", "Даю согласие");
        await maria.WriteAsync("фамилию, имя и отчество", "=Лебедева 5");
        await maria.HearsAsync("Нужны фамилия, имя и отчество");
        await maria.WriteAsync("фамилию, имя и отчество", "Лебедева Мария Петровна");
        await maria.ChooseAsync("Где Вы работаете?", "В школе");
        await maria.ChooseAsync("Здесь пока пусто", "Моей нет в списке");
        await maria.WriteAsync("Напишите ответ сообщением", "Школа села Берёзово");
        await maria.ChooseAsync("Кем Вы работаете?", "Учитель начальных классов");
        await maria.SeesAsync("Мария Петровна, чем помочь?");
        town.Count("SELECT count(*) FROM job WHERE organization_text = 'Школа села Берёзово'").ShouldBe(1);
    });

    [Fact]
    public Task Without_consent_nothing_is_asked_and_nothing_is_kept() => Town.PlayAsync(log, new TownOptions { WithVk = false }, async town =>
    {
        var people = town.Count("SELECT count(*) FROM person");
        var anna = town.InTelegram(2002);
        anna.Start();
        await anna.ChooseAsync("Вы даёте согласие?", "Не даю");
        await anna.SeesAsync("Без согласия записать Вас не могу");
        anna.Type("Петрова Анна Ильинична");
        await anna.SeesAsync("Без согласия записать Вас не могу");
        town.Count("SELECT count(*) FROM person").ShouldBe(people);
        await anna.ChooseAsync("Без согласия", "Вернуться к согласию");
        await anna.ChooseAsync("Вы даёте согласие?", "Даю согласие");
        await anna.SeesAsync("Давайте познакомимся.");
    });

    private static async Task IntroduceAsync(Person maria)
    {
        maria.Start("event-12");
        await maria.ChooseAsync("Вы даёте согласие?", "Даю согласие");
        await maria.WriteAsync("фамилию, имя и отчество", "лебедева мария петровна");
        await maria.ChooseAsync("Где Вы работаете?", "В школе");
        await maria.WriteAsync("В какой организации?", "пятая школа");
        await maria.ChooseAsync("По запросу «пятая школа»", "Школа № 5");
        await maria.ChooseAsync("Кем Вы работаете?", "Учитель начальных классов");
        await maria.HearsAsync("Приятно познакомиться, Мария Петровна!");
        await maria.SeesAsync("Мария Петровна, чем помочь?");
        maria.Taps.ShouldBe(4);
        maria.Lines.ShouldBe(2);
    }

    private static async Task AnswerUntilCoursesAsync(Person maria)
    {
        await maria.ChooseAsync("чем помочь?", "Пройти анкету");
        await maria.ChooseAsync("Сколько лет", "Больше двадцати");
        await maria.ChooseAsync("поделиться опытом", "Выступить на семинаре");
        await maria.WriteAsync("Какой опыт", "Проекты; \"маленькие\" исследования");
        await maria.TickAsync("В чём Вам нужна помощь", "Оценивание", "Цифровые");
        await maria.ChooseAsync("Насколько уверенно", "Часто сомневаюсь");

        // Twice back, another answer, and on where she was.
        await maria.ChooseAsync("Когда Вы в последний раз", Back);
        await maria.ChooseAsync("Насколько уверенно", Back);
        Person.Ticked(await maria.SeesAsync("В чём Вам нужна помощь")).Count.ShouldBe(2);
        await maria.TickAsync("В чём Вам нужна помощь", "Цифровые", "Дети с ОВЗ");
    }

    private static async Task FinishAsync(Person maria)
    {
        await maria.ChooseAsync("Когда Вы в последний раз", "В этом году");
        foreach (var (row, answer) in Confidence)
            await maria.ChooseAsync(row, answer);
        await maria.ChooseAsync("В каких классах", "1–4");
        await maria.ChooseAsync("результаты диагностик", "Хотелось бы");
        await maria.ChooseAsync("Собираетесь ли Вы на аттестацию", "Позже");
        await maria.WriteAsync("Хватает ли Вам времени", "3");
        await maria.ChooseAsync("Есть ли рядом коллеги", "5");
        await maria.TickAsync("Что помогает Вам учиться", "Обмен", "Показ", "Разбор");
        await maria.ChooseAsync("методического объединения", "Почти на всех");
        await maria.WriteAsync("Сколько часов", "сколько получится");
        await maria.WriteAsync("Не понял число", "8");
        await maria.ChooseAsync("Какой формат", "Смешанный");
        await maria.TickAsync("В какие дни", "Вторник", "Четверг");
        await maria.WriteAsync("С какого дня", "15 октября 2027");
        await maria.WriteAsync("методическую тему", "=Читательская грамотность");
        await maria.ChooseAsync("Какой семинар", "Пропустить");
        await maria.ChooseAsync("связаться с Вами", "Да");
        var review = await maria.SeesAsync("Проверьте ответы");
        review.Text.ShouldContain("• Стаж: Больше двадцати");
        review.Text.ShouldContain("• Трудности: Оценивание предметных результатов, Дети с ОВЗ");
        review.Text.ShouldNotContain("Наставник");
        await maria.ChooseAsync("Проверьте ответы", "Отправить");
        await maria.HearsAsync("Спасибо! Ответы записаны.");

        // She thinks better of it: her answers are there, one changes, and it is still one response.
        await maria.ChooseAsync("чем помочь?", "Пройти анкету");
        (await maria.SeesAsync("Вы ответили ")).Text.ShouldContain("• Формат: Смешанный");
        await maria.ChooseAsync("Вы ответили ", "Изменить");
        await maria.WriteAsync("Что изменить?", "часы на учёбу");
        await maria.WriteAsync("Сколько часов", "10");
        await maria.ChooseAsync("Вы ответили ", "Отправить");
        await maria.HearsAsync("Изменения записаны");
    }

    private static async Task ShouldBeExportedOnceAsync(Town town)
    {
        var response = (await town.ReadResponsesAsync()).ShouldHaveSingleItem();
        response["person"].ShouldBe("Лебедева Мария Петровна");
        response["organization"].ShouldBe("Школа № 5");
        response["experience"].ShouldBe("Больше двадцати");
        response["mentor"].ShouldBeNull();
        response["share"].ShouldBe("Выступить на семинаре");
        response["share_topic"].ShouldBe("Проекты; \"маленькие\" исследования");
        response["difficulties"].ShouldBe("Оценивание предметных результатов; Дети с ОВЗ");
        response["program"].ShouldBe("Часто сомневаюсь");
        response["courses"].ShouldBe("В этом году");
        response["confidence.planning"].ShouldBe("Легко");
        response["confidence.parents"].ShouldBe("Нужна помощь");
        response["classes"].ShouldBe("1–4");
        response["age"].ShouldBeNull();
        response["time"].ShouldBe("3");
        response["ways"].ShouldBe("1. Обмен опытом; 2. Показ занятий; 3. Разбор занятий");
        response["hours"].ShouldBe("10");
        response["theme"].ShouldBe("=Читательская грамотность");
        response["form"].ShouldBe("Смешанный");
        response["day"].ShouldBe("Вторник; Четверг");
        response["start"].ShouldBe("2027-10-15");
        response["wish"].ShouldBeNull();
        response["contact"].ShouldBe("Да");

        // A spreadsheet must not take her words for a formula.
        var cells = response.Values.Select(value => value is { } text && text.StartsWith('=') ? "'" + text : value ?? "").ToList();
        foreach (var table in new[] { await town.ReadCsvAsync(), await town.ReadXlsxAsync() })
        {
            table.Count.ShouldBe(2);
            table[0].ShouldContain("Готовность делиться опытом");
            table[1].ShouldBe(cells);
        }
    }
}
