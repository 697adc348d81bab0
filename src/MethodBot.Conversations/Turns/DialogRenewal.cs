using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Compilation;

namespace MethodBot.Conversations.Turns;

/// <summary>Lets other dialogs serve while the bot runs, and lets what happens outside of any turn be told to people.</summary>
public sealed class DialogRenewal(
    StoreWriter writer, SliceSet slices, DialogLibrary library, ServiceClock clock, CommitSignal signal, TimeProvider time)
{
    /// <summary>At start: keeps the sources of the dialogs that serve already, and tells the slices.</summary>
    /// <exception cref="StoreException">The storage failed; nothing was kept.</exception>
    public Task BeginAsync(CancellationToken cancellationToken) => writer.WriteAsync(
        transaction =>
        {
            Keep(transaction, library.Dialogs);
            transaction.AfterCommit(signal.Raise);
        },
        cancellationToken);

    /// <summary>
    /// Keeps the sources of a set, tells the slices, and serves it from the commit on: the turns before the commit ran on the old
    /// dialogs, those after it run on these.
    /// </summary>
    /// <exception cref="StoreException">The storage failed; the old dialogs go on serving.</exception>
    public Task ServeAsync(DialogSet dialogs, CancellationToken cancellationToken) => writer.WriteAsync(
        transaction =>
        {
            Keep(transaction, dialogs);
            transaction.AfterCommit(() => library.Replace(dialogs));
            transaction.AfterCommit(signal.Raise);
        },
        cancellationToken);

    /// <summary>Does something in a transaction of its own; messages that it queues leave after the commit.</summary>
    /// <exception cref="StoreException">The storage failed; nothing was kept.</exception>
    public Task WriteAsync(Action<ServiceContext> work, CancellationToken cancellationToken) => writer.WriteAsync(
        transaction =>
        {
            transaction.AfterCommit(signal.Raise);
            work(new ServiceContext(transaction, time.GetUtcNow(), clock, library.Dialogs));
        },
        cancellationToken);

    private void Keep(StoreTransaction transaction, DialogSet dialogs)
    {
        var context = new ServiceContext(transaction, time.GetUtcNow(), clock, dialogs);
        DialogRevisionTable.Save(transaction, dialogs.Definitions, context.Now);
        foreach (var slice in slices.All)
            slice.NoticeDialogs(context);
    }
}
