using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Machines;

namespace MethodBot.Dialogs.Compilation;

/// <summary>Finds dialogs that call each other in a circle before anybody is asked anything, whatever the answers are.</summary>
internal static class CallChecker
{
    public static void Check(IReadOnlyList<(DialogDefinition Definition, FaultList Faults)> dialogs, IReadOnlyDictionary<string, Machine> machines)
    {
        foreach (var (definition, faults) in dialogs)
        {
            var name = definition.Name.Value;
            if (FirstCall(machines[name]) is { } call && LeadsTo(call.Dialog, name, machines))
                faults.Add(definition.Steps[call.Index].Mark, FaultMessages.CallsItself(name), call.Id);
        }
    }

    private static bool LeadsTo(string from, string target, IReadOnlyDictionary<string, Machine> machines)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var current = from;
        while (current != target)
        {
            if (!seen.Add(current) || !machines.TryGetValue(current, out var machine) || FirstCall(machine) is not { } next)
                return false;
            current = next.Dialog;
        }

        return true;
    }

    /// <summary>The call that a dialog is sure to come to before it waits.</summary>
    private static CallNode? FirstCall(Machine machine)
    {
        var seen = new HashSet<int>();
        var index = 0;
        while (index < machine.EndIndex && seen.Add(index))
        {
            switch (machine.Nodes[index])
            {
                case CallNode { When: null } call:
                    return call;
                case SayNode:
                case DoNode action when action.Transitions.All(transition => transition.Target == action.Next):
                    index++;
                    break;
                case GoNode { When: null } go:
                    index = go.Target;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }
}
