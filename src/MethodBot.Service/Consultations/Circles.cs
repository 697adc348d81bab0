using MethodBot.Service.Access;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Consultations;

/// <summary>Whom a consultation concerns, the nearest first; never the teacher who asked.</summary>
internal static class Circles
{
    /// <summary>
    /// Who is offered it, in groups: the next one only where nobody of those before can be reached. Methodists of the direction who know
    /// the level, all of the direction, its deputies, the heads, the administrators.
    /// </summary>
    public static IEnumerable<IReadOnlyList<long>> Offered(SqliteConnection connection, Consultation consultation)
    {
        var methodists = MethodistTable.Of(connection, consultation.DirectionId);
        var plain = methodists.Where(methodist => !methodist.IsDeputy).ToList();
        yield return Without(consultation, plain.Where(methodist => methodist.Knows(consultation.Level)).Select(methodist => methodist.Person));
        yield return Without(consultation, plain.Select(methodist => methodist.Person));
        yield return Without(consultation, methodists.Where(methodist => methodist.IsDeputy).Select(methodist => methodist.Person));
        yield return Without(consultation, RoleTable.Holders(connection, RoleTable.Head));
        yield return Without(consultation, MethodistTable.Administrators(connection));
    }

    /// <summary>
    /// Who is asked at a step of the escalation, in groups as above. First the deputies, or where there are none the other methodists of
    /// the direction; then the heads, or the administrators.
    /// </summary>
    /// <param name="step">1 or 2.</param>
    public static IEnumerable<IReadOnlyList<long>> Asked(SqliteConnection connection, Consultation consultation, int step)
    {
        if (step == 1)
        {
            var methodists = MethodistTable.Of(connection, consultation.DirectionId);
            yield return Without(consultation, methodists.Where(methodist => methodist.IsDeputy).Select(methodist => methodist.Person));
            yield return Without(consultation, methodists.Select(methodist => methodist.Person));
            yield break;
        }

        yield return Without(consultation, RoleTable.Holders(connection, RoleTable.Head));
        yield return Without(consultation, MethodistTable.Administrators(connection));
    }

    /// <summary>The person may answer it, were it not taken: a methodist of its direction, who was asked because of the silence, or who leads the service.</summary>
    public static bool MayTake(SqliteConnection connection, Consultation consultation, Person person) =>
        person.Id != consultation.TeacherId
        && (MethodistTable.IsOf(connection, person.Id, consultation.DirectionId)
            || (person.Roles & Roles.Lead) != Roles.None
            || ((person.Roles & Roles.Staff) != Roles.None && MessageTable.Offered(connection, consultation).Contains(person.Id)));

    /// <summary>It was taken, and the one who did is silent: who was asked because of that may take it over.</summary>
    public static bool MayTakeOver(SqliteConnection connection, Consultation consultation, Person person) =>
        consultation is { IsClosed: false, Methodist: { } methodist, Escalation: > 0 } && methodist != person.Id && MayTake(connection, consultation, person);

    /// <summary>May give it to somebody else: who has taken it, and who leads the service.</summary>
    public static bool MayHandOver(Consultation consultation, Person person) =>
        !consultation.IsClosed && person.Id != consultation.TeacherId && (person.Roles & Roles.Staff) != Roles.None
        && (consultation.Methodist == person.Id || (person.Roles & Roles.Lead) != Roles.None);

    /// <summary>May read it as the service's people do, and write in it where it is theirs.</summary>
    public static bool MayRead(SqliteConnection connection, Consultation consultation, Person person) =>
        (person.Roles & Roles.Staff) != Roles.None && (person.Id == consultation.Methodist || MayTake(connection, consultation, person));

    private static List<long> Without(Consultation consultation, IEnumerable<long> people) =>
        [.. people.Where(person => person != consultation.TeacherId && person != consultation.Methodist)];
}
