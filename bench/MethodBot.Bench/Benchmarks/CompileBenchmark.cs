using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using MethodBot.Bench.Inputs;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Machines;
using YamlDotNet.Core;

namespace MethodBot.Bench.Benchmarks;

/// <summary>From the text of dialogs to machines, beside what the YAML parser alone takes for the same text.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class CompileBenchmark
{
    private const string Set = "set";
    private const string Dialog = "dialog";
    private const string Earlier = "earlier";
    private const string Long = "long";

    private readonly IReadOnlyList<DialogFile> _many = BenchDialogs.Many(200);
    private readonly IReadOnlyList<DialogFile> _one = [BenchDialogs.MenuOf(Long), new("long.yaml", DialogWriter.Write(Long, Standing.Steps))];
    private readonly DialogSet _served;

    public CompileBenchmark() => _served = BenchDialogs.Load(_one);

    [BenchmarkCategory(Set)]
    [Benchmark(Description = "200 dialogs: YAML parser alone", Baseline = true)]
    public int ParseMany() => Parse(_many);

    [BenchmarkCategory(Set)]
    [Benchmark(Description = "200 dialogs: read, checked, compiled")]
    public DialogSet LoadMany() => BenchDialogs.Load(_many);

    [BenchmarkCategory(Dialog)]
    [Benchmark(Description = "1 dialog of 100 steps, menu, texts.yaml: YAML parser alone", Baseline = true)]
    public int ParseOne() => Parse(_one);

    [BenchmarkCategory(Dialog)]
    [Benchmark(Description = "1 dialog of 100 steps, menu, texts.yaml: read, checked, compiled")]
    public DialogSet LoadOne() => BenchDialogs.Load(_one);

    [BenchmarkCategory(Earlier)]
    [Benchmark(Description = "earlier revision of 100 steps: YAML parser alone", Baseline = true)]
    public int ParseEarlier() => CountEvents(_one[1].Text);

    [BenchmarkCategory(Earlier)]
    [Benchmark(Description = "earlier revision of 100 steps: compiled")]
    public Machine? CompileEarlier() => _served.CompileEarlier(_one[1].Text);

    private static int Parse(IReadOnlyList<DialogFile> files) => CountEvents(BenchDialogs.Texts.Text) + files.Sum(file => CountEvents(file.Text));

    private static int CountEvents(string text)
    {
        var parser = new Parser(new StringReader(text));
        var events = 0;
        while (parser.MoveNext())
            events++;
        return events;
    }
}
