using SQLitePCL;

namespace MethodBot.Conversations.Storage;

/// <summary>Stops statements of a connection that read for too long, until it is disposed of.</summary>
internal sealed class ReadingLimit : IDisposable
{
    /// <summary>Steps of SQLite's machine between two looks at the clock: a millisecond or so. Most statements never take as many.</summary>
    private const int Often = 50_000;

    private readonly sqlite3 _connection;

    public ReadingLimit(sqlite3 connection, Func<bool> isSpent)
    {
        _connection = connection;
        raw.sqlite3_progress_handler(connection, Often, _ => isSpent() && !IsWriting(connection) ? 1 : 0, null);
    }

    /// <summary>Before a connection has prepared anything that it keeps: from here on its statements can be told apart.</summary>
    public static void Prepare(sqlite3 connection) => connection.enable_sqlite3_next_stmt(true);

    public void Dispose() => raw.sqlite3_progress_handler(_connection, 0, null, null);

    private static bool IsWriting(sqlite3 connection)
    {
        for (var statement = raw.sqlite3_next_stmt(connection, null); statement is { IsInvalid: false }; statement = raw.sqlite3_next_stmt(connection, statement))
        {
            if (raw.sqlite3_stmt_busy(statement) != 0 && raw.sqlite3_stmt_readonly(statement) == 0)
                return true;
        }

        return false;
    }
}
