using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class ScaleQuestionTests
{
    private const string Ask = """
        - ask: mood
          text: Насколько Вы уверены?
          scale: { from: 1, to: 5, low: совсем нет, high: полностью }
        - say: "Записал: {mood}"
        """;

    [Fact]
    public void The_numbers_are_buttons_and_their_ends_are_told()
    {
        var chat = TestDialogs.Talk(Ask);

        chat.Question.ShouldBe("Насколько Вы уверены?\n\n1 — совсем нет\n5 — полностью");
        chat.Buttons.ShouldBe(["1", "2", "3", "4", "5", "← Назад", "☰ Меню"]);
    }

    [Theory]
    [InlineData("low: мало", "1 — мало")]
    [InlineData("high: много", "5 — много")]
    public void One_end_may_be_told_alone(string end, string told) =>
        TestDialogs.Talk($"- ask: m\n  text: Сколько?\n  scale: {{ from: 1, to: 5, {end} }}").Question.ShouldBe($"Сколько?\n\n{told}");

    [Fact]
    public void Ends_without_a_meaning_leave_the_question_alone() =>
        TestDialogs.Talk("- ask: m\n  text: Сколько?\n  scale: { from: 1, to: 5 }").Question.ShouldBe("Сколько?");

    [Fact]
    public void A_press_answers()
    {
        TestDialogs.Talk(Ask).Press("4").Said.ShouldBe(["Записал: 4"]);
    }

    [Theory]
    [InlineData("4", "4")]
    [InlineData(" 4. ", "4")]
    [InlineData("четыре", "4")]
    [InlineData("Полностью", "5")]
    [InlineData("СОВСЕМ НЕТ", "1")]
    public void A_number_in_any_writing_and_the_meaning_of_an_end_answer(string typed, string number) =>
        TestDialogs.Talk(Ask).Type(typed).Said.ShouldBe([$"Записал: {number}"]);

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("3,5")]
    [InlineData("хорошо")]
    public void Anything_else_is_refused_with_the_bounds(string typed)
    {
        var chat = TestDialogs.Talk(Ask).Type(typed);

        chat.Question.ShouldStartWith("Нужно число от 1 до 5.");
        chat.Step.ShouldBe("mood");
    }

    [Fact]
    public void A_photo_is_no_number()
    {
        TestDialogs.Talk(Ask).Send(new MethodBot.Dialogs.Answers.AnswerFile(1, "photo", null)).Question.ShouldStartWith("Нужно число от 1 до 5.");
    }

    [Theory]
    [InlineData("6")]
    [InlineData("0")]
    [InlineData("x")]
    public void A_press_beyond_the_scale_is_stale(string code)
    {
        var chat = TestDialogs.Talk(Ask);
        chat.PressData($"{chat.Screen.Visit}.{code}").Toasts.ShouldBe(["Это кнопка прошлого вопроса."]);
        chat.Step.ShouldBe("mood");
    }

    [Fact]
    public void Below_zero_is_a_scale_too()
    {
        const string Steps = "- ask: m\n  text: Как изменилось?\n  scale: { from: -2, to: 2 }\n- say: \"Записал: {m}\"";

        TestDialogs.Talk(Steps).Press("-2").Said.ShouldBe(["Записал: -2"]);
        TestDialogs.Talk(Steps).Type("-1").Said.ShouldBe(["Записал: -1"]);
        TestDialogs.Talk(Steps).Press("0").Said.ShouldBe(["Записал: 0"]);
    }

    [Fact]
    public void Ten_numbers_fit_under_a_small_message_in_pages()
    {
        var chat = TestDialogs.Talk("- ask: m\n  text: Сколько?\n  scale: { from: 1, to: 10 }\n- say: \"Записал: {m}\"", new FakeHost { MaxButtons = 8 });
        chat.Screen.Buttons.Length.ShouldBeLessThanOrEqualTo(8);
        chat.Buttons.ShouldNotContain("10");

        chat.Press("‹ Раньше").Press("10").Said.ShouldBe(["Записал: 10"]);
    }

    [Fact]
    public void A_number_on_another_page_may_be_typed()
    {
        TestDialogs.Talk("- ask: m\n  text: Сколько?\n  scale: { from: 0, to: 10 }\n- say: \"Записал: {m}\"", new FakeHost { MaxButtons = 8 })
            .Type("10").Said.ShouldBe(["Записал: 10"], "the number itself, not the tenth of the list");
    }

    [Fact]
    public void A_double_tap_answers_once_and_does_not_touch_the_next_scale()
    {
        const string Two = "- ask: a\n  text: Первое?\n  scale: { from: 1, to: 5 }\n- ask: b\n  text: Второе?\n  scale: { from: 1, to: 5 }";
        var chat = TestDialogs.Talk(Two);
        var first = chat.Screen;

        chat.PressOn(first, "4").PressOn(first, "4").Effects.ShouldBeEmpty();
        chat.Step.ShouldBe("b");
        chat.PressOn(first, "5").Toasts.ShouldBe(["Это кнопка прошлого вопроса."]);
        chat.State.Stack[^1].Answers["a"].Number.ShouldBe(4);
    }

    [Fact]
    public void Back_shows_which_number_is_held_and_keeps_it()
    {
        var chat = TestDialogs.Talk(Ask + "\n- ask: b\n  text: Дальше?\n  yes_no: true").Press("4").Press("← Назад");

        chat.Chosen.ShouldBe(["4"]);
        chat.Press("Оставить как есть").Question.ShouldBe("Дальше?");
    }

    [Theory]
    [InlineData("4", true)]
    [InlineData("5", true)]
    [InlineData("3", false)]
    public void Conditions_compare_it_as_a_number(string number, bool asked)
    {
        var chat = TestDialogs.Talk("- ask: m\n  text: Сколько?\n  scale: { from: 1, to: 5 }\n- ask: why\n  when: m >= 4\n  text: Почему?\n  type: text\n- say: Всё.");
        chat.Press(number);

        (chat.Step == "why").ShouldBe(asked);
    }

    [Fact]
    public void An_answer_beyond_a_scale_made_shorter_stays_with_the_old_steps_while_they_are_kept()
    {
        const string Steps = "- ask: m\n  text: Сколько?\n  scale: { from: 1, to: 10 }\n- ask: b\n  text: Дальше?\n  yes_no: true\n- do: notes.save";
        var chat = TestDialogs.Talk(Steps).Press("Дальше ›").Press("9");
        var shorter = TestDialogs.WithMenu(TestDialogs.TalkFile(Steps.Replace("to: 10", "to: 5", StringComparison.Ordinal)));

        chat.Reload(shorter).Press("Да").Said.ShouldBe(["Вопросы обновили. Ваши ответы целы, продолжим с нужного места."]);
        chat.Step.ShouldBe("m");
        chat.Chosen.ShouldBeEmpty();
        chat.Press("5").Press("Нет").Host.Done.Single().Given[0].Answer.Number.ShouldBe(5);
    }

    [Fact]
    public void An_optional_scale_may_be_skipped()
    {
        var chat = TestDialogs.Talk("- ask: m\n  text: Сколько?\n  scale: { from: 1, to: 5 }\n  optional: true\n- say: Выше.\n  when: m > 0\n- say: Всё.");

        chat.Press("Пропустить").Said.ShouldBe(["Всё."]);
    }

    [Fact]
    public void Help_in_the_middle_asks_the_same_again()
    {
        var chat = TestDialogs.Talk(Ask).Command(CommandName.Help);

        chat.Buttons[0].ShouldBe("1");
        chat.Renewed.ShouldBeTrue();
    }
}
