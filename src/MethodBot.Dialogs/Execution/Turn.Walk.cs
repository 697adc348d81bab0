using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Execution;

/// <summary>Walking a machine from node to node until it waits.</summary>
internal sealed partial class Turn
{
    /// <summary>Effects from here on belong to the stretch being walked: dropped when it only leads past an answered question.</summary>
    private int _stretchStart;

    private void Start()
    {
        _stack.Clear();
        _visit = null;
        var machine = _dialogs.Find(DialogSet.StartDialog)!;
        _stack.Add(new Frame { Dialog = machine.Name, Revision = machine.Revision });
        Walk(0);
    }

    /// <summary>Exit of a state: it joins the path, and the machine walks on.</summary>
    private void Leave(string step, int next)
    {
        Pass(step);
        Walk(next);
    }

    private void Pass(string step, Frame? called = null)
    {
        CutPathAt(step);
        Top = Top with { Path = Top.Path.Add(new PathEntry(step, called)) };
    }

    /// <summary>The step is being entered again: what was passed from it on lies ahead once more.</summary>
    private void CutPathAt(string step)
    {
        if (IndexOf(Top.Path, step) is var index and >= 0)
            Top = CutPath(Top, index);
    }

    private static Frame CutPath(Frame frame, int index)
    {
        var kept = frame.Kept;
        foreach (var entry in frame.Path.Skip(index))
        {
            if (entry.Called is { } called)
                kept = kept.SetItem(entry.Step, called);
        }

        return frame with { Path = frame.Path[..index], Kept = kept, Barrier = Math.Min(frame.Barrier, index) };
    }

    private void Walk(int index)
    {
        _stretchStart = _effects.Count;
        _visit = null;
        while (true)
        {
            var machine = MachineOf(Top)!;
            if (index >= machine.Nodes.Length)
            {
                if (!ReturnFromCall(out index))
                    return;
                continue;
            }

            if (++_steps > MaxSteps)
                throw new RunawayDialogException(Top.Dialog);
            var node = machine.Nodes[index];
            _host.Pass(machine.Name, node.Id);
            if (!IsOpen(node, Glance()))
            {
                index = node.Next;
                continue;
            }

            switch (node)
            {
                case SayNode say:
                    Say(say.Text.Render(ScopeOf(Top), _host.Today));
                    index = say.Next;
                    break;
                case AskNode { Menu: false } ask when Holding(ask):
                    // Replay: this one has a valid answer, so the person is not stopped here, nor told what stands before it.
                    _effects.RemoveRange(_stretchStart, _effects.Count - _stretchStart);
                    Pass(ask.Id);
                    index = ask.Next;
                    break;
                case AskNode or ReviewNode:
                    // What stood on the way was dropped with the questions passed: this tells why one of them is asked again.
                    if (node is AskNode && Top is { IsRestored: true, Path.IsEmpty: false })
                        Say(_texts.Rich(TextKeys.Changed));
                    Enter(node);
                    return;
                case GoNode go:
                    index = Go(machine, go);
                    break;
                case DoNode action:
                    if (Do(machine, action) is not { } target)
                    {
                        Start();
                        return;
                    }

                    index = target;
                    break;
                case CallNode call:
                    if (!EnterCall(call, out index))
                        return;
                    break;
                default:
                    throw new InvalidOperationException($"node {node.Id} of {machine.Name} is of no known kind");
            }
        }
    }

    /// <summary>Its guard lets the person in, and there is something to answer.</summary>
    /// <param name="glance">One for all nodes that are looked at in the same state.</param>
    private static bool IsOpen(Node node, Asking glance) =>
        node.When?.IsTrue(glance.Scope) != false && (node is not AskNode ask || ask.Menu || ask.Question.IsOpen(glance));

    /// <summary>The circumstances in the top frame, of a question that nobody has been asked.</summary>
    private Asking Glance() => new(new Visit { Number = 0 }, null, ScopeOf(Top), _host, _texts);

    /// <summary>A question that has come to have nothing to answer it with: facts change while it waits, or lies behind.</summary>
    private bool IsClosed(Node? node) => node is AskNode { Menu: false } ask
        && !ask.Question.IsOpen(Glance());

    /// <summary>False: what waited is passed by, and the turn is over.</summary>
    private bool PassClosed()
    {
        if (_visit is null || !IsClosed(CurrentNode()))
            return true;
        Say(_texts.Rich(TextKeys.Changed));
        Enter(CurrentNode()!);
        return false;
    }

    private int Go(Machine machine, GoNode go)
    {
        if (go.Target <= go.Index)
            Forget(machine, go.Target);
        return go.Target;
    }

