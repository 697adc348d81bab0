using System.Collections.Immutable;

namespace MethodBot.Dialogs.Definition;

/// <summary>What kind of answer a question takes, as written.</summary>
public abstract record QuestionDefinition(string Word);

public sealed record ChoiceDefinition(ImmutableArray<OptionDefinition> Options) : QuestionDefinition("one_of");

public sealed record ManyDefinition(ImmutableArray<OptionDefinition> Options, int? Min, int? Max) : QuestionDefinition("many_of");

/// <param name="Low">What the lowest number means, or null.</param>
/// <param name="High">What the highest number means, or null.</param>
public sealed record ScaleDefinition(int From, int To, Located<string>? Low, Located<string>? High) : QuestionDefinition("scale");

/// <summary>Rows that are answered one by one out of the same columns.</summary>
public sealed record MatrixDefinition(ImmutableArray<OptionDefinition> Rows, ImmutableArray<OptionDefinition> Columns) : QuestionDefinition("matrix");

/// <param name="Min">How many must be put in order; all, or as many as <paramref name="Max"/>, where absent.</param>
public sealed record RankDefinition(ImmutableArray<OptionDefinition> Options, int? Min, int? Max) : QuestionDefinition("rank");

public sealed record YesNoDefinition() : QuestionDefinition("yes_no");

/// <summary>Choices that a slice of the service lists at the moment of asking.</summary>
/// <param name="FreeText">Offer to type what is not in the list: the label of the button that allows it.</param>
public sealed record FromDefinition(Located<string> Source, ImmutableArray<ArgumentDefinition> Arguments, string? FreeText)
    : QuestionDefinition("from");

public sealed record TextDefinition(int? Min, int? Max) : QuestionDefinition("text");

public sealed record NumberDefinition(int? Min, int? Max, bool Whole) : QuestionDefinition("number");

public sealed record DateDefinition(DateOnly? Min, DateOnly? Max) : QuestionDefinition("date");

public sealed record TimeDefinition(TimeOnly? Min, TimeOnly? Max) : QuestionDefinition("time");

public sealed record PhoneDefinition() : QuestionDefinition("phone");

public sealed record EmailDefinition() : QuestionDefinition("email");

public sealed record LocationDefinition() : QuestionDefinition("location");

/// <param name="Type">photo, video, voice, or file for any kind of file.</param>
public sealed record FilesDefinition(string Type, int? Max) : QuestionDefinition(Type);

/// <summary>A free message: text, files, or both.</summary>
public sealed record MessageDefinition() : QuestionDefinition("message");

/// <summary>What choosing an option means beside naming it.</summary>
public enum OptionKind
{
    Ordinary,

    /// <summary>The person adds words of their own: <c>{ other: Другое }</c>.</summary>
    Other,

    /// <summary>It stands alone: «ничего из этого».</summary>
    Exclusive,

    /// <summary>A column of a matrix: said of a row with a deficit, it shows that deficit.</summary>
    Lack,
}

/// <param name="Deficit">Deficit that choosing this option shows, for the summary by deficits.</param>
/// <param name="When">Condition under which the option is offered.</param>
public sealed record OptionDefinition(Located<string> Id, Located<string> Text, string? Deficit, Located<string>? When, OptionKind Kind = OptionKind.Ordinary)
{
    /// <summary>Id of the option in which the person adds words of their own.</summary>
    public const string OtherId = "other";
}
