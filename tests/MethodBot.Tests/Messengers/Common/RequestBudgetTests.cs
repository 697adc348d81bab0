using MethodBot.Messengers.Common;

namespace MethodBot.Tests.Messengers.Common;

public sealed class RequestBudgetTests
{
    [Fact]
    public async Task Without_a_limit_nobody_waits()
    {
        using var budget = new RequestBudget(0, new ManualTime());
        for (var i = 0; i < 1000; i++)
            await budget.EnterAsync(RequestPriority.Background, CancellationToken.None);
    }

    [Fact]
    public async Task At_most_so_many_start_within_a_second()
    {
        var time = new ManualTime();
        using var budget = new RequestBudget(3, time);
        var entering = Enumerable.Range(0, 8).Select(_ => budget.EnterAsync(RequestPriority.Normal, CancellationToken.None)).ToList();
        entering.Count(e => e.IsCompletedSuccessfully).ShouldBe(3);
        time.Advance(TimeSpan.FromSeconds(1));
        entering.Count(e => e.IsCompletedSuccessfully).ShouldBe(3);
        time.Advance(TimeSpan.FromSeconds(0.2));
        await Task.WhenAll(entering.Take(6));
        entering.Count(e => e.IsCompletedSuccessfully).ShouldBe(6);
        time.Advance(TimeSpan.FromSeconds(1.2));
        await Task.WhenAll(entering);
    }

    [Fact]
    public async Task Somebody_at_a_spinner_goes_before_those_who_came_earlier()
    {
        var time = new ManualTime();
        using var budget = new RequestBudget(1, time);
        await budget.EnterAsync(RequestPriority.Normal, CancellationToken.None);
        var history = budget.EnterAsync(RequestPriority.Background, CancellationToken.None);
        var send = budget.EnterAsync(RequestPriority.Normal, CancellationToken.None);
        var press = budget.EnterAsync(RequestPriority.Urgent, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(1.1));
        await press;
        (send.IsCompleted, history.IsCompleted).ShouldBe((false, false));
        time.Advance(TimeSpan.FromSeconds(1.1));
        await send;
        history.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1.1));
        await history;
    }

    [Fact]
    public async Task Who_gives_up_waiting_spends_nothing()
    {
        var time = new ManualTime();
        using var budget = new RequestBudget(1, time);
        using var stop = new CancellationTokenSource();
        await budget.EnterAsync(RequestPriority.Normal, CancellationToken.None);
        var quitter = budget.EnterAsync(RequestPriority.Normal, stop.Token);
        var patient = budget.EnterAsync(RequestPriority.Normal, CancellationToken.None);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => quitter);
        time.Advance(TimeSpan.FromSeconds(1.1));
        await patient;
    }

    [Fact]
    public async Task A_rate_below_one_a_second_is_kept_too()
    {
        var time = new ManualTime();
        using var budget = new RequestBudget(0.5, time);
        await budget.EnterAsync(RequestPriority.Normal, CancellationToken.None);
        var second = budget.EnterAsync(RequestPriority.Normal, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(1.9));
        second.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.3));
        await second;
    }

    /// <summary>A clock that moves when told and fires what has come due.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private readonly List<Alarm> _alarms = [];
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by)
        {
            _ticks += by.Ticks;
            foreach (var alarm in _alarms.Where(a => a.Due <= _ticks).ToList())
                alarm.Fire();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var alarm = new Alarm(this, () => callback(state));
            alarm.Change(dueTime, period);
            _alarms.Add(alarm);
            return alarm;
        }

        private sealed class Alarm(ManualTime owner, Action callback) : ITimer
        {
            public long Due { get; private set; } = long.MaxValue;

            public void Fire()
            {
                Due = long.MaxValue;
                callback();
            }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : owner._ticks + dueTime.Ticks;
                return true;
            }

            public void Dispose() => Due = long.MaxValue;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
