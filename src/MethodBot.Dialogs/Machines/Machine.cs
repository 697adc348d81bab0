using System.Collections.Immutable;
using MethodBot.Dialogs.Conditions;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Dialogs.Machines;

/// <summary>
/// A dialog compiled: immutable, one instance for every chat. Steps are nodes in the order of the file; those that wait are its states.
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
    ImmutableDictionary<string, Node> ById)
{
    /// <summary>The index that means «the dialog is over».</summary>
    public int EndIndex => Nodes.Length;
}

/// <param name="When">Guard; a node whose guard is false is passed by.</param>
public abstract record Node(string Id, int Index, Condition? When);

public sealed record SayNode(string Id, int Index, Condition? When, Template Text) : Node(Id, Index, When);

public sealed record AskNode(
    string Id, int Index, Condition? When, Template Text, string? Short, bool Optional, bool Menu, Question Question)
    : Node(Id, Index, When);

/// <param name="Targets">Node index for each outcome that does not simply go on.</param>
public sealed record DoNode(
    string Id,
    int Index,
    Condition? When,
    ActionSignature Action,
    ImmutableArray<Argument> Arguments,
    ImmutableDictionary<string, int> Targets) : Node(Id, Index, When);

public sealed record GoNode(string Id, int Index, Condition? When, int Target) : Node(Id, Index, When);

public sealed record CallNode(string Id, int Index, Condition? When, string Dialog, ImmutableArray<Argument> Arguments)
    : Node(Id, Index, When);

public sealed record ReviewNode(string Id, int Index, Condition? When, Template Text) : Node(Id, Index, When);
