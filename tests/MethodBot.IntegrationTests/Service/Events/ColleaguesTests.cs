using Dapper;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Service.Events;

public sealed class ColleaguesTests : IDisposable
{
    private const string School = "Школа № 7";
    private readonly EventTown _town = new();

    [Fact]
    public void A_list_is_signed_up_line_by_line_with_the_statement_of_consent()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var coordinator = _town.AddCoordinator(School);

        var result = Sign(coordinator, id, "Лебедева Мария Петровна, учитель\nнепонятно\nОрлов Иван Сергеевич, логопед").Results["result"].Text;

        result.ShouldBe("✅ Лебедева Мария Петровна: место есть\n⏳ Орлов Иван Сергеевич: лист ожидания, № 1");
        _town.Rig.Connection.ExecuteScalar<long>(
            "SELECT count(*) FROM registration WHERE registered_by = @Id AND consent_stated_at IS NOT NULL", new { coordinator.Id }).ShouldBe(2);
    }

    [Fact]
    public void The_same_name_is_the_same_person_and_is_signed_up_once()
    {
        var (first, second) = (_town.Add(_town.Seminar), _town.Add(_town.Seminar with { Title = "Другой" }));
        var coordinator = _town.AddCoordinator(School);
        Sign(coordinator, first, "Лебедева Мария Петровна, учитель");
        Sign(coordinator, second, "лебедева мария петровна");

        Sign(coordinator, first, "Лебедева Мария Петровна").Results["result"].Text.ShouldBe("✔ Лебедева Мария Петровна: уже в списке");
        _town.Rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM person WHERE surname = 'Лебедева'").ShouldBe(1);
    }

    [Fact]
    public void Who_has_the_bot_is_told_and_can_refuse()
    {
        var id = _town.Add(_town.Seminar);
        var coordinator = _town.AddCoordinator(School);
        var colleague = _town.Rig.AddPerson("Лебедева Мария Петровна", School);

        Sign(coordinator, id, "Лебедева Мария Петровна");

        _town.Told(colleague, "Вас записали: Оценивание").ShouldHaveSingleItem();
        _town.Rig.Press(colleague.Account, "events", "decline", $"{_town.Registration(colleague, id)}");
        _town.HasPlace(colleague, id).ShouldBeFalse();
    }

    [Fact]
    public void For_who_has_not_the_coordinator_is_told_once()
    {
        var id = _town.Add(_town.Seminar with { Places = 1 });
        var (first, coordinator) = (_town.AddTeacher(), _town.AddCoordinator(School));
        _town.Register(first, id);
        Sign(coordinator, id, "Лебедева Мария Петровна\nОрлов Иван Сергеевич");

        _town.Cancel(first, id);
        _town.Editing.Save(_town.Rig.Context, _town.Seminar with { Places = 1, Place = "Лицей № 2" }, id);

        _town.Told(coordinator, "Место освободилось").ShouldHaveSingleItem().ShouldContain("Лебедева Мария Петровна");
        _town.Told(coordinator, "Место: Школа № 3 → Лицей № 2").ShouldHaveSingleItem().ShouldContain("Лебедева Мария Петровна, Орлов Иван Сергеевич");
    }

    [Fact]
    public void What_waits_for_the_morning_about_several_colleagues_is_void_when_the_event_is_called_off()
    {
        var id = _town.Add(_town.Seminar);
        var coordinator = _town.AddCoordinator(School);
        Sign(coordinator, id, "Лебедева Мария Петровна\nОрлов Иван Сергеевич");
        _town.Rig.Now = new DateTimeOffset(2026, 11, 30, 20, 0, 0, TimeSpan.Zero);
        _town.Editing.Save(_town.Rig.Context, _town.Seminar with { Place = "Лицей № 2" }, id).Told.ShouldBe(2);

        _town.Do(_town.Organizer, "events.call_off", id, ("reason", Answer.OfText("Карантин"))).Name.ShouldBe("ok");
        _town.Rig.Now = new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);
        _town.Rig.FireTimers();

        _town.Told(coordinator, "Изменения").ShouldBeEmpty();
        _town.Told(coordinator, "Мероприятие отменено").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_coordinator_undoes_only_what_they_did()
    {
        var id = _town.Add(_town.Seminar);
        var (coordinator, other) = (_town.AddCoordinator(School), _town.AddCoordinator("Школа № 8"));
        Sign(coordinator, id, "Лебедева Мария Петровна");
        var item = _town.Rig.List(coordinator.Account, "events.colleagues", ("event", Answer.OfNumber(id))).ShouldHaveSingleItem();

        _town.Rig.List(other.Account, "events.colleagues", ("event", Answer.OfNumber(id))).ShouldBeEmpty();
        _town.Do(other, "events.cancel_colleague", id, ("registration", Answer.OfOption(item.Id, ""))).Name.ShouldBe("gone");
        _town.Do(coordinator, "events.cancel_colleague", id, ("registration", Answer.OfOption(item.Id, ""))).Results["name"].Text.ShouldBe("Лебедева Мария Петровна");
    }

    public void Dispose() => _town.Dispose();

    private ActionOutcome Sign(RigPerson coordinator, long id, string list) =>
        _town.Do(coordinator, "events.register_colleagues", id, ("text", Answer.OfText(list)));
}
