using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using Microsoft.Extensions.Logging;

namespace MethodBot.Conversations.Files;

/// <summary>Tells slices what became of a file, in the transaction that records it. A slice's fault does not lose the file.</summary>
internal sealed partial class FileNotices(SliceSet slices, DialogLibrary library, ServiceClock clock, TimeProvider time, ILogger<FileNotices> logger)
{
    /// <param name="open">Null when the file cannot be had.</param>
    public void Tell(StoreTransaction transaction, long file, Func<Stream>? open)
    {
        var promised = transaction.Mark;
        transaction.Connection.Execute("SAVEPOINT notice");
        try
        {
            var context = new ServiceContext(transaction, time.GetUtcNow(), clock, library.Dialogs);
            foreach (var slice in slices.All)
                slice.NoticeFile(context, file, open);
        }
        catch (Exception e) when (!StoreWriter.IsStorageFault(e))
        {
            transaction.Connection.Execute("ROLLBACK TO notice");
            transaction.Undo(promised);
            LogFailed(logger, file, e);
        }

        transaction.Connection.Execute("RELEASE notice");
    }

    [LoggerMessage(EventId = 303, Level = LogLevel.Error, Message = "file {File} was fetched, but what was to be done with it failed")]
    private static partial void LogFailed(ILogger logger, long file, Exception exception);
}
