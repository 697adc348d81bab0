using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.IntegrationTests.Kit;
using static MethodBot.IntegrationTests.Service.Questionnaires.Respondents;

namespace MethodBot.IntegrationTests.Service.Questionnaires;

/// <summary>One response a person, changed until it closes; about an event one for each; anonymous to the letter.</summary>
public sealed class ResponseTests : IDisposable
{
    private const string Feedback = "event-feedback";
    private const string Candid = """
        dialog: candid
        kind: questionnaire
        questionnaire: { anonymous: true }
        steps:
          - id: begin
            do: questionnaires.begin
          - ask: trust
            text: Доверяете?
            yes_no: true
          - do: questionnaires.submit
        """;

    private static readonly GivenAnswer[] Filled =
    [
        Option("experience", "gt20", "Больше двадцати"),
        Set("difficulties", ("assess", "Оценивание предметных результатов"), ("ict", "Цифровые инструменты")),
        new("confidence", AnswerType.Matrix, new Answer { Options = ["planning:easy", "parents:help"], Labels = ["Легко", "Нужна помощь"], Rows = ["Планировать", "Говорить"] }),
        new("ways", AnswerType.Ranking, new Answer { Options = ["talk", "lessons", "expert"], Labels = ["Обсуждать", "Смотреть", "Разбирать"] }),
        Number("hours", 2.5m),
        new("start", AnswerType.Date, Answer.OfDate(new DateOnly(2026, 12, 1))),
        Words("theme", "=СУММ(A1)"),
        new("contact", AnswerType.Flag, Answer.OfFlag(true) with { Labels = ["Да"] }),
    ];

    private readonly ServiceRig _rig = new();

    [Fact]
    public void What_was_sent_comes_back_as_it_was_given()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна").Account;
        _rig.Begin(anna).Name.ShouldBe("ok");
        _rig.Submit(anna, Needs, Filled, skipped: ["wish"]).Name.ShouldBe("ok");

