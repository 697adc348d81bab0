using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MethodBot.Conversations.Storage;

/// <summary>
/// One prepared statement of the hot path, straight on SQLite's own interface: a turn runs a dozen of them, and a command of
/// Microsoft.Data.Sqlite makes an object for each parameter and each reader, and asks the clock. Everything else uses Dapper.
/// </summary>
public sealed class Statement : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _handle;
    private readonly string[] _parameters;
    private readonly StatementReader _reader;
    private int _bound;

    internal Statement(SqliteConnection connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle, out var rest));
        // Of several statements in one text SQLite prepares the first, and the others would never run.
        if (!string.IsNullOrWhiteSpace(rest))
            throw new ArgumentException($"more than one statement: {sql}", nameof(sql));
        _parameters = [.. Enumerable.Range(1, raw.sqlite3_bind_parameter_count(_handle)).Select(i => raw.sqlite3_bind_parameter_name(_handle, i).utf8_to_string())];
        _reader = new StatementReader(this);
    }

    internal sqlite3_stmt Handle => _handle;

    public Statement Bind(string name, long value)
    {
        Check(raw.sqlite3_bind_int64(_handle, IndexOf(name), value));
        return this;
    }

    public Statement Bind(string name, long? value) => value is { } number ? Bind(name, number) : BindNull(name);

    public Statement Bind(string name, double? value)
    {
        if (value is not { } number)
            return BindNull(name);
        Check(raw.sqlite3_bind_double(_handle, IndexOf(name), number));
        return this;
    }

    public Statement Bind(string name, string? value)
    {
        const int Short = 512;
        if (value is null)
            return BindNull(name);
        // An empty span has no address, and would be NULL.
        if (value.Length == 0)
        {
            Check(raw.sqlite3_bind_text(_handle, IndexOf(name), value));
            return this;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > Short ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[Short];
        Check(raw.sqlite3_bind_text(_handle, IndexOf(name), bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>Rows that it changed.</returns>
    /// <exception cref="SqliteException">As of any command.</exception>
    public int ExecuteNonQuery()
    {
        try
        {
            while (Step())
            {
            }

            return raw.sqlite3_changes(_connection.Handle);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs an INSERT of one row. RETURNING would tell as much, but SQLite makes a table of its own for that, each time.</summary>
    /// <returns>The row's id; null where it was not added (<c>ON CONFLICT DO NOTHING</c>).</returns>
    /// <exception cref="SqliteException">As of any command.</exception>
    public long? ExecuteInsert() => ExecuteNonQuery() > 0 ? raw.sqlite3_last_insert_rowid(_connection.Handle) : null;

    /// <summary>Runs it up to its first row.</summary>
    /// <returns>The first column: a long, double or string; null where that is NULL or no row came.</returns>
    /// <exception cref="SqliteException">As of any command.</exception>
    public object? ExecuteScalar()
    {
        try
        {
            if (!Step())
                return null;
            return raw.sqlite3_column_type(_handle, 0) switch
            {
                raw.SQLITE_INTEGER => raw.sqlite3_column_int64(_handle, 0),
                raw.SQLITE_FLOAT => raw.sqlite3_column_double(_handle, 0),
                raw.SQLITE_NULL => null,
                _ => ReadText(0),
            };
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Dispose of it before the statement runs again: both are one.</summary>
    public StatementReader ExecuteReader() => _reader;

    public void Dispose() => _handle.Dispose();

    /// <returns>False: there is no further row.</returns>
    internal bool Step()
    {
        // What was forgotten would be NULL, and no row would come, or a wrong one be written.
        if (_bound < _parameters.Length)
            throw new InvalidOperationException($"{_parameters.Length - _bound} parameters of the statement were not bound");
        var result = raw.sqlite3_step(_handle);
        if (result == raw.SQLITE_ROW)
            return true;
        Check(result);
        return false;
    }

    // Its own result is that of the step before it, which has been told.
    internal void Reset()
    {
        _ = raw.sqlite3_reset(_handle);
        _ = raw.sqlite3_clear_bindings(_handle);
        _bound = 0;
    }

    internal string ReadText(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_handle, column));

    private Statement BindNull(string name)
    {
        Check(raw.sqlite3_bind_null(_handle, IndexOf(name)));
        return this;
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i] != name)
                continue;
            _bound++;
            return i + 1;
        }

        Reset();
        throw new ArgumentException($"the statement has no parameter {name}", nameof(name));
    }

    private void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_DONE)
            return;
        try
        {
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        }
        finally
        {
            // What was bound until now must not count for whoever takes the statement next.
            Reset();
        }
    }
}

/// <summary>Rows of a <see cref="Statement"/>, one after the other. Columns are counted from 0.</summary>
public sealed class StatementReader : IDisposable
{
    private readonly Statement _statement;

    internal StatementReader(Statement statement) => _statement = statement;

    /// <returns>False: there is no further row.</returns>
    /// <exception cref="SqliteException">As of any command.</exception>
    public bool Read() => _statement.Step();

    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement.Handle, column);

    public string GetString(int column) => _statement.ReadText(column);

    /// <summary>Null where the column is.</summary>
    public string? GetNullableString(int column) => IsDBNull(column) ? null : GetString(column);

    /// <summary>Null where the column is.</summary>
    public long? GetNullableInt64(int column) => IsDBNull(column) ? null : GetInt64(column);

    public bool IsDBNull(int column) => raw.sqlite3_column_type(_statement.Handle, column) == raw.SQLITE_NULL;

    public void Dispose() => _statement.Reset();
}
