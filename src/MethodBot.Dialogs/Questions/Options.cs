using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Conditions;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary>An option as compiled.</summary>
public sealed record Option(string Id, Template Label, string? Deficit, Condition? When, OptionKind Kind = OptionKind.Ordinary);

/// <summary>What questions with a list in the file share.</summary>
internal static class OptionLists
{
    /// <summary>Longest «Другое», in characters.</summary>
    public const int MaxOther = 500;

    public static ImmutableArray<Choice> Offered(this ImmutableArray<Option> options, Asking asking) =>
        [.. options
            .Where(option => option.IsOffered(asking))
            .Select(option => new Choice(option.Id, option.Label.RenderPlain(asking.Scope, asking.Host.Today)))];

    public static bool IsOffered(this Option option, Asking asking) => option.When?.IsTrue(asking.Scope) ?? true;

    /// <summary>Only the candidates, while an ambiguous answer is being decided.</summary>
    public static ImmutableArray<Choice> Narrow(this ImmutableArray<Choice> choices, Visit visit) =>
        visit.Candidates.IsEmpty ? choices : [.. choices.Where(choice => visit.Candidates.Contains(choice.Id))];

    public static bool IsOfKind(this ImmutableArray<Option> options, string id, OptionKind kind) =>
        options.FirstOrDefault(option => option.Id == id)?.Kind == kind;

    /// <summary>The option that takes words of the person's own, where it is offered.</summary>
    public static Choice? Other(this ImmutableArray<Option> options, ImmutableArray<Choice> offered) =>
        options.FirstOrDefault(option => option.Kind == OptionKind.Other) is { } other ? offered.FirstOrDefault(choice => choice.Id == other.Id) : null;

    /// <summary>«Другое: по вечерам».</summary>
    public static string WithOwnWords(this Choice choice, string? words) => string.IsNullOrEmpty(words) ? choice.Label : $"{choice.Label}: {words}";

    /// <summary>Why these words cannot stand as «Другое», or null.</summary>
    public static string? FaultOfOther(string words, DialogTexts texts) => words.Length switch
    {
        0 => texts.Plain(TextKeys.NeedsText),
        > MaxOther => texts.Plain(TextKeys.TextTooLong, ("max", Answer.OfNumber(MaxOther))),
        _ => null,
    };
}
