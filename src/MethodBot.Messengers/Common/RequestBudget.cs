namespace MethodBot.Messengers.Common;

/// <summary>Who goes first when requests wait for the messenger's rate.</summary>
internal enum RequestPriority
{
    /// <summary>Somebody looks at a spinner.</summary>
    Urgent,

    /// <summary>Sends, edits, receiving.</summary>
    Normal,

    /// <summary>Catching up after a gap.</summary>
    Background,
}

/// <summary>
/// Lets at most so many requests start in any second, the urgent first. The window is a little longer than a second because the
/// messenger counts by arrival and the network bunches requests up.
/// </summary>
internal sealed class RequestBudget : IDisposable
{
    private const double Margin = 1.05;

    private readonly TimeProvider _time;
    private readonly int _limit;
    private readonly TimeSpan _window;
    private readonly Lock _gate = new();
    private readonly Queue<long> _starts = new();
    private readonly PriorityQueue<TaskCompletionSource, (RequestPriority Priority, long Order)> _waiting = new();
    private readonly ITimer? _timer;
    private long _order;

    /// <param name="perSecond">Requests per second; 0 = no limit.</param>
    public RequestBudget(double perSecond, TimeProvider time)
    {
        _time = time;
        if (perSecond <= 0)
            return;
        _limit = Math.Max(1, (int)perSecond);
        _window = TimeSpan.FromSeconds(_limit / perSecond * Margin);
        _timer = time.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Completes when a request may start.</summary>
    public async Task EnterAsync(RequestPriority priority, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_limit == 0)
            return;
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting.Enqueue(turn, (priority, _order++));
        Pump();
        await using var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await turn.Task;
    }

    public void Dispose() => _timer?.Dispose();

    private void Pump()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            while (_starts.TryPeek(out var oldest) && _time.GetElapsedTime(oldest, now) >= _window)
                _starts.Dequeue();
            while (_starts.Count < _limit && _waiting.TryDequeue(out var turn, out _))
            {
                // A cancelled one has left the queue and spends nothing.
                if (turn.TrySetResult())
                    _starts.Enqueue(now);
            }

            if (_waiting.Count > 0 && _starts.TryPeek(out var first))
                _timer!.Change(_window - _time.GetElapsedTime(first, now) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }
}
