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

    // A step from which neither a question nor the end can be reached, whichever conditions hold and whichever outcomes come.
    private void CheckLoops()
    {
        var escapes = new bool[nodes.Length + 1];
        escapes[nodes.Length] = true;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var node in nodes)
            {
                if (!escapes[node.Index] && (Waits(node) || Next(node).Any(next => escapes[next])))
                    escapes[node.Index] = changed = true;
            }
        }

        // Told once, where the circle begins: at a step that a later one leads back to.
        var begin = nodes.FirstOrDefault(node => !escapes[node.Index]
            && nodes.Any(later => later.Index >= node.Index && !escapes[later.Index] && Next(later).Contains(node.Index)));
        if (begin is not null)
            faults.Add(definition.Steps[begin.Index].Mark, FaultMessages.LoopWithoutWait, begin.Id);
    }

    private static bool Waits(Node node) => node is AskNode or ReviewNode or CallNode;

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
