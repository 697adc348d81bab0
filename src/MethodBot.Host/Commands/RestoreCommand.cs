using System.CommandLine;
using System.Globalization;
using MethodBot.Conversations.Backups;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Host.DialogFiles;
using MethodBot.Host.Settings;
using MethodBot.Service;

namespace MethodBot.Host.Commands;

/// <summary><c>restore FILE</c>: puts a backup in the place of the store, which is moved aside.</summary>
internal static class RestoreCommand
{
    public static Command Build()
    {
        var file = new Argument<string>("file") { Description = "Archive that \"methodbot backup\" wrote." };
        var store = StoreLocation.Option();
        var dialogs = new Option<bool>("--dialogs") { Description = "Restores the dialogs, too; otherwise the present ones serve the restored store." };
        var command = new Command("restore", "Puts a backup in the place of the store. The bot has to be stopped; the present store is moved aside, not lost.") { file, store, dialogs };
        command.SetAction((result, cancellationToken) => CommandLine.GuardAsync(
            () => RunAsync(result.GetValue(file)!, result.GetValue(store), result.GetValue(dialogs), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? given, bool withDialogs, CancellationToken cancellationToken)
    {
        var settings = HostSettings.Read([]);
        var path = Path.GetFullPath(given ?? StoreLocation.Default(settings));
        using var services = new ServiceCollection().AddService(settings.Service).AddSingleton<SliceSet>().BuildServiceProvider();
        try
        {
            var (manifest, aside) = await BackupReader.RestoreAsync(
                file,
                path,
                [.. services.GetRequiredService<SliceSet>().Schemas],
                withDialogs ? DialogFolder.Locate(settings.DialogsPath) : null,
                TimeProvider.System.GetUtcNow(),
                cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"restored: {path}, as it was at {settings.Clock.ToLocal(manifest.CreatedAt):yyyy-MM-dd HH:mm}{(withDialogs ? ", with its dialogs" : "")}. What people said since is not in it; what VK still knows of that is read at the next start."));
            if (aside is not null)
                Console.WriteLine($"what stood there before is in {aside}");
            return 0;
        }
        catch (Exception e) when (e is BackupException or StoreException)
        {
            throw new OperatorException(e.Message);
        }
    }
}
