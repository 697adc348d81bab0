using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service;

/// <summary>Hours of the day, weekends and holidays in which the service sends nothing unsolicited.</summary>
public sealed class QuietHours(TimeOnly from, TimeOnly to, ImmutableHashSet<DateOnly> holidays, ServiceClock clock)
{
    /// <summary>Longer than any row of days off; settings that leave no loud day must not loop.</summary>
    private const int MaxDays = 60;

    /// <summary>Reads <c>20:00-08:00</c>; null when it is no such text.</summary>
    /// <param name="holidays">As <c>2026-11-04</c>; what is no date is left out.</param>
    public static QuietHours? Parse(string text, IEnumerable<string> holidays, ServiceClock clock)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        return parts.Length == 2
            && TimeOnly.TryParseExact(parts[0], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && TimeOnly.TryParseExact(parts[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            ? new QuietHours(from, to, [.. Dates(holidays)], clock)
            : null;
    }

    public bool Contains(DateTimeOffset time)
    {
        var local = clock.ToLocal(time).DateTime;
        return IsDayOff(DateOnly.FromDateTime(local)) || IsQuiet(TimeOnly.FromDateTime(local));
    }

    /// <summary>
    /// The same moment, or an earlier one: the hour before the quiet began, on the last working day. A reminder that would fall into
    /// the quiet comes earlier.
    /// </summary>
    public DateTimeOffset NotWithin(DateTimeOffset time)
    {
        var local = clock.ToLocal(time).DateTime;
        var (date, hour) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (!IsDayOff(date) && !IsQuiet(hour))
            return time;
        if (IsQuiet(hour))
        {
            if (from > to && hour < to)
                date = date.AddDays(-1);
            hour = from.AddHours(-1);
        }

        for (var i = 0; i < MaxDays && IsDayOff(date); i++)
            date = date.AddDays(-1);
        return clock.At(date, hour);
    }

    /// <summary>The same moment, or the first one after the quiet: for what is late already.</summary>
    public DateTimeOffset After(DateTimeOffset time)
    {
        var local = clock.ToLocal(time).DateTime;
        var (date, hour) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (!IsDayOff(date) && !IsQuiet(hour))
            return time;
        if (IsQuiet(hour))
        {
            if (from > to && hour >= from)
                date = date.AddDays(1);
            hour = to;
        }

        for (var i = 0; i < MaxDays && IsDayOff(date); i++)
            (date, hour) = (date.AddDays(1), to);
        return clock.At(date, hour);
    }

    private static IEnumerable<DateOnly> Dates(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                yield return date;
        }
    }

    private bool IsQuiet(TimeOnly hour) => from <= to ? hour >= from && hour < to : hour >= from || hour < to;

    private bool IsDayOff(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || holidays.Contains(date);
}
