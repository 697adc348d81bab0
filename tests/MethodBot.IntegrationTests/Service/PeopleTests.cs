using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.IntegrationTests.Service;

public sealed class PeopleTests : IDisposable
{
    private readonly ServiceRig _rig = new();

    [Fact]
    public void A_stranger_with_a_code_is_the_person_who_was_shown_it()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var vk = _rig.AddStranger("vk");

        Join(vk, CodeOf(anna.Account)).ShouldBe("ok");

        _rig.Turn(vk).Person()!.Id.ShouldBe(anna.Id);
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM person").ShouldBe(1);
    }

    [Fact]
    public void A_code_works_once_and_for_ten_minutes()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var code = CodeOf(anna.Account);
        Join(_rig.AddStranger("vk"), code).ShouldBe("ok");
        Join(_rig.AddStranger("vk"), code).ShouldBe("wrong");
        var next = CodeOf(anna.Account);
        _rig.Now = _rig.Now.AddMinutes(10);

        Join(_rig.AddStranger("vk"), next).ShouldBe("wrong");
    }

    [Fact]
    public void Five_wrong_codes_shut_an_account_out_for_ten_minutes_the_right_code_too()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var vk = _rig.AddStranger("vk");
        for (var i = 0; i < 5; i++)
            Join(vk, "не тот").ShouldBe("wrong");

        Join(vk, CodeOf(anna.Account)).ShouldBe("many");
        Join(_rig.AddStranger("vk"), "не тот").ShouldBe("wrong");
        _rig.Now = _rig.Now.AddMinutes(11);
        Join(vk, CodeOf(anna.Account)).ShouldBe("ok");
    }

    [Fact]
    public void A_clock_that_is_set_back_a_day_neither_shuts_anybody_out_for_a_day_nor_keeps_a_code_for_one()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var vk = _rig.AddStranger("vk");
        for (var i = 0; i < 5; i++)
            Join(vk, "не тот").ShouldBe("wrong");
        var code = CodeOf(anna.Account);

        _rig.Now = _rig.Now.AddDays(-1);
        Join(vk, code).ShouldBe("wrong");
        Join(vk, CodeOf(anna.Account)).ShouldBe("ok");
    }

    [Fact]
    public void Two_profiles_become_one_and_what_both_had_stands_once()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна", "Школа № 5");
        var twin = _rig.AddPerson("Лебедева Анна Ивановна", "Школа № 5", messenger: "vk");
        var school = _rig.AddOrganization("Школа № 5");
        _rig.Connection.Execute("INSERT INTO direction (id, name, sort) VALUES ('primary', 'Начальные классы', 1), ('young', 'Молодые', 2)");
        foreach (var person in new[] { anna, twin })
        {
            RoleTable.Grant(_rig.Transaction, person.Id, RoleTable.Coordinator, school, _rig.Now);
            RoleTable.AppointMethodist(_rig.Transaction, person.Id, "primary", ["primary"], isDeputy: person == twin);
            AddResponse(person.Id, person == twin ? "позднее" : "раннее", person == twin ? 2 : 1);
            _rig.Connection.Execute("INSERT INTO response_start (questionnaire, subject, person_id, begun_at) VALUES ('needs-2026', '', @Id, 1)", new { person.Id });
        }

        RoleTable.AppointMethodist(_rig.Transaction, twin.Id, "young", ["basic"], isDeputy: false);

        Join(twin.Account, CodeOf(anna.Account)).ShouldBe("ok");

        foreach (var table in new[] { "account", "account_sharer", "consent", "job", "role", "methodist", "response", "response_start" })
            _rig.Connection.ExecuteScalar<long>($"SELECT count(*) FROM {table} WHERE person_id = @Id", new { twin.Id }).ShouldBe(0, table);
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM role").ShouldBe(1);
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM job").ShouldBe(1);
        _rig.Connection.Query<string>("SELECT text FROM response_answer").ShouldBe(["позднее"]);
        _rig.Connection.Query<string>("SELECT direction_id || is_deputy FROM methodist ORDER BY 1").ShouldBe(["primary0", "young0"]);
        _rig.Connection.Query("PRAGMA foreign_key_check").ShouldBeEmpty();
        _rig.Turn(twin.Account).Person()!.Full.ShouldBe("Лебедева Анна Ивановна");
    }

    [Fact]
    public void Before_two_profiles_become_one_the_other_one_is_shown_and_the_code_is_not_spent()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна", "Школа № 5");
        var maria = _rig.AddPerson("Орлова Мария Петровна", messenger: "vk");
        var code = CodeOf(anna.Account);

        var shown = WhoseCode(maria.Account, code);

        shown.Name.ShouldBe("ok");
        (shown.Results["merges"].Flag, shown.Results["name"].Text).ShouldBe((true, "Лебедева Анна Ивановна"));
        shown.Results["job"].Text!.ShouldStartWith("Школа № 5");
        _rig.Turn(maria.Account).Person()!.Id.ShouldBe(maria.Id);
        WhoseCode(anna.Account, code).Name.ShouldBe("same");
        WhoseCode(_rig.AddStranger("vk"), code).Results["merges"].Flag.ShouldBe(false);
        Join(maria.Account, code).ShouldBe("ok");
    }

    [Fact]
    public void Asking_whose_a_code_is_counts_as_a_try()
    {
        var vk = _rig.AddStranger("vk");
        for (var i = 0; i < 5; i++)
            WhoseCode(vk, "не тот").Name.ShouldBe("wrong");

        WhoseCode(vk, CodeOf(_rig.AddPerson("Лебедева Анна Ивановна").Account)).Name.ShouldBe("many");
    }

    [Theory]
    [InlineData("Маша", "unclear")]
    [InlineData("Мария Петровна", "unclear")]
    [InlineData("Лебедева Мария", "ok")]
    [InlineData("Мария Петровна Лебедева", "ok")]
    public void A_profile_needs_a_surname_for_the_lists(string typed, string expected) =>
        _rig.Do(_rig.AddPerson("Лебедева Анна Ивановна").Account, "people.read_name", ("text", Answer.OfText(typed))).Name.ShouldBe(expected);

    [Fact]
    public void An_invitation_works_once_for_whoever_follows_it_first()
    {
        var head = AddHead();
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var maria = _rig.AddPerson("Орлова Мария Петровна");
        _rig.Connection.Execute("INSERT INTO direction (id, name, sort) VALUES ('primary', 'Начальные классы', 1)");
        var code = _rig.Do(head.Account, "people.invite", ("role", Answer.OfText("methodist")), ("direction", Answer.OfText("primary")), ("level", Answer.OfText("basic"))).Results["code"];

        AcceptWhole(anna.Account, "invite-" + code.Text!.ToUpperInvariant()).Results["duties"].Text.ShouldBe("• методист: Начальные классы, 5–9 классы");
        Accept(anna.Account, code.Text!).ShouldBe("ok");
        Accept(maria.Account, code.Text!).ShouldBe("used");

        _rig.Turn(anna.Account).Person()!.Roles.ShouldBe(Roles.Teacher | Roles.Methodist);
        _rig.Turn(maria.Account).Person()!.Roles.ShouldBe(Roles.Teacher);
        _rig.Connection.Query<string>("SELECT level FROM methodist_level").ShouldBe(["basic"]);
        _rig.SentTo(head.Account).ShouldHaveSingleItem().ShouldContain("Лебедева Анна Ивановна, методист");
    }

    [Fact]
    public void An_invitation_grows_old_and_a_made_up_one_is_none()
    {
        var head = AddHead();
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var code = _rig.Do(head.Account, "people.invite", ("role", Answer.OfText("head"))).Results["code"];
        Accept(anna.Account, "abcdefgh22").ShouldBe("gone");
        _rig.Now = _rig.Now.AddDays(14);

        Accept(anna.Account, code.Text!).ShouldBe("gone");
        _rig.Turn(anna.Account).Person()!.Roles.ShouldBe(Roles.Teacher);
    }

    [Fact]
    public void Whoever_was_imported_gets_their_own_row_by_their_invitation()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var imported = _rig.Connection.ExecuteScalar<long>("INSERT INTO person (created_at) VALUES (0) RETURNING id");
        PeopleTable.SaveName(_rig.Transaction, imported, FullName.Parse("Лебедева Анна Ивановна")!);
        RoleTable.Grant(_rig.Transaction, imported, RoleTable.Head, null, _rig.Now);
        var code = Invitations.Create(_rig.Transaction, _rig.Service<IOneTimeCodeSource>(), new Invitation { Role = Invitations.OwnRow }, imported, null, _rig.Now);

        AcceptWhole(anna.Account, code).Results["duties"].Text.ShouldBe("• руководитель службы");

        _rig.Turn(anna.Account).Person()!.Roles.ShouldBe(Roles.Teacher | Roles.Head);
        RoleTable.Holders(_rig.Connection, RoleTable.Head).ShouldBe([anna.Id]);
    }

    [Fact]
    public void Whoever_was_imported_without_a_duty_is_welcome_and_is_told_of_none()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var code = Invitations.Create(_rig.Transaction, _rig.Service<IOneTimeCodeSource>(), new Invitation { Role = Invitations.OwnRow }, anna.Id, null, _rig.Now);

        Accept(anna.Account, code).ShouldBe("welcome");
        Accept(anna.Account, code).ShouldBe("welcome");
    }

    [Fact]
    public void A_job_told_again_replaces_the_one_at_the_same_place_and_stays_the_main_one()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна", "Школа № 5");
        var palace = Answer.OfText("Дворец");
        SaveJob(anna.Account, palace, "Педагог");
        SaveJob(anna.Account, Answer.OfOption($"{_rig.AddOrganization("Школа № 5")}", "Школа № 5"), "Завуч");
        SaveJob(anna.Account, palace, "Методист");

        Jobs.Read(_rig.Connection, anna.Id).Select(job => $"{job} {job.IsMain}").ShouldBe(["Школа № 5, Завуч 1", "Дворец, Методист 0"]);
    }

    [Fact]
    public void The_last_job_stays_and_where_the_main_one_goes_another_takes_its_place()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна", "Школа № 5");
        SaveJob(anna.Account, Answer.OfText("Дворец"), "Педагог");
        var maria = _rig.AddPerson("Орлова Мария Петровна", "Школа № 5");
        var jobs = Jobs.Read(_rig.Connection, anna.Id);

        RemoveJob(maria.Account, jobs[1].Id).ShouldBe("gone");
        RemoveJob(anna.Account, jobs[0].Id).ShouldBe("ok");
        _rig.Turn(anna.Account).Person()!.Organization.ShouldBe("Дворец");
        RemoveJob(anna.Account, jobs[1].Id).ShouldBe("last");
    }

    [Fact]
    public void Who_was_to_share_an_account_and_never_said_who_they_are_leaves_nothing()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        _rig.Do(anna.Account, "people.add_sharer");
        _rig.Turn(anna.Account).Person()!.Id.ShouldNotBe(anna.Id);
        _rig.Do(anna.Account, "people.consent");

        _rig.Do(anna.Account, "people.switch", ("person", Answer.OfText($"{anna.Id}"))).Name.ShouldBe("ok");

        _rig.Turn(anna.Account).Person()!.Id.ShouldBe(anna.Id);
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM account_sharer").ShouldBe(1);
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM consent WHERE person_id <> @Id AND withdrawn_at IS NULL", new { anna.Id }).ShouldBe(0);
    }

    [Fact]
    public void What_does_not_reach_one_messenger_goes_to_the_other_but_never_from_an_account_of_two()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var vk = _rig.AddStranger("vk");
        PeopleTable.AddAccount(_rig.Transaction, anna.Id, vk, _rig.Now);
        var undelivered = new UndeliveredMessage(ServiceRig.ChatOf(anna.Account), 1, new OutboundMessage { Text = [new TextSpan("место")] }, null, OutboxPriority.Relay);

        _rig.Slices.Redirect(_rig.Context, undelivered).ShouldBeTrue();
        _rig.SentTo(vk).ShouldBe(["место"]);
        PeopleTable.AddAccount(_rig.Transaction, _rig.AddPerson("Орлова Мария Петровна").Id, anna.Account, _rig.Now);
        _rig.Slices.Redirect(_rig.Context, undelivered).ShouldBeFalse();
    }

    [Fact]
    public void An_administrator_of_the_settings_is_one_from_consent_on()
    {
        using var rig = new ServiceRig(options => options.Admins = ["telegram:9001"]);
        var account = rig.AddStranger();
        account.Id.ShouldBe("9001");
        rig.Turn(account).Roles().ShouldBe(Roles.Stranger);

        rig.Do(account, "people.consent");

        rig.Turn(account).Roles().ShouldBe(Roles.Newcomer | Roles.Administrator);
    }

    [Theory]
    [InlineData("СОШ 5", "Школа № 5")]
    [InlineData("пятая", "Школа № 5")]
    [InlineData("5", "Школа № 5")]
    [InlineData("солнышко", "Детский сад № 1 «Солнышко»")]
    public void Organizations_are_found_as_people_call_them_and_closed_ones_are_not(string typed, string expected)
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        foreach (var (name, closed) in new[] { ("Школа № 5", false), ("Школа № 15", false), ("Детский сад № 1 «Солнышко»", false), ("Старая школа № 5 «Солнышко»", true) })
        {
            var id = _rig.AddOrganization(name);
            _rig.Connection.Execute("UPDATE organization SET search = @search, closed_at = @closed WHERE id = @id", new { id, search = MethodBot.Service.SearchText.Index(name, "СОШ"), closed = closed ? 1 : (long?)null });
        }

        _rig.Slices.Source("people.organizations").List(
            _rig.Turn(anna.Account), System.Collections.Immutable.ImmutableDictionary<string, Answer>.Empty.Add("kind", Answer.OfText("any")), typed, 0, 10)
            .Items.Select(item => item.Label).ShouldBe([expected]);
    }

    public void Dispose() => _rig.Dispose();

    private RigPerson AddHead()
    {
        var head = _rig.AddPerson("Громова Татьяна Павловна");
        RoleTable.Grant(_rig.Transaction, head.Id, RoleTable.Head, null, _rig.Now);
        return head;
    }

    private void AddResponse(long person, string words, long submitted) => _rig.Connection.Execute(
        """
        INSERT INTO response (questionnaire, subject, person_id, revision, submitted_at, messenger, skipped) VALUES ('needs-2026', '', @person, 'r', @submitted, 'vk', '');
        INSERT INTO response_answer (response_id, question_id, option_id, text) VALUES (last_insert_rowid(), 'wish', '', @words);
        """,
        new { person, words, submitted });

    private string CodeOf(AccountId account) => _rig.Do(account, "people.link_code").Results["code"].Text!;

    private string Join(AccountId account, string code) => _rig.Do(account, "people.join", ("code", Answer.OfText(code))).Name;

    private ActionOutcome WhoseCode(AccountId account, string code) => _rig.Do(account, "people.whose_code", ("code", Answer.OfText(code)));

    private string Accept(AccountId account, string code) => AcceptWhole(account, code).Name;

    private ActionOutcome AcceptWhole(AccountId account, string code) => _rig.Do(account, "people.accept_invitation", ("code", Answer.OfText(code)));

    private void SaveJob(AccountId account, Answer organization, string position) =>
        _rig.Do(account, "people.save_job", ("organization", organization), ("position", Answer.OfText(position))).Name.ShouldBe("ok");

    private string RemoveJob(AccountId account, long job) => _rig.Do(account, "people.remove_job", ("job", Answer.OfText($"{job}"))).Name;
}
