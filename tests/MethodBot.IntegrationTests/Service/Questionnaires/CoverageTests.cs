using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Answers;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service.People;
using MethodBot.Service.Questionnaires.Summaries;
using static MethodBot.IntegrationTests.Service.Questionnaires.Respondents;

namespace MethodBot.IntegrationTests.Service.Questionnaires;

/// <summary>Who sees how far a questionnaire has come, and how much of it.</summary>
public sealed class CoverageTests : IDisposable
{
    private const string School = "Школа № 5";
    private readonly ServiceRig _rig = new();
    private readonly RigPerson _coordinator;
    private readonly RigPerson _begun;
    private readonly RigPerson _answered;
    private readonly RigPerson _idle;
    private readonly RigPerson _elsewhere;

    public CoverageTests()
    {
        _coordinator = _rig.AddPerson("Белова Ольга Ивановна", School);
        _begun = _rig.AddPerson("Жукова Вера Павловна", School);
        _answered = _rig.AddPerson("Лебедева Анна Ивановна", School);
        _idle = _rig.AddPerson("Рябова Нина Олеговна", School);
        _elsewhere = _rig.AddPerson("Зорина Ева Юрьевна", "Школа № 7");
        RoleTable.Grant(_rig.Transaction, _coordinator.Id, RoleTable.Coordinator, _rig.AddOrganization(School), _rig.Now);
        _rig.Begin(_begun.Account);
        _rig.Begin(_answered.Account);
        _rig.Submit(_answered.Account, Needs, [Words("wish", "тайна"), Option("experience", "gt20", "Больше двадцати")]);
    }

    [Fact]
    public void A_coordinator_sees_who_of_the_own_organization_has_not_begun_or_finished_and_no_answer()
    {
        var body = Progress();

        body.ShouldBe("""
            Ответили 1 из 4
            ▓▓▓░░░░░░░ 25 %
            Не начали: 2
            Начали и не закончили: 1

            Не начали:
            • Белова Ольга Ивановна
            • Рябова Нина Олеговна

            Начали и не закончили:
            • Жукова Вера Павловна

            Ответили:
            • Лебедева Анна Ивановна
            """);
        body.ShouldNotContain("тайна");
    }

    [Fact]
    public void Of_an_anonymous_questionnaire_the_coordinator_sees_numbers_only()
    {
        var source = _rig.Dialogs.Files.Single(file => file.Path.EndsWith("needs-2026.yaml", StringComparison.Ordinal));
        var dialogs = _rig.Dialogs.Change(source with { Text = source.Text.Replace("anonymous: false", "anonymous: true", StringComparison.Ordinal) }).Set!;
        _rig.Submit(_idle.Account, Needs, [], dialogs: dialogs);

        var outcome = _rig.Slices.Action("questionnaires.progress").Run(_rig.Turn(_coordinator.Account, dialogs), Call("questionnaires.progress"));
        var body = outcome.Results["body"].Text!;
        body.ShouldContain("Ответили 2 из 4");
        body.ShouldNotContain("Рябова");
        body.ShouldContain("имён здесь нет");
    }

    [Fact]
    public void Only_questionnaires_that_are_open_and_about_no_event_are_the_coordinators()
    {
        _rig.List(_coordinator.Account, "questionnaires.open").Select(choice => choice.Id).ShouldBe([Needs]);
        _rig.Now = new DateTimeOffset(2027, 6, 2, 9, 0, 0, TimeSpan.Zero);
        _rig.List(_coordinator.Account, "questionnaires.open").ShouldBeEmpty();
        _rig.Do(_coordinator.Account, "questionnaires.remind", Questionnaire).Name.ShouldBe("gone");
    }

    [Fact]
    public void A_reminder_goes_to_those_who_have_not_answered_once_a_day_and_is_void_when_they_answer()
    {
        var told = _rig.Do(_coordinator.Account, "questionnaires.remind", Questionnaire);
        (told.Name, told.Results["count"].Number, told.Results["silent"].Number).ShouldBe(("ok", 2, 0));
        _rig.SentTo(_begun.Account).ShouldHaveSingleItem().ShouldContain("Анкета «Потребности 2026»");
        _rig.SentTo(_idle.Account).Count.ShouldBe(1);
        _rig.SentTo(_answered.Account).ShouldBeEmpty();
        _rig.SentTo(_elsewhere.Account).ShouldBeEmpty();
        _rig.SentTo(_coordinator.Account).ShouldBeEmpty("who reminds others knows it");

        _rig.Now += TimeSpan.FromHours(2);
        _rig.Do(_coordinator.Account, "questionnaires.remind", Questionnaire).Name.ShouldBe("already");

        // The next one falls into the night, and Nina answers before the morning.
        _rig.Now = new DateTimeOffset(2026, 11, 25, 18, 0, 0, TimeSpan.Zero);
        _rig.Do(_coordinator.Account, "questionnaires.remind", Questionnaire).Name.ShouldBe("ok");
        _rig.Submit(_idle.Account, Needs, []);
        _rig.Now = new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
        _rig.FireTimers();
        _rig.SentTo(_idle.Account).Count.ShouldBe(1);
        _rig.SentTo(_begun.Account).Count.ShouldBe(2);
    }

    [Fact]
    public void Nobody_is_left_to_be_reminded_when_all_have_answered()
    {
        Waiting().ShouldBe(2, "whoever asks is not reminded");
        _rig.Submit(_begun.Account, Needs, []);
        _rig.Submit(_idle.Account, Needs, []);
        Waiting().ShouldBe(0);

        _rig.Do(_coordinator.Account, "questionnaires.remind", Questionnaire).Name.ShouldBe("none");
    }

