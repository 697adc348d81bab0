using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Execution;

/// <summary>Ways that do not lead forward: back, skip, cancel, aside and on again, and into a newer revision.</summary>
internal sealed partial class Turn
{
    private const int MaxSuspended = 5;

    private bool CanGoBack() => _visit is not null && CurrentNode() is not AskNode { Menu: true }
        && _stack.Any(frame => frame.Path.Length > frame.Barrier);

    private void Back()
    {
        if (_visit is null)
        {
            Start();
            return;
        }

        if (!CanGoBack())
        {
            Hint(_texts.Plain(TextKeys.NoWayBack));
            return;
        }

        // Out of called dialogs in which nothing lies behind…
        while (Top.Path.Length <= Top.Barrier)
        {
            SuspendTop();
            _stack.RemoveAt(_stack.Count - 1);
        }

        // …and into those called before.
        while (Top.Path[^1].Called is { } called)
        {
            Top = Top with { Step = Top.Path[^1].Step, Path = Top.Path.RemoveAt(Top.Path.Length - 1) };
            _stack.Add(called);
        }

        _stretchStart = _effects.Count;
        Enter(MachineOf(Top)!.ById[Top.Path[^1].Step]);
    }

    private void Skip()
    {
        switch (_visit is null ? null : CurrentNode())
        {
            case null:
                Start();
                break;
            case AskNode { Optional: true } ask:
                Top = Top with { Answers = Top.Answers.SetItem(ask.Id, Answer.Skip) };
                Leave(ask);
                break;
            default:
                Hint(_texts.Plain(TextKeys.NotOptional));
                break;
        }
    }

    private void Cancel()
    {
        var dropped = _stack.Count > 1;
        Say(_texts.Rich(dropped ? TextKeys.Cancelled : TextKeys.NothingToCancel));
        Start();
    }

    private void SuspendAndStart()
    {
        if (_stack.Count > 1)
            SuspendFrom(1);
        Start();
    }

    private void SuspendTop() => SuspendFrom(_stack.Count - 1);

    /// <summary>Puts the frames above the menu aside, where they hold something that a person would miss.</summary>
    private void SuspendFrom(int first)
    {
        var frames = _stack.Skip(first).ToImmutableArray();
        if (!frames.Any(WorthKeeping))
            return;
        var suspended = _suspended.RemoveAll(other => other.Dialog == frames[0].Dialog).Add(new Suspended(frames, _visit));
        _suspended = suspended.Length > MaxSuspended ? suspended.RemoveAt(0) : suspended;
    }

    // Choices of a flow are made again in a moment; typed words, files and a questionnaire's answers are not.
    private bool WorthKeeping(Frame frame) => MachineOf(frame)?.Kind == DialogKind.Questionnaire
        ? !frame.Answers.IsEmpty
        : frame.Answers.Values.Any(answer => answer.Options.IsDefaultOrEmpty && answer is { Skipped: false, Flag: null });

    private Suspended? TakeSuspended(string dialog, ImmutableDictionary<string, Answer> values)
    {
        var found = _suspended.FirstOrDefault(item => item.Dialog == dialog);
        if (found is null)
            return null;
        _suspended = _suspended.Remove(found);
        var same = values.All(pair => found.Frames[0].Values.TryGetValue(pair.Key, out var held) && held == pair.Value);
        return same ? found : null;
    }

    private bool ResumeFromMenu(string dialog)
    {
        if (_suspended.FirstOrDefault(item => item.Dialog == dialog) is not { } found)
            return false;
        _suspended = _suspended.Remove(found);
        Restore(found);
        return true;
    }

    private void Restore(Suspended suspended)
    {
        var below = _stack.Count;
        _stack.AddRange(suspended.Frames);
        if (!AdoptRevisions(below) || CurrentNode() is not { } node)
            return;
        var machine = MachineOf(_stack[below])!;
        var (number, total) = Progress(MachineOf(Top)!, node);
        Say(machine.Kind == DialogKind.Questionnaire && total > 0
            ? _texts.Rich(TextKeys.Resumed, ("number", Answer.OfNumber(number)), ("total", Answer.OfNumber(total)))
            : _texts.Rich(TextKeys.ResumedFlow, ("title", Answer.OfText(machine.Title))));
        Enter(node);
        if (suspended.Visit is { } visit && _visit is { } fresh)
        {
            _visit = visit with { Number = fresh.Number };
            _effects.RemoveAt(_effects.Count - 1);
            Redraw();
        }
    }

