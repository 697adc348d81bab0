using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>many_of</c>: presses tick and untick within one visit, «Готово» answers.</summary>
public sealed class ManyQuestion(ImmutableArray<Option> options, int min, int? max) : Question
{
    public override AnswerType Type => AnswerType.OptionSet;

    public override ImmutableArray<string> OptionIds => [.. options.Select(option => option.Id)];

    public override bool MarksHeld => true;

    public override ImmutableArray<Option> Options => options;

    public override bool IsOpen(Asking asking) => options.Any(option => option.IsOffered(asking));

    public override bool Holds(Answer answer, Asking asking)
    {
        if (answer.Options.IsDefault)
            return false;
        var offered = options.Offered(asking);
        return answer.Options.Length >= Least(answer.Options, offered) && !(answer.Options.Length > max)
            && answer.Options.All(id => offered.Any(choice => choice.Id == id))
            && (answer.Options.Length == 1 || !answer.Options.Any(id => options.IsOfKind(id, OptionKind.Exclusive)))
            && (answer.Text is { Length: > 0 } || !answer.Options.Any(id => options.IsOfKind(id, OptionKind.Other)));
    }

    // A text names one of the options.
    public override Answer? Adopt(Answer value, Asking asking)
    {
        if (!value.Options.IsDefault)
            return Holds(value, asking) ? value : null;
        var named = options.Offered(asking).FirstOrDefault(choice => choice.Id == value.Key);
        return named is not null && Answer.OfOption(named.Id, named.Label) is var answer && Holds(answer, asking) ? answer : null;
    }

    public override Answer? Keep(Asking asking) => null;

    public override Visit Open(Asking asking) => asking.Held is { Options.IsDefault: false } held
        ? asking.Visit with { Ticked = held.Options, OwnWords = held.Text }
        : asking.Visit;

    public override Visit? StepBack(Asking asking) =>
        asking.Visit.FreeText && options.Other(options.Offered(asking)) is not null ? asking.Visit with { FreeText = false } : null;

    public override Reading Press(string code, Asking asking)
    {
        switch (code)
        {
            case Controls.Done:
                return Finish(asking);
            case Controls.All:
                return new Reading.Redraw(asking.Visit with { FreeText = false });
        }

        var offered = options.Offered(asking);
        if (offered.All(choice => choice.Id != code))
            return new Reading.Unknown();
        var ticked = Ticked(asking.Visit, offered);
        var visit = asking.Visit with { FreeText = false };
        if (ticked.Contains(code))
            return new Reading.Redraw(visit with { Ticked = ticked.Remove(code) });
        if (Tick(ticked, code, out var more) > max)
            return new Reading.Redraw(visit, Toast: TooMany(asking));
        return options.IsOfKind(code, OptionKind.Other)
            ? new Reading.Redraw(visit with { FreeText = true })
            : new Reading.Redraw(visit with { Ticked = more });
    }

