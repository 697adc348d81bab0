using Dapper;
using MethodBot.Dialogs.Answers;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service.Events;
using MethodBot.Service.People;

namespace MethodBot.IntegrationTests.Service.Events;

public sealed class EventEditingTests : IDisposable
{
    private readonly EventTown _town = new();

    [Fact]
    public void Participants_are_told_what_changed_for_them_and_nothing_else()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);

        var saving = _town.Editing.Save(
            _town.Rig.Context,
            _town.Seminar with { Sessions = [new SessionDraft(EventTown.Thursday.AddDays(1), EventTown.Thursday.AddDays(1).AddHours(2))], Description = "Новое", Hours = 5 },
            id);

        saving.Told.ShouldBe(1);
        _town.Told(teacher, "Изменения").ShouldHaveSingleItem()
            .ShouldBe("Изменения: Оценивание.\n\nВремя: 3 декабря, 14:00–16:00 → 4 декабря, 14:00–16:00\n\nЗапись сохраняется. Если так не получится, отмените её.");
    }

    [Fact]
    public void What_concerns_no_participant_is_told_to_none()
    {
        var id = _town.Add(_town.Seminar);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);

        _town.Editing.Save(_town.Rig.Context, _town.Seminar with { Description = "Новое", Places = 40 }, id).State.ShouldBe(EventSaveState.Changed);

        _town.Rig.SentTo(teacher.Account).ShouldBeEmpty();
    }

    [Fact]
    public void By_its_code_an_event_is_found_again_and_nothing_happens_where_nothing_changed()
    {
        var draft = _town.Seminar with { Code = "S-1" };
        var id = _town.Add(draft);

        _town.Editing.Save(_town.Rig.Context, draft).State.ShouldBe(EventSaveState.Same);
        var changed = _town.Editing.Save(_town.Rig.Context, draft with { Title = "Оценивание, часть вторая" });

        changed.ShouldBe(new EventSaving(EventSaveState.Changed, id, [], 0));
        EventEditing.Find(_town.Rig.Connection, "S-1")!.Title.ShouldBe("Оценивание, часть вторая");
        EventEditing.Find(_town.Rig.Connection, "S-2").ShouldBeNull();
    }

    [Fact]
    public void A_faulty_draft_is_not_saved_and_every_fault_is_named()
    {
        var saving = _town.Editing.Save(_town.Rig.Context, _town.Seminar with { Title = " ", Direction = "nothing" });

        saving.State.ShouldBe(EventSaveState.Faulty);
        saving.Faults.ShouldBe([EventFaults.NoTitle, EventFaults.UnknownDirection]);
    }

    [Fact]
    public void A_cancelled_event_takes_no_changes_and_nobody_signs_up()
    {
        var id = _town.Add(_town.Seminar);
        _town.Do(_town.Organizer, "events.call_off", id, ("reason", Answer.OfText("Карантин")));

        _town.Editing.Save(_town.Rig.Context, _town.Seminar with { Title = "Другое" }, id).Faults.ShouldBe([EventFaults.CalledOff]);
        _town.Register(_town.AddTeacher(), id).Name.ShouldBe("gone");
        _town.Do(_town.AddTeacher(), "events.card", id).Results["reason"].Text.ShouldBe("Карантин");
    }

    [Fact]
    public void Another_methodist_may_not_touch_the_event_and_one_of_its_direction_may()
    {
        var id = _town.Add(_town.Seminar with { Direction = "primary" });
        var (stranger, colleague) = (_town.Rig.AddPerson("Ефимов Сергей Николаевич"), _town.Rig.AddPerson("Крылова Анна Сергеевна"));
        _town.Rig.Connection.Execute("INSERT INTO direction (id, name, sort) VALUES ('science', 'Физика', 2)");
        RoleTable.AppointMethodist(_town.Rig.Transaction, stranger.Id, "science", [], isDeputy: false);
        RoleTable.AppointMethodist(_town.Rig.Transaction, colleague.Id, "primary", [], isDeputy: false);

        _town.Do(stranger, "events.call_off", id, ("reason", Answer.OfText("Так"))).Name.ShouldBe("gone");
        _town.Do(stranger, "events.code", id).Name.ShouldBe("gone");
        _town.Do(stranger, "events.message", id, ("text", Answer.OfText("Так"))).Name.ShouldBe("gone");
        _town.Rig.List(stranger.Account, "events.participants", ("event", Answer.OfNumber(id))).ShouldBeEmpty();
        _town.Do(colleague, "events.organizer_card", id).Name.ShouldBe("ok");
    }

    [Fact]
    public void A_copy_has_everything_but_participants_code_and_time()
    {
        var id = _town.Add(_town.Seminar with { Code = "S-1", Places = 25, Hours = 3, Questions = [new QuestionDraft("Что обсудить?", [])] });
        _town.Register(_town.AddTeacher(), id);

        var copied = _town.Do(_town.Organizer, "events.copy", id, ("when", Answer.OfText("2 декабря 2027 15:00")));

        var row = EventTable.Find(_town.Rig.Connection, long.Parse(copied.Results["event"].Text!, System.Globalization.CultureInfo.InvariantCulture))!;
        (row.Title, row.Places, row.Hours, row.Code, row.Taken).ShouldBe(("Оценивание", 25, 3, null, 0));
        EventTable.ReadQuestions(_town.Rig.Connection, row.Id).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_copy_is_shown_before_there_is_one()
    {
        var id = _town.Add(_town.Seminar with { Places = 25, Hours = 3, Closes = _town.Rig.Now });

        var shown = _town.Do(_town.Organizer, "events.preview_copy", id, ("when", Answer.OfText("2 декабря 2027 15:00\n9 декабря 2027 15:00 Итоги")));

        shown.Results["when"].Text.ShouldBe("2 декабря 2027 года, 15:00 и ещё 1 занятие");
        shown.Results["about"].Text!.ShouldContain("2. 9 декабря 2027 года, 15:00 · Итоги");
        shown.Results["about"].Text!.ShouldEndWith("3 академических часа\n\nМест: 25");
        _town.Rig.Connection.ExecuteScalar<int>("SELECT count(*) FROM event").ShouldBe(1);
        _town.Do(_town.Organizer, "events.preview_copy", id, ("when", Answer.OfText("весной"))).Name.ShouldBe("faulty");
    }

    [Fact]
    public void Only_the_named_fields_change_and_one_without_a_value_is_taken_away()
    {
        var id = _town.Add(_town.Seminar with { Places = 25, Hours = 3, Link = "https://vk.com/a" });

        _town.Do(
            _town.Organizer, "events.change", id,
            ("fields", new Answer { Options = ["title", "places", "link"] }), ("title", Answer.OfText("Новое имя")), ("hours", Answer.OfNumber(9)),
            ("link", Answer.OfText("disk.yandex.ru/i/1"))).Name.ShouldBe("ok");

        var row = EventTable.Find(_town.Rig.Connection, id)!;
        (row.Title, row.Places, row.Hours, row.Link).ShouldBe(("Новое имя", null, 3, "https://disk.yandex.ru/i/1"));
    }

    [Fact]
    public void When_a_running_series_moves_the_sessions_that_are_over_stay_with_their_attendance_and_codes()
    {
        var id = _town.Add(Series);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);
        Attend(teacher, id, sessions: 3);
        var before = Held(id);
        before.ShouldBe(["1 C1 1", "2 C2 1", "3 C3 1", "4  0"]);

        var changed = _town.Do(
            _town.Organizer, "events.change", id, ("fields", new Answer { Options = ["when"] }), ("when", Answer.OfText("30 декабря 15:00–17:00 Итоги")));

        changed.Name.ShouldBe("ok");
        Held(id).ShouldBe(before);
        EventTable.ReadSessions(_town.Rig.Connection, id).Select(session => session.Starts).ShouldBe(
            [.. Series.Sessions.Take(3).Select(session => session.Starts), new DateTimeOffset(2026, 12, 30, 12, 0, 0, TimeSpan.Zero)]);
        _town.Told(teacher, "Изменения").ShouldHaveSingleItem().ShouldContain("30 декабря");
    }

    [Fact]
    public void A_time_that_is_not_understood_takes_no_session_away()
    {
        var id = _town.Add(Series);
        _town.Rig.Now = EventTown.Thursday.AddDays(1);

        _town.Do(_town.Organizer, "events.change", id, ("fields", new Answer { Options = ["when"] }), ("when", Answer.OfText("потом"))).Name.ShouldBe("faulty");

        EventTable.ReadSessions(_town.Rig.Connection, id).Length.ShouldBe(4);
    }

    [Fact]
    public void No_save_drops_or_moves_a_session_at_which_somebody_was()
    {
        var id = _town.Add(Series);
        var teacher = _town.AddTeacher();
        _town.Register(teacher, id);
        Attend(teacher, id, sessions: 2);
        var sessions = Series.Sessions;

        foreach (var refused in new[] { sessions[..1], sessions.RemoveAt(0), sessions.Insert(0, new SessionDraft(EventTown.Thursday.AddDays(-1))) })
            _town.Editing.Save(_town.Rig.Context, Series with { Sessions = refused }, id).Faults.ShouldBe([EventFaults.Attended]);
        _town.Editing.Save(_town.Rig.Context, Series with { Sessions = sessions[..2] }, id).State.ShouldBe(EventSaveState.Changed);

        Held(id).ShouldBe(["1 C1 1", "2 C2 1"]);
    }

    [Fact]
    public void A_message_of_the_organiser_reaches_everybody_who_is_signed_up()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var (placed, waiting) = (_town.AddTeacher(), _town.AddTeacher());
        _town.Register(placed, id);
        _town.Register(waiting, id);

        _town.Do(_town.Organizer, "events.message", id, ("text", Answer.OfText("Возьмите сменную обувь"))).Results["count"].Number.ShouldBe(2);

        _town.Told(placed, "Возьмите сменную обувь").ShouldHaveSingleItem().ShouldContain("Ольга Ивановна");
        _town.Told(waiting, "Возьмите сменную обувь").ShouldHaveSingleItem();
    }

    [Fact]
    public void Registration_opens_and_closes_when_it_was_said_to()
    {
        var now = _town.Rig.Now;
        var id = _town.Add(_town.Seminar with { Opens = now.AddDays(1), Closes = now.AddDays(3) });
        var teacher = _town.AddTeacher();

        _town.Register(teacher, id).Name.ShouldBe("closed");
        _town.Rig.Now = now.AddDays(3);
        _town.Register(teacher, id).Name.ShouldBe("closed");
        _town.Rig.Now = now.AddDays(2);
        _town.Register(teacher, id).Name.ShouldBe("ok");
    }

    public void Dispose() => _town.Dispose();

    private EventDraft Series => _town.Seminar with
    {
        Kind = EventKinds.Series,
        Sessions = [.. Enumerable.Range(0, 4).Select(week => new SessionDraft(EventTown.Thursday.AddDays(7 * week), EventTown.Thursday.AddDays(7 * week).AddHours(2)))],
    };

    /// <summary>A teacher is at the first sessions; it is the day after the last of these.</summary>
    private void Attend(RigPerson teacher, long id, int sessions)
    {
        foreach (var session in EventTable.ReadSessions(_town.Rig.Connection, id).Take(sessions))
        {
            EventTable.SaveCode(_town.Rig.Connection, session.Id, $"C{session.Number}");
            RegistrationTable.MarkAttended(_town.Rig.Transaction, _town.Registration(teacher, id), session.Id, null, session.Starts).ShouldBeTrue();
            _town.Rig.Now = session.Starts.AddDays(1);
        }
    }

    /// <summary>Of each session its number, code and attendance.</summary>
    private List<string> Held(long id) =>
        [.. _town.Rig.Connection.Query<string>(
            """
            SELECT s.number || ' ' || coalesce(s.code, '') || ' ' || (SELECT count(*) FROM attendance a WHERE a.session_id = s.id)
            FROM event_session s WHERE s.event_id = @id ORDER BY s.number
            """,
            new { id })];
}
