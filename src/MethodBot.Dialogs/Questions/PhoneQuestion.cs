using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>phone</c>: typed as people write it, or shared as a contact; held with its country code.</summary>
public sealed class PhoneQuestion : Question
{
    public override AnswerType Type => AnswerType.Text;

    public override bool Holds(Answer answer, Asking asking) => answer.Text is { } text && PhoneText.Parse(text) == text;

    public override Answer? Adopt(Answer value, Asking asking) => value.Text is { } text && PhoneText.Parse(text) is { } phone ? OfPhone(phone) : null;

    public override Reading Read(PersonInput input, Asking asking) => PhoneText.Parse(input.Text) is { } phone
        ? new Reading.Accepted(OfPhone(phone))
        : new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAPhone));

    public override void Draw(ScreenBuilder screen, Asking asking) => screen.Request(RequestKind.Contact, asking.Texts.Plain(TextKeys.ShareContact));

    private static Answer OfPhone(string phone) => Answer.OfText(phone) with { Labels = [PhoneText.Format(phone)] };
}
