using MethodBot.Service.Events;

namespace MethodBot.Tests.Service.Events;

public sealed class QuestionLinesTests
{
    [Fact]
    public void Behind_the_question_mark_stand_the_answers()
    {
        var questions = QuestionLines.Parse("Нужна ли парковка? да, нет\n\nЧто обсудить?\nВаш класс");

        questions.Select(question => question.Text).ShouldBe(["Нужна ли парковка?", "Что обсудить?", "Ваш класс"]);
        questions[0].Options.ShouldBe(["да", "нет"]);
        questions.Skip(1).ShouldAllBe(question => question.Options.IsEmpty);
    }
}
