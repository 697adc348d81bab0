using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Conversations.Turns;

/// <summary>The dialogs that serve now. A reload swaps the whole set; a turn keeps the one it began with.</summary>
public sealed class DialogLibrary(DialogSet initial)
{
    private volatile DialogEngine _engine = new(initial);

    public DialogEngine Engine => _engine;

    public DialogSet Dialogs => _engine.Dialogs;

    public void Replace(DialogSet dialogs) => _engine = new DialogEngine(dialogs);
}
