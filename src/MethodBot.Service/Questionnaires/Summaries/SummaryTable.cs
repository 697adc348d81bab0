using Dapper;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires.Summaries;

/// <summary>How often an option was chosen. Dapper fills properties: it cannot match a constructor where an expression is null in the first row.</summary>
internal sealed record OptionCount
{
    public string Option { get; init; } = "";

    /// <summary>How it read in some answer; null where no answer has a text.</summary>
    public string? Label { get; init; }

    public long Count { get; init; }

    /// <summary>Of a ranking: the sum of places; elsewhere 0.</summary>
    public long Points { get; init; }

    /// <summary>Of a ranking: how often it stood first.</summary>
    public long Firsts { get; init; }
}

/// <summary>Numbers that were answered, taken together.</summary>
internal sealed record NumberSummary(long Count, double Mean, double Min, double Max, double Median);

/// <summary>What the store is asked for a summary: counts only, made in SQL; no answers are loaded but a page of texts.</summary>
internal static class SummaryTable
{
    public static long CountResponses(SqliteConnection connection, SummaryScope scope) =>
        connection.ExecuteScalar<long>($"SELECT count(*) FROM response r WHERE {scope.Where}", scope.Arguments());

    /// <summary>Sent, or first sent, within these moments (the end not included).</summary>
    public static long CountSent(SqliteConnection connection, SummaryScope scope, DateTimeOffset from, DateTimeOffset to)
    {
        var arguments = new DynamicParameters(scope.Arguments());
        arguments.Add("from", from.ToUnixTimeMilliseconds());
        arguments.Add("to", to.ToUnixTimeMilliseconds());
        return connection.ExecuteScalar<long>($"SELECT count(*) FROM response r WHERE {scope.Where} AND r.submitted_at >= @from AND r.submitted_at < @to", arguments);
    }

    /// <summary>How many people answered the question at all.</summary>
    /// <param name="question">Id as in the store.</param>
    public static long CountAnswered(SqliteConnection connection, SummaryScope scope, string question) => connection.ExecuteScalar<long>(
        $"""
        SELECT count(DISTINCT a.response_id) FROM response_answer a JOIN response r ON r.id = a.response_id
        WHERE a.question_id = @question AND {scope.Where}
        """,
        scope.Arguments(question));

    /// <summary>Chosen options of one question, the most chosen first.</summary>
    public static List<OptionCount> CountOptions(SqliteConnection connection, SummaryScope scope, string question) =>
        [.. connection.Query<OptionCount>(
            $"""
            SELECT a.option_id AS Option, max(a.text) AS Label, count(*) AS Count,
                coalesce(sum(CAST(a.number AS INTEGER)), 0) AS Points, count(CASE a.number WHEN '1' THEN 1 END) AS Firsts
            FROM response_answer a JOIN response r ON r.id = a.response_id
            WHERE a.question_id = @question AND a.option_id <> '' AND {scope.Where}
            GROUP BY a.option_id ORDER BY count(*) DESC, a.option_id
            """,
            scope.Arguments(question))];

    /// <summary>Values of one question by how often they were given: numbers of a scale, or beginnings of a date or time.</summary>
    /// <param name="length">How many characters of a text tell values apart; 0 = the number does.</param>
    public static List<(string Value, long Count)> CountValues(SqliteConnection connection, SummaryScope scope, string question, int length) =>
        [.. connection.Query<(string Value, long Count)>(
            $"""
            SELECT {(length == 0 ? "a.number" : FormattableString.Invariant($"substr(a.text, 1, {length})"))} AS Value, count(*) AS Count
            FROM response_answer a JOIN response r ON r.id = a.response_id
            WHERE a.question_id = @question AND {scope.Where} GROUP BY 1 ORDER BY 1
            """,
            scope.Arguments(question)).Where(row => row.Value is not null)];

    /// <summary>Null where nobody answered.</summary>
    public static NumberSummary? ReadNumbers(SqliteConnection connection, SummaryScope scope, string question)
    {
        var numbers = $"""
            FROM response_answer a JOIN response r ON r.id = a.response_id
            WHERE a.question_id = @question AND a.number IS NOT NULL AND {scope.Where}
            """;
        var (count, mean, min, max) = connection.QuerySingle<(long Count, double? Mean, double? Min, double? Max)>(
            $"SELECT count(*), avg(CAST(a.number AS REAL)), min(CAST(a.number AS REAL)), max(CAST(a.number AS REAL)) {numbers}", scope.Arguments(question));
        if (count == 0)
            return null;
        // Of an even number of values the middle lies between two.
        var median = connection.ExecuteScalar<double>(
            $"""
            SELECT avg(value) FROM (SELECT CAST(a.number AS REAL) AS value {numbers} ORDER BY 1 LIMIT @limit OFFSET @offset)
            """,
            scope.Arguments(question, limit: 2 - (count % 2), offset: (count - 1) / 2));
        return new NumberSummary(count, mean!.Value, min!.Value, max!.Value, median);
    }

    /// <summary>Words of people to one question, the latest first.</summary>
    /// <param name="option">Of which option; empty for a question of words.</param>
    public static List<string> ReadTexts(SqliteConnection connection, SummaryScope scope, string question, string option, int offset, int count)
    {
        var arguments = new DynamicParameters(scope.Arguments(question, count, offset));
        arguments.Add("option", option);
        return [.. connection.Query<string>(
            $"""
            SELECT a.text FROM response_answer a JOIN response r ON r.id = a.response_id
            WHERE a.question_id = @question AND a.option_id = @option AND a.text IS NOT NULL AND {scope.Where}
            ORDER BY coalesce(r.updated_at, r.submitted_at) DESC, r.id LIMIT @limit OFFSET @offset
            """,
            arguments)];
    }

    public static long CountTexts(SqliteConnection connection, SummaryScope scope, string question, string option)
    {
        var arguments = new DynamicParameters(scope.Arguments(question));
        arguments.Add("option", option);
        return connection.ExecuteScalar<long>(
            $"""
            SELECT count(*) FROM response_answer a JOIN response r ON r.id = a.response_id
            WHERE a.question_id = @question AND a.option_id = @option AND a.text IS NOT NULL AND {scope.Where}
            """,
            arguments);
    }

    /// <summary>How many people named each deficit, the most named first.</summary>
    public static List<(string Deficit, long People)> CountDeficits(SqliteConnection connection, SummaryScope scope) =>
        [.. connection.Query<(string Deficit, long People)>(
            $"""
            SELECT a.deficit, count(DISTINCT a.response_id) FROM response_answer a JOIN response r ON r.id = a.response_id
            WHERE a.deficit IS NOT NULL AND {scope.Where} GROUP BY a.deficit ORDER BY 2 DESC, a.deficit
            """,
            scope.Arguments())];
}
