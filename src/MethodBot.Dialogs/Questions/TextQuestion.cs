using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <param name="max">Longest answer in characters.</param>
public sealed class TextQuestion(int max) : Question
{
    public const int DefaultMax = 4000;

    public override AnswerType Type => AnswerType.Text;

    public override bool Holds(Answer answer, Asking asking) => answer.Text is { Length: > 0 } text && text.Length <= max;

    public override Reading Read(string text, ImmutableArray<AnswerFile> files, Asking asking)
    {
        var typed = text.Trim();
        if (typed.Length == 0)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NeedsText));
        return typed.Length > max
            ? new Reading.Invalid(asking.Texts.Plain(TextKeys.TextTooLong, ("max", Answer.OfNumber(max))))
            : new Reading.Accepted(Answer.OfText(typed));
    }

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
    }
}
