namespace MethodBot.Messengers.Common;

/// <summary>
/// Growing pauses between attempts, each drawn from the upper half of its range, so that many bots that lost the same network do
/// not come back at the same instant. Not safe for use from several threads: one receiver owns one.
/// </summary>
internal sealed class Backoff(TimeProvider time, TimeSpan first, TimeSpan longest, Func<double> random)
{
    /// <summary>One lost request is everyday life, and meanwhile everybody waits: the bot is soon back, and only from several failures on takes its time.</summary>
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);

    private const long None = long.MinValue;

    private int _failures;
    // By a clock that nobody sets.
    private long _failingSince = None;

    public Backoff(TimeProvider time)
        : this(time, First, TimeSpan.FromMinutes(1), Random.Shared.NextDouble)
    {
    }

    /// <summary>True when the last attempt failed.</summary>
    public bool Failing => _failures > 0;

    /// <summary>When the present row of failures began; null while there is none. Read from any thread.</summary>
    public DateTimeOffset? FailingSince => Volatile.Read(ref _failingSince) is not None and var since ? time.GetUtcNow() - time.GetElapsedTime(since) : null;

    public void Reset()
    {
        _failures = 0;
        Volatile.Write(ref _failingSince, None);
    }

    /// <summary>Counts a failure and tells how long to wait, not less than the messenger asked for.</summary>
    public TimeSpan Next(TimeSpan? atLeast = null)
    {
        var ceiling = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(_failures, 30)));
        if (_failures++ == 0)
            Volatile.Write(ref _failingSince, time.GetTimestamp());
        var pause = TimeSpan.FromSeconds((ceiling / 2) + (ceiling / 2 * random()));
        return atLeast is { } least && least > pause ? least + (pause - (pause / 2)) : pause;
    }

    public Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, time, cancellationToken);
}
