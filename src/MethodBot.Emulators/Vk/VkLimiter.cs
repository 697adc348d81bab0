using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <summary>
/// Requests of a community's token within any one second (20; the long poll, uploads and downloads do not count). A tenth more passes,
/// against delays on the way.
/// </summary>
internal sealed class VkLimiter
{
    private readonly TimeProvider time;
    private readonly int limit;
    private readonly Queue<long> recent = new();

    public VkLimiter(EmulatorCore core)
    {
        time = core.Time;
        var rate = double.IsNaN(core.Options.RequestsPerSecond) ? 20 : core.Options.RequestsPerSecond;
        limit = rate <= 0 ? int.MaxValue : (int)Math.Ceiling(rate * 1.1);
    }

    /// <summary>Counts a request, or refuses it with error 6. The lock is held.</summary>
    public void Take()
    {
        if (limit == int.MaxValue)
            return;
        var now = time.GetTimestamp();
        while (recent.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= TimeSpan.FromSeconds(1))
            recent.Dequeue();
        if (recent.Count >= limit)
            throw VkRefusal.TooManyRequests();
        recent.Enqueue(now);
    }
}
