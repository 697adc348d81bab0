using System.Collections.Immutable;
using Dapper;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service.Events;
using MethodBot.Service.Festivals;

namespace MethodBot.IntegrationTests.Service.Events;

public sealed class FestivalTests : IDisposable
{
    private const string Link = "https://vk.com/video-1_2";
    private readonly EventTown _town = new();
    private readonly long _festival;

    public FestivalTests()
    {
        _festival = _town.Add(_town.Seminar with { Kind = EventKinds.Festival, Title = "Мой лучший урок" });
        Define("Урок\nЗанятие", "Старшая группа", new DateOnly(2026, 12, 1)).Name.ShouldBe("ok");
    }

    [Fact]
    public void One_person_enters_several_works_and_the_organiser_counts_them()
    {
        var teacher = _town.AddTeacher("Школа № 5");
        Enter(teacher, "Урок", "Дроби").Name.ShouldBe("ok");
        Enter(teacher, "Урок", "Проценты").Name.ShouldBe("ok");
        Enter(_town.AddTeacher("Школа № 6"), "Занятие", "Осень").Name.ShouldBe("ok");

        _town.Do(_town.Organizer, "festivals.numbers", _festival).Results["text"].Text.ShouldBe("Работ: 3, организаций: 2\nУрок, Старшая группа: 2\nЗанятие, Старшая группа: 1");
        _town.Rig.List(teacher.Account, "festivals.mine").Length.ShouldBe(2);
        EntryExport.Read(_town.Rig.Connection, _town.Rig.Clock, _festival).Rows.Select(row => row[4]).ShouldBe(["Дроби", "Проценты", "Осень"]);
    }

    [Fact]
    public void A_work_is_changed_and_withdrawn_until_the_last_day_is_over()
    {
        var teacher = _town.AddTeacher();
        var entry = ("entry", Answer.OfText(Enter(teacher, "Урок", "Дроби").Results["number"].Text!));
        var change = ("fields", new Answer { Options = ["title", "children"] });

        _town.Rig.Do(teacher.Account, "festivals.change", entry, change, ("title", Answer.OfText("Доли")), ("children", Answer.OfOption("none", ""))).Name.ShouldBe("ok");
        var about = _town.Rig.Do(teacher.Account, "festivals.entry", entry);
        (about.Name, about.Results["title"].Text).ShouldBe(("open", "Доли"));
        about.Results["about"].Text!.ShouldContain("Детей на записи нет.");

        // Until midnight in Moscow.
        _town.Rig.Now = new DateTimeOffset(2026, 12, 1, 20, 59, 0, TimeSpan.Zero);
        _town.Rig.Do(teacher.Account, "festivals.entry", entry).Name.ShouldBe("open");
        _town.Rig.Now = _town.Rig.Now.AddMinutes(1);
        _town.Rig.Do(teacher.Account, "festivals.change", entry, change, ("title", Answer.OfText("Поздно"))).Name.ShouldBe("closed");
        _town.Rig.Do(teacher.Account, "festivals.withdraw", entry).Name.ShouldBe("closed");
        Enter(teacher, "Урок", "Ещё").Name.ShouldBe("closed");
    }

    [Fact]
    public void Nobody_sees_or_changes_the_work_of_another_but_the_organiser_sees_it()
    {
        var entry = ("entry", Answer.OfText(Enter(_town.AddTeacher(), "Урок", "Дроби").Results["number"].Text!));
        var other = _town.AddTeacher();

        _town.Rig.Do(other.Account, "festivals.entry", entry).Name.ShouldBe("gone");
        _town.Rig.Do(other.Account, "festivals.withdraw", entry).Name.ShouldBe("closed");
        _town.Rig.Do(_town.Organizer.Account, "festivals.entry", entry).Name.ShouldBe("closed");
        _town.Rig.Do(_town.Organizer.Account, "festivals.withdraw", entry).Name.ShouldBe("closed");
    }

    [Theory]
    [InlineData("Вот работа: https://vk.com/video-1_2 спасибо", "ok")]
    [InlineData("работа", "unclear")]
    public void A_work_is_a_link_among_words_or_a_file(string text, string outcome) =>
        _town.Rig.Do(_town.AddTeacher().Account, "festivals.read_work", ("work", Answer.OfText(text))).Name.ShouldBe(outcome);

