using System.Collections.Immutable;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;

namespace MethodBot.Service.Questionnaires;

/// <summary>
/// How deficits read: as the first option, or row, that is tagged with them. Where a whole question is about one deficit («Нужна помощь»
/// says little by itself), as that question.
/// </summary>
internal static class DeficitNames
{
    public static ImmutableDictionary<string, string> Of(params IEnumerable<Machine> questionnaires)
    {
        var names = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var ask in questionnaires.SelectMany(machine => machine.Nodes).OfType<AskNode>())
        {
            var tagged = Tagged(ask).Where(option => option.Deficit is not null).ToList();
            var isAboutOne = tagged.DistinctBy(option => option.Deficit).Count() == 1 && (tagged.Count > 1 || ask.Question is ChoiceQuestion);
            foreach (var option in tagged)
                names.TryAdd(option.Deficit!, isAboutOne ? QuestionColumn.TitleOf(ask) : option.Label.RenderPlain(static _ => null));
        }

        return names.ToImmutable();
    }

    private static ImmutableArray<Option> Tagged(AskNode ask) => ask.Question is MatrixQuestion matrix ? matrix.Rows : ask.Question.Options;
}
