using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Execution;

/// <summary>Ways that do not lead forward: back, skip, cancel, aside and on again, and into a newer revision.</summary>
internal sealed partial class Turn
{
    private const int MaxSuspended = 5;

    private bool CanGoBack() => _visit is not null && CurrentNode() is not AskNode { Menu: true }
        && (StepBack() is not null || _stack.Any(frame => frame.Path.Length > frame.Barrier));

    /// <summary>The part before this one, in a question that is asked in parts.</summary>
    private Visit? StepBack() => _visit is { } visit && CurrentNode() is AskNode ask ? ask.Question.StepBack(Ask(ask, visit)) : null;

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

        if (StepBack() is { } part)
        {
            _visit = part with { Number = ++_lastVisit, Page = 0 };
            Redraw();
            return;
        }

        KeepBegun();
        // Out of called dialogs in which nothing lies behind…
        LeaveDownTo(_stack.FindLastIndex(frame => frame.Path.Length > frame.Barrier));

        // …and into those called before.
        while (Top.Path[^1] is { Called: { } called } entry)
        {
            Top = Top with { Step = entry.Step, Path = Top.Path.RemoveAt(Top.Path.Length - 1) };
            if (AdoptFinished(called) is not { } frame)
            {
                // It reads differently now: gone through again, it stops at its first question without a valid answer.
                Top = Top with { Kept = Top.Kept.SetItem(entry.Step, called) };
                Say(_texts.Rich(TextKeys.Changed));
                Walk(CurrentNode()!.Index);
                return;
            }

            _stack.Add(frame);
        }

