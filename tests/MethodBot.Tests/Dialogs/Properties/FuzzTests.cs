using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Conditions;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Texts;
using MethodBot.Tests.Dialogs.Kit;
using Xunit.Abstractions;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>Whatever stands in the files: they compile, or every fault has a place in them and says in Russian what it is.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    // A hundred thousand together.
    private const int Readings = 50_000;
    private const int Loadings = 10_000;
    private const int Sentences = 5_000;
    private const int Conditions = 25_000;
    private const int Templates = 10_000;

    private static readonly char[] Breaks = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    private static readonly Dictionary<string, NameInfo> Names = new(StringComparer.Ordinal)
    {
        ["flag"] = new(AnswerType.Flag, []),
        ["text"] = new(AnswerType.Text, []),
        ["number"] = new(AnswerType.Number, []),
        ["option"] = new(AnswerType.Option, ["a", "b"]),
        ["set"] = new(AnswerType.OptionSet, ["a", "b"]),
        ["matrix"] = new(AnswerType.Matrix, []),
        ["matrix.row"] = new(AnswerType.Option, ["a"]),
        ["date"] = new(AnswerType.Date, []),
        ["time"] = new(AnswerType.Time, []),
        ["files"] = new(AnswerType.Files, []),
        ["place"] = new(AnswerType.Place, []),
    };

    [Fact]
    public void Dialog_files_are_read_or_told_what_is_wrong_with_them()
    {
        var sources = RealDialogs.Files.Select(file => file.Text).ToList();
        Run(Readings, random => random.Next(5) == 0 ? Garbage.Yaml(random) : Garbage.Break(sources[random.Next(sources.Count)], random), text =>
        {
            var faults = new FaultList("a.yaml");
            if (DialogReader.Read("a.yaml", text, faults) is null)
                faults.Any.ShouldBeTrue("what is not read has a fault");
            CheckPlaces(faults.Items, text);
            return !faults.Any;
        });
    }

    [Fact]
    public void Sets_of_dialogs_are_compiled_or_told_what_is_wrong_with_them()
    {
        var samples = Enumerable.Range(0, 60).SelectMany(seed => RandomDialogs.Draw(new Random(seed))).Select(file => file.Text).Where(text => !text.StartsWith("dialog: start", StringComparison.Ordinal)).ToList();
        const string start = "dialog: start\nsteps:\n  - say: Да\n";
        Run(Loadings, random => Garbage.Break(samples[random.Next(samples.Count)], random, longest: 4000), text =>
        {
            var (set, faults) = DialogSet.Load([new DialogFile("start.yaml", start), new DialogFile("a.yaml", text)], new DialogFile("texts.yaml", KitTexts.Yaml), TestDialogs.Vocabulary);
            (set is null).ShouldBe(!faults.IsEmpty, "a set without a fault, or faults");
            CheckPlaces(faults.Where(fault => fault.File == "a.yaml"), text);
            return set is not null;
        });
    }

    [Fact]
    public void Sentences_are_read_or_told_what_is_wrong_with_them() => Run(Sentences, random => Garbage.Break(KitTexts.Yaml, random, longest: 9000), text =>
    {
        var faults = new FaultList("texts.yaml");
        DialogTexts.Read(text, TextKeys.All, faults);
        CheckPlaces(faults.Items, text);
        return !faults.Any;
    });

    [Fact]
    public void Conditions_are_compiled_or_told_what_is_wrong_with_them()
    {
        var known = Names.Select(pair => new KnownName(pair.Key, pair.Value.Type, pair.Value.Options)).ToList();
        Run(Conditions, random => random.Next(3) == 0 ? Garbage.Condition(random) : random.Next(2) == 0 ? RandomConditions.Draw(known, random) : Garbage.Break(RandomConditions.Draw(known, random), random, longest: 300), text =>
        {
            var told = new List<(int Offset, string Message)>();
            var condition = ConditionChecker.Compile(text, Names, (offset, message) => told.Add((offset, message)));
            (condition is null).ShouldBe(told.Count > 0);
            told.All(fault => fault.Offset >= 0 && fault.Offset <= text.Length && IsRussian(fault.Message)).ShouldBeTrue();
            condition?.IsTrue(_ => null);
            condition?.IsTrue(name => Value(Names[name].Type));
            return condition is not null;
        });
    }

    [Fact]
    public void Templates_are_read_or_told_what_is_wrong_with_them() => Run(Templates, random => Garbage.Break("Здравствуйте, **{person.name}**! Осталось {free} {free|место|места|мест}, {a.b-c}.", random), text =>
    {
        var told = new List<(int Offset, string Message)>();
        var template = Template.Parse(text, (offset, message) => told.Add((offset, message)));
        told.All(fault => fault.Offset >= 0 && fault.Offset < text.Length && IsRussian(fault.Message)).ShouldBeTrue();
        template.Names.All(name => name.Offset >= 0 && name.Offset < text.Length).ShouldBeTrue();
        template.RenderPlain(_ => null);
        template.RenderPlain(_ => Answer.OfNumber(5));
        return told.Count == 0;
    });

    // What the library of YAML gives up on with exceptions that are not its own.
    [Theory]
    [InlineData("dialog: a\nsteps:\n  - call: b\n    with: { to: person.name\n    text: Слово?\n")]
    [InlineData("? !!intreview:[\n  a: b\n")]
    public void A_file_that_the_scanner_gives_up_on_has_a_fault(string text)
    {
        var faults = new FaultList("a.yaml");

        DialogReader.Read("a.yaml", text, faults).ShouldBeNull();

        faults.Any.ShouldBeTrue();
        CheckPlaces(faults.Items, text);
    }

    // An overflow of the stack takes the whole process with it: that these end at all is the test.
    [Theory]
    [InlineData("[", 20_000)]
    [InlineData("{a: ", 20_000)]
    [InlineData("- ", 20_000)]
    [InlineData("? ", 20_000)]
    [InlineData("steps: [", 5_000)]
    [InlineData("[{a: ", 10_000)]
    [InlineData("!!seq [", 10_000)]
    [InlineData("&a [", 10_000)]
    public void Deep_nesting_is_a_fault(string opening, int times)
    {
        var text = "dialog: a\nsteps:\n  " + string.Concat(Enumerable.Repeat(opening, times));
        var faults = new FaultList("a.yaml");

        DialogReader.Read("a.yaml", text, faults);

        faults.Any.ShouldBeTrue();
        CheckPlaces(faults.Items, text);
    }

    [Fact]
    public void Deep_nesting_that_is_closed_again_is_a_fault()
    {
        var text = "dialog: a\nsteps: " + new string('[', 20_000) + new string(']', 20_000);
        var faults = new FaultList("a.yaml");

        DialogReader.Read("a.yaml", text, faults);

        faults.Items.Select(fault => fault.Message).ShouldContain(FaultMessages.TooDeep);
    }

    [Theory]
    [InlineData("(", 1_999)]
    [InlineData("(", 100_000)]
    [InlineData("not ", 499)]
    [InlineData("not (", 399)]
    [InlineData("[", 1_999)]
    public void Deep_conditions_are_a_fault(string opening, int times)
    {
        var told = new List<string>();

        ConditionChecker.Compile(string.Concat(Enumerable.Repeat(opening, times)), Names, (_, message) => told.Add(message)).ShouldBeNull();

        told.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(" and flag", 220)]
    [InlineData(" or flag", 240)]
    [InlineData(" or not flag and flag", 90)]
    public void Long_conditions_are_evaluated(string part, int times)
    {
        var condition = ConditionChecker.Compile("flag" + string.Concat(Enumerable.Repeat(part, times)), Names, (_, message) => throw new InvalidOperationException(message));

        condition.ShouldNotBeNull().IsTrue(_ => Answer.OfFlag(true)).ShouldBeTrue();
    }

    private void Run(int count, Func<Random, string> draw, Func<string, bool> isAccepted)
    {
        var accepted = 0;
        for (var seed = 0; seed < count; seed++)
        {
            var text = draw(new Random(seed));
            try
            {
                if (isAccepted(text))
                    accepted++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"input {seed}: {e.Message}\n{System.Text.Json.JsonSerializer.Serialize(text)}\n{text}", e);
            }
        }

        output.WriteLine($"{count} inputs, {accepted} accepted");
        accepted.ShouldBeInRange(1, count - 1, "some of the inputs are right, others are not");
    }

    private static void CheckPlaces(IEnumerable<Fault> faults, string text)
    {
        var lines = Lines(text);
        foreach (var fault in faults)
        {
            IsRussian(fault.Message).ShouldBeTrue($"«{fault.Message}» is Russian");
            fault.Mark.Line.ShouldBeInRange(1, lines.Length + 1, fault.ToString());
            var length = fault.Mark.Line <= lines.Length ? lines[fault.Mark.Line - 1].Length : 0;
            fault.Mark.Column.ShouldBeInRange(1, length + 2, fault.ToString());
        }
    }

    // As YAML breaks lines.
    private static ImmutableArray<string> Lines(string text) => [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).Split(Breaks)];

    private static bool IsRussian(string message) => message.Any(c => c is >= 'а' and <= 'я');

    private static Answer Value(AnswerType type) => type switch
    {
        AnswerType.Flag => Answer.OfFlag(true),
        AnswerType.Text => Answer.OfText("а"),
        AnswerType.Number => Answer.OfNumber(1),
        AnswerType.Date => Answer.OfDate(new DateOnly(2026, 10, 15)),
        AnswerType.Time => Answer.OfTime(new TimeOnly(14, 30)),
        AnswerType.Place => new Answer { Place = new GeoPoint(51, 58) },
        AnswerType.Files => new Answer { Files = [new AnswerFile(1, "photo", null)] },
        AnswerType.Matrix => new Answer { Options = ["row:a"], Labels = ["Строка: А"] },
        _ => Answer.OfOption("a", "А"),
    };
}
