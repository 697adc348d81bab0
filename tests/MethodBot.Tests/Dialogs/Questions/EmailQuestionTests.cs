using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class EmailQuestionTests
{
    private const string Ask = "- ask: m\n  text: Ваша почта?\n  type: email\n- ask: n\n  text: Дальше?\n  yes_no: true\n- do: notes.save";

    [Theory]
    [InlineData("lebedeva@mail.ru")]
    [InlineData(" lebedeva@MAIL.RU ")]
    [InlineData("Мария <lebedeva@mail.ru>")]
    [InlineData("mailto:lebedeva@mail.ru")]
    public void An_address_is_taken_out_of_what_stands_around_it(string typed) =>
        TestDialogs.Talk(Ask).Type(typed).Press("Да").Host.Done.Single().Given[0].Answer.Text.ShouldBe("lebedeva@mail.ru");

    [Theory]
    [InlineData("lebedeva")]
    [InlineData("lebedeva@mail")]
    [InlineData("почта@mail.ru")]
    [InlineData("нет почты")]
    public void What_is_no_address_is_refused_with_an_example(string typed) =>
        TestDialogs.Talk(Ask).Type(typed).Question.ShouldBe("Не понял адрес почты. Пример: lebedeva@mail.ru\n\nВаша почта?");

    [Fact]
    public void Back_tells_it_and_keeps_it()
    {
        var chat = TestDialogs.Talk(Ask).Type("a@b.ru").Press("← Назад");

        chat.Question.ShouldBe("Ваша почта?\n\nВаш ответ: a@b.ru");
        chat.Press("Оставить как есть").Step.ShouldBe("n");
    }
}
