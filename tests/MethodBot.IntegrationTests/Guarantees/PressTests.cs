using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>Presses that come faster or later than the bot draws.</summary>
public sealed class PressTests(ITestOutputHelper log)
{
    private const string Help = "В чём Вам нужна помощь";
    private const string Assessment = "Оценивание предметных результатов";
    private const string Literacy = "Функциональная грамотность";
    private const string Inclusion = "Дети с ОВЗ";

    public static TheoryData<string, long> Teachers => new() { { "telegram", 2001 }, { "vk", 7004 } };

    [Theory]
    [MemberData(nameof(Teachers))]
    public Task Three_quick_taps_on_one_drawing_all_count_and_a_fourth_is_told_why_not(string messenger, long id) => Town.PlayAsync(log, Only(messenger), async town =>
    {
        var teacher = await AtHelpAsync(town, messenger, id);
        var drawing = await teacher.SeesAsync(Help);
        foreach (var label in new[] { Assessment, Literacy, Inclusion })
            teacher.PressOld(drawing, label);
        await teacher.UntilAsync(() => teacher.Chat.LastOrDefault(message => Person.Ticked(message).Count == 3), "three ticks");
        Person.Ticked(teacher.Chat[^1]).ShouldBe([Assessment, Literacy, Inclusion], ignoreOrder: true);

        (await teacher.NoticeOfAsync(teacher.PressOld(drawing, "Цифровые инструменты"))).ShouldBe("Можно отметить не больше 3. Снимите лишнее.");
        Person.Ticked(await teacher.SeesAsync(Help)).Count.ShouldBe(3);
        teacher.PressOld(drawing, "Готово");
        teacher.PressOld(drawing, "Готово");
        await teacher.ChooseAsync("Насколько уверенно", "← Назад");
        Person.Ticked(await teacher.SeesAsync(Help)).Count.ShouldBe(3);
    });

    [Theory]
    [MemberData(nameof(Teachers))]
    public Task A_press_on_a_question_of_yesterday_changes_nothing_and_brings_the_present_one(string messenger, long id) => Town.PlayAsync(log, Only(messenger), async town =>
    {
        var teacher = await town.WithMenuAsync(town.In(messenger, id));
        await teacher.ChooseAsync("чем помочь?", "Пройти анкету");
        var yesterday = await teacher.SeesAsync("Сколько лет");
        await teacher.ChooseAsync("Сколько лет", "Больше двадцати");
        await teacher.ChooseAsync("поделиться опытом", "Пока нет");
        var present = await teacher.SeesAsync(Help);
        await town.StopBotAsync();
        await town.StartBotAsync();

        (await teacher.NoticeOfAsync(teacher.PressOld(yesterday, "До трёх лет"))).ShouldBe("Это кнопка прошлого вопроса.");
        var anew = await teacher.SeesAsync("Это кнопка прошлого вопроса. Сейчас вот этот:");
        anew.Id.ShouldNotBe(present.Id);
        anew.Text.ShouldContain(Help);
        await teacher.UntilAsync(() => teacher.Chat.FirstOrDefault(message => message.Id == present.Id && message.Buttons.IsEmpty), "the older drawing without buttons");

        await teacher.TickAsync(Help, Inclusion);
        await teacher.ChooseAsync("Насколько уверенно", "← Назад");
        await teacher.ChooseAsync(Help, "← Назад");
        // Not «До трёх лет»: then the mentor would be asked about.
        await teacher.ChooseAsync("поделиться опытом", "← Назад");
        Person.Ticked(await teacher.SeesAsync("Сколько лет")).ShouldBe(["Больше двадцати"]);
    });

