using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

/// <summary>One person in two chats: a questionnaire begun in the one is continued in the other.</summary>
public sealed class DraftTests
{
    private const string Steps = """
        - ask: a
          text: Первый?
          one_of: { x: Икс, z: Зет }
        - ask: b
          text: Второй?
          many_of: { p: Пэ, r: Эр }
        - ask: c
          text: Третий?
          type: text
        - do: notes.save
        """;

    private const string Moved = "Вы продолжили в другом мессенджере: Анкета. Ответы целы и ждут там. Если ещё не закончили, можно вернуть их сюда из меню.";

    private const string Resume = "▶ Продолжить: Анкета";

    /// <summary>The other chat as the store would show it to this one.</summary>
    private static FakeHost Beside(Chat other, FakeHost? host = null)
    {
        host ??= new FakeHost();
        if (other.State.FindDraft("talk") is { } draft)
            host.Drafts["talk"] = draft;
        return host;
    }

    private static Chat AtMenu(FakeHost host, string steps = Steps, params string[] more) =>
        new Chat(TestDialogs.WithMenu([TestDialogs.QuestionnaireFile(steps), .. more]), host).Command(CommandName.Start);

    [Fact]
    public void The_menu_of_the_other_chat_offers_to_continue_and_goes_on_at_the_same_question()
    {
        var first = TestDialogs.Questionnaire(Steps).Press("Икс").Press("Эр");
        var second = AtMenu(Beside(first));
        second.Buttons.ShouldBe(["Начать", "Другое", Resume]);

        second.Press(Resume).Said.ShouldBe(["Остановились на вопросе 2 из 3, ответы целы."]);
        second.Chosen.ShouldBe(["Эр"]);
        second.Press("Готово").Type("слово").Host.Done.Single().Given.Select(given => given.Question).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Beginning_it_there_continues_it_too()
    {
        var second = AtMenu(Beside(TestDialogs.Questionnaire(Steps).Press("Икс"))).Press("Начать");

        second.Said.ShouldBe(["Остановились на вопросе 2 из 3, ответы целы."]);
        second.Question.ShouldContain("Второй?");
    }

    [Fact]
    public void One_put_aside_there_is_offered_as_well()
    {
        var first = TestDialogs.Questionnaire(Steps).Press("Икс").Press("☰ Меню");

        AtMenu(Beside(first)).Press(Resume).Question.ShouldContain("Второй?");
    }

    [Fact]
    public void One_without_answers_is_neither_offered_nor_taken()
    {
        var second = AtMenu(Beside(TestDialogs.Questionnaire(Steps)));

        second.Buttons.ShouldBe(["Начать", "Другое"]);
        second.Press("Начать").Question.ShouldContain("Первый?");
        second.Said.ShouldBeEmpty();
    }

    [Fact]
    public void A_first_question_begun_in_parts_is_worth_offering()
    {
        const string Matrix = "- ask: m\n  text: Часто?\n  matrix:\n    rows: { a: Аз, b: Буки }\n    columns: { x: Да, y: Нет }\n- do: notes.save";
        var second = AtMenu(Beside(TestDialogs.Questionnaire(Matrix).Press("Нет")), Matrix);
        second.Buttons.ShouldContain(Resume);

        second.Press("Начать").Question.ShouldContain("2 из 2");
    }

    [Fact]
    public void Flows_belong_to_their_chat()
    {
        var chat = TestDialogs.Talk(Steps).Press("Икс");

        chat.State.Stack[^1].IsDraft.ShouldBeFalse();
        TestDialogs.Questionnaire(Steps).State.Stack[^1].IsDraft.ShouldBeTrue();
    }

    [Theory]
    [InlineData("press")]
    [InlineData("type")]
    [InlineData("menu")]
    [InlineData("back")]
    public void The_first_chat_lets_go_whatever_comes_next(string what)
    {
        var chat = TestDialogs.Questionnaire(Steps).Press("Икс");
        chat.Host.Moved.Add("talk");
        _ = what switch
        {
            "press" => chat.Press("Пэ"),
            "type" => chat.Type("пэ"),
            "menu" => chat.Command(CommandName.Menu),
            _ => chat.Type("назад"),
        };

        chat.Said.ShouldBe([Moved]);
        chat.Question.ShouldBe("Чем помочь?");
        chat.State.Suspended.ShouldBeEmpty("there is one draft, and it is elsewhere");
        chat.Host.Done.ShouldBeEmpty();
    }

    [Fact]
    public void When_both_press_at_once_the_answer_of_the_slower_chat_is_told_to_be_elsewhere()
    {
        var first = TestDialogs.Questionnaire(Steps).Press("Икс").Press("Пэ").Press("Готово");
        var second = AtMenu(Beside(first)).Press(Resume);
        first.Host.Moved.Add("talk");

        first.Type("слово отсюда").Said.ShouldBe([Moved]);
        second.Type("слово оттуда").Host.Done.Single().Given[2].Answer.Text.ShouldBe("слово оттуда");
        first.Host.Done.ShouldBeEmpty();
    }

    [Fact]
    public void It_can_be_taken_back()
    {
        var first = TestDialogs.Questionnaire(Steps).Press("Икс");
        var second = AtMenu(Beside(first)).Press(Resume).Press("Эр").Press("Готово");
        first.Host.Moved.Add("talk");
        Beside(second, first.Host);
        first.Type("что тут?").Buttons.ShouldContain(Resume);
        first.Press(Resume).Question.ShouldContain("Третий?");

        first.Host.Moved.Clear();
        first.Host.Drafts.Clear();
        first.Type("слово").Host.Done.Single().Given.Length.ShouldBe(3);
    }

    [Fact]
    public void One_put_aside_here_and_finished_there_is_offered_no_more()
    {
        var chat = TestDialogs.Questionnaire(Steps).Press("Икс").Press("☰ Меню");
        var menu = chat.Screen;
        chat.Host.Moved.Add("talk");

        chat.PressOn(menu, Resume).Toasts.ShouldBe(["Это кнопка прошлого вопроса."]);
        chat.Buttons.ShouldBe(["Начать", "Другое"]);
        chat.Press("Начать").Question.ShouldContain("Первый?");
    }

    [Fact]
    public void A_double_tap_on_the_offer_takes_it_once()
    {
        var second = AtMenu(Beside(TestDialogs.Questionnaire(Steps).Press("Икс")));
        var menu = second.Screen;

        second.PressOn(menu, Resume).PressOn(menu, Resume).Effects.ShouldBeEmpty();
        second.State.Stack.Length.ShouldBe(2);
    }

    [Fact]
    public void An_offer_whose_draft_was_finished_meanwhile_is_stale()
    {
        var second = AtMenu(Beside(TestDialogs.Questionnaire(Steps).Press("Икс")));
        second.Host.Drafts.Clear();

        second.Press(Resume).Toasts.ShouldBe(["Это кнопка прошлого вопроса."]);
        second.Buttons.ShouldBe(["Начать", "Другое"]);
    }

    private const string Caller = "- ask: a\n  text: Первый?\n  one_of: { x: Икс, z: Зет }\n- call: inner\n- ask: b\n  text: Последний?\n  yes_no: true\n- do: notes.save";

    private const string Inner = "dialog: inner\nsteps:\n  - ask: i\n    text: Внутри?\n    type: text\n  - ask: j\n    text: Глубже?\n    yes_no: true";

    [Fact]
    public void What_it_was_calling_comes_along()
    {
        var first = TestDialogs.Questionnaire(Caller, null, Inner).Press("Икс").Type("слово");
        var second = AtMenu(Beside(first), Caller, Inner).Press(Resume);
        second.Question.ShouldBe("Глубже?");

        second.Press("← Назад").Question.ShouldBe("Внутри?\n\nВаш ответ: слово");
        second.Press("Оставить как есть").Press("Да").Press("Нет").Host.Done.Single().Given.Select(given => given.Question).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void The_first_chat_lets_go_of_what_it_was_calling_too()
    {
        var chat = TestDialogs.Questionnaire(Caller, null, Inner).Press("Икс").Type("слово");
        chat.Host.Moved.Add("talk");

        chat.Press("Да").Said.ShouldBe([Moved]);
        chat.State.Stack.Length.ShouldBe(1);
        chat.State.Suspended.ShouldBeEmpty();
    }

    [Fact]
    public void A_flow_that_called_a_questionnaire_is_kept_when_that_moves_away()
    {
        const string Flow = "- ask: t\n  text: Тема?\n  type: text\n- call: poll\n- ask: z\n  text: Конец?\n  yes_no: true";
        const string Poll = "dialog: poll\ntitle: Опрос\nkind: questionnaire\nsteps:\n  - ask: a\n    text: Первый?\n    yes_no: true\n  - ask: b\n    text: Второй?\n    yes_no: true";
        var chat = TestDialogs.Talk(Flow, null, Poll).Type("Проекты").Press("Да");
        chat.Host.Moved.Add("poll");

        chat.Press("Нет").Buttons.ShouldContain("▶ Продолжить: Разговор");
        chat.Host.Moved.Clear();
        chat.Press("▶ Продолжить: Разговор");
        chat.Question.ShouldContain("Первый?");
        chat.Press("← Назад").Question.ShouldContain("Ваш ответ: Проекты");
    }

    [Fact]
    public void A_draft_about_another_thing_is_not_taken()
    {
        const string Calling = "- call: card\n  with: { about: person.name }";
        const string Card = "dialog: card\ntitle: Карта\nkind: questionnaire\ntakes: [about]\nsteps:\n  - ask: a\n    text: \"Как {about}?\"\n    yes_no: true\n  - ask: b\n    text: Точно?\n    yes_no: true";
        var host = new FakeHost();
        host.Facts["person.name"] = Answer.OfText("урок");
        var first = TestDialogs.Talk(Calling, host, Card).Press("Да");
        var other = new FakeHost();
        other.Facts["person.name"] = Answer.OfText("кружок");
        other.Drafts["card(about=урок)"] = first.State.FindDraft("card(about=урок)")!;

        TestDialogs.Talk(Calling, other, Card).Question.ShouldContain("Как кружок?");
        other.Facts["person.name"] = Answer.OfText("урок");
        TestDialogs.Talk(Calling, other, Card).Question.ShouldContain("Точно?");
    }

    [Fact]
    public void A_draft_of_other_steps_is_finished_on_them()
    {
        var first = TestDialogs.Questionnaire(Steps).Press("Икс");
        var host = Beside(first);
        var file = TestDialogs.QuestionnaireFile(Steps);
        host.Sources[("talk", TestDialogs.WithMenu(file).Find("talk")!.Revision)] = file;
        var second = AtMenu(host, Steps.Replace("x: Икс, ", "", StringComparison.Ordinal)).Press(Resume);

        second.Press("Пэ").Press("Готово").Type("слово").Host.Done.Single().Given[0].Answer.Options.ShouldBe(["x"]);
    }

    [Fact]
    public void A_draft_whose_first_answers_do_not_hold_any_more_asks_them_again()
    {
        var second = AtMenu(Beside(TestDialogs.Questionnaire(Steps).Press("Икс")), Steps.Replace("x: Икс, ", "", StringComparison.Ordinal)).Press(Resume);

        second.Said.ShouldBe(["Вопросы обновили. Ваши ответы целы, продолжим с нужного места."]);
        second.Question.ShouldContain("Первый?");
    }

    [Fact]
    public void A_button_to_resume_means_what_it_says_when_what_stood_before_it_has_moved()
    {
        const string Talk = "- ask: w\n  text: Что?\n  type: text\n- ask: v\n  text: Ещё?\n  type: text";
        var other = TestDialogs.TalkFile(Talk).Replace("dialog: talk", "dialog: other", StringComparison.Ordinal);
        var chat = new Chat(TestDialogs.Load(TestDialogs.Menu, other, TestDialogs.QuestionnaireFile(Steps)), new FakeHost()).Command(CommandName.Start)
            .Press("Начать").Press("Икс").Press("☰ Меню").Press("Другое").Type("слово").Press("☰ Меню");
        chat.Buttons.ShouldBe(["Начать", "Другое", Resume, "▶ Продолжить: Разговор"]);
        chat.Host.Moved.Add("talk");

        chat.Press("▶ Продолжить: Разговор").Question.ShouldContain("Ещё?");
    }

    [Fact]
    public void A_flow_put_aside_keeps_its_own_answers_when_the_questionnaire_that_it_called_moves_away()
    {
        const string Flow = "- ask: t\n  text: Тема?\n  type: text\n- call: poll\n- ask: z\n  text: Конец?\n  yes_no: true";
        const string Poll = "dialog: poll\ntitle: Опрос\nkind: questionnaire\nsteps:\n  - ask: a\n    text: Первый?\n    yes_no: true\n  - ask: b\n    text: Второй?\n    yes_no: true";
        var chat = TestDialogs.Talk(Flow, null, Poll).Type("Проекты").Press("Да").Press("☰ Меню");
        chat.Host.Moved.Add("poll");

        chat.Press("▶ Продолжить: Разговор");

        chat.State.Stack[1].Answers["t"].Text.ShouldBe("Проекты");
        chat.Question.ShouldContain("Первый?");
    }

    [Fact]
    public void The_menu_offers_no_more_than_it_has_room_for()
    {
        var host = new FakeHost();
        var draft = TestDialogs.Questionnaire(Steps).Press("Икс").State.FindDraft("talk")!;
        for (var i = 0; i < 9; i++)
            host.Drafts[$"talk({i})"] = draft;

        AtMenu(host).Buttons.Length.ShouldBe(7);
    }
}
