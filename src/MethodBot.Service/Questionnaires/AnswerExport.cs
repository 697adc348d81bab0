using System.Globalization;
using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Machines;
using MethodBot.Service.Exports;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires;

/// <summary>
/// Answers to a questionnaire as a long table, for whoever counts by other means: a row an answer (of several options, a row each), with
/// the ids of question and option and the deficit it shows.
/// </summary>
public static class AnswerExport
{
    /// <summary>Rows are read as they are written: memory does not grow with their number.</summary>
    public static ExportTable Read(SqliteConnection connection, Machine questionnaire, ServiceClock clock)
    {
        var response = new ResponseColumns(questionnaire, clock);
        var titles = QuestionColumn.Of(questionnaire).ToDictionary(question => question.Id, question => question.Title, StringComparer.Ordinal);
        return new ExportTable(
            [
                new("response", "Ответ №"), .. response.Columns, new("question", "Вопрос (код)"), new("question_text", "Вопрос"),
                new("option", "Вариант (код)"), new("text", "Ответ"), new("number", "Число"), new("deficit", "Затруднение (код)"),
            ],
            ReadRows(connection, questionnaire.Name, response, titles));
    }

    private static IEnumerable<IReadOnlyList<string?>> ReadRows(
        SqliteConnection connection, string questionnaire, ResponseColumns response, Dictionary<string, string> titles)
    {
        var rows = connection.Query<AnswerCells>(
            $"""
            SELECT {ResponseColumns.Select}, a.question_id AS Question, a.option_id AS OptionId, a.text, a.number, a.deficit
            {ResponseColumns.From}
            JOIN response_answer a ON a.response_id = r.id
            WHERE r.questionnaire = @questionnaire ORDER BY r.id
            """,
            new { questionnaire },
            buffered: false);
        foreach (var row in rows)
        {
            yield return
            [
                row.Id.ToString(CultureInfo.InvariantCulture), .. response.Values(row), row.Question, titles.GetValueOrDefault(row.Question!),
                row.OptionId is { Length: > 0 } option ? option : null, row.Text, row.Number, row.Deficit,
            ];
        }
    }
}
