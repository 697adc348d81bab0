using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class TextQuestionTests
{
    private const string Ask = "- ask: why\n  text: Почему?\n  type: text\n  min: 10\n  max: 20\n- say: \"Записал: {why}\"";

    [Theory]
    [InlineData("ровно 10 з")]
    [InlineData("это ровно двадцать з")]
    public void Words_within_the_bounds_answer(string typed) => TestDialogs.Talk(Ask).Type(typed).Said.ShouldBe([$"Записал: {typed}"]);

    [Fact]
    public void Fewer_are_asked_for_more_of() =>
        TestDialogs.Talk(Ask).Type("так надо").Question.ShouldBe("Напишите чуть подробнее: хотя бы 10 знаков.\n\nПочему?");

    [Fact]
    public void Spaces_around_do_not_count() => TestDialogs.Talk(Ask).Type("  так надо    ").Step.ShouldBe("why");

    [Fact]
    public void More_are_asked_to_be_fewer() =>
        TestDialogs.Talk(Ask).Type(new string('я', 21)).Question.ShouldStartWith("Получилось слишком длинно: можно до 20 знаков.");

    [Theory]
    [InlineData(1, "знака")]
    [InlineData(21, "знака")]
    [InlineData(22, "знаков")]
    public void The_longest_is_told_the_Russian_way(int max, string word) =>
        TestDialogs.Talk($"- ask: w\n  text: Что?\n  type: text\n  max: {max}").Type(new string('я', 30)).Question.ShouldContain($"можно до {max} {word}.");

    [Theory]
    [InlineData(1, "знак")]
    [InlineData(2, "знака")]
    [InlineData(5, "знаков")]
    [InlineData(21, "знак")]
    public void Characters_are_counted_the_Russian_way(int min, string word) =>
        TestDialogs.Talk($"- ask: w\n  text: Что?\n  type: text\n  min: {min}").Type(min == 1 ? " " : "я").Question
            .ShouldStartWith(min == 1 ? "Напишите ответ текстом." : $"Напишите чуть подробнее: хотя бы {min} {word}.");

    [Fact]
    public void A_short_answer_may_still_be_skipped_by_word_where_that_is_allowed() =>
        TestDialogs.Talk("- ask: w\n  text: Что?\n  type: text\n  min: 30\n  optional: true\n- say: Всё.").Type("Пропустить").Said.ShouldBe(["Всё."]);

    [Fact]
    public void Words_that_a_newer_revision_finds_too_short_are_asked_for_again()
    {
        const string Steps = "- ask: w\n  text: Что?\n  type: text\n- ask: n\n  text: Дальше?\n  yes_no: true";
        var chat = TestDialogs.Talk(Steps).Type("да нет");
        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(Steps.Replace("type: text", "type: text\n  min: 10", StringComparison.Ordinal)))).Press("Да");

        chat.Step.ShouldBe("w");
        chat.Buttons.ShouldNotContain("Оставить как есть");
    }
}
