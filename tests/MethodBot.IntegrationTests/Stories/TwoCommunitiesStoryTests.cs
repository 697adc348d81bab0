using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

/// <summary>One service with two communities of VK behind one address of the API: whoever asks in one is answered there, wherever the methodist is.</summary>
public sealed class TwoCommunitiesStoryTests(ITestOutputHelper log)
{
    private const string Menu = "чем помочь?";
    private const string Upbringing = "Воспитание и классное руководство";

    // Stories are told at any hour of any day.
    private static readonly TownOptions Two = new()
    {
        WithTelegram = false,
        WithSecondCommunity = true,
        Settings = ["--Service:WorkingHours:0=Mon-Sun 00:00-23:59", "--Service:QuietHours=00:00-00:00"],
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_methodist_of_the_first_community_answers_a_teacher_of_the_second_there(bool brought) => Town.PlayAsync(log, Two with { WithWebhooks = brought }, async town =>
    {
        var zorina = await town.WithMenuAsync(town.InVk(7103, "Наталья", "Зорина"));
        var elena = await town.WithMenuAsync(town.InVk(7004, "Елена", "Соколова"));
        var svetlana = await town.WithMenuAsync(town.InSecondCommunity(7002, "Светлана", "Тимофеева"));

        var photo = Files.Photo("class.png", seed: 6);
        await AskAsync(elena, "Как вовлечь родителей?");
        await svetlana.ChooseAsync(Menu, "Спросить методиста");
        await svetlana.ChooseAsync("О чём Ваш вопрос?", Upbringing);
        await svetlana.SeesAsync("Напишите вопрос одним сообщением");
        svetlana.Send(photo, asPhoto: true, "Как провести классный час?");
        var card = await zorina.HearsAsync("Как провести классный час?");
        zorina.Open((await zorina.UntilAsync(() => zorina.FromBot.FirstOrDefault(message => message.Files.Length > 0), "the photo")).Files.ShouldHaveSingleItem()).ShouldBe(photo.Content);
        (await zorina.NoticeOfAsync(zorina.PressOld(card, "Взять"))).ShouldBe("Обращение за Вами");
        await svetlana.HearsAsync("На Ваш вопрос ответит Наталья Юрьевна");

        // The bot dies with the answer that was just written.
        var plan = Files.Photo("plan.png", seed: 7);
        zorina.Send(plan, asPhoto: true, "Вот план.", replyTo: card);
        await town.KillAndStartBotAsync();
        var answer = await svetlana.HearsAsync("Вот план.");
        var received = await svetlana.UntilAsync(() => svetlana.FromBot.FirstOrDefault(message => message.Files.Length > 0), "the photo");
        svetlana.Open(received.Files.ShouldHaveSingleItem()).ShouldBe(plan.Content);
        svetlana.Type("Спасибо! А для седьмого?", replyTo: answer);
        await zorina.HearsAsync("А для седьмого?");

        // The other teacher's question is answered in her own community, and neither hears what is the other's.
        zorina.Type("Начните с чата.", replyTo: await zorina.HearsAsync("Как вовлечь родителей?"));
        await elena.HearsAsync("Начните с чата.");
        Heard(elena, "Вот план.").ShouldBe(0);
        Heard(svetlana, "Вот план.").ShouldBe(1);
        Heard(svetlana, "Начните с чата.").ShouldBe(0);
        town.Count("SELECT count(*) FROM outbox WHERE (chat = '7002') <> (channel = '202')").ShouldBe(0);
        town.VkServer!.RequestCounts.ContainsKey("a_check").ShouldBe(!brought);
        town.SecondCommunity!.RequestCounts.ContainsKey("a_check").ShouldBe(!brought);
    });

    [Fact]
    public Task One_person_in_both_communities_has_two_conversations_and_one_history() => Town.PlayAsync(log, Two, async town =>
    {
        var people = town.Count("SELECT count(*) FROM person");
        var zorina = await town.WithMenuAsync(town.InVk(7103, "Наталья", "Зорина"));
        var first = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
        // Known by her account: nothing is asked twice.
        var second = town.InSecondCommunity(7002, "Светлана", "Тимофеева");
        second.Start();
        await second.SeesAsync("Светлана Андреевна, чем помочь?");

        // A question is being written here and a seminar looked at there, over a death of the bot.
        await first.ChooseAsync(Menu, "Спросить методиста");
        await first.ChooseAsync("О чём Ваш вопрос?", Upbringing);
        await first.SeesAsync("Напишите вопрос одним сообщением");
        await second.ChooseAsync(Menu, "Семинары");
        await second.SeesAsync("Ближайшие мероприятия");
        await town.KillAndStartBotAsync();
        await second.ChooseAsync("Ближайшие мероприятия", "Оценивание в начальной школе");
        await second.ChooseAsync("Оценивание в начальной школе", "Записаться");
        await second.HearsAsync("Вы записаны");
        await first.SeesAsync("Напишите вопрос одним сообщением");
        first.Type("Как провести классный час?");
        await first.HearsAsync("Передал методистам: № 1");
        Heard(first, "Вы записаны").ShouldBe(0);
        Heard(second, "Передал методистам").ShouldBe(0);

        // What was done in the one community is seen in the other.
        first.Type("меню");
        await first.ChooseAsync(Menu, "Мои записи");
        Person.Offers(await first.SeesAsync("Ваши записи"), "Оценивание").ShouldBeTrue();
        second.Type("меню");
        await second.ChooseAsync(Menu, "Мои обращения");
        await second.SeesAsync("Ваши обращения");

        // She is told where she was last; where that community is closed to the service, in the other one.
        var card = await zorina.HearsAsync("Как провести классный час?");
        zorina.Type("Начните с игры.", replyTo: card);
        var answer = await second.HearsAsync("Начните с игры.");
        second.Type("А потом?", replyTo: answer);
        await zorina.HearsAsync("А потом?");
        await town.Bot.KillAsync();
        second.Block(true);
        // That it was closed is never told: the first message that does not arrive tells it.
        town.SecondCommunity!.Faults.Set(FaultKind.LongPollHistoryLost, 1);
        await town.StartBotAsync();
        town.SecondCommunity.Faults.Clear();
        zorina.Type("Потом обсуждение.", replyTo: card);
        await first.HearsAsync("Потом обсуждение.");
        Heard(first, "Начните с игры.").ShouldBe(0);

        town.Count("SELECT count(*) FROM person").ShouldBe(people);
        town.Count("SELECT count(DISTINCT channel) FROM conversation WHERE chat = '7002'").ShouldBe(2);
    });

    private static async Task AskAsync(Person teacher, string question)
    {
        await teacher.ChooseAsync(Menu, "Спросить методиста");
        await teacher.ChooseAsync("О чём Ваш вопрос?", Upbringing);
        await teacher.WriteAsync("Напишите вопрос одним сообщением", question);
        await teacher.HearsAsync("Передал методистам");
    }

    private static int Heard(Person person, string text) => person.FromBot.Count(message => message.Text.Contains(text, StringComparison.Ordinal));
}
