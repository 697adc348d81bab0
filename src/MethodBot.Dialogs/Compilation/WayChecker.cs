using System.Collections.Immutable;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Machines;

namespace MethodBot.Dialogs.Compilation;

/// <summary>Finds steps that nobody can reach, and circles that never wait for the person.</summary>
internal sealed class WayChecker(DialogDefinition definition, ImmutableArray<Node> nodes, FaultList faults)
{
    public void Check()
    {
        CheckReachable();
        CheckLoops();
    }

    private void CheckReachable()
    {
        if (nodes.IsEmpty)
            return;
        var reached = new bool[nodes.Length + 1];
        var pending = new Stack<int>();
        pending.Push(0);
        while (pending.TryPop(out var index))
        {
            if (reached[index])
                continue;
            reached[index] = true;
            if (index < nodes.Length)
            {
                foreach (var next in Next(nodes[index]))
                    pending.Push(next);
            }
        }

        for (var i = 1; i < nodes.Length; i++)
        {
            if (!reached[i] && reached[i - 1])
                faults.Add(definition.Steps[i].Mark, FaultMessages.Unreachable(definition.Steps[i - 1].Word), nodes[i].Id);
        }
    }

    private void CheckLoops()
    {
        var state = new byte[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            if (state[i] == 0 && FindLoop(i, state) is { } step)
            {
                faults.Add(definition.Steps[step].Mark, FaultMessages.LoopWithoutWait, nodes[step].Id);
                return;
            }
        }
    }

    private int? FindLoop(int start, byte[] state)
    {
        const byte Open = 1;
        const byte Closed = 2;
        var stack = new Stack<(int Index, bool Leave)>();
        stack.Push((start, false));
        while (stack.TryPop(out var item))
        {
            if (item.Leave)
            {
                state[item.Index] = Closed;
                continue;
            }

            if (item.Index >= nodes.Length || state[item.Index] == Closed || Waits(nodes[item.Index]))
                continue;
            if (state[item.Index] == Open)
                return item.Index;
            state[item.Index] = Open;
            stack.Push((item.Index, true));
            foreach (var next in Forced(nodes[item.Index]))
                stack.Push((next, false));
        }

        return null;
    }

    private static bool Waits(Node node) => node is AskNode or ReviewNode or CallNode;

    // A condition may well end a circle; only what happens whatever the answers are is certain never to end.
    private static IEnumerable<int> Forced(Node node) => node switch
    {
        { When: not null } => [node.Index + 1],
        GoNode go => [go.Target],
        DoNode { Targets.IsEmpty: false } => [],
        _ => [node.Index + 1],
    };

    private static IEnumerable<int> Next(Node node)
    {
        if (node is GoNode go)
            yield return go.Target;
        if (node is DoNode action)
        {
            foreach (var target in action.Targets.Values)
                yield return target;
        }

        var passes = node.When is not null
            || node is not (GoNode or DoNode)
            || (node is DoNode all && all.Action.Outcomes.Any(outcome => !all.Targets.ContainsKey(outcome)))
            || node is DoNode { Action.Outcomes.IsEmpty: true };
        if (passes)
            yield return node.Index + 1;
    }
}
