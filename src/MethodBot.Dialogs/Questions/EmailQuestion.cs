using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>email</c>.</summary>
public sealed class EmailQuestion : Question
{
    public override AnswerType Type => AnswerType.Text;

    public override bool Holds(Answer answer, Asking asking) => answer.Text is { } text && EmailText.Parse(text) is not null;

    public override Reading Read(PersonInput input, Asking asking) => EmailText.Parse(input.Text) is { } address
        ? new Reading.Accepted(Answer.OfText(address))
        : new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAnEmail));
}
