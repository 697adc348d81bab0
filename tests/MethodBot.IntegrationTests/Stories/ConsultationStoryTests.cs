using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

public sealed class ConsultationStoryTests(ITestOutputHelper log)
{
    private const string Menu = "чем помочь?";
    private const string Primary = "Начальные классы";
    private const string Upbringing = "Воспитание и классное руководство";

    // Stories are told at any hour of any day.
    private static readonly TownOptions AtWork = new() { Settings = ["--Service:WorkingHours:0=Mon-Sun 00:00-23:59"] };

    // As the invented town knows them.
    private static Person Teacher(Town town) => town.InVk(7002, "Светлана", "Тимофеева");

    private static Person Belova(Town town) => town.InTelegram(3001, "Ольга", "Белова");

    private static Person Krylova(Town town) => town.InTelegram(3002, "Анна", "Крылова");

    private static Person Zorina(Town town) => town.InVk(7103, "Наталья", "Зорина");

    [Fact]
    public Task A_VK_teacher_asks_with_a_photo_is_asked_back_answered_from_Telegram_and_closes_with_a_rating() => Town.PlayAsync(log, AtWork, async town =>
    {
        var belova = await town.WithMenuAsync(Belova(town));
        var krylova = await town.WithMenuAsync(Krylova(town));
        var svetlana = await town.WithMenuAsync(Teacher(town));
        var worksheet = Files.Photo("worksheet.png", seed: 5);
        await AskAsync(svetlana, Primary, "Как оценивать проект в третьем классе?", worksheet);
        await svetlana.HearsAsync("Передал методистам: № 1 · Как оценивать проект в третьем классе (Начальные классы).");

        // The methodist of the direction gets it with its photo; the deputy is left alone.
        var card = await belova.SeesAsync("Как оценивать проект в третьем классе?");
        card.Text.ShouldContain("Обращение № 1");
        card.Text.ShouldContain("Тимофеева Светлана Андреевна, Старший воспитатель, Детский сад № 5 «Берёзка»");
        belova.Open(card.Files.ShouldHaveSingleItem()).ShouldBe(worksheet.Content);
        card.Files[0].Kind.ShouldBe("photo");
        (await belova.NoticeOfAsync(await belova.ChooseAsync("Обращение № 1", "Взять"))).ShouldBe("Обращение за Вами");
        await svetlana.HearsAsync("На Ваш вопрос ответит Ольга Ивановна");
        krylova.Chat.ShouldNotContain(message => message.Text.Contains("Как оценивать", StringComparison.Ordinal));

        // Asked back by the button, answered with a document by a reply.
        var taken = await belova.HearsAsync("Отвечает: Ольга Ивановна");
        belova.PressOld(taken, "Уточнить");
        await belova.WriteAsync("Напишите, что уточнить", "Какие критерии у вас есть сейчас?");
        var back = await svetlana.HearsAsync("Какие критерии у вас есть сейчас?");
        back.Text.ShouldContain("Ольга Ивановна уточняет по обращению № 1");
        svetlana.Type("Только оформление.", replyTo: back);
        await belova.HearsAsync("Только оформление.");
        svetlana.Type("И защита.");
        await belova.HearsAsync("И защита.");
        var memo = Files.Document("criteria.pdf", "Критерии");
        belova.Send(memo, asPhoto: false, "Вот памятка: три критерия.", replyTo: card);
        (await svetlana.HearsAsync("Вот памятка: три критерия.")).Text.ShouldContain("Ольга Ивановна отвечает");
        await svetlana.UntilAsync(() => svetlana.FromBot.FirstOrDefault(message => message.Files.Length > 0), "the document");
        var document = svetlana.FromBot.SelectMany(message => message.Files).ShouldHaveSingleItem();
        document.FileName.ShouldBe("criteria.pdf");
        svetlana.Open(document).ShouldBe(memo.Content);

        // She closes it herself, rates it, and thinks better of it.
        await belova.HearsAsync("Передал ответ: Светлана Андреевна");
        svetlana.Type("меню");
        await svetlana.ChooseAsync(Menu, "Мои обращения");
        await svetlana.ChooseAsync("Ваши обращения", "№ 1 · Как оценивать проект");
        svetlana.PressOld(await svetlana.HearsAsync("Отвечает: Ольга Ивановна"), "Закрыть обращение");
        var rating = await svetlana.HearsAsync("Помог ли ответ?");
        svetlana.PressOld(rating, "4");
        await svetlana.HearsAsync("Ваша оценка: 4");
        svetlana.PressOld(rating, "5");
        await svetlana.HearsAsync("Ваша оценка: 5");
        await belova.HearsAsync("Светлана Андреевна: ответ больше не нужен");
        await belova.UntilAsync(() => belova.Chat.FirstOrDefault(message => message.Id == card.Id && message.Buttons.IsEmpty), "the closed card");
        town.Count("SELECT rating FROM consultation").ShouldBe(5);

        // Thanks open nothing; a further question does.
        svetlana.Type("Спасибо большое!", replyTo: back);
        await belova.HearsAsync("Спасибо большое!");
        town.Count("SELECT count(*) FROM consultation WHERE closed_at IS NULL").ShouldBe(0);
        svetlana.Type("А устный ответ оценивать?", replyTo: back);
        await belova.HearsAsync("А устный ответ оценивать?");
        town.Count("SELECT count(*) FROM consultation WHERE closed_at IS NULL").ShouldBe(1);
    });

