using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class TypedAnswersTests
{
    private const string Years = """
        - ask: years
          text: Сколько лет?
          one_of: { few: До трёх лет, some: От трёх до десяти, many: Больше десяти }
        - say: "Записал: {years}"
        """;

    private const string Numbers = """
        - ask: n
          text: Сколько?
          one_of: { ten: 10 лет, one: 1 год, two: 2 года, five: Пять }
        - say: "Записал: {n}"
        """;

    [Theory]
    [InlineData("До трёх лет", "До трёх лет")]
    [InlineData("до трех лет", "До трёх лет")]
    [InlineData("  ДО   ТРЁХ ЛЕТ. ", "До трёх лет")]
    [InlineData("до", "До трёх лет")]
    [InlineData("боль", "Больше десяти")]
    [InlineData("3", "Больше десяти")]
    [InlineData("2.", "От трёх до десяти")]
    public void A_label_a_unique_start_of_it_and_its_number_answer(string typed, string expected) =>
        TestDialogs.Talk(Years).Type(typed).Said.ShouldBe([$"Записал: {expected}"]);

    [Theory]
    [InlineData("трёх")]
    [InlineData("0")]
    [InlineData("4")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("не знаю")]
    [InlineData("👍")]
    [InlineData("...")]
    public void Anything_else_is_no_answer_and_says_what_would_be(string typed)
    {
        var chat = TestDialogs.Talk(Years).Type(typed);

        chat.Question.ShouldBe("Не понял ответ. Нажмите одну из кнопок или напишите её номер.\n\nСколько лет?");
        chat.Renewed.ShouldBeTrue();
        chat.Step.ShouldBe("years");
    }

    [Fact]
    public void A_file_where_a_choice_is_needed_is_no_answer() =>
        TestDialogs.Talk(Years).Send(new MethodBot.Dialogs.Answers.AnswerFile(1, "photo", null)).Question.ShouldStartWith("Не понял ответ.");

    [Fact]
    public void Where_start_and_number_disagree_the_bot_asks()
    {
        var chat = TestDialogs.Talk(Numbers).Type("2");
        chat.Question.ShouldBe("«2» подходит к нескольким вариантам. Что Вы имели в виду?\n\nСколько?");
        chat.Buttons[..2].ShouldBe(["1 год", "2 года"]);
        chat.Buttons.ShouldContain("Показать все");

        chat.Press("2 года").Said.ShouldBe(["Записал: 2 года"]);
    }

    [Fact]
    public void Where_several_labels_start_so_the_bot_asks()
    {
        var chat = TestDialogs.Talk("""
            - ask: a
              text: Кто?
              one_of: { first: Учитель математики, second: Учитель физики, third: Директор }
            - say: "Записал: {a}"
            """).Type("учитель");
        chat.Buttons[..2].ShouldBe(["Учитель математики", "Учитель физики"]);

        chat.Type("2").Said.ShouldBe(["Записал: Учитель физики"]);
    }

    [Fact]
    public void While_the_bot_asks_a_number_means_what_stands_on_the_screen()
    {
        var chat = TestDialogs.Talk(Numbers).Type("1");
        chat.Buttons[..2].ShouldBe(["10 лет", "1 год"]);

        chat.Type("1 год").Said.ShouldBe(["Записал: 1 год"]);

        chat = TestDialogs.Talk("""
            - ask: a
              text: Кто?
              one_of: { head: Директор, first: Учитель математики, second: Учитель физики }
            - say: "Записал: {a}"
            """).Type("учитель");
        chat.Type("1").Said.ShouldBe(["Записал: Учитель математики"]);
    }

    [Fact]
    public void The_whole_list_can_be_called_back_and_a_word_from_it_typed()
    {
        TestDialogs.Talk(Numbers).Type("2").Press("Показать все").Buttons[..4].ShouldBe(["10 лет", "1 год", "2 года", "Пять"]);
        TestDialogs.Talk(Numbers).Type("2").Type("пять").Said.ShouldBe(["Записал: Пять"]);
    }

    [Theory]
    [InlineData("Назад в прошлое")]
    [InlineData("Отмена урока")]
    [InlineData("Пропустить нельзя")]
    [InlineData("Меню столовой")]
    public void A_word_of_command_inside_a_sentence_is_just_a_sentence(string typed)
    {
        var chat = TestDialogs.Talk("- ask: t\n  text: Тема?\n  type: text\n  optional: true\n- say: \"Записал: {t}\"").Type(typed);

        chat.Said.ShouldBe([$"Записал: {typed}"]);
    }

    [Theory]
    [InlineData("Отмена")]
    [InlineData("отмена!")]
    [InlineData(" СТОП ")]
    public void The_whole_message_cancels(string typed)
    {
        var chat = TestDialogs.Talk("- ask: t\n  text: Тема?\n  type: text").Type(typed);

        chat.Said.ShouldBe(["Хорошо, остановились. Ничего не отправлено."]);
        chat.Question.ShouldBe("Чем помочь?");
    }

    [Fact]
    public void A_command_word_under_a_photo_is_its_caption()
    {
        var chat = TestDialogs.Talk("- ask: m\n  text: Что?\n  type: message\n- say: \"Записал: {m}\"")
            .Send("назад", new MethodBot.Dialogs.Answers.AnswerFile(1, "photo", null));

        chat.Said.ShouldBe(["Записал: назад"]);
    }

    [Theory]
    [InlineData("да", "Да")]
    [InlineData("НЕТ", "Нет")]
    [InlineData("д", "Да")]
    [InlineData("2", "Нет")]
    public void Yes_and_no_may_be_typed(string typed, string expected) =>
        TestDialogs.Talk("- ask: a\n  text: Да?\n  yes_no: true\n- say: \"Записал: {a}\"").Type(typed).Said.ShouldBe([$"Записал: {expected}"]);

    [Fact]
    public void Several_choices_may_be_typed_with_commas_and_finished_with_a_word()
    {
        var chat = TestDialogs.Talk("""
            - ask: help
              text: В чём помочь?
              many_of: { ict: Цифра, eval: "Оценка, отметка", kids: Дети }
            - say: "Записал: {help}"
            """);
        chat.Type("цифра, 3").Chosen.ShouldBe(["Цифра", "Дети"]);
        chat.Type("оценка, отметка").Chosen.ShouldBe(["Цифра", "Оценка, отметка", "Дети"]);

        chat.Type("Готово").Said.ShouldBe(["Записал: Цифра, Оценка, отметка, Дети"]);
    }

    [Fact]
    public void A_part_that_fits_several_choices_is_asked_about_and_ticks_nothing()
    {
        var chat = TestDialogs.Talk("""
            - ask: help
              text: В чём помочь?
              many_of: { first: Учитель математики, second: Учитель физики, third: Директор }
            """).Type("директор, учитель");

        chat.Question.ShouldStartWith("«учитель» подходит к нескольким вариантам.");
        chat.Chosen.ShouldBeEmpty();
    }

    [Fact]
    public void Typing_over_the_limit_or_finishing_too_early_is_refused_with_advice()
    {
        const string Steps = """
            - ask: help
              text: В чём помочь?
              many_of: { a: Аз, b: Буки, c: Веди }
              min: 2
              max: 2
            """;
        TestDialogs.Talk(Steps).Type("аз, буки, веди").Question.ShouldStartWith("Можно отметить не больше 2. Снимите лишнее.");
        TestDialogs.Talk(Steps).Type("аз").Type("готово").Question.ShouldStartWith("Отметьте хотя бы 2 и нажмите «Готово».");
    }

    [Fact]
    public void A_long_text_is_refused_with_the_limit()
    {
        var chat = TestDialogs.Talk("- ask: t\n  text: Тема?\n  type: text\n  max: 10").Type(new string('я', 11));

        chat.Question.ShouldStartWith("Получилось слишком длинно: можно до 10 знаков.");
        chat.Type("коротко").Dialog.ShouldBe("start");
    }

    [Fact]
    public void An_empty_message_is_no_text() =>
        TestDialogs.Talk("- ask: t\n  text: Тема?\n  type: text").Type("   ").Question.ShouldStartWith("Напишите ответ текстом.");
}
