using System.CommandLine;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Host.Sandbox;
using MethodBot.Host.Settings;
using MethodBot.Service;
using Microsoft.Data.Sqlite;

namespace MethodBot.Host.Commands;

/// <summary>Which store a command works with, and what is said when it cannot.</summary>
internal static class StoreLocation
{
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int Full = 13;

    public static Option<string?> Option() => new("--store") { Description = "Database file; the setting Storage:Path (in the sandbox its own) when absent." };

    /// <summary>A store that is there.</summary>
    /// <exception cref="OperatorException">It is not.</exception>
    public static string ForReading(HostSettings settings, string? given)
    {
        var path = Path.GetFullPath(given ?? Default(settings));
        return File.Exists(path) ? path : throw new OperatorException($"there is no store at {path}. Set Storage:Path or give --store FILE.");
    }

    /// <summary>The store of real work may be new; the sandbox's begins with the invented town.</summary>
    /// <exception cref="OperatorException">The sandbox has no store yet.</exception>
    public static string ForWriting(HostSettings settings, string? given)
    {
        var path = Path.GetFullPath(given ?? Default(settings));
        return given is not null || !settings.IsSandbox || File.Exists(path)
            ? path
            : throw new OperatorException(
                $"no messenger has a token, so this would go into the sandbox, which has no store yet ({path}). For real work set a token first, or give --store FILE; for the sandbox run \"methodbot demo-data\" first.");
    }

    public static string Default(HostSettings settings) => settings.IsSandbox ? SandboxFiles.StorePath(settings.Storage) : settings.Storage.Path;

    /// <summary>Opens it beside whatever runs.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static Store Open(HostSettings settings, string path, bool exclusive = false)
    {
        using var services = new ServiceCollection().AddService(settings.Service).AddSingleton<SliceSet>().BuildServiceProvider();
        return Store.Open(path, services.GetRequiredService<SliceSet>().Schemas, exclusive);
    }

    /// <summary>What to do when the store fails in the middle of a command.</summary>
    public static string Explain(string path, SqliteException e) => e.SqliteErrorCode switch
    {
        Full => $"the disk of {path} is full. Free some space and repeat.",
        ReadOnly => $"{path} cannot be written: the file or its folder is read-only. Let the user who runs methodbot write there.",
        Busy => $"{path} is being written by another program for too long. Repeat in a minute.",
        _ => $"the store {path} failed: {e.Message}.",
    };
}
