using System.Collections.Immutable;
using Dapper;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires;

/// <summary>A question as a table shows it; a matrix is one for each of its rows.</summary>
/// <param name="Id">As in the store.</param>
/// <param name="Order">Ids of the options as the question lists them.</param>
internal sealed record QuestionColumn(string Id, string Title, ImmutableArray<string> Order, Question Question)
{
    public static List<QuestionColumn> Of(Machine questionnaire) => [.. questionnaire.Nodes.OfType<AskNode>().SelectMany(Of)];

    public static string TitleOf(AskNode ask) => ask.Short ?? ask.Text.RenderPlain(static _ => null);

    /// <summary>Questions that people answered before they were taken out of the dialog.</summary>
    public static List<string> ReadGone(SqliteConnection connection, string questionnaire, IEnumerable<QuestionColumn> questions) =>
        [.. connection.Query<string>(
            """
            SELECT DISTINCT a.question_id FROM response r JOIN response_answer a ON a.response_id = r.id
            WHERE r.questionnaire = @questionnaire ORDER BY a.question_id
            """,
            new { questionnaire }).Except(questions.Select(question => question.Id), StringComparer.Ordinal)];

    private static IEnumerable<QuestionColumn> Of(AskNode ask)
    {
        var title = TitleOf(ask);
        return ask.Question is MatrixQuestion matrix
            ? matrix.Rows.Select(row => new QuestionColumn(
                $"{ask.Id}.{row.Id}", $"{title}: {row.Label.RenderPlain(static _ => null)}", [.. matrix.Columns.Select(column => column.Id)], ask.Question))
            : [new QuestionColumn(ask.Id, title, ask.Question.OptionIds, ask.Question)];
    }
}
