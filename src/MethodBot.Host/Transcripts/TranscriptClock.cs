namespace MethodBot.Host.Transcripts;

/// <summary>
/// A clock that stands where the transcript puts it, so that dates in it never change. Waiting goes by the real clock, except that what
/// a move of this one passes over comes due at once.
/// </summary>
internal sealed class TranscriptClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<Alarm> _alarms = [];
    private DateTimeOffset _now = start.ToUniversalTime();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public void Set(DateTimeOffset time)
    {
        List<Alarm> due;
        lock (_lock)
        {
            _now = time.ToUniversalTime();
            due = [.. _alarms.Where(alarm => alarm.Due <= _now)];
        }

        foreach (var alarm in due)
            alarm.Hurry();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    private sealed class Alarm : ITimer
    {
        private readonly TranscriptClock _clock;
        private readonly ITimer _real;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public Alarm(TranscriptClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _real = System.CreateTimer(
                _ =>
                {
                    Note(_period);
                    callback(state);
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        }

        /// <summary>By the transcript's clock; the end of time for one that does not run.</summary>
        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public void Hurry() => _real.Change(TimeSpan.Zero, _period);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Note(dueTime);
            return _real.Change(dueTime, period);
        }

        public void Dispose()
        {
            Forget();
            _real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Forget();
            return _real.DisposeAsync();
        }

        private void Note(TimeSpan wait)
        {
            lock (_clock._lock)
            {
                Due = wait == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : _clock._now + wait;
                if (Due == DateTimeOffset.MaxValue)
                    _clock._alarms.Remove(this);
                else
                    _clock._alarms.Add(this);
            }
        }

        private void Forget()
        {
            lock (_clock._lock)
                _clock._alarms.Remove(this);
        }
    }
}
