namespace MethodBot.Host.Transcripts;

/// <summary>A clock that stands where the transcript puts it, so that dates in it never change.</summary>
internal sealed class TranscriptClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Set(DateTimeOffset time) => Interlocked.Exchange(ref _ticks, time.UtcTicks);
}
