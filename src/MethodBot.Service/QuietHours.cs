using System.Globalization;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service;

/// <summary>Hours of the day in which the service sends nothing unsolicited.</summary>
public sealed class QuietHours(TimeOnly from, TimeOnly to, ServiceClock clock)
{
    /// <summary>Reads <c>20:00-08:00</c>; null when it is no such text.</summary>
    public static QuietHours? Parse(string text, ServiceClock clock)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        return parts.Length == 2
            && TimeOnly.TryParseExact(parts[0], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && TimeOnly.TryParseExact(parts[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            ? new QuietHours(from, to, clock)
            : null;
    }

    public bool Contains(DateTimeOffset time)
    {
        var local = TimeOnly.FromDateTime(clock.ToLocal(time).DateTime);
        return from <= to ? local >= from && local < to : local >= from || local < to;
    }

    /// <summary>The same moment, or the hour before the quiet began: a reminder that would fall into it comes earlier.</summary>
    public DateTimeOffset NotWithin(DateTimeOffset time)
    {
        if (!Contains(time))
            return time;
        var local = clock.ToLocal(time);
        var date = DateOnly.FromDateTime(local.DateTime);
        if (from > to && TimeOnly.FromDateTime(local.DateTime) < to)
            date = date.AddDays(-1);
        return clock.At(date, from).AddHours(-1);
    }
}
