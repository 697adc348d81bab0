using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>rank</c>: options pressed in the order of importance; «Готово» answers.</summary>
/// <param name="min">How many must be put in order.</param>
public sealed class RankQuestion(ImmutableArray<Option> options, int min, int max) : Question
{
    public override AnswerType Type => AnswerType.Ranking;

    public override ImmutableArray<string> OptionIds => [.. options.Select(option => option.Id)];

    public override bool MarksHeld => true;

    public override ImmutableArray<Option> Options => options;

    public override bool IsOpen(Asking asking) => options.Any(option => option.IsOffered(asking));

    public override bool Holds(Answer answer, Asking asking)
    {
        if (answer.Options.IsDefault)
            return false;
        var offered = options.Offered(asking);
        return answer.Options.Length >= Math.Min(min, offered.Length) && answer.Options.Length <= max
            && answer.Options.All(id => offered.Any(choice => choice.Id == id));
    }

    public override Answer? Keep(Asking asking) => null;

    public override Visit Open(Asking asking) =>
        asking.Held is { Options.IsDefault: false } held ? asking.Visit with { Ticked = held.Options } : asking.Visit;

    public override Reading Press(string code, Asking asking)
    {
        if (code == Controls.Done)
            return Finish(asking);
        var offered = options.Offered(asking);
        if (offered.All(choice => choice.Id != code))
            return new Reading.Unknown();
        var ordered = Ordered(asking.Visit, offered);
        if (ordered.Contains(code))
            return new Reading.Redraw(asking.Visit with { Ticked = ordered.Remove(code) });
        return ordered.Length >= max
            ? new Reading.Redraw(asking.Visit, Toast: TooMany(asking), Notice: TooMany(asking))
            : new Reading.Redraw(asking.Visit with { Ticked = ordered.Add(code) });
    }

    /// <summary>«2, 1, 3», or labels in order: the whole order anew.</summary>
    public override Reading Read(PersonInput input, Asking asking)
    {
        if (asking.Texts.Words(TextKeys.WordsDone).Contains(RussianText.Normalize(input.Text)))
            return Finish(asking);
        var offered = options.Offered(asking);
        var parts = ChoiceMatcher.Match(input.Text, offered) is [_] ? [input.Text] : input.Text.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (parts is [var numbers] && numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } spaced && spaced.All(part => part.All(char.IsAsciiDigit)))
            parts = spaced;
        var ordered = ImmutableArray<string>.Empty;
        foreach (var part in parts)
        {
            var meant = ChoiceMatcher.Match(part, offered);
            if (meant.Length > 1)
                return new Reading.Invalid(asking.Texts.Plain(TextKeys.Ambiguous, ("text", Answer.OfText(part.Trim()))));
            if (meant.IsEmpty)
                return new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAChoice));
            if (!ordered.Contains(meant[0].Id))
                ordered = ordered.Add(meant[0].Id);
        }

        return ordered.Length switch
        {
            0 => new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAChoice)),
            // One typed at a time joins the order; several are the order.
            1 when parts.Length == 1 => Press(ordered[0], asking),
            _ => ordered.Length > max ? new Reading.Invalid(TooMany(asking)) : new Reading.Redraw(asking.Visit with { Ticked = ordered }),
        };
    }

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
        var offered = options.Offered(asking);
        var ordered = Ordered(asking.Visit, offered);
        screen.Paragraph(max >= options.Length
            ? asking.Texts.Rich(TextKeys.RankAll)
            : asking.Texts.Rich(min == max ? TextKeys.RankExactly : TextKeys.RankUpTo, ("max", Answer.OfNumber(max))));
        for (var i = 0; i < ordered.Length; i++)
        {
            var line = asking.Texts.Rich(TextKeys.RankLine, ("number", Answer.OfNumber(i + 1)), ("option", Answer.OfText(Label(ordered[i], offered))));
            if (i == 0)
                screen.Paragraph(line);
            else
                screen.Line(line);
        }

        screen.Primary(Controls.Done, asking.Texts.Plain(TextKeys.Done));
        screen.Choices([.. offered.Select(choice => (choice, ordered.Contains(choice.Id)))]);
    }

    private Reading Finish(Asking asking)
    {
        var offered = options.Offered(asking);
        var ordered = Ordered(asking.Visit, offered);
        var least = Math.Min(min, offered.Length);
        if (ordered.Length < least)
        {
            var hint = asking.Texts.Plain(TextKeys.RankAtLeast, ("min", Answer.OfNumber(least)));
            return new Reading.Redraw(asking.Visit, Toast: hint, Notice: hint);
        }

        return ordered.Length > max
            ? new Reading.Redraw(asking.Visit, Toast: TooMany(asking), Notice: TooMany(asking))
            : new Reading.Accepted(new Answer { Options = ordered, Labels = [.. ordered.Select(id => Label(id, offered))] });
    }

    private static string Label(string id, ImmutableArray<Choice> offered) => offered.First(choice => choice.Id == id).Label;

    private static ImmutableArray<string> Ordered(Visit visit, ImmutableArray<Choice> offered) =>
        [.. visit.Ticked.Where(id => offered.Any(choice => choice.Id == id))];

    private string TooMany(Asking asking) => asking.Texts.Plain(TextKeys.TooMany, ("max", Answer.OfNumber(max)));
}
