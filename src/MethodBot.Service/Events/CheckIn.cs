using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>
/// Who came: a session has a code of five digits, shown on the organiser's screen and valid on the session's day. Who gives it is
/// marked; who was not signed up may do so on the spot, while there are places.
/// </summary>
internal sealed class CheckIn(Registrations registrations)
{
    private const int Codes = 100_000;

    /// <summary>Wrong codes in <see cref="Patience"/> after which no code is looked at.</summary>
    private const int MaxTries = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Changing(
            "events.check_in",
            Roles.Registered,
            ["code"],
            [],
            ["ok", "already", "not_registered", "full", "unknown", "too_many"],
            Mark,
            ("title", AnswerType.Text),
            ("event", AnswerType.Text)),
        DialogAction.Changing("events.walk_in", Roles.Registered, ["code"], [], ["ok", "full", "unknown"], WalkIn, ("title", AnswerType.Text)),
    ];

    /// <summary>The code of a session, made when it is first asked for. No other session near that day has the same.</summary>
    public static string CodeOf(ServiceContext context, SessionRow session)
    {
        if (session.Code is { } known)
            return known;
        var connection = context.Transaction.Connection;
        var others = EventTable.ReadSessionsBetween(connection, session.Starts.AddDays(-2), session.Starts.AddDays(2))
            .Select(other => other.Code).OfType<string>().ToHashSet(StringComparer.Ordinal);
        string code;
        do
            code = RandomNumberGenerator.GetInt32(Codes).ToString("D5", CultureInfo.InvariantCulture);
        while (others.Contains(code));
        EventTable.SaveCode(connection, session.Id, code);
        return code;
    }

    /// <summary>The session of today that people are at: the one under way, or the next, or the last.</summary>
    public static SessionRow? OfToday(ServiceContext context, ImmutableArray<SessionRow> sessions)
    {
        var today = sessions.Where(session => context.Clock.DateOf(session.Starts) == context.Today).ToList();
        return today.Find(session => session.Ends > context.Now) ?? today.LastOrDefault();
    }

    private ActionOutcome Mark(TurnContext turn, ActionCall call)
    {
        var person = turn.RequirePerson();
        var connection = turn.Transaction.Connection;
        if (CheckInTries.Count(connection, person.Id, turn.Now - Patience, turn.Now) >= MaxTries)
            return ActionOutcome.Of("too_many", changed: false);
        if (Find(turn, call) is not var (session, row))
        {
            CheckInTries.Add(turn.Transaction, person.Id, turn.Now);
            return ActionOutcome.Of("unknown", changed: false);
        }

        var outcome = RegistrationTable.FindStanding(connection, row.Id, person.Id) switch
        {
            null => ActionOutcome.Of(MayJoin(turn, row, person) ? "not_registered" : "full", changed: false),
            // They are here, and places are enough for whoever is: the waiting list has no say at the door.
            { PlacedAt: null } waiting when !MayJoin(turn, row, person, waiting.Id) => ActionOutcome.Of("full", changed: false),
            var registration => Attend(turn, registration, session) ? ActionOutcome.Of("ok") : ActionOutcome.Of("already", changed: false),
        };
        return outcome.With("title", row.Title).With("event", EventWording.IdOf(row));
    }

    private ActionOutcome WalkIn(TurnContext turn, ActionCall call)
    {
        var person = turn.RequirePerson();
        if (Find(turn, call) is not var (session, row))
            return ActionOutcome.Of("unknown", changed: false);
        var registration = RegistrationTable.FindStanding(turn.Transaction.Connection, row.Id, person.Id);
        if (!MayJoin(turn, row, person, registration?.Id) && registration?.PlacedAt is null)
            return ActionOutcome.Of("full", changed: false).With("title", row.Title);
        registration ??= RegistrationTable.Find(turn.Transaction.Connection, registrations.Add(turn, row, Registrations.Of(person)).Id)!;
        Attend(turn, registration, session);
        return ActionOutcome.Of("ok").With("title", row.Title);
    }

    private static bool Attend(TurnContext turn, RegistrationRow registration, SessionRow session)
    {
        if (registration.PlacedAt is null)
            RegistrationTable.GivePlace(turn.Transaction, registration.Id, turn.Now);
        return RegistrationTable.MarkAttended(turn.Transaction, registration.Id, session.Id, null, turn.Now);
    }

    /// <summary>Whether there is a place for this person, who stands at the end of the queue, or in it.</summary>
    private static bool MayJoin(TurnContext turn, EventRow row, Person person, long? registration = null)
    {
        var id = registration ?? long.MaxValue;
        var queue = RegistrationTable.ReadQueue(turn.Transaction.Connection, row.Id).Where(standing => standing.HasPlace);
        return row.Limits.Promote([.. queue, new Standing(id, RegistrationTable.QuotaOf(person.OrganizationId, person.Organization), HasPlace: false)]).Contains(id);
    }

    private static (SessionRow Session, EventRow Row)? Find(TurnContext turn, ActionCall call)
    {
        var digits = string.Concat((call.Arguments.GetValueOrDefault("code")?.Key ?? "").Where(char.IsAsciiDigit));
        var begin = turn.Clock.At(turn.Today, TimeOnly.MinValue);
        var session = EventTable.ReadSessionsBetween(turn.Transaction.Connection, begin, turn.Clock.At(turn.Today.AddDays(1), TimeOnly.MinValue))
            .FirstOrDefault(session => session.Code is { } code && code == digits);
        return session is not null && EventTable.Find(turn.Transaction.Connection, session.EventId) is { CancelledAt: null } row ? (session, row) : null;
    }
}
