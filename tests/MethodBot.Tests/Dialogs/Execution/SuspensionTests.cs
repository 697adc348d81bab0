using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class SuspensionTests
{
    private const string Questions = """
        - ask: a
          text: Первый?
          one_of: { x: Икс, z: Зет }
        - ask: b
          text: Второй?
          many_of: { p: Пэ, r: Эр }
        - ask: c
          text: Третий?
          type: text
        """;

    [Theory]
    [InlineData("меню")]
    [InlineData("Главное меню")]
    public void The_menu_word_puts_a_questionnaire_aside_and_its_button_resumes_it(string word)
    {
        var chat = TestDialogs.Questionnaire(Questions).Press("Икс").Press("Эр").Type(word);
        chat.Question.ShouldBe("Чем помочь?");
        chat.Buttons.ShouldBe(["Начать", "Другое", "▶ Продолжить: Анкета"]);

        chat.Press("▶ Продолжить: Анкета");

        chat.Said.ShouldBe(["Остановились на вопросе 2 из 3, ответы целы."]);
        chat.Question.ShouldContain("Второй?");
        chat.Chosen.ShouldBe(["Эр"], "what was ticked but not finished is kept too");
    }

    [Fact]
    public void At_the_review_it_says_that_the_answers_wait_to_be_checked()
    {
        var chat = TestDialogs.Questionnaire(Questions + "\n- review: Проверьте").Press("Икс").Press("Пэ").Press("Готово").Type("Слово").Press("☰ Меню");

        chat.Press("▶ Продолжить: Анкета").Said.ShouldBe(["Осталось проверить: Анкета."]);
        chat.Question.ShouldStartWith("Проверьте");
    }

    [Fact]
    public void Calling_it_again_resumes_it_as_well()
    {
        var chat = TestDialogs.Questionnaire(Questions).Press("Икс").Command(CommandName.Menu).Press("Начать");

        chat.Said.ShouldBe(["Остановились на вопросе 2 из 3, ответы целы."]);
        chat.Question.ShouldContain("Второй?");
        chat.State.Suspended.ShouldBeEmpty();
        chat.Press("Пэ").Press("Готово").Type("Конечно").Question.ShouldBe("Чем помочь?");
        chat.Buttons.ShouldBe(["Начать", "Другое"]);
    }

    [Fact]
    public void A_resumed_dialog_returns_to_the_menu_when_it_ends()
    {
        var chat = TestDialogs.Questionnaire(Questions).Press("Икс").Press("☰ Меню").Press("▶ Продолжить: Анкета")
            .Press("Пэ").Press("Готово").Type("Конечно же");

        chat.Question.ShouldBe("Чем помочь?");
        chat.State.Stack.Length.ShouldBe(1);
    }

    [Fact]
    public void A_resumed_flow_says_its_title()
    {
        var chat = TestDialogs.Talk(Questions).Press("Икс").Press("Эр").Press("Готово").Type("назад").Type("готово");
        chat.Type("Слово").Question.ShouldBe("Чем помочь?");

        chat = TestDialogs.Talk("- ask: t\n  text: Тема?\n  type: text\n- ask: b\n  text: Дальше?\n  yes_no: true").Type("Тема").Press("☰ Меню");
        chat.Press("▶ Продолжить: Разговор").Said.ShouldBe(["Продолжаем: Разговор."]);
    }

    [Fact]
    public void Choices_of_a_flow_are_not_worth_keeping()
    {
        var chat = TestDialogs.Talk(Questions).Press("Икс").Press("☰ Меню");

        chat.Buttons.ShouldBe(["Начать", "Другое"]);
        chat.Press("Начать").Question.ShouldBe("Первый?");
    }

    [Fact]
    public void A_flow_with_written_words_is_kept_also_when_back_leads_out_of_it()
    {
        var chat = TestDialogs.Talk("- ask: t\n  text: Тема?\n  type: text\n- ask: b\n  text: Дальше?\n  yes_no: true")
            .Type("Проекты").Press("← Назад").Press("← Назад");
        chat.Buttons.ShouldContain("▶ Продолжить: Разговор");

        chat.Press("Начать").Question.ShouldContain("Ваш ответ: Проекты");
    }

    [Fact]
    public void The_start_command_puts_aside_too()
    {
        TestDialogs.Questionnaire(Questions).Press("Икс").Command(CommandName.Start).Buttons.ShouldContain("▶ Продолжить: Анкета");
        TestDialogs.Questionnaire(Questions).Press("Икс").Type("начать").Buttons.ShouldContain("▶ Продолжить: Анкета");
    }

    [Fact]
    public void A_question_that_is_asked_no_more_is_passed_by_when_its_dialog_goes_on()
    {
        var host = new FakeHost();
        var chat = TestDialogs.Talk(
            "- ask: t\n  text: Тема?\n  type: text\n- ask: n\n  when: not person.known\n  text: Как Вас зовут?\n  type: text\n- ask: b\n  text: Дальше?\n  yes_no: true", host).Type("Проекты");
        chat.Question.ShouldBe("Как Вас зовут?");
        chat.Press("☰ Меню");
        host.Facts["person.known"] = Answer.OfFlag(true);

        chat.Press("▶ Продолжить: Разговор").Question.ShouldBe("Дальше?");
    }

    [Fact]
    public void Ticks_in_the_first_question_of_a_questionnaire_are_worth_keeping()
    {
        var chat = TestDialogs.Questionnaire("- ask: b\n  text: Что?\n  many_of: { p: Пэ, r: Эр }\n- do: notes.save").Press("Эр").Press("☰ Меню");

        chat.Press("▶ Продолжить: Анкета").Chosen.ShouldBe(["Эр"]);
    }

    [Fact]
    public void Two_dialogs_can_be_put_aside_at_once()
    {
        var chat = TestDialogs.Questionnaire(Questions).Press("Икс").Press("☰ Меню").Press("Другое");
        chat.Question.ShouldBe("Слово?");
        chat.Press("☰ Меню").Buttons.ShouldBe(["Начать", "Другое", "▶ Продолжить: Анкета"], "nothing was written in the other one");
    }

    [Fact]
    public void A_nested_dialog_is_put_aside_with_its_caller()
    {
        var chat = TestDialogs.Questionnaire(
            "- ask: a\n  text: До?\n  yes_no: true\n- call: inner\n- ask: b\n  text: После?\n  yes_no: true",
            null,
            "dialog: inner\nsteps:\n  - ask: i\n    text: Внутри?\n    yes_no: true").Press("Да");
        chat.Press("☰ Меню").Press("▶ Продолжить: Анкета").Question.ShouldBe("Внутри?");

        chat.Press("Нет").Question.ShouldContain("После?");
    }

    [Fact]
    public void Cancel_drops_the_dialog_for_good()
    {
        var chat = TestDialogs.Questionnaire(Questions).Press("Икс").Type("Отмена");
        chat.Said.ShouldBe(["Хорошо, остановились. Ничего не отправлено."]);
        chat.Buttons.ShouldBe(["Начать", "Другое"]);

        chat.Press("Начать").Question.ShouldContain("Первый?");
        chat.Chosen.ShouldBeEmpty();
    }

    [Fact]
    public void Cancel_in_the_menu_says_that_there_is_nothing()
    {
        var chat = TestDialogs.Questionnaire(Questions).Type("меню").Command(CommandName.Cancel);

        chat.Said.ShouldBe(["Отменять нечего."]);
        chat.Question.ShouldBe("Чем помочь?");
    }

    [Fact]
    public void An_old_button_of_a_resumed_dialog_is_stale()
    {
        var chat = TestDialogs.Questionnaire(Questions);
        var first = chat.Screen;
        chat.Press("Икс").Press("☰ Меню").PressOn(first, "Зет");

        chat.Toasts.ShouldBe(["Это кнопка прошлого вопроса."]);
        chat.Question.ShouldEndWith("Чем помочь?");
    }

    [Fact]
    public void A_repeated_press_on_resume_only_stops_the_spinner()
    {
        var chat = TestDialogs.Questionnaire(Questions).Press("Икс").Press("☰ Меню");
        var menu = chat.Screen;
        chat.PressOn(menu, "▶ Продолжить: Анкета").PressOn(menu, "▶ Продолжить: Анкета").Effects.ShouldBeEmpty();
    }

    [Fact]
    public void At_most_five_dialogs_are_kept_and_the_oldest_goes_first()
    {
        var names = Enumerable.Range(1, 7).Select(i => $"d{i}").ToArray();
        var menu = "dialog: start\nsteps:\n  - ask: menu\n    menu: true\n    text: Что?\n    one_of: { " + string.Join(", ", names.Select(name => $"{name}: Дело {name}")) + " }\n"
            + string.Concat(names.Select(name => $"  - call: {name}\n    when: menu == '{name}'\n")) + "  - go: menu\n";
        var chat = new Chat(
            TestDialogs.Load([menu, .. names.Select(name => $"dialog: {name}\nsteps:\n  - ask: t\n    text: Тема?\n    type: text\n  - ask: b\n    text: Да?\n    yes_no: true")]),
            new FakeHost { MaxButtons = 20 });
        chat.Command(CommandName.Start);
        foreach (var name in names)
            chat.Press($"Дело {name}").Type("Текст").Press("☰ Меню");

        chat.State.Suspended.Select(item => item.Dialog).ShouldBe(names[2..]);
    }

    [Fact]
    public void A_dialog_called_with_other_parameters_begins_anew()
    {
        var host = new FakeHost();
        host.Facts["person.name"] = Answer.OfText("Анна");
        var chat = TestDialogs.Talk(
            "- call: card\n  with: { person: person.name }",
            host,
            "dialog: card\ntakes: [person]\nsteps:\n  - ask: t\n    text: Что передать для {person}?\n    type: text\n  - ask: b\n    text: Точно?\n    yes_no: true");
        chat.Type("Привет всем").Press("☰ Меню");
        host.Facts["person.name"] = Answer.OfText("Ольга");

        chat.Press("Начать").Question.ShouldNotBeNull();
        chat.State.Stack[^1].Values["person"].Key.ShouldBe("Анна", "the caller was put aside with its dialog: both go on");
    }

    [Theory]
    [InlineData(CommandName.Menu)]
    [InlineData(CommandName.Start)]
    public void What_comes_before_the_menu_goes_on_where_it_stood(CommandName command)
    {
        var chat = Newcomer().Press("В школе").Command(command);

        chat.Said.ShouldBe(["Продолжаем: Знакомство."]);
        chat.Question.ShouldBe("Кем?");
        chat.Press("Завуч").Question.ShouldBe("Чем помочь?");
        chat.Buttons.ShouldBe(["Начать"]);
    }

    [Fact]
    public void Cancelling_what_comes_before_the_menu_begins_it_anew()
    {
        var chat = Newcomer().Press("В школе").Command(CommandName.Cancel);

        chat.Said.ShouldBe(["Хорошо, начнём сначала."]);
        chat.Question.ShouldBe("Где?");
        chat.Buttons.ShouldNotContain("Оставить как есть");
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_told()
    {
        var chat = Newcomer().Press("В школе").Press("Завуч");
        chat.Host.Facts["person.known"] = Answer.OfFlag(true);
        chat.Take(new Trigger.Follow("nowhere"));

        chat.Said.ShouldBe(["По этой ссылке ничего нет."]);
        chat.Question.ShouldBe("Чем помочь?");
        chat.Command(CommandName.Menu).Said.ShouldBeEmpty();
    }

    private static Chat Newcomer()
    {
        var dialogs = TestDialogs.Load(
            """
            dialog: start
            title: Меню
            steps:
              - call: profile
                when: not person.known
              - call: link
              - ask: menu
                menu: true
                text: Чем помочь?
                one_of: { talk: Начать }
              - go: menu
            """,
            """
            dialog: profile
            title: Знакомство
            steps:
              - ask: where
                text: Где?
                one_of: { school: В школе, garden: В саду }
              - ask: position
                text: Кем?
                one_of: { deputy: Завуч, head: Директор }
            """);
        return new Chat(dialogs, new FakeHost()).Command(CommandName.Start);
    }
}
