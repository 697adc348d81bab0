using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Machines;
using MethodBot.Tests.Dialogs.Kit;
using Xunit.Abstractions;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>Random people in random dialogs: what must hold in every conversation, checked after every turn of many.</summary>
public sealed class DialogPropertyTests(ITestOutputHelper output)
{
    /// <summary>How many conversations a run has, where the default is to be raised.</summary>
    private const string CountVariable = "METHODBOT_PROPERTY_CONVERSATIONS";

    /// <summary>Which conversations they are, where others are wanted than every day's.</summary>
    private const string SeedVariable = "METHODBOT_PROPERTY_SEED";

    private const int DefaultCount = 600;
    private const int DefaultSeed = 20261015;
    private const int Turns = 40;
    private const int Sets = 100;
    private const int Changes = 4;

    private readonly Dictionary<int, Conversations> _sets = [];
    private readonly Coverage _coverage = new(TurnProperties.Required);

    /// <param name="Dialogs">Which set of dialogs, and which world at the beginning.</param>
    /// <param name="Turns">What happens in each turn.</param>
    private sealed record Case(int Dialogs, int World, int[] Turns);

    [Fact]
    public void Whoever_talks_in_whatever_dialogs_nobody_is_stranded_and_no_answer_is_lost()
    {
        var count = Setting(CountVariable, DefaultCount);
        var cases =
            from dialogs in Gen.Choose(0, Math.Max(Sets, count / 15))
            from world in Gen.Choose(0, int.MaxValue - 1)
            from turns in Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), Turns)
            select new Case(dialogs, world, turns);
        var property = Prop.ForAll(Arb.From(cases, Shrink), Holds);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(new Replay(new Rnd((ulong)Setting(SeedVariable, DefaultSeed)), null)), property);

        output.WriteLine($"{count} conversations over {_sets.Count} sets");
        output.WriteLine(_coverage.Describe());
        _coverage.Missing.ShouldBeEmpty("a run that does not come everywhere proves little");
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private bool Holds(Case conversation)
    {
        Run(conversation);
        return true;
    }

    private void Run(Case conversation)
    {
        var walk = new RandomWalk(SetOf(conversation.Dialogs), _coverage, new Random(conversation.World));
        try
        {
            foreach (var turn in conversation.Turns)
                walk.Take(turn);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                $"{e.Message}\n\nDialogs {conversation.Dialogs}, world {conversation.World}, turns [{string.Join(", ", conversation.Turns)}]:\n{walk.Log}\n{string.Join("\n", walk.Dialogs.Files.Reverse().Select(file => file.Text))}", e);
        }
    }

    // Fewer turns: a conversation that fails does so in its last.
    private static IEnumerable<Case> Shrink(Case failed)
    {
        for (var size = failed.Turns.Length / 2; size >= 1; size /= 2)
        {
            for (var start = 0; start + size <= failed.Turns.Length; start += size)
                yield return failed with { Turns = [.. failed.Turns[..start], .. failed.Turns[(start + size)..]] };
        }
    }

    private Conversations SetOf(int seed)
    {
        if (_sets.TryGetValue(seed, out var known))
            return known;
        var random = new Random(seed);
        var files = RandomDialogs.Draw(random);
        var (set, faults) = Load(files);
        faults.Select(fault => fault.ToString()).ShouldBeEmpty($"what is drawn is valid, here set {seed}");
        foreach (var node in set!.Machines.SelectMany(machine => machine.Nodes))
            CountWritten(node);
        if (set.Machines.Any(machine => !machine.Sections.IsEmpty))
            _coverage.Count("written:section");
        return _sets[seed] = new Conversations(Mutations.Make(files, Changes, random, changed => Load(changed).Set));
    }

    private void CountWritten(Node node)
    {
        _coverage.Count("written:" + node switch { SayNode => "say", AskNode => "ask", DoNode => "do", GoNode => "go", CallNode => "call", _ => "review" });
        if (node.When is not null)
            _coverage.Count("written:when");
        if (node is not AskNode ask)
            return;
        if (ask.Default is not null)
            _coverage.Count("written:default");
        if (ask.Optional)
            _coverage.Count("written:optional");
        if (ask.Menu)
            _coverage.Count("written:menu");
    }

    private static (DialogSet? Set, System.Collections.Immutable.ImmutableArray<MethodBot.Dialogs.Faults.Fault> Faults) Load(IReadOnlyList<DialogFile> files) =>
        DialogSet.Load(files, new DialogFile("texts.yaml", KitTexts.Yaml), TestDialogs.Vocabulary);
}
