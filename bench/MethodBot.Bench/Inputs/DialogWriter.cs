using System.Collections.Immutable;
using System.Text;

namespace MethodBot.Bench.Inputs;

/// <summary>
/// Writes questionnaires as a methodist would: questions of all kinds in turn, sentences between them, guards on earlier answers,
/// values in texts, sections, a review and an action at the end. The same arguments give the same text.
/// </summary>
internal static class DialogWriter
{
    private const int StepsAtEnd = 2;
    private const int QuestionsInSection = 10;

    /// <param name="steps">Steps in all; three of five are questions.</param>
    /// <param name="shift">Where in the turn of kinds it begins, so that no two dialogs are alike.</param>
    /// <param name="special">A question whose kind is given instead, by its number.</param>
    public static string Write(string name, int steps, int shift = 0, (int Number, QuestionKind Kind)? special = null)
    {
        var kinds = KindsOf(steps, shift, special);
        var yaml = new StringBuilder($"dialog: {name}\ntitle: Анкета {name}\nkind: questionnaire\nsteps:\n");
        var sentences = steps - StepsAtEnd - kinds.Length;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (i % QuestionsInSection == 0)
                yaml.Append($"  - section: Раздел {(i / QuestionsInSection) + 1}\n");
            if (i * sentences / kinds.Length != (i + 1) * sentences / kinds.Length)
                AppendSentence(yaml, kinds, i);
            AppendQuestion(yaml, kinds, i);
        }

        return yaml.Append("  - review: \"**Проверьте ответы**\"\n  - do: questionnaires.submit\n").ToString();
    }

    /// <summary>The kinds of its questions, in order.</summary>
    public static ImmutableArray<QuestionKind> KindsOf(int steps, int shift = 0, (int Number, QuestionKind Kind)? special = null) =>
    [
        .. Enumerable.Range(0, steps * 3 / 5).Select(i => special is { } given && given.Number == i + 1
            ? given.Kind
            : QuestionKind.Mixed[(i + shift) % QuestionKind.Mixed.Length]),
    ];

    // Every other sentence has a guard, and of these every other is passed by.
    private static void AppendSentence(StringBuilder yaml, ImmutableArray<QuestionKind> kinds, int index)
    {
        yaml.Append("  - say: |-\n      **Спасибо, {person.address}!** Теперь несколько слов о том, зачем мы спрашиваем.\n      Ответы увидят только методисты центра.\n");
        if (index > 0 && index % 2 == 1)
            yaml.Append($"    when: {(index % 4 == 1 ? $"not ({Condition(kinds, index - 1)})" : Condition(kinds, index - 1))}\n");
    }

    private static void AppendQuestion(StringBuilder yaml, ImmutableArray<QuestionKind> kinds, int index)
    {
        yaml.Append($"  - ask: q{index + 1}\n    short: Вопрос {index + 1}\n");
        if (index > 3 && index % 3 == 0)
            yaml.Append($"    when: {Condition(kinds, index - 2)}\n");
        yaml.Append($"    text: \"{index + 1}-й вопрос анкеты: что Вы об этом думаете{(index > 0 && index % 5 == 0 ? $" (раньше Вы ответили «{{q{index}}}»)" : "")}?\"\n");
        foreach (var line in kinds[index].Lines)
            yaml.Append("    ").Append(line).Append('\n');
    }

    private static string Condition(ImmutableArray<QuestionKind> kinds, int index) =>
        kinds[index].Condition.Replace("?", $"q{index + 1}", StringComparison.Ordinal);
}
