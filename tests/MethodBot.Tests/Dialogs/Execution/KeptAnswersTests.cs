using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

/// <summary>What must not be lost, or done twice, on ways that are rarely walked.</summary>
public sealed class KeptAnswersTests
{
    private const string Inner = """
        dialog: inner
        title: Внутренний
        steps:
          - ask: word
            text: Слово?
            type: text
          - ask: more
            text: Ещё слово?
            type: text
        """;

    [Fact]
    public void Words_typed_in_a_called_dialog_that_has_come_to_its_end_are_put_aside_with_what_called_it()
    {
        var chat = TestDialogs.Talk("- call: inner\n- ask: sure\n  text: Верно?\n  yes_no: true", null, Inner).Type("раз").Type("два");
        chat.Step.ShouldBe("sure");

        chat.Command(CommandName.Menu).Buttons.ShouldContain("▶ Продолжить: Разговор");
    }

    [Fact]
    public void An_answer_that_only_chose_the_way_is_chosen_anew_on_the_way_back()
    {
        const string steps = "- ask: act\n  {0}text: Что сделать?\n  one_of: {{ off: Отменить, on: Оставить }}\n- ask: sure\n  text: Точно?\n  yes_no: true";
        TestDialogs.Talk(string.Format(System.Globalization.CultureInfo.InvariantCulture, steps, "")).Press("Отменить").Press("← Назад").Buttons.ShouldContain("Оставить как есть");

        var chat = TestDialogs.Talk(string.Format(System.Globalization.CultureInfo.InvariantCulture, steps, "forget: true\n  ")).Press("Отменить").Press("← Назад");
        chat.Step.ShouldBe("act");
        chat.Buttons.ShouldNotContain("Оставить как есть");
        chat.Buttons.ShouldContain("Отменить");
    }

    [Fact]
    public void Words_of_ones_own_beside_a_choice_are_put_aside_as_typed_words_are()
    {
        var chat = TestDialogs.Talk("- ask: day\n  text: Когда?\n  one_of:\n    - { id: now, text: Сейчас }\n    - { other: Другое }\n- ask: sure\n  text: Верно?\n  yes_no: true");
        chat.Type("по вечерам").Step.ShouldBe("sure");

        chat.Command(CommandName.Menu).Buttons.ShouldContain("▶ Продолжить: Разговор");
    }

    [Fact]
    public void What_a_dialog_called_is_put_aside_when_the_dialog_itself_is_no_more()
    {
        var chat = TestDialogs.Talk("- call: inner", null, Inner).Type("раз");

        chat.Reload(TestDialogs.Load(TestDialogs.Menu.Replace("  - call: talk\n    when: menu == 'talk'\n", "", StringComparison.Ordinal), Other, Inner)).Type("два");

        chat.Press("▶ Продолжить: Внутренний").Step.ShouldBe("more");
        chat.State.Stack[^1].Answers["word"].Text.ShouldBe("раз");
    }

    [Fact]
    public void Back_out_of_what_a_link_opened_the_same_answer_leads_into_it_again()
    {
        const string start = """
            dialog: start
            steps:
              - ask: name
                text: Как Вас зовут?
                type: text
              - call: link
              - ask: menu
                menu: true
                text: Чем помочь?
                one_of: { more: Ещё }
            """;
        const string linked = "dialog: linked\nlink: linked\ntakes: [about]\nsteps:\n  - ask: word\n    text: \"Слово о {about}?\"\n    type: text";
        var chat = new Chat(TestDialogs.Load(start, linked), new FakeHost()).Take(new Trigger.Follow("linked-12")).Type("Маша").Press("← Назад");
        chat.Step.ShouldBe("name");

        chat.Press("Оставить как есть").Question.ShouldBe("Слово о 12?");
    }

