using System.Collections.Immutable;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Notices;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>What came of signing up.</summary>
/// <param name="Id">The registration.</param>
/// <param name="Number">Number in the waiting list; null = with a place.</param>
internal sealed record SignedUp(long Id, int? Number);

/// <summary>
/// Signing up, cancelling, and passing places on. The one writer makes looking and taking one step, so that a place is never given
/// twice; after each step nobody waits who could have a place.
/// </summary>
internal sealed class Registrations(EventNews news)
{
    /// <summary>Signs up whoever is not signed up yet: with a place, or at the end of the waiting list.</summary>
    public SignedUp Add(ServiceContext context, EventRow row, Applicant applicant)
    {
        var id = RegistrationTable.Add(context.Transaction, row.Id, applicant, context.Now);
        Promote(context, row, silent: id);
        return new SignedUp(id, NumberOf(context, row.Id, id));
    }

    /// <summary>Cancels; whoever waits for the place gets it, and is told. What still was to be told about it is void.</summary>
    public void Cancel(ServiceContext context, RegistrationRow registration)
    {
        RegistrationTable.Cancel(context.Transaction, registration.Id, context.Now);
        NoticeDesk.Withdraw(context, EventNews.SubjectOf(registration.Id));
        if (EventTable.Find(context.Transaction.Connection, registration.EventId) is { } row)
            Promote(context, row, silent: null);
    }

    /// <summary>Gives places that there are now to those who wait for them, and tells them.</summary>
    /// <param name="silent">Learns it otherwise.</param>
    public void Promote(ServiceContext context, EventRow row, long? silent)
    {
        var isOver = row.IsOver(context.Now);
        foreach (var id in row.Limits.Promote(RegistrationTable.ReadQueue(context.Transaction.Connection, row.Id)))
        {
            // Nobody is called to what is over; who was there is marked by hand.
            if (isOver)
                return;
            RegistrationTable.GivePlace(context.Transaction, id, context.Now);
            if (id != silent)
                news.TellPromoted(context, row, RegistrationTable.Find(context.Transaction.Connection, id)!);
        }
    }

    public static int? NumberOf(ServiceContext context, long eventId, long registration) =>
        Places.NumberOf(RegistrationTable.ReadQueue(context.Transaction.Connection, eventId), registration);

    /// <summary>Whether people may sign up at this moment.</summary>
    public static bool IsOpen(ServiceContext context, EventRow row, ImmutableArray<SessionRow> sessions)
    {
        var now = context.Now.ToUnixTimeMilliseconds();
        return row.CancelledAt is null && !(row.OpensAt > now) && now < (row.ClosesAt ?? sessions[^1].StartsAt);
    }

    public static Applicant Of(Person person) => new(person.Id, person.OrganizationId, person.Organization);
}
