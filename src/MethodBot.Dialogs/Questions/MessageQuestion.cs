using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>message</c>: whatever a person sends in one message, text, files or both.</summary>
public sealed class MessageQuestion : Question
{
    public override AnswerType Type => AnswerType.Files;

    public override bool TakesFiles => true;

    public override bool Holds(Answer answer, Asking asking) => answer.Text is { Length: > 0 } || !answer.Files.IsDefaultOrEmpty;

    public override Reading Read(PersonInput input, Asking asking)
    {
        var typed = input.Text.Trim();
        if (typed.Length == 0 && input.Files.IsEmpty)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NeedsText));
        return new Reading.Accepted(new Answer { Text = typed.Length == 0 ? null : typed, Files = input.Files });
    }
}
