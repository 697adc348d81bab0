using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>text</c>: words, in one message.</summary>
/// <param name="min">Shortest answer in characters.</param>
/// <param name="max">Longest answer in characters.</param>
public sealed class TextQuestion(int min, int max) : Question
{
    public const int DefaultMax = 4000;

    public override AnswerType Type => AnswerType.Text;

    public override bool Holds(Answer answer, Asking asking) => answer.Text is { Length: > 0 } text && text.Length <= max && text.Length >= min;

    public override Reading Read(PersonInput input, Asking asking)
    {
        var typed = input.Text.Trim();
        if (typed.Length == 0)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NeedsText));
        if (typed.Length < min)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.TextTooShort, ("min", Answer.OfNumber(min))));
        return typed.Length > max
            ? new Reading.Invalid(asking.Texts.Plain(TextKeys.TextTooLong, ("max", Answer.OfNumber(max))))
            : new Reading.Accepted(Answer.OfText(typed));
    }
}
