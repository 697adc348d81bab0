using MethodBot.Host.Transcripts;

namespace MethodBot.IntegrationTests.Operation.Transcripts;

public sealed class TranscriptClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 16, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TranscriptClock _clock = new(Start);

    [Fact]
    public async Task A_move_makes_due_what_it_passes_over_and_nothing_else()
    {
        var soon = Task.Delay(TimeSpan.FromHours(1), _clock);
        var late = Task.Delay(TimeSpan.FromHours(3), _clock);

        _clock.Set(Start.AddHours(2));

        await soon.WaitAsync(Patience);
        late.IsCompleted.ShouldBeFalse();
        _clock.GetUtcNow().ShouldBe(Start.AddHours(2));
    }

    [Fact]
    public async Task What_comes_again_and_again_comes_at_each_move()
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromHours(1), _clock);
        foreach (var hours in (int[])[1, 2, 3])
        {
            var tick = ticks.WaitForNextTickAsync();
            _clock.Set(Start.AddHours(hours));
            (await tick.AsTask().WaitAsync(Patience)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task What_came_once_or_was_called_off_does_not_come_again()
    {
        var came = 0;
        var first = new TaskCompletionSource();
        await using var once = _clock.CreateTimer(
            _ =>
            {
                Interlocked.Increment(ref came);
                first.TrySetResult();
            },
            null,
            TimeSpan.FromHours(1),
            Timeout.InfiniteTimeSpan);
        await using (_clock.CreateTimer(_ => Interlocked.Add(ref came, 100), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan))
        {
            // Called off before its hour.
        }

        _clock.Set(Start.AddHours(1));
        await first.Task.WaitAsync(Patience);
        var after = Task.Delay(TimeSpan.FromHours(1), _clock);
        _clock.Set(Start.AddHours(2));
        await after.WaitAsync(Patience);

        came.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_move_waiting_goes_by_the_real_clock() => await Task.Delay(TimeSpan.FromMilliseconds(1), _clock).WaitAsync(Patience);
}
