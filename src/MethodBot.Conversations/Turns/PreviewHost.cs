using System.Collections.Immutable;
using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Conversations.Turns;

/// <summary>
/// The world of a preview: actions that read run (one that hands out a file really sends it), what would change data is not changed. An action that writes ends as it
/// ordinarily does, with something to see in place of its results.
/// </summary>
/// <param name="maxButtons">Less the one that ends the preview.</param>
internal sealed class PreviewHost(SliceSet slices, IDialogHost real, int maxButtons) : IDialogHost
{
    private const string Unknown = "…";

    public DateOnly Today => real.Today;

    public int MaxButtons => maxButtons;

    public Answer? Fact(string name) => real.Fact(name);

    public string? FindSource(string dialog, string revision) => real.FindSource(dialog, revision);

    // Drafts are the person's own answers: a preview neither offers nor touches them.
    public ImmutableArray<string> DraftsElsewhere => [];

    public Suspended? ReadDraft(string draft) => null;

    public bool HoldsDraft(string draft) => true;

    public void Pass(string dialog, string step) => real.Pass(dialog, step);

    public ActionOutcome Do(ActionCall call)
    {
        var signature = slices.Action(call.Action).Signature;
        if (!signature.ChangesData)
            return real.Do(call);
        var outcome = ActionOutcome.Of(signature.Outcomes[0]);
        foreach (var (name, _) in signature.Results.Where(result => result.Value == AnswerType.Text))
            outcome = outcome.With(name, Unknown);
        return outcome;
    }

    public ChoicePage List(ListCall call, string? query, int offset, int count) => real.List(call, query, offset, count);

    public Choice? Find(ListCall call, string id) => real.Find(call, id);
}
