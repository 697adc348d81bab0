using Dapper;
using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Events;

/// <summary>SQL of codes that were none.</summary>
internal static class CheckInTries
{
    public static long Count(SqliteConnection connection, long person, DateTimeOffset since, DateTimeOffset now) => connection.ExecuteScalar<long>(
        // A clock that was set back must not hold anybody.
        "SELECT count(*) FROM check_in_try WHERE person_id = @person AND tried_at > @since AND tried_at <= @now",
        new { person, since = since.ToUnixTimeMilliseconds(), now = now.ToUnixTimeMilliseconds() });

    public static void Forget(SqliteConnection connection, DateTimeOffset before) => connection.Execute(
        "DELETE FROM check_in_try WHERE tried_at < @before", new { before = before.ToUnixTimeMilliseconds() });

    public static void Add(StoreTransaction transaction, long person, DateTimeOffset now) => transaction.Connection.Execute(
        "INSERT INTO check_in_try (person_id, tried_at) VALUES (@person, @now)", new { person, now = now.ToUnixTimeMilliseconds() });
}
