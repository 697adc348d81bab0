using System.Globalization;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Texts;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Questionnaires.Summaries;

/// <summary>The answers to one question as lines of text for a phone.</summary>
internal sealed class QuestionChart(SqliteConnection connection, SummaryScope scope, DialogTexts texts)
{
    private const int MostOptions = 20;
    private const int MonthLength = 7;
    private const int HourLength = 2;

    public IEnumerable<string> Draw(AskNode ask)
    {
        if (ask.Question is MatrixQuestion matrix)
            return DrawMatrix(ask.Id, matrix);
        var answered = SummaryTable.CountAnswered(connection, scope, ask.Id);
        if (answered == 0)
            return [texts.Plain(SummaryTexts.NoAnswers)];
        List<string> lines = [Say(SummaryTexts.Answered, ("count", Number(answered))), "", .. DrawOne(ask, answered)];
        if (TextsOf(ask.Question) is { } option && SummaryTable.CountTexts(connection, scope, ask.Id, option) > 0)
            lines.Add(texts.Plain(SummaryTexts.WordsFollow));
        return lines;
    }

    /// <summary>Id of the option whose words are worth reading; empty for a question of words; null where there are none to show.</summary>
    public static string? TextsOf(Question question) => question switch
    {
        TextQuestion or MessageQuestion or FilesQuestion or SourceQuestion => "",
        { } choice => choice.Options.FirstOrDefault(option => option.Kind == OptionKind.Other)?.Id,
    };

    private IEnumerable<string> DrawOne(AskNode ask, long answered) => ask.Question switch
    {
        RankQuestion rank => DrawRanks(rank, SummaryTable.CountOptions(connection, scope, ask.Id)),
        ScaleQuestion scale => DrawScale(ask.Id, scale, answered),
        YesNoQuestion => DrawOptions(
            [("yes", texts.Plain(TextKeys.Yes)), ("no", texts.Plain(TextKeys.No))], SummaryTable.CountOptions(connection, scope, ask.Id), answered, sorted: false),
        ManyQuestion or ChoiceQuestion => DrawOptions(
            [.. ask.Question.Options.Select(option => (option.Id, option.Label.RenderPlain(static _ => null)))],
            SummaryTable.CountOptions(connection, scope, ask.Id),
            answered,
            sorted: ask.Question is ManyQuestion),
        SourceQuestion => SummaryTable.CountOptions(connection, scope, ask.Id).Take(MostOptions).Select(row => Share(row.Label ?? row.Option, row.Count, answered)),
        NumberQuestion => DrawNumbers(ask.Id),
        DateQuestion => SummaryTable.CountValues(connection, scope, ask.Id, MonthLength).Select(row => Share(MonthOf(row.Value), row.Count, answered)),
        TimeQuestion => SummaryTable.CountValues(connection, scope, ask.Id, HourLength).Select(row => Share(row.Value + ":00", row.Count, answered)),
        PhoneQuestion or EmailQuestion or LocationQuestion => [texts.Plain(SummaryTexts.Private)],
        _ => [],
    };

    /// <param name="sorted">The most chosen first; otherwise as the question lists them.</param>
    private IEnumerable<string> DrawOptions(IReadOnlyList<(string Id, string Label)> options, List<OptionCount> counts, long answered, bool sorted)
    {
        var known = options.Select(option => (option.Label, Count: counts.Find(row => row.Option == option.Id)?.Count ?? 0));
        if (sorted)
            known = known.OrderByDescending(pair => pair.Count);
        foreach (var (label, count) in known.Take(MostOptions))
            yield return Share(label, count, answered);
        foreach (var row in counts.Where(row => options.All(option => option.Id != row.Option)).Take(MostOptions))
            yield return Share(Say(SummaryTexts.GoneOption, ("label", Answer.OfText(row.Label ?? row.Option))), row.Count, answered);
    }

