using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>What leaves the bot, and what it takes in, when people and messengers are not as one would wish.</summary>
public sealed class DeliveryTests(ITestOutputHelper log)
{
    private const string Menu = "чем помочь?";

    [Fact]
    public Task Who_has_blocked_the_bot_stops_nobody_else() => Town.PlayAsync(log, async town =>
    {
        const string Unreachable = "SELECT count(*) FROM outbox WHERE state = 4";
        var belova = await town.WithMenuAsync(town.InTelegram(3001));
        var zorina = await town.WithMenuAsync(town.InVk(7103));
        var svetlana = await town.WithMenuAsync(town.InVk(7002));
        belova.Block(true);
        await AskAsync(svetlana, "Молодые педагоги", "Как вести портфолио?");
        await zorina.HearsAsync("Как вести портфолио?");
        await Waiting.UntilAsync(() => town.Count(Unreachable) == 1, "a message that reaches nobody in Telegram", () => town.BotOutput);
        belova.Block(false);
        await town.WithMenuAsync(belova);
        zorina.Block(true);
        await AskAsync(svetlana, "Молодые педагоги", "Где найти наставника?");
        await belova.HearsAsync("Где найти наставника?");

        await Waiting.UntilAsync(() => town.Count(Unreachable) == 2, "a message that reaches nobody in VK", () => town.BotOutput);
        Seen(belova, "портфолио").ShouldBe(0);
        Seen(zorina, "наставника").ShouldBe(0);

        // Back again, they find what waits.
        zorina.Block(false);
        await town.WithMenuAsync(zorina);
        await zorina.ChooseAsync(Menu, "Обращения учителей");
        await zorina.SeesAsync("Ждут методиста: 2");
    });

    [Fact]
    public Task A_long_answer_arrives_whole_and_in_order() => Town.PlayAsync(log, async town =>
    {
        var zorina = await town.WithMenuAsync(town.InVk(7103));
        var elena = await town.WithMenuAsync(town.InTelegram(2001));
        await AskAsync(elena, "Воспитание", "Как построить год?");
        await zorina.ChooseAsync("Как построить год?", "Взять");
        await elena.HearsAsync("ответит Наталья Юрьевна");
        var answer = Words("совет", 4090);
        zorina.Type(answer);
        await elena.HearsAsync(answer[^12..]);
        await zorina.HearsAsync("Передал ответ:");
        var parts = elena.FromBot.SkipWhile(message => !message.Text.Contains("отвечает на обращение № 1", StringComparison.Ordinal)).Select(message => message.Text).ToList();
        parts.Count.ShouldBe(2);
        Spaced(string.Join(' ', parts)).ShouldEndWith(answer);
    });

    [Fact]
    public Task A_long_question_with_a_photo_arrives_whole_though_a_caption_is_short() => Town.PlayAsync(log, async town =>
    {
        var belova = await town.WithMenuAsync(town.InTelegram(3001));
        var svetlana = await town.WithMenuAsync(town.InVk(7002));
        await svetlana.ChooseAsync(Menu, "Спросить методиста");
        await svetlana.ChooseAsync("О чём Ваш вопрос?", "Начальные классы");
        await svetlana.SeesAsync("Напишите вопрос одним сообщением");
        var question = Words("вопрос", 3200);
        var photo = Files.Photo("page.png", seed: 8);
        svetlana.Send(photo, asPhoto: true, question);
        var card = await belova.HearsAsync(question[^12..]);
        Spaced(card.Text).ShouldContain(question);
        belova.Open(belova.FromBot.SelectMany(message => message.Files).ShouldHaveSingleItem()).ShouldBe(photo.Content);
        Person.Offers(card, "Взять").ShouldBeTrue();
        await belova.ChooseAsync("Обращение № 1", "Взять");
        await svetlana.HearsAsync("ответит Ольга Ивановна");
        (await belova.HearsAsync("Отвечает: Ольга Ивановна")).Id.ShouldBe(card.Id);
    });

