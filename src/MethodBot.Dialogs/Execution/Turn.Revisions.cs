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
    /// Moves every frame to the newest revision of its dialog. A frame whose waiting step and answers are valid there just goes on;
    /// otherwise the person is told and asked the first question that lacks a valid answer. False: that has happened, or the dialog
    /// is gone, and the turn is over.
    /// </summary>
    private bool AdoptRevisions(int from = 0)
    {
        for (var i = from; i < _stack.Count; i++)
        {
            var frame = _stack[i];
            if (MachineOf(frame) is not { } machine)
            {
                _stack.RemoveRange(i, _stack.Count - i);
                _visit = null;
                Say(_texts.Rich(TextKeys.Changed));
                SuspendAndStart();
                return false;
            }

            if (frame.Revision == machine.Revision)
                continue;
            var adopted = frame with { Revision = machine.Revision };
            if (StandsStill(machine, adopted, i) && PathHolds(machine, adopted))
            {
                _stack[i] = adopted;
                _shownRevisions[machine.Name] = frame.Revision;
                continue;
            }

            // What was being filled in above is put aside; if the walk comes to it again, it goes on from there.
            if (i + 1 < _stack.Count)
                SuspendFrom(i + 1);
            _stack.RemoveRange(i, _stack.Count - i);
            _stack.Add(adopted);
            Say(_texts.Rich(TextKeys.Changed));
            WalkFromBarrier();
            return false;
        }

        return true;
    }

    /// <summary>A finished dialog about to be entered again, in its newest revision; null where it does not hold there.</summary>
    private Frame? AdoptFinished(Frame finished)
    {
        if (MachineOf(finished) is not { } machine)
            return null;
        if (finished.Revision == machine.Revision)
            return finished;
        var adopted = finished with { Revision = machine.Revision };
        return PathHolds(machine, adopted) ? adopted : null;
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

    // What was written is not written again: the walk begins behind the last step before the barrier that still exists. From there
    // on, questions that hold their answers are passed.
    private void WalkFromBarrier()
    {
        var machine = MachineOf(Top)!;
        var before = Top.Path[..Top.Barrier].Where(entry => machine.ById.ContainsKey(entry.Step)).ToImmutableArray();
        Top = CutPath(Top, Top.Barrier) with { Step = null, Path = before, Barrier = before.Length };
        Walk(before is [.., var last] ? machine.ById[last.Step].Index + 1 : 0);
    }
}
