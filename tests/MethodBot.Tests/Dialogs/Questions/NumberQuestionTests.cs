using MethodBot.Dialogs.Questions;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class NumberQuestionTests
{
    [Theory]
    [InlineData("15", 15)]
    [InlineData(" 15 лет ", 15)]
    [InlineData("15лет", 15)]
    [InlineData("3,5", 3.5)]
    [InlineData("3.5 часа", 3.5)]
    [InlineData("1 200", 1200)]
    [InlineData("1 200 000", 1200000)]
    [InlineData("1\u00a0200", 1200)]
    [InlineData("-4", -4)]
    [InlineData("+4", 4)]
    [InlineData("0", 0)]
    public void Numbers_are_read_as_people_write_them(string typed, double expected) =>
        NumberQuestion.Parse(typed).ShouldBe((decimal)expected);

    [Theory]
    [InlineData("")]
    [InlineData("много")]
    [InlineData("3-5")]
    [InlineData("5 10")]
    [InlineData("10 или 20")]
    [InlineData("1 2 3")]
    [InlineData("10 часов в месяц")]
    [InlineData("1.2.3")]
    [InlineData("5%")]
    [InlineData("1e5")]
    [InlineData("99999999999999999999999999999999999")]
    [InlineData("1000000000000")]
    [InlineData("--5")]
    [InlineData("5-")]
    public void What_is_no_number_is_not_guessed(string typed) => NumberQuestion.Parse(typed).ShouldBeNull();

    [Theory]
    [InlineData("min: 0\n  max: 100", "101", "Нужно число от 0 до 100.")]
    [InlineData("min: 1", "0", "Нужно число не меньше 1.")]
    [InlineData("max: 5", "6", "Нужно число не больше 5.")]
    [InlineData("whole: true", "2,5", "Нужно целое число. Пример: 3")]
    [InlineData("min: 0", "пять", "Не понял число. Пример: 15")]
    public void A_refusal_says_what_would_do(string bounds, string typed, string hint) =>
        TestDialogs.Talk($"- ask: n\n  text: Сколько?\n  type: number\n  {bounds}").Type(typed).Question.ShouldBe($"{hint}\n\nСколько?");

    [Theory]
    [InlineData("0", "0")]
    [InlineData("100", "100")]
    [InlineData("2,50", "2,5")]
    public void The_bounds_themselves_are_allowed(string typed, string shown) =>
        TestDialogs.Talk("- ask: n\n  text: Сколько?\n  type: number\n  min: 0\n  max: 100\n- say: \"Записал: {n}\"").Type(typed)
            .Said.ShouldBe([$"Записал: {shown}"]);
}
