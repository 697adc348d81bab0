using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.People;

/// <summary>SQL of people.</summary>
public static class PeopleTable
{
    private const string SelectPerson =
        """
        SELECT p.id, p.surname, p.first_name AS FirstName, p.patronymic,
            EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.withdrawn_at IS NULL) AS Consented,
            EXISTS (SELECT 1 FROM methodist m WHERE m.person_id = p.id) AS IsMethodist,
            coalesce(o.name, j.organization_text) AS Organization, j.position
        FROM person p
        LEFT JOIN job j ON j.person_id = p.id AND j.is_main = 1
        LEFT JOIN organization o ON o.id = j.organization_id
        """;

    public static Person? FindByAccount(SqliteConnection connection, AccountId account) => Map(connection.QuerySingleOrDefault<Row>(
        SelectPerson + " JOIN account a ON a.person_id = p.id WHERE a.messenger = @Messenger AND a.account = @Id",
        new { account.Messenger, account.Id }));

    public static Person? Find(SqliteConnection connection, long id) =>
        Map(connection.QuerySingleOrDefault<Row>(SelectPerson + " WHERE p.id = @id", new { id }));

    /// <summary>Accounts of a person, the latest linked first.</summary>
    public static List<AccountId> Accounts(SqliteConnection connection, long person) =>
        [.. connection.Query<(string Messenger, string Account)>(
            "SELECT messenger, account FROM account WHERE person_id = @person ORDER BY linked_at DESC", new { person })
            .Select(row => new AccountId(row.Messenger, row.Account))];

    public static long Add(StoreTransaction transaction, AccountId account, DateTimeOffset now)
    {
        var connection = transaction.Connection;
        var id = connection.ExecuteScalar<long>(
            "INSERT INTO person (created_at) VALUES (@now) RETURNING id", new { now = now.ToUnixTimeMilliseconds() });
        AddAccount(transaction, id, account, now);
        return id;
    }

    /// <summary>The person writes from this account, too.</summary>
    public static void AddAccount(StoreTransaction transaction, long person, AccountId account, DateTimeOffset now) => transaction.Connection.Execute(
        "INSERT INTO account (messenger, account, person_id, linked_at) VALUES (@Messenger, @Id, @person, @now)",
        new { account.Messenger, account.Id, person, now = now.ToUnixTimeMilliseconds() });

    public static void AddConsent(StoreTransaction transaction, long person, AccountId account, string revision, DateTimeOffset now) =>
        transaction.Connection.Execute(
            "INSERT INTO consent (person_id, messenger, account, revision, given_at) VALUES (@person, @Messenger, @Id, @revision, @now)",
            new { person, account.Messenger, account.Id, revision, now = now.ToUnixTimeMilliseconds() });

    public static void SaveName(StoreTransaction transaction, long person, FullName name) => transaction.Connection.Execute(
        "UPDATE person SET surname = @Surname, first_name = @First, patronymic = @Patronymic WHERE id = @person",
        new { person, name.Surname, name.First, name.Patronymic });

    /// <summary>Replaces the main job.</summary>
    public static void SaveJob(StoreTransaction transaction, long person, long? organization, string? organizationText, string position, string? area)
    {
        transaction.Connection.Execute("DELETE FROM job WHERE person_id = @person AND is_main = 1", new { person });
        transaction.Connection.Execute(
            """
            INSERT INTO job (person_id, organization_id, organization_text, position, area, is_main)
            VALUES (@person, @organization, @organizationText, @position, @area, 1)
            """,
            new { person, organization, organizationText, position, area });
    }

    public static List<long> MethodistsOf(SqliteConnection connection, string direction) =>
        [.. connection.Query<long>("SELECT person_id FROM methodist WHERE direction_id = @direction ORDER BY person_id", new { direction })];

    private static Person? Map(Row? row) => row is null
        ? null
        : new Person
        {
            Id = row.Id,
            Surname = row.Surname,
            FirstName = row.FirstName,
            Patronymic = row.Patronymic,
            Consented = row.Consented != 0,
            IsMethodist = row.IsMethodist != 0,
            Organization = row.Organization,
            Position = row.Position,
        };

    // Dapper fills properties: it cannot match a constructor where an expression is null in the first row.
    private sealed record Row
    {
        public long Id { get; init; }

        public string? Surname { get; init; }

        public string? FirstName { get; init; }

        public string? Patronymic { get; init; }

        public long Consented { get; init; }

        public long IsMethodist { get; init; }

        public string? Organization { get; init; }

        public string? Position { get; init; }
    }
}
