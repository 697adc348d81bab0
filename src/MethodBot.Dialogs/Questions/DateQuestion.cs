using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

public sealed class DateQuestion(DateOnly? min, DateOnly? max) : Question
{
    public override AnswerType Type => AnswerType.Date;

    public override bool Holds(Answer answer, Asking asking) => answer.Date is { } date && InRange(date);

    public override Answer? Adopt(Answer value, Asking asking) =>
        (value.Date ?? DateText.Parse(value.Text ?? "", asking.Host.Today)) is { } date && InRange(date) ? Answer.OfDate(date) : null;

    public override Reading Read(PersonInput input, Asking asking)
    {
        if (Find(input.Text, asking.Host.Today) is not { } date)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NotADate));
        return InRange(date)
            ? new Reading.Accepted(Answer.OfDate(date))
            : new Reading.Invalid((min, max) switch
            {
                ({ } low, { } high) => asking.Texts.Plain(TextKeys.DateRange, ("from", Answer.OfDate(low)), ("to", Answer.OfDate(high))),
                ({ } low, null) => asking.Texts.Plain(TextKeys.DateFrom, ("from", Answer.OfDate(low))),
                _ => asking.Texts.Plain(TextKeys.DateUpTo, ("to", Answer.OfDate(max!.Value))),
            });
    }

    // A day without a year is the next one to come. Where that is too late, as October for a November's school year, the range may hold
    // the one before: the same day, seen from the first that may be answered.
    private DateOnly? Find(string text, DateOnly today) =>
        DateText.Parse(text, today) is { } next && next > max && min is { } first && !text.Contains("год", StringComparison.OrdinalIgnoreCase)
        && DateText.Parse(text, first) is { } earlier && earlier.Month == next.Month && earlier.Day == next.Day && InRange(earlier)
            ? earlier
            : DateText.Parse(text, today);

    private bool InRange(DateOnly date) => !(date < min) && !(date > max);
}
