using System.Collections.Immutable;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Events;

/// <summary>Sentences of events, in texts.yaml.</summary>
internal static class EventTexts
{
    public const string Reminder = "events.reminder";
    public const string ReminderSoon = "events.reminder_soon";
    public const string After = "events.after";
    public const string CannotCome = "events.cannot_come";
    public const string Promoted = "events.promoted";
    public const string PromotedColleague = "events.promoted_colleague";
    public const string Refuse = "events.refuse";
    public const string Declined = "events.declined";
    public const string DeclinedBefore = "events.declined_before";
    public const string DeclinedNote = "events.declined_note";
    public const string ForColleagues = "events.for_colleagues";
    public const string Changed = "events.changed";
    public const string ChangedHint = "events.changed_hint";
    public const string ChangeTitle = "events.change_title";
    public const string ChangeWhen = "events.change_when";
    public const string ChangeSession = "events.change_session";
    public const string ChangeSessionPlace = "events.change_session_place";
    public const string ChangeAdded = "events.change_added";
    public const string ChangeRemoved = "events.change_removed";
    public const string ChangePlace = "events.change_place";
    public const string ChangeLink = "events.change_link";
    public const string CalledOff = "events.called_off";
    public const string FromOrganizer = "events.from_organizer";
    public const string SignedUpBy = "events.signed_up_by";
    public const string SignedUpByWaiting = "events.signed_up_by_waiting";
    public const string TakenOff = "events.taken_off";

    public const string LabelFree = "events.label_free";
    public const string LabelFull = "events.label_full";
    public const string LabelMine = "events.label_mine";
    public const string LabelWaiting = "events.label_waiting";
    public const string LabelOver = "events.label_over";
    public const string Filter = "events.filter";
    public const string FilterOn = "events.filter_on";
    public const string FilterAll = "events.filter_all";
    public const string FilterMine = "events.filter_mine";
    public const string FilterMonth = "events.filter_month";
    public const string FilterCount = "events.filter_count";

    public const string WhenSeries = "events.when_series";
    public const string Online = "events.online";
    public const string SessionsHeading = "events.sessions_heading";
    public const string SessionLine = "events.session_line";
    public const string LinkLine = "events.link_line";
    public const string AudienceLine = "events.audience_line";
    public const string HoursLine = "events.hours_line";
    public const string QuotaLine = "events.quota_line";
    public const string OpensLine = "events.opens_line";
    public const string ClosesLine = "events.closes_line";
    public const string PlacesLine = "events.places_line";
    public const string StateFree = "events.state_free";
    public const string StateFull = "events.state_full";
    public const string StateFullWaiting = "events.state_full_waiting";
    public const string StateQuotaFull = "events.state_quota_full";
    public const string StateRegistered = "events.state_registered";
    public const string StateAttended = "events.state_attended";
    public const string StateWaiting = "events.state_waiting";
    public const string StateClosed = "events.state_closed";

    public const string NewEvent = "events.new_event";
    public const string CountTaken = "events.count_taken";
    public const string CountTakenOf = "events.count_taken_of";
    public const string CountWaiting = "events.count_waiting";
    public const string CountAttended = "events.count_attended";
    public const string OrganizationsHeading = "events.organizations_heading";
    public const string OrganizationLine = "events.organization_line";
    public const string MoreOrganizations = "events.more_organizations";
    public const string NoOrganization = "events.no_organization";
    public const string Nameless = "events.nameless";
    public const string ParticipantPlaced = "events.participant_placed";
    public const string ParticipantWaiting = "events.participant_waiting";
    public const string ParticipantAttended = "events.participant_attended";
    public const string AnswerLine = "events.answer_line";
    public const string ListFile = "events.list_file";

    public const string WhenUnclear = "events.when_unclear";
    public const string WhenPast = "events.when_past";

    public const string ColleagueLine = "events.colleague_line";
    public const string ColleagueBad = "events.colleague_bad";
    public const string ColleaguePlaced = "events.colleague_placed";
    public const string ColleagueWaiting = "events.colleague_waiting";
    public const string ColleagueAlready = "events.colleague_already";
    public const string ColleagueItem = "events.colleague_item";
    public const string ColleagueItemWaiting = "events.colleague_item_waiting";

    public const string Participation = "events.participation";
    public const string ParticipationHours = "events.participation_hours";
    public const string RoleLine = "events.role_line";
    public const string HeldHeading = "events.held_heading";
    public const string HeldPlaced = "events.held_placed";
    public const string HeldWaiting = "events.held_waiting";
    public const string HeldAttended = "events.held_attended";
    public const string HeldCancelled = "events.held_cancelled";
    public const string WasThere = "events.was_there";
    public const string WasAtSome = "events.was_at_some";
    public const string WasSignedUp = "events.was_signed_up";

