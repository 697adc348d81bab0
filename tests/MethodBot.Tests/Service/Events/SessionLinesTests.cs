using System.Globalization;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Events;

namespace MethodBot.Tests.Service.Events;

public sealed class SessionLinesTests
{
    private static readonly DateOnly Today = new(2026, 11, 16);
    private static readonly ServiceClock Clock = new(TimeZoneInfo.Utc);

    [Theory]
    [InlineData("25 ноября 14:00", "25.11.2026 14:00", null, null)]
    [InlineData("25 ноября, 14:00–16:00", "25.11.2026 14:00", "16:00", null)]
    [InlineData("25.11 14.00-16.30 План урока", "25.11.2026 14:00", "16:30", "План урока")]
    [InlineData("25 ноября 2027 года в 9:05 до 10:00", "25.11.2027 09:05", "10:00", null)]
    [InlineData("в пятницу с 15:30 · Дисциплина", "20.11.2026 15:30", null, "Дисциплина")]
    [InlineData("2 февраля 14:00 - 15:30, 4 класс", "02.02.2027 14:00", "15:30", "4 класс")]
    public void A_line_gives_a_session(string text, string starts, string? ends, string? topic)
    {
        var session = SessionLines.Parse(text, Clock, Today, out var fault).ShouldHaveSingleItem();

        fault.ShouldBeNull();
        session.Starts.ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture).ShouldBe(starts);
        session.Ends?.ToString("HH:mm", CultureInfo.InvariantCulture).ShouldBe(ends);
        session.Topic.ShouldBe(topic);
    }

    [Theory]
    [InlineData("25 ноября")]
    [InlineData("14:00")]
    [InlineData("31 ноября 14:00")]
    [InlineData("25 ноября 25:00")]
    [InlineData("25 ноября 14:00–25:00")]
    [InlineData("скоро")]
    public void What_is_no_date_with_a_time_is_named(string text)
    {
        SessionLines.Parse($"20 ноября 10:00\n{text}", Clock, Today, out var fault).ShouldBeEmpty();

        fault.ShouldBe(text);
    }

    [Fact]
    public void Sessions_come_in_the_order_of_time() =>
        SessionLines.Parse("9 декабря 14:00\n25 ноября 14:00", Clock, Today, out _).Select(session => session.Starts.Month).ShouldBe([11, 12]);
}
