using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Service.People;

namespace MethodBot.Service.Demonstration;

/// <summary>An account of the invented town, for the phones of the sandbox.</summary>
/// <param name="IsMethodist">Otherwise a teacher whom the service already knows.</param>
public sealed record DemonstrationPerson(AccountId Account, FullName Name, string Caption, bool IsMethodist);

/// <summary>
/// The invented town: organizations, associations, methodists, events, and two teachers whom the service already knows, one of them
/// in both messengers. Read from town.json beside this file.
/// </summary>
public static class DemonstrationData
{
    private const string AgreedText = "demonstration";

    // Stands before whatever is made of it.
    private static readonly Town Town = ReadTown();

    public static IReadOnlyList<DemonstrationPerson> People { get; } =
    [
        .. Town.Methodists.Select(row => new DemonstrationPerson(
            new AccountId(row.Messenger, row.Account), new FullName(row.Surname, row.FirstName, row.Patronymic), DirectionNames(row), true)),
        .. Town.Teachers.Select(row => new DemonstrationPerson(
            new AccountId(row.Messenger, row.Account), new FullName(row.Surname, row.FirstName, row.Patronymic), $"{row.Position}, {row.Organization}", false)),
    ];

    /// <summary>Who looks after the service where no settings say otherwise: the first methodist.</summary>
    public static AccountId Administrator => People.First(person => person.IsMethodist).Account;

    /// <summary>Fills an empty store.</summary>
    public static void Fill(StoreTransaction transaction, ServiceClock clock, DateTimeOffset now)
    {
        var connection = transaction.Connection;
        foreach (var row in Town.Organizations)
        {
            connection.Execute(
                "INSERT INTO organization (kind, name, aliases, search, sort) VALUES (@Kind, @Name, @Aliases, @search, @Sort)",
                new { row.Kind, row.Name, row.Aliases, search = SearchText.Index(row.Name, row.Aliases.Replace(';', ' ')), row.Sort });
        }

        foreach (var row in Town.Associations)
        {
            connection.Execute(
                "INSERT INTO association (kind, name, leader, meets, members, search) VALUES (@Kind, @Name, @Leader, @Meets, @Members, @search)",
                new { row.Kind, row.Name, row.Leader, row.Meets, row.Members, search = SearchText.Index(row.Name, row.Leader) });
        }

        connection.Execute("INSERT INTO direction (id, name, sort) VALUES (@Id, @Name, @Sort)", Town.Directions);
        foreach (var row in Town.Methodists)
        {
            var person = AddPerson(transaction, new AccountId(row.Messenger, row.Account), new FullName(row.Surname, row.FirstName, row.Patronymic), now);
            foreach (var direction in row.Directions)
                RoleTable.AppointMethodist(transaction, person, direction.Id, direction.Levels?.Split(' ') ?? [], direction.IsDeputy);
            if (row.IsHead)
                RoleTable.Grant(transaction, person, RoleTable.Head, null, now);
        }

        foreach (var row in Town.Teachers)
        {
            var person = AddPerson(transaction, new AccountId(row.Messenger, row.Account), new FullName(row.Surname, row.FirstName, row.Patronymic), now);
            var organization = connection.ExecuteScalar<long>("SELECT id FROM organization WHERE name = @Organization", new { row.Organization });
            if (row.Second is { } second)
                PeopleTable.AddAccount(transaction, person, new AccountId(second.Messenger, second.Account), now);
            PeopleTable.SaveJob(transaction, person, organization, null, row.Position, null);
            if (row.Coordinates)
                RoleTable.Grant(transaction, person, RoleTable.Coordinator, organization, now);
        }

        foreach (var row in Town.Events)
            DemonstrationEvents.Add(transaction, row, Town.Names, clock, now);
    }

    private static long AddPerson(StoreTransaction transaction, AccountId account, FullName name, DateTimeOffset now)
    {
        var person = PeopleTable.Add(transaction, account, now);
        PeopleTable.AddConsent(transaction, person, account, AgreedText, now);
        PeopleTable.SaveName(transaction, person, name);
        return person;
    }

    private static string DirectionNames(MethodistRow row)
    {
        var names = Town.Directions.ToDictionary(direction => direction.Id, direction => direction.Name, StringComparer.Ordinal);
        return string.Join("; ", row.Directions.Select(direction => names[direction.Id]));
    }

    private static Town ReadTown()
    {
        using var stream = typeof(DemonstrationData).Assembly.GetManifestResourceStream($"{typeof(DemonstrationData).Namespace}.town.json")!;
        return JsonSerializer.Deserialize(stream, TownJson.Default.Town)!;
    }
}

internal sealed record Town(
    ImmutableArray<OrganizationRow> Organizations,
    ImmutableArray<AssociationRow> Associations,
    ImmutableArray<DirectionRow> Directions,
    ImmutableArray<MethodistRow> Methodists,
    ImmutableArray<TeacherRow> Teachers,
    ImmutableArray<EventEntry> Events,
    NameEntry Names);

internal sealed record OrganizationRow(string Kind, string Name, string Aliases, int Sort);

internal sealed record AssociationRow(string Kind, string Name, string Leader, string Meets, int Members);

internal sealed record DirectionRow(string Id, string Name, int Sort);

internal sealed record MethodistRow(
    string Messenger, string Account, string Surname, string FirstName, string Patronymic, ImmutableArray<AppointmentRow> Directions, bool IsHead = false);

/// <param name="Levels">Separated by spaces; null: all of them.</param>
internal sealed record AppointmentRow(string Id, bool IsDeputy = false, string? Levels = null);

internal sealed record TeacherRow(
    string Messenger, string Account, string Surname, string FirstName, string Patronymic, string Organization, string Position, AccountRow? Second,
    bool Coordinates = false);

/// <summary>An account of somebody who writes from both messengers.</summary>
internal sealed record AccountRow(string Messenger, string Account);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Town))]
internal sealed partial class TownJson : JsonSerializerContext;
