using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class ButtonsTests
{
    private const string TwoQuestions = """
        - ask: a
          text: Первый?
          one_of: { x: Икс, z: Зет }
        - ask: b
          text: Второй?
          one_of: { x: Икс, z: Зет }
        """;

    private const string Help = """
        - ask: help
          text: В чём помочь?
          many_of: { ict: Цифра, eval: Оценивание, kids: Дети, talk: Родители }
          max: 3
        - say: "Отмечено: {help}"
        """;

    [Fact]
    public void A_button_carries_the_visit_and_the_id_of_the_choice()
    {
        var chat = TestDialogs.Talk(TwoQuestions);

        Chat.DataOf(chat.Screen, "Зет").ShouldBe($"{chat.State.Visit!.Number}.z");
    }

    [Fact]
    public void Every_button_fits_the_smallest_payload()
    {
        var name = new string('a', 40);
        var chat = TestDialogs.Talk($"- ask: {name}\n  text: Первый?\n  one_of: {{ {name}: Икс }}\n- review: Проверьте").Press("Икс").Press("Изменить");

        chat.Screen.Buttons.ShouldAllBe(button => button.Data.Length <= 64 && button.Data.All(char.IsAscii));
    }

    [Fact]
    public void A_press_answers_and_the_next_question_comes()
    {
        var chat = TestDialogs.Talk(TwoQuestions).Press("Зет");

        chat.Question.ShouldBe("Второй?");
        chat.State.Stack[^1].Answers["a"].Options.ShouldBe(["z"]);
        chat.Renewed.ShouldBeFalse();
    }

    [Fact]
    public void A_repeated_accepted_press_changes_nothing_and_says_nothing()
    {
        var chat = TestDialogs.Talk(TwoQuestions);
        var first = chat.Screen;
        chat.PressOn(first, "Зет");
        var after = chat.Saved;

        chat.PressOn(first, "Зет").Effects.ShouldBeEmpty();
        chat.Saved.ShouldBe(after);
        chat.PressOn(first, "Зет").Effects.ShouldBeEmpty();
    }

    [Fact]
    public void Presses_of_several_questions_ago_are_remembered_as_accepted_too()
    {
        var chat = TestDialogs.Talk(string.Join('\n', Enumerable.Range(1, 12).Select(i => $"- ask: q{i}\n  text: Вопрос {i}?\n  yes_no: true")));
        var drawings = new List<Screen>();
        for (var i = 0; i < 10; i++)
        {
            drawings.Add(chat.Screen);
            chat.Press("Да");
        }

        chat.PressOn(drawings[9], "Да").Effects.ShouldBeEmpty();
        chat.PressOn(drawings[3], "Да").Effects.ShouldBeEmpty();
        chat.PressOn(drawings[0], "Да").Toasts.ShouldBe(["Это кнопка прошлого вопроса."], "so far back nobody taps twice by accident");
    }

    [Fact]
    public void A_stale_press_gets_a_notice_and_the_present_question_anew_and_changes_nothing()
    {
        var chat = TestDialogs.Talk(TwoQuestions);
        var first = chat.Screen;
        chat.PressOn(first, "Зет");
        var after = chat.Saved;

        chat.PressOn(first, "Икс");

        chat.Toasts.ShouldBe(["Это кнопка прошлого вопроса."]);
        chat.Question.ShouldBe("Это кнопка прошлого вопроса. Сейчас вот этот:\n\nВторой?");
        chat.Renewed.ShouldBeTrue();
        chat.Saved.ShouldBe(after);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("x")]
    [InlineData("999.x")]
    [InlineData("-1.x")]
    [InlineData("2.nothing")]
    [InlineData("2.")]
    [InlineData("2.~")]
    [InlineData("2.~e:a")]
    [InlineData("2.~r:talk")]
    [InlineData("2.~r:")]
    [InlineData("2.~keep")]
    [InlineData("2.~done")]
    [InlineData("2.~send")]
    [InlineData("2.~pzzz")]
    [InlineData("02.x")]
    [InlineData(" 2.x")]
    [InlineData("{\"command\":\"start\"}")]
    [InlineData("привет")]
    public void Garbage_in_a_button_is_a_stale_press(string data)
    {
        var chat = TestDialogs.Talk(TwoQuestions);
        chat.State.Visit!.Number.ShouldBe(2);
        var before = chat.Saved;

        chat.PressData(data);

        chat.Toasts.ShouldBe(["Это кнопка прошлого вопроса."]);
        chat.Question.ShouldEndWith("Первый?");
        chat.Saved.ShouldBe(before);
    }

    [Theory]
    [InlineData("2.~p999999999")]
    [InlineData("2.~p-5")]
    [InlineData("2.~p2147483647")]
    public void A_page_that_does_not_exist_shows_one_that_does(string data)
    {
        var chat = TestDialogs.Talk(TwoQuestions).PressData(data);

        chat.Question.ShouldBe("Первый?");
        chat.Press("Икс").Question.ShouldBe("Второй?");
    }

    [Fact]
    public void A_press_in_a_chat_where_nothing_runs_opens_the_menu()
    {
        var chat = new Chat(TestDialogs.WithMenu(TestDialogs.TalkFile(TwoQuestions)), new FakeHost()).PressData("7.x");

        chat.Question.ShouldBe("Чем помочь?");
        chat.Toasts.ShouldBe(["Это кнопка прошлого вопроса."]);
    }

    [Fact]
    public void Three_quick_taps_on_one_old_drawing_all_count()
    {
        var chat = TestDialogs.Talk(Help);
        var drawing = chat.Screen;

        chat.PressOn(drawing, "Цифра").PressOn(drawing, "Дети").PressOn(drawing, "Родители");

        chat.Chosen.ShouldBe(["Цифра", "Дети", "Родители"]);
        chat.PressOn(drawing, "Готово").Said.ShouldBe(["Отмечено: Цифра, Дети, Родители"]);
    }

    [Fact]
    public void A_second_tap_takes_the_tick_off()
    {
        var chat = TestDialogs.Talk(Help).Press("Цифра").Press("Дети").Press("Цифра");

        chat.Chosen.ShouldBe(["Дети"]);
    }

    [Fact]
    public void A_tick_over_the_limit_is_refused_with_advice()
    {
        var chat = TestDialogs.Talk(Help).Press("Цифра").Press("Дети").Press("Родители").Press("Оценивание");

        chat.Toasts.ShouldBe(["Можно отметить не больше 3. Снимите лишнее."]);
        chat.Chosen.ShouldBe(["Цифра", "Дети", "Родители"]);
    }

    [Fact]
    public void Done_with_nothing_ticked_asks_for_at_least_one()
    {
        var chat = TestDialogs.Talk(Help).Press("Готово");

        chat.Toasts.ShouldBe(["Отметьте хотя бы 1 и нажмите «Готово»."]);
        chat.Step.ShouldBe("help");
    }

    [Fact]
    public void Ticks_are_kept_in_the_order_of_the_list()
    {
        TestDialogs.Talk(Help).Press("Родители").Press("Цифра").Press("Готово").Said.ShouldBe(["Отмечено: Цифра, Родители"]);
    }

    [Fact]
    public void A_repeated_done_only_stops_the_spinner()
    {
        var chat = TestDialogs.Talk(Help + "\n- ask: b\n  text: Дальше?\n  yes_no: true");
        var drawing = chat.Screen;
        chat.PressOn(drawing, "Цифра").PressOn(drawing, "Готово");
        var after = chat.Saved;

        chat.PressOn(drawing, "Готово").Effects.ShouldBeEmpty();
        chat.Saved.ShouldBe(after);
    }

    [Fact]
    public void Options_whose_condition_fails_are_not_offered()
    {
        var chat = TestDialogs.Talk("""
            - ask: a
              text: Где?
              one_of: { school: В школе, garden: В саду }
            - ask: b
              text: Кем?
              one_of:
                - { id: teacher, text: Учитель, when: a == 'school' }
                - { id: nurse, text: Воспитатель, when: a == 'garden' }
                - { id: head, text: Руководитель }
            """).Press("В саду");

        chat.Buttons[..2].ShouldBe(["Воспитатель", "Руководитель"]);
        chat.PressData($"{chat.State.Visit!.Number}.teacher").Toasts.ShouldBe(["Это кнопка прошлого вопроса."]);
        chat.Step.ShouldBe("b");
    }

    [Fact]
    public void Every_waiting_step_has_a_way_out()
    {
        var chat = TestDialogs.Talk(TwoQuestions + "\n- review: Проверьте");
        chat.Buttons.ShouldContain("☰ Меню");
        chat.Press("Икс").Buttons.ShouldContain("☰ Меню");
        chat.Press("Икс").Buttons.ShouldContain("☰ Меню");
        chat.Press("Изменить").Buttons.ShouldContain("← К проверке");
    }
}