    [Fact]
    public Task If_nobody_takes_it_the_colleague_and_then_the_head_is_told() => Town.PlayAsync(log, AtWork, async town =>
    {
        var belova = await town.WithMenuAsync(Belova(town));
        var krylova = await town.WithMenuAsync(Krylova(town));
        var gromova = await town.WithMenuAsync(town.InTelegram(3003, "Татьяна", "Громова"));
        var svetlana = await town.WithMenuAsync(Teacher(town));
        await AskAsync(svetlana, Primary, "Как оценивать проект в третьем классе?", null);
        await belova.SeesAsync("Как оценивать проект в третьем классе?");

        town.LetHoursPass(4);
        (await krylova.HearsAsync("Как оценивать проект в третьем классе?")).Text.ShouldContain("Обращение никто не взял. Учитель ждёт 4 ч");
        await svetlana.HearsAsync("Вопрос теперь видит и Анна Сергеевна, повторять не нужно.");
        gromova.Chat.ShouldNotContain(message => message.Text.Contains("Как оценивать", StringComparison.Ordinal));

        town.LetHoursPass(4);
        (await gromova.HearsAsync("Как оценивать проект в третьем классе?")).Text.ShouldContain("Учитель ждёт 8 ч");
        await svetlana.HearsAsync("Вопрос теперь видит и Татьяна Павловна, повторять не нужно.");

        // As it was drawn before: the buttons of the others go as soon as one has taken it.
        var card = await belova.HearsAsync("Обращение № 1");
        (await krylova.NoticeOfAsync(krylova.PressOld(await krylova.HearsAsync("Обращение № 1"), "Взять"))).ShouldBe("Обращение за Вами");
        (await belova.NoticeOfAsync(belova.PressOld(card, "Взять"))).ShouldBe("Уже отвечает Анна Сергеевна");
    });

    [Fact]
    public Task Of_two_methodists_pressing_at_the_same_instant_one_gets_it_and_the_other_is_told_who() => Town.PlayAsync(log, AtWork, async town =>
    {
        const int Times = 20;
        var belova = await town.WithMenuAsync(Belova(town));
        var zorina = await town.WithMenuAsync(Zorina(town));
        var svetlana = await town.WithMenuAsync(Teacher(town));
        var wins = 0;
        for (var i = 1; i <= Times; i++)
        {
            svetlana.Type("меню");
            await AskAsync(svetlana, "Молодые педагоги", $"Вопрос номер {i:D2}", null);
            var first = await belova.HearsAsync($"Вопрос номер {i:D2}");
            var second = await zorina.HearsAsync($"Вопрос номер {i:D2}");
            string[] presses = new string[2];
            Parallel.Invoke(() => presses[0] = belova.PressOld(first, "Взять"), () => presses[1] = zorina.PressOld(second, "Взять"));
            var notices = (await belova.NoticeOfAsync(presses[0]), await zorina.NoticeOfAsync(presses[1]));

            var holder = town.Count($"SELECT count(*) FROM consultation c JOIN person p ON p.id = c.methodist_id WHERE c.id = {i} AND p.surname = 'Белова'");
            notices.ShouldBe(holder == 1 ? ("Обращение за Вами", "Уже отвечает Ольга Ивановна") : ("Уже отвечает Наталья Юрьевна", "Обращение за Вами"));
            await svetlana.HearsAsync($"На Ваш вопрос ответит {(holder == 1 ? "Ольга Ивановна" : "Наталья Юрьевна")} (№ {i} ");
            wins += (int)holder;
        }

        log.WriteLine($"{wins} of {Times} went to Telegram, {Times - wins} to VK");
        town.Count("SELECT count(*) FROM consultation WHERE methodist_id IS NOT NULL").ShouldBe(Times);
    });