    [Fact]
    public void Results_of_actions_are_there_again_in_a_dialog_that_back_led_out_of()
    {
        var host = new FakeHost();
        var missing = ActionOutcome.Of("missing").With("title", "ничего");
        host.Actions["notes.read"] = _ => missing;
        const string finding = """
            dialog: finding
            steps:
              - ask: go_on
                text: "Искать? {found.title}"
                yes_no: true
              - do: notes.read
                id: found
                outcomes: { missing: go_on }
            """;
        var chat = TestDialogs.Talk("- ask: name\n  text: Имя?\n  type: text\n- call: finding", host, finding).Type("Маша").Press("Да");
        chat.Question.ShouldBe("Искать? ничего");

        chat.Press("← Назад").Press("Оставить как есть").Question.ShouldBe("Искать? ничего");
    }

    [Fact]
    public void A_newer_revision_of_the_caller_does_not_write_again_what_a_called_dialog_has_written()
    {
        const string saving = """
            dialog: saving
            steps:
              - do: notes.save
              - ask: after
                text: Записано. Что ещё?
                type: text
            """;
        var chat = TestDialogs.Talk("- call: saving\n- ask: last\n  text: Последнее?\n  type: text", null, saving);

        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile("- ask: first\n  text: Первое?\n  type: text\n- id: again\n  call: saving"), saving)).Type("что угодно");
        chat.Step.ShouldBe("first");
        chat.Type("первое").Step.ShouldBe("after");

        chat.Actions.ShouldBe(["notes.save"]);
    }

    [Fact]
    public void A_finished_dialog_that_wrote_something_is_gone_on_with_behind_it()
    {
        const string saving = """
            dialog: saving
            steps:
              - do: notes.save
              - ask: after
                text: Записано. Что ещё?
                type: text
            """;
        var chat = TestDialogs.Talk("- call: saving\n- ask: last\n  text: Последнее?\n  type: text", null, saving).Type("ещё");
        chat.Step.ShouldBe("last");

        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile("- call: saving\n- ask: other\n  text: Другое?\n  type: text"), saving)).Type("что угодно");

        chat.Step.ShouldBe("other");
        chat.Actions.ShouldBe(["notes.save"]);
    }

    [Theory]
    [InlineData("many_of: { p: Пэ, r: Эр }", "Пэ")]
    [InlineData("rank: { p: Пэ, r: Эр }", "Эр")]
    public void What_was_ticked_before_going_back_is_ticked_on_coming_again(string kind, string label)
    {
        var chat = TestDialogs.Talk($"- ask: a\n  text: Первый?\n  yes_no: true\n- ask: b\n  text: Второй?\n  {kind}").Press("Да").Press(label);

        chat.Press("← Назад").Press("Нет").Chosen.ShouldBe([label]);
        chat.State.Stack[^1].Begun.ShouldBeNull();
    }

    [Fact]
    public void Files_sent_before_going_back_need_not_be_sent_again()
    {
        var chat = TestDialogs.Talk("- ask: a\n  text: Первый?\n  yes_no: true\n- ask: b\n  text: Фото?\n  type: photo\n  max: 3").Press("Да")
            .Send(new AnswerFile(1, "photo", null)).Send(new AnswerFile(2, "photo", null));

        chat.Press("← Назад").Press("Оставить как есть").Question.ShouldContain("2 файла");
    }

    [Fact]
    public void Rows_of_a_matrix_answered_before_going_back_out_of_it_stay_answered()
    {
        const string Steps = "- ask: a\n  text: Первый?\n  yes_no: true\n- ask: m\n  text: Второй?\n  matrix: { rows: { x: Аз, z: Буки }, columns: { p: Пэ, r: Эр } }";
        var chat = TestDialogs.Talk(Steps).Press("Да").Press("Эр").Press("← Назад").Press("← Назад");
        chat.Step.ShouldBe("a");

        chat.Press("Нет").Chosen.ShouldBe(["Эр"]);
    }

    private const string Other = """
        dialog: other
        steps:
          - ask: word
            text: Слово?
            type: text
        """;
}
