using System.Diagnostics;
using System.Threading.Channels;
using MethodBot.Conversations.Health;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Storage;

/// <summary>
/// The one writer: drains what waits (at most 256 jobs, no timer), runs it in one transaction, and completes the jobs after COMMIT.
/// A job that throws is rolled back alone: the batch is rolled back and run once more, each job under a savepoint. So a savepoint, which
/// costs as much as a small job, is paid for only where one is needed. A storage fault discards the whole batch.
/// </summary>
public sealed class StoreWriter : IAsyncDisposable
{
    private const int MaxBatch = 256;
    private const int QueueLength = 4096;

    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly SqliteConnection _connection;
    private readonly StoreTransaction _transaction;
    private readonly Task _loop;
    private long _failures;

    public StoreWriter(Store store)
    {
        _connection = store.OpenConnection();
        ReadingLimit.Prepare(_connection.Handle!);
        _transaction = new StoreTransaction(_connection) { CanStopReading = true };
        // Pages that turns of a busy hour come back to; with the 2 MB of SQLite's own they are read from the file again and again.
        Execute("PRAGMA cache_size = -65536");
        // The same pages are changed over and over: the fewer checkpoints, the fewer of them are copied into the file. 16 MB.
        Execute("PRAGMA wal_autocheckpoint = 4000");
        // What a savepoint may have to put back is kept in memory: on the disk it was a file of its own for each batch, written and removed.
        Execute("PRAGMA temp_store = MEMORY");
        _loop = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <inheritdoc cref="StoreTransaction.FilesWaiting"/>
    internal CommitSignal FilesWaiting => _transaction.FilesWaiting;

    /// <summary>Batches that the storage did not take.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Runs <paramref name="work"/> in a transaction; completes once that is durable.</summary>
    /// <param name="work">
    /// Run twice where a job beside it throws, and then only its second run counts: outside the transaction it may change nothing that a
    /// second run would change again.
    /// </param>
    /// <param name="cancellationToken">Of waiting for room in the queue; what is queued is run.</param>
    /// <exception cref="StoreException">The storage failed; nothing of the batch was kept.</exception>
    public async Task<T> WriteAsync<T>(Func<StoreTransaction, T> work, CancellationToken cancellationToken)
    {
        var job = new Job<T>(work);
        await _jobs.Writer.WriteAsync(job, cancellationToken);
        return await job.Completion;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<StoreTransaction> work, CancellationToken cancellationToken) => WriteAsync<object?>(
        transaction =>
        {
            work(transaction);
            return null;
        },
        cancellationToken);

    /// <summary>Finishes what is queued, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _loop;
        _transaction.Dispose();
        await _connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var batch = new List<Job>(MaxBatch);
        while (await _jobs.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _jobs.Reader.TryRead(out var job))
                batch.Add(job);
            RunBatch(batch);
            batch.Clear();
        }
    }

    private void RunBatch(List<Job> batch)
    {
        using var activity = Telemetry.Source.StartActivity("commit");
        activity?.SetTag("methodbot.jobs", batch.Count);
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (!TryRunTogether(batch))
            {
                activity?.SetTag("methodbot.apart", true);
                RunApart(batch);
            }
        }
        catch (Exception e)
        {
            Discard();
            Interlocked.Increment(ref _failures);
            activity?.SetStatus(ActivityStatusCode.Error);
            var failure = new StoreException($"the store could not be written ({e.Message}); nothing of this batch was kept", e);
            foreach (var job in batch)
                job.Fail(failure);
            return;
        }

        Telemetry.CommitDuration.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        Telemetry.CommitBatch.Record(batch.Count);
        foreach (var action in _transaction.TakeAfterCommit())
            action();
        foreach (var job in batch)
            job.Finish();
    }

    /// <returns>False: one has thrown, and nothing of the batch is left.</returns>
    private bool TryRunTogether(List<Job> batch)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var job in batch)
                job.Run(_transaction);
        }
        catch (Exception e) when (!IsStorageFault(e))
        {
            Discard();
            return false;
        }

        Execute("COMMIT");
        return true;
    }

    private void RunApart(List<Job> batch)
    {
        _transaction.IsRunApart = true;
        try
        {
            Execute("BEGIN IMMEDIATE");
            foreach (var job in batch)
                RunApart(job);
            Execute("COMMIT");
        }
        finally
        {
            _transaction.IsRunApart = false;
        }
    }

    private void RunApart(Job job)
    {
        var mark = _transaction.Mark;
        Execute("SAVEPOINT job");
        try
        {
            job.Run(_transaction);
        }
        catch (Exception e) when (!IsStorageFault(e))
        {
            Execute("ROLLBACK TO job");
            _transaction.Undo(mark);
            job.Reject(e);
        }

        Execute("RELEASE job");
    }

    /// <summary>Faults after which the transaction, or the file, cannot be trusted: I/O, full, corrupt, read-only, out of memory.</summary>
    internal static bool IsStorageFault(Exception e) =>
        e is StoreException or SqliteException { SqliteErrorCode: 5 or 6 or 7 or 8 or 10 or 11 or 13 or 14 or 26 };

    // Several of them run for each job: they are prepared once.
    private void Execute(string statement) => _transaction.Statement(statement).ExecuteNonQuery();

    private void Discard()
    {
        _transaction.Undo(0);
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (disk full inside a savepoint does that).
        }
    }

    private abstract class Job
    {
        public abstract void Run(StoreTransaction transaction);

        public abstract void Reject(Exception e);

        public abstract void Fail(StoreException e);

        public abstract void Finish();
    }

    private sealed class Job<T>(Func<StoreTransaction, T> work) : Job
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _rejected;

        public Task<T> Completion => _completion.Task;

        public override void Run(StoreTransaction transaction) => _result = work(transaction);

        public override void Reject(Exception e) => _rejected = e;

        public override void Fail(StoreException e) => _completion.TrySetException(_rejected ?? e);

        public override void Finish()
        {
            if (_rejected is null)
                _completion.TrySetResult(_result!);
            else
                _completion.TrySetException(_rejected);
        }
    }
}
