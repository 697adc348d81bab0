namespace MethodBot.Emulators.Core;

/// <summary>Lets through a rate a second with bursts up to a capacity. The owner holds its lock.</summary>
internal sealed class TokenBucket
{
    private readonly double rate;
    private readonly double capacity;
    private readonly TimeProvider time;
    private double tokens;
    private long filledAt;

    public TokenBucket(double rate, double capacity, TimeProvider time)
    {
        this.rate = rate;
        this.capacity = capacity;
        this.time = time;
        tokens = capacity;
        filledAt = time.GetTimestamp();
    }

    /// <summary>Nothing was taken for so long that a new one would be the same.</summary>
    public bool IsFull => tokens + (time.GetElapsedTime(filledAt).TotalSeconds * rate) >= capacity;

    /// <summary>When nothing more may go before this much has passed; zero when <paramref name="count"/> may go now.</summary>
    public TimeSpan Wait(int count)
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(capacity, tokens + (time.GetElapsedTime(filledAt, now).TotalSeconds * rate));
        filledAt = now;
        // An album larger than the bucket goes when the bucket is full.
        var needed = Math.Min(count, capacity) - tokens;
        return needed <= 1e-9 ? TimeSpan.Zero : TimeSpan.FromSeconds(needed / rate);
    }

    public void Take(int count) => tokens -= count;
}
