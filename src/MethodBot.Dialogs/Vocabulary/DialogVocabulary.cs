using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Vocabulary;

/// <summary>What an action of the service looks like to dialogs.</summary>
/// <param name="Name"><c>slice.verb</c>.</param>
/// <param name="Parameters">Names that <c>with</c> must give.</param>
/// <param name="Optional">Names that <c>with</c> may give.</param>
/// <param name="Outcomes">Every way it may end; the first is the ordinary one.</param>
/// <param name="Results">Values it hands back, read as <c>{step.result}</c>.</param>
/// <param name="ChangesData">It writes something: «Назад» does not lead past it.</param>
public sealed record ActionSignature(
    string Name,
    ImmutableArray<string> Parameters,
    ImmutableArray<string> Optional,
    ImmutableArray<string> Outcomes,
    ImmutableDictionary<string, AnswerType> Results,
    bool ChangesData);

/// <summary>A list of choices that the service offers.</summary>
public sealed record SourceSignature(string Name, ImmutableArray<string> Parameters);

/// <summary>Everything that dialogs may name: what the slices of the service offer them.</summary>
/// <param name="Facts">Facts about the person, by name with the <c>person.</c> prefix.</param>
/// <param name="TextKeys">Sentences that slices take from texts.yaml, by key.</param>
public sealed record DialogVocabulary(
    ImmutableDictionary<string, ActionSignature> Actions,
    ImmutableDictionary<string, SourceSignature> Sources,
    ImmutableDictionary<string, AnswerType> Facts,
    ImmutableArray<TextKey> TextKeys)
{
    public static DialogVocabulary Empty { get; } = new(
        ImmutableDictionary<string, ActionSignature>.Empty,
        ImmutableDictionary<string, SourceSignature>.Empty,
        ImmutableDictionary<string, AnswerType>.Empty,
        []);

    /// <summary>
    /// The texts.yaml that the program brings along, null where there is none: what an installation's own file lacks is taken from it, so
    /// that sentences of a newer program keep no bot from starting.
    /// </summary>
    public string? SpareTexts { get; init; }
}
