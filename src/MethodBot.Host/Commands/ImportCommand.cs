using System.CommandLine;
using MethodBot.Conversations.Storage;
using MethodBot.Host.Settings;
using MethodBot.Service;
using MethodBot.Service.Events;
using MethodBot.Service.Imports;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;

namespace MethodBot.Host.Commands;

/// <summary><c>import organizations|people|events FILE</c>: brings directories up to date from tables. Works beside a running bot.</summary>
internal static class ImportCommand
{
    public static Command Build()
    {
        var newDirections = new Option<bool>("--new-directions") { Description = "Directions of methodists that the service does not know yet are added." };
        return new Command("import", "Brings directories up to date from a table (csv or xlsx): all of it, or nothing when a row is wrong.")
        {
            Directory("organizations", "Schools, kindergartens and the like.", _ => new OrganizationImport()),
            Directory(
                "people",
                "People with their jobs, roles and directions.",
                result => new PersonImport(result.GetValue(newDirections)),
                InvitationList.Option(),
                newDirections),
            Directory("events", "The plan of events: a row a session. Participants are told what changes for them.", _ => Events()),
        };
    }

    private static Command Directory(string name, string description, Func<ParseResult, DirectoryImport> make, params ReadOnlySpan<Option> own) =>
        Directory(name, description, make, invitations: null, own);

    /// <param name="invitations">For what brings people: writes a list of invitations afterwards.</param>
    private static Command Directory(
        string name, string description, Func<ParseResult, DirectoryImport> make, Option<FileInfo?>? invitations, params ReadOnlySpan<Option> own)
    {
        var file = new Argument<FileInfo>("file") { Description = "The table: .xlsx, or .csv as Excel saves it." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tells what would change, row by row." };
        var skipBad = new Option<bool>("--skip-bad") { Description = "Writes the good rows even when others are wrong." };
        var store = StoreLocation.Option();
        var command = new Command(name, description) { file, dryRun, skipBad, store };
        foreach (var option in own)
            command.Options.Add(option);
        if (invitations is not null)
            command.Options.Add(invitations);
        command.SetAction((result, cancellationToken) => CommandLine.GuardAsync(() => Task.FromResult(Run(
            make(result),
            new ImportRequest(result.GetRequiredValue(file).FullName, result.GetValue(skipBad), result.GetValue(dryRun)),
            result.GetValue(store),
            invitations is null ? null : result.GetValue(invitations),
            cancellationToken))));
        return command;
    }

    private static EventImport Events()
    {
        using var services = new ServiceCollection().AddService(HostSettings.Read([]).Service).BuildServiceProvider();
        return new EventImport(services.GetRequiredService<EventEditing>(), LoadedDialogs.Load(null));
    }

    private static int Run(DirectoryImport kind, ImportRequest request, string? storePath, FileInfo? invitations, CancellationToken cancellationToken)
    {
        var settings = HostSettings.Read([]);
        var path = StoreLocation.ForWriting(settings, storePath);
        try
        {
            using var store = StoreLocation.Open(settings, path);
            var moment = new ImportMoment(settings.Clock, TimeProvider.System.GetUtcNow());
            var report = ImportConsole.WithProgress(progress => ImportRun.Run(store, kind, request, moment, progress, cancellationToken));
            foreach (var line in report.Lines())
                Console.WriteLine(line);
            if (invitations is not null && !request.DryRun && (request.SkipBad || !report.HasBad))
                InvitationList.Write(store, settings, invitations);
            return report.HasBad ? 1 : 0;
        }
        catch (ImportException e)
        {
            throw new OperatorException(e.Message);
        }
        catch (OperationCanceledException)
        {
            throw new OperatorException("stopped; nothing was imported.");
        }
        catch (StoreException e)
        {
            throw new OperatorException(e.Message);
        }
        catch (SqliteException e)
        {
            throw new OperatorException($"{StoreLocation.Explain(path, e)} Nothing was imported.");
        }
    }
}
