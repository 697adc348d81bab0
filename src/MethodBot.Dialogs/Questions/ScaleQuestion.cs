using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>scale</c>: a number between two ends whose meaning is told.</summary>
/// <param name="low">What the lowest number means, or null.</param>
/// <param name="high">What the highest number means, or null.</param>
public sealed class ScaleQuestion(int from, int to, Template? low, Template? high) : Question
{
    public override AnswerType Type => AnswerType.Number;

    public override ImmutableArray<string> OptionIds => [.. Numbers.Select(Id)];

    public int From => from;

    public int To => to;

    public override bool MarksHeld => true;

    private IEnumerable<int> Numbers => Enumerable.Range(from, to - from + 1);

    public override bool Holds(Answer answer, Asking asking) => answer.Number is { } number && IsOnScale(number);

    public override Answer? Adopt(Answer value, Asking asking) => Find(value.Number ?? NumberText.Parse(value.Text ?? "")) is { } number ? Answer.OfNumber(number) : null;

    public override Reading Press(string code, Asking asking) =>
        int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && IsOnScale(number)
            ? new Reading.Accepted(Answer.OfNumber(number))
            : new Reading.Unknown();

    public override Reading Read(PersonInput input, Asking asking)
    {
        var number = Find(NumberText.Parse(input.Text)) ?? End(low, from, input.Text, asking) ?? End(high, to, input.Text, asking);
        return number is { } found
            ? new Reading.Accepted(Answer.OfNumber(found))
            : new Reading.Invalid(asking.Texts.Plain(TextKeys.NumberRange, ("min", Answer.OfNumber(from)), ("max", Answer.OfNumber(to))));
    }

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
        if (low is not null || high is not null)
        {
            var ends = new List<TextSpan>();
            if (low is not null)
                ends.AddRange(Line(from, low, asking));
            if (low is not null && high is not null)
                ends.Add(new TextSpan("\n"));
            if (high is not null)
                ends.AddRange(Line(to, high, asking));
            screen.Paragraph(ends);
        }

        screen.Choices([.. Numbers.Select(number => (new Choice(Id(number), Id(number)), asking.Held?.Number == number))]);
    }

    private static ImmutableArray<TextSpan> Line(int number, Template meaning, Asking asking) => asking.Texts.Rich(
        TextKeys.ScaleEnd, ("number", Answer.OfNumber(number)), ("meaning", Answer.OfText(meaning.RenderPlain(asking.Scope, asking.Host.Today))));

    private static int? End(Template? meaning, int number, string text, Asking asking) =>
        meaning is not null && RussianText.Normalize(meaning.RenderPlain(asking.Scope, asking.Host.Today)) == RussianText.Normalize(text) ? number : null;

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);

    private int? Find(decimal? number) => number is { } value && IsOnScale(value) ? (int)value : null;

    private bool IsOnScale(decimal number) => number == decimal.Truncate(number) && number >= from && number <= to;
}
