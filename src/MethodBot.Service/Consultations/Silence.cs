using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>
/// The clock of a consultation: runs in working time while the teacher waits for a word. When it has run out, somebody else is asked: a
/// deputy, and after as long again the head. Each change of the clock makes the timers before it void.
/// </summary>
internal sealed class Silence(ConsultationTimes times, ConsultationCards cards)
{
    public const string SilenceTimer = "silence";
    public const string OfferTimer = "offer";

    /// <summary>The head: nobody is asked after that.</summary>
    private const int LastStep = 2;

    // A timer that is later than this found the program stopped: what it would tell may wait for working hours.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    // While nobody at all is connected: whoever comes first gets it soon.
    private static readonly TimeSpan OfferAgain = TimeSpan.FromMinutes(10);

    /// <summary>The teacher waits from now on.</summary>
    public void Start(ServiceContext context, Consultation consultation) => Begin(context, consultation, context.Now, context.Now, 0);

    /// <summary>Somebody else is to answer now: they have the whole time, and the teacher waits as long as before.</summary>
    public void Renew(ServiceContext context, Consultation consultation)
    {
        if (consultation.Awaits == Awaits.Answer)
            Begin(context, consultation, consultation.WaitingSince ?? context.Now, context.Now, 0);
    }

    /// <summary>Questions of a program that had no clock yet: it begins now, and the teacher has waited since they asked.</summary>
    public void BeginMissing(ServiceContext context)
    {
        foreach (var consultation in ConsultationTable.ReadOpen(context.Transaction.Connection)
            .Where(item => item is { Awaits: Awaits.Answer, CountedFrom: null, Escalation: 0 }))
        {
            Begin(context, consultation, consultation.WaitingSince ?? consultation.CreatedAt, context.Now, 0);
        }
    }

    /// <summary>The teacher does not wait any more.</summary>
    public static void Stop(ServiceContext context, Consultation consultation, Awaits awaits) =>
        ConsultationTable.SetClock(context, consultation.Id, awaits, null, null, 0);

    /// <summary>Sends a new consultation to the first circle of which somebody can be reached. Returns whether somebody can.</summary>
    /// <param name="lead">Why it comes; stands above it.</param>
    /// <param name="except">Is not offered it, whatever duties they have.</param>
    public bool Offer(ServiceContext context, Consultation consultation, ImmutableArray<TextSpan> lead = default, long? except = null)
    {
        var offered = new HashSet<long>();
        if (except is { } person)
            offered.Add(person);
        var holders = MessageTable.Offered(context.Transaction.Connection, consultation);
        var announced = cards.Announce(context, consultation);
        foreach (var circle in Circles.Offered(context.Transaction.Connection, consultation))
        {
            var reached = false;
            // Who has blocked the bot is not sent the same again and again.
            foreach (var member in circle.Where(offered.Add).Where(member => !holders.Contains(member) || IsReachable(context, member)))
                reached |= cards.Send(context, consultation, member, lead);
            if (reached)
                return true;
        }

        if (announced)
            return true;
        context.SetTimer(ConsultationCards.Slice, OfferTimer, Subject(consultation.Id, consultation.Clock), context.Now + OfferAgain);
        return false;
    }

    public void TakeTimer(ServiceContext context, string kind, string subject)
    {
        if (subject.Split(':') is not [var id, var clock]
            || ConsultationTable.Find(context.Transaction.Connection, id) is not { IsClosed: false } consultation
            || clock != consultation.Clock.ToString(CultureInfo.InvariantCulture))
        {
            return;
        }

        if (kind == OfferTimer)
            OfferOnceMore(context, consultation);
        else if (consultation.CountedFrom is { } from)
            Look(context, consultation, from);
    }

    private static bool IsReachable(ServiceContext context, long person) => context.FindChatOf(person) is { } chat && context.IsReachable(chat);

    private static string Subject(long id, long clock) => string.Create(CultureInfo.InvariantCulture, $"{id}:{clock}");

    private void OfferOnceMore(ServiceContext context, Consultation consultation)
    {
        if (consultation.Methodist is null && Offer(context, consultation))
            Voice.Tell(context, consultation, consultation.TeacherId, ConsultationTexts.OfferedForTeacher);
    }

