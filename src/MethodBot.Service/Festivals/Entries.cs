using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Files;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.Events;
using MethodBot.Service.People;

namespace MethodBot.Service.Festivals;

/// <summary>What a participant does: enters works, one or several, changes and withdraws them until the festival closes.</summary>
internal static class Entries
{
    public static ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("festivals.nominations", ["event"]), Roles.Registered, (turn, arguments) => SignUp.Find(turn, arguments) is { } row
            ? FestivalTable.ReadNominations(turn.Transaction.Connection, row.Id).Select(ToItem) : []),
        new ListSource(new SourceSignature("festivals.ages", ["event"]), Roles.Registered, (turn, arguments) => SignUp.Find(turn, arguments) is { } row
            ? FestivalTable.ReadAges(turn.Transaction.Connection, row.Id).Select(ToItem) : []),
        new ListSource(new SourceSignature("festivals.mine", []), Roles.Registered, (turn, _) => turn.Person() is { } person
            ? FestivalTable.ReadMine(turn.Transaction.Connection, person.Id).Select(entry => ToItem(turn, entry)) : []),
    ];

    public static ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading(
            "festivals.state", Roles.Registered, ["event"], ["open", "closed", "none"], State, ("closes", AnswerType.Text), ("ages", AnswerType.Flag)),
        DialogAction.Reading("festivals.read_work", Roles.Registered, ["work"], ["ok", "unclear"], ReadWork),
        DialogAction.Changing(
            "festivals.enter", Roles.Registered, ["event", "nomination", "title", "authors", "work", "children"], ["age"], ["ok", "closed"], Enter,
            ("number", AnswerType.Text)),
        DialogAction.Reading(
            "festivals.entry", Roles.Registered, ["entry"], ["open", "closed", "gone"], Card,
            ("title", AnswerType.Text), ("about", AnswerType.Text), ("authors", AnswerType.Text), ("event", AnswerType.Text), ("ages", AnswerType.Flag), ("closes", AnswerType.Text)),
        DialogAction.Changing(
            "festivals.change", Roles.Registered, ["entry", "fields"], ["nomination", "age", "title", "authors", "work", "children"], ["ok", "closed"], Change),
        DialogAction.Changing("festivals.withdraw", Roles.Registered, ["entry"], [], ["ok", "closed"], Withdraw),
        DialogAction.Reading("festivals.send_work", Roles.Registered, ["entry"], ["ok", "gone"], SendWork),
    ];

    /// <summary>The entry that a dialog names, where this person may see it: the one who entered it, and the organiser.</summary>
    public static EntryRow? Find(TurnContext turn, ActionCall call) =>
        long.TryParse(call.Arguments.GetValueOrDefault("entry")?.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && FestivalTable.Find(turn.Transaction.Connection, id) is { } entry && turn.Person() is { } person
        && (entry.PersonId == person.Id || (EventTable.Find(turn.Transaction.Connection, entry.EventId) is { } row && Organizers.May(turn, row)))
            ? entry
            : null;

    private static ActionOutcome State(TurnContext turn, ActionCall call)
    {
        if (SignUp.Find(turn, call) is not { CancelledAt: null } row || FestivalTable.FindTerms(turn.Transaction.Connection, row.Id) is not { } terms
            || FestivalTable.ReadNominations(turn.Transaction.Connection, row.Id).Count == 0)
        {
            return ActionOutcome.Of("none", changed: false);
        }

        return ActionOutcome.Of(turn.Now.ToUnixTimeMilliseconds() < terms.ClosesAt ? "open" : "closed", changed: false)
            .With("closes", ClosesOf(turn, terms.ClosesAt))
            .With("ages", Answer.OfFlag(FestivalTable.ReadAges(turn.Transaction.Connection, row.Id).Count > 0));
    }

    /// <summary>The last day: works are taken until its end.</summary>
    public static string ClosesOf(ServiceContext context, long closesAt) => EventWording.Date(context, closesAt - 1);

    private static ActionOutcome ReadWork(TurnContext turn, ActionCall call) =>
        ActionOutcome.Of(Work(call.Arguments.GetValueOrDefault("work")) is null ? "unclear" : "ok", changed: false);

    /// <summary>The link among the words, and the files; null where there is neither.</summary>
    public static SentWork? Work(Answer? sent)
    {
        var link = (sent?.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(WebLink.Read).FirstOrDefault(found => found is not null);
        var files = sent?.Files is { IsDefault: false } given ? given : [];
        return link is null && files.IsEmpty ? null : new SentWork(link, files);
    }

    private static ActionOutcome Enter(TurnContext turn, ActionCall call)
    {
        if (SignUp.Find(turn, call) is not { CancelledAt: null } row || FestivalTable.FindTerms(turn.Transaction.Connection, row.Id) is not { } terms
            || turn.Now.ToUnixTimeMilliseconds() >= terms.ClosesAt || Work(call.Arguments["work"]) is not { } work)
        {
            return ActionOutcome.Of("closed", changed: false);
        }

        var draft = With(new EntryDraft(0, null, "", "", ""), call.Arguments, call.Arguments.Keys);
        var entry = FestivalTable.Add(turn.Transaction, row.Id, draft, Registrations.Of(turn.RequirePerson()), turn.Now);
        FestivalTable.SaveWork(turn, entry, work);
        return ActionOutcome.Of("ok").With("number", entry.ToString(CultureInfo.InvariantCulture));
    }

    private static ActionOutcome Card(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } entry)
            return ActionOutcome.Of("gone", changed: false);
        var isOwn = entry.PersonId == turn.RequirePerson().Id;
        return ActionOutcome.Of(entry.IsOpen(turn.Now) && isOwn ? "open" : "closed", changed: false)
            .With("title", entry.Title)
            .With("authors", entry.Authors)
            .With("about", Describe(turn, entry))
            .With("event", entry.EventId.ToString(CultureInfo.InvariantCulture))
            .With("ages", Answer.OfFlag(FestivalTable.ReadAges(turn.Transaction.Connection, entry.EventId).Count > 0))
            .With("closes", ClosesOf(turn, entry.ClosesAt));
    }

    private static string Describe(TurnContext turn, EntryRow entry)
    {
        var place = entry.Age is { } age
            ? turn.Texts.Plain(FestivalTexts.EntryInPair, ("nomination", Answer.OfText(entry.Nomination)), ("age", Answer.OfText(age)))
            : turn.Texts.Plain(FestivalTexts.EntryInNomination, ("nomination", Answer.OfText(entry.Nomination)));
        var work = new[] { entry.Link, entry.Files > 0 ? turn.Texts.Plain(FestivalTexts.FileLine, ("count", Answer.OfNumber(entry.Files))) : null };
        return turn.Texts.Plain(
            FestivalTexts.EntryAbout,
            ("festival", Answer.OfText(entry.Festival)),
            ("place", Answer.OfText(place)),
            ("authors", Answer.OfText(entry.Authors)),
            ("work", Answer.OfText(string.Join(", ", work.OfType<string>()))),
            ("children", Answer.OfText(turn.Texts.Plain(entry.Children == FestivalTable.Consented ? FestivalTexts.Consented : FestivalTexts.NoChildren))));
    }

    private static ActionOutcome Change(TurnContext turn, ActionCall call)
    {
        if (FindOpen(turn, call) is not { } entry)
            return ActionOutcome.Of("closed", changed: false);
        var fields = call.Arguments["fields"].Options is { IsDefault: false } chosen ? chosen : [];
        var draft = new EntryDraft(entry.NominationId, entry.AgeId, entry.Title, entry.Authors, entry.Children);
        FestivalTable.Change(turn.Transaction, entry.Id, With(draft, call.Arguments, fields), turn.Now);
        if (fields.Contains("work") && Work(call.Arguments.GetValueOrDefault("work")) is { } work)
            FestivalTable.SaveWork(turn, entry.Id, work);
        return ActionOutcome.Of("ok");
    }

    private static ActionOutcome Withdraw(TurnContext turn, ActionCall call)
    {
        if (FindOpen(turn, call) is not { } entry)
            return ActionOutcome.Of("closed", changed: false);
        FestivalTable.Withdraw(turn.Transaction, entry.Id, turn.Now);
        return ActionOutcome.Of("ok");
    }

    private static ActionOutcome SendWork(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } entry)
            return ActionOutcome.Of("gone", changed: false);
        turn.Send(turn.Chat, new OutboundMessage
        {
            Text = [.. turn.Texts.Rich(FestivalTexts.Work, ("title", Answer.OfText(entry.Title))), .. entry.Link is { } link ? (TextSpan[])[new TextSpan("\n" + link)] : []],
            Attachments = [.. FestivalTable.ReadFiles(turn.Transaction.Connection, entry.Id).Select(file => new OutboundAttachment(file.Id, FileKinds.Parse(file.Kind), file.Name))],
        });
        return ActionOutcome.Of("ok", changed: false);
    }

    private static EntryRow? FindOpen(TurnContext turn, ActionCall call) =>
        Find(turn, call) is { } entry && entry.PersonId == turn.RequirePerson().Id && entry.IsOpen(turn.Now) ? entry : null;

    private static EntryDraft With(EntryDraft draft, ImmutableDictionary<string, Answer> arguments, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            if (arguments.GetValueOrDefault(field) is not { } value)
                continue;
            draft = field switch
            {
                "nomination" => draft with { NominationId = long.Parse(value.Key, CultureInfo.InvariantCulture) },
                "age" => draft with { AgeId = long.Parse(value.Key, CultureInfo.InvariantCulture) },
                "title" => draft with { Title = value.Key },
                "authors" => draft with { Authors = value.Key },
                "children" => draft with { Children = value.Key == FestivalTable.Consented ? FestivalTable.Consented : FestivalTable.NoChildren },
                _ => draft,
            };
        }

        return draft;
    }

    private static ListItem ToItem(FestivalOption option) =>
        new(option.Id.ToString(CultureInfo.InvariantCulture), option.Name, SearchText.Index(option.Name));

    private static ListItem ToItem(TurnContext turn, EntryRow entry)
    {
        var label = turn.Texts.Plain(FestivalTexts.EntryItem, ("title", Answer.OfText(entry.Title)), ("festival", Answer.OfText(entry.Festival)));
        return new ListItem(entry.Id.ToString(CultureInfo.InvariantCulture), label, SearchText.Index(label));
    }
}
