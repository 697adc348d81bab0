using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

public sealed class DateQuestion(DateOnly? min, DateOnly? max) : Question
{
    public override AnswerType Type => AnswerType.Date;

    public override bool Holds(Answer answer, Asking asking) => answer.Date is { } date && InRange(date);

    public override Reading Read(string text, ImmutableArray<AnswerFile> files, Asking asking)
    {
        if (DateText.Parse(text, asking.Host.Today) is not { } date)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NotADate));
        return InRange(date)
            ? new Reading.Accepted(Answer.OfDate(date))
            : new Reading.Invalid(asking.Texts.Plain(
                TextKeys.DateRange,
                ("from", min is { } low ? Answer.OfDate(low) : Answer.OfText("…")),
                ("to", max is { } high ? Answer.OfDate(high) : Answer.OfText("…"))));
    }

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
    }

    private bool InRange(DateOnly date) => !(date < min) && !(date > max);
}
