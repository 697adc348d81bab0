using System.CommandLine;
using System.Text;
using MethodBot.Conversations.Slices;
using MethodBot.Host.DialogFiles;
using MethodBot.Host.Settings;
using MethodBot.Host.Transcripts;
using MethodBot.Service;

namespace MethodBot.Host.Commands;

/// <summary><c>test [path]</c>: plays the transcripts beside the dialogs and tells where a conversation went another way.</summary>
internal static class TestCommand
{
    private const int TailLines = 12;

    // A scenario waits for its disk more than it computes.
    private const int PlayedAtOnce = 4;

    public static Command Build()
    {
        var path = new Argument<string?>("path") { Description = "Folder of dialogs; the setting Dialogs:Path when absent.", Arity = ArgumentArity.ZeroOrOne };
        var update = new Option<bool>("--update") { Description = "Write down what happened instead of comparing: read the difference before you commit it." };
        var command = new Command("test", "Plays the transcripts (*.transcript) beside the dialogs.") { path, update };
        command.SetAction((result, cancellationToken) => CommandLine.GuardAsync(() => RunAsync(result.GetValue(path), result.GetValue(update), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(string? path, bool update, CancellationToken cancellationToken)
    {
        var folder = DialogFolder.Locate(path ?? HostSettings.Read([]).DialogsPath);
        using var services = new ServiceCollection().AddService(TranscriptPlayer.ServiceOptions).AddSingleton<SliceSet>().BuildServiceProvider();
        var slices = services.GetRequiredService<SliceSet>();
        var (dialogs, faults) = DialogFolder.Load(folder, slices.Vocabulary);
        if (dialogs is null)
            throw new OperatorException([.. faults.Select(fault => fault.ToString())]);
        var (passed, failed) = (0, 0);
        foreach (var file in Directory.EnumerateFiles(folder, "*" + DialogFolder.TranscriptExtension, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var transcript = Transcript.Parse(file, await File.ReadAllTextAsync(file, cancellationToken));
            var played = new StringBuilder();
            var failedBefore = failed;
            var outcomes = new ScenarioPlay[transcript.Scenarios.Length];
            await Parallel.ForAsync(0, outcomes.Length, new ParallelOptions { MaxDegreeOfParallelism = PlayedAtOnce, CancellationToken = cancellationToken }, async (i, cancellation) =>
                outcomes[i] = await ScenarioPlay.RunAsync(transcript.Scenarios[i], dialogs, slices, Path.GetDirectoryName(file), cancellation));
            foreach (var (scenario, outcome) in transcript.Scenarios.Zip(outcomes))
            {
                played.Append(played.Length > 0 ? "\n" : "").Append("# ").Append(scenario.Title).Append('\n').Append(outcome.Text).Append('\n');
                if (outcome.Fault is null && (update || outcome.Text == scenario.Written))
                {
                    passed++;
                    continue;
                }

                failed++;
                Console.Error.WriteLine($"{Path.GetRelativePath(folder, file)}: {scenario.Title}");
                Console.Error.WriteLine("  " + ((outcome.Fault is null ? Difference(scenario.Written, outcome.Text) : $"{outcome.Fault} It went so far:\n{Tail(outcome.Text)}")));
            }

            if (update && failed == failedBefore)
                await File.WriteAllTextAsync(file, played.ToString(), cancellationToken);
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private static string Tail(string text) => string.Join('\n', text.Split('\n').TakeLast(TailLines));

    private static string Difference(string written, string played)
    {
        var (expected, actual) = (written.Split('\n'), played.Split('\n'));
        var line = 0;
        while (line < expected.Length && line < actual.Length && expected[line] == actual[line])
            line++;
        return $"line {line + 1}:\n  written: {expected.ElementAtOrDefault(line) ?? "(the end)"}\n  played:  {actual.ElementAtOrDefault(line) ?? "(the end)"}";
    }
}
