using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Service.Events;

public sealed class CheckInTests : IDisposable
{
    private readonly EventTown _town = new();

    [Fact]
    public void Who_gives_the_code_of_the_day_is_marked_once()
    {
        var id = _town.Add(_town.Seminar with { Hours = 3 });
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);
        var code = CodeOnTheDay(id);

        Give(teacher, $" {code[..2]} {code[2..]} ").Name.ShouldBe("ok");
        Give(teacher, code).Name.ShouldBe("already");

        _town.Rig.Now = EventTown.Thursday.AddDays(1);
        var summary = _town.Rig.Do(teacher.Account, "events.participation");
        (summary.Results["count"].Number, summary.Results["hours"].Number).ShouldBe((1m, 3m));
    }

    [Fact]
    public void The_code_is_five_digits_and_is_there_on_the_day_only()
    {
        var id = _town.Add(_town.Seminar);

        _town.Do(_town.Organizer, "events.code", id).Name.ShouldBe("not_today");
        CodeOnTheDay(id).ShouldMatch(@"^\d{5}$");
        _town.Do(_town.Organizer, "events.code", id).Results["code"].Text.ShouldBe(CodeOnTheDay(id));
    }

    [Fact]
    public void On_another_day_the_code_is_none()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);
        var code = CodeOnTheDay(id);
        _town.Rig.Now = EventTown.Thursday.AddDays(1);

        Give(teacher, code).Name.ShouldBe("unknown");
    }

    [Fact]
    public void After_five_wrong_codes_even_the_right_one_must_wait()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);
        var code = CodeOnTheDay(id);
        for (var i = 0; i < 5; i++)
            Give(teacher, "нет").Name.ShouldBe("unknown");

        Give(teacher, code).Name.ShouldBe("too_many");
        _town.Rig.Now += TimeSpan.FromMinutes(10);
        Give(teacher, code).Name.ShouldBe("ok");
    }

    [Fact]
    public void A_clock_that_is_set_back_holds_nobody_who_gave_wrong_codes_before()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);
        var code = CodeOnTheDay(id);
        for (var i = 0; i < 5; i++)
            Give(teacher, "нет").Name.ShouldBe("unknown");

        _town.Rig.Now -= TimeSpan.FromMinutes(5);
        Give(teacher, code).Name.ShouldBe("ok");
    }

    [Fact]
    public void Who_was_not_signed_up_may_be_on_the_spot_while_there_are_places()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var (early, late) = (_town.AddTeacher(), _town.AddTeacher());
        var code = CodeOnTheDay(id);

        Give(early, code).Name.ShouldBe("not_registered");
        _town.Rig.Do(early.Account, "events.walk_in", ("code", Answer.OfText(code))).Name.ShouldBe("ok");
        _town.HasPlace(early, id).ShouldBeTrue();
        Give(early, code).Name.ShouldBe("already");
        Give(late, code).Name.ShouldBe("full");
        _town.Rig.Do(late.Account, "events.walk_in", ("code", Answer.OfText(code))).Name.ShouldBe("full");
    }

    [Fact]
    public void An_organiser_marks_somebody_by_hand_who_then_has_a_place()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var (placed, waiting) = (_town.AddTeacher(), _town.AddTeacher());
        _town.Register(placed, id);
        _town.Register(waiting, id);
        var registration = ("registration", Answer.OfNumber(_town.Registration(waiting, id)));

        _town.Do(_town.Organizer, "events.mark", id, registration).Name.ShouldBe("not_today");
        _town.Rig.Now = EventTown.Thursday;
        _town.Do(_town.Organizer, "events.mark", id, registration).Name.ShouldBe("ok");

        _town.HasPlace(waiting, id).ShouldBeTrue();
        _town.Do(_town.Organizer, "events.organizer_card", id).Results["about"].Text!.ShouldContain("Отметились: 1");
    }

    public void Dispose() => _town.Dispose();

    private string CodeOnTheDay(long id)
    {
        _town.Rig.Now = EventTown.Thursday.AddMinutes(-10);
        return _town.Do(_town.Organizer, "events.code", id).Results["code"].Text!;
    }

    private ActionOutcome Give(RigPerson person, string code) => _town.Rig.Do(person.Account, "events.check_in", ("code", Answer.OfText(code)));
}
