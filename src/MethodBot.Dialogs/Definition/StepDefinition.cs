using System.Collections.Immutable;
using MethodBot.Dialogs.Faults;

namespace MethodBot.Dialogs.Definition;

/// <param name="Id">Name given by the author; the compiler invents one where there is none.</param>
/// <param name="When">Condition under which the step happens.</param>
public abstract record StepDefinition(Mark Mark, Located<string>? Id, Located<string>? When)
{
    /// <summary>The word that opens the step in the file.</summary>
    public abstract string Word { get; }
}

public sealed record SayDefinition(Mark Mark, Located<string>? Id, Located<string>? When, Located<string> Text) : StepDefinition(Mark, Id, When)
{
    public override string Word => "say";
}

/// <param name="Short">Name of the question in the review, where the text itself is too long.</param>
/// <param name="Default">What to offer as the answer: a name, or a constant in single quotes.</param>
/// <param name="Menu">A resting place: it has no way back, and what it does not understand goes on to the rest of the service.</param>
/// <param name="Forget">Its answer only chooses the way: whoever comes back to it chooses anew.</param>
public sealed record AskDefinition(
    Mark Mark,
    Located<string>? Id,
    Located<string>? When,
    Located<string> Text,
    string? Short,
    bool Optional,
    bool Menu,
    bool Forget,
    Located<string>? Default,
    QuestionDefinition Question) : StepDefinition(Mark, Id, When)
{
    public override string Word => "ask";
}

public sealed record DoDefinition(
    Mark Mark,
    Located<string>? Id,
    Located<string>? When,
    Located<string> Action,
    ImmutableArray<ArgumentDefinition> Arguments,
    ImmutableArray<OutcomeDefinition> Outcomes) : StepDefinition(Mark, Id, When)
{
    public override string Word => "do";
}

public sealed record GoDefinition(Mark Mark, Located<string>? Id, Located<string>? When, Located<string> Target) : StepDefinition(Mark, Id, When)
{
    public override string Word => "go";
}

public sealed record CallDefinition(
    Mark Mark, Located<string>? Id, Located<string>? When, Located<string> Dialog, ImmutableArray<ArgumentDefinition> Arguments)
    : StepDefinition(Mark, Id, When)
{
    public override string Word => "call";
}

public sealed record ReviewDefinition(Mark Mark, Located<string>? Id, Located<string>? When, Located<string> Text)
    : StepDefinition(Mark, Id, When)
{
    public override string Word => "review";
}

/// <summary><c>section</c>: heading of the steps behind it, up to the next section; its condition holds for all of them.</summary>
/// <param name="First">Index of the step that stands behind it.</param>
public sealed record SectionDefinition(Mark Mark, Located<string> Title, Located<string>? When, int First);

/// <summary><c>with: { name: expression }</c>: the value is a name (an answer, a parameter, a result) or a quoted constant.</summary>
public sealed record ArgumentDefinition(Located<string> Name, Located<string> Value);

/// <summary><c>outcomes: { full: waitlist }</c>: where an outcome leads.</summary>
public sealed record OutcomeDefinition(Located<string> Name, Located<string> Target);
