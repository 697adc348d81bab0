using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MethodBot.Conversations.Turns;
using MethodBot.Service;

namespace MethodBot.Tests.Service;

public sealed class WorkingHoursTests
{
    // November 2026: the 2nd is a Monday, the 3rd a short day, the 4th (Wednesday) a holiday. The 1st to 8th of January are free, and the 9th
    // is a Saturday. In Berlin the clocks go forward on 29 March 2026, a Sunday, and back on 25 October, another.
    private static readonly WorkingHours Plain = Read("Mon-Fri 08:30-12:00,13:00-17:00");

    [Theory]
    [InlineData("2026-11-16 09:00", "2026-11-16 14:00")] // Four hours on a Monday, lunch between.
    [InlineData("2026-11-16 08:30", "2026-11-16 13:30")]
    [InlineData("2026-11-16 13:00", "2026-11-16 17:00")] // To the last minute of the day, not to the first of the next.
    [InlineData("2026-11-16 12:30", "2026-11-16 17:00")] // From within the lunch.
    [InlineData("2026-11-16 06:00", "2026-11-16 13:30")] // Before work begins.
    [InlineData("2026-11-16 19:00", "2026-11-17 13:30")] // After it is over.
    [InlineData("2026-11-16 16:00", "2026-11-17 11:30")] // Over a night.
    [InlineData("2026-11-20 16:00", "2026-11-23 11:30")] // Friday afternoon, over the weekend.
    [InlineData("2026-11-21 12:00", "2026-11-23 13:30")] // On a Saturday.
    [InlineData("2026-11-03 15:00", "2026-11-05 10:30")] // Two hours on Tuesday, the holiday, two on Thursday.
    [InlineData("2026-12-31 16:00", "2027-01-11 11:30")] // The holidays end on a Friday, and a weekend follows.
    public void Four_hours_of_work_are_over_at_this_minute(string from, string over) =>
        Plain.Add(At(from), TimeSpan.FromHours(4)).ShouldBe(At(over));

