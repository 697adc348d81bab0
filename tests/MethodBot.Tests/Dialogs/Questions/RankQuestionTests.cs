using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class RankQuestionTests
{
    private const string Rank = """
        - ask: order
          text: Что важнее?
          rank: { a: Семинары, b: Курсы, c: Консультации, d: Открытые уроки }
        """;

    private const string Ask = Rank + "\n- say: \"Записал: {order}\"";

    [Fact]
    public void Presses_in_order_make_the_order()
    {
        var chat = TestDialogs.Talk(Ask);
        chat.Question.ShouldBe("Что важнее?\n\nНажимайте по порядку, начиная с самого важного. Потом нажмите «Готово».");

        chat.Press("Консультации").Press("Семинары");
        chat.Question.ShouldEndWith("\n\n1. Консультации\n2. Семинары");
        chat.Chosen.ShouldBe(["Семинары", "Консультации"]);
        chat.Press("Открытые уроки").Press("Курсы").Press("Готово").Said.ShouldBe(["Записал: Консультации, Семинары, Открытые уроки, Курсы"]);
    }

    [Fact]
    public void A_second_press_takes_an_option_out_and_the_others_move_up()
    {
        var chat = TestDialogs.Talk(Ask).Press("Курсы").Press("Семинары").Press("Консультации").Press("Курсы");

        chat.Question.ShouldEndWith("\n\n1. Семинары\n2. Консультации");
        chat.Press("Курсы").Question.ShouldEndWith("3. Курсы");
    }

    [Fact]
    public void All_must_be_put_in_order_where_nothing_else_is_said()
    {
        var chat = TestDialogs.Talk(Ask).Press("Курсы").Press("Готово");

        chat.Toasts.ShouldBe(["Выберите по порядку хотя бы 4 и нажмите «Готово»."]);
        chat.Question.ShouldEndWith("1. Курсы");
        chat.Type("готово").Question.ShouldStartWith("Выберите по порядку хотя бы 4 и нажмите «Готово».");
        chat.Step.ShouldBe("order");
    }

    [Fact]
    public void A_fourth_of_three_is_refused_with_a_word_by_press_and_by_typing()
    {
        const string Three = Rank + "\n  max: 3\n- say: \"Записал: {order}\"";
        var chat = TestDialogs.Talk(Three).Press("Курсы").Press("Семинары").Press("Консультации");
        chat.Question.ShouldContain("Выберите 3 по порядку", Case.Sensitive, "two are refused, so «до 3» would mislead");

        chat.Press("Открытые уроки").Toasts.ShouldBe(["Можно отметить не больше 3. Снимите лишнее."]);
        chat.Type("Открытые уроки").Question.ShouldStartWith("Можно отметить не больше 3. Снимите лишнее.");
        chat.Type("1, 2, 3, 4").Question.ShouldStartWith("Можно отметить не больше 3. Снимите лишнее.");
        chat.Press("Готово").Said.ShouldBe(["Записал: Курсы, Семинары, Консультации"]);
    }

    [Theory]
    [InlineData("3, 1, 4, 2")]
    [InlineData("3 1 4 2")]
    [InlineData("3;1;4;2")]
    [InlineData("3\n1\n4\n2")]
    [InlineData("консультации, семинары, открытые, курсы")]
    public void The_whole_order_may_be_typed(string typed) =>
        TestDialogs.Talk(Ask).Press("Курсы").Type(typed).Press("Готово").Said.ShouldBe(["Записал: Консультации, Семинары, Открытые уроки, Курсы"]);

    [Fact]
    public void One_typed_at_a_time_joins_the_order()
    {
        var chat = TestDialogs.Talk(Ask).Type("2").Type("семинары");

        chat.Question.ShouldEndWith("1. Курсы\n2. Семинары");
        chat.Renewed.ShouldBeTrue();
    }

    [Fact]
    public void One_named_twice_in_an_order_counts_once()
    {
        TestDialogs.Talk(Ask).Type("2, 2, 1").Question.ShouldEndWith("1. Курсы\n2. Семинары");
    }

    [Theory]
    [InlineData("1, 7", "Не понял ответ")]
    [InlineData("семинары и курсы", "Не понял ответ")]
    [InlineData(",", "Не понял ответ")]
    [InlineData("к, 1", "«к» подходит к нескольким вариантам")]
    public void What_cannot_be_read_changes_nothing(string typed, string hint)
    {
        var chat = TestDialogs.Talk(Ask).Press("Открытые уроки").Type(typed);

        chat.Question.ShouldStartWith(hint);
        chat.Question.ShouldEndWith("1. Открытые уроки");
    }

    [Fact]
    public void A_label_with_a_comma_is_one_option()
    {
        TestDialogs.Talk("- ask: r\n  text: Что?\n  rank: { a: \"Курсы, очные\", b: Семинары }").Type("курсы, очные").Question.ShouldEndWith("1. Курсы, очные");
    }

    [Fact]
    public void Quick_taps_on_one_drawing_all_count()
    {
        var chat = TestDialogs.Talk(Ask);
        var first = chat.Screen;

        chat.PressOn(first, "Курсы").PressOn(first, "Семинары").PressOn(first, "Консультации").Question.ShouldEndWith("1. Курсы\n2. Семинары\n3. Консультации");
    }

    [Fact]
    public void Back_brings_the_order_back_and_done_keeps_it()
    {
        var chat = TestDialogs.Talk(Rank + "\n  max: 2\n- ask: n\n  text: Дальше?\n  yes_no: true\n- do: notes.save").Press("Курсы").Press("Семинары").Press("Готово").Press("← Назад");
        chat.Question.ShouldEndWith("1. Курсы\n2. Семинары");
        chat.Buttons.ShouldNotContain("Оставить как есть");

        chat.Press("Готово").Press("Да").Host.Done.Single().Given[0].Answer.Options.ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Fewer_are_enough_where_the_author_says_so()
    {
        const string Some = Rank + "\n  min: 1\n- say: Много.\n  when: count(order) >= 2\n- say: Есть курсы.\n  when: order contains 'b'\n- say: Всё.";

        TestDialogs.Talk(Some.Replace("min: 1", "min: 1\n  max: 3", StringComparison.Ordinal)).Question.ShouldContain("Выберите до 3 по порядку");
        TestDialogs.Talk(Some).Press("Курсы").Press("Готово").Said.ShouldBe(["Есть курсы.", "Всё."]);
        TestDialogs.Talk(Some).Press("Семинары").Press("Консультации").Press("Готово").Said.ShouldBe(["Много.", "Всё."]);
    }

    [Fact]
    public void An_option_hidden_after_an_earlier_change_is_taken_out_and_the_rest_is_asked_about()
    {
        const string Hiding = """
            - ask: school
              text: Вы в школе?
              yes_no: true
            - ask: order
              text: Что важнее?
              rank:
                - { id: a, text: Семинары }
                - { id: b, text: Курсы }
                - { id: c, text: Открытые уроки, when: school }
            - ask: n
              text: Дальше?
              yes_no: true
            - say: "Записал: {order}"
            """;
        var chat = TestDialogs.Talk(Hiding).Press("Да").Type("3, 2, 1").Press("Готово").Press("← Назад").Press("← Назад").Press("Нет");

        chat.Step.ShouldBe("order");
        chat.Buttons.ShouldNotContain("Открытые уроки");
        chat.Question.ShouldEndWith("1. Курсы\n2. Семинары");
        chat.Press("Готово").Press("Да").Said.ShouldBe(["Записал: Курсы, Семинары"]);
    }

    [Fact]
    public void An_option_taken_away_by_a_newer_revision_falls_out_of_the_order()
    {
        var chat = TestDialogs.Talk(Ask).Press("Семинары").Press("Курсы");
        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(Ask.Replace("a: Семинары, ", "", StringComparison.Ordinal))));

        chat.Press("Консультации").Question.ShouldEndWith("1. Курсы\n2. Консультации");
        chat.Press("Открытые уроки").Press("Готово").Said.ShouldBe(["Записал: Курсы, Консультации, Открытые уроки"]);
    }

    [Fact]
    public void Optional_it_is_skipped_by_word()
    {
        TestDialogs.Talk(Rank + "\n  optional: true\n- say: \"Записал: {order}.\"").Press("Курсы").Type("пропустить").Said.ShouldBe(["Записал: ."]);
    }

    [Fact]
    public void Few_buttons_make_pages_and_the_order_is_kept_over_them()
    {
        var options = string.Join(", ", Enumerable.Range(1, 12).Select(i => $"o{i}: Дело {i}а"));
        var chat = TestDialogs.Talk($"- ask: r\n  text: Что?\n  rank: {{ {options} }}\n  max: 2\n- say: \"Записал: {{r}}\"", new FakeHost { MaxButtons = 7 });
        chat.Screen.Buttons.Length.ShouldBeLessThanOrEqualTo(7);

        chat.Press("‹ Раньше").Press("Дело 12а").Press("Дальше ›").Press("Дело 1а").Press("Готово").Said.ShouldBe(["Записал: Дело 12а, Дело 1а"]);
    }
}
