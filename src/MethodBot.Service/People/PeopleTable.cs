using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using MethodBot.Service.Access;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.People;

/// <summary>SQL of people.</summary>
public static class PeopleTable
{
    private const string SelectPerson =
        """
        SELECT p.id, p.surname, p.first_name AS FirstName, p.patronymic, p.preferred, p.invited,
            EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.withdrawn_at IS NULL) AS Consented,
            EXISTS (SELECT 1 FROM methodist m WHERE m.person_id = p.id) AS IsMethodist,
            EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id AND r.role = 'coordinator') AS IsCoordinator,
            EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id AND r.role = 'head') AS IsHead,
            EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id AND r.role = 'administrator') OR EXISTS (
                SELECT 1 FROM account_sharer ap JOIN administrator_account aa ON aa.messenger = ap.messenger AND aa.account = ap.account
                WHERE ap.person_id = p.id AND NOT EXISTS (
                    SELECT 1 FROM account_sharer first WHERE first.messenger = ap.messenger AND first.account = ap.account AND first.linked_at < ap.linked_at))
                AS IsAdministrator,
            j.organization_id AS OrganizationId, o.kind AS OrganizationKind, coalesce(o.name, j.organization_text) AS Organization, j.position, j.area
        FROM person p
        LEFT JOIN job j ON j.person_id = p.id AND j.is_main = 1
        LEFT JOIN organization o ON o.id = j.organization_id
        """;

    private const string SelectByAccount = SelectPerson + " JOIN account a ON a.person_id = p.id WHERE a.messenger = @Messenger AND a.account = @Id";

    public static Person? FindByAccount(SqliteConnection connection, AccountId account) =>
        Map(connection.QuerySingleOrDefault<Row>(SelectByAccount, new { account.Messenger, account.Id }));

    /// <summary>The same in a turn: each of them asks, so the statement is prepared once.</summary>
    public static Person? FindByAccount(StoreTransaction transaction, AccountId account)
    {
        using var reader = transaction.Statement(SelectByAccount).Bind("@Messenger", account.Messenger).Bind("@Id", account.Id).ExecuteReader();
        return reader.Read() ? Map(ReadRow(reader)) : null;
    }

    public static Person? Find(SqliteConnection connection, long id) =>
        Map(connection.QuerySingleOrDefault<Row>(SelectPerson + " WHERE p.id = @id", new { id }));

    /// <summary>Who was given the duty of an administrator, whether they have opened the bot or not.</summary>
    public static List<long> Administrators(SqliteConnection connection) => RoleTable.Holders(connection, RoleTable.Administrator);

    /// <summary>Accounts of a person, the latest linked first.</summary>
    public static List<AccountId> Accounts(SqliteConnection connection, long person) =>
        [.. connection.Query<(string Messenger, string Account)>(
            "SELECT messenger, account FROM account_sharer WHERE person_id = @person ORDER BY linked_at DESC", new { person })
            .Select(row => new AccountId(row.Messenger, row.Account))];

    public static long Add(StoreTransaction transaction, AccountId account, DateTimeOffset now)
    {
        var connection = transaction.Connection;
        var id = connection.ExecuteScalar<long>(
            "INSERT INTO person (created_at) VALUES (@now) RETURNING id", new { now = now.ToUnixTimeMilliseconds() });
        AddAccount(transaction, id, account, now);
        return id;
    }

    /// <summary>The person writes from this account, too, and from now on it is theirs who writes.</summary>
    public static void AddAccount(StoreTransaction transaction, long person, AccountId account, DateTimeOffset now)
    {
        transaction.Connection.Execute(
            "INSERT OR IGNORE INTO account_sharer (messenger, account, person_id, linked_at) VALUES (@Messenger, @Id, @person, @now)",
            new { account.Messenger, account.Id, person, now = now.ToUnixTimeMilliseconds() });
        SwitchAccount(transaction, person, account, now);
    }

    /// <summary>Of those who share an account, this person writes now.</summary>
    public static void SwitchAccount(StoreTransaction transaction, long person, AccountId account, DateTimeOffset now) => transaction.Connection.Execute(
        """
        INSERT INTO account (messenger, account, person_id, linked_at) VALUES (@Messenger, @Id, @person, @now)
        ON CONFLICT (messenger, account) DO UPDATE SET person_id = excluded.person_id, linked_at = excluded.linked_at
        """,
        new { account.Messenger, account.Id, person, now = now.ToUnixTimeMilliseconds() });

    /// <summary>Everybody who writes from an account, in the order in which they began.</summary>
    public static List<Person> SharersOf(SqliteConnection connection, AccountId account) =>
        [.. connection.Query<Row>(
            SelectPerson + " JOIN account_sharer a ON a.person_id = p.id WHERE a.messenger = @Messenger AND a.account = @Id ORDER BY a.linked_at, p.id",
            new { account.Messenger, account.Id }).Select(row => Map(row)!)];

