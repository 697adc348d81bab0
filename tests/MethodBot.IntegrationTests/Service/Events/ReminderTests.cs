using MethodBot.IntegrationTests.Kit;
using MethodBot.Service.Events;

namespace MethodBot.IntegrationTests.Service.Events;

/// <summary>A day and an hour before, earlier where the quiet hours forbid it.</summary>
public sealed class ReminderTests : IDisposable
{
    private static readonly DateTimeOffset Thursday = EventTown.Thursday;

    private readonly EventTown _town = new();

    [Fact]
    public void They_come_a_day_and_an_hour_before_to_those_who_have_a_place()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var (teacher, waiting) = (_town.AddTeacher(), _town.AddTeacher());
        _town.Register(teacher, id);
        _town.Register(waiting, id);

        At(Thursday.AddDays(-1).AddMinutes(-1));
        Reminders(teacher).ShouldBeEmpty();
        At(Thursday.AddDays(-1));
        Reminders(teacher).ShouldHaveSingleItem().ShouldStartWith("Напоминаем: Оценивание");
        At(Thursday.AddHours(-1));
        Reminders(teacher).Count.ShouldBe(2);
        Reminders(teacher)[1].ShouldStartWith("Скоро начинаем: Оценивание");
        At(Thursday);
        Reminders(teacher).Count.ShouldBe(2);
        Reminders(waiting).ShouldBeEmpty();
    }

    [Fact]
    public void Who_moves_up_between_them_gets_the_second()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var (first, second) = (_town.AddTeacher(), _town.AddTeacher());
        _town.Register(first, id);
        _town.Register(second, id);
        At(Thursday.AddDays(-1));
        _town.Cancel(first, id);

        At(Thursday.AddHours(-1));

        Reminders(second).ShouldHaveSingleItem();
        Reminders(first).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_weekend_is_quiet_so_they_come_on_Friday_and_only_once_where_both_would()
    {
        // Sunday at 14:30: the hour before falls to Friday, 13:30, earlier than the day before.
        var sunday = new DateTimeOffset(2026, 12, 6, 11, 30, 0, TimeSpan.Zero);
        var id = _town.Add(_town.Seminar with { Sessions = [new SessionDraft(sunday)] });
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);

        At(sunday.AddDays(-2).AddMinutes(-1));
        Reminders(teacher).ShouldBeEmpty();
        At(sunday.AddDays(-2));
        At(sunday.AddMinutes(-1));
        Reminders(teacher).ShouldHaveSingleItem();
    }

    [Fact]
    public void Early_in_the_morning_the_second_comes_the_evening_before()
    {
        var early = new DateTimeOffset(2026, 12, 3, 5, 30, 0, TimeSpan.Zero);
        var id = _town.Add(_town.Seminar with { Sessions = [new SessionDraft(early)] });
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);

        // 8:30 in Moscow; an hour before is quiet, and quiet began at 20:00.
        At(new DateTimeOffset(2026, 12, 2, 15, 59, 0, TimeSpan.Zero));
        Reminders(teacher).Count.ShouldBe(1);
        At(new DateTimeOffset(2026, 12, 2, 16, 0, 0, TimeSpan.Zero));
        Reminders(teacher).Count.ShouldBe(2);
    }

    [Fact]
    public void A_moved_session_is_reminded_of_at_its_new_time_only()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);
        _town.Editing.Save(_town.Rig.Context, _town.Seminar with { Sessions = [new SessionDraft(Thursday.AddDays(1))] }, id);

        At(Thursday.AddDays(-1));
        Reminders(teacher).ShouldBeEmpty();
        At(Thursday);
        Reminders(teacher).ShouldHaveSingleItem().ShouldContain("4 декабря, 14:00");
    }

    [Fact]
    public void A_session_that_moves_away_and_back_is_reminded_of_as_if_it_had_stayed()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);
        _town.Editing.Save(_town.Rig.Context, _town.Seminar with { Sessions = [new SessionDraft(Thursday.AddDays(1))] }, id);
        _town.Editing.Save(_town.Rig.Context, _town.Seminar, id);

        At(Thursday.AddDays(-1));
        Reminders(teacher).Count.ShouldBe(1);
        At(Thursday.AddHours(-1));
        Reminders(teacher).Count.ShouldBe(2);
        At(Thursday.AddDays(1));
        _town.Told(teacher, "Как прошло: Оценивание?").ShouldHaveSingleItem();
    }

    [Fact]
    public void Where_only_the_end_moves_people_are_asked_when_it_is_over()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);
        _town.Editing.Save(_town.Rig.Context, _town.Seminar with { Sessions = [new SessionDraft(Thursday, Thursday.AddDays(3))] }, id);

        At(Thursday.AddDays(1));
        _town.Told(teacher, "Как прошло").ShouldBeEmpty();
        // It ended on a Sunday; in the morning after, a Monday.
        At(Thursday.AddDays(4));
        _town.Told(teacher, "Как прошло: Оценивание?").ShouldHaveSingleItem();
    }

    [Fact]
    public void Each_session_of_a_series_is_reminded_of_with_its_topic()
    {
        var id = _town.Add(_town.Seminar with { Kind = EventKinds.Series, Sessions = [new SessionDraft(Thursday, Topic: "План урока"), new SessionDraft(Thursday.AddDays(7), Topic: "Дисциплина")] });
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);

        At(Thursday.AddDays(-1));
        At(Thursday.AddHours(-1));
        Reminders(teacher).Count.ShouldBe(2);
        Reminders(teacher)[0].ShouldEndWith("План урока");
        At(Thursday.AddDays(6));
        Reminders(teacher)[2].ShouldEndWith("Дисциплина");
    }

    [Fact]
    public void After_a_stop_that_lasted_until_it_began_nothing_comes()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);

        At(Thursday.AddMinutes(1));

        Reminders(teacher).ShouldBeEmpty();
    }

    [Fact]
    public void After_a_stop_in_which_both_fell_due_one_comes()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);

        At(Thursday.AddMinutes(-30));

        Reminders(teacher).ShouldHaveSingleItem().ShouldStartWith("Скоро начинаем");
    }

    [Fact]
    public void The_morning_after_those_who_were_there_are_asked_how_it_was()
    {
        var id = _town.Add(_town.Seminar);
        var (there, absent) = (_town.AddTeacher(), _town.AddTeacher());
        _town.Register(there, id);
        _town.Register(absent, id);
        _town.Rig.Now = Thursday;
        _town.Do(_town.Organizer, "events.mark", id, ("registration", MethodBot.Dialogs.Answers.Answer.OfNumber(_town.Registration(there, id)))).Name.ShouldBe("ok");

        At(Thursday.AddDays(1));

        _town.Told(there, "Как прошло: Оценивание?").ShouldHaveSingleItem();
        _town.Told(absent, "Как прошло").ShouldBeEmpty();
    }

    [Fact]
    public void A_late_one_waits_for_the_morning()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);

        At(new DateTimeOffset(2026, 12, 2, 20, 0, 0, TimeSpan.Zero));
        Reminders(teacher).ShouldBeEmpty();
        At(new DateTimeOffset(2026, 12, 3, 5, 0, 0, TimeSpan.Zero));
        Reminders(teacher).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_cancelled_event_is_reminded_of_no_more()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);
        _town.Do(_town.Organizer, "events.call_off", id, ("reason", MethodBot.Dialogs.Answers.Answer.OfText("Болезнь ведущего"))).Name.ShouldBe("ok");

        At(Thursday.AddHours(-1));

        Reminders(teacher).ShouldBeEmpty();
        _town.Told(teacher, "Мероприятие отменено: Оценивание").ShouldHaveSingleItem().ShouldContain("Болезнь ведущего");
    }

    public void Dispose() => _town.Dispose();

    private void At(DateTimeOffset now)
    {
        _town.Rig.Now = now;
        _town.Rig.FireTimers();
    }

    private List<string> Reminders(RigPerson person) =>
        [.. _town.Rig.SentTo(person.Account).Where(text => text.StartsWith("Напоминаем", StringComparison.Ordinal) || text.StartsWith("Скоро начинаем", StringComparison.Ordinal))];
}
