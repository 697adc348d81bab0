using System.Collections.Concurrent;

namespace MethodBot.Emulators.Core;

/// <summary>Tells listeners of changes in their order, outside the emulator's lock, before the call that made them returns.</summary>
internal sealed class ChangeFeed
{
    private readonly ConcurrentQueue<EmulatedChange> waiting = new();
    private readonly Lock raising = new();

    public event Action<EmulatedChange>? Raised;

    public void Add(EmulatedChange change) => waiting.Enqueue(change);

    public void Drain()
    {
        lock (raising)
        {
            while (waiting.TryDequeue(out var change))
                Raised?.Invoke(change);
        }
    }
}
