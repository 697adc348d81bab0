using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>one_of</c>: one press answers.</summary>
public sealed class ChoiceQuestion(ImmutableArray<Option> options) : Question
{
    public override AnswerType Type => AnswerType.Option;

    public override ImmutableArray<string> OptionIds => [.. options.Select(option => option.Id)];

    public ImmutableArray<Option> Options => options;

    public override bool Holds(Answer answer, Asking asking) =>
        answer.OnlyOption is { } id && options.Offered(asking).Any(choice => choice.Id == id);

    public override Reading Press(string code, Asking asking)
    {
        if (code == Controls.All)
            return new Reading.Redraw(asking.Visit with { Candidates = [] });
        return options.Offered(asking).FirstOrDefault(choice => choice.Id == code) is { } chosen
            ? new Reading.Accepted(Answer.OfOption(chosen.Id, chosen.Label))
            : new Reading.Unknown();
    }

    public override Reading Read(string text, ImmutableArray<AnswerFile> files, Asking asking)
    {
        var offered = options.Offered(asking);
        // While candidates are shown, a number means what stands on the screen.
        var among = ChoiceMatcher.Match(text, offered.Narrow(asking.Visit));
        return (among is [_] ? among : ChoiceMatcher.Match(text, offered)) switch
        {
            [var chosen] => new Reading.Accepted(Answer.OfOption(chosen.Id, chosen.Label)),
            [] => new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAChoice)),
            var several => new Reading.Redraw(
                asking.Visit with { Candidates = [.. several.Select(choice => choice.Id)], Page = 0 },
                Notice: asking.Texts.Plain(TextKeys.Ambiguous, ("text", Answer.OfText(text.Trim())))),
        };
    }

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
        if (!asking.Visit.Candidates.IsEmpty)
            screen.Navigation(Controls.All, asking.Texts.Plain(TextKeys.ShowAll));
        var held = asking.Held?.OnlyOption;
        screen.Choices([.. options.Offered(asking).Narrow(asking.Visit).Select(choice => (choice, choice.Id == held))]);
    }
}
