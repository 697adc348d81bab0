using System.Collections.Immutable;

namespace MethodBot.Service.Events;

/// <summary>What may be wrong with a draft of an event, as keys of texts.yaml.</summary>
internal static class EventFaults
{
    public const string Kind = "events.faults.kind";
    public const string NoTitle = "events.faults.no_title";
    public const string LongTitle = "events.faults.long_title";
    public const string LongDescription = "events.faults.long_description";
    public const string NoPlace = "events.faults.no_place";
    public const string LongPlace = "events.faults.long_place";
    public const string Link = "events.faults.link";
    public const string NoSessions = "events.faults.no_sessions";
    public const string ManySessions = "events.faults.many_sessions";
    public const string SessionEnd = "events.faults.session_end";
    public const string SessionsOverlap = "events.faults.sessions_overlap";
    public const string Hours = "events.faults.hours";
    public const string Places = "events.faults.places";
    public const string Quota = "events.faults.quota";
    public const string UnknownDirection = "events.faults.unknown_direction";
    public const string Audience = "events.faults.audience";
    public const string Period = "events.faults.period";
    public const string Questions = "events.faults.questions";
    public const string CalledOff = "events.faults.called_off";
    public const string Attended = "events.faults.attended";

    private const int MaxHours = 500;
    private const int MaxPlaces = 10_000;

    public static ImmutableArray<string> All { get; } =
    [
        Kind, NoTitle, LongTitle, LongDescription, NoPlace, LongPlace, Link, NoSessions, ManySessions, SessionEnd, SessionsOverlap, Hours, Places, Quota,
        UnknownDirection, Audience, Period, Questions, CalledOff, Attended,
    ];

    public static IEnumerable<string> Of(EventDraft draft)
    {
        if (!EventKinds.All.Contains(draft.Kind))
            yield return Kind;
        if (draft.Title.Length == 0)
            yield return NoTitle;
        if (draft.Title.Length > EventDraft.MaxTitle)
            yield return LongTitle;
        if (draft.Description.Length > EventDraft.MaxDescription)
            yield return LongDescription;
        if (draft.Place.Length == 0 && draft.Link is null)
            yield return NoPlace;
        if (draft.Place.Length > EventDraft.MaxPlace || draft.Sessions.Any(session => session.Place?.Length > EventDraft.MaxPlace || session.Topic?.Length > EventDraft.MaxTitle))
            yield return LongPlace;
        if (draft.Link is { } link && !WebLink.IsOne(link))
            yield return Link;
        foreach (var fault in OfSessions(draft.Sessions))
            yield return fault;
        if (draft.Hours is < 1 or > MaxHours)
            yield return Hours;
        if (draft.Places is < 1 or > MaxPlaces)
            yield return Places;
        if (draft.Quota < 1 || draft.Quota > draft.Places)
            yield return Quota;
        if (draft.OrganizationKinds.Except(EventTexts.Audiences, StringComparer.Ordinal).Any())
            yield return Audience;
        if (draft.Opens >= draft.Closes || (!draft.Sessions.IsEmpty && (draft.Opens >= draft.Sessions[^1].Starts || draft.Closes > draft.Sessions[^1].Starts)))
            yield return Period;
        if (draft.Questions.Length > EventDraft.MaxQuestions || draft.Questions.Any(IsFaulty))
            yield return Questions;
    }

    private static IEnumerable<string> OfSessions(ImmutableArray<SessionDraft> sessions)
    {
        if (sessions.IsEmpty)
            yield return NoSessions;
        if (sessions.Length > EventDraft.MaxSessions)
            yield return ManySessions;
        if (sessions.Any(session => session.Ends <= session.Starts || session.Ends - session.Starts > TimeSpan.FromDays(14)))
            yield return SessionEnd;
        if (sessions.Zip(sessions.Skip(1)).Any(pair => pair.Second.Starts < (pair.First.Ends ?? pair.First.Starts.AddMinutes(1))))
            yield return SessionsOverlap;
    }

    private static bool IsFaulty(QuestionDraft question) => string.IsNullOrWhiteSpace(question.Text) || question.Text.Length > EventDraft.MaxQuestion
        || question.Options.Length is 1 or > EventDraft.MaxOptions
        || question.Options.Any(option => string.IsNullOrWhiteSpace(option) || option.Length > EventDraft.MaxOption || option.Contains('\n', StringComparison.Ordinal));
}
