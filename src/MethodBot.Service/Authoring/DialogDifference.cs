using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Authoring;

/// <summary>What differs between two versions, by names of questions, or of sentences of texts.yaml.</summary>
/// <param name="Changed">Questions with another text or other answers; sentences with other words.</param>
internal sealed record DialogDifference(ImmutableArray<string> Added, ImmutableArray<string> Removed, ImmutableArray<string> Changed)
{
    private const int MaxNames = 20;

    public bool IsEmpty => Added.IsEmpty && Removed.IsEmpty && Changed.IsEmpty;

    public static DialogDifference OfDialog(DialogDefinition? old, DialogDefinition now)
    {
        var before = Questions(old);
        var after = Questions(now);
        return new DialogDifference(
            [.. after.Where(question => !before.ContainsKey(question.Key)).Select(question => question.Key)],
            [.. before.Where(question => !after.ContainsKey(question.Key)).Select(question => question.Key)],
            [.. after.Where(question => before.TryGetValue(question.Key, out var was) && !IsSame(was, question.Value)).Select(question => question.Key)]);
    }

    public static DialogDifference OfTexts(DialogSet old, DialogSet now) => new(
        [],
        [],
        [.. TextKeys.All.Concat(now.Vocabulary.TextKeys).Select(key => key.Name).Where(key => old.Texts[key].Source != now.Texts[key].Source).Order(StringComparer.Ordinal)]);

    /// <summary>A line for each kind of difference, each after a line break.</summary>
    public ImmutableArray<TextSpan> Write(DialogTexts texts) =>
        [.. Line(texts, AuthoringTexts.Added, Added), .. Line(texts, AuthoringTexts.Removed, Removed), .. Line(texts, AuthoringTexts.Changed, Changed)];

    private static ImmutableArray<TextSpan> Line(DialogTexts texts, string key, ImmutableArray<string> names) => names.IsEmpty
        ? []
        : [new TextSpan("\n"), .. texts.Rich(key, ("names", Answer.OfText(string.Join(", ", names.Take(MaxNames)) + (names.Length > MaxNames ? "…" : ""))))];

    // In the order of the file.
    private static Dictionary<string, AskDefinition> Questions(DialogDefinition? dialog) => dialog is null
        ? []
        : dialog.Steps.OfType<AskDefinition>().Where(ask => ask.Id is not null).DistinctBy(ask => ask.Id!.Value).ToDictionary(ask => ask.Id!.Value, StringComparer.Ordinal);

    private static bool IsSame(AskDefinition old, AskDefinition now) => old.Text.Value == now.Text.Value && old.Question.Word == now.Question.Word
        && old.Optional == now.Optional && Options(old.Question).SequenceEqual(Options(now.Question), StringComparer.Ordinal);

    private static IEnumerable<string> Options(QuestionDefinition question) => question switch
    {
        ChoiceDefinition choice => choice.Options.Select(Write),
        ManyDefinition many => many.Options.Select(Write),
        _ => [],
    };

    private static string Write(OptionDefinition option) => $"{option.Id.Value}: {option.Text.Value}";
}
