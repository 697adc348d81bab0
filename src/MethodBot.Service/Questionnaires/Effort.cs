using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;

namespace MethodBot.Service.Questionnaires;

/// <summary>How long a questionnaire takes: told to people before its first question, so rather more than less.</summary>
internal static class Effort
{
    /// <summary>Whole minutes, at least one. What stands behind a condition counts half: some will be asked it.</summary>
    public static int Minutes(Machine questionnaire)
    {
        var seconds = questionnaire.Nodes.OfType<AskNode>().Sum(ask => Seconds(ask) / (ask.When is null ? 1 : 2));
        return Math.Max(1, (int)Math.Ceiling(seconds / 60));
    }

    /// <summary>How many questions nearly everybody is asked.</summary>
    public static int Questions(Machine questionnaire) => questionnaire.Nodes.OfType<AskNode>().Count(ask => ask.When is null);

    // Our own estimates: reading a question on a phone and pressing; words are typed by half of those who may leave them out.
    private static double Seconds(AskNode ask) => ask.Question switch
    {
        YesNoQuestion or ScaleQuestion => 7,
        ChoiceQuestion => 9,
        ManyQuestion => 16,
        RankQuestion => 20,
        MatrixQuestion matrix => 6 + (5 * matrix.Rows.Length),
        SourceQuestion => 15,
        NumberQuestion or DateQuestion or TimeQuestion => 10,
        _ => 30,
    } / (ask.Optional ? 2 : 1);
}
