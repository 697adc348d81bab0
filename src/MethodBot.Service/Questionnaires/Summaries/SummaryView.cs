using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Machines;

namespace MethodBot.Service.Questionnaires.Summaries;

/// <summary>One page of a summary.</summary>
/// <param name="Place">Where it stands, for the next call.</param>
internal sealed record SummaryPage(string Heading, string Body, string Place, bool IsFirst, bool IsLast);

/// <summary>A summary as pages: the overview, the deficits, then each question, with the words of people behind it.</summary>
internal sealed class SummaryView(ServiceContext context, SummaryScope scope)
{
    private const string OverviewPlace = "overview";
    private const string DeficitsPlace = "deficits";
    private const int TextsOnPage = 8;
    private const int MostDeficits = 15;
    private const int LongestText = 200;

    // No id of a question holds it.
    private const char OffsetMark = ':';

    private readonly ImmutableArray<AskNode> _questions = [.. scope.Questionnaire.Nodes.OfType<AskNode>()];
    private readonly ImmutableDictionary<string, string> _deficits = DeficitNames.Of(scope.Questionnaire);
    private readonly QuestionChart _chart = new(context.Transaction.Connection, scope, context.Texts);

    /// <param name="place">Where the reader stands; null: at the beginning.</param>
    /// <param name="step">−1, 0 or 1.</param>
    public SummaryPage Show(string? place, int step)
    {
        var (stop, offset) = Read(place);
        var stops = Stops();
        var index = Math.Max(0, stops.IndexOf(stop));
        if (IsHidden() is { } why)
            return new SummaryPage(context.Texts.Plain(SummaryTexts.Overview), why, OverviewPlace, true, true);
        (index, offset) = step switch
        {
            > 0 when offset + TextsOnPage < CountTexts(stops[index]) => (index, offset + TextsOnPage),
            > 0 => (Math.Min(index + 1, stops.Count - 1), -TextsOnPage),
            < 0 when offset >= 0 => (index, offset - TextsOnPage),
            < 0 => (Math.Max(index - 1, 0), -TextsOnPage),
            _ => (index, offset),
        };
        var (heading, body) = stops[index] switch
        {
            OverviewPlace => (context.Texts.Plain(SummaryTexts.Overview), Overview()),
            DeficitsPlace => (context.Texts.Plain(SummaryTexts.Deficits), Deficits()),
            var question => offset < 0 ? Question(question) : Words(question, offset),
        };
        return new SummaryPage(
            heading,
            body,
            offset < 0 ? stops[index] : string.Create(CultureInfo.InvariantCulture, $"{stops[index]}{OffsetMark}{offset}"),
            index == 0,
            index == stops.Count - 1 && offset + TextsOnPage >= CountTexts(stops[index]));
    }

    /// <summary>Offset −<see cref="TextsOnPage"/> is the picture before the words.</summary>
    private static (string Stop, int Offset) Read(string? place)
    {
        var parts = (place ?? OverviewPlace).Split(OffsetMark);
        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? (parts[0], offset)
            : (parts[0], -TextsOnPage);
    }

    private List<string> Stops() => [OverviewPlace, .. _deficits.IsEmpty ? (ImmutableArray<string>)[] : [DeficitsPlace], .. _questions.Select(ask => ask.Id)];

    /// <summary>Why nothing may be shown of so small a group; null where it may.</summary>
    private string? IsHidden()
    {
        if (!scope.IsFiltered && !scope.IsAnonymous)
            return null;
        if (scope is { IsAnonymous: true, Kind: not null })
            return context.Texts.Plain(SummaryTexts.TooFewAnonymous);
        var count = SummaryTable.CountResponses(context.Transaction.Connection, scope);
        return count is > 0 and < SummaryScope.SmallestGroup ? context.Texts.Plain(SummaryTexts.TooFew) : null;
    }

