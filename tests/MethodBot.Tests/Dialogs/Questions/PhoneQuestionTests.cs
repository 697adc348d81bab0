using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class PhoneQuestionTests
{
    private const string Ask = "- ask: p\n  text: Ваш телефон?\n  type: phone\n- ask: n\n  text: Дальше?\n  yes_no: true\n- do: notes.save";

    [Theory]
    [InlineData("89123456789")]
    [InlineData("+7 (912) 345-67-89")]
    [InlineData("тел. 8 912 345 67 89")]
    public void A_number_is_held_with_its_country_and_read_out_in_groups(string typed)
    {
        var chat = TestDialogs.Talk(Ask).Type(typed).Press("Да");

        var answer = chat.Host.Done.Single().Given[0].Answer;
        answer.Text.ShouldBe("+79123456789");
        answer.Labels.ShouldBe(["+7 912 345-67-89"]);
    }

    [Theory]
    [InlineData("12-34-56")]
    [InlineData("не скажу")]
    [InlineData("8912345678")]
    public void What_is_no_number_is_refused_with_an_example(string typed)
    {
        var chat = TestDialogs.Talk(Ask).Type(typed);

        chat.Question.ShouldBe("Не понял номер. Пример: +7 912 345-67-89\n\nВаш телефон?");
    }

    [Fact]
    public void Back_reads_it_out_and_keeps_it()
    {
        var chat = TestDialogs.Talk(Ask).Type("89123456789").Press("← Назад");

        chat.Question.ShouldBe("Ваш телефон?\n\nВаш ответ: +7 912 345-67-89");
        chat.Press("Оставить как есть").Step.ShouldBe("n");
    }

    [Fact]
    public void Texts_read_it_out_and_conditions_know_it_was_given()
    {
        TestDialogs.Talk("- ask: p\n  text: Телефон?\n  type: phone\n  optional: true\n- say: \"Позвоним: {p}\"\n  when: answered(p)\n- say: Всё.")
            .Type("89123456789").Said.ShouldBe(["Позвоним: +7 912 345-67-89", "Всё."]);
    }

    [Fact]
    public void A_photo_of_a_business_card_is_no_number()
    {
        TestDialogs.Talk(Ask).Send(new MethodBot.Dialogs.Answers.AnswerFile(1, "photo", null)).Question.ShouldStartWith("Не понял номер.");
    }
}
