using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service;

/// <summary>
/// Reads working hours as settings have them: <c>Mon-Fri 08:30-12:00,13:00-17:00</c>, a line for each kind of day; the days may be
/// listed (<c>Mon,Wed</c>), and a date (<c>2026-11-03 08:30-12:00,13:00-16:00</c>) has hours of its own, whatever day it is.
/// </summary>
public static class WorkingHoursSettings
{
    /// <summary>Hours where settings name none.</summary>
    public const string Default = "Mon-Fri 08:30-12:00,13:00-17:00";

    private const string Example = "Write for example " + Default + ".";
    private static readonly string[] DayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>Null when there were faults.</summary>
    /// <param name="holidays">As <c>2026-11-04</c>; what is no date is left out: it is a fault of another setting.</param>
    /// <param name="faults">Gets every fault, as an operator reads it.</param>
    public static WorkingHours? Read(IEnumerable<string> lines, IEnumerable<string> holidays, ServiceClock clock, ICollection<string> faults)
    {
        var week = new Dictionary<DayOfWeek, List<WorkingSpan>>();
        var dates = new Dictionary<DateOnly, List<WorkingSpan>>();
        var before = faults.Count;
        foreach (var line in lines.DefaultIfEmpty(Default))
        {
            if (ReadLine(line, week, dates) is { } fault)
                faults.Add($"Service:WorkingHours \"{line}\" {fault}");
        }

        if (faults.Count == before && week.Count == 0)
            faults.Add($"Service:WorkingHours names dates only, and no day of the week on which the service works. {Example}");
        return faults.Count > before ? null : new WorkingHours(InOrder(week), InOrder(dates), [.. Dates(holidays)], clock);
    }

    /// <summary>Reads working time as hours and minutes, <c>04:00</c>: above zero, below a thousand hours. Null when it is none.</summary>
    public static TimeSpan? ReadDuration(string text) =>
        text.Split(':') is [{ Length: >= 1 and <= 3 } hours, { Length: 2 } minutes]
        && int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var h)
        && int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m < 60 && h + m > 0
            ? new TimeSpan(h, m, 0)
            : null;

    private static string? ReadLine(string line, Dictionary<DayOfWeek, List<WorkingSpan>> week, Dictionary<DateOnly, List<WorkingSpan>> dates)
    {
        var parts = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 2)
            return $"has no days and hours. {Example}";
        var spans = new List<WorkingSpan>();
        foreach (var text in parts[1].Split(',', StringSplitOptions.TrimEntries))
        {
            if (ReadSpan(text) is not { } span)
                return $"has \"{text}\" where hours should be. {Example}";
            if (span.To <= span.From)
                return $"has \"{text}\", which ends before it begins. A shift over midnight is not supported: write hours of one day.";
            spans.Add(span);
        }

        if (DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return AddTo(dates, [date], spans);
        return ReadDays(parts[0]) is { } days
            ? AddTo(week, days, spans)
            : $"has \"{parts[0]}\" where days should be. {Example} Days are {string.Join(", ", DayNames[1..])}, {DayNames[0]}, or a date as 2026-11-03.";
    }

    private static string? AddTo<T>(Dictionary<T, List<WorkingSpan>> days, IEnumerable<T> keys, List<WorkingSpan> spans)
        where T : notnull
    {
        foreach (var key in keys)
        {
            if (!days.TryGetValue(key, out var known))
                days[key] = known = [];
            foreach (var span in spans)
            {
                if (known.Any(other => span.From < other.To && other.From < span.To))
                    return $"has hours that overlap on {(key is DayOfWeek day ? DayNames[(int)day] : FormattableString.Invariant($"{key:yyyy-MM-dd}"))}. Write every hour once.";
                known.Add(span);
            }
        }

        return null;
    }

    private static WorkingSpan? ReadSpan(string text) =>
        text.Split('-', StringSplitOptions.TrimEntries) is [var from, var to] && ReadTime(from) is { } begin && ReadTime(to) is { } end
            ? new WorkingSpan(begin, end)
            : null;

    private static TimeOnly? ReadTime(string text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static List<DayOfWeek>? ReadDays(string text)
    {
        var days = new List<DayOfWeek>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries).Select(ReadDay).ToList();
            if (ends.Count > 2 || ends.Contains(null))
                return null;
            // From Saturday to Monday goes over Sunday.
            for (var day = ends[0]!.Value; ; day = (DayOfWeek)(((int)day + 1) % 7))
            {
                days.Add(day);
                if (day == ends[^1])
                    break;
            }
        }

        return days;
    }

    private static DayOfWeek? ReadDay(string text) =>
        Array.FindIndex(DayNames, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is var index and >= 0 ? (DayOfWeek)index : null;

    private static ImmutableDictionary<T, ImmutableArray<WorkingSpan>> InOrder<T>(Dictionary<T, List<WorkingSpan>> days)
        where T : notnull =>
        days.ToImmutableDictionary(day => day.Key, day => day.Value.OrderBy(span => span.From).ToImmutableArray());

    private static IEnumerable<DateOnly> Dates(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                yield return date;
        }
    }
}
