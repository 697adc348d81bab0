using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;

namespace MethodBot.Bench.Running;

/// <summary>Results as a Markdown table: medians, and how many times the baseline of its group each takes.</summary>
internal static class ResultTable
{
    private const double Thousand = 1000;

    /// <summary>A line for each benchmark that was measured, groups one after the other.</summary>
    public static string Write(IEnumerable<Summary> summaries)
    {
        var table = new StringBuilder("| what | time | ± | bytes | × baseline |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var summary in summaries)
        {
            foreach (var group in summary.Reports.Where(report => report.ResultStatistics is not null).GroupBy(report => summary.GetLogicalGroupKey(report.BenchmarkCase), StringComparer.Ordinal))
            {
                var baseline = group.FirstOrDefault(report => summary.IsBaseline(report.BenchmarkCase))?.ResultStatistics!.Median;
                foreach (var report in group)
                    AppendRow(table, report, baseline);
            }
        }

        return table.ToString();
    }

    private static void AppendRow(StringBuilder table, BenchmarkReport report, double? baseline)
    {
        var statistics = report.ResultStatistics!;
        var bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);
        table.Append(CultureInfo.InvariantCulture, $"| {report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo} | {Time(statistics.Median)} ")
            .Append(CultureInfo.InvariantCulture, $"| {statistics.StandardDeviation / statistics.Mean:0 %} | {bytes?.ToString("#,0", CultureInfo.InvariantCulture) ?? ""} ")
            .Append(baseline is > 0 and var one ? Ratio(statistics.Median / one) : "").Append(" |\n");
    }

    private static string Ratio(double ratio) => ratio.ToString(ratio < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture).Insert(0, "| ");

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < Thousand => Format(nanoseconds, "ns"),
        < Thousand * Thousand => Format(nanoseconds / Thousand, "µs"),
        _ => Format(nanoseconds / (Thousand * Thousand), "ms"),
    };

    private static string Format(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{(value < 10 ? value.ToString("0.0", CultureInfo.InvariantCulture) : value.ToString("0", CultureInfo.InvariantCulture))} {unit}");
}
