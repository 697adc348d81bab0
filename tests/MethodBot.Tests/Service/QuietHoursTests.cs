using MethodBot.Conversations.Turns;
using MethodBot.Service;

namespace MethodBot.Tests.Service;

public sealed class QuietHoursTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("town", TimeSpan.FromHours(7), "town", "town");
    private static readonly ServiceClock Clock = new(Zone);
    private static readonly QuietHours Quiet = QuietHours.Read(new ServiceOptions { Holidays = ["2026-11-04"] }, Clock)!;

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

    [Fact]
    public void A_Saturday_or_a_holiday_on_which_the_service_works_is_not_quiet()
    {
        var quiet = QuietHours.Read(
            new ServiceOptions { Holidays = ["2026-11-04"], WorkingHours = ["Mon-Fri 09:00-17:00", "2026-11-21 09:00-13:00", "2026-11-04 09:00-13:00"] }, Clock)!;

        quiet.After(Local("2026-11-21 10:00")).ShouldBe(Local("2026-11-21 10:00"));
        quiet.NotWithin(Local("2026-11-22 10:00")).ShouldBe(Local("2026-11-21 10:00"), "the Sunday after it");
        quiet.Contains(Local("2026-11-04 10:00")).ShouldBeFalse();
        quiet.Contains(Local("2026-11-04 21:00")).ShouldBeTrue("its evening is quiet like any other");
    }

    [Fact]
    public void The_same_hour_twice_is_no_quiet_hour() =>
        QuietHours.Read(new ServiceOptions { QuietHours = "00:00-00:00" }, Clock)!.Contains(Local("2026-11-17 00:00")).ShouldBeFalse();

    private static DateTimeOffset Local(string text) =>
        new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), Zone.BaseUtcOffset);
}
