using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Execution;

/// <summary>
/// Questionnaires belong to the person, not to the chat: one that was begun in one messenger is continued in the other, and the
/// first lets go of it.
/// </summary>
internal sealed partial class Turn
{
    private const int CodeLength = 12;

    /// <summary>False: what this chat was asking has moved to another one; the person is told, and the turn is over.</summary>
    private bool LeaveMovedDrafts()
    {
        _suspended = [.. _suspended.Select(WithoutMoved).OfType<Suspended>()];
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

    private bool HasMoved(Frame frame) => frame.Draft is { } draft && !_host.HoldsDraft(draft);

    // The flow that had called it stays: its answers are in this chat.
    private Suspended? WithoutMoved(Suspended item)
    {
        var index = item.Frames.IndexOf(item.Frames.FirstOrDefault(HasMoved)!);
        return index < 0 ? item : index == 0 ? null : new Suspended(item.Frames[..index], null);
    }

    /// <summary>Drafts in other chats of the person that hold answers, for the menu to offer, each with the code of its button.</summary>
    private IEnumerable<(string Code, Machine Machine)> DraftsToOffer()
    {
        foreach (var name in _host.DraftsElsewhere)
        {
            if (_host.ReadDraft(name) is { } draft && _dialogs.Find(draft.Dialog) is { } machine && WorthKeeping(draft))
                yield return (Controls.DraftPrefix + CodeOf(name), machine);
        }
    }

    private Suspended? TakeDraft(Machine machine, ImmutableDictionary<string, Answer> values) =>
        DraftName(machine, values) is { } name && _host.DraftsElsewhere.Contains(name) && _host.ReadDraft(name) is { } draft && WorthKeeping(draft)
            ? draft
            : null;

    private bool ContinueDraft(string code)
    {
        if (_host.DraftsElsewhere.FirstOrDefault(name => CodeOf(name) == code) is not { } found || _host.ReadDraft(found) is not { } draft)
            return false;
        Restore(draft);
        return true;
    }

    /// <summary><c>feedback(event=12)</c>: the questionnaire and what it is about. Null for a flow: its answers stay in their chat.</summary>
    private static string? DraftName(Machine machine, ImmutableDictionary<string, Answer> values)
    {
        if (machine.Kind != DialogKind.Questionnaire)
            return null;
        return NameOf(machine.Name, machine.Parameters, values);
    }

    private static string NameOf(string dialog, ImmutableArray<string> parameters, ImmutableDictionary<string, Answer> values) => parameters.IsEmpty
        ? dialog
        : $"{dialog}({string.Join(", ", parameters.Select(name => $"{name}={values.GetValueOrDefault(name)?.Key}"))})";

    private string CodeOf(Suspended item) => CodeOf(NameOf(item.Dialog, _dialogs.Find(item.Dialog)?.Parameters ?? [], item.Frames[0].Values));

    // A name may be long and Russian; a button carries a few letters.
    private static string CodeOf(string draft) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(draft)))[..CodeLength];
}
