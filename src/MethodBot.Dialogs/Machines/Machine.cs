using System.Collections.Immutable;
using MethodBot.Dialogs.Definition;

namespace MethodBot.Dialogs.Machines;

/// <summary>
/// A dialog compiled: immutable, one instance for every chat. Steps are nodes in the order of the file; those that wait are its
/// states. Where each trigger leads stands in the nodes' transitions: the engine walks them, the checker searches them for dead ends,
/// the graph draws them.
/// </summary>
/// <param name="Revision">Hash of the steps as written: the same steps, the same revision, wherever dates or titles change.</param>
public sealed record Machine(
    string Name,
    string Revision,
    string Title,
    DialogKind Kind,
    QuestionnaireTerms? Questionnaire,
    ImmutableArray<string> Parameters,
    ImmutableArray<Node> Nodes,
    ImmutableArray<Section> Sections,
    ImmutableDictionary<string, Node> ById)
{
    /// <summary>What works in every state of every dialog: the transitions of the superstates above it.</summary>
    public static ImmutableArray<Transition> Shared { get; } =
    [
        new(TriggerKind.Back, Transition.History),
        new(TriggerKind.Cancel, Transition.Rest),
        new(TriggerKind.Menu, Transition.Rest),
        new(TriggerKind.Help, Transition.Stay),
    ];

    /// <summary>The index that means «the dialog is over».</summary>
    public int EndIndex => Nodes.Length;

    /// <summary>The section a node stands in, or null.</summary>
    public Section? SectionOf(Node node)
    {
        foreach (var section in Sections)
        {
            if (node.Index >= section.First && node.Index < section.End)
                return section;
        }

        return null;
    }
}
