using System.Globalization;
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
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>The first column of what a query finds, read beside the running bot.</summary>
    public static IReadOnlyList<string> Texts(string path, string sql)
    {
        using var connection = Open(path, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    /// <summary>Changes a store that no bot serves.</summary>
    public static void Change(string path, string sql)
    {
        using var connection = Open(path, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Moves what has a time into the past, in one commit, so that a bot never sees half of it. Timers of events name what they were set
    /// for and their own moment (<c>17@1764759600000@1764673200000</c>): those move along, or the slice would take them for timers of another time.
    /// </summary>
    public static void LetTimePass(string path, TimeSpan passed)
    {
        using var connection = Open(path, SqliteOpenMode.ReadWrite);
        using var commit = connection.BeginTransaction();
        var by = (long)passed.TotalMilliseconds;
        foreach (var statement in new[]
        {
            "UPDATE consultation SET waiting_since = waiting_since - $by, counted_from = counted_from - $by",
            "UPDATE event SET starts_at = starts_at - $by, ends_at = ends_at - $by, opens_at = opens_at - $by, closes_at = closes_at - $by",
            "UPDATE event_session SET starts_at = starts_at - $by, ends_at = ends_at - $by, reminded_for = reminded_for - $by",
            "UPDATE festival SET closes_at = closes_at - $by",
            "UPDATE timer SET due_at = due_at - $by",
        })
        {
            using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (statement, commit);
            command.Parameters.AddWithValue("$by", by);
            command.ExecuteNonQuery();
        }

        foreach (var (id, subject) in ReadTimersOfMoments(connection, commit))
        {
            using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = ("UPDATE timer SET subject = $subject WHERE id = $id", commit);
            command.Parameters.AddWithValue("$id", id);
            var parts = subject.Split('@');
            command.Parameters.AddWithValue("$subject", string.Join('@', parts.Select((part, i) => i == 0 ? part : $"{long.Parse(part, CultureInfo.InvariantCulture) - by}")));
            command.ExecuteNonQuery();
        }

        commit.Commit();
    }

    private static List<(long Id, string Subject)> ReadTimersOfMoments(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = ("SELECT id, subject FROM timer WHERE kind IN ('events.session', 'events.after', 'festivals.deadline')", transaction);
        using var reader = command.ExecuteReader();
        var timers = new List<(long Id, string Subject)>();
        while (reader.Read())
            timers.Add((reader.GetInt64(0), reader.GetString(1)));
        return timers;
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
