using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>Seminars and festivals: the list, the card, signing up while there are places, and the reminder.</summary>
public sealed class EventsSlice(ServiceOptions options) : ISlice
{
    private const string ReminderTimer = "reminder";
    private const string ReminderText = "events.reminder";
    private const string FreePlaces = "events.label_free";
    private const string NoPlaces = "events.label_full";
    private static readonly TimeSpan ReminderLead = TimeSpan.FromDays(1);

    public string Name => "events";

    public SchemaPart Schema { get; } = new("events", [
        """
        -- places: null = as many as come.
        CREATE TABLE event (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL, place TEXT NOT NULL,
            starts_at INTEGER NOT NULL, places INTEGER) STRICT;
        CREATE INDEX event_start ON event (starts_at);

        CREATE TABLE registration (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event (id),
            person_id INTEGER NOT NULL REFERENCES person (id), registered_at INTEGER NOT NULL, cancelled_at INTEGER) STRICT;
        CREATE UNIQUE INDEX registration_once ON registration (event_id, person_id) WHERE cancelled_at IS NULL;
        CREATE INDEX registration_person ON registration (person_id);
        """,
    ]);

    public ImmutableArray<TextKey> TextKeys =>
    [
        new(ReminderText, "title", "when", "place"),
        new(FreePlaces, "date", "title"),
        new(NoPlaces, "date", "title"),
    ];

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading(
            "events.card",
            Roles.Registered,
            ["event"],
            ["open", "full", "registered", "gone"],
            Card,
            ("title", AnswerType.Text),
            ("when", AnswerType.Text),
            ("place", AnswerType.Text),
            ("description", AnswerType.Text),
            ("free", AnswerType.Number),
            ("limited", AnswerType.Flag)),
        DialogAction.Changing("events.register", Roles.Registered, ["event"], [], ["ok", "full", "already", "gone"], Register, ("title", AnswerType.Text), ("when", AnswerType.Text)),
        DialogAction.Changing("events.cancel", Roles.Registered, ["event"], [], ["ok", "none"], Cancel),
    ];

    public ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("events.open", []), Roles.Registered, (turn, _) => EventTable.ReadComing(turn.Transaction.Connection, turn.Now).Select(row => ToItem(turn, row))),
        new ListSource(new SourceSignature("events.mine", []), Roles.Registered, (turn, _) => turn.Person() is { } person
            ? EventTable.ReadMine(turn.Transaction.Connection, person.Id, turn.Now).Select(row => new ListItem(IdOf(row), $"{Date(turn, row)} · {row.Title}", SearchText.Index(row.Title)))
            : []),
    ];

    public void TakeTimer(TimerContext timer, string kind, string subject)
    {
        var registration = long.Parse(subject, CultureInfo.InvariantCulture);
        if (EventTable.FindStanding(timer.Transaction.Connection, registration) is not { } standing || standing.StartsAt <= timer.Now.ToUnixTimeMilliseconds()
            || timer.FindChatOf(standing.PersonId) is not { } chat)
        {
            return;
        }

        // Late after a stop, or the holidays were set meanwhile: it waits for the morning, or for nothing when that is too late.
        if (QuietOf(timer)?.After(timer.Now) is { } loud && loud > timer.Now)
        {
            if (loud.ToUnixTimeMilliseconds() < standing.StartsAt)
                timer.SetTimer(Name, ReminderTimer, subject, loud);
            return;
        }

        timer.Send(chat, new OutboundMessage
        {
            Text = timer.Texts.Rich(
                ReminderText,
                ("title", Answer.OfText(standing.Title)),
                ("when", Answer.OfText(timer.Clock.Format(DateTimeOffset.FromUnixTimeMilliseconds(standing.StartsAt), timer.Today))),
                ("place", Answer.OfText(standing.Place))),
        });
    }

    private QuietHours? QuietOf(ServiceContext context) => QuietHours.Parse(options.QuietHours, options.Holidays, context.Clock);

    private static ListItem ToItem(TurnContext turn, EventRow row)
    {
        var label = row.Places is { } places && places <= row.Taken
            ? turn.Texts.Plain(NoPlaces, ("date", Answer.OfText(Date(turn, row))), ("title", Answer.OfText(row.Title)))
            : turn.Texts.Plain(FreePlaces, ("date", Answer.OfText(Date(turn, row))), ("title", Answer.OfText(row.Title)));
        return new ListItem(IdOf(row), label, SearchText.Index(row.Title));
    }

    private static string IdOf(EventRow row) => row.Id.ToString(CultureInfo.InvariantCulture);

    private static string Date(TurnContext turn, EventRow row) =>
        RussianText.FormatDate(turn.Clock.DateOf(DateTimeOffset.FromUnixTimeMilliseconds(row.StartsAt)), turn.Today);

    private static EventRow? Read(TurnContext turn, ActionCall call) =>
        long.TryParse(call.Arguments.GetValueOrDefault("event")?.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && EventTable.Find(turn.Transaction.Connection, id) is { } row && row.StartsAt > turn.Now.ToUnixTimeMilliseconds()
            ? row
            : null;

    private static ActionOutcome Card(TurnContext turn, ActionCall call)
    {
        if (Read(turn, call) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        var state = turn.Person() is { } person && EventTable.FindRegistration(turn.Transaction.Connection, row.Id, person.Id) is not null
            ? "registered"
            : row.Places <= row.Taken ? "full" : "open";
        return Describe(turn, ActionOutcome.Of(state, changed: false), row)
            .With("place", row.Place)
            .With("description", row.Description)
            .With("limited", Answer.OfFlag(row.Places is not null))
            .With("free", Answer.OfNumber(Math.Max(0, (row.Places ?? 0) - row.Taken)));
    }

    private static ActionOutcome Describe(TurnContext turn, ActionOutcome outcome, EventRow row) => outcome
        .With("title", row.Title)
        .With("when", turn.Clock.Format(DateTimeOffset.FromUnixTimeMilliseconds(row.StartsAt), turn.Today));

    private ActionOutcome Register(TurnContext turn, ActionCall call)
    {
        if (Read(turn, call) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        var person = turn.RequirePerson().Id;
        var connection = turn.Transaction.Connection;
        if (EventTable.FindRegistration(connection, row.Id, person) is not null)
            return Describe(turn, ActionOutcome.Of("already", changed: false), row);
        // The one writer makes counting and taking a place one step: two last places are never taken three times.
        if (row.Places <= row.Taken)
            return Describe(turn, ActionOutcome.Of("full", changed: false), row);
        var registration = EventTable.Register(connection, row.Id, person, turn.Now);
        var due = DateTimeOffset.FromUnixTimeMilliseconds(row.StartsAt) - ReminderLead;
        due = QuietOf(turn)?.NotWithin(due) ?? due;
        if (due > turn.Now)
            turn.SetTimer(Name, ReminderTimer, registration.ToString(CultureInfo.InvariantCulture), due);
        return Describe(turn, ActionOutcome.Of("ok"), row);
    }

    private static ActionOutcome Cancel(TurnContext turn, ActionCall call)
    {
        var connection = turn.Transaction.Connection;
        if (!long.TryParse(call.Arguments.GetValueOrDefault("event")?.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || EventTable.FindRegistration(connection, id, turn.RequirePerson().Id) is not { } registration)
        {
            return ActionOutcome.Of("none", changed: false);
        }

        connection.Execute(
            "UPDATE registration SET cancelled_at = @now WHERE id = @registration", new { registration, now = turn.Now.ToUnixTimeMilliseconds() });
        return ActionOutcome.Of("ok");
    }
}
