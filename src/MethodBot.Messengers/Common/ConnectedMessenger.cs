using MethodBot.Conversations.Messengers;

namespace MethodBot.Messengers.Common;

/// <summary>The two halves of an open channel.</summary>
internal sealed record ConnectedMessenger(IMessengerSender Sender, IMessengerReceiver Receiver) : IMessenger;

/// <summary>The clients that a factory opened: they live as long as it does.</summary>
internal sealed class ConnectionSet : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<IDisposable> _open = [];

    public T Keep<T>(T connection)
        where T : IDisposable
    {
        lock (_gate)
            _open.Add(connection);
        return connection;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _open.ForEach(c => c.Dispose());
            _open.Clear();
        }
    }
}
