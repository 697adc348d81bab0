using Dapper;
using MethodBot.Dialogs.Answers;

namespace MethodBot.IntegrationTests.Service.Consultations;

/// <summary>Who gets a question: there is always somebody, as long as anybody at all is connected.</summary>
public sealed class RoutingTests : IDisposable
{
    private readonly ConsultationTown _town = new();

    public void Dispose() => _town.Dispose();

    [Fact]
    public void The_methodists_of_a_direction_get_it_and_the_deputy_and_the_head_do_not()
    {
        _town.Ask("Как оценивать проект?");

        _town.Heard(_town.Olga).Single().ShouldBe("Обращение № 1 · Начальные классы\nЛебедева Мария Петровна, Учитель-предметник, Школа № 5\n\nКак оценивать проект?");
        _town.Heard(_town.Deputy).ShouldBeEmpty();
        _town.Heard(_town.Head).ShouldBeEmpty();
    }

    [Fact]
    public void Parts_of_the_job_that_are_not_known_leave_no_commas()
    {
        var newcomer = _town.Rig.AddPerson("Мария");

        _town.Ask("Как оценивать проект?", newcomer);

        _town.Heard(_town.Olga).Single().ShouldContain("\nМария\n");
    }

    [Fact]
    public void Of_several_the_one_who_knows_the_level_gets_it()
    {
        _town.Direction("science", "Математика");
        var basic = _town.Methodist("Ефимов Сергей Николаевич", "science", levels: ["basic"]);
        var secondary = _town.Methodist("Орлова Людмила Фёдоровна", "science", levels: ["secondary"]);

        _town.Rig.Do(_town.Teacher.Account, "consultations.level", ("direction", Answer.OfOption("science", ""))).Name.ShouldBe("ask");
        _town.Rig.List(_town.Teacher.Account, "consultations.levels", ("direction", Answer.OfOption("science", ""))).Select(choice => choice.Id).ShouldBe(["basic", "secondary"]);
        _town.Ask("Как решать?", direction: "science", level: "secondary");

        _town.Heard(basic).ShouldBeEmpty();
        _town.Heard(secondary).Single().ShouldStartWith("Обращение № 1 · Математика, 10–11 классы");
    }

    [Fact]
    public void A_kindergarten_and_a_primary_teacher_are_not_asked_for_their_level()
    {
        _town.Direction("attestation", "Аттестация");
        _town.Methodist("Ефимов Сергей Николаевич", "attestation", levels: ["preschool", "primary"]);
        _town.Methodist("Орлова Людмила Фёдоровна", "attestation", levels: ["basic", "secondary"]);
        _town.Rig.AddOrganization("Детский сад № 5", "kindergarten");
        var educator = _town.Rig.AddPerson("Тимофеева Светлана Андреевна", "Детский сад № 5", "Воспитатель");
        var primary = _town.Rig.AddPerson("Зимина Вера Ивановна", "Школа № 5", "Учитель начальных классов");

        _town.Rig.Do(educator.Account, "consultations.level", ("direction", Answer.OfOption("attestation", ""))).Name.ShouldBe("known");
        _town.Rig.Do(primary.Account, "consultations.level", ("direction", Answer.OfOption("attestation", ""))).Name.ShouldBe("known");
        _town.Rig.Do(_town.Teacher.Account, "consultations.level", ("direction", Answer.OfOption("attestation", ""))).Name.ShouldBe("ask");
        _town.Ask("Какие документы?", educator, "attestation");
        _town.Value<string>("SELECT level FROM consultation").ShouldBe("preschool");
    }

    [Fact]
    public void Where_no_methodist_is_connected_the_deputy_gets_it_then_the_head()
    {
        Disconnect("Белова");
        _town.Ask("Как оценивать проект?");
        _town.LastOutcome.ShouldBe("ok");
        _town.Heard(_town.Deputy).Single().ShouldContain("Обращение № 1");

        Disconnect("Крылова");
        _town.Ask("Как оценивать устный ответ?");
        _town.Heard(_town.Head).Single().ShouldContain("Обращение № 2");
    }

    [Fact]
    public void Where_nobody_is_connected_it_waits_for_the_first_who_comes()
    {
        foreach (var surname in new[] { "Белова", "Крылова", "Громова" })
            Disconnect(surname);
        _town.Ask("Как оценивать проект?");
        _town.LastOutcome.ShouldBe("nobody");

        _town.Rig.Connection.Execute("UPDATE conversation SET account = chat");
        _town.Rig.Now += TimeSpan.FromMinutes(11);
        _town.Rig.FireTimers();

        _town.Heard(_town.Olga).Single().ShouldContain("Как оценивать проект?");
        _town.Heard(_town.Teacher).Last().ShouldBe("Передал методистам: № 1 · Как оценивать проект. Ответ придёт сюда.");
    }

    [Fact]
    public void Who_has_blocked_the_bot_is_not_sent_the_same_again_and_again()
    {
        _town.Rig.Connection.Execute("UPDATE conversation SET reachable = 0");
        _town.Ask("Как оценивать проект?");
        for (var i = 0; i < 5; i++)
        {
            _town.Rig.Now += TimeSpan.FromMinutes(11);
            _town.Rig.FireTimers();
        }

        _town.Heard(_town.Olga).Count.ShouldBe(1);
        _town.Rig.Connection.Execute("UPDATE conversation SET reachable = 1");
        _town.Rig.Now += TimeSpan.FromMinutes(11);
        _town.Rig.FireTimers();
        _town.Heard(_town.Olga).Count.ShouldBe(2);
    }

    [Fact]
    public void A_methodist_who_asks_is_not_offered_the_own_question()
    {
        _town.Ask("Как оценивать проект?", _town.Olga);

        _town.Heard(_town.Olga).ShouldNotContain(text => text.Contains("Взять", StringComparison.Ordinal) || text.Contains("Белова", StringComparison.Ordinal));
        _town.Heard(_town.Deputy).Single().ShouldContain("Белова Ольга Ивановна");
        _town.Press(_town.Olga, "take", "1").ShouldBe("Это обращение ведёт другой человек.");
    }

    [Fact]
    public void Strangers_to_a_consultation_cannot_touch_it()
    {
        var other = _town.Rig.AddPerson("Соколова Елена Викторовна", "Школа № 3");
        var preschool = _town.Methodist("Ефимов Сергей Николаевич", "preschool");
        _town.Ask("Как оценивать проект?");

        foreach (var verb in new[] { "write", "close", "thread", "rate", "words", "put" })
            _town.Press(other, verb, "1").ShouldBe("Это обращение ведёт другой человек.", verb);
        foreach (var verb in new[] { "take", "ask", "pass", "passto", "to", "nonote", "close" })
            _town.Press(preschool, verb, "1").ShouldBe("Это обращение ведёт другой человек.", verb);
        _town.Reply(other, "1", "Чужие слова").ShouldBeFalse();
        _town.Rig.Do(other.Account, "consultations.show", ("consultation", Answer.OfOption("1", ""))).Name.ShouldBe("gone");
        _town.Thread("1").ShouldBe(["Как оценивать проект?"]);
    }

    private void Disconnect(string surname) => _town.Rig.Connection.Execute(
        """
        UPDATE conversation SET account = 'nobody' WHERE account IN (
            SELECT a.account FROM account_sharer a JOIN person p ON p.id = a.person_id WHERE p.surname = @surname)
        """,
        new { surname });
}