    private static readonly ImmutableArray<string> RoleNames = [EventRoles.Participant, EventRoles.Speaker];

    /// <summary>Kinds of organizations that an event may be for.</summary>
    public static ImmutableArray<string> Audiences { get; } = ["school", "kindergarten", "extra"];

    public static ImmutableArray<TextKey> All { get; } =
    [
        CannotCome, Refuse, DeclinedBefore, ChangedHint, FilterAll, FilterMine, Online, SessionsHeading, StateRegistered, StateAttended,
        StateClosed, StateFull, StateQuotaFull, NewEvent, OrganizationsHeading, NoOrganization, Nameless, WhenPast, WasThere, WasSignedUp, HeldHeading,
        .. EventFaults.All.Select(fault => (TextKey)fault),
        .. EventKinds.All.SelectMany(kind => (TextKey[])[Kind(kind), KindPlural(kind)]),
        .. RoleNames.Select(role => (TextKey)Role(role)),
        .. Audiences.Select(audience => (TextKey)Audience(audience)),
        .. Enumerable.Range(1, 12).Select(month => (TextKey)Month(month)),
        new(Reminder, "title", "when", "place"),
        new(ReminderSoon, "title", "when", "place"),
        new(After, "title"),
        new(Promoted, "title", "when", "place", "names"),
        new(PromotedColleague, "title", "when", "place", "names"),
        new(Declined, "title"),
        new(DeclinedNote, "title"),
        new(ForColleagues, "names"),
        new(Changed, "title"),
        new(ChangeTitle, "old", "new"),
        new(ChangeWhen, "number", "old", "new"),
        new(ChangeSession, "number", "old", "new"),
        new(ChangeSessionPlace, "number", "when", "new"),
        new(ChangeAdded, "number", "old", "new"),
        new(ChangeRemoved, "number", "old", "new"),
        new(ChangePlace, "old", "new"),
        new(ChangeLink, "old", "new"),
        new(CalledOff, "title", "when", "reason"),
        new(FromOrganizer, "title", "name", "text"),
        new(SignedUpBy, "title", "when", "place", "name"),
        new(SignedUpByWaiting, "title", "when", "place", "name", "number"),
        new(TakenOff, "title", "when"),
        new(LabelFree, "date", "title"),
        new(LabelFull, "date", "title"),
        new(LabelMine, "date", "title"),
        new(LabelWaiting, "date", "title"),
        new(LabelOver, "date", "title"),
        new(Filter),
        new(FilterOn, "filter"),
        new(FilterMonth, "month"),
        new(FilterCount, "filter", "count"),
        new(WhenSeries, "first", "count"),
        new(SessionLine, "number", "when"),
        new(LinkLine, "link"),
        new(AudienceLine, "audience"),
        new(HoursLine, "hours"),
        new(QuotaLine, "quota"),
        new(OpensLine, "when"),
        new(ClosesLine, "when"),
        new(PlacesLine, "places"),
        new(StateFree, "free"),
        new(StateFullWaiting, "waiting"),
        new(StateWaiting, "number"),
        new(CountTaken, "count"),
        new(CountTakenOf, "count", "places"),
        new(CountWaiting, "count"),
        new(CountAttended, "count"),
        new(OrganizationLine, "organization", "count"),
        new(MoreOrganizations, "count"),
        new(ParticipantPlaced, "name", "organization"),
        new(ParticipantWaiting, "name", "organization", "number"),
        new(ParticipantAttended, "name", "organization"),
        new(AnswerLine, "question", "answer"),
        new(ListFile, "title"),
        new(WhenUnclear, "line"),
        new(ColleagueLine, "number", "name", "position"),
        new(ColleagueBad, "number", "line"),
        new(ColleaguePlaced, "name"),
        new(ColleagueWaiting, "name", "number"),
        new(ColleagueAlready, "name"),
        new(ColleagueItem, "name"),
        new(ColleagueItemWaiting, "name", "number"),
        new(Participation, "date", "title"),
        new(ParticipationHours, "date", "title", "hours"),
        new(RoleLine, "role"),
        new(WasAtSome, "count", "total"),
        new(HeldPlaced, "date", "title"),
        new(HeldWaiting, "date", "title"),
        new(HeldAttended, "date", "title"),
        new(HeldCancelled, "date", "title"),
    ];

    public static string Kind(string kind) => $"events.kinds.{kind}";

    /// <summary>As a filter names it: «Семинары».</summary>
    public static string KindPlural(string kind) => $"events.kinds_plural.{kind}";

    public static string Role(string role) => $"events.roles.{role}";

    public static string Audience(string kind) => $"events.audiences.{kind}";

    /// <summary>«В ноябре».</summary>
    public static string Month(int month) => $"events.months.m{month}";
}
