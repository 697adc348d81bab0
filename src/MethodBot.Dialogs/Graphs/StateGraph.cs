using System.Collections.Immutable;
using MethodBot.Dialogs.Machines;

namespace MethodBot.Dialogs.Graphs;

public enum GraphStateKind
{
    /// <summary>A question or a review: the conversation waits.</summary>
    Waiting,

    /// <summary>A called dialog: a machine of its own.</summary>
    Called,

    /// <summary>An action of the service: its outcome chooses the way.</summary>
    Action,
}

/// <param name="Lines">What it shows and takes, line by line.</param>
/// <param name="Section">Number of the section it stands in, or null.</param>
public sealed record GraphState(string Id, GraphStateKind Kind, ImmutableArray<string> Lines, int? Section);

/// <param name="From">Id of a state, or null for the beginning.</param>
/// <param name="To">Id of a state, or null for the end.</param>
/// <param name="Label"><c>trigger [guard] / what is said on the way</c>.</param>
public sealed record GraphEdge(string? From, string? To, string Label);

/// <summary>
/// A machine as an engineer draws it: states and actions with the ways between them. What is said, and steps that only lead on, are
/// on the arrows; guards are in brackets, «else» where those of the arrows drawn before were false.
/// </summary>
public sealed class StateGraph
{
    private const int MaxText = 40;
    private const int MaxSaid = 24;

    private readonly Machine _machine;
    private readonly List<GraphEdge> _edges = [];

    private StateGraph(Machine machine) => _machine = machine;

    public string Name => _machine.Name;

    public string Title => _machine.Title;

    public ImmutableArray<GraphState> States { get; private set; } = [];

    public IReadOnlyList<GraphEdge> Edges => _edges;

    public ImmutableArray<string> Sections => [.. _machine.Sections.Select(section => section.Title)];

    /// <summary>Transitions of the superstates, which every state has.</summary>
    public static ImmutableArray<Transition> Shared => Machine.Shared;

    public static StateGraph Of(Machine machine)
    {
        var graph = new StateGraph(machine);
        var drawn = machine.Nodes.Where(IsDrawn).ToList();
        graph.States = [.. drawn.Select(node => new GraphState(node.Id, KindOf(node), graph.Describe(node), graph.SectionOf(node)))];
        graph.Follow(null, "", 0);
        foreach (var node in drawn)
        {
            // Outcomes that lead to the same place share an arrow.
            foreach (var way in node.Transitions.Where(transition => transition.LeadsToNode).GroupBy(transition => transition.Target))
                graph.Follow(node.Id, string.Join(", ", way.Select(transition => transition.Trigger)), way.Key);
        }

        return graph;
    }

    private static bool IsDrawn(Node node) => node is not (SayNode or GoNode);

    private static GraphStateKind KindOf(Node node) => node switch
    {
        CallNode => GraphStateKind.Called,
        DoNode => GraphStateKind.Action,
        _ => GraphStateKind.Waiting,
    };

    private int? SectionOf(Node node) => _machine.SectionOf(node) is { } section ? _machine.Sections.IndexOf(section) : null;

    private ImmutableArray<string> Describe(Node node) => node switch
    {
        AskNode ask => [ask.Id, $"{KindName(ask)}{(ask.Menu ? ", menu" : "")}", Cut(ask.Short ?? ask.Text.Source, MaxText)],
        ReviewNode review => [review.Id, "review", Cut(review.Text.Source, MaxText)],
        CallNode call => [call.Id, $"call {call.Dialog}"],
        DoNode action => [action.Id, $"do {action.Action.Name}{(action.Action.ChangesData ? ", barrier" : "")}"],
        _ => [node.Id],
    };

    // «ScaleQuestion» is a scale.
    private static string KindName(AskNode ask) => ask.Question.GetType().Name.Replace("Question", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Draws every arrow from a trigger to the states where it can end, in the order in which the guards are tried.</summary>
    private void Follow(string? from, string trigger, int start)
    {
        var seen = new HashSet<int>();
        Walk(start, [], []);

        void Walk(int index, ImmutableArray<string> guards, ImmutableArray<string> said)
        {
            while (true)
            {
                if (index >= _machine.EndIndex || IsDrawn(_machine.Nodes[index]))
                {
                    var node = index >= _machine.EndIndex ? null : _machine.Nodes[index];
                    AddEdge(node?.Id, node?.When is { } guard ? guards.Add(guard.Source) : guards, said);
                    if (node?.When is null)
                        return;
                    guards = Otherwise(guards);
                    index = node.Next;
                    continue;
                }

                switch (_machine.Nodes[index])
                {
                    case SayNode say:
                        said = said.Add($"say «{Cut(say.Text.Source, MaxSaid)}»{(say.When is null ? "" : $" [{say.When.Source}]")}");
                        index = say.Next;
                        break;
                    case GoNode { When: null } go:
                        if (!seen.Add(index))
                            return;
                        index = go.Target;
                        break;
                    case GoNode go:
                        if (seen.Add(index))
                            Walk(go.Target, guards.Add(go.When!.Source), said);
                        guards = Otherwise(guards);
                        index = go.Next;
                        break;
                }
            }
        }

        void AddEdge(string? to, ImmutableArray<string> guards, ImmutableArray<string> said)
        {
            var label = new List<string>();
            if (trigger.Length > 0)
                label.Add(trigger);
            if (!guards.IsEmpty)
                label.Add($"[{string.Join(", ", guards)}]");
            if (!said.IsEmpty)
                label.Add($"/ {string.Join("; ", said)}");
            _edges.Add(new GraphEdge(from, to, string.Join(' ', label)));
        }

        static ImmutableArray<string> Otherwise(ImmutableArray<string> guards) => guards is [.., "else"] ? guards : guards.Add("else");
    }

    private static string Cut(string text, int length)
    {
        var line = text.ReplaceLineEndings(" ").Replace("**", "", StringComparison.Ordinal).Trim();
        return line.Length <= length ? line : line[..(length - 1)].TrimEnd() + "…";
    }
}
