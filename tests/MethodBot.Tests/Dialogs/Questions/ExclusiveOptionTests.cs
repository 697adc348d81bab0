using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class ExclusiveOptionTests
{
    private const string Ask = """
        - ask: help
          text: В чём помочь?
          many_of:
            - { id: ict, text: Цифровые инструменты }
            - { id: marks, text: Оценивание }
            - { id: none, text: Ничего из этого, exclusive: true }
            - { other: Другое }
          min: 2
        - say: "Записал: {help}"
        """;

    [Fact]
    public void It_drives_the_others_out_and_is_driven_out_by_them()
    {
        var chat = TestDialogs.Talk(Ask).Press("Оценивание").Press("Цифровые инструменты").Press("Ничего из этого");
        chat.Chosen.ShouldBe(["Ничего из этого"]);

        chat.Press("Оценивание").Chosen.ShouldBe(["Оценивание"]);
    }

    [Fact]
    public void Alone_it_is_enough_however_many_are_asked_for()
    {
        TestDialogs.Talk(Ask).Press("Ничего из этого").Press("Готово").Said.ShouldBe(["Записал: Ничего из этого"]);
        TestDialogs.Talk(Ask).Press("Оценивание").Press("Готово").Toasts.ShouldBe(["Отметьте хотя бы 2 и нажмите «Готово»."]);
    }

    [Fact]
    public void Its_answer_holds_on_the_way_back()
    {
        var chat = TestDialogs.Talk("- ask: a\n  text: До?\n  yes_no: true\n" + Ask.Replace("- say", "- ask: n\n  text: Дальше?\n  yes_no: true\n- say", StringComparison.Ordinal))
            .Press("Да").Press("Ничего из этого").Press("Готово").Press("← Назад").Press("← Назад").Press("Нет");

        chat.Step.ShouldBe("n", "one exclusive tick is a valid answer, so the replay passes it by");
    }

    [Fact]
    public void A_second_press_unticks_it()
    {
        TestDialogs.Talk(Ask).Press("Ничего из этого").Press("Ничего из этого").Chosen.ShouldBeEmpty();
    }

    [Fact]
    public void Own_words_drive_it_out()
    {
        TestDialogs.Talk(Ask).Press("Ничего из этого").Press("Другое").Type("тишина").Chosen.ShouldBe(["Другое: тишина"]);
    }

    [Fact]
    public void It_drives_own_words_out()
    {
        var chat = TestDialogs.Talk(Ask + "\n- do: notes.save").Type("тишина").Press("Ничего из этого").Press("Готово");

        chat.Host.Done.Single().Given[0].Answer.Options.ShouldBe(["none"]);
        chat.Host.Done.Single().Given[0].Answer.Text.ShouldBeNull();
    }

    [Theory]
    [InlineData("3", "Ничего из этого")]
    [InlineData("ничего", "Ничего из этого")]
    public void Typed_it_does_the_same(string typed, string chosen) =>
        TestDialogs.Talk(Ask).Press("Оценивание").Type(typed).Chosen.ShouldBe([chosen]);

    [Fact]
    public void A_limit_that_is_reached_does_not_stand_in_its_way()
    {
        var chat = TestDialogs.Talk(Ask.Replace("min: 2", "max: 1", StringComparison.Ordinal)).Press("Оценивание").Press("Ничего из этого");

        chat.Toasts.ShouldBeEmpty();
        chat.Chosen.ShouldBe(["Ничего из этого"]);
        chat.Press("Оценивание").Chosen.ShouldBe(["Оценивание"], "and back again");
    }

    [Fact]
    public void Quick_taps_on_one_drawing_leave_the_last_word()
    {
        var chat = TestDialogs.Talk(Ask);
        var first = chat.Screen;

        chat.PressOn(first, "Оценивание").PressOn(first, "Ничего из этого").PressOn(first, "Цифровые инструменты").Chosen.ShouldBe(["Цифровые инструменты"]);
    }
}
