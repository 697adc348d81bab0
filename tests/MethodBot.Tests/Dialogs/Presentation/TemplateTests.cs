using MethodBot.Dialogs.Answers;

namespace MethodBot.Tests.Dialogs.Presentation;

public sealed class TemplateTests
{
    private static readonly DateOnly Today = new(2026, 9, 20);

    [Theory]
    [InlineData(0, "0 мест")]
    [InlineData(1, "1 место")]
    [InlineData(2, "2 места")]
    [InlineData(5, "5 мест")]
    [InlineData(11, "11 мест")]
    [InlineData(21, "21 место")]
    [InlineData(112, "112 мест")]
    public void A_number_gets_the_plural_form_that_it_wants(int number, string expected) =>
        Render("{free} {free|место|места|мест}", ("free", Answer.OfNumber(number))).ShouldBe(expected);

    [Fact]
    public void Values_read_as_people_write_them()
    {
        Render("{a}", ("a", Answer.OfText("Слово"))).ShouldBe("Слово");
        Render("{a}", ("a", Answer.OfNumber(2.50m))).ShouldBe("2,5");
        Render("{a}", ("a", Answer.OfDate(new DateOnly(2026, 10, 15)))).ShouldBe("15 октября");
        Render("{a}", ("a", Answer.OfDate(new DateOnly(2027, 10, 15)))).ShouldBe("15 октября 2027 года");
        Render("{a}", ("a", Answer.OfOption("x", "Икс"))).ShouldBe("Икс");
        Render("{a}", ("a", new Answer { Options = ["x", "z"], Labels = ["Икс", "Зет"] })).ShouldBe("Икс, Зет");
        Render("[{a}]", ("a", Answer.Skip)).ShouldBe("[]");
        Render("[{nobody}]").ShouldBe("[]");
    }

    [Fact]
    public void Names_may_have_dots_and_spaces_around_them() =>
        Render("{ person.first_name }", ("person.first_name", Answer.OfText("Мария"))).ShouldBe("Мария");

    [Fact]
    public void What_a_value_brings_in_is_plain_text()
    {
        var spans = Template.Parse("Тема: {a}, **{a}**").Render(name => Answer.OfText("**x** {b} <i>"), Today);

        spans.ShouldBe([new TextSpan("Тема: "), new TextSpan("**x** {b} <i>"), new TextSpan(", "), new TextSpan("**x** {b} <i>", TextStyle.Bold)]);
    }

    [Fact]
    public void Two_stars_make_bold()
    {
        Template.Parse("**А** и **Б**").Render(static _ => null)
            .ShouldBe([new TextSpan("А", TextStyle.Bold), new TextSpan(" и "), new TextSpan("Б", TextStyle.Bold)]);
        Template.Parse("2 * 2 * 2").RenderPlain(static _ => null).ShouldBe("2 * 2 * 2");
    }

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("Это {Имя}!", 4)]
    [InlineData("{a|b}", 0)]
    [InlineData("{a|b|c|d|e}", 0)]
    [InlineData("{a b}", 0)]
    public void A_placeholder_that_is_none_is_told_where_it_stands(string source, int offset)
    {
        var faults = new List<int>();

        Template.Parse(source, (at, _) => faults.Add(at));

        faults.ShouldBe([offset]);
    }

    [Fact]
    public void A_brace_that_nothing_closes_is_a_brace() => Render("цена {100").ShouldBe("цена {100");

    private static string Render(string source, params (string Name, Answer Value)[] values) => Template
        .Parse(source, (offset, message) => throw new InvalidOperationException($"{offset}: {message}"))
        .RenderPlain(name => values.FirstOrDefault(pair => pair.Name == name).Value, Today);
}
