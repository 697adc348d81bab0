using System.Globalization;
using System.Runtime.InteropServices;

namespace MethodBot.Bench.Load;

/// <summary>
/// <c>load</c>: each part runs the bot and what it is compared with in turns, so that both meet the same weather, and tells medians of
/// the pairs. A row is printed as soon as it is known.
/// </summary>
internal sealed class LoadCommand
{
    private readonly LoadOptions _options;
    private readonly LoadRun _run;
    private readonly CommitPath _commits;

    private LoadCommand(LoadOptions options)
    {
        _options = options;
        _run = new LoadRun(options);
        _commits = new CommitPath(options);
    }

    public static async Task ExecuteAsync(LoadOptions options)
    {
        Console.WriteLine("| what | methodbot | beside it | ratio | wanted |\n| --- | ---: | ---: | ---: | --- |");
        var command = new LoadCommand(options);
        foreach (var part in options.Chosen)
        {
            await (part switch
            {
                "start" => command.StartAsync(),
                "commit" => command.CommitAsync(),
                "saturation" => command.SaturateAsync(),
                "paced" => command.PaceAsync(),
                "heap" => command.WeighAsync(),
                _ => command.CompareStoredAsync(),
            });
        }

        Console.WriteLine($"\n{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {options.Pairs} pairs of {options.Seconds} s. Medians; ratios are medians of the pairs' own.");
    }

    private async Task StartAsync()
    {
        var pairs = await PairAsync(() => LoadRun.MeasureStartAsync(LoadedBot.Baseline), () => LoadRun.MeasureStartAsync(LoadedBot.MethodBot));
        Print("start to first poll, ms", pairs, x => x, "0");
    }

    private async Task CommitAsync()
    {
        Print("turns/s through the commit path alone, beside a bare loop that writes the same rows (b)", await PairAsync(_commits.RunRowsAsync, _commits.RunCommitsAsync), x => x, "#,0", "≥ 0.5");
        Print("turns/s computed and committed, beside (b)", await PairAsync(_commits.RunRowsAsync, _commits.RunTurnsAsync), x => x, "#,0");
    }

    private async Task SaturateAsync()
    {
        var pairs = await PairAsync(() => _run.RunAsync(LoadedBot.Baseline, _options.Teachers), () => _run.RunAsync(LoadedBot.MethodBot, _options.Teachers));
        Print($"durable answers/s, {_options.Teachers:#,0} teachers, beside the bot without turn and store (a)", pairs, x => x.AnswersPerSecond, "#,0", "≥ 0.6");
        PrintLatencies("at saturation", pairs);
        Print("processor time of a turn, µs", pairs, x => 1000 * x.ProcessorPerTurn, "0");
        Print("bytes allocated a turn", pairs, x => x.BytesPerTurn, "#,0");
    }

    private async Task PaceAsync()
    {
        const int Few = 60;
        var people = Math.Min(Few, _options.Teachers);
        var pairs = await PairAsync(
            () => _run.RunAsync(LoadedBot.Baseline, people, _options.UpdatesPerSecond), () => _run.RunAsync(LoadedBot.MethodBot, people, _options.UpdatesPerSecond));
        var sync = CommitPath.MeasureSync();
        var bound = (3 * Median(pairs.Select(pair => pair.Beside.Percentile(0.99)))) + (10 * sync);
        PrintLatencies(
            $"at {_options.UpdatesPerSecond:0} updates/s", pairs, string.Create(CultureInfo.InvariantCulture, $"p99 ≤ {bound:0.0} ms: 3 × (a)'s + 10 synced commits of {sync:0.00} ms"));
    }

    private async Task WeighAsync()
    {
        var pairs = await PairAsync(() => _run.MeasureHeapAsync(_options.FewConversations), () => _run.MeasureHeapAsync(_options.ManyConversations), count: 1);
        var what = $"managed heap at {_options.ManyConversations:#,0} conversations beside {_options.FewConversations:#,0}, MB";
        Print($"{what}, under load a moment ago", pairs, x => x.Busy / 1048576.0, "0.0");
        Print($"{what}, idle connections closed", pairs, x => x.Settled / 1048576.0, "0.0", "≤ 1.3");
    }

    private async Task CompareStoredAsync()
    {
        using var few = new LoadFolder();
        using var many = new LoadFolder();
        await FillAsync(few.StorePath, _options.FewAnswers);
        await FillAsync(many.StorePath, _options.ManyAnswers);
        var pairs = await PairAsync(() => RunOnAsync(few.StorePath), () => RunOnAsync(many.StorePath));
        Print($"durable answers/s at {_options.ManyAnswers:#,0} stored answers beside {_options.FewAnswers:#,0}", pairs, x => x.AnswersPerSecond, "#,0", "≥ 0.9");
    }

    // Each run begins with what was filled in, and not with what the one before it has added.
    private async Task<LoadResult> RunOnAsync(string filled)
    {
        using var folder = new LoadFolder();
        File.Copy(filled, folder.StorePath);
        // A gigabyte that the system still has to write would be written while the bot waits for its commits.
        await using (var copy = new FileStream(folder.StorePath, FileMode.Open, FileAccess.Write))
            copy.Flush(flushToDisk: true);
        return await _run.RunAsync(LoadedBot.MethodBot, _options.Teachers, store: folder.StorePath);
    }

    private static async Task FillAsync(string path, int answers)
    {
        const int Together = 100;
        await using var store = new LoadStore(path);
        for (var left = answers / LoadStore.Questions; left > 0; left -= Together)
            await store.AnswerAsync(Math.Min(left, Together));
    }

    private async Task<IReadOnlyList<(T Bot, T Beside)>> PairAsync<T>(Func<Task<T>> beside, Func<Task<T>> bot, int? count = null)
    {
        var pairs = new List<(T Bot, T Beside)>();
        for (var i = 0; i < (count ?? _options.Pairs); i++)
        {
            var other = await beside();
            pairs.Add((await bot(), other));
        }

        return pairs;
    }

    private static void PrintLatencies(string when, IReadOnlyList<(LoadResult Bot, LoadResult Beside)> pairs, string wanted = "")
    {
        Print($"reply after an update handed out {when}, p50, ms", pairs, x => x.Percentile(0.5), "0.0");
        Print("the same, p95, ms", pairs, x => x.Percentile(0.95), "0.0");
        Print("the same, p99, ms", pairs, x => x.Percentile(0.99), "0.0", wanted);
    }

    private static void Print<T>(string what, IReadOnlyList<(T Bot, T Beside)> pairs, Func<T, double> read, string format, string wanted = "")
    {
        var bot = Median(pairs.Select(pair => read(pair.Bot))).ToString(format, CultureInfo.InvariantCulture);
        var beside = Median(pairs.Select(pair => read(pair.Beside))).ToString(format, CultureInfo.InvariantCulture);
        var ratio = Median(pairs.Select(pair => read(pair.Bot) / read(pair.Beside)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {bot} | {beside} | {ratio:0.00} | {wanted} |"));
    }

    private static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
