using System.CommandLine;
using MethodBot.Dialogs.Graphs;

namespace MethodBot.Host.Commands;

/// <summary><c>graph &lt;dialog&gt;</c>: the compiled state machine as the source of a picture.</summary>
internal static class GraphCommand
{
    public static Command Build()
    {
        var dialog = new Argument<string>("dialog") { Description = "Name of the dialog." };
        var format = new Option<string>("--format") { Description = "mermaid or dot.", DefaultValueFactory = _ => "mermaid" };
        format.AcceptOnlyFromAmong("mermaid", "dot");
        var dialogs = new Option<string?>("--dialogs") { Description = "Folder of dialogs; the setting Dialogs:Path when absent." };
        var command = new Command("graph", "Prints the state machine of a dialog as the source of a picture, for Mermaid or Graphviz.") { dialog, format, dialogs };
        command.SetAction((result, _) => CommandLine.GuardAsync(() =>
        {
            Console.Write(Draw(result.GetValue(dialog)!, result.GetValue(format)!, result.GetValue(dialogs)));
            return Task.FromResult(0);
        }));
        return command;
    }

    private static string Draw(string dialog, string format, string? path)
    {
        var graph = StateGraph.Of(LoadedDialogs.Require(LoadedDialogs.Load(path), dialog));
        return format == "dot" ? DotGraph.Write(graph) : MermaidGraph.Write(graph);
    }
}
