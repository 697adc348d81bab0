using MethodBot.Dialogs.Answers;

namespace MethodBot.Conversations.Turns;

/// <summary>Dates and times of the service's town.</summary>
public sealed class ServiceClock(TimeZoneInfo zone)
{
    public TimeZoneInfo Zone => zone;

    public DateTimeOffset ToLocal(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone);

    public DateOnly DateOf(DateTimeOffset time) => DateOnly.FromDateTime(ToLocal(time).DateTime);

    /// <summary>An hour of a local day as an instant; an hour that the clocks skip counts from the day's own offset.</summary>
    public DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>«25 ноября, 14:00».</summary>
    public string Format(DateTimeOffset time, DateOnly today)
    {
        var local = ToLocal(time);
        return $"{RussianText.FormatDate(DateOnly.FromDateTime(local.DateTime), today)}, {local:HH\\:mm}";
    }
}
