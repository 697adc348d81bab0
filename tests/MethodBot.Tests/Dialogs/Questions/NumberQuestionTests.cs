using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class NumberQuestionTests
{
    [Theory]
    [InlineData("min: 0\n  max: 100", "101", "Нужно число от 0 до 100.")]
    [InlineData("min: 1", "0", "Нужно число не меньше 1.")]
    [InlineData("max: 5", "6", "Нужно число не больше 5.")]
    [InlineData("whole: true", "2,5", "Нужно целое число. Пример: 3")]
    [InlineData("min: 0", "много", "Не понял число. Пример: 15")]
    public void A_refusal_says_what_would_do(string bounds, string typed, string hint) =>
        TestDialogs.Talk($"- ask: n\n  text: Сколько?\n  type: number\n  {bounds}").Type(typed).Question.ShouldBe($"{hint}\n\nСколько?");

    [Theory]
    [InlineData("0", "0")]
    [InlineData("100", "100")]
    [InlineData("2,50", "2,5")]
    [InlineData("сто лет", "100")]
    public void The_bounds_themselves_are_allowed(string typed, string shown) =>
        TestDialogs.Talk("- ask: n\n  text: Сколько?\n  type: number\n  min: 0\n  max: 100\n- say: \"Записал: {n}\"").Type(typed)
            .Said.ShouldBe([$"Записал: {shown}"]);
}
