using System.Globalization;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>What somebody has taken goes back to the colleagues when they may not answer it any more.</summary>
internal sealed class ConsultationReturns(ConsultationCards cards, Silence silence)
{
    /// <summary>Set by the store whenever a duty is taken away (see the schema): the person, and the direction or nothing.</summary>
    public const string Timer = "dismissed";

    public static bool IsStaff(ServiceContext context, long person) =>
        PeopleTable.Find(context.Transaction.Connection, person) is { } found && (found.Roles & Roles.Staff) != Roles.None;

    /// <summary>Gives back what somebody has who lost their duties while nothing told so: administrators by settings, stores of earlier programs.</summary>
    public void Look(ServiceContext context)
    {
        foreach (var person in ConsultationTable.ReadMethodists(context.Transaction.Connection))
            GiveBackOf(context, person, "");
    }

    public void TakeTimer(ServiceContext context, string subject)
    {
        if (subject.Split(':', 2) is [var id, var direction] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var person))
            GiveBackOf(context, person, direction);
    }

    /// <summary>Offers it anew, with everything that was written, to anybody but the one who had it; the teacher is told.</summary>
    public void GiveBack(ServiceContext context, Consultation taken, long methodist)
    {
        var connection = context.Transaction.Connection;
        ConsultationTable.SetMethodist(context, taken.Id, null);
        cards.Withdraw(context, ConsultationTable.Find(connection, taken.Id)!, methodist);
        HandoverQuestions.Withdraw(context, taken);
        if (taken.Awaits == Awaits.Answer)
            silence.Renew(context, taken);
        else
            silence.Start(context, taken);
        var free = ConsultationTable.Find(connection, taken.Id)!;
        cards.Update(context, free);
        silence.Offer(context, free, except: methodist);
        foreach (var holder in MessageTable.Cards(connection, free.Id).Where(card => card.IsOffered && card.PersonId != free.TeacherId))
            ConsultationCards.SendThread(context, free, holder.PersonId, holder.Chat, 0);
        Voice.Tell(context, free, free.TeacherId, ConsultationTexts.ErasedMethodist);
    }

    private void GiveBackOf(ServiceContext context, long person, string direction)
    {
        var connection = context.Transaction.Connection;
        var roles = PeopleTable.Find(connection, person)?.Roles ?? Roles.None;
        var isStaff = (roles & Roles.Staff) != Roles.None;
        var leads = (roles & Roles.Lead) != Roles.None;
        // Who leads the service, or has the direction again, may keep what they have; so may a colleague of another direction who was given it.
        foreach (var taken in ConsultationTable.ReadOf(connection, person).Where(taken => !isStaff
            || (taken.DirectionId == direction && !leads && !MethodistTable.IsOf(connection, person, direction))))
        {
            GiveBack(context, taken, person);
        }
    }
}
