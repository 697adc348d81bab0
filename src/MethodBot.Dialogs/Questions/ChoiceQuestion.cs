using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>one_of</c>: one press answers. Under «Другое» the person writes words of their own.</summary>
public sealed class ChoiceQuestion(ImmutableArray<Option> options) : Question
{
    public override AnswerType Type => AnswerType.Option;

    public override ImmutableArray<string> OptionIds => [.. options.Select(option => option.Id)];

    public override bool MarksHeld => true;

    public override ImmutableArray<Option> Options => options;

    public override bool IsOpen(Asking asking) => options.Any(option => option.IsOffered(asking));

    public override bool Holds(Answer answer, Asking asking) =>
        answer.OnlyOption is { } id && options.Offered(asking).Any(choice => choice.Id == id)
        && (!options.IsOfKind(id, OptionKind.Other) || answer.Text is { Length: > 0 });

    public override Answer? Adopt(Answer value, Asking asking) =>
        options.Offered(asking).FirstOrDefault(choice => choice.Id == value.Key && !options.IsOfKind(choice.Id, OptionKind.Other)) is { } choice
            ? Answer.OfOption(choice.Id, choice.Label)
            : null;

    public override Visit? StepBack(Asking asking) =>
        asking.Visit.FreeText && options.Other(options.Offered(asking)) is not null ? asking.Visit with { FreeText = false } : null;

    public override Reading Press(string code, Asking asking)
    {
        if (code == Controls.All)
            return new Reading.Redraw(asking.Visit with { Candidates = [], FreeText = false });
        if (options.Offered(asking).FirstOrDefault(choice => choice.Id == code) is not { } chosen)
            return new Reading.Unknown();
        return options.IsOfKind(chosen.Id, OptionKind.Other)
            ? new Reading.Redraw(asking.Visit with { FreeText = true, Candidates = [] })
            : new Reading.Accepted(Answer.OfOption(chosen.Id, chosen.Label));
    }

    public override Reading Read(PersonInput input, Asking asking)
    {
        var offered = options.Offered(asking);
        if (asking.Visit.FreeText && options.Other(offered) is { } other)
            return Own(other, input.Text, asking);
        // While candidates are shown, a number means what stands on the screen.
        var among = ChoiceMatcher.Match(input.Text, offered.Narrow(asking.Visit));
        return (among is [_] ? among : ChoiceMatcher.Match(input.Text, offered)) switch
        {
            [var chosen] => Press(chosen.Id, asking),
            [] => options.Other(offered) is { } own && input.Text.Trim().Length > 0
                ? Own(own, input.Text, asking)
                : new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAChoice)),
            var several => new Reading.Redraw(
                asking.Visit with { Candidates = [.. several.Select(choice => choice.Id)], Page = 0 },
                Notice: asking.Texts.Plain(TextKeys.Ambiguous, ("text", Answer.OfText(input.Text.Trim())))),
        };
    }

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
        var offered = options.Offered(asking);
        if (asking.Visit.FreeText && options.Other(offered) is not null)
        {
            screen.Paragraph(asking.Texts.Rich(TextKeys.FreeText));
            screen.Navigation(Controls.All, asking.Texts.Plain(TextKeys.ShowAll));
            return;
        }

        if (!asking.Visit.Candidates.IsEmpty)
            screen.Navigation(Controls.All, asking.Texts.Plain(TextKeys.ShowAll));
        var held = asking.Held?.OnlyOption;
        screen.Choices([.. offered.Narrow(asking.Visit).Select(choice => (
            choice.Id == held && options.IsOfKind(choice.Id, OptionKind.Other) ? choice with { Label = choice.WithOwnWords(asking.Held!.Text) } : choice,
            choice.Id == held))]);
    }

    private static Reading Own(Choice other, string text, Asking asking)
    {
        var words = text.Trim();
        return OptionLists.FaultOfOther(words, asking.Texts) is { } fault
            ? new Reading.Invalid(fault)
            : new Reading.Accepted(Answer.OfOption(other.Id, other.WithOwnWords(words)) with { Text = words });
    }
}
