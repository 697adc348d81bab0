using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Execution;

/// <summary>Moving a conversation to the dialogs as they read now.</summary>
internal sealed partial class Turn
{
    /// <summary>Revisions that dialogs on the stack had when this turn began: what the person was looking at while answering.</summary>
    private readonly Dictionary<string, string> _shownRevisions = new(StringComparer.Ordinal);

    /// <summary>
    /// Moves every frame to the newest revision of its dialog, where its waiting step and its answers are valid there; elsewhere it
    /// goes on with the steps it began with. Where the program cannot compile those any more, the person is told and asked the first
    /// question that lacks a valid answer in the newest. False: that has happened, or the dialog is gone, and the turn is over.
    /// </summary>
    private bool AdoptRevisions(int from = 0)
    {
        for (var i = from; i < _stack.Count; i++)
        {
            var frame = _stack[i];
            var newest = _dialogs.Find(frame.Dialog);
            if (frame.Revision == newest?.Revision)
                continue;
            if (newest is not null && frame with { Revision = newest.Revision } is var moved && StandsStill(newest, moved, i) && PathHolds(newest, moved))
            {
                _stack[i] = moved;
                _shownRevisions[newest.Name] = frame.Revision;
                continue;
            }

            // It finishes on the steps it began with.
            if (MachineOf(frame) is { } earlier && StandsStill(earlier, frame, i))
                continue;
            // What was being filled in above is put aside; if the walk comes to it again, it goes on from there.
            if (i + 1 < _stack.Count)
                SuspendFrom(i + 1, orWritten: newest is not null);
            if (newest is null)
            {
                _stack.RemoveRange(i, _stack.Count - i);
                _visit = null;
                Say(_texts.Rich(TextKeys.Changed));
                SuspendAndStart();
                return false;
            }

            _stack.RemoveRange(i, _stack.Count - i);
            _stack.Add(frame with { Revision = newest.Revision });
            Say(_texts.Rich(TextKeys.Changed));
            WalkFromBarrier();
            return false;
        }

        return true;
    }

    /// <summary>A finished dialog about to be entered again, in the newest revision in which it holds; null where there is none.</summary>
    private Frame? AdoptFinished(Frame finished)
    {
        if (_dialogs.Find(finished.Dialog) is { } newest && finished with { Revision = newest.Revision } is var moved && PathHolds(newest, moved))
            return moved;
        return MachineOf(finished) is { } earlier && PathHolds(earlier, finished) ? finished : null;
    }

    // On top a question waits; below, a call does, or the menu from which a dialog was resumed.
    private bool StandsStill(Machine machine, Frame frame, int index)
    {
        var node = frame.Step is { } step ? machine.ById.GetValueOrDefault(step) : null;
        return index == _stack.Count - 1 ? node is AskNode or ReviewNode : node is CallNode || (index == 0 && node is AskNode);
    }

    private bool PathHolds(Machine machine, Frame frame)
    {
        for (var i = 0; i < frame.Path.Length; i++)
        {
            var entry = frame.Path[i];
            var holds = machine.ById.GetValueOrDefault(entry.Step) switch
            {
                AskNode ask => frame.Answers.TryGetValue(ask.Id, out var answer) && HoldsIn(frame, ask, answer),
                ReviewNode => true,
                CallNode call => entry.Called is { } called ? called.Dialog == call.Dialog || call.Dialog == Definition.Names.Link : i < frame.Barrier,
                DoNode => i < frame.Barrier,
                _ => false,
            };
            if (!holds)
                return false;
        }

        return true;
    }

    private bool HoldsIn(Frame frame, AskNode ask, Answer answer) => answer.Skipped
        ? ask.Optional
        : ask.Question.Holds(answer, new Asking(new Visit { Number = 0 }, answer, ScopeOf(frame), _host, _texts));

    private void WalkFromBarrier() => Walk(CutToBarrier());

    // What was written is not written again: the walk begins behind the last step before the barrier that still exists. From there
    // on, questions that hold their answers are passed.
    private int CutToBarrier()
    {
        var machine = MachineOf(Top)!;
        var before = Top.Path[..Top.Barrier].Where(entry => machine.ById.ContainsKey(entry.Step)).ToImmutableArray();
        Top = CutPath(Top, Top.Barrier) with { Step = null, Path = before, Barrier = before.Length };
        return before is [.., var last] ? machine.ById[last.Step].Next : 0;
    }
}
