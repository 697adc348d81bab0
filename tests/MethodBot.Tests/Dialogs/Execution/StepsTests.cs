using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class StepsTests
{
    [Fact]
    public void Say_leaves_a_message_and_goes_on()
    {
        var chat = TestDialogs.Talk("""
            - say: Здравствуйте!
            - say: Начнём.
            - ask: a
              text: Первый?
              yes_no: true
            """);

        chat.Said.ShouldBe(["Здравствуйте!", "Начнём."]);
        chat.Question.ShouldBe("Первый?");
    }

    [Fact]
    public void A_step_happens_only_when_its_condition_holds()
    {
        var chat = TestDialogs.Talk("""
            - ask: a
              text: Пойдём?
              yes_no: true
            - say: Идём!
              when: a
            - say: Остаёмся.
              when: not a
            - ask: b
              text: Куда?
              when: a
              type: text
            - ask: c
              text: Почему?
              type: text
            """).Press("Нет");

        chat.Said.ShouldBe(["Остаёмся."]);
        chat.Question.ShouldBe("Почему?");
    }

    [Fact]
    public void Go_jumps_to_a_step_and_go_end_leaves_the_dialog()
    {
        var chat = TestDialogs.Talk("""
            - ask: a
              text: Пойдём?
              yes_no: true
            - go: away
              when: not a
            - say: Идём!
            - go: end
            - id: away
              say: Остаёмся.
            """);
        chat.Press("Нет").Said.ShouldBe(["Остаёмся."]);
        chat.Dialog.ShouldBe("start");

        chat.Press("Начать").Press("Да").Said.ShouldBe(["Идём!"]);
        chat.Dialog.ShouldBe("start");
    }

    [Fact]
    public void An_outcome_of_an_action_decides_where_the_dialog_goes()
    {
        const string Steps = """
            - id: save
              do: notes.save
              outcomes: { full: full, ok: next }
            - say: Записал {save.title}.
            - go: end
            - id: full
              say: Мест нет.
            """;
        var host = new FakeHost();
        host.Actions["notes.save"] = _ => ActionOutcome.Of("ok").With("title", "семинар");
        TestDialogs.Talk(Steps, host).Said.ShouldBe(["Записал семинар."]);

        host.Actions["notes.save"] = _ => ActionOutcome.Of("full", changed: false);
        TestDialogs.Talk(Steps, host).Said.ShouldBe(["Мест нет."]);
    }

    [Fact]
    public void An_action_gets_its_arguments_and_the_answers_of_the_path_in_their_order()
    {
        var chat = TestDialogs.Talk("""
            - ask: who
              text: Кому?
              one_of: { anna: Анне, olga: Ольге }
            - ask: words
              text: Что передать?
              type: text
            - do: notes.send
              with: { to: who, text: words }
            - do: notes.save
              with: { note: "'важно'" }
            """).Press("Ольге").Type("Добрый день");

        var send = chat.Host.Done[0];
        send.Action.ShouldBe("notes.send");
        send.Dialog.ShouldBe("talk");
        send.Arguments["to"].Key.ShouldBe("olga");
        send.Arguments["text"].Key.ShouldBe("Добрый день");
        send.Given.Select(given => (given.Question, given.Answer.Key)).ShouldBe([("who", "olga"), ("words", "Добрый день")]);
        chat.Host.Done[1].Arguments["note"].Key.ShouldBe("важно");
    }

    [Fact]
    public void The_outcome_of_an_action_can_be_asked_about_later()
    {
        var host = new FakeHost();
        host.Actions["notes.read"] = _ => ActionOutcome.Of("missing");
        var chat = TestDialogs.Talk("""
            - id: card
              do: notes.read
            - say: Нашёл.
              when: card.outcome == 'ok'
            - say: Не нашёл.
              when: card.outcome == 'missing'
            """, host);

        chat.Said.ShouldBe(["Не нашёл."]);
    }

    [Fact]
    public void A_result_that_the_latest_run_of_an_action_did_not_give_is_gone()
    {
        var host = new FakeHost();
        host.Actions["notes.read"] = call => call.Arguments["about"].Key == "a"
            ? ActionOutcome.Of("ok").With("title", "Старое")
            : ActionOutcome.Of("missing");
        var chat = TestDialogs.Talk("""
            - ask: what
              text: Что показать?
              one_of: { a: Первое, b: Второе }
            - id: card
              do: notes.read
              with: { about: what }
            - say: "[{card.title}]"
            - go: what
            """, host);

        chat.Press("Первое").Said.ShouldBe(["[Старое]"]);
        chat.Press("Второе").Said.ShouldBe(["[]"]);
    }

    [Fact]
    public void A_called_dialog_gets_its_parameters_and_returns_behind_the_call()
    {
        var chat = TestDialogs.Talk(
            """
            - ask: who
              text: Кто?
              one_of: { anna: Анна, olga: Ольга }
            - call: card
              with: { person: who, tone: "'строго'" }
            - say: Вернулись.
            - ask: more
              text: Ещё?
              yes_no: true
            """,
            null,
            """
            dialog: card
            takes: [person, tone]
            steps:
              - ask: sure
                text: Точно {person}, {tone}?
                yes_no: true
            """).Press("Анна");

        chat.Dialog.ShouldBe("card");
        chat.Question.ShouldBe("Точно Анна, строго?");
        chat.Press("Да").Said.ShouldBe(["Вернулись."]);
        chat.Dialog.ShouldBe("talk");
        chat.Question.ShouldBe("Ещё?");
    }

    [Fact]
    public void Answers_of_a_called_dialog_are_its_own()
    {
        var chat = TestDialogs.Talk(
            """
            - ask: a
              text: Снаружи?
              one_of: { outer: Снаружи, both: Везде }
            - call: inner
            - say: "Осталось: {a}"
            """,
            null,
            "dialog: inner\nsteps:\n  - ask: a\n    text: Внутри?\n    one_of: { inner: Внутри, both: Везде }").Press("Снаружи");

        chat.Question.ShouldBe("Внутри?");
        chat.Press("Внутри").Said.ShouldBe(["Осталось: Снаружи"]);
    }

    [Fact]
    public void A_dialog_that_ends_at_the_bottom_closes_its_screen_and_the_next_word_begins_anew()
    {
        var chat = new Chat(
            TestDialogs.Load("dialog: start\nsteps:\n  - ask: a\n    text: Да?\n    yes_no: true\n  - say: Всё."), new FakeHost());
        chat.Command(CommandName.Start).Press("Да");

        chat.Said.ShouldBe(["Всё."]);
        chat.Effects[^1].ShouldBeOfType<Effect.Close>();
        chat.State.Visit.ShouldBeNull();
        chat.Type("и ещё").Question.ShouldBe("Да?");
    }

    [Fact]
    public void An_optional_question_may_be_skipped_and_then_counts_as_unanswered()
    {
        const string Steps = """
            - ask: wish
              text: Пожелания?
              type: text
              optional: true
            - say: Спасибо за «{wish}».
              when: answered(wish)
            - say: Нет так нет.
              when: not answered(wish)
            """;
        TestDialogs.Talk(Steps).Press("Пропустить").Said.ShouldBe(["Нет так нет."]);
        TestDialogs.Talk(Steps).Type("пропустить").Said.ShouldBe(["Нет так нет."]);
        TestDialogs.Talk(Steps).Command(CommandName.Skip).Said.ShouldBe(["Нет так нет."]);
        TestDialogs.Talk(Steps).Type("Больше практики").Said.ShouldBe(["Спасибо за «Больше практики»."]);
    }

    [Fact]
    public void A_question_that_is_not_optional_cannot_be_skipped()
    {
        var chat = TestDialogs.Talk("- ask: wish\n  text: Пожелания?\n  type: text");

        chat.Buttons.ShouldNotContain("Пропустить");
        chat.Type("Пропустить").Question.ShouldBe("Этот вопрос пропустить нельзя.\n\nПожелания?");
        chat.Step.ShouldBe("wish");
    }

    [Fact]
    public void Facts_are_read_anew_after_an_action()
    {
        var host = new FakeHost();
        host.Actions["notes.save"] = _ =>
        {
            host.Facts["person.known"] = Answer.OfFlag(true);
            return ActionOutcome.Of("ok");
        };
        TestDialogs.Talk("""
            - do: notes.save
              when: not person.known
            - say: Знакомы.
              when: person.known
            """, host).Said.ShouldBe(["Знакомы."]);
    }

    [Fact]
    public void A_circle_that_never_waits_is_stopped()
    {
        var host = new FakeHost();
        host.Actions["notes.read"] = _ => ActionOutcome.Of("missing");

        Should.Throw<RunawayDialogException>(() => TestDialogs.Talk("- id: again\n  do: notes.read\n  outcomes: { missing: again }", host))
            .Message.ShouldContain("talk");
    }

    [Fact]
    public void Help_is_told_and_the_question_is_sent_again()
    {
        var chat = TestDialogs.Talk("- ask: wish\n  text: Пожелания?\n  type: text").Type("Помощь!");

        chat.Said.ShouldHaveSingleItem().ShouldStartWith("Я помогаю");
        chat.Question.ShouldBe("Пожелания?");
        chat.Renewed.ShouldBeTrue();
    }

    [Fact]
    public void Something_unreadable_gets_a_hint_and_the_question_again()
    {
        var chat = TestDialogs.Talk("- ask: wish\n  text: Пожелания?\n  type: text").Take(new Trigger.Unsupported());

        chat.Question.ShouldStartWith("Такое сообщение я прочитать не могу.");
        chat.Question.ShouldEndWith("Пожелания?");
        chat.Step.ShouldBe("wish");
    }

    [Fact]
    public void The_menu_hands_on_words_that_it_does_not_know()
    {
        var chat = new Chat(TestDialogs.WithMenu(TestDialogs.TalkFile("- say: Привет.")), new FakeHost()).Command(CommandName.Start);
        var before = chat.Saved;

        chat.Type("А когда семинар?").Understood.ShouldBeFalse();
        chat.Saved.ShouldBe(before);
        chat.Effects.ShouldBeEmpty();
        chat.Take(new Trigger.NotUnderstood()).Question.ShouldBe("Не понял Вас. Выберите, пожалуйста, из меню.\n\nЧем помочь?");
    }

    [Fact]
    public void A_questionnaire_counts_only_the_questions_that_will_be_asked()
    {
        var chat = TestDialogs.Questionnaire("""
            - ask: a
              text: Первый?
              one_of: { x: Икс, z: Зет }
            - ask: b
              text: Второй?
              when: a == 'z'
              yes_no: true
            - ask: c
              text: Третий?
              yes_no: true
            """);
        chat.Question.ShouldBe("Вопрос 1 из 2\nПервый?");
        chat.Press("Зет").Question.ShouldBe("Вопрос 2 из 3\nВторой?");
        chat.Press("Да").Question.ShouldBe("Вопрос 3 из 3\nТретий?");
    }
}