    public static void AddConsent(StoreTransaction transaction, long person, AccountId account, string revision, DateTimeOffset now) =>
        transaction.Connection.Execute(
            "INSERT INTO consent (person_id, messenger, account, revision, given_at) VALUES (@person, @Messenger, @Id, @revision, @now)",
            new { person, account.Messenger, account.Id, revision, now = now.ToUnixTimeMilliseconds() });

    public static void SaveName(StoreTransaction transaction, long person, FullName name) => transaction.Connection.Execute(
        "UPDATE person SET surname = @Surname, first_name = @First, patronymic = @Patronymic, search = @search WHERE id = @person",
        new { person, name.Surname, name.First, name.Patronymic, search = name.Search });

    /// <summary>Adds a job, in place of the one at the same organization where there is one. The first is the main one.</summary>
    /// <param name="organizationText">What the person typed where the directory lacks theirs.</param>
    public static void SaveJob(StoreTransaction transaction, long person, long? organization, string? organizationText, string position, string? area)
    {
        var connection = transaction.Connection;
        connection.Execute(
            """
            INSERT INTO job (person_id, organization_id, organization_text, position, area, is_main)
            VALUES (@person, @organization, @organizationText, @position, @area, coalesce(
                (SELECT max(is_main) FROM job WHERE person_id = @person AND organization_id IS @organization AND organization_text IS @organizationText),
                (SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM job WHERE person_id = @person)))
            """,
            new { person, organization, organizationText, position, area });
        connection.Execute(
            """
            DELETE FROM job WHERE person_id = @person AND organization_id IS @organization AND organization_text IS @organizationText
                AND id < (SELECT max(id) FROM job WHERE person_id = @person)
            """,
            new { person, organization, organizationText });
    }

    /// <summary>Who has this name and works in this organization; null where nobody does.</summary>
    public static long? FindInOrganization(SqliteConnection connection, FullName name, long organization) => connection.ExecuteScalar<long?>(
        """
        SELECT p.id FROM person p JOIN job j ON j.person_id = p.id AND j.organization_id = @organization
        WHERE p.search = @search AND p.erased_at IS NULL ORDER BY p.id LIMIT 1
        """,
        new { organization, search = name.Search });

    /// <summary>Somebody whom another person named, and who has no account yet.</summary>
    public static long AddByName(StoreTransaction transaction, FullName name, long organization, string position, DateTimeOffset now)
    {
        var person = transaction.Connection.ExecuteScalar<long>(
            "INSERT INTO person (created_at) VALUES (@now) RETURNING id", new { now = now.ToUnixTimeMilliseconds() });
        SaveName(transaction, person, name);
        SaveJob(transaction, person, organization, null, position, null);
        return person;
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
            Roles = RolesOf(row),
            OrganizationId = row.OrganizationId,
            OrganizationKind = row.OrganizationKind,
            Organization = row.Organization,
            Position = row.Position,
            Area = row.Area,
            PreferredMessenger = row.Preferred,
            WantsInvitations = row.Invited != 0,
        };

    private static Roles RolesOf(Row row)
    {
        if (row.Consented == 0)
            return Roles.Stranger;
        return (row.FirstName is null ? Roles.Newcomer : Roles.Teacher)
            | (row.IsCoordinator != 0 ? Roles.Coordinator : Roles.None)
            | (row.IsMethodist != 0 ? Roles.Methodist : Roles.None)
            | (row.IsHead != 0 ? Roles.Head : Roles.None)
            | (row.IsAdministrator != 0 ? Roles.Administrator : Roles.None);
    }

    // In the order of SelectPerson.
    private static Row ReadRow(StatementReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Surname = reader.GetNullableString(1),
        FirstName = reader.GetNullableString(2),
        Patronymic = reader.GetNullableString(3),
        Preferred = reader.GetNullableString(4),
        Invited = reader.GetInt64(5),
        Consented = reader.GetInt64(6),
        IsMethodist = reader.GetInt64(7),
        IsCoordinator = reader.GetInt64(8),
        IsHead = reader.GetInt64(9),
        IsAdministrator = reader.GetInt64(10),
        OrganizationId = reader.GetNullableInt64(11),
        OrganizationKind = reader.GetNullableString(12),
        Organization = reader.GetNullableString(13),
        Position = reader.GetNullableString(14),
        Area = reader.GetNullableString(15),
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

        public long IsCoordinator { get; init; }

        public long IsHead { get; init; }

        public long IsAdministrator { get; init; }

        public long? OrganizationId { get; init; }

        public string? OrganizationKind { get; init; }

        public string? Organization { get; init; }

        public string? Position { get; init; }

        public string? Area { get; init; }

        public string? Preferred { get; init; }

        public long Invited { get; init; }
    }
}
