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
            foreach (var due in MomentsOf(context, session).Where(due => due > context.Now))
                context.SetTimer(EventNews.SliceName, Timer, string.Create(CultureInfo.InvariantCulture, $"{session.Id}@{session.StartsAt}"), due);
            EventTable.MarkReminded(connection, session);
        }
    }

    /// <summary>A day before; and an hour before, unless that would have to come no later.</summary>
    public IEnumerable<DateTimeOffset> MomentsOf(ServiceContext context, SessionRow session)
    {
        var quiet = QuietHours.Parse(options.QuietHours, options.Holidays, context.Clock);
        var day = NotWithin(session.Starts - Day);
        var hour = NotWithin(session.Starts - Hour);
        return hour > day ? [day, hour] : [day];

        DateTimeOffset NotWithin(DateTimeOffset time) => quiet?.NotWithin(time) ?? time;
    }

    /// <param name="subject">As <see cref="Plan"/> wrote it.</param>
    public void Take(TimerContext timer, string subject)
    {
        var parts = subject.Split('@');
        var connection = timer.Transaction.Connection;
        if (EventTable.FindSession(connection, long.Parse(parts[0], CultureInfo.InvariantCulture)) is not { } session
            || session.StartsAt != long.Parse(parts[1], CultureInfo.InvariantCulture) || session.Starts <= timer.Now
            || EventTable.Find(connection, session.EventId) is not { CancelledAt: null } row)
        {
            return;
        }

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
}
