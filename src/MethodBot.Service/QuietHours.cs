using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service;

/// <summary>
/// Hours of the day, weekends and holidays in which the service sends nothing unsolicited. A Saturday or a holiday on which the service
/// works is a day like others.
/// </summary>
public sealed class QuietHours
{
    /// <summary>Longer than any row of days off; settings that leave no loud day must not loop.</summary>
    private const int MaxDays = 60;

    private readonly TimeOnly _from;
    private readonly TimeOnly _to;
    private readonly ImmutableHashSet<DateOnly> _holidays;
    private readonly WorkingHours? _work;
    private readonly ServiceClock _clock;

    private QuietHours(TimeOnly from, TimeOnly to, ImmutableHashSet<DateOnly> holidays, WorkingHours? work, ServiceClock clock) =>
        (_from, _to, _holidays, _work, _clock) = (from, to, holidays, work, clock);

    /// <summary>As settings have them; null when <see cref="ServiceOptions.QuietHours"/> is no pair of hours as <c>20:00-08:00</c>.</summary>
    public static QuietHours? Read(ServiceOptions options, ServiceClock clock)
    {
        var parts = options.QuietHours.Split('-', StringSplitOptions.TrimEntries);
        return parts.Length == 2
            && TimeOnly.TryParseExact(parts[0], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && TimeOnly.TryParseExact(parts[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            // What is wrong with the working hours is told where they are read.
            ? new QuietHours(from, to, [.. Dates(options.Holidays)], WorkingHoursSettings.Read(options.WorkingHours, options.Holidays, clock, []), clock)
            : null;
    }

    public bool Contains(DateTimeOffset time)
    {
        var local = _clock.ToLocal(time).DateTime;
        return IsDayOff(DateOnly.FromDateTime(local)) || IsQuiet(TimeOnly.FromDateTime(local));
    }

    /// <summary>
    /// The same moment, or an earlier one: the hour before the quiet began, on the last working day. A reminder that would fall into
    /// the quiet comes earlier.
    /// </summary>
    public DateTimeOffset NotWithin(DateTimeOffset time)
    {
        var local = _clock.ToLocal(time).DateTime;
        var (date, hour) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (!IsDayOff(date) && !IsQuiet(hour))
            return time;
        if (IsQuiet(hour))
        {
            if (_from > _to && hour < _to)
                date = date.AddDays(-1);
            hour = _from.AddHours(-1);
        }

        for (var i = 0; i < MaxDays && IsDayOff(date); i++)
            date = date.AddDays(-1);
        return _clock.At(date, hour);
    }

    /// <summary>The same moment, or the first one after the quiet: for what is late already.</summary>
    public DateTimeOffset After(DateTimeOffset time)
    {
        var local = _clock.ToLocal(time).DateTime;
        var (date, hour) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (!IsDayOff(date) && !IsQuiet(hour))
            return time;
        if (IsQuiet(hour))
        {
            if (_from > _to && hour >= _from)
                date = date.AddDays(1);
            hour = _to;
        }

        for (var i = 0; i < MaxDays && IsDayOff(date); i++)
            (date, hour) = (date.AddDays(1), _to);
        return _clock.At(date, hour);
    }

    private static IEnumerable<DateOnly> Dates(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                yield return date;
        }
    }

    private bool IsQuiet(TimeOnly hour) => _from <= _to ? hour >= _from && hour < _to : hour >= _from || hour < _to;

    private bool IsDayOff(DateOnly date) =>
        (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || _holidays.Contains(date)) && _work?.WorksOn(date) != true;
}
