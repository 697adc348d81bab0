using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Texts;
using MethodBot.Service.People;

namespace MethodBot.Service.Authoring;

/// <summary>
/// Dialogs change while the bot runs: an administrator sends a file, sees what is wrong with it or what it changes, tries it out and
/// publishes it; and learns what became of files that were changed on the disk.
/// </summary>
public sealed class AuthoringSlice : ISlice
{
    internal const string SliceName = "authoring";
    private static readonly TimeSpan Undecided = TimeSpan.FromDays(400);

    private readonly Publications _publications;
    private readonly Administrators _administrators;
    private readonly VersionHistory _history;

    public AuthoringSlice(ServiceOptions options, Publications publications)
    {
        _publications = publications;
        _administrators = new Administrators(options);
        _history = new VersionHistory(publications);
    }

    public string Name => SliceName;

    public SchemaPart Schema { get; } = new(SliceName, [CandidateTable.Script, VersionTable.Script]);

    public ImmutableArray<TextKey> TextKeys => AuthoringTexts.All;

    public ImmutableArray<IDialogAction> Actions => _history.Actions;

    public ImmutableArray<IChoiceSource> Sources => _history.Sources;

    /// <summary>Files in the folder of dialogs do not pass the check; what served before keeps serving.</summary>
    public void TellBroken(ServiceContext context, ImmutableArray<Fault> faults) =>
        _administrators.Tell(context, FaultReport.OfFolder(context.Texts, faults));

    /// <summary>The folder of dialogs cannot be read at all; what served before keeps serving.</summary>
    public void TellUnreadable(ServiceContext context) => _administrators.Tell(context, context.Texts.Rich(AuthoringTexts.Unreadable));

    /// <summary>The folder of dialogs passes the check again.</summary>
    public void TellMended(ServiceContext context) => _administrators.Tell(context, context.Texts.Rich(AuthoringTexts.Mended));

    public void NoticeDialogs(ServiceContext context) => VersionHistory.Record(context, _publications.Conclude(context));

    public bool TakeFiles(TurnContext turn, PersonMessage message)
    {
        var files = message.Files.Where(file => SentFile.IsCandidate(file.Name)).ToList();
        if (files.Count == 0 || !_administrators.Include(turn))
            return false;
        foreach (var file in files)
            CandidateTable.Add(turn, file.Name!, file.Id);
        turn.Reply(turn.Texts.Rich(AuthoringTexts.Checking));
        return true;
    }

    public void NoticeFile(ServiceContext context, long fileId, Func<Stream>? open)
    {
        if (CandidateTable.FindByFile(context.Transaction.Connection, fileId) is not { State: CandidateState.Fetching } candidate)
            return;
        var (source, refusal) = (default(string), AuthoringTexts.NotFetched);
        if (open is not null)
        {
            using var content = open();
            (source, refusal) = SentFile.Read(content);
        }

        if (source is null)
            CandidateCards.Refuse(context, candidate, context.Texts.Rich(refusal!, ("name", Answer.OfText(candidate.Name))));
        else
            CandidateCards.Present(context, candidate, source);
    }

    public bool Forget(ServiceContext context)
    {
        CandidateTable.Forget(context.Transaction.Connection, context.Now - Undecided);
        return false;
    }

    public string? TakePress(TurnContext turn, string verb, string subject)
    {
        if (!_administrators.Include(turn) || Find(turn, subject) is not { } candidate)
            return turn.Texts.Plain(AuthoringTexts.OldButton);
        switch (candidate.State)
        {
            case CandidateState.Pending:
                return turn.Texts.Plain(AuthoringTexts.Publishing);
            case CandidateState.Published:
                return turn.Texts.Plain(AuthoringTexts.AlreadyPublished);
            case CandidateState.Dropped:
                return turn.Texts.Plain(AuthoringTexts.AlreadyDropped);
            case CandidateState.Offered when candidate.Subject == subject:
                return Decide(turn, verb, candidate);
            default:
                return turn.Texts.Plain(AuthoringTexts.OldButton);
        }
    }

    public void NoticePreviewEnd(TurnContext turn, string subject)
    {
        if (Find(turn, subject) is { State: CandidateState.Offered } candidate)
            CandidateCards.Offer(turn, candidate, turn.Texts.Rich(AuthoringTexts.AfterPreview, ("title", Answer.OfText(candidate.Title!))));
    }

    private string? Decide(TurnContext turn, string verb, Candidate candidate)
    {
        switch (verb)
        {
            case CandidateCards.DropVerb:
                CandidateTable.Save(turn, CandidateCards.TakeButtonsOff(turn, candidate) with { State = CandidateState.Dropped });
                turn.Reply(turn.Texts.Rich(AuthoringTexts.Dropped, ("title", Answer.OfText(candidate.Title!))));
                return null;
            case CandidateCards.TryVerb when turn.Person()?.FirstName is null:
                // Before consent and profile every dialog begins with these.
                turn.Reply(turn.Texts.Rich(AuthoringTexts.MeetFirst));
                return null;
            case CandidateCards.TryVerb:
                turn.StartPreview(SliceName, candidate.Subject, new DialogFile(candidate.Path!, candidate.Source!), candidate.Document!);
                return null;
            case CandidateCards.PublishVerb:
                return Publish(turn, candidate);
            default:
                return turn.Texts.Plain(AuthoringTexts.OldButton);
        }
    }

    /// <summary>Only decides: who writes the folder does so once this turn is durable.</summary>
    private string? Publish(TurnContext turn, Candidate candidate)
    {
        var present = Documents.SourceAt(turn.Dialogs, candidate.Path!);
        if (candidate.BaseHash != (present is null ? null : Documents.Hash(present)))
        {
            CandidateCards.Present(turn, candidate, candidate.Source!, turn.Texts.Rich(AuthoringTexts.Overtaken));
            return null;
        }

        _publications.Decide(turn, CandidateCards.TakeButtonsOff(turn, candidate));
        return turn.Texts.Plain(AuthoringTexts.Publishing);
    }

    // A button is pressed in the chat where it was sent.
    private static Candidate? Find(TurnContext turn, string subject) =>
        long.TryParse(subject.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && CandidateTable.Find(turn.Transaction.Connection, id) is { } candidate && candidate.Chat == turn.Chat
            ? candidate
            : null;
}
