using MethodBot.Conversations.Turns;
using MethodBot.Service;

namespace MethodBot.Tests.Service;

public sealed class QuietHoursTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("town", TimeSpan.FromHours(7), "town", "town");
    private static readonly QuietHours Quiet = QuietHours.Parse("20:00-08:00", ["2026-11-04"], new ServiceClock(Zone))!;

    [Theory]
    [InlineData("2026-11-17 14:00", "2026-11-17 14:00", "a working hour")]
    [InlineData("2026-11-17 06:30", "2026-11-16 19:00", "the morning")]
    [InlineData("2026-11-17 21:00", "2026-11-17 19:00", "the evening")]
    [InlineData("2026-11-22 14:00", "2026-11-20 14:00", "a Sunday")]
    [InlineData("2026-11-23 06:30", "2026-11-20 19:00", "a Monday's morning")]
    [InlineData("2026-11-04 10:00", "2026-11-03 10:00", "a holiday")]
    public void A_reminder_that_would_fall_into_the_quiet_comes_earlier(string time, string expected, string because) =>
        Quiet.NotWithin(Local(time)).ShouldBe(Local(expected), because);

    [Theory]
    [InlineData("2026-11-17 14:00", "2026-11-17 14:00", "a working hour")]
    [InlineData("2026-11-17 06:30", "2026-11-17 08:00", "the morning")]
    [InlineData("2026-11-20 23:00", "2026-11-23 08:00", "a Friday's night")]
    [InlineData("2026-11-03 20:00", "2026-11-05 08:00", "before a holiday")]
    public void What_is_late_waits_until_the_quiet_is_over(string time, string expected, string because) =>
        Quiet.After(Local(time)).ShouldBe(Local(expected), because);

    private static DateTimeOffset Local(string text) =>
        new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), Zone.BaseUtcOffset);
}
