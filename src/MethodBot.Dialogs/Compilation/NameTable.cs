using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Conditions;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Dialogs.Compilation;

/// <summary>What names a dialog may use in conditions, arguments and texts.</summary>
internal static class NameTable
{
    /// <summary>How an action ended, for conditions: <c>booking.outcome == 'full'</c>.</summary>
    public const string OutcomeResult = "outcome";

    public static Dictionary<string, NameInfo> Build(DialogDefinition definition, DialogVocabulary vocabulary)
    {
        var names = new Dictionary<string, NameInfo>(StringComparer.Ordinal);
        foreach (var (fact, type) in vocabulary.Facts)
            names[fact] = new NameInfo(type, []);
        foreach (var parameter in definition.Parameters)
            names[parameter.Value] = new NameInfo(AnswerType.Text, []);
        foreach (var step in definition.Steps)
        {
            switch (step)
            {
                case AskDefinition { Id: { } id } ask:
                    names.TryAdd(id.Value, InfoOf(ask.Question));
                    if (ask.Question is MatrixDefinition matrix)
                    {
                        foreach (var row in matrix.Rows)
                            names.TryAdd($"{id.Value}.{row.Id.Value}", new NameInfo(AnswerType.Option, Ids(matrix.Columns)));
                    }

                    break;
                case DoDefinition { Id: { } id } call when vocabulary.Actions.TryGetValue(call.Action.Value, out var action):
                    foreach (var (result, type) in action.Results)
                        names.TryAdd($"{id.Value}.{result}", new NameInfo(type, []));
                    names.TryAdd($"{id.Value}.{OutcomeResult}", new NameInfo(AnswerType.Option, action.Outcomes));
                    break;
                default:
                    break;
            }
        }

        return names;
    }

    private static NameInfo InfoOf(QuestionDefinition question) => question switch
    {
        ChoiceDefinition choice => new NameInfo(AnswerType.Option, Ids(choice.Options)),
        ManyDefinition many => new NameInfo(AnswerType.OptionSet, Ids(many.Options)),
        RankDefinition rank => new NameInfo(AnswerType.Ranking, Ids(rank.Options)),
        MatrixDefinition => new NameInfo(AnswerType.Matrix, []),
        YesNoDefinition => new NameInfo(AnswerType.Flag, []),
        NumberDefinition or ScaleDefinition => new NameInfo(AnswerType.Number, []),
        DateDefinition => new NameInfo(AnswerType.Date, []),
        TimeDefinition => new NameInfo(AnswerType.Time, []),
        LocationDefinition => new NameInfo(AnswerType.Place, []),
        FilesDefinition or MessageDefinition => new NameInfo(AnswerType.Files, []),
        _ => new NameInfo(AnswerType.Text, []),
    };

    private static ImmutableArray<string> Ids(ImmutableArray<OptionDefinition> options) => [.. options.Select(option => option.Id.Value)];
}
