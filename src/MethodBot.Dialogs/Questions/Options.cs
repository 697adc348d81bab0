using System.Collections.Immutable;
using MethodBot.Dialogs.Conditions;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Presentation;

namespace MethodBot.Dialogs.Questions;

/// <summary>An option as compiled.</summary>
public sealed record Option(string Id, Template Label, string? Deficit, Condition? When);

/// <summary>What questions with a list in the file share.</summary>
internal static class OptionLists
{
    public static ImmutableArray<Choice> Offered(this ImmutableArray<Option> options, Asking asking) =>
        [.. options
            .Where(option => option.When?.IsTrue(asking.Scope) ?? true)
            .Select(option => new Choice(option.Id, option.Label.RenderPlain(asking.Scope, asking.Host.Today)))];

    /// <summary>Only the candidates, while an ambiguous answer is being decided.</summary>
    public static ImmutableArray<Choice> Narrow(this ImmutableArray<Choice> choices, Visit visit) =>
        visit.Candidates.IsEmpty ? choices : [.. choices.Where(choice => visit.Candidates.Contains(choice.Id))];
}
