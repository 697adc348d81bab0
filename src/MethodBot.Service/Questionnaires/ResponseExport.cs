using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;
using MethodBot.Service.Exports;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires;

/// <summary>Responses to a questionnaire as a table: a row a response, a column a question. An anonymous one shows no names.</summary>
public static class ResponseExport
{
    /// <summary>Rows are read as they are written: memory does not grow with their number.</summary>
    public static ExportTable Read(SqliteConnection connection, Machine questionnaire, ServiceClock clock)
    {
        var response = new ResponseColumns(questionnaire, clock);
        var questions = QuestionColumn.Of(questionnaire);
        var gone = QuestionColumn.ReadGone(connection, questionnaire.Name, questions);
        ImmutableArray<ExportColumn> columns =
        [
            .. response.Columns,
            .. questions.Select(question => new ExportColumn(question.Id, question.Title)),
            .. gone.Select(id => new ExportColumn(id, $"{id} (вопроса больше нет)")),
        ];
        return new ExportTable(columns, ReadRows(connection, questionnaire.Name, response, questions, gone));
    }

    private static IEnumerable<IReadOnlyList<string?>> ReadRows(
        SqliteConnection connection, string questionnaire, ResponseColumns response, List<QuestionColumn> questions, List<string> gone)
    {
        var columns = questions.ToDictionary(question => question.Id, StringComparer.Ordinal);
        var rows = connection.Query<AnswerCells>(
            $"""
            SELECT {ResponseColumns.Select}, a.question_id AS Question, a.option_id AS OptionId, a.text, a.number
            {ResponseColumns.From}
            LEFT JOIN response_answer a ON a.response_id = r.id
            WHERE r.questionnaire = @questionnaire ORDER BY r.id
            """,
            new { questionnaire },
            buffered: false);
        AnswerCells? first = null;
        var answers = new Dictionary<string, List<Value>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (first is not null && first.Id != row.Id)
            {
                yield return Line(first);
                answers.Clear();
                first = null;
            }

            first ??= row;
            if (row.Question is null)
                continue;
            if (!answers.TryGetValue(row.Question, out var values))
                answers[row.Question] = values = [];
            values.Add(Read(columns.GetValueOrDefault(row.Question)?.Question, row));
        }

        if (first is not null)
            yield return Line(first);

        IReadOnlyList<string?> Line(AnswerCells row) =>
        [
            .. response.Values(row),
            .. questions.Select(question => answers.TryGetValue(question.Id, out var values) ? string.Join("; ", InOrder(question, values)) : null),
            .. gone.Select(id => answers.TryGetValue(id, out var values) ? string.Join("; ", values.Select(value => value.Text)) : null),
        ];

        // As the question lists them: people read a list of days from Monday on, whatever their ids; ranks by their numbers.
        static IEnumerable<string> InOrder(QuestionColumn question, List<Value> values) => question.Question is RankQuestion
            ? values.OrderBy(value => value.Rank).Select(value => $"{value.Rank}. {value.Text}")
            : values.OrderBy(value => question.Order.IndexOf(value.Option)).Select(value => value.Text);
    }

    private static Value Read(Question? question, AnswerCells row)
    {
        var option = row.OptionId ?? "";
        return question switch
        {
            RankQuestion => new Value(option, row.Text ?? option, int.TryParse(row.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : 0),
            YesNoQuestion => new Value(option, option == YesNoQuestion.Yes ? "Да" : "Нет"),
            FilesQuestion or MessageQuestion when row.Number is { } files => new Value(option, row.Text is null ? $"файлов: {files}" : $"{row.Text} (файлов: {files})"),
            _ => new Value(option, row.Text ?? row.Number?.Replace('.', ',') ?? option),
        };
    }

    private readonly record struct Value(string Option, string Text, int Rank = 0);
}