    private void PressReview(string code, ReviewNode review, Visit visit)
    {
        switch (code)
        {
            case Controls.Send:
                Leave(review);
                break;
            default:
                _visit = visit with { Editing = code == Controls.Edit, Page = 0 };
                Redraw();
                break;
        }
    }

    private void ReadReview(string text, ReviewNode review)
    {
        var word = RussianText.Normalize(text);
        if (word == RussianText.Normalize(_texts.Plain(TextKeys.Send)))
        {
            Leave(review);
        }
        else if (word == RussianText.Normalize(_texts.Plain(TextKeys.Edit)))
        {
            _visit = _visit! with { Editing = true };
            Redraw(renew: true);
        }
        else
        {
            var editable = Editable();
            if (_visit!.Editing && ChoiceMatcher.Match(text, [.. editable.Select(item => new Choice(item.Id, Caption(item)))]) is [var chosen])
                EditAnswer(chosen.Id);
            else
                Hint(_texts.Plain(TextKeys.ReviewHint));
        }
    }

    private void EditAnswer(string step)
    {
        if (Editable().FirstOrDefault(ask => ask.Id == step) is { } ask)
            Enter(ask);
        else
            Stale();
    }

    /// <summary>Questions on the path whose answers can still change.</summary>
    private List<AskNode> Editable() =>
        [.. Top.Path.Skip(Top.Barrier).Select(entry => MachineOf(Top)!.ById.GetValueOrDefault(entry.Step)).OfType<AskNode>()];

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
            var machine = MachineOf(frame);
            if (machine is null)
            {
                if (i == 0)
                    _stack.Clear();
                else
                    _stack.RemoveRange(i, _stack.Count - i);
                Say(_texts.Rich(TextKeys.Changed));
                SuspendAndStart();
                return false;
            }

            if (frame.Revision == machine.Revision)
                continue;
            var adopted = frame with { Revision = machine.Revision };
            if (frame.Step is not null && machine.ById.TryGetValue(frame.Step, out var node) && node is AskNode or ReviewNode or CallNode
                && StillValid(machine, adopted, i))
            {
                _stack[i] = adopted;
                continue;
            }

            _stack.RemoveRange(i, _stack.Count - i);
            _stack.Add(adopted);
            Say(_texts.Rich(TextKeys.Changed));
            WalkFromLastValid(machine);
            return false;
        }

        return true;
    }

    private bool StillValid(Machine machine, Frame frame, int index)
    {
        if (index < _stack.Count - 1 && machine.ById[frame.Step!] is not CallNode && index != 0)
            return false;
        return frame.Path.All(entry => machine.ById.TryGetValue(entry.Step, out var node) && node switch
        {
            AskNode ask => frame.Answers.TryGetValue(ask.Id, out var answer) && HoldsIn(frame, ask, answer),
            _ => true,
        });
    }

    private bool HoldsIn(Frame frame, AskNode ask, Answer answer) => answer.Skipped
        ? ask.Optional
        : ask.Question.Holds(answer, new Asking(new Visit { Number = 0 }, answer, ScopeOf(frame), _host, _texts));

    // What an action wrote before the barrier is not done again: the walk begins behind the last passed step that still exists.
    private void WalkFromLastValid(Machine machine)
    {
        var frame = Top;
        var begin = 0;
        var keep = 0;
        for (var i = 0; i < frame.Path.Length; i++)
        {
            if (!machine.ById.TryGetValue(frame.Path[i].Step, out var node)
                || (node is AskNode ask && i >= frame.Barrier && !(frame.Answers.TryGetValue(ask.Id, out var answer) && HoldsIn(frame, ask, answer))))
            {
                break;
            }

            begin = node.Index + 1;
            keep = i + 1;
        }

        if (frame.Barrier == 0)
            (begin, keep) = (0, 0);
        Top = frame with { Step = null, Path = frame.Path[..keep], Barrier = Math.Min(frame.Barrier, keep) };
        Walk(begin);
    }
}
