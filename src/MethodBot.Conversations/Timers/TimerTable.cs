using Dapper;
using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Timers;

internal sealed record TimerRow(long Id, long DueAt, string Kind, string Subject);

/// <summary>SQL of timers. A timer is committed with the turn that set it, and deleted by the turn that serves it.</summary>
internal static class TimerTable
{
    /// <summary>Sets it, unless the very same is set already: what moves away and back again comes due once.</summary>
    public static void Add(StoreTransaction transaction, string kind, string subject, DateTimeOffset due) =>
        transaction.Statement(
            """
            INSERT INTO timer (due_at, kind, subject) SELECT $due, $kind, $subject
            WHERE NOT EXISTS (SELECT 1 FROM timer WHERE kind = $kind AND subject = $subject AND due_at = $due)
            """)
            .Bind("$due", due.ToUnixTimeMilliseconds()).Bind("$kind", kind).Bind("$subject", subject)
            .ExecuteNonQuery();

    public static List<TimerRow> ReadDue(SqliteConnection connection, DateTimeOffset now) =>
        [.. connection.Query<TimerRow>(
            "SELECT id, due_at AS DueAt, kind, subject FROM timer WHERE due_at <= @now ORDER BY due_at LIMIT 200",
            new { now = now.ToUnixTimeMilliseconds() })];

    /// <summary>Timers of these kinds come due so much earlier.</summary>
    public static int BringForward(StoreTransaction transaction, IEnumerable<string> kinds, TimeSpan by, DateTimeOffset now) => transaction.Connection.Execute(
        "UPDATE timer SET due_at = due_at - @by WHERE due_at > @now AND kind IN @kinds",
        new { by = (long)by.TotalMilliseconds, now = now.ToUnixTimeMilliseconds(), kinds });

    /// <summary>False when it was served already.</summary>
    public static bool Take(StoreTransaction transaction, long id) =>
        transaction.Statement("DELETE FROM timer WHERE id = $id").Bind("$id", id).ExecuteNonQuery() > 0;
}
