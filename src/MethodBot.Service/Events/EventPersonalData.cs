using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>What events hold of a person: registrations, answers given at sign-up, where they were.</summary>
internal sealed class EventPersonalData(Registrations registrations) : IPersonalData
{
    public IEnumerable<PersonalSection> Describe(ServiceContext context, long person)
    {
        var connection = context.Transaction.Connection;
        var answers = connection.Query<(long Id, string Question, string Answer)>(
            """
            SELECT a.registration_id, a.question, a.answer FROM registration_answer a JOIN registration r ON r.id = a.registration_id
            WHERE r.person_id = @person ORDER BY a.registration_id, a.number
            """,
            new { person }).ToLookup(row => row.Id, row => $"{row.Question} {row.Answer}");
        var lines = connection.Query<(long Id, string Title, long StartsAt, long? PlacedAt, long? CancelledAt, long Attended)>(
            """
            SELECT r.id, e.title, e.starts_at, r.placed_at, r.cancelled_at, (SELECT count(*) FROM attendance a WHERE a.registration_id = r.id)
            FROM registration r JOIN event e ON e.id = r.event_id WHERE r.person_id = @person ORDER BY e.starts_at, r.id
            """,
            new { person }).Select(row => string.Join("; ", answers[row.Id].Prepend(context.Texts.Plain(
                row.CancelledAt is not null ? EventTexts.HeldCancelled : row.Attended > 0 ? EventTexts.HeldAttended : row.PlacedAt is null ? EventTexts.HeldWaiting : EventTexts.HeldPlaced,
                ("date", Answer.OfText(EventWording.Date(context, row.StartsAt))),
                ("title", Answer.OfText(row.Title))))));
        return [new PersonalSection(context.Texts.Plain(EventTexts.HeldHeading), [.. lines])];
    }

    public IEnumerable<ErasedCount> Erase(ServiceContext context, long person)
    {
        var connection = context.Transaction.Connection;
        var coming = connection.Query<long>(
            """
            SELECT r.id FROM registration r JOIN event e ON e.id = r.event_id
            WHERE r.person_id = @person AND r.cancelled_at IS NULL AND e.cancelled_at IS NULL AND e.ends_at > @now
            """,
            new { person, now = context.Now.ToUnixTimeMilliseconds() }).ToList();
        foreach (var registration in coming)
            registrations.Cancel(context, RegistrationTable.Find(connection, registration)!);
        var answers = connection.Execute(
            "DELETE FROM registration_answer WHERE registration_id IN (SELECT id FROM registration WHERE person_id = @person)", new { person });
        connection.Execute("DELETE FROM check_in_try WHERE person_id = @person", new { person });
        connection.Execute("UPDATE registration SET organization_text = NULL WHERE person_id = @person", new { person });
        return [new ErasedCount("registrations to come", coming.Count), new ErasedCount("answers at sign-up", answers)];
    }

    /// <summary>Signed up twice for one event: the better of the two registrations stays, and what is known of the other goes with it.</summary>
    public void Merge(ServiceContext context, long from, long to)
    {
        var connection = context.Transaction.Connection;
        var both = connection.Query<long>(
            """
            SELECT a.event_id FROM registration a JOIN registration b ON b.event_id = a.event_id
            WHERE a.person_id = @from AND b.person_id = @to AND a.cancelled_at IS NULL AND b.cancelled_at IS NULL
            """,
            new { from, to }).ToList();
        foreach (var id in both)
        {
            var (one, other) = (RegistrationTable.FindStanding(connection, id, to)!, RegistrationTable.FindStanding(connection, id, from)!);
            var (kept, dropped) = (other.PlacedAt is not null && one.PlacedAt is null) || (other.PlacedAt is null == one.PlacedAt is null && other.Id < one.Id) ? (other, one) : (one, other);
            connection.Execute("UPDATE OR IGNORE attendance SET registration_id = @Kept WHERE registration_id = @Dropped", new { Kept = kept.Id, Dropped = dropped.Id });
            registrations.Cancel(context, dropped);
        }
    }
}
