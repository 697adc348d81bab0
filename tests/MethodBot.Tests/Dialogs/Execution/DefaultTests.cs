using MethodBot.Dialogs.Answers;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

public sealed class DefaultTests
{
    private static FakeHost Named(string name)
    {
        var host = new FakeHost();
        host.Facts["person.name"] = Answer.OfText(name);
        return host;
    }

    private static Answer Saved(Chat chat) => chat.Host.Done.Single().Given.Last().Answer;

    [Fact]
    public void What_is_known_is_offered_and_one_press_takes_it()
    {
        var chat = TestDialogs.Talk("- ask: n\n  text: Как Вас зовут?\n  type: text\n  default: person.name\n- do: notes.save", Named("Мария Лебедева"));
        chat.Question.ShouldBe("Как Вас зовут?\n\nМожно оставить так: Мария Лебедева");

        Saved(chat.Press("Оставить как есть")).Text.ShouldBe("Мария Лебедева");
    }

    [Fact]
    public void Another_answer_goes_before_it()
    {
        var chat = TestDialogs.Talk("- ask: n\n  text: Как Вас зовут?\n  type: text\n  default: person.name\n- ask: m\n  text: Дальше?\n  yes_no: true", Named("Мария")).Type("Ольга").Press("← Назад");

        chat.Question.ShouldBe("Как Вас зовут?\n\nВаш ответ: Ольга");
    }

    [Fact]
    public void Where_nothing_is_known_nothing_is_offered()
    {
        var chat = TestDialogs.Talk("- ask: n\n  text: Как Вас зовут?\n  type: text\n  default: person.name");

        chat.Question.ShouldBe("Как Вас зовут?");
        chat.Buttons.ShouldNotContain("Оставить как есть");
    }

    [Fact]
    public void It_is_no_answer_until_it_is_taken()
    {
        var chat = TestDialogs.Talk("- ask: n\n  text: Как Вас зовут?\n  type: text\n  default: person.name\n  optional: true\n- say: Есть имя.\n  when: answered(n)\n- say: Всё.", Named("Мария"));

        chat.Press("Пропустить").Said.ShouldBe(["Всё."]);
    }

    [Theory]
    [InlineData("type: text\n  min: 10")]
    [InlineData("type: text\n  max: 3")]
    [InlineData("type: number")]
    [InlineData("type: date")]
    [InlineData("type: time")]
    [InlineData("type: phone")]
    [InlineData("type: email")]
    [InlineData("one_of: { x: Икс, z: Зет }")]
    [InlineData("many_of: { x: Икс, z: Зет }")]
    [InlineData("rank: { x: Икс, z: Зет }")]
    [InlineData("scale: { from: 1, to: 5 }")]
    [InlineData("yes_no: true")]
    [InlineData("matrix:\n    rows: { a: Аз }\n    columns: { x: Икс, z: Зет }")]
    public void What_is_no_answer_to_the_question_is_not_offered(string kind)
    {
        var chat = TestDialogs.Talk($"- ask: n\n  text: Что?\n  default: person.name\n  {kind}", Named("Мария"));

        chat.Question.ShouldNotContain("Мария");
        chat.Buttons.ShouldNotContain("Оставить как есть");
        chat.Chosen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("type: number", "'15'", "15")]
    [InlineData("type: time", "'14:30'", "14:30")]
    [InlineData("type: phone", "'89123456789'", "+7 912 345-67-89")]
    [InlineData("type: email", "'a@b.ru'", "a@b.ru")]
    [InlineData("type: text", "'как всегда'", "как всегда")]
    [InlineData("one_of: { x: Икс, z: Зет }", "'z'", "Зет")]
    [InlineData("yes_no: true", "'yes'", "Да")]
    [InlineData("scale: { from: 1, to: 5 }", "'4'", "4")]
    public void A_constant_is_read_as_the_question_reads_it(string kind, string value, string shown)
    {
        var chat = TestDialogs.Talk($"- ask: n\n  text: Что?\n  default: \"{value}\"\n  {kind}\n- say: \"Записал: {{n}}\"");
        chat.Question.ShouldContain($"Можно оставить так: {shown}");

        chat.Press("Оставить как есть").Said.ShouldBe([$"Записал: {shown}"]);
    }

