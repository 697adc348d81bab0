using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>time</c>: an hour of the day, as people write it.</summary>
public sealed class TimeQuestion(TimeOnly? min, TimeOnly? max) : Question
{
    public override AnswerType Type => AnswerType.Time;

    public override bool Holds(Answer answer, Asking asking) => answer.Time is { } time && InRange(time);

    public override Answer? Adopt(Answer value, Asking asking) =>
        (value.Time ?? TimeText.Parse(value.Text ?? "")) is { } time && InRange(time) ? Answer.OfTime(time) : null;

    public override Reading Read(PersonInput input, Asking asking)
    {
        if (TimeText.Parse(input.Text) is not { } time)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NotATime));
        return InRange(time)
            ? new Reading.Accepted(Answer.OfTime(time))
            : new Reading.Invalid(asking.Texts.Plain(
                TextKeys.TimeRange,
                ("from", Answer.OfTime(min ?? TimeOnly.MinValue)),
                ("to", Answer.OfTime(max ?? TimeOnly.MaxValue))));
    }

    private bool InRange(TimeOnly time) => !(time < min) && !(time > max);
}
