using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

/// <summary>A number and a place are handed over by one press where the messenger has such buttons.</summary>
public sealed class RequestStoryTests(ITestOutputHelper log)
{
    private const string Contact = "📱 Отправить мой номер";
    private const string Place = "📍 Отправить место";

    private const string Dialog = """
        dialog: reach
        title: Как Вас найти
        link: reach
        steps:
          - ask: phone
            text: По какому номеру звонить?
            type: phone
          - ask: where
            text: Где Ваша школа?
            type: location
          - ask: sure
            text: Всё верно?
            yes_no: true
          - say: "Номер {phone}."
        """;

    private static readonly string[] Usual = ["Меню", "Помощь"];

    private static TownOptions With => new() { Added = ("reach.yaml", Dialog) };

    [Fact]
    public Task In_Telegram_the_keyboard_asks_and_gives_its_place_back() => Town.PlayAsync(log, With with { WithVk = false }, async town =>
    {
        var person = await town.WithMenuAsync(town.InTelegram(2001));
        person.Start("reach");
        (await person.SeesAsync("По какому номеру звонить?")).Buttons.ShouldBeEmpty();
        Words(person).ShouldBe([Contact, "Меню"]);

        town.TelegramServer!.SendContact(person.Id, "+79990000000", own: false);
        await person.SeesAsync("Это номер другого человека");
        person.Emulator.PressStanding(person.Id, Contact);
        (await person.SeesAsync("Где Ваша школа?")).Buttons.ShouldBeEmpty();
        Words(person).ShouldBe([Place, "Назад", "Меню"]);

        // With a number at hand there is something to press, so the words come back and the buttons stand under the question.
        person.Emulator.PressStanding(person.Id, "Назад");
        await person.ChooseAsync("По какому номеру звонить?", "Оставить как есть");
        await person.SeesAsync("Где Ваша школа?");
        Words(person).ShouldBe([Place, "Назад", "Меню"]);
        person.Emulator.PressStanding(person.Id, Place);
        await person.ChooseAsync("Всё верно?", "Да");
        await person.HearsAsync("Номер +7 900 000-00-00.");
        Words(person).ShouldBe(Usual);
    });

    [Fact]
    public Task In_Telegram_leaving_by_a_word_of_the_keyboard_brings_the_usual_words_back() => Town.PlayAsync(log, With with { WithVk = false }, async town =>
    {
        var person = await town.WithMenuAsync(town.InTelegram(2001));
        person.Start("reach");
        await person.SeesAsync("По какому номеру звонить?");
        person.Emulator.PressStanding(person.Id, "Меню");
        await person.SeesAsync("чем помочь?");
        Words(person).ShouldBe(Usual);
    });

    [Fact]
    public Task In_VK_a_place_has_a_button_under_the_question_and_a_number_none() => Town.PlayAsync(log, With with { WithTelegram = false }, async town =>
    {
        var person = await town.WithMenuAsync(town.InVk(7002));
        person.Start("reach");
        (await person.SeesAsync("По какому номеру звонить?")).Buttons.SelectMany(row => row).ShouldAllBe(button => button.Kind == "callback");
        person.Type("8 900 000-00-00");
        var screen = await person.SeesAsync("Где Ваша школа?");
        var button = screen.Buttons.SelectMany(row => row).Single(button => button.Kind == "location");
        person.Emulator.Press(person.Id, screen.Id, button);
        await person.ChooseAsync("Всё верно?", "Да");
        await person.HearsAsync("Номер +7 900 000-00-00.");
    });

    private static IEnumerable<string> Words(Person person) => person.Emulator.StandingKeyboard(person.Id).SelectMany(row => row);
}
