using Dapper;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Notices;

/// <summary>A notice on its way.</summary>
internal sealed record WaitingNotice(long Id, long PersonId, Notice Notice);

/// <summary>SQL of notices.</summary>
internal static class NoticeTable
{
    public const string Script =
        """
        -- kind: 1 own, 2 unsolicited. state: 0 waits, 1 sent, 2 dropped. message: only while it waits.
        CREATE TABLE notice (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), kind INTEGER NOT NULL, subject TEXT, tag TEXT,
            message TEXT, expires_at INTEGER, state INTEGER NOT NULL, sent_at INTEGER) STRICT;
        CREATE INDEX notice_subject ON notice (subject) WHERE state = 0;
        CREATE INDEX notice_person ON notice (person_id, sent_at);
        """;

    public static long AddWaiting(SqliteConnection connection, long person, Notice notice) => connection.ExecuteScalar<long>(
        """
        INSERT INTO notice (person_id, kind, subject, tag, message, expires_at, state)
        VALUES (@person, @kind, @Subject, @Tag, @message, @expires, 0) RETURNING id
        """,
        new { person, kind = (long)notice.Kind, notice.Subject, notice.Tag, message = OutboxPayload.Write(notice.Message), expires = notice.Expires?.ToUnixTimeMilliseconds() });

    /// <summary>Counts for the week; what waited is remembered as sent.</summary>
    public static void AddSent(SqliteConnection connection, long person, Notice notice, DateTimeOffset now) => connection.Execute(
        "INSERT INTO notice (person_id, kind, subject, state, sent_at) VALUES (@person, @kind, @Subject, 1, @now)",
        new { person, kind = (long)notice.Kind, notice.Subject, now = now.ToUnixTimeMilliseconds() });

    public static WaitingNotice? FindWaiting(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<Row>(
            "SELECT id, person_id AS PersonId, kind, subject, tag, message, expires_at AS ExpiresAt FROM notice WHERE id = @id AND state = 0", new { id })?.ToNotice();

    public static void Finish(SqliteConnection connection, long id, bool sent, DateTimeOffset now) => connection.Execute(
        "UPDATE notice SET state = @state, message = NULL, sent_at = @sentAt WHERE id = @id",
        new { id, state = sent ? 1L : 2L, sentAt = sent ? now.ToUnixTimeMilliseconds() : (long?)null });

    public static void Withdraw(StoreTransaction transaction, string subject) =>
        transaction.Connection.Execute("UPDATE notice SET state = 2, message = NULL WHERE subject = @subject AND state = 0", new { subject });

    /// <summary>Forgets what was told before, and what never was.</summary>
    /// <returns>True when there is more.</returns>
    public static bool Forget(SqliteConnection connection, DateTimeOffset before) => connection.Execute(
        "DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE (state = 1 AND sent_at < @before) OR state = 2 LIMIT 1000)",
        new { before = before.ToUnixTimeMilliseconds() }) == 1000;

    /// <summary>When the latest unsolicited notices of a person left, newest first.</summary>
    public static List<DateTimeOffset> LatestUnsolicited(SqliteConnection connection, long person, DateTimeOffset since) =>
        [.. connection.Query<long>(
            "SELECT sent_at FROM notice WHERE person_id = @person AND kind = 2 AND sent_at > @since ORDER BY sent_at DESC",
            new { person, since = since.ToUnixTimeMilliseconds() }).Select(DateTimeOffset.FromUnixTimeMilliseconds)];

    // Dapper fills properties: it cannot match a constructor where an expression is null in the first row.
    private sealed record Row
    {
        public long Id { get; init; }

        public long PersonId { get; init; }

        public long Kind { get; init; }

        public string? Subject { get; init; }

        public string? Tag { get; init; }

        public string Message { get; init; } = "";

        public long? ExpiresAt { get; init; }

        public WaitingNotice ToNotice() => new(
            Id,
            PersonId,
            new Notice(OutboxPayload.Read(Message))
            {
                Kind = (NoticeKind)Kind,
                Subject = Subject,
                Tag = Tag,
                Expires = ExpiresAt is { } expires ? DateTimeOffset.FromUnixTimeMilliseconds(expires) : null,
            });
    }
}
