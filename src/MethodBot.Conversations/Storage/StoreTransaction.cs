using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Storage;

/// <summary>
/// The open transaction of the writer: what a turn and the slices write in. Valid only during the call that received it.
/// Dapper works on <see cref="Connection"/>; the hot path uses prepared <see cref="Statement"/>s.
/// </summary>
public sealed class StoreTransaction(SqliteConnection connection) : IDisposable
{
    private readonly PreparedStatements _statements = new(connection);
    private readonly List<(Action? Committed, Action? Undone)> _ends = [];

    public SqliteConnection Connection => connection;

    /// <summary>Raised after a commit that left files to fetch, to keep or to take off the disk.</summary>
    internal CommitSignal FilesWaiting { get; } = new();

    /// <summary>
    /// Until it is disposed of, a statement that goes on reading when <paramref name="isSpent"/> is stopped with
    /// <c>SQLITE_INTERRUPT</c>. One that writes goes on: stopped, it would take the whole transaction with it.
    /// </summary>
    internal IDisposable? StopReadingWhen(Func<bool> isSpent) => CanStopReading ? new ReadingLimit(connection.Handle!, isSpent) : null;

    /// <summary>The connection knows its statements, all from the first on (<see cref="ReadingLimit.Prepare"/>).</summary>
    internal bool CanStopReading { private get; init; }

    /// <summary>A prepared statement, kept for the life of the writer. Its parameters start as NULL.</summary>
    public Statement Statement(string sql) => _statements.Get(sql);

    /// <summary>Runs once the transaction is durable; never when it is rolled back. Must be quick and not throw.</summary>
    public void AfterCommit(Action action) => _ends.Add((action, null));

    /// <summary>
    /// Runs when what was written until now is rolled back, the last first: for what is kept in memory beside the store. Must be quick and not throw.
    /// </summary>
    public void OnRollback(Action action) => _ends.Add((null, action));

    public void Dispose() => _statements.Dispose();

    /// <summary>
    /// A fault of one part may be that part's own: the batch is in its second run. In the first, whatever fails must throw on, and
    /// the batch is run again.
    /// </summary>
    internal bool IsRunApart { get; set; }

    /// <summary>To give to <see cref="Undo"/> when what is written from here on is rolled back.</summary>
    internal int Mark => _ends.Count;

    internal void Undo(int from)
    {
        for (var i = _ends.Count - 1; i >= from; i--)
            _ends[i].Undone?.Invoke();
        _ends.RemoveRange(from, _ends.Count - from);
    }

    internal List<Action> TakeAfterCommit()
    {
        var actions = _ends.Select(end => end.Committed).OfType<Action>().ToList();
        _ends.Clear();
        return actions;
    }
}