        var again = _rig.Begin(anna);
        again.Name.ShouldBe("answered");
        again.Results["date"].Date.ShouldBe(new DateOnly(2026, 11, 24));
        again.Restored.Keys.Order(StringComparer.Ordinal).ShouldBe(Filled.Select(given => given.Question).Append("wish").Order(StringComparer.Ordinal));
        again.Restored["wish"].Skipped.ShouldBeTrue();
        foreach (var given in Filled)
            again.Restored[given.Question].ShouldBe(given.Answer, given.Question);
        AnswerText.Format(again.Restored["contact"]).ShouldBe("Да");
    }

    [Fact]
    public void Sent_again_it_replaces_the_first_and_keeps_when_that_was_sent()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна").Account;
        _rig.Submit(anna, Needs, Filled);
        _rig.Now += TimeSpan.FromDays(1);

        _rig.Submit(anna, Needs, [Number("hours", 8)]).Name.ShouldBe("updated");

        _rig.Connection.QuerySingle<(long Submitted, long Updated)>("SELECT submitted_at, updated_at FROM response")
            .ShouldBe(((_rig.Now - TimeSpan.FromDays(1)).ToUnixTimeMilliseconds(), _rig.Now.ToUnixTimeMilliseconds()));
        _rig.Connection.QuerySingle<(string, string)>("SELECT question_id, number FROM response_answer").ShouldBe(("hours", "8"));
    }

    [Fact]
    public void Words_of_ones_own_a_place_and_files_come_back_too()
    {
        var dialogs = _rig.With("""
            dialog: kinds
            kind: questionnaire
            steps:
              - id: begin
                do: questionnaires.begin
              - ask: topics
                text: Темы?
                many_of:
                  - { id: art, text: Искусство }
                  - { other: Другое }
              - ask: place
                text: Где?
                type: location
              - ask: town
                text: Откуда?
                type: location
              - ask: paper
                text: Фото?
                type: photo
                max: 2
              - ask: time
                text: Когда?
                type: time
              - do: questionnaires.submit
            """);
        var anna = _rig.AddPerson("Лебедева Анна Ивановна").Account;
        _rig.Connection.Execute("INSERT INTO file (id, messenger, channel, kind, reference, name, state, created_at) VALUES (7, 'vk', '1', 'photo', 'x', 'a.jpg', 0, 0)");
        GivenAnswer[] given =
        [
            new("topics", AnswerType.OptionSet, new Answer { Options = ["art", "other"], Labels = ["Искусство", "Другое: наука: физика"], Text = "наука: физика" }),
            new("place", AnswerType.Place, new Answer { Place = new GeoPoint(51.23158, -58.5), Text = "Школа (двор)" }),
            new("town", AnswerType.Place, new Answer { Place = new GeoPoint(51, 58) }),
            new("paper", AnswerType.Files, new Answer { Files = [new AnswerFile(7, "photo", "a.jpg")], Text = "Работа" }),
            new("time", AnswerType.Time, Answer.OfTime(new TimeOnly(14, 30))),
        ];
        _rig.Submit(anna, "kinds", given, dialogs: dialogs);

        var restored = _rig.Begin(anna, "kinds", dialogs: dialogs).Restored;
        foreach (var answer in given)
            restored[answer.Question].ShouldBe(answer.Answer, answer.Question);
    }

    [Fact]
    public void A_file_that_changed_answers_have_no_more_is_erased_and_one_that_they_keep_stays()
    {
        var dialogs = _rig.With("""
            dialog: paper
            kind: questionnaire
            steps:
              - id: begin
                do: questionnaires.begin
              - ask: paper
                text: Фото?
                type: photo
                max: 2
              - do: questionnaires.submit
            """);
        var anna = _rig.AddPerson("Лебедева Анна Ивановна").Account;
        foreach (var id in new[] { 7, 8 })
            _rig.Connection.Execute("INSERT INTO file (id, messenger, channel, kind, reference, name, hash, state, created_at) VALUES (@id, 'vk', '1', 'photo', 'x', 'a.jpg', 'h' || @id, 1, 0)", new { id });
        _rig.Submit(anna, "paper", [Paper(7, 8)], dialogs: dialogs).Name.ShouldBe("ok");

        _rig.Submit(anna, "paper", [Paper(8)], dialogs: dialogs).Name.ShouldBe("updated");

        _rig.Connection.Query<(long, string?)>("SELECT id, hash FROM file ORDER BY id").ShouldBe([(7, null), (8, "h8")]);
        _rig.Connection.Query<string>("SELECT hash FROM erased_file").ShouldBe(["h7"]);

        static GivenAnswer Paper(params long[] files) =>
            new("paper", AnswerType.Files, new Answer { Files = [.. files.Select(file => new AnswerFile(file, "photo", "a.jpg"))], Text = "" });
    }

    [Fact]
    public void Deficits_are_kept_with_the_answers_that_show_them()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна").Account;
        _rig.Submit(anna, Needs, [.. Filled, Option("diagnostics", "unclear", "Хотелось бы")]);

        _rig.Connection.Query<(string, string)>("SELECT question_id, deficit FROM response_answer WHERE deficit IS NOT NULL ORDER BY 1, 2")
            .ShouldBe([("confidence.parents", "parents"), ("diagnostics", "diagnostics"), ("difficulties", "assessment"), ("difficulties", "ict")]);
    }

    [Fact]
    public void About_an_event_there_is_one_response_for_each_event_that_has_begun()
    {
        var person = _rig.AddPerson("Лебедева Анна Ивановна");
        var anna = person.Account;
        var (past, earlier, coming) = (_rig.AddEvent("Чтение", -1), _rig.AddEvent("Письмо", -8), _rig.AddEvent("Счёт", 3));
        foreach (var id in new[] { past, earlier, coming })
            AddPlace(person, id);

        _rig.Begin(anna, Feedback, past).Results["event"].Text.ShouldBe("Чтение");
        _rig.Submit(anna, Feedback, [Number("useful", 5)], past).Name.ShouldBe("ok");
        _rig.Begin(anna, Feedback, earlier).Name.ShouldBe("ok");
        _rig.Submit(anna, Feedback, [Number("useful", 2)], earlier).Name.ShouldBe("ok");
        _rig.Begin(anna, Feedback, past).Restored["useful"].Number.ShouldBe(5);
        _rig.Begin(anna, Feedback, coming).Name.ShouldBe("gone");
        _rig.Begin(anna, Feedback, 777).Name.ShouldBe("gone");
        _rig.Submit(anna, Feedback, [Number("useful", 2)], coming).Name.ShouldBe("closed");
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM response").ShouldBe(2);
    }

    [Fact]
    public void Events_to_tell_about_are_those_registered_for_that_began_lately()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var (past, _, coming, old) = (_rig.AddEvent("Чтение", -1), _rig.AddEvent("Чужое", -2), _rig.AddEvent("Счёт", 3), _rig.AddEvent("Давнее", -90));
        foreach (var id in new[] { past, coming, old })
            AddPlace(anna, id);

        _rig.List(anna.Account, "questionnaires.attended").Select(choice => choice.Label).ShouldBe(["23 ноября · Чтение"]);
        _rig.Connection.Execute("UPDATE registration SET cancelled_at = 1 WHERE event_id = @past", new { past });
        _rig.List(anna.Account, "questionnaires.attended").ShouldBeEmpty();
    }

    [Fact]
    public void About_an_event_only_those_tell_who_had_a_place_or_were_there_and_nobody_about_one_called_off()
    {
        var (stranger, waiting, left, placed) = (_rig.AddPerson("Белова Ольга"), _rig.AddPerson("Крылова Вера"), _rig.AddPerson("Орлова Нина"), _rig.AddPerson("Зорина Ева"));
        var id = _rig.AddEvent("Чтение", -1);
        _rig.Connection.Execute("INSERT INTO registration (event_id, person_id, registered_at) VALUES (@id, @Id, 0)", new { id, waiting.Id });
        AddPlace(left, id);
        AddPlace(placed, id);
        _rig.Connection.Execute("UPDATE registration SET cancelled_at = 1 WHERE person_id = @Id", new { left.Id });

        foreach (var person in new[] { stranger, waiting, left })
        {
            _rig.Begin(person.Account, Feedback, id).Name.ShouldBe("gone");
            _rig.Submit(person.Account, Feedback, [Number("useful", 1)], id).Name.ShouldBe("closed");
            _rig.List(person.Account, "questionnaires.attended").ShouldBeEmpty();
        }

        // Signed off, and came after all.
        _rig.Connection.Execute(
            """
            INSERT INTO event_session (event_id, number, starts_at) SELECT id, 1, starts_at FROM event WHERE id = @id;
            INSERT INTO attendance (registration_id, session_id, marked_at) SELECT r.id, s.id, 0 FROM registration r, event_session s WHERE r.person_id = @Id;
            """,
            new { id, left.Id });
        _rig.Begin(left.Account, Feedback, id).Name.ShouldBe("ok");
        _rig.Begin(placed.Account, Feedback, id).Name.ShouldBe("ok");

        _rig.Connection.Execute("UPDATE event SET cancelled_at = 1");
        _rig.Begin(placed.Account, Feedback, id).Name.ShouldBe("gone");
        _rig.List(placed.Account, "questionnaires.attended").ShouldBeEmpty();
    }

    [Fact]
    public void Closed_or_not_yet_open_it_takes_nothing()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна").Account;
        _rig.Submit(anna, Needs, Filled);
        _rig.Now = new DateTimeOffset(2027, 6, 1, 9, 0, 0, TimeSpan.Zero);
        _rig.Begin(anna).Name.ShouldBe("closed");
        _rig.Submit(anna, Needs, Filled).Name.ShouldBe("closed");
        _rig.Now = new DateTimeOffset(2026, 8, 31, 9, 0, 0, TimeSpan.Zero);
        _rig.Begin(anna).Name.ShouldBe("not_yet");
    }

    [Fact]
    public void Nothing_leads_from_an_anonymous_response_to_the_person()
    {
        var dialogs = _rig.With(Candid);
        AccountId[] people = [.. new[] { "Лебедева Анна", "Белова Ольга", "Крылова Вера", "Орлова Нина", "Зорина Ева" }.Select(name => _rig.AddPerson(name).Account)];
        foreach (var account in people)
        {
            _rig.Begin(account, "candid", dialogs: dialogs).Name.ShouldBe("ok");
            _rig.Submit(account, "candid", [new("trust", AnswerType.Flag, Answer.OfFlag(account == people[0]))], dialogs: dialogs).Name.ShouldBe("ok");
            _rig.Now += TimeSpan.FromMinutes(7);
        }

        var rows = _rig.Connection.Query<(long Id, long? Person, long Submitted, string Messenger)>("SELECT id, person_id, submitted_at, messenger FROM response ORDER BY rowid").ToList();
        rows.ShouldAllBe(row => row.Person == null && row.Messenger == "");
        rows.Select(row => row.Submitted).Distinct().ShouldHaveSingleItem().ShouldBe(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.FromHours(3)).ToUnixTimeMilliseconds());
        rows.ShouldAllBe(row => row.Id > 1000, "an id in a row would tell the order");
        _rig.Connection.Query<long>("SELECT DISTINCT begun_at FROM response_start").ShouldBe([0]);
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM response_receipt").ShouldBe(5);
    }

    [Fact]
    public void An_anonymous_response_is_sent_once_and_never_given_back()
    {
        var dialogs = _rig.With(Candid);
        var anna = _rig.AddPerson("Лебедева Анна").Account;
        GivenAnswer[] given = [new("trust", AnswerType.Flag, Answer.OfFlag(true))];
        _rig.Submit(anna, "candid", given, dialogs: dialogs);

        var again = _rig.Begin(anna, "candid", dialogs: dialogs);
        (again.Name, again.Restored.Count).ShouldBe(("answered", 0));
        _rig.Submit(anna, "candid", given, dialogs: dialogs).Name.ShouldBe("answered");
        // Neither when somebody takes the anonymity away afterwards.
        var named = _rig.With(Candid.Replace("anonymous: true", "anonymous: false", StringComparison.Ordinal));
        _rig.Submit(anna, "candid", given, dialogs: named).Name.ShouldBe("answered");
        _rig.Connection.ExecuteScalar<long>("SELECT count(*) FROM response").ShouldBe(1);
    }

    [Fact]
    public void A_response_of_an_older_store_is_kept_with_its_answers_and_files()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:");
        connection.Open();
        connection.Execute("PRAGMA foreign_keys = ON; CREATE TABLE person (id INTEGER PRIMARY KEY); CREATE TABLE organization (id INTEGER PRIMARY KEY); INSERT INTO person VALUES (3)");
        var scripts = _rig.Slices.Find("questionnaires")!.Schema.Scripts;
        connection.Execute(scripts[0]);
        connection.Execute("""
            INSERT INTO response VALUES (5, 'needs', 3, 'r', 1000, 'vk');
            INSERT INTO response_answer VALUES (5, 'a', 'x', 'Икс', NULL), (5, 'n', '', NULL, '7');
            INSERT INTO response_file VALUES (5, 'f', 9);
            """);

        connection.Execute("BEGIN; " + scripts[1] + "; COMMIT");

        connection.QuerySingle<(long, string, string, long, long?)>("SELECT id, questionnaire, subject, person_id, updated_at FROM response").ShouldBe((5, "needs", "", 3, null));
        connection.ExecuteScalar<long>("SELECT count(*) FROM response_answer").ShouldBe(2);
        connection.ExecuteScalar<long>("SELECT count(*) FROM response_file").ShouldBe(1);
        connection.Execute("DELETE FROM response");
        connection.ExecuteScalar<long>("SELECT (SELECT count(*) FROM response_answer) + (SELECT count(*) FROM response_file)").ShouldBe(0);
    }

    public void Dispose() => _rig.Dispose();

    private void AddPlace(RigPerson person, long id) => _rig.Connection.Execute(
        "INSERT INTO registration (event_id, person_id, registered_at, placed_at) VALUES (@id, @Person, 0, 0)", new { id, Person = person.Id });
}
