using System.Collections.Immutable;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service;

/// <summary>
/// When the service works: what is promised in working time is counted here. Working time is time that passes between two instants,
/// so an hour that the clocks skip is not worked and one that they repeat is.
/// </summary>
public sealed class WorkingHours
{
    private readonly ImmutableDictionary<DayOfWeek, ImmutableArray<WorkingSpan>> _week;
    private readonly ImmutableDictionary<DateOnly, ImmutableArray<WorkingSpan>> _dates;
    private readonly ImmutableHashSet<DateOnly> _holidays;
    private readonly ServiceClock _clock;

    /// <param name="week">Hours of the days of the week; a day that is absent is free. One at least must not be.</param>
    /// <param name="dates">Days that differ from their week: a short day, a working Saturday. They stand above holidays.</param>
    /// <param name="holidays">Days without work.</param>
    public WorkingHours(
        ImmutableDictionary<DayOfWeek, ImmutableArray<WorkingSpan>> week,
        ImmutableDictionary<DateOnly, ImmutableArray<WorkingSpan>> dates,
        ImmutableHashSet<DateOnly> holidays,
        ServiceClock clock)
    {
        if (week.Values.All(spans => spans.IsEmpty))
            throw new ArgumentException("a week without a working hour never ends", nameof(week));
        (_week, _dates, _holidays, _clock) = (week, dates, holidays, clock);
    }

    /// <summary>The service is at work; the last instant of a span is not.</summary>
    public bool Contains(DateTimeOffset time) => Spans(DateOf(time)).Any(span => span.From <= time && time < span.To);

    /// <summary>The service works on this day, if only for an hour.</summary>
    public bool WorksOn(DateOnly date) => Spans(date).Any();

    /// <summary>The same instant while the service works, else the one at which work begins again.</summary>
    public DateTimeOffset NextWorking(DateTimeOffset time)
    {
        foreach (var span in SpansFrom(time))
        {
            if (time < span.To)
                return span.From > time ? span.From : time;
        }

        throw new InvalidOperationException("the calendar has no day left");
    }

    /// <summary>The first instant by which so much working time has passed.</summary>
    /// <param name="working">Not negative; with zero, the same instant.</param>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan working)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(working, TimeSpan.Zero);
        var left = working;
        if (left == TimeSpan.Zero)
            return from;
        foreach (var span in SpansFrom(from))
        {
            var begin = span.From > from ? span.From : from;
            if (begin >= span.To)
                continue;
            if (left <= span.To - begin)
                return begin + left;
            left -= span.To - begin;
        }

        throw new InvalidOperationException("the calendar has no day left");
    }

    /// <summary>Working time from one instant to another; none when the other is earlier.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        if (to <= from)
            return sum;
        foreach (var span in SpansFrom(from))
        {
            if (span.From >= to)
                break;
            var begin = span.From > from ? span.From : from;
            var end = span.To < to ? span.To : to;
            if (end > begin)
                sum += end - begin;
        }

        return sum;
    }

    private DateOnly DateOf(DateTimeOffset time) => _clock.DateOf(time);

    private IEnumerable<Span> SpansFrom(DateTimeOffset time)
    {
        for (var date = DateOf(time); date < DateOnly.MaxValue; date = date.AddDays(1))
        {
            foreach (var span in Spans(date))
                yield return span;
        }
    }

    private IEnumerable<Span> Spans(DateOnly date)
    {
        var hours = _dates.TryGetValue(date, out var own) ? own
            : _holidays.Contains(date) ? []
            : _week.GetValueOrDefault(date.DayOfWeek, []);
        var end = DateTimeOffset.MinValue;
        foreach (var hour in hours)
        {
            // An hour that the clocks skip is read as a later one, which may be past the beginning of the next span.
            var from = _clock.At(date, hour.From);
            from = from > end ? from : end;
            end = _clock.At(date, hour.To);
            if (end > from)
                yield return new Span(from, end);
        }
    }

    private readonly record struct Span(DateTimeOffset From, DateTimeOffset To);
}

/// <param name="From">First minute at work, by the town's clock.</param>
/// <param name="To">First minute not at work any more; later than <paramref name="From"/>.</param>
public readonly record struct WorkingSpan(TimeOnly From, TimeOnly To);
