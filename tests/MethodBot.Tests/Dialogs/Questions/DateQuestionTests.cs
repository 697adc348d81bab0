using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class DateQuestionTests
{
    [Fact]
    public void A_refusal_gives_an_example_and_the_range()
    {
        const string Steps = "- ask: d\n  text: Когда?\n  type: date\n  min: 2026-09-01\n  max: 2027-08-31\n- say: \"Записал: {d}\"";
        TestDialogs.Talk(Steps).Type("когда-нибудь").Question.ShouldBe("Не понял дату. Пример: 15 октября\n\nКогда?");
        TestDialogs.Talk(Steps).Type("1.9.27").Question.ShouldBe("Нужна дата с 1 сентября 2026 года по 31 августа 2027 года.\n\nКогда?");
        TestDialogs.Talk(Steps).Type("31.8.27").Said.ShouldBe(["Записал: 31 августа 2027 года"]);
        TestDialogs.Talk(Steps).Type("15.10").Said.ShouldBe(["Записал: 15 октября"]);
    }

    [Theory]
    [InlineData("15 октября", "Записал: 15 октября 2026 года")]
    [InlineData("1 марта", "Записал: 1 марта")]
    [InlineData("15 октября следующего года", "Нужна дата")]
    [InlineData("15.10.2027", "Нужна дата")]
    [InlineData("15 августа", "Записал: 15 августа")]
    [InlineData("через год", "Нужна дата")]
    public void A_day_without_a_year_is_the_one_that_the_range_holds(string typed, string expected)
    {
        var chat = TestDialogs.Talk("- ask: d\n  text: Когда?\n  type: date\n  min: 2026-09-01\n  max: 2027-08-31\n- say: \"Записал: {d}\"");
        chat.Host.Today = new DateOnly(2027, 1, 10);
        chat.Type(typed);
        chat.Said.Append(chat.Question).ShouldContain(text => text.StartsWith(expected, StringComparison.Ordinal));
    }
}
