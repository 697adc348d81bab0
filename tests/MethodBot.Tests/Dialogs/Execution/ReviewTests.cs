using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class ReviewTests
{
    private const string Steps = """
        - ask: a
          short: Где
          text: Где Вы работаете?
          one_of: { school: В школе, garden: В саду }
        - ask: b
          short: Предмет
          text: Какой предмет?
          when: a == 'school'
          type: text
        - ask: c
          short: Группа
          text: Какая группа?
          when: a == 'garden'
          type: text
        - ask: d
          text: Что-нибудь ещё хотите сказать нам напоследок, пока мы не закончили разговор?
          type: text
          optional: true
        - review: "**Проверьте**"
        - do: notes.save
        """;

    private static Chat AtReview() => TestDialogs.Questionnaire(Steps).Press("В школе").Type("Физика").Press("Пропустить");

    [Fact]
    public void The_review_shows_every_answer_of_the_path_by_its_short_name()
    {
        AtReview().Question.ShouldBe("""
            Проверьте
            • Где: В школе
            • Предмет: Физика
            • Что-нибудь ещё хотите сказать нам напоследок, пока мы не…: без ответа
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Sending_goes_on_with_what_was_shown()
    {
        var chat = AtReview().Press("Отправить");

        chat.Host.Done.Single().Given.Select(given => given.Question).ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("Отправить")]
    [InlineData("отправить!")]
    public void Sending_may_be_typed(string word) => AtReview().Type(word).Actions.ShouldBe(["notes.save"]);

    [Fact]
    public void A_second_press_on_send_sends_nothing_twice()
    {
        var chat = AtReview();
        var review = chat.Screen;

        chat.PressOn(review, "Отправить").PressOn(review, "Отправить").Effects.ShouldBeEmpty();
        chat.Actions.ShouldBe(["notes.save"]);
    }

    [Fact]
    public void Words_at_the_review_get_a_hint() =>
        AtReview().Type("всё верно").Question.ShouldStartWith("Нажмите «Отправить», если всё верно, или «Изменить».");

    [Fact]
    public void A_changed_answer_that_changes_nothing_else_returns_to_the_review()
    {
        var chat = AtReview().Press("Изменить");
        chat.Question.ShouldBe("Что изменить?");
        chat.Buttons[..2].ShouldBe(["Где", "Предмет"]);
        chat.Press("Предмет").Question.ShouldContain("Ваш ответ: Физика");

        chat.Type("Химия").Question.ShouldContain("• Предмет: Химия");
    }

    [Fact]
    public void What_to_change_may_be_typed() => AtReview().Type("изменить").Type("предмет").Question.ShouldContain("Какой предмет?");

    [Fact]
    public void A_changed_answer_that_opens_a_question_asks_it_and_then_reviews()
    {
        var chat = AtReview().Press("Изменить").Press("Где").Press("В саду");
        chat.Question.ShouldContain("Какая группа?");

        chat.Type("Старшая").Question.ShouldBe("""
            Проверьте
            • Где: В саду
            • Группа: Старшая
            • Что-нибудь ещё хотите сказать нам напоследок, пока мы не…: без ответа
            """.ReplaceLineEndings("\n"));
        chat.Press("Отправить").Host.Done.Single().Given.Select(given => given.Question).ShouldBe(["a", "c"]);
    }

    [Fact]
    public void Changing_may_be_given_up()
    {
        var chat = AtReview();
        var text = chat.Question;

        chat.Press("Изменить").Press("← К проверке").Question.ShouldBe(text);
    }

    [Fact]
    public void Back_from_the_review_leads_to_the_last_question() =>
        AtReview().Press("← Назад").Question.ShouldContain("Что-нибудь ещё");

    [Fact]
    public void Answers_before_a_written_step_cannot_be_changed_any_more()
    {
        var chat = TestDialogs.Talk("""
            - ask: a
              text: До
              yes_no: true
            - do: notes.save
            - ask: b
              text: После
              yes_no: true
            - review: Проверьте
            """).Press("Да").Press("Нет");
        chat.Question.ShouldContain("• До: Да");
        var visit = chat.State.Visit!.Number;

        chat.Press("Изменить").Buttons.ShouldBe(["После", "← К проверке"]);
        chat.PressData($"{visit}.~e:a").Toasts.ShouldBe(["Это кнопка прошлого вопроса."]);
        chat.Step.ShouldBe("review");
    }

    [Fact]
    public void Changing_an_answer_before_a_called_dialog_does_not_ask_that_dialog_again()
    {
        var chat = TestDialogs.Talk(
            """
            - ask: a
              text: До
              yes_no: true
            - call: inner
            - review: Проверьте
            """,
            null,
            "dialog: inner\nsteps:\n  - ask: i\n    text: Внутри\n    yes_no: true").Press("Да").Press("Да");

        chat.Press("Изменить").Press("До").Press("Нет").Question.ShouldStartWith("Проверьте");
        chat.Press("← Назад").Question.ShouldBe("Внутри");
    }

    [Fact]
    public void A_long_answer_is_cut_at_a_word()
    {
        var chat = TestDialogs.Talk("- ask: a\n  text: Что\n  type: text\n- review: Проверьте").Type(string.Join(' ', Enumerable.Repeat("слово", 100)));

        chat.Question.ShouldEndWith("слово…");
        chat.Question.Length.ShouldBeLessThan(230);
    }
}
