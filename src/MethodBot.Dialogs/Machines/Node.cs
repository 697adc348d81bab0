using System.Collections.Immutable;
using MethodBot.Dialogs.Conditions;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Dialogs.Machines;

/// <summary>A step of a compiled dialog.</summary>
/// <param name="When">Guard; a node whose guard is false is passed by, to the one behind it.</param>
public abstract record Node(string Id, int Index, Condition? When)
{
    /// <summary>Its own edges. Those of the superstates are in <see cref="Machine.Shared"/>.</summary>
    public ImmutableArray<Transition> Transitions { get; protected init; } = [];

    /// <summary>Index of the node behind it.</summary>
    public int Next => Index + 1;

    /// <summary>A conversation rests here until something happens.</summary>
    public virtual bool IsState => false;

    /// <summary>Where a trigger leads; null where it is not permitted here.</summary>
    public int? Fire(MachineTrigger trigger)
    {
        foreach (var transition in Transitions)
        {
            if (transition.Trigger == trigger)
                return transition.Target;
        }

        return null;
    }
}

public sealed record SayNode : Node
{
    public SayNode(string id, int index, Condition? when, Template text)
        : base(id, index, when)
    {
        Text = text;
        Transitions = [new(TriggerKind.Done, Next)];
    }

    public Template Text { get; }
}

public sealed record AskNode : Node
{
    public AskNode(string id, int index, Condition? when, Template text, Question question, bool optional = false)
        : base(id, index, when)
    {
        Text = text;
        Question = question;
        Transitions = optional
            ? [new(TriggerKind.Answer, Next), new(TriggerKind.Skip, Next), new(TriggerKind.Invalid, Transition.Stay)]
            : [new(TriggerKind.Answer, Next), new(TriggerKind.Invalid, Transition.Stay)];
    }

    public Template Text { get; }

    public Question Question { get; }

    /// <summary>Name of the question in the review, or null: its text is taken.</summary>
    public string? Short { get; init; }

    /// <summary>A resting place: it has no way back, and what it does not understand goes on to the rest of the service.</summary>
    public bool Menu { get; init; }

    /// <summary>Its answer only chooses the way: whoever comes back to it chooses anew.</summary>
    public bool Forget { get; init; }

    /// <summary>What to offer as the answer where there is none yet, or null.</summary>
    public Argument? Default { get; init; }

    public override bool IsState => true;

    public bool Optional => Fire(TriggerKind.Skip) is not null;
}

public sealed record DoNode : Node
{
    /// <param name="targets">Node index for each outcome that does not simply go on.</param>
    public DoNode(
        string id, int index, Condition? when, ActionSignature action, ImmutableArray<Argument> arguments, ImmutableDictionary<string, int> targets)
        : base(id, index, when)
    {
        Action = action;
        Arguments = arguments;
        Transitions = action.Outcomes.IsEmpty
            ? [new(TriggerKind.Done, Next)]
            : [.. action.Outcomes.Select(outcome => new Transition(MachineTrigger.Of(outcome), targets.GetValueOrDefault(outcome, Next)))];
    }

    public ActionSignature Action { get; }

    public ImmutableArray<Argument> Arguments { get; }
}

public sealed record GoNode : Node
{
    public GoNode(string id, int index, Condition? when, int target)
        : base(id, index, when)
    {
        Target = target;
        Transitions = [new(TriggerKind.Done, target)];
    }

    public int Target { get; }
}

public sealed record CallNode : Node
{
    public CallNode(string id, int index, Condition? when, string dialog, ImmutableArray<Argument> arguments)
        : base(id, index, when)
    {
        Dialog = dialog;
        Arguments = arguments;
        Transitions = [new(TriggerKind.Return, Next)];
    }

    public string Dialog { get; }

    public ImmutableArray<Argument> Arguments { get; }
}

public sealed record ReviewNode : Node
{
    public ReviewNode(string id, int index, Condition? when, Template text)
        : base(id, index, when)
    {
        Text = text;
        Transitions = [new(TriggerKind.Send, Next), new(TriggerKind.Edit, Transition.History), new(TriggerKind.Invalid, Transition.Stay)];
    }

    public Template Text { get; }

    public override bool IsState => true;
}
