using MethodBot.Dialogs.Answers;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

/// <summary>Nobody is held by a question that cannot be answered.</summary>
public sealed class UnanswerableTests
{
    private const string Matrix = """
        - ask: name
          text: Имя?
          type: text
        - ask: table
          text: Отметьте
          matrix:
            rows:
              - { id: one, text: Раз, when: person.known }
            columns: { yes: Хорошо, no: Плохо }
        - ask: last
          text: Последнее?
          type: text
        """;

    [Fact]
    public void A_waiting_question_whose_last_row_is_hidden_is_passed_by()
    {
        var chat = TestDialogs.Talk(Matrix, Known()).Type("Маша");
        chat.Step.ShouldBe("table");
        chat.Host.Facts.Clear();

        chat.Press("Хорошо").Step.ShouldBe("last");
        chat.Said.ShouldBe(["Вопросы обновили. Ваши ответы целы, продолжим с нужного места."]);
    }

    [Fact]
    public void Back_does_not_stop_at_a_question_that_has_nothing_to_answer_it_with()
    {
        var chat = TestDialogs.Talk(Matrix, Known()).Type("Маша").Press("Хорошо");
        chat.Host.Facts.Clear();

        chat.Press("← Назад").Step.ShouldBe("last");
        chat.Press("← Назад").Step.ShouldBe("name");
    }

    [Fact]
    public void What_was_put_aside_at_such_a_question_goes_on_behind_it()
    {
        var chat = TestDialogs.Talk(Matrix, Known()).Type("Маша").Press("☰ Меню");
        chat.Host.Facts.Clear();

        chat.Press("▶ Продолжить: Разговор").Step.ShouldBe("last");
        chat.Screen.Visit.ShouldBe(chat.State.Visit!.Number);
    }

    [Fact]
    public void More_can_be_asked_for_than_there_is_beside_what_stands_alone()
    {
        var chat = TestDialogs.Talk("""
            - ask: help
              text: В чём помочь?
              many_of:
                - { id: a, text: Одно }
                - { id: b, text: Другое дело }
                - { id: none, text: Ничего из этого, exclusive: true }
              min: 3
            - ask: last
              text: Последнее?
              type: text
            """);

        chat.Press("Одно").Press("Другое дело").Press("Готово").Step.ShouldBe("last");
    }

    [Fact]
    public void A_newer_revision_that_takes_no_words_of_ones_own_takes_none_from_who_began_to_write_them()
    {
        const string asked = "- ask: school\n  text: Школа?\n  from: schools.all\n";
        var chat = TestDialogs.Talk(asked + "  free_text: Нет в списке", TestDialogs.WithSchools("Школа № 5")).Press("Нет в списке");

        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(asked.TrimEnd()))).Type("своя школа");

        chat.Step.ShouldBe("school");
        chat.State.Stack[^1].Answers.ShouldBeEmpty();
        chat.Buttons.ShouldContain("Школа № 5");
    }

    [Fact]
    public void A_search_for_a_whole_letter_is_not_said_back_whole()
    {
        var chat = TestDialogs.Talk("- ask: school\n  text: Школа?\n  from: schools.all", TestDialogs.WithSchools("Школа № 5")).Type(new string('а', 4000));

        chat.Question.Length.ShouldBeLessThan(300);
        chat.Question.ShouldContain("аа…»");
    }

    [Theory]
    [InlineData("-2147483648", "2147483647")]
    [InlineData("-2147483648", "0")]
    public void A_scale_longer_than_numbers_count_is_refused(string from, string to)
    {
        var (set, faults) = TestDialogs.Check(TestDialogs.Menu, "dialog: other\nsteps:\n  - say: Да", TestDialogs.TalkFile($"- ask: mark\n  text: Оценка?\n  scale: {{ from: {from}, to: {to} }}"));

        set.ShouldBeNull();
        faults.ShouldHaveSingleItem().Message.ShouldStartWith("шкала от");
    }

    private static FakeHost Known()
    {
        var host = new FakeHost();
        host.Facts["person.known"] = Answer.OfFlag(true);
        return host;
    }
}
