using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class RevisionTests
{
    private const string First = """
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

    private static Chat AtThird() => TestDialogs.Questionnaire(First).Press("Икс").Press("Пэ");

    private static Chat Renew(Chat chat, string steps, params string[] more) =>
        chat.Reload(TestDialogs.WithMenu([TestDialogs.QuestionnaireFile(steps), .. more]));

    private static string Without(string line) => First.Replace(line, "", StringComparison.Ordinal);

    [Fact]
    public void An_action_learns_the_wording_that_the_person_was_looking_at()
    {
        const string Consent = "- ask: agree\n  text: Старый текст\n  one_of: { agree: Согласна, refuse: Нет }\n- do: notes.save\n- say: Готово!";
        var chat = TestDialogs.Talk(Consent);
        var seen = chat.State.Stack[^1].Revision;

        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(Consent.Replace("Старый", "Новый", StringComparison.Ordinal)))).Press("Согласна");

        chat.Host.Done.ShouldHaveSingleItem().Revision.ShouldBe(seen);
    }

    [Fact]
    public void Where_the_waiting_step_and_all_answers_are_valid_it_just_goes_on()
    {
        var chat = Renew(AtThird(), First.Replace("Второй?", "Второй вопрос?", StringComparison.Ordinal) + "\n- say: Готово!").Type("Ответ");

        chat.Said.ShouldBeEmpty();
        chat.Question.ShouldContain("• Второй вопрос: Пэ");
        chat.State.Stack[^1].Revision.ShouldBe(RevisionOf(First.Replace("Второй?", "Второй вопрос?", StringComparison.Ordinal) + "\n- say: Готово!"));
    }

    [Fact]
    public void A_change_outside_the_steps_is_no_new_revision()
    {
        var set = TestDialogs.WithMenu(TestDialogs.QuestionnaireFile(First));
        var retitled = TestDialogs.WithMenu("# примечание\n" + TestDialogs.QuestionnaireFile(First).Replace("title: Анкета", "title: Опрос", StringComparison.Ordinal));

        retitled.Find("talk")!.Revision.ShouldBe(set.Find("talk")!.Revision);
        TestDialogs.WithMenu(TestDialogs.QuestionnaireFile(First + "\n- say: Всё.")).Find("talk")!.Revision.ShouldNotBe(set.Find("talk")!.Revision);
    }

    [Fact]
    public void Old_buttons_of_the_waiting_question_still_work()
    {
        var chat = TestDialogs.Questionnaire(First);
        var drawing = chat.Screen;

        Renew(chat, First + "\n- say: Всё.").PressOn(drawing, "Зет").Question.ShouldContain("Второй?");
    }

    [Fact]
    public void When_the_waiting_step_is_gone_the_person_is_told_and_asked_the_first_question_without_an_answer()
    {
        var chat = Renew(AtThird(), First.Replace("ask: c", "ask: d", StringComparison.Ordinal).Replace("Третий?", "Новый?", StringComparison.Ordinal)).Type("Ответ");

        chat.Said.ShouldBe([Changed]);
        chat.Question.ShouldContain("Новый?");
        chat.State.Stack[^1].Answers.Keys.ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public void When_a_chosen_option_is_gone_its_question_is_asked_again()
    {
        var chat = Renew(AtThird(), First.Replace("p: Пэ, ", "", StringComparison.Ordinal)).Type("Ответ");

        chat.Said.ShouldBe([Changed]);
        chat.Question.ShouldContain("Второй?");
        chat.Press("Эр").Question.ShouldContain("Третий?");
    }

    [Fact]
    public void When_nothing_is_left_to_ask_the_review_comes()
    {
        Renew(AtThird(), Without("- ask: c\n  text: Третий?\n  type: text\n")).Type("Ответ").Question.ShouldContain("• Второй: Пэ");
    }

    [Fact]
    public void A_question_that_became_another_kind_is_asked_again()
    {
        var chat = Renew(AtThird(), First.Replace("text: Второй?\n  one_of: { p: Пэ, r: Эр }", "text: Второй?\n  type: number", StringComparison.Ordinal)).Type("5");

        chat.Said.ShouldBe([Changed]);
        chat.Question.ShouldContain("Второй?");
        chat.Type("5").Question.ShouldContain("Третий?");
    }

    [Theory]
    [InlineData("say: Второго больше нет.")]
    [InlineData("do: notes.read")]
    [InlineData("call: other\n  when: not answered(a)")]
    [InlineData("go: c")]
    public void A_question_that_became_another_step_does_not_break_the_conversation(string step)
    {
        var chat = Renew(AtThird(), First.Replace("- ask: b\n  text: Второй?\n  one_of: { p: Пэ, r: Эр }", $"- id: b\n  {step}", StringComparison.Ordinal));
        chat.Type("назад").Question.ShouldContain("Третий?");

        chat.Type("назад").Question.ShouldContain("Первый?");
    }

    [Fact]
    public void A_waiting_question_that_became_a_call_does_not_break_the_conversation()
    {
        var chat = Renew(AtThird(), First.Replace("- ask: c\n  text: Третий?\n  type: text", "- id: c\n  call: other", StringComparison.Ordinal)).Type("Ответ");

        chat.Question.ShouldBe("Слово?");
        chat.Type("слово").Question.ShouldContain("Проверьте");
    }

    [Fact]
    public void Ticks_whose_option_is_gone_do_not_count()
    {
        const string Steps = "- ask: m\n  text: Что?\n  many_of: { a: Аз, b: Буки, c: Веди, d: Глаголь }\n  max: 2\n- say: \"Записал: {m}\"";
        var chat = TestDialogs.Talk(Steps).Press("Аз").Press("Буки");
        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(Steps.Replace("a: Аз, ", "", StringComparison.Ordinal))));

        chat.Press("Веди").Chosen.ShouldBe(["Буки", "Веди"]);
        chat.Press("Готово").Said.ShouldBe(["Записал: Буки, Веди"]);
    }

    [Fact]
    public void A_limit_lowered_while_somebody_ticks_holds_at_done()
    {
        const string Steps = "- ask: m\n  text: Что?\n  many_of: { a: Аз, b: Буки, c: Веди }\n- say: \"Записал: {m}\"";
        var chat = TestDialogs.Talk(Steps).Press("Аз").Press("Буки");
        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(Steps.Replace("c: Веди }", "c: Веди }\n  max: 1", StringComparison.Ordinal))));

        chat.Press("Готово").Toasts.ShouldBe(["Можно отметить не больше 1. Снимите лишнее."]);
        chat.Press("Аз").Press("Готово").Said.ShouldBe(["Записал: Буки"]);
    }

    [Fact]
    public void What_was_written_is_not_written_again()
    {
        const string Steps = """
            - do: notes.save
            - ask: a
              text: Первый?
              yes_no: true
            - do: notes.send
              with: { to: "'всем'" }
            - ask: b
              text: Второй?
              yes_no: true
            """;
        var chat = TestDialogs.Talk(Steps).Press("Да");
        chat.Actions.ShouldBe(["notes.save", "notes.send"]);

        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(Steps.Replace("ask: b", "ask: c", StringComparison.Ordinal)))).Press("Да");
        chat.Said.ShouldBe([Changed]);
        chat.Question.ShouldBe("Второй?");
        chat.Actions.ShouldBe(["notes.save", "notes.send"]);

        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile("- say: Сначала.\n" + Steps
            .Replace("ask: b", "ask: d", StringComparison.Ordinal)
            .Replace("- ask: a\n  text: Первый?\n  yes_no: true\n", "", StringComparison.Ordinal)))).Press("Да");
        chat.Question.ShouldBe("Второй?");
        chat.Actions.ShouldBe(["notes.save", "notes.send"], "also where a question before it is gone");
    }

    [Fact]
    public void A_deleted_dialog_leads_to_the_start()
    {
        var chat = AtThird().Reload(TestDialogs.Load(TestDialogs.Menu
            .Replace("talk: Начать, ", "", StringComparison.Ordinal)
            .Replace("  - call: talk\n    when: menu == 'talk'\n", "", StringComparison.Ordinal), "dialog: other\nsteps:\n  - say: Пусто."));
        chat.Type("Ответ");

        chat.Said.ShouldBe([Changed]);
        chat.Question.ShouldBe("Чем помочь?");
        chat.Buttons.ShouldBe(["Другое"]);
        chat.State.Stack.Length.ShouldBe(1);
    }

    [Fact]
    public void A_deleted_dialog_that_was_put_aside_is_not_offered_and_its_old_button_leads_to_the_menu()
    {
        var chat = AtThird().Press("☰ Меню");
        var menu = chat.Screen;
        chat.Reload(TestDialogs.Load(
            TestDialogs.Menu.Replace("call: talk", "call: other", StringComparison.Ordinal).Replace("- call: other\n    when: menu == 'other'", "- say: Нет.\n    when: menu == 'other'", StringComparison.Ordinal),
            "dialog: other\nsteps:\n  - ask: w\n    text: Слово?\n    type: text"));

        chat.PressOn(menu, "▶ Продолжить: Анкета").Question.ShouldBe("Чем помочь?");
        chat.Buttons.ShouldBe(["Начать", "Другое"]);
    }

    [Fact]
    public void A_dialog_put_aside_is_resumed_in_its_newest_revision()
    {
        var chat = AtThird().Press("☰ Меню");
        Renew(chat, First.Replace("p: Пэ, ", "", StringComparison.Ordinal)).Press("▶ Продолжить: Анкета");

        chat.Said.ShouldBe([Changed]);
        chat.Question.ShouldContain("Второй?");
        chat.Press("Эр").Type("Ответ").Press("Отправить").Question.ShouldBe("Чем помочь?");
    }

    [Fact]
    public void A_new_menu_does_not_lose_the_questionnaire_above_it()
    {
        var chat = AtThird().Reload(TestDialogs.Load(
            TestDialogs.Menu.Replace("talk: Начать", "poll: Пройти анкету", StringComparison.Ordinal).Replace("menu == 'talk'", "menu == 'poll'", StringComparison.Ordinal),
            "dialog: other\nsteps:\n  - say: Пусто.",
            TestDialogs.QuestionnaireFile(First)));
        chat.Type("Ответ").Question.ShouldBe("Чем помочь?");

        chat.Press("▶ Продолжить: Анкета").Question.ShouldContain("Третий?");
        chat.Type("Ответ").Question.ShouldContain("• Первый: Икс");
    }

    private const string Caller = "- ask: a\n  text: До?\n  type: text\n- call: inner\n- ask: b\n  text: После?\n  yes_no: true";

    private const string Inner = "dialog: inner\nsteps:\n  - ask: i\n    text: Внутри?\n    one_of: { x: Икс, z: Зет }";

    [Fact]
    public void Back_enters_a_called_dialog_in_its_newest_revision()
    {
        var chat = TestDialogs.Talk(Caller, null, Inner).Type("Так").Press("Икс");
        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(Caller), Inner.Replace("Внутри?", "Внутри, точно?", StringComparison.Ordinal)));

        chat.Press("← Назад").Question.ShouldBe("Внутри, точно?");
        chat.Chosen.ShouldBe(["Икс"]);
    }

    [Theory]
    [InlineData("ask: i", "ask: j")]
    [InlineData("x: Икс, ", "")]
    public void Back_into_a_called_dialog_that_does_not_hold_any_more_asks_its_first_question_without_an_answer(string old, string now)
    {
        var chat = TestDialogs.Talk(Caller, null, Inner).Type("Так").Press("Икс");
        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(Caller), Inner.Replace(old, now, StringComparison.Ordinal)));

        chat.Press("← Назад");
        chat.Said.ShouldBe([Changed]);
        chat.Question.ShouldBe("Внутри?");
        chat.Press("Зет").Question.ShouldBe("После?");
    }

    [Fact]
    public void A_caller_whose_called_dialog_is_gone_goes_on_when_resumed()
    {
        var chat = TestDialogs.Talk(Caller.Replace("- call: inner", "- id: step\n  call: inner", StringComparison.Ordinal), null, Inner).Type("Так");
        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(Caller.Replace("- call: inner", "- id: step\n  call: more", StringComparison.Ordinal)),
            Inner.Replace("dialog: inner", "dialog: more", StringComparison.Ordinal)));
        chat.Press("Икс").Said.ShouldBe([Changed]);
        chat.Question.ShouldBe("Чем помочь?");

        chat.Press("▶ Продолжить: Разговор").Question.ShouldBe("Внутри?");
        chat.Press("Икс").Question.ShouldBe("После?");
    }

    [Fact]
    public void A_conversation_saved_before_there_were_any_dialogs_like_these_begins_anew()
    {
        var state = ConversationState.FromJson("""{"stack":[{"dialog":"gone","revision":"0","step":"x"}],"visit":{"number":3},"lastVisit":3}""");
        var engine = new DialogEngine(TestDialogs.WithMenu(TestDialogs.TalkFile(First)));

        var outcome = engine.Handle(state, new Trigger.Press("3.x"), new FakeHost());

        outcome.State.Stack.Single().Dialog.ShouldBe("start");
        outcome.State.Visit!.Number.ShouldBe(4);
    }

    private static string RevisionOf(string steps) => TestDialogs.WithMenu(TestDialogs.QuestionnaireFile(steps)).Find("talk")!.Revision;
}
