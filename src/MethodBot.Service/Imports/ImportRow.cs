using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.Imports.Tables;

namespace MethodBot.Service.Imports;

/// <summary>
/// A row of a file, read column by column; what cannot be read becomes a fault of the row. In every column an empty cell says nothing
/// (what the service knows stays), and a lone dash says that there is none.
/// </summary>
public sealed partial class ImportRow(SourceRow row, ColumnMap columns, DateOnly today)
{
    private readonly ImmutableArray<string>.Builder _faults = ImmutableArray.CreateBuilder<string>();

    public int Number => row.Number;

    /// <summary>Of the town.</summary>
    public DateOnly Today => today;

    public ImmutableArray<string> Faults => _faults.ToImmutable();

    public void Fail(string reason) => _faults.Add(reason);

    /// <summary>The cell holds a lone dash.</summary>
    public bool Clears(ImportColumn column) => columns.Read(row, column) is "-" or "–" or "—";

    /// <summary>One line of text; null when the cell says nothing or holds a dash.</summary>
    /// <param name="limit">Longest text, in characters.</param>
    public string? Text(ImportColumn column, int limit = 200) => Lines(column, limit)?.Replace('\n', ' ');

    /// <summary>Text that may have several lines.</summary>
    /// <inheritdoc cref="Text"/>
    public string? Lines(ImportColumn column, int limit)
    {
        var text = columns.Read(row, column);
        if (text.Length == 0 || Clears(column))
            return null;
        if (FormulaError().IsMatch(text))
            return Refuse(ImportMessages.FormulaError(columns.HeadingOf(column), text));
        return text.Length > limit ? Refuse(ImportMessages.TooLong(columns.HeadingOf(column), text.Length, limit)) : text;
    }

    /// <summary>Like <see cref="Text"/>, and an empty cell is a fault.</summary>
    public string? Required(ImportColumn column, int limit = 200)
    {
        var before = _faults.Count;
        var text = Text(column, limit);
        return text ?? (_faults.Count > before ? null : Refuse(ImportMessages.EmptyCell(columns.HeadingOf(column))));
    }

    /// <summary>Values parted by semicolons or lines, or by commas where there is no semicolon; each once.</summary>
    /// <param name="byCommas">False where values have commas of their own.</param>
    public ImmutableArray<string> List(ImportColumn column, bool byCommas = true)
    {
        if (Lines(column, 2000) is not { } text)
            return [];
        return
        [
            .. text.Split(text.Contains(';', StringComparison.Ordinal) || !byCommas ? [';', '\n'] : [',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>What <see cref="List"/> reads as these values again.</summary>
    public static string Join(IReadOnlyList<string> values) =>
        values is [var single] && single.Contains(',', StringComparison.Ordinal) ? single + ";" : string.Join("; ", values);

    /// <summary>One of some words; null when the cell says nothing, or something else, which is a fault.</summary>
    public T? OneOf<T>(ImportColumn column, WordChoice<T> choice)
        where T : struct => Text(column) is { } text ? Choose(column, text, choice) : null;

    /// <summary>What one word of a cell means; null for a word that is unknown, which is a fault.</summary>
    public T? Choose<T>(ImportColumn column, string text, WordChoice<T> choice)
        where T : struct
    {
        if (choice.Find(text) is { } value)
            return value;
        Refuse(ImportMessages.UnknownWord(columns.HeadingOf(column), text, choice.Names));
        return null;
    }

    /// <summary>Yes or no; a dash is a no.</summary>
    public bool? Flag(ImportColumn column) => Clears(column) ? false : OneOf(column, ImportWords.YesNo);

    /// <summary>A whole number within bounds.</summary>
    public int? Whole(ImportColumn column, int least, int most)
    {
        if (Text(column) is not { } text)
            return null;
        if (int.TryParse(text.Replace(" ", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Refuse(ImportMessages.NoNumber(columns.HeadingOf(column), text, least, most));
        return null;
    }

    /// <summary>A day, as people and spreadsheets write it.</summary>
    public DateOnly? Date(ImportColumn column)
    {
        if (Text(column) is not { } text)
            return null;
        if (DateText.Parse(WithoutMidnight().Replace(text, ""), today) is { } date)
            return date;
        Refuse(ImportMessages.NoDate(columns.HeadingOf(column), text));
        return null;
    }

    /// <summary>A time of day.</summary>
    public TimeOnly? Time(ImportColumn column)
    {
        return Text(column) is { } text ? TimeOf(column, text) : null;
    }

    /// <summary>A time of day that stands in a cell beside something else.</summary>
    public TimeOnly? TimeOf(ImportColumn column, string text)
    {
        if (ParseTime(text) is { } time)
            return time;
        Refuse(ImportMessages.NoTime(columns.HeadingOf(column), text));
        return null;
    }

    /// <summary>A day, and the time of day where the same cell says it: «25.11.2026 14:30».</summary>
    public (DateOnly Date, TimeOnly? Time)? Moment(ImportColumn column)
    {
        if (Text(column) is not { } text)
            return null;
        if (DayAndTime().Match(text) is { Success: true } parts && DateText.Parse(parts.Groups["day"].Value, today) is { } day
            && ParseTime(parts.Groups["time"].Value) is { } time)
        {
            return (day, WithoutMidnight().IsMatch(text) ? null : time);
        }

        return Date(column) is { } date ? (date, null) : null;
    }

    private static TimeOnly? ParseTime(string text) => TimeText.Parse(Seconds().Replace(text, "${time}"));

    private string? Refuse(string reason)
    {
        Fail(reason);
        return null;
    }

    [GeneratedRegex(@"^#(?:Н/Д|ЗНАЧ!|ССЫЛКА!|ИМЯ\?|ДЕЛ/0!|ЧИСЛО!|ПУСТО!|N/A|VALUE!|REF!|NAME\?|DIV/0!|NUM!|NULL!)$")]
    private static partial Regex FormulaError();

    // What other programs write for a day.
    [GeneratedRegex(@"[ T]0?0:00(:00(\.0+)?)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithoutMidnight();

    [GeneratedRegex(@"^(?<day>.*\d.*?)(,? (в )?|T)(?<time>\d{1,2}[:.]\d\d(:\d\d)?)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayAndTime();

    [GeneratedRegex(@"^(?<time>\d{1,2}:\d\d):\d\d$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Seconds();
}
