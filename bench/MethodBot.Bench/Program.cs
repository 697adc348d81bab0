using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using MethodBot.Bench.Load;
using MethodBot.Bench.Responses;
using MethodBot.Bench.Running;

if (args is ["responses", .. var counts])
{
    ResponsesRun.Execute(counts is [var count, ..] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : ResponsesRun.Answers);
    return 0;
}

if (args is [BaselineBot.Command, var apiUrl, var token])
{
    await BaselineBot.RunAsync(apiUrl, token, CancellationToken.None);
    return 0;
}

if (args is ["load", .. var loadArguments])
{
    await LoadCommand.ExecuteAsync(LoadOptions.Read(loadArguments));
    return 0;
}

// What may come first: quick, table or once. The rest is for BenchmarkDotNet, such as --filter *Turn*.
var mode = args.FirstOrDefault() is "quick" or "table" or "once" ? args[0] : "";
var rest = args[(mode.Length > 0 ? 1 : 0)..];
var log = new AccumulationLogger();
IConfig config = mode switch
{
    "quick" => BenchConfig.Quick,
    "table" => BenchConfig.Table(log),
    "once" => BenchConfig.Once(log),
    _ => BenchConfig.Full,
};
var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchConfig).Assembly).Run(rest.Contains("--filter") ? rest : [.. rest, "--filter", "*"], config).ToList();
var measured = summaries.Sum(summary => summary.Reports.Count(report => report.Success));
var intended = summaries.Sum(summary => summary.BenchmarksCases.Length);
if (measured < intended || measured == 0)
{
    await Console.Error.WriteLineAsync($"{log.GetLog()}\n{measured} of {intended} benchmarks ended well");
    return 1;
}

if (mode == "table")
    Console.WriteLine(ResultTable.Write(summaries));
else if (mode == "once")
    Console.WriteLine($"{measured} benchmarks ran once");
return 0;
