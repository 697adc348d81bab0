using MethodBot.Service.Imports;
using Spectre.Console;

namespace MethodBot.Host.Commands;

/// <summary>Shows how far an import is: a bar on a terminal, a line for every tenth of a long file anywhere else.</summary>
internal static class ImportConsole
{
    /// <summary>Below this many rows there is nothing to wait for.</summary>
    private const int Long = 1000;

    public static T WithProgress<T>(Func<IProgress<ImportProgress>, T> work)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
            return work(new Lines());
        return AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .Start(context => work(new Bars(context)));
    }

    private sealed class Bars(ProgressContext context) : IProgress<ImportProgress>
    {
        private readonly Dictionary<ImportStage, ProgressTask> _tasks = [];

        public void Report(ImportProgress value)
        {
            if (!_tasks.TryGetValue(value.Stage, out var task))
                _tasks[value.Stage] = task = context.AddTask(value.Caption);
            task.IsIndeterminate = value.Total is null;
            task.MaxValue = Math.Max(value.Total ?? value.Done, 1);
            task.Value = value.Done;
        }
    }

    private sealed class Lines : IProgress<ImportProgress>
    {
        private (ImportStage Stage, int Tenth) _said;

        public void Report(ImportProgress value)
        {
            var step = Math.Max((value.Total ?? 0) / 10, Long);
            var now = (value.Stage, value.Done / step);
            if (value.Done < Long || now == _said)
                return;
            _said = now;
            Console.WriteLine(value.Text);
        }
    }
}