    private string Overview()
    {
        var connection = context.Transaction.Connection;
        var count = SummaryTable.CountResponses(connection, scope);
        var lines = new List<string>();
        if (scope.Kind is { } kind)
            lines.Add(Say(SummaryTexts.OnlyKind, ("kind", Answer.OfText(context.Texts.Plain(SummaryTexts.KindPrefix + kind)))));
        if (scope.Subject is { } subject)
        {
            AddAnswered(lines, count, Math.Max(count, EventSubjects.CountRegistered(connection, long.Parse(subject, CultureInfo.InvariantCulture))));
        }
        else if (!scope.Questionnaire.Parameters.IsEmpty)
        {
            lines.Add(Say(SummaryTexts.Answered, ("count", Answer.OfNumber(count))));
        }
        else
        {
            var coverage = AudienceTable.ReadCoverage(connection, scope.Questionnaire.Name, scope.Kind);
            AddAnswered(lines, coverage.Answered, coverage.People);
            lines.Add(Say(SummaryTexts.Begun, ("count", Answer.OfNumber(coverage.Begun))));
            lines.Add(Say(SummaryTexts.Covered, ("count", Answer.OfNumber(coverage.Covered)), ("total", Answer.OfNumber(coverage.Organizations))));
        }

        lines.Add("");
        lines.Add(Say(SummaryTexts.Recent, ("today", Answer.OfNumber(CountOn(0))), ("yesterday", Answer.OfNumber(CountOn(-1)))));
        if (scope.Questionnaire.Questionnaire?.Closes is { } closes)
            lines.Add(Say(context.Today > closes ? SummaryTexts.Closed : SummaryTexts.Closes, ("date", Answer.OfDate(closes))));
        return string.Join('\n', lines);
    }

    private void AddAnswered(List<string> lines, long count, long total) => lines.Add(Say(
        SummaryTexts.AnsweredOf,
        ("count", Answer.OfNumber(count)),
        ("total", Answer.OfNumber(total)),
        ("percent", Answer.OfNumber(Bar.Percent(count, total))),
        ("bar", Answer.OfText(Bar.Draw(count, total)))));

    private long CountOn(int days)
    {
        var day = context.Today.AddDays(days);
        return SummaryTable.CountSent(
            context.Transaction.Connection, scope, context.Clock.At(day, TimeOnly.MinValue), context.Clock.At(day.AddDays(1), TimeOnly.MinValue));
    }

    private string Deficits()
    {
        var connection = context.Transaction.Connection;
        var whole = SummaryTable.CountResponses(connection, scope);
        var rows = SummaryTable.CountDeficits(connection, scope);
        return rows.Count == 0
            ? context.Texts.Plain(SummaryTexts.NoDeficits)
            : string.Join('\n', rows.Take(MostDeficits).Select(row => _chart.Share(_deficits.GetValueOrDefault(row.Deficit, row.Deficit), row.People, whole)));
    }

    private (string Heading, string Body) Question(string id)
    {
        var ask = Find(id);
        return (
            Say(SummaryTexts.Question, ("number", Answer.OfNumber(_questions.IndexOf(ask) + 1)), ("total", Answer.OfNumber(_questions.Length))),
            string.Join('\n', [ask.Text.RenderPlain(static _ => null), "", .. _chart.Draw(ask)]));
    }

    private (string Heading, string Body) Words(string id, int offset)
    {
        var ask = Find(id);
        var texts = SummaryTable.ReadTexts(context.Transaction.Connection, scope, id, QuestionChart.TextsOf(ask.Question) ?? "", offset, TextsOnPage);
        return (
            Say(
                SummaryTexts.QuestionTexts,
                ("number", Answer.OfNumber(_questions.IndexOf(ask) + 1)),
                ("total", Answer.OfNumber(_questions.Length)),
                ("from", Answer.OfNumber(offset + 1)),
                ("to", Answer.OfNumber(offset + texts.Count)),
                ("count", Answer.OfNumber(CountTexts(id)))),
            string.Join('\n', [QuestionColumn.TitleOf(ask), "", .. texts.Select(text => Say(SummaryTexts.OneText, ("text", Answer.OfText(Excerpt.Of(text, LongestText)))))]));
    }

    private long CountTexts(string stop) => _questions.FirstOrDefault(ask => ask.Id == stop) is { } ask && QuestionChart.TextsOf(ask.Question) is { } option
        ? SummaryTable.CountTexts(context.Transaction.Connection, scope, stop, option)
        : 0;

    private AskNode Find(string id) => _questions.First(ask => ask.Id == id);

    private string Say(string key, params ReadOnlySpan<(string Name, Answer Value)> values) => context.Texts.Plain(key, values);
}
