using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;
using MethodBot.Service.Exports;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires;

/// <summary>Responses to a questionnaire as a table: a row a person, a column a question. An anonymous one shows no names.</summary>
public static class ResponseExport
{
    private static readonly ImmutableArray<ExportColumn> PersonColumns =
        [new("person", "Фамилия, имя, отчество"), new("organization", "Организация"), new("position", "Должность")];

    public static ExportTable Read(SqliteConnection connection, Machine questionnaire, ServiceClock clock)
    {
        var anonymous = questionnaire.Questionnaire?.Anonymous == true;
        var questions = questionnaire.Nodes.OfType<AskNode>().SelectMany(Columns).ToList();
        var gone = ReadGone(connection, questionnaire.Name, questions);
        ImmutableArray<ExportColumn> columns =
        [
            new("submitted_at", "Отправлена"),
            .. anonymous ? [] : PersonColumns,
            .. questions.Select(question => new ExportColumn(question.Id, question.Title)),
            .. gone.Select(id => new ExportColumn(id, $"{id} (вопроса больше нет)")),
        ];
        return new ExportTable(columns, ReadRows(connection, questionnaire.Name, questions, gone, anonymous, clock));
    }

    /// <summary>A question is a column; a matrix is one for each of its rows.</summary>
    private static IEnumerable<QuestionColumn> Columns(AskNode ask)
    {
        var title = ask.Short ?? ask.Text.RenderPlain(static _ => null);
        return ask.Question is MatrixQuestion matrix
            ? matrix.Rows.Select(row => new QuestionColumn(
                $"{ask.Id}.{row.Id}", $"{title}: {row.Label.RenderPlain(static _ => null)}", [.. matrix.Columns.Select(column => column.Id)], ask.Question))
            : [new QuestionColumn(ask.Id, title, ask.Question.OptionIds, ask.Question)];
    }

    /// <summary>Questions that people answered before they were taken out of the dialog.</summary>
    private static List<string> ReadGone(SqliteConnection connection, string questionnaire, List<QuestionColumn> questions) =>
        [.. connection.Query<string>(
            """
            SELECT DISTINCT a.question_id FROM response r JOIN response_answer a ON a.response_id = r.id
            WHERE r.questionnaire = @questionnaire ORDER BY a.question_id
            """,
            new { questionnaire }).Except(questions.Select(question => question.Id), StringComparer.Ordinal)];

    private static IEnumerable<IReadOnlyList<string?>> ReadRows(
        SqliteConnection connection, string questionnaire, List<QuestionColumn> questions, List<string> gone, bool anonymous, ServiceClock clock)
    {
        var columns = questions.ToDictionary(question => question.Id, StringComparer.Ordinal);
        var rows = connection.Query<Row>(
            """
            SELECT r.id, r.submitted_at AS SubmittedAt, p.surname, p.first_name AS FirstName, p.patronymic,
                coalesce(o.name, j.organization_text) AS Organization, j.position,
                a.question_id AS Question, a.option_id AS OptionId, a.text, a.number
            FROM response r
            JOIN person p ON p.id = r.person_id
            LEFT JOIN job j ON j.person_id = p.id AND j.is_main = 1
            LEFT JOIN organization o ON o.id = j.organization_id
            LEFT JOIN response_answer a ON a.response_id = r.id
            WHERE r.questionnaire = @questionnaire ORDER BY r.id
            """,
            new { questionnaire },
            buffered: false);
        Row? first = null;
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

        IReadOnlyList<string?> Line(Row row) =>
        [
            $"{clock.ToLocal(DateTimeOffset.FromUnixTimeMilliseconds(row.SubmittedAt)):yyyy-MM-dd HH\\:mm}",
            .. anonymous ? [] : (IEnumerable<string?>)[string.Join(' ', new[] { row.Surname, row.FirstName, row.Patronymic }.Where(part => part is not null)), row.Organization, row.Position],
            .. questions.Select(question => answers.TryGetValue(question.Id, out var values) ? string.Join("; ", InOrder(question, values)) : null),
            .. gone.Select(id => answers.TryGetValue(id, out var values) ? string.Join("; ", values.Select(value => value.Text)) : null),
        ];

        // As the question lists them: people read a list of days from Monday on, whatever their ids; ranks by their numbers.
        static IEnumerable<string> InOrder(QuestionColumn question, List<Value> values) => question.Question is RankQuestion
            ? values.OrderBy(value => value.Rank).Select(value => $"{value.Rank}. {value.Text}")
            : values.OrderBy(value => question.Order.IndexOf(value.Option)).Select(value => value.Text);
    }

    private static Value Read(Question? question, Row row)
    {
        var option = row.OptionId ?? "";
        return question switch
        {
            RankQuestion => new Value(option, row.Text ?? option, int.TryParse(row.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : 0),
            YesNoQuestion => new Value(option, option == "yes" ? "Да" : "Нет"),
            FilesQuestion or MessageQuestion when row.Number is { } files => new Value(option, row.Text is null ? $"файлов: {files}" : $"{row.Text} (файлов: {files})"),
            _ => new Value(option, row.Text ?? row.Number?.Replace('.', ',') ?? option),
        };
    }

    /// <param name="Order">Ids of the options as the question lists them.</param>
    private sealed record QuestionColumn(string Id, string Title, ImmutableArray<string> Order, Question Question);

    private readonly record struct Value(string Option, string Text, int Rank = 0);

    // Dapper fills properties: it cannot match a constructor where an expression is null in the first row.
    private sealed record Row
    {
        public long Id { get; init; }

        public long SubmittedAt { get; init; }

        public string? Surname { get; init; }

        public string? FirstName { get; init; }

        public string? Patronymic { get; init; }

        public string? Organization { get; init; }

        public string? Position { get; init; }

        public string? Question { get; init; }

        public string? OptionId { get; init; }

        public string? Text { get; init; }

        public string? Number { get; init; }
    }
}
