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
        if (graph.Sections.IsEmpty)
        {
            Line(0, $"state \"{Escape(graph.Title)}\" as dialog {{");
            WriteMachine(1);
            Line(0, "}");
            Line(0, "state \"start / menu\" as rest");
            Line(0, $"dialog --> rest : {Names(Transition.Rest)}");
            WriteNote("dialog");
        }
        else
        {
            // Mermaid (11) cannot draw arrows between sections inside a further state around them.
            WriteMachine(0);
            if (graph.States is [var first, ..])
                WriteNote(ids[first.Id], Escape(graph.Title), $"{Names(Transition.Rest)} → start / menu");
        }

        return text.ToString();

        void WriteMachine(int depth)
        {
            WriteStates(null, depth);
            for (var i = 0; i < graph.Sections.Length; i++)
            {
                Line(depth, $"state \"{Escape(graph.Sections[i])}\" as section{i + 1} {{");
                WriteStates(i, depth + 1);
                Line(depth, "}");
            }

            foreach (var (from, to, labels) in graph.Arrows)
                Line(depth, $"{(from is null ? "[*]" : ids[from])} --> {(to is null ? "[*]" : ids[to])}{(labels.IsEmpty ? "" : $" : {string.Join("<br/>", labels.Select(Escape))}")}");
        }

        void WriteStates(int? section, int depth)
        {
            foreach (var state in graph.States.Where(state => state.Section == section))
                Line(depth, $"state \"{string.Join("<br/>", state.Lines.Select(Escape))}\" as {ids[state.Id]}{(state.Kind == GraphStateKind.Waiting ? "" : $":::{state.Kind.ToString().ToLowerInvariant()}")}");
        }

        void WriteNote(string state, params string[] above)
        {
            Line(0, $"note right of {state}");
            foreach (var line in above)
                Line(1, line);
            Line(1, $"{Names(Transition.History)} → the state passed before (H)");
            Line(1, $"{Names(Transition.Stay)} → the same state");
            Line(0, "end note");
        }

        void Line(int depth, string line) => text.Append(' ', 2 * (depth + 1)).Append(line).Append('\n');
    }

    private static string Names(int target) => string.Join(", ", StateGraph.Shared.Where(transition => transition.Target == target).Select(transition => transition.Trigger));

    // Mermaid ends a label at a semicolon or a colon and reads HTML and entities in it.
    private static string Escape(string text) => string.Concat(text.Select(c => c switch
    {
        '#' => "#35;",
        '"' => "#quot;",
        ';' => "#59;",
        ':' => "#58;",
        '<' => "#lt;",
        '>' => "#gt;",
        _ => c.ToString(),
    }));
}
