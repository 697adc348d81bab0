using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>location</c>: a point shared from the map, or an address in words: not every client can share one.</summary>
public sealed class LocationQuestion : Question
{
    private const int MaxAddress = 300;

    public override AnswerType Type => AnswerType.Place;

    public override bool Holds(Answer answer, Asking asking) => answer.Place is not null || answer.Text is { Length: > 0 and <= MaxAddress };

    public override void Draw(ScreenBuilder screen, Asking asking) => screen.Request(RequestKind.Location, asking.Texts.Plain(TextKeys.ShareLocation));

    public override Reading Read(PersonInput input, Asking asking)
    {
        var address = input.Text.Trim();
        if (address.Length > MaxAddress)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.TextTooLong, ("max", Answer.OfNumber(MaxAddress))));
        return address.Length == 0 && input.Place is null
            ? new Reading.Invalid(asking.Texts.Plain(TextKeys.NeedsPlace))
            : new Reading.Accepted(new Answer { Place = input.Place, Text = address.Length == 0 ? null : address });
    }
}
