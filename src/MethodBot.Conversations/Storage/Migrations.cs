using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MethodBot.Conversations.Storage;

/// <summary>Tables of one part of the program, as scripts applied in order, each once. Released scripts never change.</summary>
/// <param name="Part">Owner: <c>conversations</c> or a slice.</param>
public sealed record SchemaPart(string Part, IReadOnlyList<string> Scripts);

/// <summary>Brings a store to the schema that this program knows.</summary>
internal static class Migrations
{
    /// <exception cref="StoreException">The store is newer than the program.</exception>
    public static void Apply(SqliteConnection connection, IEnumerable<SchemaPart> parts)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (part TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID");
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            // Read under the lock: another command may be bringing the same store up to date.
            var present = connection
                .Query<(string Part, long Version)>("SELECT part, version FROM schema_version")
                .ToDictionary(row => row.Part, row => (int)row.Version, StringComparer.Ordinal);
            foreach (var part in parts)
            {
                var version = present.GetValueOrDefault(part.Part);
                if (version > part.Scripts.Count)
                {
                    throw new StoreException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"the store is newer than this program ({part.Part}: {version}, the program knows {part.Scripts.Count}). Install the newer version."));
                }

                for (; version < part.Scripts.Count; version++)
                    Run(connection, part.Scripts[version]);
                connection.Execute(
                    "INSERT INTO schema_version (part, version) VALUES (@Part, @version) ON CONFLICT (part) DO UPDATE SET version = excluded.version",
                    new { part.Part, version });
            }

            connection.Execute("COMMIT");
        }
        catch
        {
            try
            {
                connection.Execute("ROLLBACK");
            }
            catch (SqliteException)
            {
                // SQLite has rolled back by itself (disk full does that); the first fault is the one to tell.
            }

            throw;
        }
    }

    // Not by a command: of several statements in one, those after the first fail without a word.
    private static void Run(SqliteConnection connection, string script)
    {
        var result = raw.sqlite3_exec(connection.Handle, script, out var message);
        if (result != raw.SQLITE_OK)
            throw new SqliteException(message, result);
    }
}
