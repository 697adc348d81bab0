using System.Collections.Immutable;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Machines;

namespace MethodBot.Dialogs.Compilation;

/// <summary>Finds steps that nobody can reach, and circles that never wait for the person.</summary>
/// <param name="steps">The steps that the nodes were compiled from, one each.</param>
internal sealed class WayChecker(ImmutableArray<StepDefinition> steps, ImmutableArray<Node> nodes, FaultList faults)
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
                foreach (var next in Targets(nodes[index]))
                    pending.Push(next);
            }
        }

        for (var i = 1; i < nodes.Length; i++)
        {
            if (!reached[i] && reached[i - 1])
                faults.Add(steps[i].Mark, FaultMessages.Unreachable(steps[i - 1].Word), nodes[i].Id);
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
                if (!escapes[node.Index] && (node.IsState || node is CallNode || Targets(node).Any(next => escapes[next])))
                    escapes[node.Index] = changed = true;
            }
        }

        // Told once, where the circle begins: at a step that a later one leads back to.
        var begin = nodes.FirstOrDefault(node => !escapes[node.Index]
            && nodes.Any(later => later.Index >= node.Index && !escapes[later.Index] && Targets(later).Contains(node.Index)));
        if (begin is not null)
            faults.Add(steps[begin.Index].Mark, FaultMessages.LoopWithoutWait, begin.Id);
    }

    private static IEnumerable<int> Targets(Node node)
    {
        var targets = node.Transitions.Where(transition => transition.LeadsToNode).Select(transition => transition.Target);
        return node.When is null ? targets : targets.Append(node.Next);
    }
}
