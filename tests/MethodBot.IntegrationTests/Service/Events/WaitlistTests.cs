using MethodBot.Dialogs.Answers;
using MethodBot.Service.Events;

namespace MethodBot.IntegrationTests.Service.Events;

public sealed class WaitlistTests : IDisposable
{
    private readonly EventTown _town = new();

    [Fact]
    public void Who_comes_too_late_learns_their_number_and_moves_up_when_somebody_cancels()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var (first, second, third) = (_town.AddTeacher(), _town.AddTeacher(), _town.AddTeacher());
        _town.Register(first, id).Name.ShouldBe("ok");
        _town.Register(second, id).Results["number"].Number.ShouldBe(1);
        _town.Register(third, id).Results["number"].Number.ShouldBe(2);

        _town.Cancel(first, id);

        _town.Told(second, "Место освободилось, и оно Ваше: Оценивание").ShouldHaveSingleItem().ShouldContain("3 декабря, 14:00–16:00, Школа № 3");
        _town.Told(third, "Место освободилось").ShouldBeEmpty();
        _town.Do(third, "events.card", id).Results["about"].Text!.ShouldContain("Ваш номер в листе ожидания: 1");
    }

    [Fact]
    public void A_place_that_is_given_back_by_the_button_goes_to_the_next_and_only_once()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var (first, second, third) = (_town.AddTeacher(), _town.AddTeacher(), _town.AddTeacher());
        foreach (var teacher in new[] { first, second, third })
            _town.Register(teacher, id);
        _town.Cancel(first, id);
        var registration = $"{_town.Registration(second, id)}";

        _town.Rig.Press(second.Account, "events", "decline", registration);
        _town.Rig.Press(second.Account, "events", "decline", registration);

        _town.HasPlace(third, id).ShouldBeTrue();
        _town.Told(third, "Место освободилось").ShouldHaveSingleItem();
        _town.Told(second, "Запись отменена").ShouldHaveSingleItem();
    }

    [Fact]
    public void Nobody_gives_back_the_place_of_another()
    {
        var id = _town.Add(_town.Seminar);
        var (owner, other) = (_town.AddTeacher(), _town.AddTeacher());
        _town.Register(owner, id);

        _town.Rig.Press(other.Account, "events", "decline", $"{_town.Registration(owner, id)}");

        _town.HasPlace(owner, id).ShouldBeTrue();
    }

    [Fact]
    public void More_places_let_those_in_who_wait_and_fewer_throw_nobody_out()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var teachers = Enumerable.Range(0, 4).Select(_ => _town.AddTeacher()).ToList();
        teachers.ForEach(teacher => _town.Register(teacher, id));

        _town.Editing.Save(_town.Rig.Context, _town.Seminar with { Places = 3 }, id);
        _town.Editing.Save(_town.Rig.Context, _town.Seminar with { Places = 2 }, id);

        teachers.Select(teacher => _town.HasPlace(teacher, id)).ShouldBe([true, true, true, false]);
    }

    [Fact]
    public void A_place_that_falls_free_in_the_quiet_hours_is_given_at_once_and_told_in_the_morning()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var (first, second) = (_town.AddTeacher(), _town.AddTeacher());
        _town.Register(first, id);
        _town.Register(second, id);
        _town.Rig.Now = new DateTimeOffset(2026, 11, 25, 19, 0, 0, TimeSpan.Zero);

        _town.Cancel(first, id);

        _town.HasPlace(second, id).ShouldBeTrue();
        _town.Told(second, "Место освободилось").ShouldBeEmpty();
        _town.Rig.Now = new DateTimeOffset(2026, 11, 26, 5, 0, 0, TimeSpan.Zero);
        _town.Rig.FireTimers();
        _town.Told(second, "Место освободилось").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_place_for_what_begins_before_the_quiet_is_over_is_told_at_once()
    {
        var saturday = new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);
        var id = _town.Add(_town.Seminar with { Places = 1, Sessions = [new SessionDraft(saturday)] });
        var (first, second) = (_town.AddTeacher(), _town.AddTeacher());
        _town.Register(first, id);
        _town.Register(second, id);
        _town.Rig.Now = saturday.AddHours(-14);

        _town.Cancel(first, id);

        _town.Told(second, "Место освободилось").ShouldHaveSingleItem();
    }

    [Fact]
    public void What_waits_to_be_told_of_a_registration_is_void_when_it_is_cancelled()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var (first, second) = (_town.AddTeacher(), _town.AddTeacher());
        _town.Register(first, id);
        _town.Register(second, id);
        _town.Rig.Now = new DateTimeOffset(2026, 11, 25, 19, 0, 0, TimeSpan.Zero);
        _town.Cancel(first, id);

        _town.Cancel(second, id);

        _town.Rig.Now = new DateTimeOffset(2026, 11, 26, 5, 0, 0, TimeSpan.Zero);
        _town.Rig.FireTimers();
        _town.Told(second, "Место освободилось").ShouldBeEmpty();
    }

    [Fact]
    public void Who_signs_up_again_stands_at_the_end()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var teachers = Enumerable.Range(0, 3).Select(_ => _town.AddTeacher()).ToList();
        teachers.ForEach(teacher => _town.Register(teacher, id));

        _town.Cancel(teachers[1], id);

        _town.Register(teachers[1], id).Results["number"].Number.ShouldBe(2);
    }

    [Fact]
    public void A_full_quota_leads_to_the_waiting_list_while_others_get_places()
    {
        var id = _town.Add(_town.Seminar with { Places = 3, Quota = 1 });
        _town.Register(_town.AddTeacher("Школа № 1"), id);
        var colleague = _town.AddTeacher("Школа № 1");

        _town.Do(colleague, "events.card", id).Name.ShouldBe("full");
        _town.Register(colleague, id).Name.ShouldBe("waiting");
        _town.Register(_town.AddTeacher("Школа № 2"), id).Name.ShouldBe("ok");
    }

    [Fact]
    public void Answers_given_at_sign_up_are_kept_with_the_question()
    {
        var id = _town.Add(_town.Seminar with { Questions = [new QuestionDraft("Нужна ли парковка?", ["да", "нет"]), new QuestionDraft("Что обсудить?", [])] });
        var teacher = _town.AddTeacher();

        _town.Do(teacher, "events.register", id, ("choice1", Answer.OfOption("2", "нет")), ("words2", Answer.OfText("Домашние задания")));

        var table = RegistrationExport.Read(_town.Rig.Connection, _town.Rig.Clock, id);
        table.Rows.ShouldHaveSingleItem()[^1].ShouldBe("Нужна ли парковка? нет; Что обсудить? Домашние задания");
    }

    public void Dispose() => _town.Dispose();
}
