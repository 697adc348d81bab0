using System.Collections.Immutable;

namespace MethodBot.Emulators.Core;

/// <summary>Messages of one chat in the order of their ids, each with the view of it that people get. The owner holds its lock.</summary>
internal sealed class ChatLog<TMessage>
    where TMessage : class
{
    private readonly List<Entry> entries = [];

    public int Count => entries.Count;

    public TMessage this[int index] => entries[index].Message;

    public void Put(long id, TMessage message, EmulatedMessage view)
    {
        var index = IndexOf(id);
        if (index >= 0)
            entries[index] = new Entry(id, message, view);
        else
            entries.Insert(~index, new Entry(id, message, view));
    }

    public bool Remove(long id)
    {
        var index = IndexOf(id);
        if (index < 0)
            return false;
        entries.RemoveAt(index);
        return true;
    }

    public TMessage? Find(long id)
    {
        var index = IndexOf(id);
        return index >= 0 ? entries[index].Message : null;
    }

    public ImmutableArray<EmulatedMessage> Views()
    {
        var views = ImmutableArray.CreateBuilder<EmulatedMessage>(entries.Count);
        foreach (var entry in entries)
            views.Add(entry.View);
        return views.MoveToImmutable();
    }

    private int IndexOf(long id)
    {
        int low = 0, high = entries.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (entries[middle].Id == id)
                return middle;
            if (entries[middle].Id < id)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }

    private readonly record struct Entry(long Id, TMessage Message, EmulatedMessage View);
}
