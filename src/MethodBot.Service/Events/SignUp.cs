using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>What a person does about an event of their own will: looks at it, signs up, cancels.</summary>
internal sealed class SignUp(Registrations registrations)
{
    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading(
            "events.card",
            Roles.Registered,
            ["event"],
            ["open", "full", "registered", "waiting", "closed", "called_off", "gone"],
            Card,
            ("title", AnswerType.Text),
            ("when", AnswerType.Text),
            ("place", AnswerType.Text),
            ("about", AnswerType.Text),
            ("reason", AnswerType.Text),
            ("free", AnswerType.Number),
            ("limited", AnswerType.Flag),
            ("checkin", AnswerType.Flag),
            ("coordinator", AnswerType.Flag),
            ("organizer", AnswerType.Flag)),
        DialogAction.Reading(
            "events.questions",
            Roles.Registered,
            ["event"],
            ["some", "none"],
            Questions,
            [.. Numbers.SelectMany(number => ((string, AnswerType)[])
                [($"text{number}", AnswerType.Text), ($"choice{number}", AnswerType.Flag), ($"words{number}", AnswerType.Flag)])]),
        DialogAction.Changing(
            "events.register",
            Roles.Registered,
            ["event"],
            [.. Numbers.SelectMany(number => (string[])[$"choice{number}", $"words{number}"])],
            ["ok", "waiting", "already", "closed", "gone"],
            Register,
            ("title", AnswerType.Text),
            ("when", AnswerType.Text),
            ("place", AnswerType.Text),
            ("number", AnswerType.Number)),
        DialogAction.Changing("events.cancel", Roles.Registered, ["event"], [], ["ok", "none"], Cancel, ("title", AnswerType.Text)),
    ];

    public ImmutableArray<PressAction> Presses => [new PressAction(EventNews.DeclineVerb, Roles.Registered, Decline)];

    private static IEnumerable<int> Numbers => Enumerable.Range(1, EventDraft.MaxQuestions);

    /// <summary>The event that a dialog names; null for one that nobody knows.</summary>
    public static EventRow? Find(TurnContext turn, ActionCall call) => Find(turn, call.Arguments);

    public static EventRow? Find(TurnContext turn, ImmutableDictionary<string, Answer> arguments) =>
        long.TryParse(arguments.GetValueOrDefault("event")?.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? EventTable.Find(turn.Transaction.Connection, id)
            : null;

    private static ActionOutcome Card(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } row || row.EndsAt <= turn.Now.ToUnixTimeMilliseconds())
            return ActionOutcome.Of("gone", changed: false);
        if (row.CancelledAt is not null)
            return ActionOutcome.Of("called_off", changed: false).With("title", row.Title).With("reason", row.CancelReason ?? "");
        var connection = turn.Transaction.Connection;
        var person = turn.RequirePerson();
        var sessions = EventTable.ReadSessions(connection, row.Id);
        var mine = RegistrationTable.FindStanding(connection, row.Id, person.Id);
        var (outcome, state) = StateOf(turn, row, sessions, mine, person);
        return Describe(turn, ActionOutcome.Of(outcome, changed: false), row, sessions)
            .With("about", AboutOf(turn, row, sessions, state))
            .With("limited", Answer.OfFlag(row.Places is not null))
            .With("free", Answer.OfNumber(Math.Max(0, (row.Places ?? 0) - row.Taken)))
            .With("checkin", Answer.OfFlag(sessions.Any(session => turn.Clock.DateOf(session.Starts) == turn.Today)))
            .With("coordinator", Answer.OfFlag(turn.May(Roles.Coordinator) && Registrations.IsOpen(turn, row, sessions)))
            .With("organizer", Answer.OfFlag(Organizers.May(turn, row)));
    }

    private static (string Outcome, string State) StateOf(
        TurnContext turn, EventRow row, ImmutableArray<SessionRow> sessions, RegistrationRow? mine, Person person)
    {
        if (mine is { PlacedAt: null })
        {
            var number = Registrations.NumberOf(turn, row.Id, mine.Id) ?? 0;
            return ("waiting", turn.Texts.Plain(EventTexts.StateWaiting, ("number", Answer.OfNumber(number))));
        }

        if (mine is not null)
            return ("registered", turn.Texts.Plain(mine.Attended > 0 ? EventTexts.StateAttended : EventTexts.StateRegistered));
        if (!Registrations.IsOpen(turn, row, sessions))
            return ("closed", row.OpensAt > turn.Now.ToUnixTimeMilliseconds() ? "" : turn.Texts.Plain(EventTexts.StateClosed));
        if (row.IsFull)
            return ("full", turn.Texts.Plain(row.Waiting == 0 ? EventTexts.StateFull : EventTexts.StateFullWaiting, ("waiting", Answer.OfNumber(row.Waiting))));
        // Whether this person would get a place is what the rule says of the queue with them in it.
        var newcomer = new Standing(long.MaxValue, RegistrationTable.QuotaOf(person.OrganizationId, person.Organization), HasPlace: false);
        if (!row.Limits.Promote([.. RegistrationTable.ReadQueue(turn.Transaction.Connection, row.Id), newcomer]).Contains(newcomer.Id))
            return ("full", turn.Texts.Plain(EventTexts.StateQuotaFull));
        return ("open", row.Places is { } places ? turn.Texts.Plain(EventTexts.StateFree, ("free", Answer.OfNumber(places - row.Taken))) : "");
    }

    private static string AboutOf(TurnContext turn, EventRow row, ImmutableArray<SessionRow> sessions, string state) => string.Join(
        "\n\n",
        new[] { row.Description, EventWording.Details(turn, row, sessions), state }.Where(part => part.Length > 0).DefaultIfEmpty(EventWording.KindOf(turn, row.Kind)));

    private static ActionOutcome Describe(TurnContext turn, ActionOutcome outcome, EventRow row, ImmutableArray<SessionRow> sessions) => outcome
        .With("title", row.Title)
        .With("when", EventWording.When(turn, sessions))
        .With("place", EventWording.Place(turn, row.Place, row.Link));

    private static ActionOutcome Questions(TurnContext turn, ActionCall call)
    {
        var questions = Find(turn, call) is { } row ? EventTable.ReadQuestions(turn.Transaction.Connection, row.Id) : [];
        var outcome = ActionOutcome.Of(questions.IsEmpty ? "none" : "some", changed: false);
        foreach (var question in questions)
        {
            outcome = outcome
                .With($"text{question.Number}", question.Text)
                .With($"choice{question.Number}", Answer.OfFlag(question.Options is not null))
                .With($"words{question.Number}", Answer.OfFlag(question.Options is null));
        }

        return outcome;
    }

    private ActionOutcome Register(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } row || row.IsOver(turn.Now))
            return ActionOutcome.Of("gone", changed: false);
        var person = turn.RequirePerson();
        var connection = turn.Transaction.Connection;
        var sessions = EventTable.ReadSessions(connection, row.Id);
        if (RegistrationTable.FindStanding(connection, row.Id, person.Id) is not null)
            return Describe(turn, ActionOutcome.Of("already", changed: false), row, sessions);
        if (!Registrations.IsOpen(turn, row, sessions))
            return Describe(turn, ActionOutcome.Of("closed", changed: false), row, sessions);
        var signedUp = registrations.Add(turn, row, Registrations.Of(person));
        foreach (var question in EventTable.ReadQuestions(connection, row.Id))
        {
            if ((call.Arguments.GetValueOrDefault($"choice{question.Number}") ?? call.Arguments.GetValueOrDefault($"words{question.Number}")) is { } answer)
                RegistrationTable.AddAnswer(turn.Transaction, signedUp.Id, question, AnswerText.Format(answer));
        }

        var outcome = Describe(turn, ActionOutcome.Of(signedUp.Number is null ? "ok" : "waiting"), row, sessions);
        return signedUp.Number is { } number ? outcome.With("number", Answer.OfNumber(number)) : outcome;
    }

    private ActionOutcome Cancel(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } row || row.IsOver(turn.Now)
            || RegistrationTable.FindStanding(turn.Transaction.Connection, row.Id, turn.RequirePerson().Id) is not { } registration)
        {
            return ActionOutcome.Of("none", changed: false);
        }

        registrations.Cancel(turn, registration);
        return ActionOutcome.Of("ok").With("title", row.Title);
    }

    /// <summary>«Отказаться», «Не смогу прийти» under a notice: by whom it was sent to, the person or their coordinator.</summary>
    private string? Decline(TurnContext turn, string subject)
    {
        var connection = turn.Transaction.Connection;
        if (turn.Person() is not { } person || !long.TryParse(subject, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || RegistrationTable.Find(connection, id) is not { } registration || (registration.PersonId != person.Id && registration.RegisteredBy != person.Id)
            || EventTable.Find(connection, registration.EventId) is not { } row)
        {
            return turn.Texts.Plain(EventTexts.DeclinedBefore);
        }

        if (registration.CancelledAt is not null || row.IsOver(turn.Now) || registration.Attended > 0)
            return turn.Texts.Plain(EventTexts.DeclinedBefore);
        registrations.Cancel(turn, registration);
        turn.Reply(turn.Texts.Rich(EventTexts.Declined, ("title", Answer.OfText(row.Title))));
        return turn.Texts.Plain(EventTexts.DeclinedNote, ("title", Answer.OfText(row.Title)));
    }
}
