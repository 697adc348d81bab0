using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Answers;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service.Notices;
using MethodBot.Service.People;

namespace MethodBot.IntegrationTests.Service;

/// <summary>A person gets everything that is held of them, and after a withdrawal nothing in the store names them.</summary>
public sealed class OwnDataTests : IDisposable
{
    private const string Marker = "фиолетовый бегемот";
    private readonly ServiceRig _rig = new();
    private readonly RigPerson _anna;
    private readonly RigPerson _methodist;

    public OwnDataTests()
    {
        _anna = _rig.AddPerson("Лебедева-Заречная Анна Ивановна", "Школа № 5");
        _methodist = _rig.AddPerson("Белова Ольга Ивановна");
        _rig.Connection.Execute("INSERT INTO direction (id, name, sort) VALUES ('primary', 'Начальные классы', 1)");
        RoleTable.AppointMethodist(_rig.Transaction, _methodist.Id, "primary", [], isDeputy: false);
        _rig.Do(_anna.Account, "consultations.create", ("direction", Answer.OfOption("primary", "Начальные классы")), ("message", Answer.OfText($"Как нарисовать {Marker}?")));
        _rig.Connection.Execute(
            """
            INSERT INTO response (questionnaire, subject, person_id, revision, submitted_at, messenger, skipped) VALUES ('needs-2026', '', @Id, 'r', 1, 'vk', '');
            INSERT INTO response_answer (response_id, question_id, option_id, text) VALUES (last_insert_rowid(), 'wish', '', @Marker);
            INSERT INTO draft (owner, name, conversation_id) SELECT 'person:' || @Id, 'needs-2026', id FROM conversation WHERE account = @Account;
            UPDATE conversation SET state = json_object('LastVisit', 7, 'Link', @Marker) WHERE account = @Account;
            INSERT INTO inbox (messenger, channel, update_key, received_at, state, raw, chat, error) VALUES ('telegram', '1', 'k', 0, 2, @Marker, @Account, 'x');
            """,
            new { _anna.Id, Account = _anna.Account.Id, Marker });
        _rig.Connection.Execute(
            """
            INSERT INTO event (id, kind, title, description, place, starts_at, ends_at) VALUES (1, 'festival', 'Фестиваль', '', '', 1, 4102444800000);
            INSERT INTO event_session (event_id, number, starts_at) VALUES (1, 1, 4102444800000);
            INSERT INTO registration (id, event_id, person_id, registered_at, placed_at, organization_text) VALUES (1, 1, @Id, 1, 1, @Marker);
            INSERT INTO registration_answer (registration_id, number, question, answer) VALUES (1, 1, 'Что привезёте?', @Marker);
            """,
            new { _anna.Id, Marker });
    }

    [Fact]
    public void The_file_lists_everything_that_is_held()
    {
        _rig.Do(_anna.Account, "people.send_data");

        var text = System.Text.Encoding.UTF8.GetString(_rig.Connection.QuerySingle<byte[]>("SELECT content FROM file_content"));
        foreach (var words in new[] { "Лебедева-Заречная Анна Ивановна", "Школа № 5", "telegram", "действует", $"Как нарисовать {Marker}?", $": {Marker}", "Фестиваль", $"Что привезёте? {Marker}" })
            text.ShouldContain(words, Case.Insensitive);
    }

    [Fact]
    public void After_a_withdrawal_nothing_in_the_store_names_the_person()
    {
        _rig.Do(_anna.Account, "people.send_data");
        Find("заречная").ShouldNotBeEmpty();
        Find("бегемот").ShouldNotBeEmpty();

        _rig.Do(_anna.Account, "people.withdraw").Name.ShouldBe("ok");

        Find("заречная").ShouldBeEmpty();
        Find("бегемот").ShouldBeEmpty();
        Find("Анна Ивановна").ShouldBeEmpty();
        _rig.Turn(_anna.Account).Person().ShouldBeNull();
        var act = _rig.Connection.QuerySingle<string>("SELECT act FROM erasure");
        foreach (var count in new[] { "responses: 1", "registrations to come: 1", "answers at sign-up: 1" })
            act.ShouldContain(count);
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM consent WHERE person_id = @Id AND withdrawn_at IS NOT NULL", new { _anna.Id }).ShouldBe(1);
        _rig.Connection.Query("PRAGMA foreign_key_check").ShouldBeEmpty();
    }

