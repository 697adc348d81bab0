using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Host.Settings;
using MethodBot.Service.Demonstration;

namespace MethodBot.Host.Sandbox;

/// <summary>Where the sandbox keeps its store and its chats: apart from those of real work.</summary>
internal static class SandboxFiles
{
    public static string Folder(StoreOptions storage) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(storage.Path))!, "sandbox");

    public static string StorePath(StoreOptions storage) => Path.Combine(Folder(storage), "methodbot.db");

    /// <summary>Where dialogs go that are published in the sandbox: those of real work stay as they are.</summary>
    public static string PublishedFolder(StoreOptions storage) => Path.Combine(Folder(storage), "published");

    /// <summary>Opens the sandbox's store; a new one is filled with the invented town.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static Store OpenStore(HostSettings settings, SliceSet slices)
    {
        var store = Store.Open(StorePath(settings.Storage), slices.Schemas, exclusive: true);
        if (!store.IsDemonstration)
            FillWithTown(store, settings.Clock);
        return store;
    }

    /// <summary>Fills an empty store with the invented town and marks it as such: both or neither.</summary>
    public static void FillWithTown(Store store, ServiceClock clock)
    {
        using var connection = store.OpenConnection();
        using var commit = connection.BeginTransaction();
        using var transaction = new StoreTransaction(connection);
        DemonstrationData.Fill(transaction, clock, TimeProvider.System.GetUtcNow());
        store.MarkAsDemonstration(transaction);
        commit.Commit();
    }
}
