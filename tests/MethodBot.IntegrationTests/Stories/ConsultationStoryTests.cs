using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

public sealed class ConsultationStoryTests(ITestOutputHelper log)
{
    private const string Menu = "чем помочь?";
    private const string Primary = "Начальные классы";
    private const string Upbringing = "Воспитание и классное руководство";

    // As the invented town knows them.
    private static Person Teacher(Town town) => town.InVk(7002, "Светлана", "Тимофеева");

    private static Person Belova(Town town) => town.InTelegram(3001, "Ольга", "Белова");

    private static Person Krylova(Town town) => town.InTelegram(3002, "Анна", "Крылова");

    private static Person Zorina(Town town) => town.InVk(7103, "Наталья", "Зорина");

    [Fact]
    public Task A_VK_teacher_is_answered_by_a_Telegram_methodist_and_files_go_both_ways() => Town.PlayAsync(log, async town =>
    {
        var belova = await town.WithMenuAsync(Belova(town));
        var krylova = await town.WithMenuAsync(Krylova(town));
        var svetlana = await town.WithMenuAsync(Teacher(town));
        var worksheet = Files.Photo("worksheet.png", seed: 5);
        await AskAsync(svetlana, Primary, "Как оценивать проект в третьем классе?", worksheet);
        await svetlana.HearsAsync("Передал методистам: обращение № 1 (Начальные классы).");

        // Text and photo reach both methodists of the direction.
        var card = await belova.SeesAsync("Как оценивать проект в третьем классе?");
        card.Text.ShouldContain("Обращение № 1");
        card.Text.ShouldContain("Тимофеева Светлана Андреевна");
        belova.Open(card.Files.ShouldHaveSingleItem()).ShouldBe(worksheet.Content);
        card.Files[0].Kind.ShouldBe("photo");
        var otherCard = await krylova.SeesAsync("Как оценивать проект в третьем классе?");

        // One takes it; the other's card changes, and her press on the old drawing tells who has it.
        (await belova.NoticeOfAsync(await belova.ChooseAsync("Обращение № 1", "Взять"))).ShouldBe("Обращение за Вами");
        await svetlana.HearsAsync("На Ваш вопрос (№ 1) ответит Ольга Ивановна.");
        await krylova.UntilAsync(
            () => krylova.Chat.FirstOrDefault(message => message.Id == otherCard.Id && message.Text.Contains("Отвечает: Ольга Ивановна", StringComparison.Ordinal) && message.Buttons.IsEmpty),
            "the other methodist's card without «Взять»");
        (await krylova.NoticeOfAsync(krylova.PressOld(otherCard, "Взять"))).ShouldBe("Уже отвечает Ольга Ивановна");

        // Question back by reply; answers by plain text and by reply.
        belova.Type("Какие критерии у вас есть сейчас?", replyTo: card);
        var back = await svetlana.SeesAsync("Какие критерии у вас есть сейчас?");
        back.Text.ShouldContain("Ольга Ивановна отвечает на обращение № 1");
        svetlana.Type("Только оформление.");
        await belova.HearsAsync("Только оформление.");
        await svetlana.HearsAsync("Передал: обращение № 1, отвечает Ольга Ивановна.");
        svetlana.Type("И защита.", replyTo: back);
        await belova.HearsAsync("И защита.");

        // The answer, with a document, is seen in VK.
        var memo = Files.Document("criteria.pdf", "Критерии");
        belova.Send(memo, asPhoto: false, "Вот памятка: три критерия.", replyTo: card);
        var answer = await svetlana.HearsAsync("Вот памятка: три критерия.");
        await svetlana.UntilAsync(() => svetlana.FromBot.FirstOrDefault(message => message.Files.Length > 0), "the document");
        var document = svetlana.FromBot.SelectMany(message => message.Files).ShouldHaveSingleItem();
        document.FileName.ShouldBe("criteria.pdf");
        svetlana.Open(document).ShouldBe(memo.Content);
        answer.Text.ShouldContain("Ольга Ивановна");

        // Closing tells both and takes the buttons away.
        await belova.HearsAsync("Передал: Светлана Андреевна, обращение № 1.");
        belova.PressOld(await belova.HearsAsync("Отвечает: Ольга Ивановна"), "Закрыть обращение");
        await belova.HearsAsync("Обращение № 1 закрыто.");
        await svetlana.HearsAsync("Обращение № 1 закрыто: Ольга Ивановна.");
        await belova.UntilAsync(() => belova.Chat.FirstOrDefault(message => message.Id == card.Id && message.Buttons.IsEmpty), "the closed card");

        // What comes late is told to be late, and reaches nobody.
        svetlana.Type("Ещё вопрос", replyTo: back);
        await svetlana.HearsAsync("Обращение № 1 уже закрыто.");
        belova.Chat.ShouldNotContain(message => message.Text.Contains("Ещё вопрос", StringComparison.Ordinal));
    });

    [Fact]
    public Task A_Telegram_teacher_is_answered_by_a_VK_methodist() => Town.PlayAsync(log, async town =>
    {
        var zorina = await town.WithMenuAsync(Zorina(town));
        var elena = await town.WithMenuAsync(town.InTelegram(2001, "Елена", "Соколова"));
        await ShouldBeAnsweredAsync(elena, zorina, "Елена Викторовна");
    });

    [Fact]
    public Task With_VK_alone_a_teacher_is_answered_too() => Town.PlayAsync(log, new TownOptions { WithTelegram = false }, async town =>
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
        await svetlana.HearsAsync("Методист ещё не подключён к боту. Если срочно, позвоните: 8 (38475) 2-00-00");
        var zorina = await town.WithMenuAsync(Zorina(town));
        await zorina.ChooseAsync(Menu, "Обращения учителей");
        await zorina.ChooseAsync("Открытые обращения", "№ 1 · Как провести классный час? · ждёт");
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
        await elena.HearsAsync("Передал: обращение № 1, отвечает Наталья Юрьевна.");
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
        await zorina.HearsAsync($"Передал: {teacherAddress}, обращение № 1.");
        zorina.PressOld(await zorina.HearsAsync("Отвечает: Наталья Юрьевна"), "Закрыть обращение");
        await teacher.HearsAsync("Обращение № 1 закрыто: Наталья Юрьевна.");
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
