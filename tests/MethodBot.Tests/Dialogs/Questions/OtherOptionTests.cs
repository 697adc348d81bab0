using MethodBot.Dialogs.Answers;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class OtherOptionTests
{
    private const string One = """
        - ask: form
          text: Как Вам удобнее?
          one_of:
            - { id: day, text: Днём }
            - { id: evening, text: Вечером }
            - { other: Другое }
        """;

    private const string Many = """
        - ask: help
          text: В чём помочь?
          many_of:
            - { id: ict, text: Цифровые инструменты }
            - { id: marks, text: Оценивание }
            - { other: Другое }
          max: 2
        """;

    private const string Next = "\n- ask: after\n  text: Дальше?\n  yes_no: true\n- do: notes.save";

    private static Answer Saved(Chat chat) => chat.Press("Да").Host.Done.Single().Given[0].Answer;

    [Fact]
    public void Pressed_it_asks_for_words_and_takes_them()
    {
        var chat = TestDialogs.Talk(One + Next).Press("Другое");
        chat.Question.ShouldBe("Как Вам удобнее?\n\nНапишите сообщением.");
        chat.Buttons.ShouldBe(["Показать все", "← Назад", "☰ Меню"], ignoreOrder: true);

        var answer = Saved(chat.Type("  по субботам "));
        answer.Options.ShouldBe(["other"]);
        answer.Text.ShouldBe("по субботам");
        answer.Labels.ShouldBe(["Другое: по субботам"]);
    }

    [Theory]
    [InlineData(One)]
    [InlineData(Many)]
    public void Back_from_the_words_leads_to_the_options(string steps)
    {
        var chat = TestDialogs.Talk("- ask: first\n  text: Первый?\n  yes_no: true\n" + steps + Next).Press("Да");
        var options = chat.Buttons;

        chat.Press("Другое").Press("← Назад").Buttons.ShouldBe(options);
        chat.Press("← Назад").Question.ShouldStartWith("Первый?");
    }

    [Fact]
    public void The_list_can_be_had_back()
    {
        var chat = TestDialogs.Talk(One + Next).Press("Другое").Press("Показать все");

        chat.Buttons[..3].ShouldBe(["Днём", "Вечером", "Другое"]);
        Saved(chat.Press("Днём")).Options.ShouldBe(["day"]);
    }

    [Fact]
    public void Words_that_are_no_option_are_taken_as_own_at_once()
    {
        Saved(TestDialogs.Talk(One + Next).Type("когда дети спят")).Text.ShouldBe("когда дети спят");
        Saved(TestDialogs.Talk(One + Next).Type("вечером")).Text.ShouldBeNull();
    }

    [Theory]
    [InlineData("3")]
    [InlineData("другое")]
    [InlineData("др")]
    public void Its_number_and_its_label_ask_for_words(string typed)
    {
        var chat = TestDialogs.Talk(One + Next).Type(typed);

        chat.Question.ShouldEndWith("Напишите сообщением.");
        Saved(chat.Type("2")).Text.ShouldBe("2", "what is written there is no number of an option");
    }

    [Fact]
    public void A_double_tap_on_it_is_one_tap()
    {
        var chat = TestDialogs.Talk(One + Next);
        var list = chat.Screen;

        chat.PressOn(list, "Другое").PressOn(list, "Другое").Question.ShouldEndWith("Напишите сообщением.");
        chat.PressOn(list, "Вечером").Step.ShouldBe("after", "an old drawing of the same question still counts");
    }

    [Fact]
    public void Five_hundred_characters_are_taken_and_one_more_is_not()
    {
        Saved(TestDialogs.Talk(One + Next).Press("Другое").Type(new string('я', 500))).Text!.Length.ShouldBe(500);
        TestDialogs.Talk(One + Next).Press("Другое").Type(new string('я', 501)).Question
            .ShouldStartWith("Получилось слишком длинно: можно до 500 знаков. Сократите, пожалуйста.");
        TestDialogs.Talk(One + Next).Type(new string('я', 501)).Step.ShouldBe("form");
        TestDialogs.Talk(Many + Next).Type(new string('я', 501)).Question.ShouldStartWith("Получилось слишком длинно");
    }

    [Fact]
    public void A_photo_is_no_words()
    {
        TestDialogs.Talk(One + Next).Press("Другое").Send(new AnswerFile(1, "photo", null)).Question.ShouldStartWith("Напишите ответ текстом.");
        TestDialogs.Talk(One + Next).Send(new AnswerFile(1, "photo", null)).Question.ShouldStartWith("Не понял ответ.");
        TestDialogs.Talk(Many + Next).Press("Другое").Send(new AnswerFile(1, "photo", null)).Question.ShouldStartWith("Напишите ответ текстом.");
    }

    [Fact]
    public void Back_shows_the_words_on_the_button_and_keeps_them()
    {
        var chat = TestDialogs.Talk(One + Next).Type("по субботам").Press("← Назад");
        chat.Chosen.ShouldBe(["Другое: по субботам"]);

        Saved(chat.Press("Оставить как есть")).Text.ShouldBe("по субботам");
    }

    [Fact]
    public void A_press_on_the_words_asks_for_new_ones()
    {
        var chat = TestDialogs.Talk(One + Next).Type("по субботам").Press("← Назад").Press("Другое: по субботам");

        Saved(chat.Type("по средам")).Text.ShouldBe("по средам");
    }

    [Fact]
    public void An_option_instead_of_the_words_leaves_none()
    {
        Saved(TestDialogs.Talk(One + Next).Type("по субботам").Press("← Назад").Press("Днём")).Text.ShouldBeNull();
    }

    [Fact]
    public void Conditions_and_texts_know_it()
    {
        TestDialogs.Talk(One + "\n- say: \"Значит, {form}.\"\n  when: form == 'other'\n- say: Всё.").Type("по субботам")
            .Said.ShouldBe(["Значит, Другое: по субботам.", "Всё."]);
    }

    [Fact]
    public void In_a_list_of_several_the_words_are_one_of_the_ticks()
    {
        var chat = TestDialogs.Talk(Many + Next).Press("Оценивание").Press("Другое").Type("конфликты с родителями");
        chat.Chosen.ShouldBe(["Оценивание", "Другое: конфликты с родителями"]);

        var answer = Saved(chat.Press("Готово"));
        answer.Options.ShouldBe(["marks", "other"]);
        answer.Text.ShouldBe("конфликты с родителями");
    }

    [Fact]
    public void Typed_options_are_ticked_and_the_rest_is_own_words()
    {
        TestDialogs.Talk(Many + Next).Type("оценивание, нехватка времени").Chosen.ShouldBe(["Оценивание", "Другое: нехватка времени"]);
    }

    [Fact]
    public void A_second_press_unticks_the_words()
    {
        var chat = TestDialogs.Talk(Many + Next).Press("Оценивание").Type("тишина").Press("Другое: тишина");
        chat.Chosen.ShouldBe(["Оценивание"]);

        Saved(chat.Press("Готово")).Text.ShouldBeNull();
    }

    [Fact]
    public void The_limit_counts_the_words_too()
    {
        var chat = TestDialogs.Talk(Many + Next).Press("Оценивание").Press("Цифровые инструменты");

        chat.Press("Другое").Toasts.ShouldBe(["Можно отметить не больше 2. Снимите лишнее."]);
        chat.Type("нехватка времени").Question.ShouldStartWith("Можно отметить не больше 2. Снимите лишнее.");
        chat.Chosen.ShouldBe(["Цифровые инструменты", "Оценивание"]);
    }

    [Fact]
    public void Done_instead_of_words_is_done()
    {
        var answer = Saved(TestDialogs.Talk(Many + Next).Press("Оценивание").Press("Другое").Type("готово"));

        answer.Options.ShouldBe(["marks"]);
        answer.Text.ShouldBeNull();
    }

    [Fact]
    public void Pressed_and_not_written_it_is_no_tick()
    {
        var chat = TestDialogs.Talk(Many + Next).Press("Другое").Press("Показать все").Press("Готово");

        chat.Toasts.ShouldBe(["Отметьте хотя бы 1 и нажмите «Готово»."]);
    }

    [Fact]
    public void Without_it_unknown_words_are_refused()
    {
        TestDialogs.Talk("- ask: a\n  text: Что?\n  many_of: { x: Икс, z: Зет }").Type("икс, своё").Question.ShouldStartWith("Не понял ответ.");
    }

    [Fact]
    public void Hidden_by_its_condition_it_takes_no_words()
    {
        const string Hidden = "- ask: s\n  text: Вы в школе?\n  yes_no: true\n- ask: f\n  text: Что?\n  one_of:\n    - { id: x, text: Икс }\n    - { other: Другое, when: s }\n- say: \"{f}\"";

        TestDialogs.Talk(Hidden).Press("Нет").Type("своё").Question.ShouldStartWith("Не понял ответ.");
        TestDialogs.Talk(Hidden).Press("Да").Type("своё").Said.ShouldBe(["Другое: своё"]);
    }

    [Fact]
    public void Words_whose_option_was_hidden_by_a_change_are_asked_anew()
    {
        const string Hidden = "- ask: s\n  text: Вы в школе?\n  yes_no: true\n- ask: f\n  text: Что?\n  many_of:\n    - { id: x, text: Икс }\n    - { other: Другое, when: s }\n- ask: n\n  text: Дальше?\n  yes_no: true\n- say: \"{f}\"";
        var chat = TestDialogs.Talk(Hidden).Press("Да").Press("Икс").Type("своё").Press("Готово").Press("← Назад").Press("← Назад").Press("Нет");

        chat.Step.ShouldBe("f");
        chat.Press("Готово").Press("Да").Said.ShouldBe(["Икс"]);
    }

    [Fact]
    public void A_revision_without_it_shows_the_list_to_who_was_writing()
    {
        var chat = TestDialogs.Talk(One + Next).Press("Другое");
        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile((One + Next).Replace("\n    - { other: Другое }", "", StringComparison.Ordinal))));

        chat.Type("по субботам").Question.ShouldStartWith("Не понял ответ.");
        chat.Buttons[..2].ShouldBe(["Днём", "Вечером"]);
        chat.Press("Днём").Step.ShouldBe("after");
    }

    [Fact]
    public void The_words_survive_the_menu_in_the_middle_of_writing()
    {
        var chat = TestDialogs.Questionnaire("- ask: a\n  text: До?\n  yes_no: true\n" + Many + Next).Press("Да").Type("тишина").Press("Другое: тишина").Press("Другое").Press("☰ Меню");

        chat.Press("▶ Продолжить: Анкета").Question.ShouldEndWith("Напишите сообщением.");
        chat.Type("покой").Chosen.ShouldBe(["Другое: покой"]);
    }
}
