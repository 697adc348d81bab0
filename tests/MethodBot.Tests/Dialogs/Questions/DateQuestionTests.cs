using MethodBot.Dialogs.Questions;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class DateQuestionTests
{
    private static readonly DateOnly Today = new(2026, 9, 20);

    [Theory]
    [InlineData("15 октября", "2026-10-15")]
    [InlineData("15 Октября 2027", "2027-10-15")]
    [InlineData("15 октября 2026 года", "2026-10-15")]
    [InlineData("15 окт. 2026 г.", "2026-10-15")]
    [InlineData("15.10", "2026-10-15")]
    [InlineData("15.10.26", "2026-10-15")]
    [InlineData("15.10.2026", "2026-10-15")]
    [InlineData("15/10/2026", "2026-10-15")]
    [InlineData("15-10-2026", "2026-10-15")]
    [InlineData("2026-10-15", "2026-10-15")]
    [InlineData("5.1", "2027-01-05")]
    [InlineData("19 сентября", "2027-09-19")]
    [InlineData("20 сентября", "2026-09-20")]
    [InlineData("29 февраля", "2028-02-29")]
    [InlineData("1 мая", "2027-05-01")]
    [InlineData("1 май", "2027-05-01")]
    [InlineData("1 июня", "2027-06-01")]
    [InlineData("1 июл", "2027-07-01")]
    [InlineData("сегодня", "2026-09-20")]
    [InlineData("Завтра!", "2026-09-21")]
    [InlineData("послезавтра", "2026-09-22")]
    public void Dates_are_read_as_people_write_them(string typed, string expected) =>
        DateQuestion.Parse(typed, Today).ShouldBe(DateOnly.ParseExact(expected, "yyyy-MM-dd"));

    [Theory]
    [InlineData("")]
    [InlineData("скоро")]
    [InlineData("31 ноября")]
    [InlineData("29 февраля 2027")]
    [InlineData("32.10")]
    [InlineData("0.10")]
    [InlineData("15.13")]
    [InlineData("15")]
    [InlineData("октябрь")]
    [InlineData("5 марок")]
    [InlineData("5 машин")]
    [InlineData("15 10 20 26")]
    [InlineData("15.10.1026")]
    [InlineData("99999999999.1")]
    [InlineData("2026-13-40")]
    public void What_is_no_date_is_not_guessed(string typed) => DateQuestion.Parse(typed, Today).ShouldBeNull();

    [Fact]
    public void A_refusal_gives_an_example_and_the_range()
    {
        const string Steps = "- ask: d\n  text: Когда?\n  type: date\n  min: 2026-09-01\n  max: 2027-08-31\n- say: \"Записал: {d}\"";
        TestDialogs.Talk(Steps).Type("когда-нибудь").Question.ShouldBe("Не понял дату. Пример: 15 октября\n\nКогда?");
        TestDialogs.Talk(Steps).Type("1.9.27").Question.ShouldBe("Нужна дата с 1 сентября 2026 года по 31 августа 2027 года.\n\nКогда?");
        TestDialogs.Talk(Steps).Type("31.8.27").Said.ShouldBe(["Записал: 31 августа 2027 года"]);
        TestDialogs.Talk(Steps).Type("15.10").Said.ShouldBe(["Записал: 15 октября"]);
    }
}
