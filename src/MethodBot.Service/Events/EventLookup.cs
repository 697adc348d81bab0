using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Events;

/// <summary>Events as an operator names them.</summary>
public static class EventLookup
{
    /// <summary>The event that has this code or, where none has it, this number; null when there is none.</summary>
    public static long? Find(SqliteConnection connection, string text) => connection.ExecuteScalar<long?>(
        "SELECT id FROM event WHERE id = @id OR code = @text ORDER BY code IS NOT @text LIMIT 1",
        new { text, id = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1 });
}
