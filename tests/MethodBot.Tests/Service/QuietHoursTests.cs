using System.Globalization;
using MethodBot.Conversations.Turns;
using MethodBot.Service;

namespace MethodBot.Tests.Service;

public sealed class QuietHoursTests
{
    private static readonly ServiceClock Clock = new(TimeZoneInfo.CreateCustomTimeZone("town", TimeSpan.FromHours(5), "town", "town"));

    [Theory]
    [InlineData("2026-10-15T20:00", true)]
    [InlineData("2026-10-15T19:59", false)]
    [InlineData("2026-10-15T23:59", true)]
    [InlineData("2026-10-16T00:00", true)]
    [InlineData("2026-10-16T07:59", true)]
    [InlineData("2026-10-16T08:00", false)]
    public void The_night_is_quiet_by_the_clock_of_the_town(string local, bool quiet) =>
        QuietHours.Parse("20:00-08:00", Clock)!.Contains(At(local)).ShouldBe(quiet);

    [Theory]
    [InlineData("2026-10-15T13:00", true)]
    [InlineData("2026-10-15T14:00", false)]
    [InlineData("2026-10-15T12:59", false)]
    public void Hours_within_a_day_are_quiet_too(string local, bool quiet) =>
        QuietHours.Parse(" 13:00 - 14:00 ", Clock)!.Contains(At(local)).ShouldBe(quiet);

    [Fact]
    public void Hours_that_end_where_they_begin_are_none() => QuietHours.Parse("08:00-08:00", Clock)!.Contains(At("2026-10-15T08:00")).ShouldBeFalse();

    [Theory]
    [InlineData("2026-10-15T22:30", "2026-10-15T19:00")]
    [InlineData("2026-10-16T03:00", "2026-10-15T19:00")]
    [InlineData("2026-10-16T08:00", "2026-10-16T08:00")]
    [InlineData("2026-10-15T12:00", "2026-10-15T12:00")]
    public void What_would_fall_into_the_night_comes_before_it(string local, string expected) =>
        QuietHours.Parse("20:00-08:00", Clock)!.NotWithin(At(local)).ShouldBe(At(expected));

    [Theory]
    [InlineData("")]
    [InlineData("20:00")]
    [InlineData("20-8")]
    [InlineData("25:00-08:00")]
    [InlineData("20:00-08:00-09:00")]
    [InlineData("ночью")]
    public void What_is_no_pair_of_hours_is_refused(string text) => QuietHours.Parse(text, Clock).ShouldBeNull();

    private static DateTimeOffset At(string local) =>
        new(DateTime.ParseExact(local, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(5));
}
