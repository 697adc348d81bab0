namespace MethodBot.Conversations.Health;

/// <summary>What somebody has to look after.</summary>
public enum TroubleKind
{
    /// <summary>The disk of the store is nearly full.</summary>
    DiskSpace,

    /// <summary>A messenger has not been heard for a while: neither an update nor an empty answer.</summary>
    MessengerSilent,

    /// <summary>Messages wait to be sent for too long.</summary>
    MessagesWait,

    /// <summary>Updates were set aside because their turn failed.</summary>
    UpdatesSetAside,

    /// <summary>Nothing could be written: what people said meanwhile waits at their messengers.</summary>
    StoreFailing,

    /// <summary>Today's backup could not be made.</summary>
    NoBackup,
}

/// <param name="Messenger">Which one, where it is about one; otherwise empty.</param>
/// <param name="Since">When it began, UTC.</param>
/// <param name="Count">Megabytes left on the disk, messages that wait, updates set aside; otherwise 0.</param>
public sealed record Trouble(TroubleKind Kind, string Messenger, DateTimeOffset Since, long Count)
{
    /// <summary>The same trouble goes on under the same name, however its numbers change.</summary>
    public (TroubleKind Kind, string Messenger) Name => (Kind, Messenger);
}
