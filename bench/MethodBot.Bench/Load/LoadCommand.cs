namespace MethodBot.Bench.Load;

internal static class LoadCommand
{
    public static async Task ExecuteAsync(LoadOptions options)
    {
        var run = new LoadRun(options);
        for (var i = 0; i < options.Pairs; i++)
        {
            foreach (var which in new[] { LoadedBot.Baseline, LoadedBot.MethodBot })
            {
                var r = await run.RunAsync(which, options.Teachers);
                Console.WriteLine($"{which}: {r.AnswersPerSecond:0}/s p50 {r.Percentile(.5):0.0} p95 {r.Percentile(.95):0.0} p99 {r.Percentile(.99):0.0} bytes {r.BytesPerTurn:0} cpu {r.ProcessorPerTurn:0.000} ms");
            }
        }
    }
}
