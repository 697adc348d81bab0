using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Tests.Dialogs.Kit;

/// <summary>The world of a test: facts, lists and actions that answer as told, and a record of what was done.</summary>
internal sealed class FakeHost : IDialogHost
{
    public DateOnly Today { get; set; } = new(2026, 9, 20);

    public int MaxButtons { get; set; } = 10;

    public Dictionary<string, Answer> Facts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<Choice>> Lists { get; } = new(StringComparer.Ordinal);

    /// <summary>How actions end; one that is not named here ends with its «ok».</summary>
    public Dictionary<string, Func<ActionCall, ActionOutcome>> Actions { get; } = new(StringComparer.Ordinal);

    /// <summary>Sources of revisions that the store kept, by dialog and revision.</summary>
    public Dictionary<(string Dialog, string Revision), string> Sources { get; } = [];

    /// <summary>Drafts in the person's other chats.</summary>
    public Dictionary<string, Suspended> Drafts { get; } = new(StringComparer.Ordinal);

    /// <summary>Questionnaires begun here that were continued elsewhere.</summary>
    public HashSet<string> Moved { get; } = new(StringComparer.Ordinal);

    public ImmutableArray<string> DraftsElsewhere => [.. Drafts.Keys];

    public List<ActionCall> Done { get; } = [];

    public Answer? Fact(string name) => Facts.GetValueOrDefault(name);

    public string? FindSource(string dialog, string revision) => Sources.GetValueOrDefault((dialog, revision));

    public Suspended? ReadDraft(string draft) => Drafts.GetValueOrDefault(draft);

    public bool HoldsDraft(string draft) => !Moved.Contains(draft);

    public ActionOutcome Do(ActionCall call)
    {
        Done.Add(call);
        return Actions.TryGetValue(call.Action, out var action) ? action(call) : ActionOutcome.Of("ok");
    }

    public ChoicePage List(ListCall call, string? query, int offset, int count)
    {
        var all = Rows(call).Where(choice => query is null || Matches(choice, query)).ToList();
        return new ChoicePage([.. all.Skip(offset).Take(count)], all.Count);
    }

    public Choice? Find(ListCall call, string id) => Rows(call).Find(choice => choice.Id == id);

    private static bool Matches(Choice choice, string query) =>
        RussianText.Normalize(choice.Label).Contains(RussianText.Normalize(query), StringComparison.Ordinal);

    // A list with a parameter is kept under «name:value».
    private List<Choice> Rows(ListCall call) =>
        Lists.GetValueOrDefault(call.Arguments.IsEmpty ? call.Source : $"{call.Source}:{call.Arguments.Values.First().Key}") ?? [];
}