    public override Reading Read(PersonInput input, Asking asking)
    {
        var offered = options.Offered(asking);
        var own = options.Other(offered);
        if (asking.Texts.Words(TextKeys.WordsDone).Contains(RussianText.Normalize(input.Text)))
            return Finish(asking);
        if (asking.Visit.FreeText && own is not null)
            return WriteOwn(own, input.Text.Trim(), Ticked(asking.Visit, offered), asking);
        // A whole label may itself contain commas.
        var parts = ChoiceMatcher.Match(input.Text, offered) is [_] ? [input.Text] : input.Text.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var ticked = Ticked(asking.Visit, offered);
        var unknown = new List<string>();
        foreach (var part in parts)
        {
            var meant = ChoiceMatcher.Match(part, offered);
            if (meant.Length > 1)
                return new Reading.Invalid(asking.Texts.Plain(TextKeys.Ambiguous, ("text", Answer.OfText(part.Trim()))));
            if (meant.IsEmpty || meant[0].Id == own?.Id)
                unknown.Add(part.Trim());
            else if (!ticked.Contains(meant[0].Id))
                Tick(ticked, meant[0].Id, out ticked);
        }

        if (unknown.Count == 0 && parts.Length > 0)
            return ticked.Length > max ? new Reading.Invalid(TooMany(asking)) : new Reading.Redraw(asking.Visit with { Ticked = ticked });
        return own is null || input.Text.Trim().Length == 0
            ? new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAChoice))
            : WriteOwn(own, string.Join(", ", unknown), ticked, asking);
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

        screen.Paragraph(max is { } limit
            ? asking.Texts.Rich(TextKeys.ChooseUpTo, ("max", Answer.OfNumber(limit)))
            : asking.Texts.Rich(TextKeys.ChooseSeveral));
        screen.Primary(Controls.Done, asking.Texts.Plain(TextKeys.Done));
        screen.Choices([.. offered.Select(choice => (Named(choice, asking.Visit), Ticked(asking.Visit, offered).Contains(choice.Id)))]);
    }

    private Reading Finish(Asking asking)
    {
        var offered = options.Offered(asking);
        var ticked = Ticked(asking.Visit, offered);
        var chosen = offered.Where(choice => ticked.Contains(choice.Id)).ToList();
        var least = Least(ticked, offered);
        if (chosen.Count < least)
        {
            var hint = asking.Texts.Plain(TextKeys.ChooseAtLeast, ("min", Answer.OfNumber(least)));
            return new Reading.Redraw(asking.Visit, Toast: hint, Notice: hint);
        }

        // Ticked under an older revision that allowed more.
        if (chosen.Count > max)
            return new Reading.Redraw(asking.Visit, Toast: TooMany(asking), Notice: TooMany(asking));
        return new Reading.Accepted(new Answer
        {
            Options = [.. chosen.Select(choice => choice.Id)],
            Labels = [.. chosen.Select(choice => Named(choice, asking.Visit).Label)],
            Text = chosen.Exists(choice => options.IsOfKind(choice.Id, OptionKind.Other)) ? asking.Visit.OwnWords : null,
        });
    }

    private Reading WriteOwn(Choice own, string words, ImmutableArray<string> ticked, Asking asking)
    {
        if (OptionLists.FaultOfOther(words, asking.Texts) is { } fault)
            return new Reading.Invalid(fault);
        if (!ticked.Contains(own.Id) && Tick(ticked, own.Id, out ticked) > max)
            return new Reading.Invalid(TooMany(asking));
        return new Reading.Redraw(asking.Visit with { Ticked = ticked, OwnWords = words, FreeText = false });
    }

    /// <summary>Ticks an option: what stands alone drives the others out, and is driven out by them.</summary>
    /// <returns>How many are ticked then.</returns>
    private int Tick(ImmutableArray<string> ticked, string id, out ImmutableArray<string> result)
    {
        result = options.IsOfKind(id, OptionKind.Exclusive)
            ? [id]
            : ticked.RemoveAll(other => options.IsOfKind(other, OptionKind.Exclusive)).Add(id);
        return result.Length;
    }

    // «Ничего из этого» is an answer, however many are asked for; and nobody can tick more than are offered beside it.
    private int Least(ImmutableArray<string> ticked, ImmutableArray<Choice> offered) =>
        ticked.Any(id => options.IsOfKind(id, OptionKind.Exclusive)) ? 1 : Math.Min(min, offered.Count(choice => !options.IsOfKind(choice.Id, OptionKind.Exclusive)));

    // What was ticked and is not offered any more does not count, nor «Другое» whose words are gone.
    private ImmutableArray<string> Ticked(Visit visit, ImmutableArray<Choice> offered) =>
        [.. visit.Ticked.Where(id => offered.Any(choice => choice.Id == id) && (visit.OwnWords is { Length: > 0 } || !options.IsOfKind(id, OptionKind.Other)))];

    private Choice Named(Choice choice, Visit visit) => options.IsOfKind(choice.Id, OptionKind.Other) && visit.Ticked.Contains(choice.Id)
        ? choice with { Label = choice.WithOwnWords(visit.OwnWords) }
        : choice;

    private string TooMany(Asking asking) => asking.Texts.Plain(TextKeys.TooMany, ("max", Answer.OfNumber(max ?? options.Length)));
}