    [Fact]
    public void A_coordinator_of_an_organization_that_has_nobody_yet_sees_noughts_and_reminds_nobody()
    {
        var first = _rig.AddPerson("Титова Алла Юрьевна");
        RoleTable.Grant(_rig.Transaction, first.Id, RoleTable.Coordinator, _rig.AddOrganization("Школа № 9"), _rig.Now);

        _rig.Do(first.Account, "questionnaires.progress", Questionnaire).Results["body"].Text!.ShouldStartWith("Ответили 0 из 0");
        _rig.Do(first.Account, "questionnaires.remind", Questionnaire).Name.ShouldBe("none");
    }

    [Fact]
    public void The_overview_counts_people_organizations_and_who_is_under_way()
    {
        var coverage = AudienceTable.ReadCoverage(_rig.Connection, Needs, null);
        coverage.ShouldBe(new Coverage(People: 5, Answered: 1, Begun: 1, Organizations: 2, Covered: 1));

        _rig.Submit(_elsewhere.Account, Needs, []);
        AudienceTable.ReadCoverage(_rig.Connection, Needs, "school").ShouldBe(new Coverage(5, 2, 1, 2, 2));
        AudienceTable.ReadCoverage(_rig.Connection, Needs, "kindergarten").ShouldBe(new Coverage(0, 0, 0, 0, 0));
    }

    [Fact]
    public void A_group_of_fewer_than_three_is_not_shown()
    {
        _rig.Submit(_begun.Account, Needs, []);
        Body(_rig, "school").ShouldContain("меньше трёх ответов");
        Body(_rig, "school").ShouldNotContain("Ответили");

        _rig.Submit(_idle.Account, Needs, []);
        Body(_rig, "school").ShouldContain("Ответили 3 из 5");
        Body(_rig, null).ShouldContain("Ответили 3 из 5");
    }

    [Fact]
    public void The_next_page_is_the_next_question_or_more_of_its_words()
    {
        foreach (var i in Enumerable.Range(0, 9))
            _rig.Submit(_rig.AddPerson("Орлова Нина", School).Account, Needs, [Words("wish", $"слова {i}")]);
        var methodist = Methodist();
        var steps = new List<string>();
        string? place = "theme";
        for (var i = 0; i < 5; i++)
        {
            var page = _rig.Do(methodist, "questionnaires.summary", Questionnaire, ("place", Answer.OfText(place!)), ("step", Answer.OfOption("next", "Дальше ›")));
            place = page.Results["place"].Text;
            steps.Add($"{place} {page.Results["heading"].Text} {page.Results["last"].Flag}");
        }

        steps.ShouldBe([
            "wish Вопрос 25 из 26 False", "wish:0 Вопрос 25 из 26 · ответы 1–8 из 10 False", "wish:8 Вопрос 25 из 26 · ответы 9–10 из 10 False",
            "contact Вопрос 26 из 26 True", "contact Вопрос 26 из 26 True"]);
    }

    [Fact]
    public void A_table_in_the_chat_is_for_those_who_work_here_and_of_three_at_least_where_nobody_is_named()
    {
        var methodist = Methodist();
        _rig.Do(methodist, "questionnaires.send_table", Questionnaire).Name.ShouldBe("ok");
        _rig.Connection.ExecuteScalar<string>("SELECT name FROM file").ShouldBe("needs-2026-2026-11-24.xlsx");
        _rig.Do(methodist, "questionnaires.send_table", ("questionnaire", Answer.OfText("event-feedback"))).Name.ShouldBe("empty");
        _rig.Do(_coordinator.Account, "questionnaires.send_table", Questionnaire).Name.ShouldBe("refused");

        var source = _rig.Dialogs.Files.Single(file => file.Path.EndsWith("needs-2026.yaml", StringComparison.Ordinal));
        var dialogs = _rig.Dialogs.Change(source with { Text = source.Text.Replace("anonymous: false", "anonymous: true", StringComparison.Ordinal) }).Set!;
        _rig.Slices.Action("questionnaires.send_table").Run(_rig.Turn(methodist, dialogs), Call("questionnaires.send_table")).Name.ShouldBe("few");
    }

    public void Dispose() => _rig.Dispose();

    private static (string Name, Answer Value) Questionnaire => ("questionnaire", Answer.OfOption(Needs, "Анкета"));

    private static MethodBot.Dialogs.Execution.ActionCall Call(string action) =>
        new(action, System.Collections.Immutable.ImmutableDictionary<string, Answer>.Empty.Add("questionnaire", Questionnaire.Value), "start", "rig", []);

    private static string Body(ServiceRig rig, string? kind) => new SummaryView(rig.Context, new SummaryScope(rig.Dialogs.Find(Needs)!, null, kind)).Show(null, 0).Body;

    private string Progress() => _rig.Do(_coordinator.Account, "questionnaires.progress", Questionnaire).Results["body"].Text!;

    private decimal? Waiting() => _rig.Do(_coordinator.Account, "questionnaires.progress", Questionnaire).Results["waiting"].Number;

    private AccountId Methodist()
    {
        var person = _rig.AddPerson("Крылова Анна Сергеевна");
        _rig.Connection.Execute("INSERT INTO direction (id, name, sort) VALUES ('primary', 'Начальные классы', 1)");
        RoleTable.AppointMethodist(_rig.Transaction, person.Id, "primary", [], isDeputy: false);
        return person.Account;
    }
}
