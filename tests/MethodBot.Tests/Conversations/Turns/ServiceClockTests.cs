using MethodBot.Conversations.Turns;

namespace MethodBot.Tests.Conversations.Turns;

public sealed class ServiceClockTests
{
    private static readonly ServiceClock Clock = new(TimeZoneInfo.CreateCustomTimeZone("town", TimeSpan.FromHours(5), "town", "town"));

    [Fact]
    public void The_day_is_that_of_the_town() =>
        Clock.DateOf(new DateTimeOffset(2026, 10, 15, 20, 0, 0, TimeSpan.Zero)).ShouldBe(new DateOnly(2026, 10, 16));

    [Fact]
    public void An_hour_of_a_day_is_the_same_instant_back_and_forth()
    {
        var time = Clock.At(new DateOnly(2026, 10, 15), new TimeOnly(3, 30));

        time.ShouldBe(new DateTimeOffset(2026, 10, 14, 22, 30, 0, TimeSpan.Zero));
        Clock.ToLocal(time).ToString("yyyy-MM-dd HH:mm").ShouldBe("2026-10-15 03:30");
    }

    [Fact]
    public void A_time_reads_with_its_year_only_where_it_is_another()
    {
        var time = new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);

        Clock.Format(time, new DateOnly(2026, 1, 1)).ShouldBe("25 ноября, 14:00");
        Clock.Format(time, new DateOnly(2025, 1, 1)).ShouldBe("25 ноября 2026 года, 14:00");
    }
}
