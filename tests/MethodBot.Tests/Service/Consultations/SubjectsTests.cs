using MethodBot.Service.Consultations;

namespace MethodBot.Tests.Service.Consultations;

public sealed class SubjectsTests
{
    [Theory]
    [InlineData("Как оценивать проект?", "Как оценивать проект")]
    [InlineData("Какие документы нужны на первую категорию? Стаж пять лет.", "Какие документы нужны на первую категорию")]
    [InlineData("Здравствуйте! Как оценивать проект?", "Как оценивать проект")]
    [InlineData("Здравствуйте, Ольга Ивановна!\nКак оценивать проект?", "Как оценивать проект")]
    [InlineData("Добрый день! Спасибо", "Спасибо")]
    [InlineData("Здравствуйте!", "Начальные классы")]
    [InlineData("Оценивание\nПодскажите, как оценивать", "Оценивание")]
    [InlineData("  Приказ от 12.05.2026 ещё действует?", "Приказ от 12.05.2026 ещё действует")]
    [InlineData("Как составить рабочую программу по внеурочной деятельности для пятых классов на год", "Как составить рабочую программу по внеурочной деятельности…")]
    [InlineData("", "Начальные классы")]
    [InlineData(" \n ", "Начальные классы")]
    [InlineData("???", "Начальные классы")]
    public void A_consultation_is_called_by_the_beginning_of_its_question(string question, string subject) =>
        Subjects.Of(question, "Начальные классы", ["здравствуйте", "добрый"]).ShouldBe(subject);

    [Fact]
    public void A_subject_is_never_longer_than_a_line() => Subjects.Of(new string('ы', 500), "", []).Length.ShouldBeLessThanOrEqualTo(61);
}
