using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Service;
using MethodBot.Service.Demonstration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>The store of a bot under test, from outside.</summary>
internal static class TownStore
{
    /// <summary>
    /// Fills a new store with the invented town, so that there are organizations, methodists and seminars; not marked as demonstration
    /// unless asked, so that a bot with a token takes it.
    /// </summary>
    public static void Fill(string path, bool asDemonstration = false)
    {
        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        using var store = Store.Open(path, services.GetRequiredService<SliceSet>().Schemas, exclusive: false);
        using var connection = store.OpenConnection();
        using var commit = connection.BeginTransaction();
        using var transaction = new StoreTransaction(connection);
        DemonstrationData.Fill(transaction, new ServiceClock(TimeZoneInfo.Utc), TimeProvider.System.GetUtcNow());
        if (asDemonstration)
            store.MarkAsDemonstration(transaction);
        commit.Commit();
    }

    /// <summary>One number out of the store, read beside the running bot.</summary>
    public static long Count(string path, string sql)
    {
        using var connection = Open(path, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar() ?? 0L);
    }

    /// <summary>Changes a store that no bot serves.</summary>
    public static void Change(string path, string sql)
    {
        using var connection = Open(path, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
