using System.CommandLine;
using Dapper;
using MethodBot.Conversations.Storage;
using MethodBot.Host.Sandbox;
using MethodBot.Host.Settings;

namespace MethodBot.Host.Commands;

/// <summary><c>demo-data</c>: fills an empty store with the invented town.</summary>
internal static class DemoDataCommand
{
    public static Command Build()
    {
        var store = new Option<string?>("--store") { Description = "Database file; that of the sandbox when absent." };
        var command = new Command("demo-data", "Fills an empty store with the invented town: organizations, people, events. Such a store never serves with a token.") { store };
        command.SetAction((result, _) => CommandLine.GuardAsync(() => Task.FromResult(Run(result.GetValue(store)))));
        return command;
    }

    private static int Run(string? given)
    {
        var settings = HostSettings.Read([]);
        // With a token set the store of the settings is that of real people: nobody fills it with invented ones by leaving out a word.
        if (given is null && !settings.IsSandbox)
        {
            throw new OperatorException(
                $"a token is set, so {Path.GetFullPath(settings.Storage.Path)} is for real people, and a store with invented ones never serves them. Give another file with --store FILE, or leave the token out to fill the sandbox's store.");
        }

        var path = Path.GetFullPath(given ?? SandboxFiles.StorePath(settings.Storage));
        try
        {
            // The whole store is taken, so that no bot begins to serve it meanwhile.
            using var store = StoreLocation.Open(settings, path, exclusive: true);
            RequireEmpty(store);
            SandboxFiles.FillWithTown(store, settings.Clock);
        }
        catch (StoreException e)
        {
            throw new OperatorException(e.Message);
        }

        Console.WriteLine(given is null
            ? $"written: {path}. Start methodbot without a token to open the sandbox on it."
            : $"written: {path}. Look into it with \"methodbot export … --store\"; with a token it does not serve.");
        return 0;
    }

    private static void RequireEmpty(Store store)
    {
        if (store.IsDemonstration)
            throw new OperatorException($"{store.Path} holds the invented town already. To begin anew, remove it with the files beside it.");
        using var connection = store.OpenConnection();
        if (connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM organization) OR EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM event) OR EXISTS (SELECT 1 FROM inbox)"))
        {
            throw new OperatorException($"{store.Path} is not empty. The invented town goes into an empty store only: give a new file with --store FILE.");
        }
    }
}
