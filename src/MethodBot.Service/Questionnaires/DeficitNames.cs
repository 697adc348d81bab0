using System.Collections.Immutable;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;

namespace MethodBot.Service.Questionnaires;

/// <summary>How deficits read: as the first option, or row, that is tagged with them.</summary>
internal static class DeficitNames
{
    public static ImmutableDictionary<string, string> Of(params IEnumerable<Machine> questionnaires)
    {
        var names = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var option in questionnaires.SelectMany(machine => machine.Nodes).OfType<AskNode>().SelectMany(static ask => Tagged(ask)))
        {
            if (option.Deficit is { } deficit && !names.ContainsKey(deficit))
                names[deficit] = option.Label.RenderPlain(static _ => null);
        }

        return names.ToImmutable();
    }

    private static ImmutableArray<Option> Tagged(AskNode ask) => ask.Question is MatrixQuestion matrix ? matrix.Rows : ask.Question.Options;
}