    [Theory]
    [InlineData("2026-11-16 11:00", "2026-11-16 14:00", "02:00")]
    [InlineData("2026-11-16 12:00", "2026-11-16 13:00", "00:00")]
    [InlineData("2026-11-20 16:30", "2026-11-23 09:00", "01:00")]
    [InlineData("2026-11-20 17:00", "2026-11-23 08:30", "00:00")]
    [InlineData("2026-11-23 09:00", "2026-11-20 16:30", "00:00")]
    public void Between_two_instants_so_much_was_worked(string from, string to, string worked) =>
        Plain.Between(At(from), At(to)).ShouldBe(TimeSpan.Parse(worked, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2026-11-16 08:29", false)]
    [InlineData("2026-11-16 08:30", true)]
    [InlineData("2026-11-16 11:59", true)]
    [InlineData("2026-11-16 12:00", false)]
    [InlineData("2026-11-16 16:59", true)]
    [InlineData("2026-11-16 17:00", false)]
    [InlineData("2026-11-21 10:00", false)]
    [InlineData("2026-11-04 10:00", false)]
    public void The_service_is_at_work(string time, bool atWork) => Plain.Contains(At(time)).ShouldBe(atWork);

    [Theory]
    [InlineData("2026-11-16 10:00", "2026-11-16 10:00")]
    [InlineData("2026-11-16 12:15", "2026-11-16 13:00")]
    [InlineData("2026-11-20 17:00", "2026-11-23 08:30")]
    [InlineData("2026-11-03 17:00", "2026-11-05 08:30")]
    public void Work_goes_on_at(string time, string next) => Plain.NextWorking(At(time)).ShouldBe(At(next));

    [Fact]
    public void Several_lines_give_days_hours_of_their_own()
    {
        var hours = Read("Mon-Thu 08:30-12:00,13:00-17:30", "Fri 08:30-12:00,13:00-16:00", "Sat 10:00-12:00");

        hours.Add(At("2026-11-20 15:00"), TimeSpan.FromHours(4)).ShouldBe(At("2026-11-23 09:30"));
        hours.Contains(At("2026-11-19 17:15")).ShouldBeTrue();
        hours.Contains(At("2026-11-20 16:15")).ShouldBeFalse();
    }

    [Fact]
    public void Two_lines_for_one_day_add_up_in_the_order_of_the_clock() =>
        Read("Mon-Fri 13:00-17:00", "Mon 08:30-12:00").Add(At("2026-11-16 08:30"), TimeSpan.FromHours(4)).ShouldBe(At("2026-11-16 13:30"));

    [Fact]
    public void A_date_has_hours_of_its_own_also_on_a_weekend_and_on_a_holiday()
    {
        var hours = Read("Mon-Fri 08:30-12:00,13:00-17:00", "2026-11-03 08:30-12:00,13:00-16:00", "2026-11-07 09:00-12:00", "2026-11-04 10:00-11:00");

        hours.Contains(At("2026-11-03 16:00")).ShouldBeFalse();
        hours.Contains(At("2026-11-07 09:00")).ShouldBeTrue();
        hours.Add(At("2026-11-03 15:00"), TimeSpan.FromHours(3)).ShouldBe(At("2026-11-05 09:30"));
    }

    [Fact]
    public void A_week_may_be_named_over_its_end() => Read("Sat-Mon 09:00-12:00").Contains(At("2026-11-22 09:00")).ShouldBeTrue();

    [Fact]
    public void Without_any_line_the_hours_are_the_usual_ones() =>
        Read().Add(At("2026-11-20 16:00"), TimeSpan.FromHours(4)).ShouldBe(At("2026-11-23 11:30"));

    [Theory]
    [InlineData("2026-03-28 12:00", "2026-03-29 05:00")] // 01:00 to 02:00, then the clocks show 03:00.
    [InlineData("2026-10-24 12:00", "2026-10-25 03:00")]
    public void Working_time_is_time_that_passes_when_the_clocks_move(string from, string over)
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var hours = WorkingHoursSettings.Read(["Sun 01:00-06:00"], [], new ServiceClock(berlin), [])!;

        var end = hours.Add(Local(from, berlin), TimeSpan.FromHours(3));

        TimeZoneInfo.ConvertTime(end, berlin).DateTime.ShouldBe(DateTime.Parse(over, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Spans_that_meet_in_an_hour_that_the_clocks_skip_are_not_counted_twice()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var hours = WorkingHoursSettings.Read(["Sun 01:00-02:30,02:30-06:00"], [], new ServiceClock(berlin), [])!;

        hours.Between(Local("2026-03-28 12:00", berlin), Local("2026-03-29 12:00", berlin)).ShouldBe(TimeSpan.FromHours(4));
    }

    [Theory]
    [InlineData("Mon-Fri", "has no days and hours")]
    [InlineData("", "has no days and hours")]
    [InlineData("Mon-Fri 22:00-06:00", "ends before it begins")]
    [InlineData("Mon-Fri 09:00-09:00", "ends before it begins")]
    [InlineData("Mon-Fri 9-18", "has \"9-18\" where hours should be")]
    [InlineData("Mon-Fri 08:30-12:00,", "has \"\" where hours should be")]
    [InlineData("Mon-Fri 08:30-12:00,11:00-17:00", "overlap on Mon")]
    [InlineData("Mon-Mo 08:30-12:00", "has \"Mon-Mo\" where days should be")]
    [InlineData("2026-13-01 08:30-12:00", "where days should be")]
    [InlineData("2026-11-03 08:30-12:00", "no day of the week")]
    public void A_fault_is_told_with_an_example(string line, string fault)
    {
        var faults = new List<string>();

        WorkingHoursSettings.Read([line], [], new ServiceClock(TimeZoneInfo.Utc), faults).ShouldBeNull();

        faults.ShouldHaveSingleItem().ShouldContain(fault);
    }

    [Fact]
    public void Every_faulty_line_is_told()
    {
        var faults = new List<string>();

        WorkingHoursSettings.Read(["Mon 22:00-06:00", "Tue 09:00-12:00", "Tue 11:00-13:00", "always"], [], new ServiceClock(TimeZoneInfo.Utc), faults).ShouldBeNull();

        faults.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("04:00", 240)]
    [InlineData("4:30", 270)]
    [InlineData("16:00", 960)]
    [InlineData("120:00", 7200)]
    [InlineData("0:00", null)]
    [InlineData("4", null)]
    [InlineData("4:60", null)]
    [InlineData("-4:00", null)]
    [InlineData("1000:00", null)]
    public void Working_time_is_written_in_hours_and_minutes(string text, int? minutes) =>
        WorkingHoursSettings.ReadDuration(text).ShouldBe(minutes is { } m ? TimeSpan.FromMinutes(m) : null);

    [Fact]
    public void What_is_added_is_what_lies_between() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNegativeInt>(),
        ArbMap.Default.ArbFor<NonNegativeInt>(),
        (after, minutes) =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
            var hours = WorkingHoursSettings.Read(
                ["Mon-Fri 08:30-12:00,13:00-17:00", "Sat-Sun 01:00-02:30,02:30-04:00", "2026-03-31 08:00-09:15"], ["2026-03-30", "2026-04-03"], new ServiceClock(zone), [])!;
            var from = new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero).AddMinutes(after.Get * 37);
            var working = TimeSpan.FromMinutes(minutes.Get * 11);
            var over = hours.Add(from, working);
            return hours.Between(from, over) == working && (working == TimeSpan.Zero || hours.Between(from, over.AddTicks(-1)) < working);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static WorkingHours Read(params string[] lines)
    {
        var faults = new List<string>();
        var hours = WorkingHoursSettings.Read(
            lines,
            ["2026-11-04", .. Enumerable.Range(1, 8).Select(day => $"2027-01-{day:D2}")],
            new ServiceClock(TimeZoneInfo.Utc),
            faults);
        faults.ShouldBeEmpty();
        return hours.ShouldNotBeNull();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTimeOffset Local(string text, TimeZoneInfo zone)
    {
        var local = DateTime.Parse(text, CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
