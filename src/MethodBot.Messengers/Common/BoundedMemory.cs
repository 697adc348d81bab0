using System.Diagnostics.CodeAnalysis;

namespace MethodBot.Messengers.Common;

/// <summary>Remembers the latest few values by key and forgets the oldest. Safe for use from several threads.</summary>
internal sealed class BoundedMemory<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byAge = new();

    public void Set(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_nodes.Remove(key, out var old))
                _byAge.Remove(old);
            else if (_nodes.Count >= capacity && _byAge.First is { } oldest)
                Drop(oldest);
            _nodes[key] = _byAge.AddLast((key, value));
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            var found = _nodes.TryGetValue(key, out var node);
            value = found ? node!.Value.Value : default;
            return found;
        }
    }

    public void Remove(TKey key)
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(key, out var node))
                Drop(node);
        }
    }

    private void Drop(LinkedListNode<(TKey Key, TValue Value)> node)
    {
        _byAge.Remove(node);
        _nodes.Remove(node.Value.Key);
    }
}
