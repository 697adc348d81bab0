using System.Collections.Immutable;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Faults;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Authoring;

/// <summary>A file that an administrator decided to publish; it is committed and not in the folder yet.</summary>
/// <param name="BaseHash">Of the source that it is to replace; null where there was none.</param>
public sealed record Publication(long Id, DialogFile File, string? BaseHash)
{
    /// <summary>The file on the disk is the one that this publication was decided on.</summary>
    /// <param name="present">Its text; null where there is no file.</param>
    public bool Replaces(string? present) => BaseHash == (present is null ? null : Documents.Hash(present));
}

/// <summary>
/// What waits to be put into the folder of dialogs, for whoever writes there. That it succeeded shows by itself: the file serves, and
/// its sender is told then.
/// </summary>
public sealed class Publications
{
    private volatile TaskCompletionSource _decided = NewSource();

    /// <summary>Completes at the next decision. Take it before reading what is pending, wait on it after.</summary>
    public Task Next => _decided.Task;

    /// <summary>In the order in which they were decided.</summary>
    public ImmutableArray<Publication> ReadPending(SqliteConnection connection) =>
        [.. CandidateTable.ReadPending(connection).Select(candidate => new Publication(candidate.Id, new DialogFile(candidate.Path!, candidate.Source!), candidate.BaseHash))];

    /// <summary>The file in the folder is not the one that the sender saw: they are told, and decide anew.</summary>
    public void TellOvertaken(ServiceContext context, Publication publication)
    {
        if (Find(context, publication) is { } candidate)
            CandidateCards.Present(context, candidate, candidate.Source!, context.Texts.Rich(AuthoringTexts.Overtaken));
    }

    /// <summary>Together with the folder as it is now it does not pass the check: nothing was written.</summary>
    public void TellFaulty(ServiceContext context, Publication publication, ImmutableArray<Fault> faults)
    {
        if (Find(context, publication) is { } candidate)
        {
            CandidateCards.Offer(
                context,
                candidate,
                [
                    .. context.Texts.Rich(AuthoringTexts.NotPublished),
                    new TextSpan("\n\n"),
                    .. FaultReport.OfSent(context.Texts, faults, publication.File.Path),
                ],
                string.Join('\n', faults));
        }
    }

    /// <summary>The folder could not be written: nothing has changed there.</summary>
    /// <param name="reason">Kept with the row for the one who runs the bot; the sender reads no file names of the machine.</param>
    public void TellUnwritable(ServiceContext context, Publication publication, string reason)
    {
        if (Find(context, publication) is { } candidate)
        {
            CandidateCards.Offer(
                context,
                candidate,
                context.Texts.Rich(AuthoringTexts.NotWritten, ("file", Answer.OfText(publication.File.Path))),
                reason);
        }
    }

    /// <summary>Files that serve now and waited to: their senders are told.</summary>
    /// <returns>Who published each of these paths.</returns>
    internal IReadOnlyDictionary<string, Candidate> Conclude(ServiceContext context)
    {
        var concluded = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var candidate in CandidateTable.ReadPending(context.Transaction.Connection))
        {
            if (Documents.SourceAt(context.Dialogs, candidate.Path!) != candidate.Source)
                continue;
            CandidateTable.Save(context, candidate with { State = CandidateState.Published });
            context.Send(candidate.Chat, new() { Text = context.Texts.Rich(AuthoringTexts.Published, ("title", Answer.OfText(candidate.Title!))) });
            concluded[candidate.Path!] = candidate;
        }

        return concluded;
    }

    /// <summary>The sender has decided: once that is durable, the file can be written.</summary>
    internal void Decide(ServiceContext context, Candidate candidate)
    {
        CandidateTable.Save(context, candidate with { State = CandidateState.Pending });
        context.Transaction.AfterCommit(() => Interlocked.Exchange(ref _decided, NewSource()).TrySetResult());
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // It may have begun to serve meanwhile, by way of the folder itself.
    private static Candidate? Find(ServiceContext context, Publication publication) =>
        CandidateTable.Find(context.Transaction.Connection, publication.Id) is { State: CandidateState.Pending } candidate ? candidate : null;
}
