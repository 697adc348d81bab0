using System.CommandLine;
using MethodBot.Conversations.Slices;
using MethodBot.Host.DialogFiles;
using MethodBot.Host.Settings;
using MethodBot.Service;

namespace MethodBot.Host.Commands;

/// <summary><c>check [path]</c>: every fault of dialogs and settings at once.</summary>
internal static class CheckCommand
{
    public static Command Build()
    {
        var path = new Argument<string?>("path") { Description = "Folder of dialogs; the setting Dialogs:Path when absent.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("check", "Checks dialogs and settings: every fault at once, as file:line:column: message.") { path };
        command.SetAction((result, _) => CommandLine.GuardAsync(() => Task.FromResult(Run(result.GetValue(path)))));
        return command;
    }

    private static int Run(string? path)
    {
        var settings = HostSettings.Read([]);
        var slices = new ServiceCollection().AddService(settings.Service).AddSingleton<SliceSet>().BuildServiceProvider().GetRequiredService<SliceSet>();
        var folder = DialogFolder.Locate(path ?? settings.DialogsPath);
        var (set, faults) = DialogFolder.Load(folder, slices.Vocabulary);
        foreach (var fault in faults)
            Console.Error.WriteLine(fault);
        if (set is null)
        {
            Console.Error.WriteLine($"{faults.Length} fault(s) in {folder}");
            return 1;
        }

        if (set.Texts.Borrowed is { IsEmpty: false } borrowed)
            Console.WriteLine($"{set.TextsFile.Path} lacks {borrowed.Length} sentence(s) of this program, so its own are said: {string.Join(", ", borrowed)}");
        Console.WriteLine($"{set.Machines.Count()} dialogs, no faults: {folder}");
        return 0;
    }
}
