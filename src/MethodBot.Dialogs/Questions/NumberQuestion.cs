using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

public sealed class NumberQuestion(int? min, int? max, bool whole) : Question
{
    public override AnswerType Type => AnswerType.Number;

    public override bool Holds(Answer answer, Asking asking) => answer.Number is { } number && Hint(number, asking) is null;

    public override Answer? Adopt(Answer value, Asking asking) =>
        (value.Number ?? NumberText.Parse(value.Text ?? "")) is { } number && Hint(number, asking) is null ? Answer.OfNumber(number) : null;

    public override Reading Read(PersonInput input, Asking asking)
    {
        if (NumberText.Parse(input.Text) is not { } number)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NotANumber));
        return Hint(number, asking) is { } hint ? new Reading.Invalid(hint) : new Reading.Accepted(Answer.OfNumber(number));
    }

    private string? Hint(decimal number, Asking asking)
    {
        if (whole && number != decimal.Truncate(number))
            return asking.Texts.Plain(TextKeys.NotWhole);
        if (!(number < min) && !(number > max))
            return null;
        return (min, max) switch
        {
            ({ } low, { } high) => asking.Texts.Plain(
                TextKeys.NumberRange, ("min", Answer.OfNumber(low)), ("max", Answer.OfNumber(high))),
            ({ } low, null) => asking.Texts.Plain(TextKeys.NumberFrom, ("min", Answer.OfNumber(low))),
            _ => asking.Texts.Plain(TextKeys.NumberUpTo, ("max", Answer.OfNumber(max!.Value))),
        };
    }
}
