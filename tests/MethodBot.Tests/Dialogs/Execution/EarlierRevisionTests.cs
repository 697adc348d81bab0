using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class EarlierRevisionTests
{
    private const string Steps = """
        - ask: a
          text: Первый?
          one_of: { x: Икс, z: Зет }
        - ask: b
          text: Второй?
          one_of: { p: Пэ, r: Эр }
        - ask: c
          text: Третий?
          type: text
        - review: Проверьте
        - do: notes.save
        """;

    private const string Changed = "Вопросы обновили. Ваши ответы целы, продолжим с нужного места.";

    /// <summary>The newest no longer has what was answered; the store kept the source of what the person is answering.</summary>
    private static Chat Renew(Chat chat, string old, string now, string steps = Steps, bool isKept = true)
    {
        var earlier = TestDialogs.QuestionnaireFile(steps);
        if (isKept)
            chat.Host.Sources[("talk", RevisionOf(earlier))] = earlier;
        return chat.Reload(TestDialogs.WithMenu(earlier.Replace(old, now, StringComparison.Ordinal)));
    }

    private static string RevisionOf(string file) => TestDialogs.WithMenu(file).Find("talk")!.Revision;

    [Fact]
    public void Who_began_with_other_steps_finishes_on_them()
    {
        var chat = Renew(TestDialogs.Questionnaire(Steps).Press("Икс"), "x: Икс, ", "w: Дубль, ");
        chat.Press("Пэ").Said.ShouldBeEmpty();
        chat.Type("слово").Question.ShouldContain("• Первый: Икс");
        chat.Press("Отправить");

        var call = chat.Host.Done.Single();
        call.Given[0].Answer.Options.ShouldBe(["x"]);
        call.Revision.ShouldBe(RevisionOf(TestDialogs.QuestionnaireFile(Steps)));
    }

    [Fact]
    public void The_next_time_the_newest_is_asked()
    {
        var chat = Renew(TestDialogs.Questionnaire(Steps).Press("Икс"), "x: Икс, ", "w: Дубль, ").Press("Пэ").Type("слово").Press("Отправить").Press("Начать");

        chat.Buttons[..2].ShouldBe(["Дубль", "Зет"]);
    }

    [Fact]
    public void Where_the_source_was_not_kept_the_first_question_without_an_answer_is_asked()
    {
        var chat = Renew(TestDialogs.Questionnaire(Steps).Press("Икс"), "x: Икс, ", "w: Дубль, ", isKept: false).Press("Пэ");

        chat.Said.ShouldBe([Changed]);
        chat.Question.ShouldContain("Первый?");
    }

    [Theory]
    [InlineData("notes.save", "notes.gone")]
    [InlineData("type: text", "type: telepathy")]
    public void Steps_that_cannot_be_compiled_any_more_give_way_to_the_newest(string known, string unknown)
    {
        var chat = TestDialogs.Questionnaire(Steps).Press("Икс");
        var earlier = TestDialogs.QuestionnaireFile(Steps);
        chat.Host.Sources[("talk", RevisionOf(earlier))] = earlier.Replace(known, unknown, StringComparison.Ordinal);
        chat.Reload(TestDialogs.WithMenu(earlier.Replace("x: Икс, ", "", StringComparison.Ordinal))).Press("Пэ");

        chat.Said.ShouldBe([Changed]);
        chat.Question.ShouldContain("Первый?");
    }

    [Fact]
    public void Back_and_a_change_stay_within_the_steps_that_were_begun()
    {
        var chat = Renew(TestDialogs.Questionnaire(Steps).Press("Икс").Press("Пэ"), "x: Икс, ", "w: Дубль, ").Press("← Назад").Press("← Назад");
        chat.Buttons[..2].ShouldBe(["Икс", "Зет"]);

        chat.Press("Зет").Question.ShouldContain("Третий?");
    }

    [Fact]
    public void Once_its_answers_hold_there_it_moves_to_the_newest()
    {
        var chat = Renew(TestDialogs.Questionnaire(Steps).Press("Икс").Press("Пэ"), "x: Икс, ", "w: Дубль, ").Press("← Назад").Press("← Назад").Press("Зет");
        chat.Type("слово");

        chat.State.Stack[^1].Revision.ShouldBe(RevisionOf(TestDialogs.QuestionnaireFile(Steps.Replace("x: Икс, ", "w: Дубль, ", StringComparison.Ordinal))));
        chat.Press("Изменить").Press("Первый").Buttons[..2].ShouldBe(["Дубль", "Зет"]);
    }

    [Fact]
    public void Put_aside_it_is_resumed_in_the_steps_it_began_with()
    {
        var chat = Renew(TestDialogs.Questionnaire(Steps).Press("Икс").Press("Пэ").Press("☰ Меню"), "x: Икс, ", "w: Дубль, ").Press("▶ Продолжить: Анкета");

        chat.Said.ShouldBe(["Остановились на вопросе 3 из 3, ответы целы."]);
        chat.Type("слово").Question.ShouldContain("• Первый: Икс");
    }

    [Fact]
    public void A_dialog_that_is_no_more_is_still_finished_by_who_began_it()
    {
        var chat = TestDialogs.Questionnaire(Steps).Press("Икс").Press("Пэ");
        var file = TestDialogs.QuestionnaireFile(Steps);
        chat.Host.Sources[("talk", RevisionOf(file))] = file;
        chat.Reload(TestDialogs.Load(
            TestDialogs.Menu.Replace("talk: Начать, ", "", StringComparison.Ordinal).Replace("  - call: talk\n    when: menu == 'talk'\n", "", StringComparison.Ordinal),
            "dialog: other\nsteps:\n  - say: Пусто."));

        chat.Type("слово").Question.ShouldBe("Чем помочь?", "the menu that led there is no more either");
        chat.Press("▶ Продолжить: Анкета").Question.ShouldContain("Третий?");
        chat.Type("слово").Press("Отправить").Host.Done.Count.ShouldBe(1);
        chat.Buttons.ShouldBe(["Другое"]);
    }

    [Fact]
    public void A_matrix_is_finished_with_the_rows_it_began_with_when_the_newest_has_another_question_in_its_place()
    {
        const string Matrix = "- ask: m\n  text: Как часто?\n  matrix:\n    rows: { a: Журнал, b: Доска }\n    columns: { x: Никогда, y: Часто }\n- do: notes.save";
        var chat = Renew(TestDialogs.Questionnaire(Matrix).Press("Часто"), "- ask: m", "- ask: other", Matrix);

        chat.Press("Никогда").Host.Done.Single().Given[0].Answer.Options.ShouldBe(["a:y", "b:x"]);
    }

    [Fact]
    public void An_order_is_finished_with_the_options_it_began_with()
    {
        const string Rank = "- ask: first\n  text: Готовы?\n  one_of: { x: Икс, z: Зет }\n- ask: r\n  text: Что важнее?\n  rank: { a: Семинары, b: Курсы }\n- do: notes.save";
        var chat = Renew(TestDialogs.Questionnaire(Rank).Press("Икс").Press("Курсы"), "x: Икс, z: Зет }", "w: Дубль, z: Зет }", Rank);

        chat.Press("Семинары").Press("Готово").Host.Done.Single().Given[1].Answer.Options.ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Title_and_kind_are_read_live()
    {
        var earlier = TestDialogs.QuestionnaireFile(Steps);
        var chat = TestDialogs.Questionnaire(Steps).Press("Икс");
        chat.Host.Sources[("talk", RevisionOf(earlier))] = earlier;
        chat.Reload(TestDialogs.WithMenu(earlier.Replace("title: Анкета", "title: Опрос", StringComparison.Ordinal).Replace("x: Икс, ", "", StringComparison.Ordinal)));

        chat.Press("☰ Меню").Buttons.ShouldContain("▶ Продолжить: Опрос");
    }

    [Fact]
    public void A_called_dialog_finishes_on_its_own_steps_and_returns_to_the_newest_caller()
    {
        const string Caller = "- ask: a\n  text: До?\n  yes_no: true\n- call: inner\n- ask: b\n  text: После?\n  yes_no: true\n- do: notes.save";
        const string Inner = "dialog: inner\nsteps:\n  - ask: i\n    text: Внутри?\n    one_of: { x: Икс, z: Зет }\n  - ask: j\n    text: Глубже?\n    yes_no: true";
        var chat = TestDialogs.Questionnaire(Caller, null, Inner).Press("Да").Press("Икс");
        chat.Host.Sources[("inner", TestDialogs.WithMenu(TestDialogs.QuestionnaireFile(Caller), Inner).Find("inner")!.Revision)] = Inner;
        chat.Reload(TestDialogs.WithMenu(
            TestDialogs.QuestionnaireFile(Caller.Replace("После?", "Наконец?", StringComparison.Ordinal)), Inner.Replace("x: Икс, ", "", StringComparison.Ordinal)));

        chat.Press("Да").Said.ShouldBeEmpty();
        chat.Question.ShouldContain("Наконец?");
        chat.Press("← Назад").Question.ShouldBe("Глубже?");
        chat.Press("← Назад").Buttons[..2].ShouldBe(["Икс", "Зет"]);
    }
}
