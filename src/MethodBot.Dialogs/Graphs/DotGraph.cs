using System.Globalization;
using System.Text;
using MethodBot.Dialogs.Machines;

namespace MethodBot.Dialogs.Graphs;

/// <summary>A machine as a Graphviz digraph.</summary>
public static class DotGraph
{
    public static string Write(StateGraph graph)
    {
        var text = new StringBuilder();
        var ids = NodeNames.Give(graph);
        Line(0, $"digraph {Quote(graph.Name)} {{");
        Line(1, "compound=true; rankdir=TB; fontname=\"sans-serif\"; node [fontname=\"sans-serif\" fontsize=11]; edge [fontname=\"sans-serif\" fontsize=9];");
        Line(1, "rest [shape=box style=\"rounded,dashed\" label=\"start / menu\"];");
        Line(1, "subgraph cluster_dialog {");
        Line(2, $"label={Quote($"{graph.Title}\n{Names(Transition.History)} → H, {Names(Transition.Stay)} → the same state")}; style=rounded;");
        Line(2, "begin [shape=point width=0.15];");
        if (graph.Edges.Any(edge => edge.To is null))
            Line(2, "end [shape=doublecircle label=\"\" width=0.15];");
        WriteStates(null, 2);
        for (var i = 0; i < graph.Sections.Length; i++)
        {
            Line(2, string.Create(CultureInfo.InvariantCulture, $"subgraph cluster_section{i + 1} {{"));
            Line(3, $"label={Quote(graph.Sections[i])}; style=\"rounded,dashed\";");
            WriteStates(i, 3);
            Line(2, "}");
        }

        Line(1, "}");
        foreach (var (from, to, labels) in graph.Arrows)
            Line(1, $"{(from is null ? "begin" : ids[from])} -> {(to is null ? "end" : ids[to])}{(labels.IsEmpty ? "" : $" [label={Quote(string.Join('\n', labels.Select(Wrap)))}]")};");
        if (graph.States is [var first, ..])
            Line(1, $"{ids[first.Id]} -> rest [ltail=cluster_dialog style=dashed label={Quote(Names(Transition.Rest))}];");
        Line(0, "}");
        return text.ToString();

        void WriteStates(int? section, int depth)
        {
            foreach (var state in graph.States.Where(state => state.Section == section))
                Line(depth, $"{ids[state.Id]} [shape={Shape(state.Kind)} label={Quote(string.Join('\n', state.Lines))}];");
        }

        void Line(int depth, string line) => text.Append(' ', 2 * depth).Append(line).Append('\n');
    }

    private static string Shape(GraphStateKind kind) => kind switch
    {
        GraphStateKind.Called => "component",
        GraphStateKind.Action => "diamond",
        _ => "box style=rounded",
    };

    private static string Names(int target) => string.Join(", ", StateGraph.Shared.Where(transition => transition.Target == target).Select(transition => transition.Trigger));

    // Graphviz does not wrap: what is said goes under its trigger.
    private static string Wrap(string label) => label.Replace(" / ", "\n/ ", StringComparison.Ordinal);

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
