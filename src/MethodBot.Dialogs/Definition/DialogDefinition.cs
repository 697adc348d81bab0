using System.Collections.Immutable;
using MethodBot.Dialogs.Faults;

namespace MethodBot.Dialogs.Definition;

/// <summary>A value with the place where it stands, for messages.</summary>
/// <param name="TextStart">Place of its first character, where the whole stands on one line.</param>
public sealed record Located<T>(T Value, Mark Mark, Mark? TextStart = null);

public enum DialogKind
{
    Flow,

    /// <summary>Counts its questions, keeps a draft when left, and has one response a person.</summary>
    Questionnaire,
}

/// <summary>Dates and audience of a questionnaire: read live, not pinned with the steps.</summary>
/// <param name="Opens">First day, in the service's time zone; null = already open.</param>
/// <param name="Closes">Last day, inclusive; null = open for ever.</param>
/// <param name="Once">One response a person.</param>
public sealed record QuestionnaireTerms(bool Anonymous, DateOnly? Opens, DateOnly? Closes, bool Once);

/// <summary>A dialog as written in its file, before it is checked against the rest.</summary>
/// <param name="Link">Payload by which a link opens the dialog: <c>event</c> in <c>t.me/…?start=event-12</c>; 12 is then its parameter.</param>
/// <param name="Revision">Hash of the steps alone, comments and layout aside.</param>
/// <param name="Source">Text of the file, kept so that a running conversation can finish on it.</param>
public sealed record DialogDefinition(
    string File,
    string Source,
    Located<string> Name,
    string Title,
    DialogKind Kind,
    QuestionnaireTerms? Questionnaire,
    Located<string>? Link,
    ImmutableArray<Located<string>> Parameters,
    ImmutableArray<StepDefinition> Steps,
    ImmutableArray<SectionDefinition> Sections,
    string Revision)
{
    /// <summary>The section that a step stands in, or null.</summary>
    public SectionDefinition? SectionOf(int step) => Sections.LastOrDefault(section => section.First <= step);
}
