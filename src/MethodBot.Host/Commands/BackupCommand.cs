using System.CommandLine;
using System.Globalization;
using MethodBot.Conversations.Backups;
using MethodBot.Host.DialogFiles;
using MethodBot.Host.Settings;

namespace MethodBot.Host.Commands;

/// <summary><c>backup FILE</c>: store, files and dialogs in one verified archive, beside a running bot.</summary>
internal static class BackupCommand
{
    public static Command Build()
    {
        var file = new Argument<string>("file") { Description = "Archive to write, for example /backup/methodbot.zip; one of that name is replaced once the new one is whole." };
        var store = StoreLocation.Option();
        var command = new Command("backup", "Copies store, files and dialogs into one archive while the bot goes on serving, and reads it again before it counts.") { file, store };
        command.SetAction((result, cancellationToken) => CommandLine.GuardAsync(() => RunAsync(result.GetValue(file)!, result.GetValue(store), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? given, CancellationToken cancellationToken)
    {
        var settings = HostSettings.Read([]);
        var store = StoreLocation.ForReading(settings, given);
        try
        {
            var manifest = await BackupWriter.WriteAsync(store, DialogFolder.Locate(settings.DialogsPath), file, TimeProvider.System.GetUtcNow(), cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"written and verified: {Path.GetFullPath(file)} ({new FileInfo(file).Length / 1048576.0:0.#} MB: the store, {manifest.Files} files, {manifest.Dialogs} files of dialogs). It holds personal data: keep it where nobody else reads it."));
            return 0;
        }
        catch (BackupException e)
        {
            throw new OperatorException(e.Message);
        }
    }
}
