using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>many_of</c>: presses tick and untick within one visit, «Готово» answers.</summary>
public sealed class ManyQuestion(ImmutableArray<Option> options, int min, int? max) : Question
{
    public override AnswerType Type => AnswerType.OptionSet;

    public override ImmutableArray<string> OptionIds => [.. options.Select(option => option.Id)];

    public ImmutableArray<Option> Options => options;

    public override bool Holds(Answer answer, Asking asking)
    {
        if (answer.Options.IsDefault)
            return false;
        var offered = options.Offered(asking);
        return answer.Options.Length >= min && !(answer.Options.Length > max)
            && answer.Options.All(id => offered.Any(choice => choice.Id == id));
    }

    public override Visit Open(Visit visit, Answer? held) =>
        held is { Options.IsDefault: false } ? visit with { Ticked = held.Options } : visit;

    public override Reading Press(string code, Asking asking)
    {
        if (code == Controls.Done)
            return Finish(asking);
        var offered = options.Offered(asking);
        if (offered.All(choice => choice.Id != code))
            return new Reading.Unknown();
        var ticked = Ticked(asking.Visit, offered);
        if (ticked.Contains(code))
            return new Reading.Redraw(asking.Visit with { Ticked = ticked.Remove(code) });
        return ticked.Length >= max
            ? new Reading.Redraw(asking.Visit, Toast: TooMany(asking))
            : new Reading.Redraw(asking.Visit with { Ticked = ticked.Add(code) });
    }

    public override Reading Read(string text, ImmutableArray<AnswerFile> files, Asking asking)
    {
        if (asking.Texts.Words(TextKeys.WordsDone).Contains(RussianText.Normalize(text)))
            return Finish(asking);
        var offered = options.Offered(asking);
        var ticked = Ticked(asking.Visit, offered);
        // A whole label may itself contain commas.
        var parts = ChoiceMatcher.Match(text, offered) is [_] ? [text] : text.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAChoice));
        foreach (var part in parts)
        {
            var meant = ChoiceMatcher.Match(part, offered);
            if (meant.IsEmpty)
                return new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAChoice));
            if (meant.Length > 1)
                return new Reading.Invalid(asking.Texts.Plain(TextKeys.Ambiguous, ("text", Answer.OfText(part.Trim()))));
            if (!ticked.Contains(meant[0].Id))
                ticked = ticked.Add(meant[0].Id);
        }

        return ticked.Length > max
            ? new Reading.Invalid(TooMany(asking))
            : new Reading.Redraw(asking.Visit with { Ticked = ticked });
    }

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
        screen.Paragraph(max is { } limit
            ? asking.Texts.Rich(TextKeys.ChooseUpTo, ("max", Answer.OfNumber(limit)))
            : asking.Texts.Rich(TextKeys.ChooseSeveral));
        screen.Primary(Controls.Done, asking.Texts.Plain(TextKeys.Done));
        screen.Choices([.. options.Offered(asking).Select(choice => (choice, asking.Visit.Ticked.Contains(choice.Id)))]);
    }

    private Reading Finish(Asking asking)
    {
        var offered = options.Offered(asking);
        var chosen = offered.Where(choice => asking.Visit.Ticked.Contains(choice.Id)).ToList();
        if (chosen.Count < min)
        {
            var hint = asking.Texts.Plain(TextKeys.ChooseAtLeast, ("min", Answer.OfNumber(min)));
            return new Reading.Redraw(asking.Visit, Toast: hint, Notice: hint);
        }

        // Ticked under an older revision that allowed more.
        if (chosen.Count > max)
            return new Reading.Redraw(asking.Visit, Toast: TooMany(asking), Notice: TooMany(asking));
        return new Reading.Accepted(new Answer
        {
            Options = [.. chosen.Select(choice => choice.Id)],
            Labels = [.. chosen.Select(choice => choice.Label)],
        });
    }

    // What was ticked and is not offered any more does not count.
    private static ImmutableArray<string> Ticked(Visit visit, ImmutableArray<Choice> offered) =>
        [.. visit.Ticked.Where(id => offered.Any(choice => choice.Id == id))];

    private string TooMany(Asking asking) => asking.Texts.Plain(TextKeys.TooMany, ("max", Answer.OfNumber(max ?? options.Length)));
}