    // A way back to an earlier step is a new round: what was answered in the old one is asked again.
    private void Forget(Machine machine, int from)
    {
        var keep = Top.Path.TakeWhile(entry => machine.ById.TryGetValue(entry.Step, out var node) && node.Index < from).ToImmutableArray();
        var answers = Top.Answers;
        foreach (var id in answers.Keys)
        {
            if (!machine.ById.TryGetValue(id, out var node) || node.Index >= from)
                answers = answers.Remove(id);
        }

        var kept = Top.Kept.RemoveRange(Top.Kept.Keys.Where(step => !machine.ById.TryGetValue(step, out var node) || node.Index >= from));
        Top = Top with { Path = keep, Answers = answers, Kept = kept, Begun = null, Barrier = Math.Min(Top.Barrier, keep.Length) };
    }

    /// <summary>Null: nothing of what was under way goes on.</summary>
    private int? Do(Machine machine, DoNode node)
    {
        var call = new ActionCall(
            node.Action.Name, Argument.Resolve(node.Arguments, ScopeOf(Top)), machine.Name, _shownRevisions.GetValueOrDefault(machine.Name, Top.Revision), Given(machine))
        {
            Skipped = [.. Top.Path.Select(entry => entry.Step).Where(step => Top.Answers.TryGetValue(step, out var answer) && answer.Skipped)],
        };
        var outcome = _host.Do(call);
        if (outcome.Name == ActionOutcome.Refused.Name && !node.Action.Outcomes.Contains(outcome.Name))
        {
            Say(_texts.Rich(TextKeys.Refused));
            return null;
        }

        if (outcome.HandedOver is { } theirs)
        {
            (_suspended, _accepted, _album, _link) = ([.. theirs.Select(WithoutMoved).OfType<Suspended>()], [], null, null);
            return null;
        }

        // What an earlier run gave and this one did not must not be read any more.
        var values = Top.Values.RemoveRange(Top.Values.Keys.Where(name => name.StartsWith(node.Id + ".", StringComparison.Ordinal)));
        foreach (var (name, value) in outcome.Results)
            values = values.SetItem($"{node.Id}.{name}", value);
        values = values.SetItem($"{node.Id}.{NameTable.OutcomeResult}", Answer.OfText(outcome.Name));
        Top = Top with { Values = values };
        TakeRestored(machine, outcome.Restored);
        if (node.Action.ChangesData && outcome.Changed)
        {
            // On the path, so that a newer revision goes on behind it instead of doing it again.
            Pass(node.Id);
            RaiseBarrier();
        }

        var target = node.Fire(MachineTrigger.Of(outcome.Name)) ?? node.Next;
        if (target <= node.Index)
            Forget(machine, target);
        return target;
    }

    // What was answered here already counts for more than what was sent before.
    private void TakeRestored(Machine machine, ImmutableDictionary<string, Answer> answers)
    {
        if (machine.Kind != DialogKind.Questionnaire || !Top.Answers.IsEmpty)
            return;
        var known = answers.Where(pair => machine.ById.GetValueOrDefault(pair.Key) is AskNode { Menu: false }).ToImmutableDictionary(StringComparer.Ordinal);
        if (!known.IsEmpty)
            Top = Top with { Answers = known, IsRestored = true };
    }

    private void RaiseBarrier()
    {
        for (var i = 0; i < _stack.Count; i++)
            _stack[i] = _stack[i] with { Barrier = _stack[i].Path.Length };
    }

    private bool EnterCall(CallNode call, out int index)
    {
        if (Called(call) is not var (machine, values))
        {
            index = call.Next;
            return true;
        }

        Top = Top with { Step = call.Id };
        if ((TakeSuspended(machine.Name, values) ?? TakeDraft(machine, values)) is { } suspended)
        {
            Restore(suspended);
            index = 0;
            return false;
        }

        var frame = new Frame { Dialog = machine.Name, Revision = machine.Revision, Values = values, Draft = DraftName(machine, values) };
        if (Top.Kept.TryGetValue(call.Id, out var kept))
        {
            Top = Top with { Kept = Top.Kept.Remove(call.Id) };
            if (kept.Dialog == machine.Name && IsCalledWith(kept, values))
                frame = kept with { Revision = machine.Revision, Values = kept.Values.RemoveRange(machine.Parameters).SetItems(values), Draft = frame.Draft };
        }

        _stack.Add(frame);
        index = CutToBarrier();
        return true;
    }

