using MethodBot.BrowserTests.Harness;

namespace MethodBot.BrowserTests;

/// <summary>
/// The ways that matter, walked to their end by people who decide from the screen alone: what is not clear there, or leads nowhere,
/// stops them.
/// </summary>
[Collection(InBrowser.Name)]
public sealed class StrangerTests(Browser browser)
{
    private const string Question = "Как оценивать проектную работу в третьем классе?";

    [Theory]
    [InlineData("telegram", "Волков Дмитрий Алексеевич")]
    [InlineData("vk", "Лебедева Мария Петровна")]
    public async Task A_stranger_gets_through_the_questionnaire_a_seminar_and_a_consultation(string messenger, string fullName)
    {
        await using var bot = await RealBot.StartAsync();
        await using var visit = await browser.OpenAsync(bot.Address);
        var phone = messenger == "vk" ? visit.Vk : visit.Telegram;
        var teacher = new Stranger(phone, fullName);

        await phone.StartAsync();
        await teacher.GoOnUntilAsync("чем помочь?");

        await teacher.PressAsync("анкет");
        await teacher.GoOnUntilAsync("Проверьте ответы");
        await teacher.GoOnUntilAsync("Спасибо! Ответы записаны.");

        await teacher.SayAsync("меню");
        await teacher.PressAsync("семинар");
        await teacher.GoOnUntilAsync("Вы записаны");

        await teacher.SayAsync("меню");
        await teacher.PressAsync("спросить");
        await teacher.GoOnUntilAsync("Передал методистам");
        await phone.SeesAsync(Question);

        await AnswerAsync(visit, phone);
    }

    private static async Task AnswerAsync(Visit visit, Phone asking)
    {
        await visit.Staff.SeesAsync(Question);
        await visit.Staff.PressAsync("Взять");
        await visit.Staff.SeesAsync("Обращение за Вами");
        await asking.SeesAsync("ответит Ольга Ивановна");
        await visit.Staff.PressAsync("Ответить");
        await visit.Staff.SeesAsync("Напишите ответ");
        await visit.Staff.SayAsync("По трём критериям: замысел, работа, рассказ о ней.");
        await asking.SeesAsync("По трём критериям");
        await visit.Staff.PressAsync("Закрыть обращение");
        await visit.Staff.SeesAsync("Закрыто");

        await asking.SeesAsync("Помог ли ответ?");
        await asking.PressAsync("5");
        await asking.SeesAsync("Ваша оценка: 5. Спасибо!");
    }
}
