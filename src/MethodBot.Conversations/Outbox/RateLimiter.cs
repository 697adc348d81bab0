namespace MethodBot.Conversations.Outbox;

/// <summary>A bucket that fills at a steady rate. Not safe for several threads: one dispatcher owns it.</summary>
internal sealed class RateLimiter
{
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _time;
    private double _tokens;
    private long _filledAt;

    /// <param name="perSecond">Tokens a second; 0 = no limit.</param>
    public RateLimiter(double perSecond, double burst, TimeProvider time)
    {
        _perSecond = perSecond;
        _burst = burst;
        _time = time;
        _tokens = burst;
        _filledAt = time.GetTimestamp();
    }

    /// <summary>Full again: nothing would be lost by forgetting it.</summary>
    public bool IsFull => _perSecond <= 0 || Fill() >= _burst;

    /// <summary>Whether a token is there beside <paramref name="others"/> that are as good as taken; otherwise tells how long until there is.</summary>
    public bool HasToken(int others, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (_perSecond <= 0 || Fill() >= others + 1)
            return true;
        wait = TimeSpan.FromSeconds((others + 1 - _tokens) / _perSecond);
        return false;
    }

    /// <summary>Takes one that was there.</summary>
    public void Take() => _tokens -= 1;

    private double Fill()
    {
        var now = _time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_filledAt, now).TotalSeconds * _perSecond));
        _filledAt = now;
        return _tokens;
    }
}
