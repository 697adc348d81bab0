using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;

namespace MethodBot.Conversations.Turns;

/// <summary>
/// Keeps one update from ending the program again and again. After a stop that was no clean one, the updates that messengers bring
/// again are taken one a transaction, each after a committed mark that it is being taken: the mark outlives a crash, and counts them.
/// </summary>
internal sealed class CrashGuard(StoreWriter writer, TimeProvider time)
{
    /// <summary>Crashes after which an update is set aside: the first left no mark, nobody expected it.</summary>
    private const int Crashes = 3;

    // Much longer than a messenger waits before it brings again what was not acknowledged.
    private static readonly TimeSpan Watch = TimeSpan.FromMinutes(10);

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

    /// <summary>Marks an update before its turn.</summary>
    /// <returns>False: the program ended each time while taking it, and it is not to be tried again.</returns>
    public Task<bool> MarkAsync(ChannelId channel, string key, CancellationToken cancellationToken) => writer.WriteAsync(
        transaction => transaction.Connection.ExecuteScalar<long>(
            """
            INSERT INTO intake_mark (messenger, channel, update_key, attempts) VALUES (@Messenger, @Id, @key, 1)
            ON CONFLICT (messenger, channel, update_key) DO UPDATE SET attempts = attempts + 1 RETURNING attempts
            """,
            new { channel.Messenger, channel.Id, key }) < Crashes,
        cancellationToken);

    /// <summary>Takes the mark away in the transaction of the turn.</summary>
    public static void Unmark(StoreTransaction transaction, ChannelId channel, string key) => transaction.Connection.Execute(
        "DELETE FROM intake_mark WHERE messenger = @Messenger AND channel = @Id AND update_key = @key", new { channel.Messenger, channel.Id, key });
}
