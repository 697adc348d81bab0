using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using MethodBot.Emulators;

namespace MethodBot.Host.Pages;

/// <summary>
/// Changes of all chats in one numbered sequence that keeps its recent part, so that a page which lost its connection for a moment
/// continues where it was; one that was away longer is told to read everything anew.
/// </summary>
internal sealed class ChangeFeed
{
    private const int Kept = 2048;
    private readonly Lock _gate = new();
    private readonly Queue<NumberedChange> _recent = new();

    // Numbers start anew with the process: a position of an earlier process must not be taken for one of this.
    private readonly string _epoch = Guid.NewGuid().ToString("N")[..12];
    private ImmutableList<Channel<NumberedChange>> _listeners = [];
    private long _last;

    /// <summary>Number of the last change.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    public string PositionOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{_epoch}-{number}");

    public void Publish(EmulatedChange change)
    {
        // The page is made of people's own phones: groups have no place on it.
        if (change.GroupId is not null)
            return;
        lock (_gate)
        {
            var numbered = new NumberedChange(++_last, change);
            _recent.Enqueue(numbered);
            if (_recent.Count > Kept)
                _recent.Dequeue();
            foreach (var listener in _listeners)
            {
                // A page that reads too slowly is cut off; it reconnects and continues or reads anew.
                if (!listener.Writer.TryWrite(numbered))
                    listener.Writer.TryComplete();
            }
        }
    }

    /// <summary>Begins listening after <paramref name="position"/>, the id of the last event that the page has seen.</summary>
    public Listening Listen(string? position)
    {
        var channel = Channel.CreateBounded<NumberedChange>(new BoundedChannelOptions(Kept * 2) { SingleReader = true });
        lock (_gate)
        {
            var continues = TryParse(position, out var seen) && seen <= _last && seen >= _last - _recent.Count;
            if (continues)
            {
                foreach (var missed in _recent.Where(change => change.Number > seen))
                    channel.Writer.TryWrite(missed);
            }

            _listeners = _listeners.Add(channel);
            return new Listening(this, channel, continues, continues ? seen : _last);
        }
    }

    private void Forget(Channel<NumberedChange> channel)
    {
        lock (_gate)
            _listeners = _listeners.Remove(channel);
    }

    private bool TryParse(string? position, out long number)
    {
        number = 0;
        return position is not null
            && position.StartsWith(_epoch + "-", StringComparison.Ordinal)
            && long.TryParse(position.AsSpan(_epoch.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>One page's place in the feed.</summary>
    /// <param name="continues">Whether nothing was lost since the position that the page named.</param>
    /// <param name="after">Number after which the changes begin.</param>
    internal sealed class Listening(ChangeFeed feed, Channel<NumberedChange> channel, bool continues, long after) : IDisposable
    {
        public bool Continues => continues;

        public long After => after;

        public ChannelReader<NumberedChange> Changes => channel.Reader;

        public void Dispose() => feed.Forget(channel);
    }
}

internal sealed record NumberedChange(long Number, EmulatedChange Change);
