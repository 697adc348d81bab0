using System.Globalization;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Service.Events;

/// <summary>
/// Reminders of each session, a day and an hour before; earlier where the quiet hours forbid it. A timer belongs to a session and the
/// moment at which that begins: when the session moves, what was set for the old moment does nothing.
/// </summary>
internal sealed class Reminders(ServiceOptions options, EventNews news)
{
    public const string Timer = "session";

    /// <summary>Of the morning after a session.</summary>
    public const string AfterTimer = "after";

    /// <summary>The questionnaire about events that people have been to.</summary>
    private const string FeedbackDialog = "event-feedback";

    private static readonly TimeOnly Morning = new(10, 0);

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A reminder that comes so late says that it begins soon.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(90);

    /// <summary>Sets the reminders of all sessions that lack them.</summary>
    public void Plan(ServiceContext context)
    {
        var connection = context.Transaction.Connection;
        foreach (var session in EventTable.ReadUnreminded(connection, context.Now))
        {
            var subject = string.Create(CultureInfo.InvariantCulture, $"{session.Id}@{session.StartsAt}");
            foreach (var due in MomentsOf(context, session).Where(due => due > context.Now))
                context.SetTimer(EventNews.SliceName, Timer, string.Create(CultureInfo.InvariantCulture, $"{subject}@{due.ToUnixTimeMilliseconds()}"), due);
            context.SetTimer(EventNews.SliceName, AfterTimer, subject, MorningAfter(context, session));
            EventTable.MarkReminded(connection, session);
        }
    }

    /// <summary>A day before; and an hour before, unless that would have to come no later.</summary>
    public IEnumerable<DateTimeOffset> MomentsOf(ServiceContext context, SessionRow session)
    {
        var quiet = QuietHours.Read(options, context.Clock);
        var day = NotWithin(session.Starts - Day);
        var hour = NotWithin(session.Starts - Hour);
        return hour > day ? [day, hour] : [day];

        DateTimeOffset NotWithin(DateTimeOffset time) => quiet?.NotWithin(time) ?? time;
    }

    /// <param name="subject">As <see cref="Plan"/> wrote it.</param>
    public void Take(TimerContext timer, string subject)
    {
        var connection = timer.Transaction.Connection;
        if (Find(timer, subject) is not var (session, row) || session.Starts <= timer.Now)
            return;
        // After a stop both are due: the later one says it all.
        var set = long.Parse(subject.Split('@')[2], CultureInfo.InvariantCulture);
        if (MomentsOf(timer, session).Any(moment => moment.ToUnixTimeMilliseconds() > set && moment <= timer.Now))
            return;
        var text = timer.Texts.Rich(
            session.Starts - timer.Now <= Soon ? EventTexts.ReminderSoon : EventTexts.Reminder,
            ("title", Answer.OfText(row.Title)),
            ("when", Answer.OfText(EventWording.When(timer, session))),
            ("place", Answer.OfText(EventWording.Place(timer, row, session))))
            .AddRange(new[] { session.Topic, row.Link }.OfType<string>().Select(line => new TextSpan("\n" + line)));
        var registered = RegistrationTable.ReadStanding(connection, row.Id).Where(registration => registration.PlacedAt is not null);
        // Of a series one session is missed; the registration stands.
        var isSeries = EventTable.ReadSessions(connection, row.Id).Length > 1;
        news.TellAll(timer, registered, text, session.Starts, isSeries ? null : EventTexts.CannotCome, isUrgent: false);
    }

    /// <summary>When the last session is over, whoever was there is asked how it was, in the questionnaire that there is for it.</summary>
    /// <inheritdoc cref="Take"/>
    public void TakeAfter(TimerContext timer, string subject)
    {
        var connection = timer.Transaction.Connection;
        if (timer.Dialogs.Find(FeedbackDialog) is null || Find(timer, subject) is not var (session, row)
            || EventTable.ReadSessions(connection, row.Id)[^1].Id != session.Id)
        {
            return;
        }

        // It ends later than it did when this was set.
        var due = MorningAfter(timer, session);
        if (due > timer.Now)
        {
            timer.SetTimer(EventNews.SliceName, AfterTimer, subject, due);
            return;
        }

        // Where nobody was marked, nobody cared to: whoever had a place is asked.
        var placed = RegistrationTable.ReadStanding(connection, row.Id).Where(registration => registration is { PlacedAt: not null, HasAccount: not 0 }).ToList();
        var asked = placed.Exists(registration => registration.Attended > 0) ? placed.Where(registration => registration.Attended > 0) : placed;
        news.TellAll(timer, asked, timer.Texts.Rich(EventTexts.After, ("title", Answer.OfText(row.Title))), timer.Now + Week, declineLabel: null, isUrgent: false);
    }

    private static DateTimeOffset MorningAfter(ServiceContext context, SessionRow session) =>
        context.Clock.At(context.Clock.DateOf(session.Ends).AddDays(1), Morning);

    /// <summary>Null where the session has moved or the event was cancelled since the timer was set.</summary>
    private static (SessionRow Session, EventRow Row)? Find(TimerContext timer, string subject)
    {
        var parts = subject.Split('@');
        var connection = timer.Transaction.Connection;
        return EventTable.FindSession(connection, long.Parse(parts[0], CultureInfo.InvariantCulture)) is { } session
            && session.StartsAt == long.Parse(parts[1], CultureInfo.InvariantCulture)
            && EventTable.Find(connection, session.EventId) is { CancelledAt: null } row
                ? (session, row)
                : null;
    }
}