    private IEnumerable<string> DrawScale(string question, ScaleQuestion scale, long answered)
    {
        if (SummaryTable.ReadNumbers(connection, scope, question) is not { } numbers)
            yield break;
        yield return Say(SummaryTexts.Mean, ("mean", Rounded(numbers.Mean)), ("max", Number(scale.To)));
        yield return "";
        var counts = SummaryTable.CountValues(connection, scope, question, 0);
        for (var value = scale.To; value >= scale.From; value--)
        {
            var id = value.ToString(CultureInfo.InvariantCulture);
            var count = counts.Find(row => row.Value == id).Count;
            yield return Say(SummaryTexts.Cell, ("label", Answer.OfText(id)), ("bar", Answer.OfText(Bar.Draw(count, answered))), ("percent", Answer.OfNumber(Bar.Percent(count, answered))));
        }
    }

    private IEnumerable<string> DrawNumbers(string question)
    {
        if (SummaryTable.ReadNumbers(connection, scope, question) is { } numbers)
            yield return Say(SummaryTexts.Numbers, ("mean", Rounded(numbers.Mean)), ("median", Rounded(numbers.Median)), ("min", Rounded(numbers.Min)), ("max", Rounded(numbers.Max)));
    }

    // A place gives as many points as there are places behind it, and one: what all put last is still on the list.
    private IEnumerable<string> DrawRanks(RankQuestion rank, List<OptionCount> counts)
    {
        var places = counts.Count == 0 ? 0 : rank.Options.Length;
        var points = counts.Select(row => (Row: row, Points: (row.Count * (places + 1)) - row.Points)).OrderByDescending(pair => pair.Points).ToList();
        foreach (var (row, own) in points)
        {
            var label = rank.Options.FirstOrDefault(option => option.Id == row.Option)?.Label.RenderPlain(static _ => null)
                ?? Say(SummaryTexts.GoneOption, ("label", Answer.OfText(row.Label ?? row.Option)));
            yield return Say(
                SummaryTexts.Place,
                ("label", Answer.OfText(label)),
                ("bar", Answer.OfText(Bar.Draw(own, points[0].Points))),
                ("mean", Rounded((double)row.Points / row.Count)),
                ("firsts", Number(row.Firsts)));
        }
    }

    private IEnumerable<string> DrawMatrix(string question, MatrixQuestion matrix)
    {
        var any = false;
        foreach (var row in matrix.Rows)
        {
            var id = $"{question}.{row.Id}";
            var counts = SummaryTable.CountOptions(connection, scope, id);
            var answered = counts.Sum(count => count.Count);
            if (answered == 0)
                continue;
            if (any)
                yield return "";
            any = true;
            yield return row.Label.RenderPlain(static _ => null);
            foreach (var column in matrix.Columns)
            {
                var count = counts.Find(count => count.Option == column.Id)?.Count ?? 0;
                yield return Say(
                    SummaryTexts.Cell,
                    ("label", Answer.OfText(column.Label.RenderPlain(static _ => null))),
                    ("bar", Answer.OfText(Bar.Draw(count, answered))),
                    ("percent", Answer.OfNumber(Bar.Percent(count, answered))));
            }
        }

        if (!any)
            yield return texts.Plain(SummaryTexts.NoAnswers);
    }

    public string Share(string label, long count, long whole) => Say(
        SummaryTexts.Share,
        ("label", Answer.OfText(label)),
        ("bar", Answer.OfText(Bar.Draw(count, whole))),
        ("percent", Answer.OfNumber(Bar.Percent(count, whole))),
        ("count", Number(count)));

    // «2026-10»: names of months stand in texts.yaml in the order of the year.
    private string MonthOf(string value) =>
        DateOnly.TryParseExact(value + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            ? $"{texts.Plain(SummaryTexts.Months).Split(' ', StringSplitOptions.RemoveEmptyEntries)[first.Month - 1]} {first.Year}"
            : value;

    private string Say(string key, params ReadOnlySpan<(string Name, Answer Value)> values) => texts.Plain(key, values);

    private static Answer Number(long number) => Answer.OfNumber(number);

    private static Answer Rounded(double number) => Answer.OfNumber(Math.Round((decimal)number, 1));
}
