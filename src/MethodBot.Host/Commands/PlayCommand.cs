using System.CommandLine;
using System.Text;
using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Compilation;
using MethodBot.Host.DialogFiles;
using MethodBot.Host.Settings;
using MethodBot.Host.Transcripts;
using MethodBot.Service;
using MethodBot.Service.Demonstration;
using Spectre.Console;

namespace MethodBot.Host.Commands;

/// <summary><c>play &lt;dialog&gt;</c>: a conversation in the terminal, which can become a transcript.</summary>
internal static class PlayCommand
{
    private const string DefaultMessenger = "telegram";

    public static Command Build()
    {
        var dialog = new Argument<string>("dialog") { Description = "Name of the dialog; start is what /start opens." };
        var value = new Argument<string?>("value") { Description = "For a dialog that takes a value: event-card 3.", Arity = ArgumentArity.ZeroOrOne };
        var record = new Option<string?>("--record") { Description = "Transcript to write the conversation to (*.transcript); what it holds already stays." };
        var title = new Option<string?>("--title") { Description = "Title of the recorded scenario." };
        var messenger = new Option<string?>("--messenger") { Description = "telegram or vk; where the person is when absent." };
        messenger.AcceptOnlyFromAmong(DefaultMessenger, "vk");
        var account = new Option<string?>("--as") { Description = "Account of the person; a teacher of the invented town whom the service knows when absent." };
        var path = new Option<string?>("--dialogs") { Description = "Folder of dialogs; the setting Dialogs:Path when absent." };
        var command = new Command("play", "Talk to a dialog in the terminal, in the invented town of the transcripts; ? tells how.") { dialog, value, record, title, messenger, account, path };
        command.SetAction((result, cancellationToken) => CommandLine.GuardAsync(async () =>
        {
            var name = result.GetRequiredValue(dialog);
            var folder = DialogFolder.Locate(result.GetValue(path) ?? HostSettings.Read([]).DialogsPath);
            var recording = result.GetValue(record) is { } file ? TranscriptRecording.Open(file, result.GetValue(title) ?? TranscriptRecording.TitleOf(name)) : null;
            var speaker = SpeakerLine(result.GetValue(messenger), result.GetValue(account));
            return await RunAsync(folder, speaker, name, result.GetValue(value), recording, cancellationToken);
        }));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string speaker, string dialog, string? value, TranscriptRecording? recording, CancellationToken cancellationToken)
    {
        using var services = new ServiceCollection().AddService(TranscriptPlayer.ServiceOptions).AddSingleton<SliceSet>().BuildServiceProvider();
        var slices = services.GetRequiredService<SliceSet>();
        var (dialogs, faults) = DialogFolder.Load(folder, slices.Vocabulary);
        if (dialogs is null)
            throw new OperatorException([.. faults.Select(fault => fault.ToString())]);
        EnsureOpens(dialogs, dialog, value is not null);
        try
        {
            await using var player = await TranscriptPlayer.OpenAsync(dialogs, slices, null, cancellationToken);
            await new PlaySession(player, OpenTerminal(), recording).RunAsync([speaker, DirectiveReader.LineToOpen(dialog, value)], cancellationToken);
        }
        catch (TranscriptException e)
        {
            throw new OperatorException(e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is a way to leave, too.
        }

        if (recording is not null)
            Console.WriteLine($"recorded: {recording.Path}");
        return 0;
    }

    private static void EnsureOpens(DialogSet dialogs, string name, bool withValue)
    {
        var machine = LoadedDialogs.Require(dialogs, name);
        if (machine.Parameters.IsEmpty && withValue)
            throw new OperatorException($"the dialog \"{name}\" takes no value: methodbot play {name}");
        if (!machine.Parameters.IsEmpty && !withValue)
            throw new OperatorException($"the dialog \"{name}\" takes a value ({string.Join(", ", machine.Parameters)}). Write for example: methodbot play {name} 3");
    }

    private static string SpeakerLine(string? messenger, string? account)
    {
        var people = DemonstrationData.People;
        messenger ??= people.FirstOrDefault(person => person.Account.Id == account)?.Account.Messenger ?? DefaultMessenger;
        account ??= people.First(person => !person.IsMethodist && person.Account.Messenger == messenger).Account.Id;
        return account.Length > 0 && account.All(char.IsAsciiDigit)
            ? DirectiveReader.LineToSpeak(messenger, account)
            : throw new OperatorException($"--as \"{account}\" is no account. Write for example --as 2001.");
    }

    private static PlayTerminal OpenTerminal()
    {
        if (OperatingSystem.IsWindows())
        {
            // The code page of a Windows console may lack Russian.
            Console.OutputEncoding = Encoding.UTF8;
            Console.InputEncoding = Console.IsInputRedirected ? Encoding.UTF8 : Encoding.Unicode;
        }

        return new PlayTerminal(Console.In, Console.Out, !Console.IsInputRedirected, !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi);
    }
}
