using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;

namespace MethodBot.Conversations.Turns;

/// <summary>
/// Keeps one update from ending the program again and again. After a stop that was no clean one, the updates that messengers bring
/// again are taken one a transaction, each after a committed mark that it is being taken: the mark outlives a crash, and counts them.
/// After the third crash the update is tried once more, after a moment of quiet: whoever switches the machine off again and again may have
/// struck it by chance. Only a crash then sets it aside. What came behind it keeps its place.
/// </summary>
internal sealed class CrashGuard(StoreWriter writer, TimeProvider time)
{
    // The first crash left no mark, nobody expected it.
    private const int MarksOfThreeCrashes = 2;

    // Much longer than a messenger waits before it brings again what was not acknowledged.
    private static readonly TimeSpan Watch = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private DateTimeOffset _until;

    /// <summary>The last stop was no clean one, and not long ago.</summary>
    public bool IsCareful => time.GetUtcNow() < _until;

    /// <summary>From here on a stop is clean only after <see cref="EndAsync"/>.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var wasRunning = await writer.WriteAsync(
            transaction =>
            {
                var running = transaction.Connection.ExecuteScalar<long>("SELECT count(*) FROM meta WHERE key = 'running'") > 0;
                transaction.Connection.Execute("INSERT OR IGNORE INTO meta (key, value) VALUES ('running', 'yes')");
                if (!running)
                    transaction.Connection.Execute("DELETE FROM intake_mark");
                return running;
            },
            cancellationToken);
        _until = wasRunning ? time.GetUtcNow() + Watch : DateTimeOffset.MinValue;
    }

    public Task EndAsync() => writer.WriteAsync(transaction => transaction.Connection.Execute("DELETE FROM meta WHERE key = 'running'"), CancellationToken.None);

    /// <summary>Marks an update before its turn; a suspect waits until it is quiet around it.</summary>
    /// <returns>False: it is not to be tried again.</returns>
    public async Task<bool> MarkAsync(ChannelId channel, string key, CancellationToken cancellationToken)
    {
        var marks = await writer.WriteAsync(
            transaction => transaction.Connection.ExecuteScalar<long?>(
                "SELECT attempts FROM intake_mark WHERE messenger = @Messenger AND channel = @Id AND update_key = @key",
                new { channel.Messenger, channel.Id, key }),
            cancellationToken);
        if (marks > MarksOfThreeCrashes)
            return false;
        if (marks == MarksOfThreeCrashes)
            await Task.Delay(Quiet, time, cancellationToken);
        await writer.WriteAsync(
            transaction => transaction.Connection.Execute(
                """
                INSERT INTO intake_mark (messenger, channel, update_key, attempts) VALUES (@Messenger, @Id, @key, 1)
                ON CONFLICT (messenger, channel, update_key) DO UPDATE SET attempts = attempts + 1
                """,
                new { channel.Messenger, channel.Id, key }),
            cancellationToken);
        return true;
    }

    /// <summary>Takes the mark away in the transaction of the turn.</summary>
    public static void Unmark(StoreTransaction transaction, ChannelId channel, string key) => transaction.Connection.Execute(
        "DELETE FROM intake_mark WHERE messenger = @Messenger AND channel = @Id AND update_key = @key", new { channel.Messenger, channel.Id, key });
}
