using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class MatrixQuestionTests
{
    private const string Matrix = """
        - ask: use
          text: Как часто Вы пользуетесь?
          matrix:
            rows: { board: Интерактивная доска, tests: Электронные тесты, video: Видеоуроки }
            columns: { never: Никогда, some: Иногда, often: Часто }
        """;

    private const string Steps = "- ask: before\n  text: Сначала?\n  yes_no: true\n" + Matrix + "\n- ask: after\n  text: Потом?\n  yes_no: true\n- do: notes.save";

    private static Chat AtMatrix() => TestDialogs.Talk(Steps).Press("Да");

    [Fact]
    public void Each_row_is_asked_with_its_place_and_the_same_words()
    {
        var chat = AtMatrix();
        chat.Question.ShouldBe("Как часто Вы пользуетесь?\n\n1 из 3. Интерактивная доска");
        chat.Buttons.ShouldBe(["Никогда", "Иногда", "Часто", "← Назад", "☰ Меню"]);

        chat.Press("Иногда").Question.ShouldBe("Как часто Вы пользуетесь?\n\n2 из 3. Электронные тесты");
        chat.Chosen.ShouldBeEmpty();
    }

    [Fact]
    public void The_last_row_answers_and_all_rows_reach_the_action()
    {
        var chat = AtMatrix().Press("Иногда").Press("Часто").Press("Никогда");
        chat.Question.ShouldBe("Потом?");

        var answer = chat.Press("Да").Host.Done.Single().Given[1].Answer;
        answer.Options.ShouldBe(["board:some", "tests:often", "video:never"]);
        answer.Rows.ShouldBe(["Интерактивная доска", "Электронные тесты", "Видеоуроки"]);
        answer.Labels.ShouldBe(["Иногда", "Часто", "Никогда"]);
    }

    [Fact]
    public void A_double_tap_on_one_row_does_not_answer_the_next()
    {
        var chat = AtMatrix();
        var first = chat.Screen;

        chat.PressOn(first, "Часто").PressOn(first, "Часто").Effects.ShouldBeEmpty();
        chat.Question.ShouldContain("2 из 3");
        chat.State.Visit!.Cells.Keys.ShouldBe(["board"]);
    }

    [Fact]
    public void Another_tap_on_a_row_that_is_over_is_stale_and_changes_nothing()
    {
        var chat = AtMatrix();
        var first = chat.Screen;
        chat.PressOn(first, "Часто").PressOn(first, "Никогда").Toasts.ShouldBe(["Это кнопка прошлого вопроса."]);

        chat.Question.ShouldContain("2 из 3");
        chat.State.Visit!.Cells["board"].ShouldBe("often");
    }

    [Fact]
    public void A_double_tap_on_the_last_row_does_not_answer_the_next_question()
    {
        var chat = AtMatrix().Press("Часто").Press("Часто");
        var last = chat.Screen;

        chat.PressOn(last, "Часто").PressOn(last, "Часто").Effects.ShouldBeEmpty();
        chat.Question.ShouldBe("Потом?");
    }

    [Theory]
    [InlineData("Часто", "often")]
    [InlineData("час", "often")]
    [InlineData("2", "some")]
    [InlineData("НИКОГДА", "never")]
    public void A_row_may_be_answered_by_typing(string typed, string column)
    {
        var chat = AtMatrix().Type(typed);

        chat.Question.ShouldContain("2 из 3");
        chat.State.Visit!.Cells["board"].ShouldBe(column);
    }

    [Fact]
    public void What_is_no_column_is_refused_and_the_row_stays()
    {
        var chat = AtMatrix().Press("Часто").Type("по-разному");

        chat.Question.ShouldBe("Не понял ответ. Нажмите одну из кнопок или напишите её номер.\n\nКак часто Вы пользуетесь?\n\n2 из 3. Электронные тесты");
        chat.Type("4").Question.ShouldStartWith("Не понял ответ");
        chat.Send(new MethodBot.Dialogs.Answers.AnswerFile(1, "photo", null)).Question.ShouldStartWith("Не понял ответ");
    }

    [Fact]
    public void Words_that_fit_two_columns_are_asked_about()
    {
        var chat = TestDialogs.Talk(Matrix.Replace("some: Иногда", "some: Часто, но не всегда", StringComparison.Ordinal).Replace("often: Часто", "often: Часто и много", StringComparison.Ordinal)
            .Replace("{ never: Никогда, some: Часто, но не всегда, often: Часто и много }", "{ never: Никогда, some: \"Часто, но не всегда\", often: Часто и много }", StringComparison.Ordinal));

        chat.Type("часто").Question.ShouldStartWith("«часто» подходит к нескольким вариантам.");
        chat.Type("часто, но не всегда").Question.ShouldContain("2 из 3");
    }

    [Fact]
    public void Back_leads_to_the_row_before_and_shows_what_was_chosen()
    {
        var chat = AtMatrix().Press("Часто").Press("Иногда").Press("← Назад");
        chat.Question.ShouldContain("2 из 3");
        chat.Chosen.ShouldBe(["Иногда"]);
        chat.Type("назад").Question.ShouldContain("1 из 3");

        chat.Press("Никогда").Press("Часто").Press("Иногда").Press("Да").Host.Done.Single().Given[1].Answer.Options
            .ShouldBe(["board:never", "tests:often", "video:some"]);
    }

    [Fact]
    public void Back_in_the_first_row_leads_out_and_the_rows_given_are_not_an_answer_yet()
    {
        var chat = AtMatrix().Press("← Назад");

        chat.Question.ShouldBe("Сначала?");
        chat.Press("Нет").Question.ShouldContain("1 из 3");
    }

    [Fact]
    public void Back_from_behind_opens_the_last_row()
    {
        var chat = AtMatrix().Press("Часто").Press("Иногда").Press("Никогда").Press("← Назад");
        chat.Question.ShouldContain("3 из 3. Видеоуроки");
        chat.Chosen.ShouldBe(["Никогда"]);
        chat.Press("← Назад").Question.ShouldContain("2 из 3");
        chat.Press("← Назад").Press("← Назад").Question.ShouldBe("Сначала?");
    }

    [Fact]
    public void A_double_tap_on_back_goes_one_row_only()
    {
        var chat = AtMatrix().Press("Часто").Press("Иногда");
        var third = chat.Screen;

        chat.PressOn(third, "← Назад").PressOn(third, "← Назад").Effects.ShouldBeEmpty();
        chat.Question.ShouldContain("2 из 3");
    }

    [Fact]
    public void Keep_after_one_changed_row_keeps_the_change()
    {
        var chat = AtMatrix().Press("Часто").Press("Иногда").Press("Никогда").Press("← Назад").Press("← Назад").Press("Часто").Press("Оставить как есть");

        chat.Question.ShouldBe("Потом?");
        chat.Press("Да").Host.Done.Single().Given[1].Answer.Options.ShouldBe(["board:often", "tests:often", "video:never"]);
    }

    [Fact]
    public void There_is_nothing_to_keep_before_every_row_is_answered()
    {
        AtMatrix().Buttons.ShouldNotContain("Оставить как есть");
        AtMatrix().Press("Часто").Press("Иногда").Buttons.ShouldNotContain("Оставить как есть");
    }

    [Fact]
    public void An_optional_matrix_is_skipped_whole_and_asked_from_its_first_row_again()
    {
        var chat = TestDialogs.Talk(Matrix + "\n  optional: true\n- ask: after\n  text: Потом?\n  yes_no: true\n- do: notes.save").Press("Пропустить");
        chat.Question.ShouldBe("Потом?");

        chat.Press("← Назад").Question.ShouldContain("1 из 3", Case.Sensitive, "nothing was answered in any row");
        chat.Press("Часто").Press("Часто").Press("Часто").Press("Да").Host.Done.Single().Given[0].Answer.Options.Length.ShouldBe(3);
    }

    [Fact]
    public void The_review_tells_every_row_and_changes_one()
    {
        var chat = TestDialogs.Talk(Matrix + "\n- review: Проверьте\n- do: notes.save").Press("Часто").Press("Иногда").Press("Никогда");
        chat.Question.ShouldContain("Интерактивная доска: Часто; Электронные тесты: Иногда; Видеоуроки: Никогда");

        chat.Press("Изменить").Press(chat.Screen.Buttons[0].Label).Question.ShouldContain("1 из 3");
        chat.Chosen.ShouldBe(["Часто"]);
        chat.Press("Никогда").Press("Оставить как есть").Question.ShouldContain("Интерактивная доска: Никогда; Электронные тесты: Иногда");
    }

    [Fact]
    public void Put_aside_in_the_middle_it_goes_on_at_the_same_row()
    {
        var chat = TestDialogs.Questionnaire(Steps).Press("Да").Press("Часто").Press("Иногда").Press("☰ Меню").Press("▶ Продолжить: Анкета");

        chat.Question.ShouldContain("3 из 3");
        chat.Press("Часто").Press("Да").Host.Done.Single().Given[1].Answer.Options.ShouldBe(["board:often", "tests:some", "video:often"]);
    }

    [Fact]
    public void Rows_given_in_the_first_question_of_a_questionnaire_are_not_lost_to_the_menu()
    {
        var chat = TestDialogs.Questionnaire(Matrix + "\n- do: notes.save").Press("Часто").Press("Иногда").Press("☰ Меню");
        chat.Buttons.ShouldContain("▶ Продолжить: Анкета");

        chat.Press("▶ Продолжить: Анкета").Question.ShouldContain("3 из 3");
    }

    [Fact]
    public void Its_rows_are_names_for_conditions_and_texts()
    {
        const string Asked = Matrix + """

            - say: "Доска: {use.board}"
            - ask: why
              when: use.board == 'never' and answered(use.video) and count(use) == 3
              text: "Почему {use.board}?"
              type: text
            - say: Всё.
            """;

        TestDialogs.Talk(Asked).Press("Никогда").Press("Часто").Press("Часто").Question.ShouldBe("Почему Никогда?");
        TestDialogs.Talk(Asked).Press("Часто").Press("Часто").Press("Часто").Said.ShouldBe(["Доска: Часто", "Всё."]);
    }

    [Fact]
    public void A_column_whose_words_hold_a_colon_is_told_whole()
    {
        const string Colons = "- ask: use\n  text: Часто?\n  matrix:\n    rows: { a: \"Тесты: любые\", b: Видео }\n    columns: { x: \"Да: каждый день\", y: Нет }\n- say: \"Тесты — {use.a}, видео — {use.b}\"";

        TestDialogs.Talk(Colons).Press("Да: каждый день").Press("Нет").Said.ShouldBe(["Тесты — Да: каждый день, видео — Нет"]);
    }

    [Fact]
    public void A_row_whose_name_begins_like_another_is_not_mistaken_for_it()
    {
        const string Alike = "- ask: use\n  text: Часто?\n  matrix:\n    rows: { b: Бумага, bb: Бумага цветная }\n    columns: { x: Да, y: Нет }\n- say: \"{use.b}, {use.bb}\"";

        TestDialogs.Talk(Alike).Press("Нет").Press("Да").Said.ShouldBe(["Нет, Да"]);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(10)]
    public void Every_way_out_fits_under_a_small_message_and_every_column_is_within_reach(int buttons)
    {
        var chat = TestDialogs.Talk(
            "- ask: b\n  text: До?\n  yes_no: true\n" + Matrix.Replace("often: Часто }", "often: Часто, day: Каждый день, all: Всегда }", StringComparison.Ordinal) + "\n  optional: true\n- ask: n\n  text: Потом?\n  yes_no: true",
            new FakeHost { MaxButtons = buttons }).Press("Да");
        for (var row = 0; row < 3; row++)
            chat.Type("всегда");
        chat.Press("← Назад");

        chat.Screen.Buttons.Length.ShouldBeLessThanOrEqualTo(buttons);
        chat.Buttons.ShouldContain("Оставить как есть");
        chat.Buttons.ShouldContain("Пропустить");
        var met = new HashSet<string>(chat.Buttons);
        for (var page = 0; page < 5 && chat.Buttons.Contains("Дальше ›"); page++)
            met.UnionWith(chat.Press("Дальше ›").Buttons);
        new[] { "Никогда", "Иногда", "Часто", "Каждый день", "Всегда" }.ShouldBeSubsetOf(met);
    }

    [Fact]
    public void Many_columns_are_paged_and_every_row_begins_with_the_first_page()
    {
        var columns = string.Join(", ", Enumerable.Range(1, 12).Select(i => $"c{i}: Столбец {i}а"));
        var chat = TestDialogs.Talk($"- ask: use\n  text: Что?\n  matrix:\n    rows: {{ a: Первая, b: Вторая }}\n    columns: {{ {columns} }}\n- do: notes.save", new FakeHost { MaxButtons = 8 });
        chat.Screen.Buttons.Length.ShouldBeLessThanOrEqualTo(8);

        chat.Press("‹ Раньше").Press("Столбец 12а");
        chat.Question.ShouldContain("2 из 2. Вторая");
        chat.Buttons[0].ShouldBe("Столбец 1а");
        chat.Type("12").Host.Done.Single().Given[0].Answer.Options.ShouldBe(["a:c12", "b:c12"]);
    }
}
