using System.Collections.Concurrent;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Machines;

namespace MethodBot.Dialogs.Execution;

/// <summary>
/// Runs conversations over a set of machines. Pure: (machines, conversation, trigger, host's answers) → (conversation, effects).
/// </summary>
public sealed class DialogEngine(DialogSet dialogs)
{
    // Compiled once for all conversations that finish on them; a new set begins anew.
    private readonly ConcurrentDictionary<(string Dialog, string Revision), Machine?> _earlier = new();

    public DialogSet Dialogs => dialogs;

    /// <exception cref="RunawayDialogException">A dialog went on for too many steps without waiting.</exception>
    public TurnOutcome Handle(ConversationState state, Trigger trigger, IDialogHost host) =>
        new Turn(this, state, host).Handle(trigger);

    /// <summary>The waiting question takes files as its answer.</summary>
    public bool WaitsForFiles(ConversationState state, IDialogHost host) => new Turn(this, state, host).WaitsForFiles;

    /// <summary>The machine of a revision that served before; null where its source is gone or does not compile any more.</summary>
    internal Machine? FindEarlier(string dialog, string revision, IDialogHost host) => _earlier.GetOrAdd(
        (dialog, revision),
        key => host.FindSource(key.Dialog, key.Revision) is { } source ? dialogs.CompileEarlier(source) : null);
}

/// <summary>A dialog that never waits: the checker cannot see every such circle, so each turn has a cap.</summary>
public sealed class RunawayDialogException(string dialog)
    : Exception($"dialog '{dialog}' took more than {Turn.MaxSteps} steps in one turn without waiting for the person");
