using System.Globalization;

namespace MethodBot.Dialogs.Graphs;

/// <summary>Names that every drawing program takes, in the order of the states: step ids hold dots, dashes and «#».</summary>
internal static class NodeNames
{
    public static Dictionary<string, string> Give(StateGraph graph) => graph.States
        .Select((state, i) => (state.Id, Name: string.Create(CultureInfo.InvariantCulture, $"s{i + 1}_{Plain(state.Id)}")))
        .ToDictionary(pair => pair.Id, pair => pair.Name, StringComparer.Ordinal);

    private static string Plain(string id) => string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
