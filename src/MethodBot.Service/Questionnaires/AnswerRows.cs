using System.Globalization;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;

namespace MethodBot.Service.Questionnaires;

/// <summary>One row of <c>response_answer</c>.</summary>
/// <param name="Question">Id of the question; of a row of a matrix <c>question.row</c>: whoever counts takes it for a question of its own.</param>
/// <param name="Option">Empty where nothing was chosen from a list.</param>
/// <param name="Text">How the choice read, with the person's own words; or the words.</param>
/// <param name="Number">The number, the place in a ranking, or how many files.</param>
internal sealed record AnswerRow(string Question, string Option, string? Text, string? Number, string? Deficit = null);

/// <summary>An answer as rows of the store.</summary>
internal static class AnswerRows
{
    /// <param name="ask">The question as it reads now, for its tags; null where it is no more.</param>
    public static IEnumerable<AnswerRow> Of(GivenAnswer given, AskNode? ask)
    {
        var answer = given.Answer;
        if (answer.Options.IsDefaultOrEmpty)
        {
            var number = answer.Files.IsDefaultOrEmpty ? answer.Number : answer.Files.Length;
            yield return new AnswerRow(given.Question, answer.Flag is null ? "" : answer.Key, TextOf(answer), number?.ToString(CultureInfo.InvariantCulture));
            yield break;
        }

        for (var i = 0; i < answer.Options.Length; i++)
        {
            var option = answer.Options[i];
            var label = answer.Labels.IsDefault ? null : answer.Labels[i];
            var deficit = DeficitRule.Of(ask, option, i + 1);
            switch (given.Type)
            {
                case AnswerType.Matrix:
                    var colon = option.IndexOf(':', StringComparison.Ordinal);
                    yield return new AnswerRow($"{given.Question}.{option[..colon]}", option[(colon + 1)..], label, null, deficit);
                    break;
                case AnswerType.Ranking:
                    yield return new AnswerRow(given.Question, option, label, (i + 1).ToString(CultureInfo.InvariantCulture), deficit);
                    break;
                default:
                    yield return new AnswerRow(given.Question, option, label, null, deficit);
                    break;
            }
        }
    }

    private static string? TextOf(Answer answer) => answer switch
    {
        { Date: not null } or { Time: not null } => answer.Key,
        { Place: { } place } => answer.Text is null ? place.ToString() : $"{answer.Text} ({place})",
        _ => answer.Text,
    };
}
