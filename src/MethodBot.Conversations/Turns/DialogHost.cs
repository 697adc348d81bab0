using System.Collections.Immutable;
using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Conversations.Turns;

/// <summary>The world as the dialog engine sees it during one turn: the slices, in the turn's transaction.</summary>
internal sealed class DialogHost(SliceSet slices, TurnContext turn, TurnTime time, long conversation, int maxButtons) : IDialogHost
{
    private (string Owner, ImmutableArray<Draft> Drafts)? _drafts;

    public DateOnly Today => turn.Today;

    public int MaxButtons => maxButtons;

    public Answer? Fact(string name) => slices.OwnerOfFact(name)?.ReadFact(turn, name);

    public ImmutableArray<string> DraftsElsewhere => [.. Drafts.Select(draft => draft.Name)];

    /// <summary>Who answers here: the person, or the account as long as the service does not know whose it is.</summary>
    public string DraftOwner => slices.PersonKey(turn) ?? turn.Account.ToString();

    // Read once for each owner: within a turn the account may turn out to be somebody's, or pass to another.
    private ImmutableArray<Draft> Drafts
    {
        get
        {
            var owner = DraftOwner;
            if (_drafts is not { } read || read.Owner != owner)
                _drafts = read = (owner, DraftTable.ReadElsewhere(turn.Transaction, owner, conversation));
            return read.Drafts;
        }
    }

    public string? FindSource(string dialog, string revision) => DialogRevisionTable.FindSource(turn.Transaction, dialog, revision);

    public Suspended? ReadDraft(string draft) => Drafts.FirstOrDefault(other => other.Name == draft) is { } found
        ? ConversationTable.ReadState(turn.Transaction, found.Conversation, DraftOwner)?.FindDraft(draft)
        : null;

    public bool HoldsDraft(string draft) => DraftTable.IsHeldBy(turn.Transaction, conversation, DraftOwner, draft);

    public void Pass(string dialog, string step)
    {
        time.Place = (dialog, step);
        time.Check();
    }

    public ActionOutcome Do(ActionCall call)
    {
        var outcome = slices.Action(call.Action).Run(turn, call);
        time.Check();
        return outcome;
    }

    public ChoicePage List(ListCall call, string? query, int offset, int count) =>
        slices.Source(call.Source).List(turn, call.Arguments, query, offset, count);

    public Choice? Find(ListCall call, string id) => slices.Source(call.Source).Find(turn, call.Arguments, id);
}
