using System.Collections.Immutable;

namespace MethodBot.Dialogs.Definition;

/// <summary>What kind of answer a question takes, as written.</summary>
public abstract record QuestionDefinition(string Word);

public sealed record ChoiceDefinition(ImmutableArray<OptionDefinition> Options) : QuestionDefinition("one_of");

public sealed record ManyDefinition(ImmutableArray<OptionDefinition> Options, int? Min, int? Max) : QuestionDefinition("many_of");

public sealed record YesNoDefinition() : QuestionDefinition("yes_no");

/// <summary>Choices that a slice of the service lists at the moment of asking.</summary>
/// <param name="FreeText">Offer to type what is not in the list: the label of the button that allows it.</param>
public sealed record FromDefinition(Located<string> Source, ImmutableArray<ArgumentDefinition> Arguments, string? FreeText)
    : QuestionDefinition("from");

public sealed record TextDefinition(int? Max) : QuestionDefinition("text");

public sealed record NumberDefinition(int? Min, int? Max, bool Whole) : QuestionDefinition("number");

public sealed record DateDefinition(DateOnly? Min, DateOnly? Max) : QuestionDefinition("date");

public sealed record FilesDefinition(string Type, int? Max) : QuestionDefinition(Type);

/// <summary>A free message: text, files, or both.</summary>
public sealed record MessageDefinition() : QuestionDefinition("message");

/// <param name="Deficit">Deficit that choosing this option shows, for the summary by deficits.</param>
/// <param name="When">Condition under which the option is offered.</param>
public sealed record OptionDefinition(Located<string> Id, Located<string> Text, string? Deficit, Located<string>? When);
