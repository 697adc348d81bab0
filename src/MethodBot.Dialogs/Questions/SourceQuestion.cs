using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary>
/// <c>from</c>: choices that the service lists now, with pages and with search by typing. Where <c>free_text</c> allows, what is not
/// in the list may be typed.
/// </summary>
public sealed class SourceQuestion(string source, ImmutableArray<Argument> arguments, string? freeTextLabel) : Question
{
    private const int MaxFreeText = 300;
    private const int MaxNumbered = 100;
    private const int MaxCandidates = 5;

    /// <summary>How much of what was typed is said back.</summary>
    private const int MaxEcho = 60;

    public override AnswerType Type => AnswerType.Option;

    public string Source => source;

    public override bool Holds(Answer answer, Asking asking) => answer switch
    {
        { OnlyOption: { } id } => asking.Host.Find(Call(asking), id) is not null,
        { Text.Length: > 0 } => freeTextLabel is not null,
        _ => false,
    };

    public override Visit? StepBack(Asking asking) => IsTypingFreely(asking) ? asking.Visit with { FreeText = false } : null;

    public override Reading Press(string code, Asking asking)
    {
        if (code == Controls.All)
            return new Reading.Redraw(asking.Visit with { Query = null, Candidates = [], Page = 0, FreeText = false });
        if (code == Controls.FreeText && freeTextLabel is not null)
            return new Reading.Redraw(asking.Visit with { Query = null, Candidates = [], Page = 0, FreeText = true });
        if (code.StartsWith('~'))
            return new Reading.Unknown();
        return asking.Host.Find(Call(asking), code) is { } choice
            ? new Reading.Accepted(Answer.OfOption(choice.Id, choice.Label))
            : new Reading.Redraw(asking.Visit, Toast: asking.Texts.Plain(TextKeys.Gone));
    }

    public override Reading Read(PersonInput input, Asking asking)
    {
        var typed = input.Text.Trim();
        if (typed.Length == 0)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAChoice));
        if (IsTypingFreely(asking))
        {
            return typed.Length > MaxFreeText
                ? new Reading.Invalid(asking.Texts.Plain(TextKeys.TextTooLong, ("max", Answer.OfNumber(MaxFreeText))))
                : new Reading.Accepted(Answer.OfText(typed));
        }

        var call = Call(asking);
        var shown = Shown(asking, call);
        var found = asking.Host.List(call, typed, 0, MaxNumbered);
        if (ChoiceMatcher.Match(typed, shown) is [var chosen])
        {
            // What begins so in the whole list, or, for a number, whatever the search finds by it, would be another meaning.
            var isStart = Starts(chosen, typed);
            var others = found.Items.Where(other => other.Id != chosen.Id && (!isStart || Starts(other, typed))).ToList();
            if (others.Count == 0 || IsWhole(chosen, typed) || !asking.Visit.Candidates.IsEmpty)
                return new Reading.Accepted(Answer.OfOption(chosen.Id, chosen.Label));
            if (!isStart)
                return Decide(asking, typed, [.. others.Take(MaxCandidates), chosen]);
        }

        if (found.Total == 0)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NotFound, ("text", Answer.OfText(Excerpt.Of(typed, MaxEcho)))));
        return found is { Total: 1, Items: [var only] } && Starts(only, typed)
            ? new Reading.Accepted(Answer.OfOption(only.Id, only.Label))
            : new Reading.Redraw(asking.Visit with { Query = typed, Candidates = [], Page = 0 });
    }

    // A newer revision may have taken the permission back.
    private bool IsTypingFreely(Asking asking) => asking.Visit.FreeText && freeTextLabel is not null;

    // «5»: the fifth on the screen, or «Школа № 5»?
    private static Reading.Redraw Decide(Asking asking, string typed, IEnumerable<Choice> candidates) => new(
        asking.Visit with { Query = null, Page = 0, Candidates = [.. candidates.Select(choice => choice.Id)] },
        Notice: asking.Texts.Plain(TextKeys.Ambiguous, ("text", Answer.OfText(Excerpt.Of(typed, MaxEcho)))));

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
        if (IsTypingFreely(asking))
        {
            screen.Paragraph(asking.Texts.Rich(TextKeys.FreeText));
            screen.Navigation(Controls.All, asking.Texts.Plain(TextKeys.ShowAll));
            return;
        }

        if (asking.Visit.Query is { } query)
        {
            screen.Paragraph(asking.Texts.Rich(TextKeys.Found, ("text", Answer.OfText(Excerpt.Of(query, MaxEcho)))));
            screen.Navigation(Controls.All, asking.Texts.Plain(TextKeys.ShowAll));
        }

        var call = Call(asking);
        var held = asking.Held?.OnlyOption;
        if (!asking.Visit.Candidates.IsEmpty)
        {
            screen.Navigation(Controls.All, asking.Texts.Plain(TextKeys.ShowAll));
            screen.Choices([.. Candidates(asking, call).Select(choice => (choice, choice.Id == held))]);
            return;
        }

        if (freeTextLabel is not null)
            screen.Navigation(Controls.FreeText, freeTextLabel);
        var total = screen.Choices((offset, count) => asking.Host.List(call, asking.Visit.Query, offset, count), held);
        if (total == 0)
            screen.Paragraph(asking.Texts.Rich(TextKeys.Empty));
        else if (total > screen.Room)
            screen.Paragraph(asking.Texts.Rich(TextKeys.SearchHint));
    }

    // A typed number means the number on the screen, so the whole filtered list is matched when it is short enough to be numbered.
    private static ImmutableArray<Choice> Shown(Asking asking, ListCall call) => asking.Visit.Candidates.IsEmpty
        ? asking.Host.List(call, asking.Visit.Query, 0, MaxNumbered).Items
        : Candidates(asking, call);

    private static ImmutableArray<Choice> Candidates(Asking asking, ListCall call) =>
        [.. asking.Visit.Candidates.Select(id => asking.Host.Find(call, id)).OfType<Choice>()];

    private static bool IsWhole(Choice choice, string typed) => RussianText.Normalize(choice.Label) == RussianText.Normalize(typed);

    private static bool Starts(Choice choice, string typed) =>
        RussianText.Normalize(choice.Label).StartsWith(RussianText.Normalize(typed), StringComparison.Ordinal);

    private ListCall Call(Asking asking) => new(source, Argument.Resolve(arguments, asking.Scope));
}
