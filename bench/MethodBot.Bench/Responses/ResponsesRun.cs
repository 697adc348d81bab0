using System.Diagnostics;
using System.Globalization;
using Dapper;
using MethodBot.Service.Exports;
using MethodBot.Service.Questionnaires;

namespace MethodBot.Bench.Responses;

/// <summary>
/// What a summary and a table of many answers cost: time beside a bare SQL scan of the same rows in the same run, and how large the
/// managed heap gets. Operations of seconds on a database on the disk: a stopwatch says more about them than a micro-benchmark.
/// </summary>
internal static class ResponsesRun
{
    /// <summary>Rows in the store where no number is given.</summary>
    public const int Answers = 200_000;

    private const int Runs = 5;
    private const double Megabyte = 1 << 20;

    private const string Scan =
        """
        SELECT r.id, r.submitted_at, a.question_id, a.option_id, a.text, a.number FROM response r JOIN response_answer a ON a.response_id = r.id
        WHERE r.questionnaire = 'needs-2026' ORDER BY r.id
        """;

    private static readonly string[] Questions =
        ["experience", "difficulties", "program", "courses", "confidence", "classes", "diagnostics", "attestation", "time", "support", "ways", "hours", "form", "day", "theme", "contact"];

    public static void Execute(int answers)
    {
        using var store = new FilledStore(answers);
        var scan = Measure(() => CountRows(store));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{store.CountAnswers():#,0} answers of {store.Connection.ExecuteScalar<long>("SELECT count(*) FROM response"):#,0} people\n"));
        Console.WriteLine("| what | time | × scan | managed heap at its largest, MB |\n| --- | ---: | ---: | ---: |");
        Print("bare SQL scan of all answers", scan);
        Print("summary: overview", Measure(() => store.ShowSummary("overview")));
        Print("summary: deficits", Measure(() => store.ShowSummary("deficits")));
        Print("summary: one question (of several options)", Measure(() => store.ShowSummary("difficulties")));
        Print("summary: a matrix of six rows", Measure(() => store.ShowSummary("confidence")));
        Print("summary: a matrix of six rows, schools only", Measure(() => store.ShowSummary("confidence", "school")));
        Print("summary: words, the first page", Measure(() => store.ShowSummary("theme:0")));
        Print("summary: every question, one after the other", Measure(() =>
        {
            foreach (var question in Questions)
                store.ShowSummary(question);
        }));
        foreach (var format in Enum.GetValues<ExportFormat>())
            Print($"table, {format.ToString().ToLowerInvariant()}: a row a person", Measure(() => Write(ResponseExport.Read(store.Connection, store.Machine, store.Clock), format)));
        Print("table, csv: a row an answer", Measure(() => Write(AnswerExport.Read(store.Connection, store.Machine, store.Clock), ExportFormat.Csv)));
        Print("table, csv: deficits by organization and subject", Measure(() => Write(DeficitExport.Read(store.Connection, [store.Machine]), ExportFormat.Csv)));

        void Print(string what, (double Milliseconds, double Heap) figures) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {figures.Milliseconds:#,0} ms | {figures.Milliseconds / scan.Milliseconds:0.0} | {figures.Heap:0} |"));
    }

    private static void CountRows(FilledStore store)
    {
        using var reader = store.Connection.ExecuteReader(Scan);
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
                _ = reader.IsDBNull(i) ? null : reader.GetValue(i);
        }
    }

    private static void Write(ExportTable table, ExportFormat format)
    {
        var path = Path.GetTempFileName();
        using (var file = File.Create(path))
            TableWriter.Write(table, format, file);
        File.Delete(path);
    }

    /// <summary>Median time; the heap is looked at every few milliseconds of one further run, garbage included.</summary>
    private static (double Milliseconds, double Heap) Measure(Action action)
    {
        action();
        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var watch = Stopwatch.StartNew();
            action();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return (times.Order().ElementAt(Runs / 2), LargestHeap(action));
    }

    private static double LargestHeap(Action action)
    {
        GC.Collect();
        var largest = GC.GetTotalMemory(forceFullCollection: true);
        using var done = new ManualResetEventSlim();
        var watcher = new Thread(() =>
        {
            while (!done.Wait(TimeSpan.FromMilliseconds(2)))
                largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: false));
        });
        watcher.Start();
        action();
        done.Set();
        watcher.Join();
        return largest / Megabyte;
    }
}
