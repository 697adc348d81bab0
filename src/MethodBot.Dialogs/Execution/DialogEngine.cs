using MethodBot.Dialogs.Compilation;

namespace MethodBot.Dialogs.Execution;

/// <summary>
/// Runs conversations over a set of machines. Pure: (machines, conversation, trigger, host's answers) → (conversation, effects).
/// </summary>
public sealed class DialogEngine(DialogSet dialogs)
{
    public DialogSet Dialogs => dialogs;

    /// <exception cref="RunawayDialogException">A dialog went on for too many steps without waiting.</exception>
    public TurnOutcome Handle(ConversationState state, Trigger trigger, IDialogHost host) =>
        new Turn(dialogs, state, host).Handle(trigger);

    /// <summary>The waiting question takes files as its answer.</summary>
    public bool WaitsForFiles(ConversationState state, IDialogHost host) => new Turn(dialogs, state, host).WaitsForFiles;
}

/// <summary>A dialog that never waits: the checker cannot see every such circle, so each turn has a cap.</summary>
public sealed class RunawayDialogException(string dialog)
    : Exception($"dialog '{dialog}' took more than {Turn.MaxSteps} steps in one turn without waiting for the person");
