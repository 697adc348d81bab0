using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class BackTests
{
    private const string Three = """
        - ask: a
          text: Первый?
          one_of: { x: Икс, z: Зет }
        - ask: b
          text: Второй?
          when: a == 'x'
          one_of: { p: Пэ, r: Эр }
        - ask: c
          text: Третий?
          one_of: { k: Ка, m: Эм }
        """;

    private const string Inner = """
        dialog: inner
        steps:
          - ask: i1
            text: Внутри один?
            one_of: { x: Икс, z: Зет }
          - ask: i2
            text: Внутри два?
            one_of: { x: Икс, z: Зет }
        """;

    private const string Outer = """
        - ask: a
          text: До?
          one_of: { x: Икс, z: Зет }
        - call: inner
        - ask: c
          text: После?
          one_of: { x: Икс, z: Зет }
        """;

    [Fact]
    public void Back_returns_to_the_previous_question_with_its_answer_marked()
    {
        var chat = TestDialogs.Talk(Three).Press("Икс").Press("Пэ").Press("← Назад");

        chat.Question.ShouldBe("Второй?");
        chat.Chosen.ShouldBe(["Пэ"]);
        chat.Press("← Назад").Question.ShouldBe("Первый?");
        chat.Chosen.ShouldBe(["Икс"]);
    }

    [Theory]
    [InlineData("Назад")]
    [InlineData("назад.")]
    [InlineData(" НАЗАД! ")]
    public void Back_may_be_typed(string word) => TestDialogs.Talk(Three).Press("Икс").Type(word).Question.ShouldBe("Первый?");

    [Fact]
    public void Back_from_the_first_question_of_a_conversation_says_there_is_nowhere_to_go()
    {
        var chat = new Chat(TestDialogs.Load("dialog: start\nsteps:\n  - ask: a\n    text: Первый?\n    yes_no: true"), new FakeHost());
        chat.Command(CommandName.Start).Buttons.ShouldBe(["Да", "Нет"]);

        chat.Type("Назад").Question.ShouldBe("Назад идти некуда, это начало. Вот вопрос ещё раз.\n\nПервый?");
    }

    [Fact]
    public void Back_from_the_first_question_of_a_dialog_opens_the_menu_that_called_it()
    {
        var chat = TestDialogs.Talk(Three).Press("← Назад");

        chat.Question.ShouldBe("Чем помочь?");
        chat.Buttons.ShouldBe(["Начать", "Другое"]);
    }

    [Fact]
    public void A_menu_has_no_way_back()
    {
        var chat = TestDialogs.Talk(Three).Press("← Назад").Type("Назад");

        chat.Question.ShouldStartWith("Назад идти некуда");
        chat.Question.ShouldEndWith("Чем помочь?");
    }

    [Fact]
    public void Back_and_the_same_answer_give_the_same_conversation()
    {
        var chat = TestDialogs.Talk(Three).Press("Икс").Press("Пэ");
        var before = chat.State;

        chat.Press("← Назад").Press("Пэ");

        chat.Question.ShouldBe("Третий?");
        (chat.State with { Visit = null, LastVisit = 0, Accepted = [] }).ToJson()
            .ShouldBe((before with { Visit = null, LastVisit = 0, Accepted = [] }).ToJson());
    }

    [Fact]
    public void Keeping_an_answer_goes_on_like_giving_it_again()
    {
        var chat = TestDialogs.Talk(Three).Press("Икс").Press("Пэ").Press("← Назад").Press("Оставить как есть");

        chat.Question.ShouldBe("Третий?");
    }

    [Fact]
    public void After_a_changed_answer_the_first_question_without_one_is_asked()
    {
        var chat = TestDialogs.Talk(Three + "\n- ask: d\n  text: Четвёртый?\n  yes_no: true")
            .Press("Зет").Press("Ка").Press("← Назад").Press("← Назад").Press("Икс");

        chat.Question.ShouldBe("Второй?");
        chat.Press("Эр").Question.ShouldBe("Четвёртый?", "the third still holds its answer");
    }

    [Fact]
    public void What_stands_before_an_answered_question_is_not_told_again_on_the_way()
    {
        var chat = TestDialogs.Talk("""
            - ask: a
              text: Первый?
              one_of: { x: Икс, z: Зет }
            - say: Между.
            - ask: b
              text: Второй?
              yes_no: true
            - say: Перед третьим.
            - ask: c
              text: Третий?
              yes_no: true
            """).Press("Икс").Press("Да").Press("← Назад").Press("← Назад").Press("Зет");

        chat.Question.ShouldBe("Третий?");
        chat.Said.ShouldBe(["Перед третьим."]);
    }

    [Fact]
    public void Answers_off_the_path_are_kept_but_invisible_to_conditions_review_and_actions()
    {
        var chat = TestDialogs.Talk(Three + """

            - say: Второй был.
              when: answered(b)
            - review: Проверьте
            - do: notes.save
            """).Press("Икс").Press("Пэ").Press("← Назад").Press("← Назад").Press("Зет").Press("Ка");

        chat.Said.ShouldBeEmpty();
        chat.Question.ShouldNotContain("Второй");
        chat.State.Stack[^1].Answers.ShouldContainKey("b");
        chat.Press("Отправить").Host.Done[0].Given.Select(given => given.Question).ShouldBe(["a", "c"]);
    }

    [Fact]
    public void Answers_off_the_path_come_back_with_the_path()
    {
        var chat = TestDialogs.Talk(Three).Press("Икс").Press("Пэ").Press("← Назад").Press("← Назад").Press("Зет")
            .Press("← Назад").Press("Икс");

        chat.Question.ShouldBe("Третий?", "the second question holds its answer from the first round");
    }

    [Fact]
    public void Back_leads_into_a_called_dialog_and_out_of_it()
    {
        var chat = TestDialogs.Talk(Outer, null, Inner).Press("Икс").Press("Зет").Press("Икс");
        chat.Question.ShouldBe("После?");

        chat.Press("← Назад").Question.ShouldBe("Внутри два?");
        chat.Chosen.ShouldBe(["Икс"]);
        chat.Press("← Назад").Question.ShouldBe("Внутри один?");
        chat.Chosen.ShouldBe(["Зет"]);
        chat.Press("← Назад").Question.ShouldBe("До?");
        chat.Chosen.ShouldBe(["Икс"]);
    }

    [Fact]
    public void Back_into_a_called_dialog_and_the_same_answer_return_to_the_caller()
    {
        var chat = TestDialogs.Talk(Outer, null, Inner).Press("Икс").Press("Зет").Press("Икс");
        var before = chat.State;

        chat.Press("← Назад").Press("Оставить как есть");

        chat.Question.ShouldBe("После?");
        (chat.State with { Visit = null, LastVisit = 0, Accepted = [] }).ToJson()
            .ShouldBe((before with { Visit = null, LastVisit = 0, Accepted = [] }).ToJson());
    }

    [Fact]
    public void Back_through_a_whole_called_dialog_and_the_same_answer_ask_nothing_twice()
    {
        var chat = TestDialogs.Talk(Outer, null, Inner).Press("Икс").Press("Зет").Press("Икс")
            .Press("← Назад").Press("← Назад").Press("← Назад");
        chat.Question.ShouldBe("До?");

        chat.Press("Зет").Question.ShouldBe("После?", "both answers of the called dialog still hold");
        chat.Press("← Назад").Question.ShouldBe("Внутри два?");
    }

    [Fact]
    public void A_called_dialog_with_other_parameters_begins_anew()
    {
        var chat = TestDialogs.Talk(
            """
            - ask: who
              text: Кто?
              one_of: { anna: Анна, olga: Ольга }
            - call: card
              with: { person: who }
            - ask: c
              text: После?
              yes_no: true
            """,
            null,
            "dialog: card\ntakes: [person]\nsteps:\n  - ask: sure\n    text: Точно {person}?\n    yes_no: true").Press("Анна").Press("Да");
        chat.Press("← Назад").Press("← Назад").Press("Ольга").Question.ShouldBe("Точно Ольга?");
        chat.Buttons.ShouldNotContain("Оставить как есть");
    }

    [Fact]
    public void Back_passes_over_a_called_dialog_that_asked_nothing()
    {
        var chat = TestDialogs.Talk(Outer, null, "dialog: inner\nsteps:\n  - say: К сведению.").Press("Зет");
        chat.Question.ShouldBe("После?");

        chat.Press("← Назад").Question.ShouldBe("До?");
    }

    [Fact]
    public void An_action_that_changed_data_is_a_barrier()
    {
        var chat = TestDialogs.Talk("""
            - ask: a
              text: До?
              yes_no: true
            - do: notes.save
            - ask: b
              text: После?
              yes_no: true
            - ask: c
              text: Потом?
              yes_no: true
            """).Press("Да");
        chat.Buttons.ShouldNotContain("← Назад");
        chat.Type("назад").Question.ShouldStartWith("Назад идти некуда");

        chat.Press("Да").Press("← Назад").Question.ShouldBe("После?");
        chat.Buttons.ShouldNotContain("← Назад");
        chat.Actions.ShouldBe(["notes.save"]);
    }

    [Fact]
    public void An_action_that_only_read_or_changed_nothing_is_no_barrier()
    {
        const string Steps = """
            - ask: a
              text: До?
              yes_no: true
            - do: notes.read
            - do: notes.save
            - ask: b
              text: После?
              yes_no: true
            """;
        var host = new FakeHost();
        host.Actions["notes.save"] = _ => ActionOutcome.Of("full", changed: false);

        TestDialogs.Talk(Steps, host).Press("Да").Press("← Назад").Question.ShouldBe("До?");
    }

    [Fact]
    public void A_barrier_inside_a_called_dialog_holds_for_its_caller()
    {
        var chat = TestDialogs.Talk(Outer, null, """
            dialog: inner
            steps:
              - ask: i1
                text: Внутри?
                yes_no: true
              - do: notes.save
            """).Press("Икс").Press("Да");

        chat.Question.ShouldBe("После?");
        chat.Buttons.ShouldNotContain("← Назад");
        chat.Type("Назад").Question.ShouldStartWith("Назад идти некуда");
    }

    [Fact]
    public void A_barrier_in_a_called_dialog_that_asked_nothing_holds_too()
    {
        var chat = TestDialogs.Talk(Outer, null, "dialog: inner\nsteps:\n  - do: notes.save").Press("Икс");

        chat.Question.ShouldBe("После?");
        chat.Buttons.ShouldNotContain("← Назад");
        chat.Type("Назад").Question.ShouldStartWith("Назад идти некуда");
        chat.Actions.ShouldBe(["notes.save"]);
    }

    [Fact]
    public void Questions_behind_a_barrier_in_a_called_dialog_can_be_walked_back_to()
    {
        var chat = TestDialogs.Talk(Outer, null, """
            dialog: inner
            steps:
              - do: notes.save
              - ask: i1
                text: Внутри?
                yes_no: true
            """).Press("Икс").Press("Да");

        chat.Press("← Назад").Question.ShouldBe("Внутри?");
        chat.Buttons.ShouldNotContain("← Назад");
        chat.Press("Нет").Question.ShouldBe("После?");
        chat.Actions.ShouldBe(["notes.save"]);
    }
}
