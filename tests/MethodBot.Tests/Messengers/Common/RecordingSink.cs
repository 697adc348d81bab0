using MethodBot.Conversations.Messengers;

namespace MethodBot.Tests.Messengers.Common;

/// <summary>An inbox that remembers its batches; it fails as many times as told before it works.</summary>
internal sealed class RecordingSink(string? cursor = null, int failures = 0) : IUpdateSink
{
    private int _failuresLeft = failures;

    public List<(IReadOnlyList<InboundUpdate> Updates, string? Cursor)> Batches { get; } = [];

    public IEnumerable<InboundUpdate> Updates => Batches.SelectMany(b => b.Updates);

    /// <summary>Called before a batch is taken.</summary>
    public Action? Accepting { get; set; }

    public Task AcceptAsync(ChannelId channel, IReadOnlyList<InboundUpdate> updates, string? cursor, CancellationToken cancellationToken)
    {
        Accepting?.Invoke();
        if (_failuresLeft-- > 0)
            throw new IOException("the disk is full");
        Batches.Add((updates, cursor));
        return Task.CompletedTask;
    }

    public Task<string?> ReadCursorAsync(ChannelId channel, CancellationToken cancellationToken) => Task.FromResult(cursor);
}