    private void Begin(ServiceContext context, Consultation consultation, DateTimeOffset waitingSince, DateTimeOffset countedFrom, int escalation)
    {
        var clock = ConsultationTable.SetClock(context, consultation.Id, Awaits.Answer, waitingSince, countedFrom, escalation);
        context.SetTimer(ConsultationCards.Slice, SilenceTimer, Subject(consultation.Id, clock), times.Hours(context).Add(countedFrom, times.AnswerWithin));
    }

    private void Look(ServiceContext context, Consultation consultation, DateTimeOffset countedFrom)
    {
        var hours = times.Hours(context);
        // Settings may have changed since the timer was set: a holiday more, another working time.
        var due = hours.Add(countedFrom, times.AnswerWithin);
        if (due > context.Now)
            context.SetTimer(ConsultationCards.Slice, SilenceTimer, Subject(consultation.Id, consultation.Clock), due);
        else if (context.Now - due > Late && !hours.Contains(context.Now))
            context.SetTimer(ConsultationCards.Slice, SilenceTimer, Subject(consultation.Id, consultation.Clock), hours.NextWorking(context.Now));
        else
            Escalate(context, consultation, context.Now - due > Late ? context.Now : due);
    }

    private void Escalate(ServiceContext context, Consultation consultation, DateTimeOffset countedFrom)
    {
        var connection = context.Transaction.Connection;
        var holders = MessageTable.Offered(connection, consultation);
        for (var step = consultation.Escalation + 1; step <= LastStep; step++)
        {
            // Who did not take it when it was offered is not asked once more, but who leads the service is told in any case.
            foreach (var circle in Circles.Asked(connection, consultation, step))
            {
                var asked = circle.Where(person => step == LastStep || !holders.Contains(person)).ToList();
                if (asked.Exists(person => IsReachable(context, person)))
                {
                    Ask(context, consultation, asked, step, countedFrom);
                    return;
                }
            }
        }

        // Nobody to ask: it stands marked in the lists of those who lead.
        ConsultationTable.SetClock(context, consultation.Id, Awaits.Answer, consultation.WaitingSince, null, LastStep);
        cards.Update(context, ConsultationTable.Find(connection, consultation.Id)!);
    }

    private void Ask(ServiceContext context, Consultation consultation, List<long> asked, int step, DateTimeOffset countedFrom)
    {
        var connection = context.Transaction.Connection;
        if (step < LastStep)
            Begin(context, consultation, consultation.WaitingSince ?? countedFrom, countedFrom, step);
        else
            ConsultationTable.SetClock(context, consultation.Id, Awaits.Answer, consultation.WaitingSince, null, step);
        var escalated = ConsultationTable.Find(connection, consultation.Id)!;
        cards.Update(context, escalated);
        var age = Answer.OfText(ConsultationTimes.Format(context, times.Waited(context, escalated)));
        var lead = escalated.Methodist is null
            ? context.Texts.Rich(ConsultationTexts.EscalatedWaiting, ("age", age))
            : context.Texts.Rich(ConsultationTexts.EscalatedTaken, ("name", ConsultationCards.NameOf(context, escalated.Methodist)), ("age", age));
        var reached = asked.Where(person => cards.Send(context, escalated, person, lead)).ToList();
        foreach (var person in reached)
            ConsultationCards.SendThread(context, escalated, person, context.FindChatOf(person)!.Value, 0);
        var names = Answer.OfText(string.Join(", ", reached.Select(person => PeopleTable.Find(connection, person)!.Address)));
        (string, Answer)[] values =
            [("age", age), ("names", names), ("count", Answer.OfNumber(reached.Count)), ("name", ConsultationCards.NameOf(context, escalated.Methodist))];
        if (escalated.Methodist is { } methodist)
            Voice.Tell(context, escalated, methodist, ConsultationTexts.EscalatedForMethodist, values);
        Voice.Tell(
            context,
            escalated,
            escalated.TeacherId,
            escalated.Methodist is null ? ConsultationTexts.EscalatedForTeacherWaiting : ConsultationTexts.EscalatedForTeacher,
            values);
    }
}
