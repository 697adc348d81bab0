using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class ContactTests
{
    private const string Ask = "- ask: p\n  text: Ваш телефон?\n  type: phone\n- ask: n\n  text: Дальше?\n  yes_no: true\n- do: notes.save";

    private static readonly Trigger Contact = new Trigger.Contact("+7 912 345 67 89");

    [Fact]
    public void A_shared_contact_answers_a_question_for_a_phone()
    {
        var chat = TestDialogs.Talk(Ask).Take(Contact);

        chat.Step.ShouldBe("n");
        chat.Press("Да").Host.Done.Single().Given[0].Answer.Text.ShouldBe("+79123456789");
    }

    [Theory]
    [InlineData("79123456789", "+79123456789")]
    [InlineData("89123456789", "+79123456789")]
    [InlineData("375291234567", "+375291234567")]
    public void The_plus_that_messengers_leave_out_is_no_hindrance(string phone, string held) =>
        TestDialogs.Talk(Ask).Take(new Trigger.Contact(phone)).State.Stack[^1].Answers["p"].Text.ShouldBe(held);

    [Fact]
    public void A_contact_without_a_number_is_refused_like_a_typed_one() =>
        TestDialogs.Talk(Ask).Take(new Trigger.Contact("112")).Question.ShouldStartWith("Не понял номер. Пример: +7 912 345-67-89");

    [Theory]
    [InlineData("- ask: a\n  text: Кто Вы?\n  type: text")]
    [InlineData("- ask: a\n  text: Кто Вы?\n  one_of: { x: Икс, z: Зет }")]
    [InlineData("- ask: a\n  text: Кто Вы?\n  type: email")]
    public void Elsewhere_it_is_no_answer_and_the_question_stays(string steps)
    {
        var chat = TestDialogs.Talk(steps).Take(Contact);

        chat.Question.ShouldStartWith("Такое сообщение я прочитать не могу.");
        chat.Question.ShouldContain("Кто Вы?");
        chat.State.Stack[^1].Answers.ShouldBeEmpty();
    }

    [Fact]
    public void In_the_review_it_changes_nothing()
    {
        var chat = TestDialogs.Talk("- ask: p\n  text: Телефон?\n  type: phone\n- review: Проверьте\n- do: notes.save").Type("89120000000").Take(Contact);

        chat.Question.ShouldContain("Проверьте");
        chat.Press("Отправить").Host.Done.Single().Given[0].Answer.Text.ShouldBe("+79120000000");
    }

    [Fact]
    public void As_the_first_word_of_a_person_it_opens_the_start()
    {
        new Chat(TestDialogs.WithMenu(TestDialogs.TalkFile(Ask)), new FakeHost()).Take(Contact).Question.ShouldBe("Чем помочь?");
    }

    [Fact]
    public void Somebody_elses_contact_is_declined_kindly_and_the_question_goes_on()
    {
        var chat = TestDialogs.Talk(Ask).Take(new Trigger.Contact("+79123456789", IsOwn: false));
        chat.Question.ShouldStartWith("Это номер другого человека");
        chat.State.Stack[^1].Answers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("← Назад", "Назад")]
    [InlineData("☰ Меню", "Меню")]
    [InlineData("▶ Продолжить: «Анкета»", "Продолжить: «Анкета")]
    [InlineData("Пропустить", "Пропустить")]
    [InlineData("→", "")]
    public void A_label_is_spoken_without_its_signs(string label, string spoken) => RussianText.Spoken(label).ShouldBe(spoken);
}
