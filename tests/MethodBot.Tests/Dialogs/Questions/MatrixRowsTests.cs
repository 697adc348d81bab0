using MethodBot.Dialogs.Answers;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

/// <summary>Rows and columns of a matrix that come and go: by conditions, and by newer revisions.</summary>
public sealed class MatrixRowsTests
{
    private const string Hiding = """
        - ask: school
          text: Вы в школе?
          yes_no: true
        - ask: use
          text: Как часто?
          matrix:
            rows:
              - { id: a, text: Журнал, when: school }
              - { id: b, text: Доска }
              - { id: c, text: Тесты, when: school }
            columns: { x: Никогда, y: Часто }
        - ask: n
          text: Дальше?
          yes_no: true
        - do: notes.save
        """;

    [Fact]
    public void Rows_whose_condition_fails_are_not_asked()
    {
        var chat = TestDialogs.Talk(Hiding).Press("Нет");
        chat.Question.ShouldContain("1 из 1. Доска");

        chat.Press("Часто").Press("Да").Host.Done.Single().Given[1].Answer.Options.ShouldBe(["b:y"]);
    }

    [Fact]
    public void Rows_that_an_earlier_change_brought_in_are_asked_for()
    {
        var chat = TestDialogs.Talk(Hiding).Press("Нет").Press("Часто").Press("← Назад").Press("← Назад").Press("Да");

        chat.Question.ShouldContain("1 из 3. Журнал");
        chat.Press("Никогда");
        chat.Question.ShouldContain("2 из 3. Доска");
        chat.Chosen.ShouldBe(["Часто"], "what was given is kept");
        chat.Press("Часто").Press("Часто").Press("Да").Host.Done.Single().Given[1].Answer.Options.ShouldBe(["a:x", "b:y", "c:y"]);
    }

    [Fact]
    public void Rows_that_an_earlier_change_took_away_reach_nobody()
    {
        var chat = TestDialogs.Talk(Hiding).Press("Да").Press("Никогда").Press("Часто").Press("Никогда")
            .Press("← Назад").Press("← Назад").Press("← Назад").Press("← Назад").Press("Нет");
        if (chat.Step == "use")
            chat.Press("Оставить как есть");

        chat.Press("Да").Host.Done.Single().Given[1].Answer.Options.ShouldBe(["b:y"]);
    }

    [Fact]
    public void With_every_row_hidden_it_is_passed_by()
    {
        var chat = TestDialogs.Talk(Hiding.Replace("text: Доска", "text: Доска, when: school", StringComparison.Ordinal)).Press("Нет");

        chat.Question.ShouldBe("Дальше?");
        chat.Press("← Назад").Question.ShouldBe("Вы в школе?");
    }

    private const string Plain = """
        - ask: use
          text: Как часто?
          matrix:
            rows: { a: Журнал, b: Доска, c: Тесты }
            columns: { x: Никогда, y: Часто }
        - do: notes.save
        """;

    private static Chat Renew(Chat chat, string old, string now) =>
        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(Plain.Replace(old, now, StringComparison.Ordinal))));

    [Fact]
    public void A_row_that_a_revision_adds_in_front_is_asked_at_the_end()
    {
        var chat = Renew(TestDialogs.Talk(Plain).Press("Часто"), "{ a:", "{ z: Сайт, a:").Press("Часто").Press("Никогда");

        chat.Question.ShouldContain("1 из 4. Сайт");
        chat.Press("Часто").Press("Оставить как есть").Host.Done.Single().Given[0].Answer.Options.ShouldBe(["z:y", "a:y", "b:y", "c:x"]);
    }

    [Theory]
    [InlineData("Часто")]
    [InlineData(null)]
    public void A_press_on_a_row_that_a_revision_took_away_answers_no_other_row(string? first)
    {
        var chat = TestDialogs.Talk(Plain);
        if (first is not null)
            chat.Press(first);
        var drawing = chat.Screen;
        Renew(chat, first is null ? "a: Журнал, " : "b: Доска, ", "").PressOn(drawing, "Никогда");

        chat.State.Visit!.Cells.Values.ShouldNotContain("x", "«Никогда» was said of another row");
        chat.Question.ShouldContain(first is null ? "1 из 2. Доска" : "2 из 2. Тесты");
        chat.Type("никогда");
        (first is null ? chat.State.Visit!.Cells["b"] : chat.Host.Done.Single().Given[0].Answer.Options[^1][2..]).ShouldBe("x");
    }

    [Fact]
    public void A_column_that_a_revision_took_away_empties_its_rows()
    {
        var chat = Renew(TestDialogs.Talk(Plain).Press("Никогда").Press("Часто"), "x: Никогда, ", "").Press("Часто");

        chat.Question.ShouldContain("1 из 3. Журнал");
        chat.Press("Часто").Press("Оставить как есть").Host.Done.Single().Given[0].Answer.Options.ShouldBe(["a:y", "b:y", "c:y"]);
    }

    [Fact]
    public void An_answer_with_a_row_that_is_no_more_does_not_hold_in_the_newest()
    {
        const string More = Plain + "\n- ask: n\n  text: Дальше?\n  yes_no: true\n- do: notes.send\n  with: { to: \"'всем'\" }";
        var steps = More.Replace("- do: notes.save\n", "", StringComparison.Ordinal);
        var chat = TestDialogs.Talk(steps).Press("Часто").Press("Никогда").Press("Часто");
        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(steps.Replace("b: Доска, ", "", StringComparison.Ordinal)))).Press("Да");

        chat.Said.ShouldBe(["Вопросы обновили. Ваши ответы целы, продолжим с нужного места."]);
        chat.Press("Оставить как есть").Press("Да").Host.Done.Single().Given[0].Answer.Options.ShouldBe(["a:y", "c:y"]);
    }

    [Fact]
    public void A_matrix_whose_every_row_is_gone_while_it_waits_lets_the_person_go_on()
    {
        var host = new FakeHost();
        host.Facts["person.known"] = Answer.OfFlag(true);
        var chat = TestDialogs.Talk(Plain.Replace("{ a: Журнал, b: Доска, c: Тесты }", "[ { id: a, text: Журнал, when: person.known } ]", StringComparison.Ordinal) + "\n- ask: n\n  text: Дальше?\n  yes_no: true", host);
        chat.Question.ShouldContain("Журнал");
        host.Facts["person.known"] = Answer.OfFlag(false);

        chat.Press("Часто").Effects.ShouldNotBeEmpty();
        chat.Type("часто").Effects.ShouldNotBeEmpty();
        chat.Type("меню").Question.ShouldBe("Чем помочь?");
    }
}
