using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Execution;

/// <summary>
/// Questionnaires belong to the person, not to the chat: one that was begun in one messenger is continued in the other, and the
/// first lets go of it.
/// </summary>
internal sealed partial class Turn
{
    /// <summary>False: what this chat was asking has moved to another one; the person is told, and the turn is over.</summary>
    private bool LeaveMovedDrafts()
    {
        _suspended = _suspended.RemoveAll(item => item.Frames.Any(HasMoved));
        var index = _stack.FindIndex(HasMoved);
        if (index < 0)
            return true;
        Say(Rich(TextKeys.Moved, ("title", Answer.OfText(MachineOf(_stack[index])?.Title ?? _stack[index].Dialog))));
        _stack.RemoveRange(index, _stack.Count - index);
        _visit = null;
        SuspendAndStart();
        return false;
    }

    private bool IsQuestionnaire(Frame frame) => (_dialogs.Find(frame.Dialog) ?? MachineOf(frame))?.Kind == DialogKind.Questionnaire;

    private bool HasMoved(Frame frame) => frame.IsDraft && !_host.HoldsDraft(frame.Dialog);

    /// <summary>Drafts in other chats of the person that hold answers, for the menu to offer.</summary>
    private IEnumerable<Machine> DraftsToOffer()
    {
        foreach (var dialog in _host.DraftsElsewhere)
        {
            if (_dialogs.Find(dialog) is { } machine && _host.ReadDraft(dialog) is { } draft && WorthKeeping(draft))
                yield return machine;
        }
    }

    private Suspended? TakeDraft(Machine machine, ImmutableDictionary<string, Answer> values) =>
        machine.Kind == DialogKind.Questionnaire && _host.DraftsElsewhere.Contains(machine.Name)
        && _host.ReadDraft(machine.Name) is { } draft && IsCalledWith(draft.Frames[0], values) && WorthKeeping(draft)
            ? draft
            : null;

    private bool ContinueDraft(string dialog)
    {
        if (!_host.DraftsElsewhere.Contains(dialog) || _host.ReadDraft(dialog) is not { } draft)
            return false;
        Restore(draft);
        return true;
    }
}
