using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class TimeQuestionTests
{
    private const string Ask = "- ask: t\n  text: Во сколько?\n  type: time\n  min: 09:00\n  max: 18:00\n- say: \"Записал: {t}\"";

    [Theory]
    [InlineData("14:30", "14:30")]
    [InlineData("9.05", "09:05")]
    [InlineData("в 2", "14:00")]
    [InlineData("9 утра", "09:00")]
    [InlineData("половина третьего", "14:30")]
    [InlineData("18:00", "18:00")]
    public void Time_is_read_as_people_write_it(string typed, string time) => TestDialogs.Talk(Ask).Type(typed).Said.ShouldBe([$"Записал: {time}"]);

    [Theory]
    [InlineData("после обеда")]
    [InlineData("25:00")]
    [InlineData("с 9 до 12")]
    [InlineData("завтра")]
    public void What_is_no_time_is_refused_with_an_example(string typed)
    {
        var chat = TestDialogs.Talk(Ask).Type(typed);

        chat.Question.ShouldBe("Не понял время. Пример: 14:30\n\nВо сколько?");
        chat.Step.ShouldBe("t");
    }

    [Theory]
    [InlineData("8:59")]
    [InlineData("18:01")]
    [InlineData("полночь")]
    public void Time_out_of_bounds_is_refused_with_them(string typed) =>
        TestDialogs.Talk(Ask).Type(typed).Question.ShouldStartWith("Нужно время с 09:00 до 18:00.");

    [Fact]
    public void Without_bounds_the_whole_day_is_open()
    {
        TestDialogs.Talk("- ask: t\n  text: Во сколько?\n  type: time\n- say: \"{t}\"").Type("23:59").Said.ShouldBe(["23:59"]);
    }

    [Theory]
    [InlineData("11:59", "Утро.")]
    [InlineData("12:00", "Полдень или позже.", "Ровно.")]
    [InlineData("13:00", "Полдень или позже.")]
    public void Conditions_compare_it_as_a_time(string typed, params string[] said) =>
        TestDialogs.Talk("- ask: t\n  text: Во сколько?\n  type: time\n- say: Утро.\n  when: t < '12:00'\n- say: Полдень или позже.\n  when: t >= '12:00'\n- say: Ровно.\n  when: t in ['12:00']")
            .Type(typed).Said.ShouldBe(said);

    [Fact]
    public void Two_answers_are_compared_with_each_other()
    {
        const string Two = "- ask: a\n  text: С?\n  type: time\n- ask: b\n  text: До?\n  type: time\n- say: Наоборот.\n  when: b <= a\n- say: Всё.";

        TestDialogs.Talk(Two).Type("14:00").Type("13:00").Said.ShouldBe(["Наоборот.", "Всё."]);
        TestDialogs.Talk(Two).Type("09:00").Type("10:00").Said.ShouldBe(["Всё."]);
    }

    [Fact]
    public void Back_tells_the_answer_and_keeps_it()
    {
        var chat = TestDialogs.Talk(Ask + "\n- ask: n\n  text: Дальше?\n  yes_no: true").Type("9 утра").Press("← Назад");

        chat.Question.ShouldBe("Во сколько?\n\nВаш ответ: 09:00");
        chat.Press("Оставить как есть").Question.ShouldBe("Дальше?");
    }

    [Fact]
    public void The_action_gets_it_and_the_review_tells_it()
    {
        var chat = TestDialogs.Talk("- ask: t\n  text: Во сколько?\n  type: time\n- review: Проверьте\n- do: notes.save").Type("7 вечера");
        chat.Question.ShouldContain("• Во сколько: 19:00");

        chat.Press("Отправить").Host.Done.Single().Given[0].Answer.Time.ShouldBe(new TimeOnly(19, 0));
    }
}
