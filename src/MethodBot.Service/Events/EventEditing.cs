using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.Notices;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Events;

public enum EventSaveState
{
    Created,
    Changed,

    /// <summary>It was so already; nobody was told anything.</summary>
    Same,

    /// <summary>Nothing was saved.</summary>
    Faulty,
}

/// <param name="Id">Of the event; null where nothing was saved.</param>
/// <param name="Faults">Keys of texts.yaml that say what is wrong.</param>
/// <param name="Told">How many participants were told of the changes.</param>
public sealed record EventSaving(EventSaveState State, long? Id, ImmutableArray<string> Faults, int Told);

/// <summary>
/// The one way in which events come into being, change and are cancelled, from dialogs and from tables alike: checks, saves, sets the
/// reminders, gives new places to those who wait, and tells participants what changed for them.
/// </summary>
public sealed class EventEditing
{
    private readonly EventNews _news;
    private readonly Registrations _registrations;
    private readonly Reminders _reminders;

    public EventEditing(ServiceOptions options, NoticeDesk notices)
    {
        _news = new EventNews(notices);
        _registrations = new Registrations(_news);
        _reminders = new Reminders(options, _news);
    }

    /// <summary>The event that has this code, as it is now, to be changed and saved again; null where there is none.</summary>
    public static EventDraft? Find(SqliteConnection connection, string code) =>
        EventTable.FindByCode(connection, code) is { } id ? EventTable.ReadDraft(connection, EventTable.Find(connection, id)!) : null;

    /// <summary>Keys of texts.yaml that say what is wrong with a draft; empty when it may be saved.</summary>
    /// <param name="id">The event that would become so; null = a new one.</param>
    public static ImmutableArray<string> Check(SqliteConnection connection, EventDraft draft, long? id = null) =>
    [
        .. EventFaults.Of(draft),
        .. draft.Direction is { } direction && connection.ExecuteScalar<long>("SELECT count(*) FROM direction WHERE id = @direction", new { direction }) == 0
            ? (IEnumerable<string>)[EventFaults.UnknownDirection] : [],
        .. id is { } known && MovesAttended(connection, draft, known) ? (IEnumerable<string>)[EventFaults.Attended] : [],
    ];

    /// <summary>Saves an event: a new one, or the one that has this id, or this code.</summary>
    public EventSaving Save(ServiceContext context, EventDraft draft, long? id = null)
    {
        var connection = context.Transaction.Connection;
        draft = Tidy(draft);
        id ??= draft.Code is { } code ? EventTable.FindByCode(connection, code) : null;
        var before = id is { } known ? EventTable.Find(connection, known) : null;
        var faults = before?.CancelledAt is not null ? [EventFaults.CalledOff] : Check(connection, draft, before?.Id);
        if (!faults.IsEmpty)
            return new EventSaving(EventSaveState.Faulty, before?.Id, faults, 0);
        if (before is null)
        {
            var created = EventTable.Save(context.Transaction, draft, null, context.Now);
            _reminders.Plan(context);
            return new EventSaving(EventSaveState.Created, created, [], 0);
        }

        var old = EventTable.ReadDraft(connection, before);
        if (EventChanges.AreSame(old, draft))
            return new EventSaving(EventSaveState.Same, before.Id, [], 0);
        EventTable.Save(context.Transaction, draft, before.Id, context.Now);
        _reminders.Plan(context);
        var told = TellChanged(context, old, draft, before.Id);
        _registrations.Promote(context, EventTable.Find(connection, before.Id)!, silent: null);
        return new EventSaving(EventSaveState.Changed, before.Id, [], told);
    }

    /// <summary>Cancels an event; participants and those who wait are told why. Returns how many were told.</summary>
    internal int CallOff(ServiceContext context, EventRow row, string reason)
    {
        var connection = context.Transaction.Connection;
        var sessions = EventTable.ReadSessions(connection, row.Id);
        var standing = RegistrationTable.ReadStanding(connection, row.Id);
        EventTable.CallOff(connection, row.Id, reason, context.Now);
        // Reminders that wait for the morning would call people to what is not.
        foreach (var registration in standing)
            NoticeDesk.Withdraw(context, EventNews.SubjectOf(registration.Id));
        foreach (var coordinator in standing.Select(registration => registration.RegisteredBy).OfType<long>().Distinct())
            NoticeDesk.Withdraw(context, EventNews.SubjectOf(row.Id, coordinator));
        if (row.IsOver(context.Now))
            return 0;
        var text = context.Texts.Rich(
            EventTexts.CalledOff,
            ("title", Answer.OfText(row.Title)),
            ("when", Answer.OfText(EventWording.When(context, sessions))),
            ("reason", Answer.OfText(reason)));
        return _news.TellAll(context, standing, text, EventNews.Begin(context, sessions), declineLabel: null, isUrgent: true);
    }

    private int TellChanged(ServiceContext context, EventDraft old, EventDraft draft, long id)
    {
        var changes = EventChanges.Describe(context, old, draft);
        if (changes.Length == 0)
            return 0;
        var connection = context.Transaction.Connection;
        var text = EventWording.Join(
            context.Texts.Rich(EventTexts.Changed, ("title", Answer.OfText(draft.Title))),
            [new TextSpan(changes)],
            context.Texts.Rich(EventTexts.ChangedHint));
        var begin = EventNews.Begin(context, EventTable.ReadSessions(connection, id));
        return begin is null
            ? 0
            : _news.TellAll(context, RegistrationTable.ReadStanding(connection, id), text, begin, EventTexts.CannotCome, isUrgent: true);
    }

    // Sessions are known by their numbers: one with attendance keeps its number and its beginning, or the attendance would tell of another.
    private static bool MovesAttended(SqliteConnection connection, EventDraft draft, long id) =>
        EventTable.ReadAttended(connection, id).Any(session => draft.Sessions.ElementAtOrDefault((int)session.Number - 1)?.Starts != session.Starts);

    private static EventDraft Tidy(EventDraft draft) => draft with
    {
        Code = Trimmed(draft.Code),
        Title = draft.Title.Trim(),
        Description = draft.Description.Trim(),
        Place = draft.Place.Trim(),
        Link = Trimmed(draft.Link),
        Sessions = [.. draft.Sessions.OrderBy(session => session.Starts)],
    };

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
