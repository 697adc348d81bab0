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

    /// <summary>Takes a token; otherwise tells how long until there is one.</summary>
    public bool TryTake(out TimeSpan wait)
    {
        if (!HasToken(out wait))
            return false;
        _tokens -= 1;
        return true;
    }

    /// <summary>Whether <see cref="TryTake"/> would take one now; otherwise tells how long until it would.</summary>
    public bool HasToken(out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (_perSecond <= 0 || Fill() >= 1)
            return true;
        wait = TimeSpan.FromSeconds((1 - _tokens) / _perSecond);
        return false;
    }

    private double Fill()
    {
        var now = _time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_filledAt, now).TotalSeconds * _perSecond));
        _filledAt = now;
        return _tokens;
    }
}
