using System.Text;
using MethodBot.Dialogs.Machines;

namespace MethodBot.Dialogs.Graphs;

/// <summary>A machine as a Mermaid state diagram (<c>stateDiagram-v2</c>).</summary>
public static class MermaidGraph
{
    public static string Write(StateGraph graph)
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        var ids = NodeNames.Give(graph);
        Line(0, $"%% {graph.Name}: {graph.Title}");
        Line(0, $"state \"{Escape(graph.Title)}\" as dialog {{");
        WriteStates(null, 1);
        for (var i = 0; i < graph.Sections.Length; i++)
        {
            Line(1, $"state \"{Escape(graph.Sections[i])}\" as section{i + 1} {{");
            WriteStates(i, 2);
            Line(1, "}");
        }

        foreach (var edge in graph.Edges)
            Line(1, $"{(edge.From is null ? "[*]" : ids[edge.From])} --> {(edge.To is null ? "[*]" : ids[edge.To])}{(edge.Label.Length == 0 ? "" : $" : {Escape(edge.Label)}")}");
        Line(0, "}");
        Line(0, "state \"start / menu\" as rest");
        Line(0, $"dialog --> rest : {Names(Transition.Rest)}");
        Line(0, "note right of dialog");
        Line(1, $"{Names(Transition.History)} → the state passed before (H)");
        Line(1, $"{Names(Transition.Stay)} → the same state");
        Line(0, "end note");
        return text.ToString();

        void WriteStates(int? section, int depth)
        {
            foreach (var state in graph.States.Where(state => state.Section == section))
                Line(depth, $"state \"{Escape(string.Join("<br/>", state.Lines))}\" as {ids[state.Id]}{(state.Kind == GraphStateKind.Waiting ? "" : $":::{state.Kind.ToString().ToLowerInvariant()}")}");
        }

        void Line(int depth, string line) => text.Append(' ', 2 * (depth + 1)).Append(line).Append('\n');
    }

    private static string Names(int target) => string.Join(", ", StateGraph.Shared.Where(transition => transition.Target == target).Select(transition => transition.Trigger));

    // Mermaid ends a label at a semicolon and reads entities in it.
    private static string Escape(string text) => text
        .Replace("#", "#35;", StringComparison.Ordinal)
        .Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("; ", ", ", StringComparison.Ordinal)
        .Replace(":", "#58;", StringComparison.Ordinal);
}