    [Fact]
    public Task A_Telegram_teacher_is_answered_by_a_VK_methodist() => Town.PlayAsync(log, async town =>
    {
        var zorina = await town.WithMenuAsync(Zorina(town));
        var elena = await town.WithMenuAsync(town.InTelegram(2001, "Елена", "Соколова"));
        await ShouldBeAnsweredAsync(elena, zorina, "Елена Викторовна");
    });

    [Fact]
    public Task With_VK_alone_a_teacher_is_answered_too() => Town.PlayAsync(log, AtWork with { WithTelegram = false }, async town =>
    {
        var zorina = await town.WithMenuAsync(Zorina(town));
        var svetlana = await town.WithMenuAsync(Teacher(town));
        await ShouldBeAnsweredAsync(svetlana, zorina, "Светлана Андреевна");
    });

    [Fact]
    public Task A_question_that_reaches_no_methodist_yet_is_kept_and_found_by_the_one_who_comes() => Town.PlayAsync(log, async town =>
    {
        var svetlana = await town.WithMenuAsync(Teacher(town));
        await AskAsync(svetlana, Upbringing, "Как провести классный час?", null);
        await svetlana.HearsAsync("получит первый, кто придёт. Если срочно, позвоните: 8 (38475) 2-00-00");
        var zorina = await town.WithMenuAsync(Zorina(town));
        await zorina.ChooseAsync(Menu, "Обращения учителей");
        await zorina.ChooseAsync("Обращения учителей", "№ 1 · Как провести классный час · ждёт");
        await zorina.HearsAsync("Как провести классный час?");
    });

    [Fact]
    public Task A_corrected_message_is_passed_on_as_a_correction_and_changes_nothing_else() => Town.PlayAsync(log, async town =>
    {
        var zorina = await town.WithMenuAsync(Zorina(town));
        var elena = await town.WithMenuAsync(town.InTelegram(2001, "Елена", "Соколова"));
        await AskAsync(elena, Upbringing, "Сколько часов внеурочки?", null);
        await zorina.ChooseAsync("Обращение № 1", "Взять");
        await elena.HearsAsync("ответит Наталья Юрьевна");
        var more = elena.Type("В пятом классе");
        await zorina.HearsAsync("В пятом классе");
        await elena.HearsAsync("Передал: № 1 · Сколько часов внеурочки, отвечает Наталья Юрьевна.");
        elena.Edit(more, "В шестом классе");
        (await zorina.HearsAsync("В шестом классе")).Text.ShouldContain("Елена Викторовна поправляет");
        town.Count("SELECT count(*) FROM consultation").ShouldBe(1);
    });

    private static async Task ShouldBeAnsweredAsync(Person teacher, Person zorina, string teacherAddress)
    {
        var photo = Files.Photo("class.png", seed: 6);
        await AskAsync(teacher, Upbringing, "Как провести классный час?", photo);
        var card = await zorina.SeesAsync("Как провести классный час?");
        zorina.Open(card.Files.ShouldHaveSingleItem()).ShouldBe(photo.Content);
        await zorina.ChooseAsync("Обращение № 1", "Взять");
        await teacher.HearsAsync("ответит Наталья Юрьевна");
        zorina.Type("О каком классе речь?");
        teacher.Type("О седьмом.", replyTo: await teacher.HearsAsync("О каком классе речь?"));
        await zorina.HearsAsync("О седьмом.");
        var plan = Files.Photo("plan.png", seed: 7);
        zorina.Send(plan, asPhoto: true, "Вот план.");
        await teacher.HearsAsync("Вот план.");
        var received = await teacher.UntilAsync(() => teacher.FromBot.FirstOrDefault(message => message.Files.Length > 0), "the photo");
        teacher.Open(received.Files.ShouldHaveSingleItem()).ShouldBe(plan.Content);
        await zorina.HearsAsync($"Передал ответ: {teacherAddress}, № 1 ");
        zorina.PressOld(await zorina.HearsAsync("Отвечает: Наталья Юрьевна"), "Закрыть обращение");
        await teacher.HearsAsync("Закрывает Наталья Юрьевна.");
    }

    private static async Task AskAsync(Person teacher, string direction, string question, EmulatedUpload? photo)
    {
        await teacher.ChooseAsync(Menu, "Спросить методиста");
        await teacher.ChooseAsync("О чём Ваш вопрос?", direction);
        await teacher.SeesAsync("Напишите вопрос одним сообщением");
        if (photo is null)
            teacher.Type(question);
        else
            teacher.Send(photo, asPhoto: true, question);
    }
}
