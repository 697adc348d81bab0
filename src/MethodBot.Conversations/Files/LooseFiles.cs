using Dapper;
using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Files;

/// <summary>Files that nothing names any more: their message was forgotten, or the question that took them was never finished.</summary>
internal static class LooseFiles
{
    // Whatever may be the number of a file: rather a file too many than one too few.
    private const string NamedByStates =
        """
        SELECT t.value FROM conversation c, json_tree(c.state) t WHERE t.key = 'id' AND t.type = 'integer'
        UNION SELECT t.value FROM parked_conversation c, json_tree(c.state) t WHERE t.key = 'id' AND t.type = 'integer'
        UNION SELECT t.value FROM preview c, json_tree(c.state) t WHERE t.key = 'id' AND t.type = 'integer'
        """;

    public static List<long> Find(SqliteConnection connection, DateTimeOffset before)
    {
        var named = connection.Query<long>($"{NamedByTables(connection)} UNION {NamedByStates}").ToHashSet();
        return [.. connection.Query<long>("SELECT id FROM file WHERE created_at < @before ORDER BY id", new { before = before.ToUnixTimeMilliseconds() })
            .Where(id => !named.Contains(id))];
    }

    /// <summary>Their contents go from the disk after the commit, unless another file has the same.</summary>
    public static void Forget(StoreTransaction transaction, IReadOnlyList<long> files)
    {
        var connection = transaction.Connection;
        // Of what is still loose. The youngest row stays, so that its number is not given again.
        var loose = connection.Query<long>(
            $"SELECT id FROM file WHERE id IN @files AND id < (SELECT max(id) FROM file) AND id NOT IN ({NamedByTables(connection)})", new { files }).ToList();
        foreach (var file in loose)
            FileTable.Erase(transaction, file);
        connection.Execute("DELETE FROM file WHERE id IN @loose", new { loose });
    }

    // The schema knows who names files, of slices that come later too: their column is called file_id.
    private static string NamedByTables(SqliteConnection connection) => string.Join(" UNION ", connection.Query<string>(
        """
        SELECT 'SELECT file_id FROM "' || m.name || '" WHERE file_id IS NOT NULL' FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND c.name = 'file_id' AND m.name <> 'file_content' ORDER BY m.name
        """));
}
