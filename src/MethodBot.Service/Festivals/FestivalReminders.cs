using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.Events;

namespace MethodBot.Service.Festivals;

/// <summary>Three days before works are taken no more, those who signed up and entered none are reminded.</summary>
internal sealed class FestivalReminders(ServiceOptions options, EventNews news)
{
    public const string SliceName = "festivals";
    public const string Timer = "deadline";

    private static readonly TimeSpan Lead = TimeSpan.FromDays(3);

    public void Plan(ServiceContext context, long eventId, DateTimeOffset closes)
    {
        var due = QuietHours.Read(options, context.Clock)?.NotWithin(closes - Lead) ?? (closes - Lead);
        if (due > context.Now)
            context.SetTimer(SliceName, Timer, string.Create(CultureInfo.InvariantCulture, $"{eventId}@{closes.ToUnixTimeMilliseconds()}"), due);
    }

    /// <param name="subject">As <see cref="Plan"/> wrote it: what was set for another closing date does nothing.</param>
    public void Take(TimerContext timer, string subject)
    {
        var parts = subject.Split('@');
        var connection = timer.Transaction.Connection;
        if (EventTable.Find(connection, long.Parse(parts[0], CultureInfo.InvariantCulture)) is not { CancelledAt: null } row
            || FestivalTable.FindTerms(connection, row.Id) is not { } terms || terms.ClosesAt != long.Parse(parts[1], CultureInfo.InvariantCulture))
        {
            return;
        }

        var entered = FestivalTable.ReadAll(connection, row.Id).Select(entry => entry.PersonId).ToHashSet();
        var message = new OutboundMessage
        {
            Text = timer.Texts.Rich(
                FestivalTexts.DeadlineReminder, ("title", Answer.OfText(row.Title)), ("when", Answer.OfText(Entries.ClosesOf(timer, terms.ClosesAt)))),
        };
        foreach (var registration in RegistrationTable.ReadStanding(connection, row.Id).Where(registration => registration.HasAccount != 0 && !entered.Contains(registration.PersonId)))
            news.Tell(timer, registration.PersonId, message, EventNews.SubjectOf(registration.Id), DateTimeOffset.FromUnixTimeMilliseconds(terms.ClosesAt), isUrgent: false);
    }
}
