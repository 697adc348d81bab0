using Dapper;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Turns;

/// <summary>An update whose turn failed, as an operator sees it: without a word of what somebody wrote.</summary>
/// <param name="Error">First line of the fault.</param>
public sealed record SetAsideUpdate(long Id, string Messenger, string Channel, string Key, DateTimeOffset ReceivedAt, string Error);

/// <summary>SQL of updates that are set aside, for commands beside a running bot.</summary>
public static class SetAsideTable
{
    public static IReadOnlyList<SetAsideUpdate> List(SqliteConnection connection) =>
        [.. connection.Query<Row>(
            "SELECT id, messenger, channel, update_key AS Key, received_at AS ReceivedAt, error FROM inbox WHERE state IN (2, 4) ORDER BY id")
            .Select(row => new SetAsideUpdate(
                row.Id, row.Messenger, row.Channel, row.Key, DateTimeOffset.FromUnixTimeMilliseconds(row.ReceivedAt), FirstLine(row.Error)))];

    /// <summary>Forgets what was said and why it failed; the key stays, so that the update is not taken again. False: it is not set aside.</summary>
    public static bool Discard(SqliteConnection connection, long id) =>
        connection.Execute("UPDATE inbox SET state = 1, raw = NULL, chat = NULL, inbound = NULL, error = NULL WHERE id = @id AND state IN (2, 4)", new { id }) > 0;

    /// <summary>Has whoever serves the store run its turn again. False: it is not set aside, or by a version that did not keep what is needed.</summary>
    public static bool Mark(SqliteConnection connection, long id) =>
        connection.Execute("UPDATE inbox SET state = 4 WHERE id = @id AND state = 2 AND inbound IS NOT NULL", new { id }) > 0;

    internal static List<long> ReadMarked(SqliteConnection connection) => [.. connection.Query<long>("SELECT id FROM inbox WHERE state = 4 ORDER BY id")];

    private static string FirstLine(string? error) => (error ?? "").Split('\n', 2)[0].TrimEnd('\r');

    private sealed record Row
    {
        public required long Id { get; init; }

        public required string Messenger { get; init; }

        public required string Channel { get; init; }

        public required string Key { get; init; }

        public required long ReceivedAt { get; init; }

        public string? Error { get; init; }
    }
}
