using System.Globalization;
using System.Reflection;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Faults;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Faults;

public sealed class CheckerTests
{
    public static TheoryData<string> Names => [.. BrokenDialogs.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_dialog_is_told_with_its_place_and_nothing_else_is(string name)
    {
        var sample = BrokenDialogs.All.Single(item => item.Name == name);

        var (set, faults) = TestDialogs.Check(sample.Text);

        set.ShouldBeNull();
        faults.Where(fault => fault.File != "texts.yaml" || fault.Message != FaultMessages.MissingStart).Select(Tell).ShouldBe(sample.Expected);
        faults.ShouldAllBe(fault => fault.File == "a.yaml" || fault.Message == FaultMessages.MissingStart);
    }

    [Fact]
    public void Every_sentence_of_the_checker_is_exercised_by_some_broken_sample()
    {
        var said = BrokenDialogs.All.SelectMany(sample => sample.Expected).Concat(OtherFaults().Select(Tell)).ToList();

        var silent = typeof(FaultMessages).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member.Name != nameof(FaultMessages.Describe))
            .Where(member => !said.Exists(message => Begins(member).All(part => message.Contains(part, StringComparison.Ordinal))))
            .Select(member => member.Name);

        silent.ShouldBeEmpty();
    }

    [Fact]
    public void All_faults_of_all_files_are_told_at_once()
    {
        var (set, faults) = TestDialogs.Check(
            "dialog: start\nsteps:\n  - say: Привет, {nobody}!\n  - do: notes.fly\n  - go: away\n",
            "dialog: more\nsteps:\n  - ask: a\n    yes_no: true\n");

        set.ShouldBeNull();
        faults.Select(fault => $"{fault.File}:{fault.Mark.Line}:{fault.Mark.Column}").ShouldBe(["a.yaml:3:18", "a.yaml:4:9", "a.yaml:5:9", "b.yaml:3:5"]);
    }

    [Fact]
    public void A_fault_reads_as_editors_link_it()
    {
        new Fault("dialogs/a.yaml", new Mark(3, 7), null, "нет текста.").ToString().ShouldBe("dialogs/a.yaml:3:7: нет текста.");
        new Fault("dialogs/a.yaml", new Mark(3, 7), "menu", "нет текста.").ToString().ShouldBe("dialogs/a.yaml:3:7: шаг «menu»: нет текста.");
    }

    [Fact]
    public void Faults_between_files_name_both()
    {
        OtherFaults().Select(fault => fault.ToString()).ShouldBe(
        [
            $"texts.yaml:1:1: {FaultMessages.MissingStart}",
            $"texts.yaml:32:16: {FaultMessages.UnknownValue("pag", null, [])}",
            $"b.yaml:1:9: {FaultMessages.DuplicateDialog("start", "a.yaml")}",
            $"texts.yaml:1:1: {FaultMessages.MissingTextKey("words.start")}",
            $"a.yaml:3:5: шаг «b»: {FaultMessages.CallsItself("start")}",
            $"b.yaml:3:5: шаг «start»: {FaultMessages.CallsItself("b")}",
            $"b.yaml:2:7: {FaultMessages.DuplicateLink("event", "start")}",
        ], ignoreOrder: true);
    }

    [Fact]
    public void A_circle_that_a_condition_or_an_outcome_may_end_is_allowed()
    {
        TestDialogs.Check("dialog: start\nsteps:\n  - id: a\n    do: notes.read\n    outcomes: { missing: a }\n").Faults.ShouldBeEmpty();
        TestDialogs.Check("dialog: start\nsteps:\n  - id: a\n    do: notes.read\n  - go: end\n    when: person.known\n  - go: a\n").Faults.ShouldBeEmpty();
        TestDialogs.Check("dialog: start\nsteps:\n  - ask: a\n    text: А?\n    yes_no: true\n  - call: start\n").Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("experience", "expirience", "experience")]
    [InlineData("menu", "men", "menu")]
    [InlineData("menu", "mn", null)]
    [InlineData("title", "titles", "title")]
    [InlineData("title", "tilte", "title")]
    [InlineData("menu", "mneu", "menu")]
    [InlineData("title", "subtitle", null)]
    public void A_similar_name_is_suggested_only_when_it_is_near(string known, string written, string? expected) =>
        Similarity.Closest(written, [known, "совсем другое"]).ShouldBe(expected);

    [Fact]
    public void Of_names_equally_near_the_same_one_is_always_suggested()
    {
        Similarity.Closest("events.opne", ["events.mine", "events.open"]).ShouldBe("events.open");
        Similarity.Closest("stat", ["star", "stay", "slat"]).ShouldBe("slat");
        Similarity.Closest("stat", ["slat", "stay", "star"]).ShouldBe("slat");
    }

    [Fact]
    public void The_nearest_name_is_suggested() => Similarity.Closest("options", ["option", "optional", "opinion"]).ShouldBe("option");

    private static IEnumerable<Fault> OtherFaults()
    {
        const string Good = "dialog: start\nsteps:\n  - say: А\n";
        var withoutStart = TestDialogs.Check("dialog: other\nsteps:\n  - say: А\n").Faults;
        var twins = TestDialogs.Check(Good, Good).Faults;
        var texts = DialogSet.Load(
            [new DialogFile("a.yaml", Good)], new DialogFile("texts.yaml", KitTexts.Yaml.Replace("  start: начать", "  # start: начать", StringComparison.Ordinal)), TestDialogs.Vocabulary).Faults;
        var values = DialogSet.Load(
            [new DialogFile("a.yaml", Good)], new DialogFile("texts.yaml", KitTexts.Yaml.Replace("Здесь пока пусто", "Здесь {pag}", StringComparison.Ordinal)), TestDialogs.Vocabulary).Faults;
        var circle = TestDialogs.Check("dialog: start\nsteps:\n  - call: b\n", "dialog: b\nsteps:\n  - call: start\n").Faults;
        var links = TestDialogs.Check(Good.Replace("steps", "link: event\nsteps", StringComparison.Ordinal), "dialog: b\nlink: event\nsteps:\n  - say: А\n").Faults;
        return [.. withoutStart, .. twins, .. texts, .. values, .. circle, .. links];
    }

    private static string Tell(Fault fault) => fault.Step is null
        ? $"{fault.Mark.Line}:{fault.Mark.Column}: {fault.Message}"
        : $"{fault.Mark.Line}:{fault.Mark.Column}: step {fault.Step}: {fault.Message}";

    /// <summary>The words of a message that do not depend on what it is about.</summary>
    private static IEnumerable<string> Begins(MemberInfo member)
    {
        if (member is FieldInfo field)
            return [(string)field.GetValue(null)!];
        const string Hole = "\u0001";
        var method = (MethodInfo)member;
        var arguments = method.GetParameters().Select(parameter => parameter.ParameterType == typeof(int) ? 31_337
            : parameter.ParameterType == typeof(string) ? parameter.Name == "similar" ? null : Hole
            : (object)Array.Empty<string>());
        var text = (string)method.Invoke(null, [.. arguments])!;
        return text.TrimEnd('.').Split([Hole, 31_337.ToString(CultureInfo.InvariantCulture)], StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length > 4);
    }
}
