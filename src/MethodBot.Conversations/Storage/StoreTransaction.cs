using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Storage;

/// <summary>
/// The open transaction of the writer: what a turn and the slices write in. Valid only during the call that received it.
/// Dapper works on <see cref="Connection"/>; the hot path uses prepared <see cref="Statement"/>s.
/// </summary>
public sealed class StoreTransaction(SqliteConnection connection) : IDisposable
{
    private readonly PreparedStatements _statements = new(connection);
    private readonly List<Action> _afterCommit = [];

    public SqliteConnection Connection => connection;

    /// <summary>A prepared statement, kept for the life of the writer. Its parameters start as NULL.</summary>
    public Statement Statement(string sql) => _statements.Get(sql);

    /// <summary>Runs once the transaction is durable; never when it is rolled back. Must be quick and not throw.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    public void Dispose() => _statements.Dispose();

    /// <summary>
    /// A fault of one part may be that part's own: the batch is in its second run. In the first, whatever fails must throw on, and
    /// the batch is run again.
    /// </summary>
    internal bool IsRunApart { get; set; }

    internal int AfterCommitCount => _afterCommit.Count;

    internal void ForgetAfterCommit(int from) => _afterCommit.RemoveRange(from, _afterCommit.Count - from);

    internal List<Action> TakeAfterCommit()
    {
        var actions = new List<Action>(_afterCommit);
        _afterCommit.Clear();
        return actions;
    }
}
