using MethodBot.Conversations.Outbox;

namespace MethodBot.Tests.Conversations.Outbox;

public sealed class RateLimiterTests
{
    private readonly Clock _time = new();

    [Fact]
    public void A_burst_passes_at_once_and_then_one_a_second()
    {
        var limiter = new RateLimiter(perSecond: 1, burst: 5, _time);
        for (var i = 0; i < 5; i++)
            TryTake(limiter, out _).ShouldBeTrue();

        TryTake(limiter, out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromSeconds(1));
        _time.Pass(TimeSpan.FromMilliseconds(400));
        TryTake(limiter, out wait).ShouldBeFalse();
        wait.TotalMilliseconds.ShouldBe(600, 0.001);
        _time.Pass(wait);
        TryTake(limiter, out _).ShouldBeTrue();
        TryTake(limiter, out _).ShouldBeFalse();
    }

    [Fact]
    public void Quiet_time_fills_it_up_to_the_burst_and_no_further()
    {
        var limiter = new RateLimiter(perSecond: 1, burst: 2, _time);
        TryTake(limiter, out _);
        limiter.IsFull.ShouldBeFalse();
        _time.Pass(TimeSpan.FromHours(1));
        limiter.IsFull.ShouldBeTrue();

        TryTake(limiter, out _).ShouldBeTrue();
        TryTake(limiter, out _).ShouldBeTrue();
        TryTake(limiter, out _).ShouldBeFalse();
    }

    [Fact]
    public void Never_more_than_the_rate_and_the_burst_pass()
    {
        var limiter = new RateLimiter(perSecond: 30, burst: 5, _time);
        var passed = 0;
        for (var millisecond = 0; millisecond < 10_000; millisecond++)
        {
            if (TryTake(limiter, out _))
                passed++;
            _time.Pass(TimeSpan.FromMilliseconds(1));
        }

        passed.ShouldBeInRange(299, 305);
    }

    [Fact]
    public void Zero_means_no_limit()
    {
        var limiter = new RateLimiter(perSecond: 0, burst: 0, _time);

        Enumerable.Range(0, 1000).All(_ => TryTake(limiter, out var wait) && wait == TimeSpan.Zero).ShouldBeTrue();
        limiter.IsFull.ShouldBeTrue();
    }

    [Fact]
    public void Those_that_are_as_good_as_taken_count_and_cost_nothing()
    {
        var limiter = new RateLimiter(perSecond: 2, burst: 3, _time);

        limiter.HasToken(2, out _).ShouldBeTrue();
        limiter.HasToken(3, out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromSeconds(0.5));
        limiter.IsFull.ShouldBeTrue();
    }

    private static bool TryTake(RateLimiter limiter, out TimeSpan wait)
    {
        if (!limiter.HasToken(0, out wait))
            return false;
        limiter.Take();
        return true;
    }

    private sealed class Clock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time) => _now += time.Ticks;
    }
}
