using System.CommandLine;

namespace MethodBot.Host.Commands;

/// <summary>The program's commands. Faults that the operator can mend end in their messages and exit code 1.</summary>
public static class CommandLine
{
    public static Task<int> RunAsync(string[] args) => GuardAsync(() =>
        // Settings such as --Telegram:ApiUrl=… go with the first word or without any; System.CommandLine knows no such options.
        args is [] or ["run", ..] || IsSetting(args[0])
            ? RunCommand.RunAsync(args is ["run", ..] ? args[1..] : args)
            : args.Any(IsSetting)
                // Told without its value, which may be a token.
                ? throw new OperatorException("Settings stand on the command line of \"run\" only. For other commands write them into appsettings.json, or into the environment (Telegram__Token).")
                : Build().Parse(args).InvokeAsync());

    private static bool IsSetting(string argument) => argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains(':', StringComparison.Ordinal);

    private static RootCommand Build() => new("MethodBot: the bot of a methodical service, for Telegram and VK.")
    {
        new Command("run", "Runs the bot; without a token, the sandbox. Settings may follow as --Section:Key=value. This is also what no command does."),
        CheckCommand.Build(),
        TestCommand.Build(),
        GraphCommand.Build(),
        SchemaCommand.Build(),
        PlayCommand.Build(),
        ImportCommand.Build(),
        ExportCommand.Build(),
        DemoDataCommand.Build(),
        DoctorCommand.Build(),
        BackupCommand.Build(),
        RestoreCommand.Build(),
    };

    /// <summary>Runs a command's body with the program's way of telling faults.</summary>
    internal static async Task<int> GuardAsync(Func<Task<int>> body)
    {
        try
        {
            return await body();
        }
        catch (OperatorException e)
        {
            foreach (var message in e.Messages)
                await Console.Error.WriteLineAsync(message);
            return 1;
        }
    }
}
