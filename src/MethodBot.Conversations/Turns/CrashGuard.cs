using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;

namespace MethodBot.Conversations.Turns;

/// <summary>
/// Keeps one update from ending the program again and again. After a stop that was no clean one, the updates that messengers bring
/// again are taken one a transaction, each after a committed mark that it is being taken: the mark outlives a crash, and counts them.
/// What was taken before the crash is known by its key and costs nothing: each start, however short, gets further than the last.
/// </summary>
internal sealed class CrashGuard(StoreWriter writer, TimeProvider time)
{
    /// <summary>
    /// Crashes after which an update is set aside: the first left no mark, nobody expected it. Stops from outside hit an innocent update
    /// three times more often than one would think, six times hardly ever; and nobody else waits for it meanwhile.
    /// </summary>
    public const int Crashes = 6;

    // Much longer than a messenger waits before it brings again what was not acknowledged.
    private static readonly TimeSpan Watch = TimeSpan.FromMinutes(10);

    // Only the writer's thread comes here.
    private readonly HashSet<(ChannelId Channel, string Key)> _markedHere = [];

    // By a clock that nobody sets. Null: the last stop was a clean one.
    private long? _since;

    /// <summary>The last stop was no clean one, and not long ago.</summary>
    public bool IsCareful => _since is { } since && time.GetElapsedTime(since) < Watch;

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
        _since = wasRunning ? time.GetTimestamp() : null;
    }

    public Task EndAsync() => writer.WriteAsync(transaction => transaction.Connection.Execute("DELETE FROM meta WHERE key = 'running'"), CancellationToken.None);

    /// <summary>
    /// What of a batch is left to be taken, in the order in which it is taken: chats of which an update was under way at a crash come
    /// last, each in its own order. So nobody waits for an update that ends the program; and one that was only hit by a stop from
    /// outside is not hit again by the next stop soon after a start, when the first turn takes longest.
    /// </summary>
    public static IReadOnlyList<InboundUpdate> Sort(StoreTransaction transaction, ChannelId channel, IReadOnlyList<InboundUpdate> updates)
    {
        var marked = transaction.Connection.Query<string>(
            "SELECT update_key FROM intake_mark WHERE messenger = @Messenger AND channel = @Id", new { channel.Messenger, channel.Id }).ToHashSet(StringComparer.Ordinal);
        var left = updates.DistinctBy(update => update.Key, StringComparer.Ordinal).Where(update => !InboxTable.Has(transaction, channel, update.Key)).ToList();
        var suspected = left.Where(update => marked.Contains(update.Key)).Select(update => update.Chat).ToHashSet(StringComparer.Ordinal);
        return [.. left.OrderBy(update => suspected.Contains(update.Chat))];
    }

    /// <summary>Marks an update in the transaction before that of its turn. A store that fails meanwhile is no crash: one process counts once.</summary>
    /// <returns>False: the program ended each time while taking it, and it is not to be tried again.</returns>
    public bool Mark(StoreTransaction transaction, ChannelId channel, string key) => transaction.Connection.ExecuteScalar<long>(
        """
        INSERT INTO intake_mark (messenger, channel, update_key, attempts) VALUES (@Messenger, @Id, @key, 1)
        ON CONFLICT (messenger, channel, update_key) DO UPDATE SET attempts = attempts + @more RETURNING attempts
        """,
        new { channel.Messenger, channel.Id, key, more = _markedHere.Add((channel, key)) ? 1 : 0 }) < Crashes;

    /// <summary>Takes the mark away in the transaction of the turn.</summary>
    public void Unmark(StoreTransaction transaction, ChannelId channel, string key)
    {
        transaction.Connection.Execute(
            "DELETE FROM intake_mark WHERE messenger = @Messenger AND channel = @Id AND update_key = @key", new { channel.Messenger, channel.Id, key });
        transaction.AfterCommit(() => _markedHere.Remove((channel, key)));
    }
}