    [Theory]
    [InlineData("type: number\n  max: 10", "'15'")]
    [InlineData("type: time\n  min: 09:00", "'08:00'")]
    [InlineData("one_of: [ { id: x, text: Икс }, { other: Другое } ]", "'other'")]
    public void A_constant_out_of_bounds_is_not_offered(string kind, string value)
    {
        var chat = TestDialogs.Talk($"- ask: n\n  text: Что?\n  default: \"{value}\"\n  {kind}");

        chat.Buttons.ShouldNotContain("Оставить как есть");
        chat.Question.ShouldNotContain("Можно оставить так");
    }

    [Fact]
    public void A_suggested_choice_is_marked_among_the_others()
    {
        var chat = TestDialogs.Talk("- ask: n\n  text: Что?\n  default: \"'z'\"\n  one_of: { x: Икс, z: Зет }\n- do: notes.save");
        chat.Chosen.ShouldBe(["Зет"]);

        Saved(chat.Press("Икс")).Options.ShouldBe(["x"]);
    }

    [Fact]
    public void A_suggested_option_of_several_is_ticked_and_done_takes_it()
    {
        var chat = TestDialogs.Talk("- ask: n\n  text: Что?\n  default: \"'z'\"\n  many_of: { x: Икс, z: Зет }\n- do: notes.save");
        chat.Chosen.ShouldBe(["Зет"]);

        Saved(chat.Press("Готово")).Options.ShouldBe(["z"]);
    }

    [Fact]
    public void An_earlier_answer_of_the_same_kind_may_be_the_suggestion()
    {
        const string Steps = "- ask: a\n  text: Днём?\n  many_of: { x: Икс, z: Зет }\n- ask: b\n  text: Вечером?\n  default: a\n  many_of: { x: Икс, z: Зет, w: Дубль }\n- do: notes.save";
        var chat = TestDialogs.Talk(Steps).Press("Зет").Press("Икс").Press("Готово");
        chat.Chosen.ShouldBe(["Икс", "Зет"]);
        Saved(chat.Press("Дубль").Press("Готово")).Options.ShouldBe(["x", "z", "w"]);

        const string Rows = "matrix:\n    rows: { a: Аз, b: Буки }\n    columns: { x: Икс, z: Зет }";
        var matrix = TestDialogs.Talk($"- ask: m1\n  text: Было?\n  {Rows}\n- ask: m2\n  text: Стало?\n  default: m1\n  {Rows}\n- do: notes.save").Press("Икс").Press("Зет");
        matrix.Question.ShouldContain("Можно оставить так: Аз: Икс; Буки: Зет");
        matrix.Chosen.ShouldBe(["Икс"]);
        Saved(matrix.Press("Оставить как есть")).Options.ShouldBe(["a:x", "b:z"]);
    }

    [Fact]
    public void A_suggestion_does_not_make_a_questionnaire_worth_putting_aside()
    {
        var chat = TestDialogs.Questionnaire("- ask: n\n  text: Что?\n  default: \"'z'\"\n  many_of: { x: Икс, z: Зет }\n- ask: m\n  text: Дальше?\n  yes_no: true").Press("☰ Меню");

        chat.Buttons.ShouldBe(["Начать", "Другое"]);
    }

    [Fact]
    public void An_own_answer_that_no_longer_holds_gives_way_to_the_suggestion()
    {
        const string Steps = "- ask: n\n  text: Как Вас зовут?\n  type: text\n  default: person.name\n- ask: m\n  text: Дальше?\n  yes_no: true\n- do: notes.save";
        var chat = TestDialogs.Talk(Steps, Named("Мария")).Type("Мария Александровна Лебедева");
        chat.Reload(TestDialogs.WithMenu(TestDialogs.TalkFile(Steps.Replace("type: text", "type: text\n  max: 10", StringComparison.Ordinal)))).Press("Да");
        chat.Question.ShouldBe("Как Вас зовут?\n\nМожно оставить так: Мария");

        chat.Press("Оставить как есть").Press("Да").Host.Done.Single().Given[0].Answer.Text.ShouldBe("Мария");
    }
}
