using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using BenchmarkDotNet.Reports;

namespace MethodBot.Bench.Running;

/// <summary>Results as a Markdown table: medians, and how many times the baseline of its group each takes.</summary>
internal static class ResultTable
{
    private const double Thousand = 1000;

    /// <summary>A line for each benchmark; groups follow each other by what their baselines take. No ratio where a filter left the baseline out.</summary>
    public static string Write(IEnumerable<Summary> summaries)
    {
        var table = new StringBuilder("| what | time | ± | bytes | × baseline |\n| --- | ---: | ---: | ---: | ---: |\n");
        var groups = summaries
            .SelectMany(summary => summary.Reports.GroupBy(report => summary.GetLogicalGroupKey(report.BenchmarkCase), StringComparer.Ordinal))
            .Select(group => (Reports: group.ToList(), Baseline: group.FirstOrDefault(report => report.BenchmarkCase.Descriptor.Baseline)?.ResultStatistics!.Median));
        foreach (var (reports, baseline) in groups.OrderBy(group => group.Baseline))
        {
            foreach (var report in reports)
                AppendRow(table, report, baseline);
        }

        table.Append(CultureInfo.InvariantCulture, $"\n{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores. ")
            .Append("Time is the median of one run, ± its standard deviation.\n");
        return table.ToString();
    }

    private static void AppendRow(StringBuilder table, BenchmarkReport report, double? baseline)
    {
        var statistics = report.ResultStatistics!;
        var bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);
        var what = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        table.Append(
            CultureInfo.InvariantCulture,
            $"| {what} | {Time(statistics.Median)} | {statistics.StandardDeviation / statistics.Mean:0 %} | {bytes:#,0} | {(baseline is { } one ? Number(statistics.Median / one) : "")} |\n");
    }

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < Thousand => $"{Number(nanoseconds)} ns",
        < Thousand * Thousand => $"{Number(nanoseconds / Thousand)} µs",
        _ => $"{Number(nanoseconds / (Thousand * Thousand))} ms",
    };

    private static string Number(double value) => value.ToString(value < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