    [Theory]
    [InlineData("telegram", 2001)]
    [InlineData("vk", 7002)]
    public Task A_sticker_gets_a_kind_sentence_and_the_question_again(string messenger, long id) => Town.PlayAsync(log, async town =>
    {
        var teacher = await town.WithMenuAsync(town.In(messenger, id));
        await teacher.ChooseAsync(Menu, "Пройти анкету");
        await teacher.SeesAsync("Сколько лет");
        teacher.SendSticker();
        var again = await teacher.SeesAsync("Такое сообщение я прочитать не могу.");
        again.Text.ShouldContain("Сколько лет");
        await teacher.ChooseAsync("Сколько лет", "От трёх до десяти");
        await teacher.SeesAsync("В чём Вам нужна помощь");
    });

    [Theory]
    [InlineData("telegram", 2001)]
    [InlineData("vk", 7002)]
    public Task Editing_an_old_message_changes_nothing(string messenger, long id) => Town.PlayAsync(log, async town =>
    {
        var teacher = await town.WithMenuAsync(town.In(messenger, id));
        await teacher.ChooseAsync(Menu, "Пройти анкету");
        await teacher.ChooseAsync("Сколько лет", "Больше двадцати");
        await teacher.ChooseAsync("поделиться опытом", "Провести открытое занятие");
        await teacher.SeesAsync("Какой опыт");
        var typed = teacher.Type("Окружающий мир");
        var present = await teacher.SeesAsync("В чём Вам нужна помощь");
        teacher.Edit(typed, "Совсем другое");
        await teacher.TickAsync("В чём Вам нужна помощь", "Дети с ОВЗ");
        var next = await teacher.SeesAsync("Насколько уверенно");
        // The question stood last before and after: it was drawn over, not sent again.
        next.Id.ShouldBe(present.Id);
        await teacher.ChooseAsync("Насколько уверенно", "← Назад");
        await teacher.ChooseAsync("В чём Вам нужна помощь", "← Назад");
        (await teacher.SeesAsync("Какой опыт")).Text.ShouldContain("Ваш ответ: Окружающий мир");
    });

    [Fact]
    public Task What_is_said_in_a_group_is_taken_in_and_not_answered()
    {
        var options = new TownOptions { Between = emulator => Interposer.StartAsync(emulator, new GroupTalk().Add) };
        return Town.PlayAsync(log, options, async town =>
        {
            var elena = await town.WithMenuAsync(town.InTelegram(2001));
            var svetlana = await town.WithMenuAsync(town.InVk(7002));
            await Waiting.UntilAsync(
                () => town.Count($"SELECT count(*) FROM inbox WHERE update_key = 'm:{GroupTalk.VkGroup}:5'") == 1
                    && town.Count("SELECT count(*) FROM inbox WHERE messenger = 'telegram'") > elena.Chat.Count(message => !message.FromBot),
                "the group's messages in the inbox",
                () => town.BotOutput);
            await elena.ChooseAsync(Menu, "Ещё");
            await elena.ChooseAsync("Что ещё показать?", "Методические объединения");
            await svetlana.ChooseAsync(Menu, "Ещё");
            await svetlana.ChooseAsync("Что ещё показать?", "Методические объединения");
            await elena.SeesAsync("Объединения города");
            await svetlana.SeesAsync("Объединения города");
            town.Count($"SELECT count(*) FROM outbox WHERE chat NOT IN ('{elena.Id}', '{svetlana.Id}')").ShouldBe(0);
            town.Count($"SELECT count(*) FROM conversation WHERE chat NOT IN ('{elena.Id}', '{svetlana.Id}')").ShouldBe(0);
        });
    }

    private static async Task AskAsync(Person teacher, string direction, string question)
    {
        teacher.Type("меню");
        await teacher.ChooseAsync(Menu, "Спросить методиста");
        await teacher.ChooseAsync("О чём Ваш вопрос?", direction);
        await teacher.WriteAsync("Напишите вопрос одним сообщением", question);
        await teacher.HearsAsync("Передал методистам");
        // The menu follows in a message of its own: who types before it comes would press the older of two menus.
        await teacher.SeesAsync(Menu);
    }

    private static int Seen(Person person, string text) => person.FromBot.Count(message => message.Text.Contains(text, StringComparison.Ordinal));

    private static string Words(string word, int length)
    {
        var text = string.Join(' ', Enumerable.Range(1, length).Select(number => $"{word}{number:D4}"));
        return text[..(text.LastIndexOf(' ', length))];
    }

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