    /// <summary>The dialog that a call opens, with its parameters; null where it waits for a link and there is none.</summary>
    private (Machine Machine, ImmutableDictionary<string, Answer> Values)? Called(CallNode call)
    {
        if (call.Dialog != Names.Link)
            return (_dialogs.Find(call.Dialog)!, Argument.Resolve(call.Arguments, ScopeOf(Top)));
        var target = _link is null ? LeftLink(call) : _dialogs.FindLink(_link);
        if (_link is not null && target is null)
            Say(_texts.Rich(TextKeys.UnknownLink));
        _link = null;
        return target;
    }

    // The link was used up when its dialog opened. «Назад» led out of it, so this is still the way into it.
    private (Machine Machine, ImmutableDictionary<string, Answer> Values)? LeftLink(CallNode call) =>
        Top.Kept.TryGetValue(call.Id, out var left) && _dialogs.Find(left.Dialog) is { } machine
            ? (machine, left.Values.RemoveRange(left.Values.Keys.Except(machine.Parameters)))
            : null;

    private bool ReturnFromCall(out int index)
    {
        var finished = Top;
        _stack.RemoveAt(_stack.Count - 1);
        index = 0;
        if (_stack.Count == 0)
        {
            _effects.Add(new Effect.Close());
            return false;
        }

        // Resumed from the menu, the dialog returns to the menu itself.
        if (CurrentNode() is not CallNode call)
        {
            Enter(CurrentNode()!);
            return false;
        }

        index = call.Fire(TriggerKind.Return)!.Value;
        if (finished.Path.Length > finished.Barrier)
        {
            Pass(call.Id, finished);
        }
        else if (!finished.Path.IsEmpty)
        {
            // It wrote something and asked nothing since: it cannot be entered again, nor walked back through.
            Pass(call.Id);
            Top = Top with { Barrier = Top.Path.Length };
        }

        return true;
    }

    /// <summary>Entry of a state: a new visit of it is opened and shown.</summary>
    /// <param name="fromBehind">«Назад» led here: a question asked in parts opens at its last.</param>
    private void Enter(Node node, bool fromBehind = false)
    {
        CutPathAt(node.Id);
        if (IsClosed(node))
        {
            Walk(node.Next);
            return;
        }

        Top = Top with { Step = node.Id };
        if (node is AskNode { Menu: true })
        {
            Top = Top with
            {
                Path = [.. Top.Path.Select(entry => entry with { Called = null })],
                Kept = ImmutableDictionary<string, Frame>.Empty,
                Barrier = Top.Path.Length,
            };
        }

        var visit = new Visit { Number = ++_lastVisit };
        if (node is AskNode ask)
        {
            if (ask.Menu || ask.Forget)
                Top = Top with { Answers = Top.Answers.Remove(ask.Id) };
            var asking = Ask(ask, visit);
            visit = TakeBegun(ask) is { } begun ? begun with { Number = visit.Number } : ask.Question.Open(asking);
            if (fromBehind)
                visit = ask.Question.OpenLast(asking with { Visit = visit });
        }

        _visit = visit;
        Redraw();
    }

    private Visit? TakeBegun(AskNode ask)
    {
        if (Top.Begun is not { } all || !all.TryGetValue(ask.Id, out var begun))
            return null;
        Top = Top with { Begun = all.Count == 1 ? null : all.Remove(ask.Id) };
        return Holding(ask) ? null : begun;
    }

    private static int IndexOf(ImmutableArray<PathEntry> path, string step)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i].Step == step)
                return i;
        }

        return -1;
    }

    /// <summary>Answers off the present path are kept but invisible.</summary>
    private Scope ScopeOf(Frame frame) => name =>
    {
        if (Names.IsFact(name))
            return _host.Fact(name);
        if (frame.Answers.TryGetValue(name, out var answer))
            return IndexOf(frame.Path, name) >= 0 && !answer.Skipped ? answer : null;
        if (frame.Values.TryGetValue(name, out var value))
            return value;
        // A row of a matrix: «вопрос.строка».
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && frame.Answers.TryGetValue(name[..dot], out var matrix) && IndexOf(frame.Path, name[..dot]) >= 0 ? matrix.Cell(name[(dot + 1)..]) : null;
    };

    private ImmutableArray<GivenAnswer> Given(Machine machine)
    {
        var given = ImmutableArray.CreateBuilder<GivenAnswer>();
        foreach (var entry in Top.Path)
        {
            if (machine.ById.GetValueOrDefault(entry.Step) is AskNode ask && Top.Answers.TryGetValue(ask.Id, out var answer) && !answer.Skipped)
                given.Add(new GivenAnswer(ask.Id, ask.Question.Type, answer));
        }

        return given.ToImmutable();
    }
}