    [Fact]
    public void Whoever_has_not_written_for_as_long_as_the_consent_says_is_erased_without_a_word_to_anybody_else()
    {
        var heard = _rig.AddPerson("Кузнецов Пётр Ильич");
        _rig.Now = _rig.Now.AddDays(1096);
        _rig.Connection.Execute("UPDATE conversation SET updated_at = @now WHERE account = @Id", new { now = _rig.Now.ToUnixTimeMilliseconds(), heard.Account.Id });

        Forget();

        Find("заречная").ShouldBeEmpty();
        Find("бегемот").ShouldBeEmpty();
        _rig.Connection.QuerySingle<string>("SELECT act FROM erasure").ShouldStartWith("term over: ");
        _rig.Turn(heard.Account).Person().ShouldNotBeNull();
        // A duty of the service's own people is not over because nobody asked them anything.
        _rig.Turn(_methodist.Account).Person().ShouldNotBeNull();
        _rig.SentTo(_anna.Account).ShouldNotContain(text => text.Length > 0);
        _rig.Connection.Query("PRAGMA foreign_key_check").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1095, 1094)]
    [InlineData(0, 4000)]
    public void Within_the_term_or_without_one_nobody_is_erased(int kept, int days)
    {
        _rig.Options.PersonalDataKept = kept;
        _rig.Now = _rig.Now.AddDays(days);
        Forget();
        Find("заречная").ShouldNotBeEmpty();
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM erasure").ShouldBe(0);
    }

    [Fact]
    public void Acts_and_proofs_of_consent_go_three_years_after_the_erasure()
    {
        _rig.Do(_anna.Account, "people.withdraw");
        _rig.Now = _rig.Now.AddDays(1095);
        Forget();
        Proofs().ShouldBe(2);
        _rig.Now = _rig.Now.AddDays(2);
        Forget();
        Proofs().ShouldBe(0);
        _rig.Connection.Query("PRAGMA foreign_key_check").ShouldBeEmpty();

        long Proofs() => _rig.Connection.ExecuteScalar<long>(
            "SELECT (SELECT count(*) FROM erasure) + (SELECT count(*) FROM consent WHERE person_id = @Id)", new { _anna.Id });
    }

    [Fact]
    public void The_words_of_a_consultation_go_when_it_has_been_closed_for_the_term_even_if_the_teacher_goes_on_writing()
    {
        _rig.Connection.Execute("UPDATE consultation SET closed_at = @now", new { now = _rig.Now.ToUnixTimeMilliseconds() });
        _rig.Now = _rig.Now.AddDays(1096);
        _rig.Connection.Execute("UPDATE conversation SET updated_at = @now", new { now = _rig.Now.ToUnixTimeMilliseconds() });

        Forget();

        Find("Как нарисовать").ShouldBeEmpty();
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM consultation WHERE erased_at IS NOT NULL").ShouldBe(1);
        Find("заречная").ShouldNotBeEmpty();
    }

    [Fact]
    public void What_waits_to_be_told_or_sent_to_the_person_is_gone_too()
    {
        _rig.Now = new DateTimeOffset(2026, 11, 24, 20, 0, 0, TimeSpan.Zero);
        _rig.Service<NoticeDesk>().Tell(
            _rig.Context,
            _anna.Id,
            new Notice(new OutboundMessage { Text = [new MethodBot.Dialogs.Presentation.TextSpan(Marker)] }) { Kind = NoticeKind.Own });

        _rig.Do(_anna.Account, "people.withdraw");
        _rig.Now = _rig.Now.AddDays(1);
        _rig.FireTimers();

        Find("бегемот").ShouldBeEmpty();
    }

    [Fact]
    public void Who_shares_the_account_stays_and_goes_on_where_they_were()
    {
        var maria = _rig.AddPerson("Орлова Мария Петровна");
        PeopleTable.AddAccount(_rig.Transaction, maria.Id, _anna.Account, _rig.Now);
        PeopleTable.SwitchAccount(_rig.Transaction, _anna.Id, _anna.Account, _rig.Now);

        _rig.Do(_anna.Account, "people.withdraw").Name.ShouldBe("ok");

        _rig.Turn(_anna.Account).Person()!.Id.ShouldBe(maria.Id);
    }

    [Fact]
    public void One_who_withdraws_elsewhere_does_not_disturb_who_writes_from_the_shared_account()
    {
        var maria = _rig.AddPerson("Орлова Мария Петровна");
        var vk = _rig.AddStranger("vk");
        PeopleTable.AddAccount(_rig.Transaction, _anna.Id, vk, _rig.Now);
        PeopleTable.AddAccount(_rig.Transaction, maria.Id, _anna.Account, _rig.Now);

        _rig.Do(vk, "people.withdraw").Name.ShouldBe("ok");

        _rig.Turn(vk).Person().ShouldBeNull();
        _rig.Turn(_anna.Account).Person()!.Id.ShouldBe(maria.Id);
        _rig.Connection.ExecuteScalar<string>("SELECT state FROM conversation WHERE account = @Id", new { _anna.Account.Id })!.ShouldContain("бегемот", customMessage: "that state is of who writes now");
    }

    [Fact]
    public void Who_comes_back_is_a_new_person()
    {
        _rig.Do(_anna.Account, "people.withdraw");
        _rig.Do(_anna.Account, "people.consent");

        var person = _rig.Turn(_anna.Account).Person()!;
        person.Id.ShouldNotBe(_anna.Id);
        person.FirstName.ShouldBeNull();
    }

    public void Dispose() => _rig.Dispose();

    private void Forget()
    {
        foreach (var slice in _rig.Slices.All)
        {
            while (slice.Forget(_rig.Context))
            {
            }
        }
    }

    /// <summary>Columns of the store in which the words stand, in whatever case.</summary>
    private List<string> Find(string words) =>
    [
        .. _rig.Connection.Query<(string Table, string Column)>(
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'dialog_revision'")
            .ToList()
            .Where(column => _rig.Connection.Query<string?>($"SELECT CAST(\"{column.Column}\" AS TEXT) FROM \"{column.Table}\"")
                .Any(text => text?.Contains(words, StringComparison.OrdinalIgnoreCase) == true))
            .Select(column => $"{column.Table}.{column.Column}"),
    ];
}
