using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Conversations.Turns;

/// <summary>The world as the dialog engine sees it during one turn: the slices, in the turn's transaction.</summary>
internal sealed class DialogHost(SliceSet slices, TurnContext turn, int maxButtons) : IDialogHost
{
    public DateOnly Today => turn.Today;

    public int MaxButtons => maxButtons;

    public Answer? Fact(string name) => slices.OwnerOfFact(name)?.ReadFact(turn, name);

    public ActionOutcome Do(ActionCall call) => slices.Action(call.Action).Run(turn, call);

    public ChoicePage List(ListCall call, string? query, int offset, int count) =>
        slices.Source(call.Source).List(turn, call.Arguments, query, offset, count);

    public Choice? Find(ListCall call, string id) => slices.Source(call.Source).Find(turn, call.Arguments, id);
}