    [Fact]
    public void A_nomination_that_is_no_more_is_not_offered_and_its_works_stay()
    {
        var teacher = _town.AddTeacher();
        Enter(teacher, "Занятие", "Осень");

        Define("Урок\nПрогулка", "", new DateOnly(2026, 12, 1));

        Options("festivals.nominations").ShouldBe(["Урок", "Прогулка"]);
        Options("festivals.ages").ShouldBeEmpty();
        _town.Do(_town.Organizer, "festivals.numbers", _festival).Results["text"].Text!.ShouldContain("Занятие, Старшая группа: 1");
    }

    [Fact]
    public void Who_signed_up_and_entered_nothing_is_reminded_of_the_deadline()
    {
        var (entered, idle) = (_town.AddTeacher(), _town.AddTeacher());
        _town.Register(entered, _festival);
        _town.Register(idle, _festival);
        Enter(entered, "Урок", "Дроби");

        // Works close with 1 December; three days before is a Saturday.
        _town.Rig.Now = new DateTimeOffset(2026, 11, 27, 16, 0, 0, TimeSpan.Zero);
        _town.Rig.FireTimers();

        _town.Told(idle, "Работы принимаем до 1 декабря включительно").ShouldHaveSingleItem();
        _town.Told(entered, "Работы принимаем").ShouldBeEmpty();
    }

    [Fact]
    public void The_file_of_a_work_that_another_took_the_place_of_is_erased()
    {
        foreach (var id in new[] { 7, 8 })
            _town.Rig.Connection.Execute("INSERT INTO file (id, messenger, channel, kind, reference, name, hash, state, created_at) VALUES (@id, 'vk', '1', 'video', 'x', 'a.mp4', 'h' || @id, 1, 0)", new { id });
        var teacher = _town.AddTeacher();
        var entry = ("entry", Answer.OfText(Enter(teacher, "Урок", "Дроби").Results["number"].Text!));
        Send(7, 8);

        Send(8);

        _town.Rig.Connection.Query<(long, string?)>("SELECT id, hash FROM file ORDER BY id").ShouldBe([(7, null), (8, "h8")]);
        _town.Rig.Connection.Query<string>("SELECT hash FROM erased_file").ShouldBe(["h7"]);

        void Send(params long[] files) => _town.Rig.Do(
            teacher.Account, "festivals.change", entry, ("fields", new Answer { Options = ["work"] }),
            ("work", new Answer { Files = [.. files.Select(file => new AnswerFile(file, "video", "a.mp4"))] })).Name.ShouldBe("ok");
    }

    [Fact]
    public void A_closing_date_that_is_put_off_and_back_again_is_reminded_of_once()
    {
        var idle = _town.AddTeacher();
        _town.Register(idle, _festival);
        Define("Урок", "", new DateOnly(2026, 12, 3)).Name.ShouldBe("ok");
        Define("Урок", "", new DateOnly(2026, 12, 1)).Name.ShouldBe("ok");

        _town.Rig.Now = new DateTimeOffset(2026, 11, 27, 16, 0, 0, TimeSpan.Zero);
        _town.Rig.FireTimers();

        _town.Told(idle, "Работы принимаем до").ShouldHaveSingleItem();
    }

    public void Dispose() => _town.Dispose();

    private ActionOutcome Define(string nominations, string ages, DateOnly closes) => _town.Do(
        _town.Organizer, "festivals.define", _festival,
        ("nominations", Answer.OfText(nominations)), ("ages", Answer.OfText(ages)), ("closes", Answer.OfDate(closes)));

    private ActionOutcome Enter(RigPerson person, string nomination, string title)
    {
        var option = _town.Rig.List(person.Account, "festivals.nominations", ("event", Answer.OfNumber(_festival))).Single(choice => choice.Label == nomination);
        var ages = _town.Rig.List(person.Account, "festivals.ages", ("event", Answer.OfNumber(_festival)));
        return _town.Do(
            person, "festivals.enter", _festival,
            ("nomination", Answer.OfOption(option.Id, option.Label)), ("age", Answer.OfOption(ages[0].Id, ages[0].Label)), ("title", Answer.OfText(title)),
            ("authors", Answer.OfText("Лебедева Мария Петровна")), ("work", Answer.OfText(Link)), ("children", Answer.OfOption("consented", "")));
    }

    private ImmutableArray<string> Options(string source) =>
        [.. _town.Rig.List(_town.Organizer.Account, source, ("event", Answer.OfNumber(_festival))).Select(choice => choice.Label)];
}
