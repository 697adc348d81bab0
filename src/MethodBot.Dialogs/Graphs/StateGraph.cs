using System.Collections.Immutable;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;

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
/// on the arrows; guards are in brackets, «else» where those of the arrows drawn before were false. A way whose guards contradict
/// each other is not drawn.
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

    /// <summary>The edges as drawn: those between the same two states share an arrow, a line of its label each.</summary>
    public IEnumerable<(string? From, string? To, ImmutableArray<string> Labels)> Arrows => _edges
        .GroupBy(edge => (edge.From, edge.To))
        .Select(group => (group.Key.From, group.Key.To, group.Select(edge => edge.Label).Where(label => label.Length > 0).ToImmutableArray()));

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
                graph.Follow(node, string.Join(", ", way.Select(transition => transition.Trigger)), way.Key);
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

    // As the file names it.
    private static string KindName(AskNode ask) => ask.Question switch
    {
        ChoiceQuestion => "one_of",
        ManyQuestion => "many_of",
        YesNoQuestion => "yes_no",
        SourceQuestion list => $"from {list.Source}",
        // «ScaleQuestion» is a scale.
        var question => question.GetType().Name.Replace("Question", "", StringComparison.Ordinal).ToLowerInvariant(),
    };

    /// <summary>Draws every arrow from a trigger to the states where it can end, in the order in which the guards are tried.</summary>
    private void Follow(Node? from, string trigger, int start)
    {
        var seen = new HashSet<int>();
        Walk(start, [], [], from is null || start <= from.Index ? GuardKnowledge.Empty : GuardKnowledge.Behind(from));

        void Walk(int index, ImmutableArray<string> guards, ImmutableArray<string> said, GuardKnowledge known)
        {
            while (index < _machine.EndIndex)
            {
                var node = _machine.Nodes[index];
                var holds = node.When is { } guard ? known.Decide(guard) : true;
                // A way that only leads on is followed once.
                if (holds == false || (node is GoNode && !seen.Add(index)))
                {
                    if (holds == true)
                        return;
                    index = node.Next;
                    continue;
                }

                switch (node)
                {
                    case SayNode say:
                        said = said.Add($"say «{Cut(say.Text.Source, MaxSaid)}»{(holds == true ? "" : $" [{say.When!.Source}]")}");
                        break;
                    case GoNode go when holds == true:
                        known = Behind(go, known);
                        index = go.Target;
                        continue;
                    case GoNode go:
                        Walk(go.Target, guards.Add(go.When!.Source), said, Behind(go, known.With(go.When, true)));
                        (guards, known) = (Otherwise(guards), known.With(go.When, false));
                        break;
                    case var drawn when holds == true:
                        AddEdge(drawn.Id, guards, said);
                        return;
                    default:
                        AddEdge(node.Id, guards.Add(node.When!.Source), said);
                        (guards, known) = (Otherwise(guards), known.With(node.When, false));
                        break;
                }

                index = node.Next;
            }

            AddEdge(null, guards, said);
        }

        // A way back is a new round: answers are forgotten, and what was known of them.
        static GuardKnowledge Behind(GoNode go, GuardKnowledge known) => go.Target <= go.Index ? GuardKnowledge.Empty : known;

        void AddEdge(string? to, ImmutableArray<string> guards, ImmutableArray<string> said)
        {
            var label = new List<string>();
            if (trigger.Length > 0)
                label.Add(trigger);
            if (!guards.IsEmpty)
                label.Add($"[{string.Join(", ", guards)}]");
            if (!said.IsEmpty)
                label.Add($"/ {string.Join("; ", said)}");
            _edges.Add(new GraphEdge(from?.Id, to, string.Join(' ', label)));
        }

        static ImmutableArray<string> Otherwise(ImmutableArray<string> guards) => guards is [.., "else"] ? guards : guards.Add("else");
    }

    private static string Cut(string text, int length)
    {
        var line = text.ReplaceLineEndings(" ").Replace("**", "", StringComparison.Ordinal).Trim();
        return line.Length <= length ? line : line[..(length - 1)].TrimEnd() + "…";
    }
}