        Enter(MachineOf(Top)!.ById[Top.Path[^1].Step], fromBehind: true);
    }

    // Files sent and boxes ticked before «Готово» are no answer yet, but nobody wants to send or tick them again.
    private void KeepBegun()
    {
        if (CurrentNode() is AskNode ask && !Holding(ask) && _visit is { } visit && !(visit.Files.IsEmpty && visit.Ticked.IsEmpty && visit.Cells.IsEmpty))
            Top = Top with { Begun = (Top.Begun ?? ImmutableDictionary<string, Visit>.Empty).SetItem(ask.Id, visit with { Page = 0 }) };
    }

    /// <summary>Back out of called dialogs: into the menu they are put aside, elsewhere their answers are kept for the next call.</summary>
    private void LeaveDownTo(int target)
    {
        if (target == 0 && _stack.Count > 1 && MachineOf(_stack[0])!.ById[_stack[0].Path[^1].Step] is AskNode { Menu: true })
        {
            SuspendFrom(1);
            _stack.RemoveRange(1, _stack.Count - 1);
        }

        while (_stack.Count - 1 > target)
        {
            var left = Top;
            _stack.RemoveAt(_stack.Count - 1);
            if (Top.Step is { } call)
                Top = Top with { Kept = Top.Kept.SetItem(call, left) };
        }
    }

    private void Skip()
    {
        switch (_visit is null ? null : CurrentNode())
        {
            case null:
                Start();
                break;
            case AskNode ask when ask.Fire(TriggerKind.Skip) is { } next:
                Top = Top with { Answers = Top.Answers.SetItem(ask.Id, Answer.Skip), IsRestored = false };
                Leave(ask.Id, next);
                break;
            default:
                Hint(_texts.Plain(TextKeys.NotOptional));
                break;
        }
    }

    private void Cancel()
    {
        Say(_texts.Rich(_stack.Count <= 1 ? TextKeys.NothingToCancel : ComesBefore() ? TextKeys.StartedOver : TextKeys.Cancelled));
        Start();
    }

    private void SuspendAndStart()
    {
        if (_stack.Count > 1)
            SuspendFrom(1);
        Start();
    }

    /// <summary>Whoever begins anew meets this dialog again: what runs comes before the menu, and not because a link asked for it.</summary>
    private bool ComesBefore() => MachineOf(_stack[0]) is { } start && start.ById.GetValueOrDefault(_stack[0].Step ?? "") is CallNode { Dialog: not Names.Link }
        && !_stack[0].Path.Any(entry => start.ById.GetValueOrDefault(entry.Step) is AskNode { Menu: true });

    /// <summary>Puts the frames above the menu aside, where they hold something that a person would miss.</summary>
    /// <param name="orWritten">Also where they wrote something, which the walk that follows must not write again.</param>
    private void SuspendFrom(int first, bool orWritten = false)
    {
        // A dialog that is no more cannot be offered; what it called can.
        var frames = _stack.Skip(first).SkipWhile(frame => (_dialogs.Find(frame.Dialog) ?? MachineOf(frame)) is null).ToImmutableArray();
        var left = new Suspended(frames, _visit);
        var isMetAgain = ComesBefore() && frames.Any(frame => !frame.Answers.IsEmpty);
        if (frames.IsEmpty || !(isMetAgain || WorthKeeping(left) || (orWritten && frames.Any(frame => frame.Barrier > 0))))
            return;
        // What a newer revision puts aside may have come in a draft from another chat: beside it stands what this chat put aside itself.
        var suspended = (orWritten ? _suspended : _suspended.RemoveAll(other => IsSameCall(other.Frames[0], left.Frames[0]))).Add(left);
        _suspended = suspended.Length > MaxSuspended ? suspended.RemoveAt(0) : suspended;
    }

    private bool WorthKeeping(Suspended left) => left.Frames.Any(WorthKeeping) || (left.Visit is { } visit && IsBegun(left.Frames, visit));

    // Seven rows of a matrix are as much work as seven answers. What a suggestion filled in is nobody's work.
    private bool IsBegun(ImmutableArray<Frame> frames, Visit visit) => !visit.Files.IsEmpty
        || (frames.Any(IsQuestionnaire)
            && !(visit.Cells.IsEmpty && visit.Ticked.IsEmpty)
            && MachineOf(frames[^1])?.ById.GetValueOrDefault(frames[^1].Step ?? "") is AskNode { Default: null });

    // Choices of a flow are made again in a moment; typed words, files and a questionnaire's answers are not, in what it called either.
    private bool WorthKeeping(Frame frame) => (!frame.IsRestored && frame.Answers.Values.Any(answer => IsQuestionnaire(frame) || IsTyped(answer)))
        || frame.Kept.Values.Any(WorthKeeping)
        || frame.Path.Skip(frame.Barrier).Any(entry => entry.Called is { } called && WorthKeeping(called));

    // «Другое» is a choice with words of one's own.
    private static bool IsTyped(Answer answer) => answer is { Skipped: false, Flag: null } && (answer.Options.IsDefaultOrEmpty || answer.Text is { Length: > 0 });

    private Suspended? TakeSuspended(string dialog, ImmutableDictionary<string, Answer> values)
    {
        var found = _suspended.LastOrDefault(item => item.Dialog == dialog && IsCalledWith(item.Frames[0], values));
        if (found is not null)
            _suspended = _suspended.Remove(found);
        return found;
    }

    // The same dialog about another event is another thing.
    private bool IsSameCall(Frame one, Frame other) => one.Dialog == other.Dialog
        && (_dialogs.Find(one.Dialog)?.Parameters ?? []).All(name => Equals(one.Values.GetValueOrDefault(name), other.Values.GetValueOrDefault(name)));

    private static bool IsCalledWith(Frame frame, ImmutableDictionary<string, Answer> values) =>
        values.All(pair => frame.Values.TryGetValue(pair.Key, out var held) && held == pair.Value);

    private bool ResumeFromMenu(string code)
    {
        if (_suspended.FirstOrDefault(item => CodeOf(item) == code) is not { } found)
            return false;
        _suspended = _suspended.Remove(found);
        Restore(found);
        return true;
    }

    private void Restore(Suspended suspended)
    {
        var below = _stack.Count;
        _stack.AddRange(suspended.Frames);
        if (!AdoptRevisions(below))
            return;
        if (CurrentNode() is not (AskNode or ReviewNode) || !IsOpen(CurrentNode()!, Glance()))
        {
            // The dialog that it was calling is no more, or what it asked is asked no more.
            WalkFromBarrier();
            return;
        }

        var node = CurrentNode()!;
        Say(Resumed(MachineOf(_stack[below])!, node));
        Enter(node);
        if (suspended.Visit is { } visit && _visit is { } fresh && CurrentNode() == node)
        {
            _visit = visit with { Number = fresh.Number };
            _effects.RemoveAt(_effects.Count - 1);
            Redraw();
        }
    }

    /// <summary>Where the person stopped.</summary>
    private ImmutableArray<TextSpan> Resumed(Machine resumed, Node node)
    {
        var title = Answer.OfText(resumed.Title);
        var (number, total) = Progress(MachineOf(Top)!, node);
        if (resumed.Kind != DialogKind.Questionnaire || total == 0)
            return Rich(TextKeys.ResumedFlow, ("title", title));
        return node is ReviewNode
            ? Rich(TextKeys.ResumedReview, ("title", title))
            : Rich(TextKeys.Resumed, ("title", title), ("number", Answer.OfNumber(number)), ("total", Answer.OfNumber(total)));
    }

    private void PressReview(string code, ReviewNode review, Visit visit)
    {
        switch (code)
        {
            case Controls.Send:
                Leave(review.Id, review.Fire(TriggerKind.Send)!.Value);
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
            Leave(review.Id, review.Fire(TriggerKind.Send)!.Value);
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
                Hint(_texts.Plain(_visit.Editing ? TextKeys.NotAChoice : TextKeys.ReviewHint));
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
}