    [Theory]
    [MemberData(nameof(Teachers))]
    public Task A_double_tap_on_an_answer_counts_once(string messenger, long id) => Town.PlayAsync(log, Only(messenger), async town =>
    {
        var teacher = await town.WithMenuAsync(town.In(messenger, id));
        await teacher.ChooseAsync("чем помочь?", "Пройти анкету");
        var drawing = await teacher.SeesAsync("Сколько лет");
        var first = teacher.PressOld(drawing, "От трёх до десяти");
        var second = teacher.PressOld(drawing, "От трёх до десяти");
        (await teacher.NoticeOfAsync(first)).ShouldBeNull();
        (await teacher.NoticeOfAsync(second)).ShouldBeNull();
        await teacher.TickAsync(Help, Inclusion);
        await teacher.SeesAsync("Насколько уверенно");
        teacher.FromBot.ShouldNotContain(message => message.Text.Contains("прошлого вопроса", StringComparison.Ordinal));
    });

    [Theory]
    [MemberData(nameof(Teachers))]
    public Task Twenty_rapid_presses_are_not_too_many_for_the_messenger_and_the_last_screen_is_right(string messenger, long id) =>
        Town.PlayAsync(log, Only(messenger) with { WithLimits = true }, async town =>
        {
            var teacher = await AtHelpAsync(town, messenger, id);
            var drawing = await teacher.SeesAsync(Help);
            // Nineteen times on and off leave one on; the twentieth press adds another.
            for (var i = 0; i < 19; i++)
                teacher.PressOld(drawing, Literacy);
            var last = teacher.PressOld(drawing, Inclusion);
            await teacher.NoticeOfAsync(last);
            await teacher.UntilAsync(
                () => teacher.Chat.FirstOrDefault(message => message.Id == drawing.Id && Person.Ticked(message) is [Literacy, Inclusion]), "the last state");
            teacher.PressOld(drawing, "Готово");
            await teacher.SeesAsync("Насколько уверенно");
            town.RefusedForHaste().ShouldBe(0);
            town.BotOutput.ShouldNotContain("will be sent again");
        });

    [Fact]
    public Task Ticks_on_two_pages_of_one_question_all_count() => Town.PlayAsync(log, Only("vk") with { Rewritten = TwoMoreOptions }, async town =>
    {
        var teacher = await AtHelpAsync(town, "vk", 7004);
        await teacher.ChooseAsync(Help, Literacy);
        await teacher.ChooseAsync("Страница 1 из 2", "Дальше");
        await teacher.ChooseAsync("Страница 2 из 2", "Здоровье");
        await TickedAsync(teacher, "Здоровье");
        await teacher.ChooseAsync("Страница 2 из 2", "Дальше");
        await TickedAsync(teacher, Literacy);
        await teacher.ChooseAsync("Страница 1 из 2", "Готово");
        await teacher.ChooseAsync("Насколько уверенно", "← Назад");
        await TickedAsync(teacher, Literacy);
        await teacher.ChooseAsync("Страница 1 из 2", "Дальше");
        await TickedAsync(teacher, "Здоровье");

        static Task TickedAsync(Person person, string label) => person.UntilAsync(
            () => person.Chat is [.., { FromBot: true } last] && Person.Ticked(last) is [var one] && one == label ? last : null, $"«{label}» ticked, alone on its page");
    });

    // Eight fit under one message of VK, ten do not.
    private static readonly (string File, string Text, string Instead) TwoMoreOptions = (
        "questionnaires/needs-2026.yaml",
        "      - { id: none, text: Помощь",
        "      - { id: safety, text: Безопасность }\n      - { id: health, text: Здоровье }\n      - { id: none, text: Помощь");

    private static TownOptions Only(string messenger) => new() { WithTelegram = messenger == "telegram", WithVk = messenger == "vk" };

    private static async Task<Person> AtHelpAsync(Town town, string messenger, long id)
    {
        var teacher = await town.WithMenuAsync(town.In(messenger, id));
        await teacher.ChooseAsync("чем помочь?", "Пройти анкету");
        await teacher.ChooseAsync("Сколько лет", "От трёх до десяти");
        return teacher;
    }
}
