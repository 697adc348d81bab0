using System.Collections.Immutable;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>What an organiser does with an event: creates it, changes, copies and cancels it.</summary>
internal sealed class Organizing(EventEditing editing)
{
    /// <summary>The entry of the list by which a new event begins.</summary>
    private const string NewId = "new";

    /// <summary>What is over stays at hand so long, to be copied or looked up.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private static readonly string[] Fields = ["title", "about", "when", "place", "link", "places", "quota", "hours", "kinds", "direction", "questions"];

    public static ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("events.organized", []), Roles.Staff, ReadOrganized),
    ];

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading("events.check", Roles.Staff, [], Fields, ["ok", "faulty"], Check, ("faults", AnswerType.Text)),
        DialogAction.Changing(
            "events.create", Roles.Staff, ["kind", "title", "when"], [.. Fields.Except(["title", "when"])], ["ok", "faulty"], Create,
            ("event", AnswerType.Text), ("faults", AnswerType.Text)),
        DialogAction.Changing(
            "events.change", Roles.Staff, ["event", "fields"], Fields, ["ok", "same", "faulty", "gone"], Change, ("told", AnswerType.Number), ("faults", AnswerType.Text)),
        DialogAction.Changing(
            "events.copy", Roles.Staff, ["event", "when"], [], ["ok", "faulty", "gone"], Copy, ("event", AnswerType.Text), ("faults", AnswerType.Text)),
        DialogAction.Reading(
            "events.preview_copy", Roles.Staff, ["event", "when"], [], ["ok", "faulty", "gone"], PreviewCopy,
            ("when", AnswerType.Text), ("place", AnswerType.Text), ("about", AnswerType.Text), ("faults", AnswerType.Text)),
        DialogAction.Changing("events.call_off", Roles.Staff, ["event", "reason"], [], ["ok", "gone"], CallOff, ("told", AnswerType.Number), ("title", AnswerType.Text)),
    ];

    /// <summary>The event that a dialog names, where it is this person's to organise.</summary>
    public static EventRow? Find(TurnContext turn, ImmutableDictionary<string, Answer> arguments) =>
        SignUp.Find(turn, arguments) is { CancelledAt: null } row && Organizers.May(turn, row) ? row : null;

    private static IEnumerable<ListItem> ReadOrganized(TurnContext turn, ImmutableDictionary<string, Answer> arguments)
    {
        var label = turn.Texts.Plain(EventTexts.NewEvent);
        var owner = turn.May(Roles.Lead) ? (long?)null : turn.RequirePerson().Id;
        return EventTable.ReadOrganized(turn.Transaction.Connection, owner, turn.Now, turn.Now - Kept).Select(row => ToItem(turn, row))
            .Prepend(new ListItem(NewId, label, SearchText.Index(label)));
    }

    private static ListItem ToItem(TurnContext turn, EventRow row)
    {
        var label = turn.Texts.Plain(
            row.IsOver(turn.Now) ? EventTexts.LabelOver : EventTexts.LabelFree,
            ("date", Answer.OfText(EventWording.Date(turn, row.StartsAt))),
            ("title", Answer.OfText(row.Title)));
        return new ListItem(EventWording.IdOf(row), label, SearchText.Index(row.Title, EventWording.Date(turn, row.StartsAt)));
    }

    /// <summary>Whether these answers, as far as they are given, may stand in an event: said at once, not after the last question.</summary>
    private static ActionOutcome Check(TurnContext turn, ActionCall call)
    {
        if (call.Arguments.GetValueOrDefault("when") is { } typed && Sessions(turn, typed.Text ?? "").Fault is { } fault)
            return ActionOutcome.Of("faulty", changed: false).With("faults", fault);
        var draft = new EventDraft { Kind = EventKinds.Seminar, Title = "-", Place = "-", Sessions = [new SessionDraft(turn.Now)] };
        foreach (var (field, value) in call.Arguments)
            draft = With(turn, draft, field, value);
        return Faulty(turn, [.. EventFaults.Of(draft)]) ?? ActionOutcome.Of("ok", changed: false);
    }

    /// <summary>Sessions as typed, or what is wrong with them.</summary>
    private static (ImmutableArray<SessionDraft> Sessions, string? Fault) Sessions(TurnContext turn, string text)
    {
        var sessions = SessionLines.Parse(text, turn.Clock, turn.Today, out var line);
        if (line is not null || sessions.IsEmpty)
            return ([], turn.Texts.Plain(EventTexts.WhenUnclear, ("line", Answer.OfText(line ?? text))));
        return sessions[0].Starts <= turn.Now ? ([], turn.Texts.Plain(EventTexts.WhenPast)) : (sessions, null);
    }

    private ActionOutcome Create(TurnContext turn, ActionCall call)
    {
        var draft = new EventDraft { Kind = call.Arguments["kind"].Key, Title = "", Sessions = [], Organizer = turn.RequirePerson().Id };
        foreach (var field in Fields)
            draft = With(turn, draft, field, call.Arguments.GetValueOrDefault(field));
        var saving = editing.Save(turn, draft);
        return Faulty(turn, saving.Faults)
            ?? ActionOutcome.Of("ok").With("event", saving.Id!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private ActionOutcome Change(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call.Arguments) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        var draft = EventTable.ReadDraft(turn.Transaction.Connection, row);
        var fields = call.Arguments["fields"].Options is { IsDefault: false } chosen ? chosen : [];
        foreach (var field in fields.Remove("when"))
            draft = With(turn, draft, field, call.Arguments.GetValueOrDefault(field));
        if (fields.Contains("when"))
        {
            var (coming, fault) = Sessions(turn, call.Arguments.GetValueOrDefault("when")?.Text ?? "");
            if (fault is not null)
                return ActionOutcome.Of("faulty", changed: false).With("faults", fault);
            // What has begun was as it was: who came to it stays with it.
            draft = draft with { Sessions = [.. draft.Sessions.Where(session => session.Starts <= turn.Now), .. coming] };
        }

        var saving = editing.Save(turn, draft, row.Id);
        return saving.State switch
        {
            EventSaveState.Faulty => Faulty(turn, saving.Faults)!,
            EventSaveState.Same => ActionOutcome.Of("same", changed: false),
            _ => ActionOutcome.Of("ok").With("told", Answer.OfNumber(saving.Told)),
        };
    }

    /// <summary>The same event at another time: next year's, with everything but its participants.</summary>
    private ActionOutcome Copy(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call.Arguments) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        var saving = editing.Save(turn, CopyOf(turn, row, call.Arguments["when"]));
        return Faulty(turn, saving.Faults)
            ?? ActionOutcome.Of("ok").With("event", saving.Id!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The copy as those will see it who may sign up, before there is one.</summary>
    private static ActionOutcome PreviewCopy(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call.Arguments) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        var when = call.Arguments["when"];
        if (Sessions(turn, when.Text ?? "").Fault is { } fault)
            return ActionOutcome.Of("faulty", changed: false).With("faults", fault);
        var draft = CopyOf(turn, row, when);
        if (Faulty(turn, EventEditing.Check(turn.Transaction.Connection, draft)) is { } faulty)
            return faulty;
        ImmutableArray<SessionRow> sessions = [.. draft.Sessions.Select((session, index) => SessionRow.Of(session, index + 1))];
        var places = draft.Places is { } count ? turn.Texts.Plain(EventTexts.PlacesLine, ("places", Answer.OfNumber(count))) : "";
        var parts = new[] { draft.Description, EventWording.Details(turn, row with { OpensAt = null, ClosesAt = null }, sessions), places };
        return ActionOutcome.Of("ok", changed: false)
            .With("when", EventWording.When(turn, sessions))
            .With("place", EventWording.Place(turn, draft.Place, draft.Link))
            .With("about", string.Join("\n\n", parts.Where(part => part.Length > 0)));
    }

    private static EventDraft CopyOf(TurnContext turn, EventRow row, Answer when) => With(
        turn,
        EventTable.ReadDraft(turn.Transaction.Connection, row) with { Code = null, Opens = null, Closes = null, Organizer = turn.RequirePerson().Id },
        "when",
        when);

    private ActionOutcome CallOff(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call.Arguments) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        var told = editing.CallOff(turn, row, call.Arguments["reason"].Text ?? "");
        return ActionOutcome.Of("ok").With("told", Answer.OfNumber(told)).With("title", row.Title);
    }

    /// <param name="value">Null takes the field's value away.</param>
    private static EventDraft With(TurnContext turn, EventDraft draft, string field, Answer? value) => field switch
    {
        "title" => draft with { Title = value?.Key ?? "" },
        "about" => draft with { Description = value?.Key ?? "" },
        "when" => draft with { Sessions = Sessions(turn, value?.Text ?? "").Sessions },
        "place" => draft with { Place = value?.Key ?? "" },
        "link" => draft with { Link = value is null ? null : WebLink.Read(value.Key) ?? value.Key },
        "places" => draft with { Places = (int?)value?.Number },
        "quota" => draft with { Quota = (int?)value?.Number },
        "hours" => draft with { Hours = (int?)value?.Number },
        "kinds" => draft with { OrganizationKinds = value?.Options is { IsDefault: false } kinds ? kinds : [] },
        "direction" => draft with { Direction = value?.Key },
        "questions" => draft with { Questions = value is null ? [] : QuestionLines.Parse(value.Text ?? "") },
        _ => draft,
    };

    /// <summary>Null where nothing is wrong.</summary>
    private static ActionOutcome? Faulty(TurnContext turn, ImmutableArray<string> faults) => faults.IsEmpty
        ? null
        : ActionOutcome.Of("faulty", changed: false).With("faults", string.Join('\n', faults.Select(turn.Texts.Plain)));
}
