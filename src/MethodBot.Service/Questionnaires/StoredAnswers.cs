using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Texts;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires;

/// <summary>Reads a response back into the answers of its questionnaire, so that the person can change them.</summary>
internal static partial class StoredAnswers
{
    /// <summary>By question. What the store holds of questions that are no more is left out; whether the rest is still valid the engine tells.</summary>
    public static ImmutableDictionary<string, Answer> Read(
        SqliteConnection connection, Machine questionnaire, DialogTexts texts, long response, IEnumerable<string> skipped)
    {
        var rows = connection.Query<Row>(
            "SELECT question_id AS Question, option_id AS OptionId, text, number FROM response_answer WHERE response_id = @response", new { response })
            .ToLookup(row => row.Question, StringComparer.Ordinal);
        var files = connection.Query<FileRow>(
            "SELECT a.question_id AS Question, f.id, f.kind, f.name FROM response_file a JOIN file f ON f.id = a.file_id WHERE a.response_id = @response ORDER BY f.id",
            new { response })
            .ToLookup(row => row.Question, row => new AnswerFile(row.Id, row.Kind, row.Name), StringComparer.Ordinal);
        var answers = ImmutableDictionary.CreateBuilder<string, Answer>(StringComparer.Ordinal);
        foreach (var ask in questionnaire.Nodes.OfType<AskNode>())
        {
            var answer = ask.Question is MatrixQuestion matrix
                ? ReadMatrix(ask.Id, matrix, rows)
                : rows.Contains(ask.Id) ? ReadOne(ask.Question, texts, [.. rows[ask.Id]], [.. files[ask.Id]]) : null;
            if (answer is not null)
                answers[ask.Id] = answer;
        }

        foreach (var question in skipped)
            answers.TryAdd(question, Answer.Skip);
        return answers.ToImmutable();
    }

    private static Answer? ReadMatrix(string question, MatrixQuestion matrix, ILookup<string, Row> rows)
    {
        var cells = matrix.Rows
            .Select(row => (Row: row, Cell: rows[$"{question}.{row.Id}"].FirstOrDefault()))
            .Where(pair => pair.Cell is not null).ToList();
        return cells.Count == 0
            ? null
            : new Answer
            {
                Options = [.. cells.Select(pair => $"{pair.Row.Id}:{pair.Cell!.OptionId}")],
                Labels = [.. cells.Select(pair => pair.Cell!.Text ?? pair.Cell.OptionId)],
                Rows = [.. cells.Select(pair => pair.Row.Label.RenderPlain(static _ => null))],
            };
    }

    private static Answer? ReadOne(Question question, DialogTexts texts, List<Row> rows, ImmutableArray<AnswerFile> files)
    {
        var first = rows[0];
        return question.Type switch
        {
            AnswerType.Flag => ReadFlag(first.OptionId == YesNoQuestion.Yes, texts),
            AnswerType.Option when first.OptionId.Length == 0 => Answer.OfText(first.Text ?? ""),
            AnswerType.Option or AnswerType.OptionSet => Chosen(question, [.. rows.OrderBy(row => question.OptionIds.IndexOf(row.OptionId))]),
            AnswerType.Ranking => Chosen(question, [.. rows.OrderBy(row => NumberOf(row) ?? int.MaxValue)]),
            AnswerType.Number => NumberOf(first) is { } number ? Answer.OfNumber(number) : null,
            AnswerType.Date => DateOnly.TryParseExact(first.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? Answer.OfDate(date) : null,
            AnswerType.Time => TimeOnly.TryParseExact(first.Text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? Answer.OfTime(time) : null,
            AnswerType.Place => ReadPlace(first.Text ?? ""),
            AnswerType.Files => new Answer { Text = first.Text, Files = files },
            _ => first.Text is { } text ? Answer.OfText(text) : null,
        };
    }

    private static Answer ReadFlag(bool flag, DialogTexts texts) => Answer.OfFlag(flag) with { Labels = [texts.Plain(flag ? TextKeys.Yes : TextKeys.No)] };

    private static Answer Chosen(Question question, List<Row> rows)
    {
        var other = question.Options.FirstOrDefault(option => option.Kind == OptionKind.Other);
        var own = other is null ? null : rows.Find(row => row.OptionId == other.Id)?.Text;
        return new Answer
        {
            Options = [.. rows.Select(row => row.OptionId)],
            Labels = [.. rows.Select(row => row.Text ?? row.OptionId)],
            Text = own is null ? null : OwnWords(own, other!.Label.RenderPlain(static _ => null)),
        };
    }

    // «Другое: по вечерам»: the words stand behind the label, whatever that read then.
    private static string OwnWords(string text, string label)
    {
        var start = text.StartsWith(label + ": ", StringComparison.Ordinal) ? label.Length : text.IndexOf(": ", StringComparison.Ordinal);
        return start < 0 ? text : text[(start + 2)..];
    }

    private static Answer ReadPlace(string text)
    {
        if (Point().Match(text) is not { Success: true } match)
            return Answer.OfText(text);
        var point = new GeoPoint(
            double.Parse(match.Groups["latitude"].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups["longitude"].Value, CultureInfo.InvariantCulture));
        return new Answer { Place = point, Text = match.Groups["address"] is { Success: true, Value: var address } ? address : null };
    }

    private static decimal? NumberOf(Row row) =>
        decimal.TryParse(row.Number, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(?:(?<address>.*) \((?=.*\)$))?(?<latitude>-?\d+(?:\.\d+)?), (?<longitude>-?\d+(?:\.\d+)?)\)?$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Point();

    // Dapper fills properties: it cannot match a constructor where an expression is null in the first row.
    private sealed record Row
    {
        public string Question { get; init; } = "";

        public string OptionId { get; init; } = "";

        public string? Text { get; init; }

        public string? Number { get; init; }
    }

    private sealed record FileRow
    {
        public string Question { get; init; } = "";

        public long Id { get; init; }

        public string Kind { get; init; } = "";

        public string? Name { get; init; }
    }
}
