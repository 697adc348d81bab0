using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BenchmarkDotNet.Validators;
using Perfolizer.Horology;

namespace MethodBot.Bench.Running;

/// <summary>How thoroughly to measure, and what to print.</summary>
internal static class BenchConfig
{
    /// <summary>As BenchmarkDotNet sees fit, some minutes: for looking closely, with <c>--filter</c>.</summary>
    public static IConfig Full => Make(Job.Default, ConsoleLogger.Default).AddExporter(MarkdownExporter.GitHub);

    /// <summary>About two minutes for everything.</summary>
    public static IConfig Quick => Make(Short, ConsoleLogger.Default);

    /// <summary>The same, its log kept back: what is printed is the table.</summary>
    public static IConfig Table(ILogger log) => Make(Short, log);

    /// <summary>Every method once, in any build: shows that they still work, and measures nothing.</summary>
    public static IConfig Once(ILogger log) => Make(Job.Dry, log).WithOptions(ConfigOptions.DisableOptimizationsValidator);

    private static Job Short => Job.Default.WithWarmupCount(4).WithIterationCount(15).WithIterationTime(TimeInterval.FromMilliseconds(250));

    // In the same process: the project that BenchmarkDotNet would generate elsewhere comes under this repository's warnings as errors,
    // pinned packages and locked restore, and does not build under them.
    private static ManualConfig Make(Job job, ILogger log) => ManualConfig.CreateEmpty()
        .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddValidator(JitOptimizationsValidator.FailOnError)
        .AddLogger(log);
}
