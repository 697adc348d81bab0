using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Authoring;

/// <summary>What served before: looked through, sent as a file, and brought back. For administrators only, whoever opens the dialog.</summary>
internal sealed class VersionHistory(Publications publications)
{
    private const string MimeType = "application/yaml";

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading(
            "authoring.version",
            Roles.Administrator,
            ["version"],
            ["earlier", "current", "gone"],
            Card,
            ("title", AnswerType.Text),
            ("when", AnswerType.Text),
            ("author", AnswerType.Text),
            ("difference", AnswerType.Text)),
        DialogAction.Reading("authoring.send_version", Roles.Administrator, ["version"], ["ok", "gone"], Send),
        DialogAction.Changing("authoring.restore", Roles.Administrator, ["version"], [], ["ok", "current", "faulty", "gone"], Restore),
    ];

    public ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("authoring.documents", []), Roles.Administrator, (turn, _) =>
            VersionTable.ReadDocuments(turn.Transaction.Connection).Select(row => new ListItem(row.Document, row.Title, SearchText.Index(row.Title, row.Document)))),
        new ListSource(new SourceSignature("authoring.versions", ["document"]), Roles.Administrator, (turn, arguments) =>
            VersionTable.Read(turn.Transaction.Connection, arguments["document"].Key).Select(version => ToItem(turn, version))),
    ];

    /// <summary>Keeps what serves from now on, where it is not what served last.</summary>
    /// <param name="published">Who published the files of these paths.</param>
    public static void Record(ServiceContext context, IReadOnlyDictionary<string, Candidate> published)
    {
        var latest = VersionTable.ReadLatest(context.Transaction.Connection);
        foreach (var dialog in context.Dialogs.Definitions)
            Keep(dialog.Name.Value, dialog.File, dialog.Title, dialog.Source);
        var texts = context.Dialogs.TextsFile;
        Keep(Documents.Texts, texts.Path, context.Texts.Plain(AuthoringTexts.TextsTitle), texts.Text);

        void Keep(string document, string path, string title, string source)
        {
            if (latest.GetValueOrDefault(document) != Documents.Hash(source))
                VersionTable.Add(context, document, path, title, source, published.GetValueOrDefault(path)?.Account);
        }
    }

    private static ActionOutcome Card(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } version)
            return ActionOutcome.Of("gone", changed: false);
        var isCurrent = IsCurrent(turn.Dialogs, version);
        return ActionOutcome.Of(isCurrent ? "current" : "earlier", changed: false)
            .With("title", version.Title)
            .With("when", turn.Clock.Format(version.ServedAt, turn.Today))
            .With("author", AuthorOf(turn, version))
            .With("difference", isCurrent ? turn.Texts.Plain(AuthoringTexts.IsCurrent) : Difference(turn, version));
    }

    private static ActionOutcome Send(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } version)
            return ActionOutcome.Of("gone", changed: false);
        turn.Send(turn.Chat, new OutboundMessage
        {
            Text = turn.Texts.Rich(
                AuthoringTexts.SentVersion, ("title", Answer.OfText(version.Title)), ("when", Answer.OfText(turn.Clock.Format(version.ServedAt, turn.Today)))),
            Attachments = [turn.AddFile(Path.GetFileName(version.Path), MimeType, Encoding.UTF8.GetBytes(version.Source))],
        });
        return ActionOutcome.Of("ok", changed: false);
    }

    /// <summary>A version brought back is a publication like any other: decided here, written once this turn is durable.</summary>
    private ActionOutcome Restore(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } version)
            return ActionOutcome.Of("gone", changed: false);
        var name = Path.GetFileName(version.Path);
        switch (CandidateCheck.Check(turn.Dialogs, name, version.Source, version.Path))
        {
            case Verdict.Good good:
                publications.Decide(turn, CandidateTable.Add(turn, name, null) with
                {
                    Document = good.Document,
                    Path = good.Path,
                    Source = version.Source,
                    BaseHash = good.BaseHash,
                    Title = good.Title,
                });
                return ActionOutcome.Of("ok");
            case Verdict.Faulty faulty:
                turn.Reply([
                    .. turn.Texts.Rich(AuthoringTexts.RestoreFaulty),
                    new TextSpan("\n\n"),
                    .. FaultReport.OfSent(turn.Texts, faulty.Faults, faulty.Path),
                ]);
                return ActionOutcome.Of("faulty", changed: false);
            default:
                return ActionOutcome.Of("current", changed: false);
        }
    }

    private static DialogVersion? Find(TurnContext turn, ActionCall call) =>
        long.TryParse(call.Arguments.GetValueOrDefault("version")?.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? VersionTable.Find(turn.Transaction.Connection, id)
        : null;

    private static ListItem ToItem(TurnContext turn, DialogVersion version)
    {
        var label = turn.Texts.Plain(
            IsCurrent(turn.Dialogs, version) ? AuthoringTexts.VersionCurrent : AuthoringTexts.Version,
            ("when", Answer.OfText(turn.Clock.Format(version.ServedAt, turn.Today))),
            ("author", Answer.OfText(AuthorOf(turn, version))));
        return new ListItem(version.Id.ToString(CultureInfo.InvariantCulture), label, SearchText.Index(label));
    }

    private static bool IsCurrent(DialogSet dialogs, DialogVersion version) => version.IsLatest
        && (version.Document == Documents.Texts || Documents.DefinitionOf(dialogs, version.Document) is not null);

    private static string AuthorOf(TurnContext turn, DialogVersion version) => version.Author is { } author
        ? PeopleTable.FindByAccount(turn.Transaction.Connection, author)?.Address is { Length: > 0 } name ? name : author.ToString()
        : turn.Texts.Plain(AuthoringTexts.OnDisk);

    /// <summary>What bringing a version back would change; nothing where that cannot be told by questions.</summary>
    private static string Difference(TurnContext turn, DialogVersion version)
    {
        var present = Documents.DefinitionOf(turn.Dialogs, version.Document);
        if (present is null || DialogReader.Read(version.Path, version.Source, new FaultList(version.Path)) is not { } definition)
            return "";
        var difference = DialogDifference.OfDialog(present, definition);
        return difference.IsEmpty
            ? turn.Texts.Plain(AuthoringTexts.Unchanged)
            : turn.Texts.Plain(AuthoringTexts.IsEarlier) + string.Concat(difference.Write(turn.Texts).Select(span => span.Text));
    }
}
