using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Events;
using MethodBot.Service.Festivals;
using MethodBot.Service.People;

namespace MethodBot.Service.Demonstration;

/// <summary>Events of the invented town, some full, some over, with people signed up.</summary>
internal static class DemonstrationEvents
{
    private const string Position = "Учитель";

    /// <summary>Signs up days ago, so that the order of the queue and the dates look like life.</summary>
    private static readonly TimeSpan SignedUpBefore = TimeSpan.FromDays(5);

    public static void Add(StoreTransaction transaction, EventEntry entry, NameEntry names, ServiceClock clock, DateTimeOffset now)
    {
        var connection = transaction.Connection;
        var today = clock.DateOf(now);
        var sessions = entry.Sessions.Select(session => new SessionDraft(
            At(session.DaysAhead, session.Time), session.Until is { } until ? At(session.DaysAhead, until) : null, session.Topic)).ToImmutableArray();
        var draft = new EventDraft
        {
            Kind = entry.Kind,
            Title = entry.Title,
            Description = entry.Description,
            Place = entry.Place,
            Link = entry.Link,
            Sessions = sessions,
            Hours = entry.Hours,
            Places = entry.Places,
            Quota = entry.Quota,
            Direction = entry.Direction,
            OrganizationKinds = entry.Kinds is { } kinds ? [kinds] : [],
            Organizer = PersonOf(entry.Organizer),
            Questions = entry.Question is { } question ? [new QuestionDraft(question.Text, question.Options)] : [],
        };
        var id = EventTable.Save(transaction, draft, null, now);
        if (entry.Code is { } code)
            EventTable.SaveCode(connection, EventTable.ReadSessions(connection, id)[0].Id, code);
        if (entry.Festival is { } festival)
        {
            var closes = clock.At(today.AddDays(festival.ClosesInDays + 1), TimeOnly.MinValue);
            FestivalTable.Define(transaction, id, closes, festival.Nominations, festival.Ages, now);
        }

        var signedUpAt = now - SignedUpBefore;
        for (var i = 0; i < entry.Taken; i++)
            Place(new Applicant(Invent(transaction, names, i, signedUpAt, out var organization), organization, null), signedUpAt);
        foreach (var account in entry.Attended ?? [])
        {
            var registration = Place(new Applicant(PersonOf(account)!.Value, null, null), signedUpAt);
            foreach (var session in EventTable.ReadSessions(connection, id))
                RegistrationTable.MarkAttended(transaction, registration, session.Id, null, session.Starts);
        }

        DateTimeOffset At(int daysAhead, string time) =>
            clock.At(today.AddDays(daysAhead), TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture));

        long Place(Applicant applicant, DateTimeOffset at)
        {
            var registration = RegistrationTable.Add(transaction, id, applicant, at);
            RegistrationTable.GivePlace(transaction, registration, at);
            return registration;
        }

        long? PersonOf(string? account) => account?.Split(':') is [var messenger, var number]
            ? PeopleTable.FindByAccount(connection, new AccountId(messenger, number))?.Id
            : null;
    }

    // The town has eight hundred teachers; these are some of them, no two of one name in one organization.
    private static long Invent(StoreTransaction transaction, NameEntry names, int number, DateTimeOffset now, out long organization)
    {
        var connection = transaction.Connection;
        var organizations = connection.Query<long>("SELECT id FROM organization ORDER BY id").AsList();
        organization = organizations[number * 7 % organizations.Count];
        var given = names.Given[number / names.Surnames.Length % names.Given.Length].Split(' ');
        var name = new FullName(names.Surnames[number % names.Surnames.Length], given[0], given[1]);
        return PeopleTable.FindInOrganization(connection, name, organization) ?? PeopleTable.AddByName(transaction, name, organization, Position, now);
    }
}

/// <param name="Code">Of the first session, by which people check in.</param>
/// <param name="Attended">Accounts of people who were there, as <c>telegram:2001</c>.</param>
internal sealed record EventEntry(
    string Kind,
    string Title,
    string Description,
    string Place,
    string? Link,
    ImmutableArray<SessionEntry> Sessions,
    int? Hours,
    int? Places,
    int? Quota,
    string? Direction,
    string? Kinds,
    string? Organizer,
    QuestionEntry? Question,
    FestivalEntry? Festival,
    int Taken,
    string? Code,
    IReadOnlyList<string>? Attended);

internal sealed record SessionEntry(int DaysAhead, string Time, string? Until, string? Topic);

internal sealed record QuestionEntry(string Text, ImmutableArray<string> Options);

internal sealed record FestivalEntry(int ClosesInDays, ImmutableArray<string> Nominations, ImmutableArray<string> Ages);

/// <param name="Given">First name and patronymic.</param>
internal sealed record NameEntry(ImmutableArray<string> Surnames, ImmutableArray<string> Given);
