using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.People;

/// <summary>SQL of roles that people were given; methodists have a table of their own.</summary>
internal static class RoleTable
{
    public const string Administrator = "administrator";
    public const string Head = "head";
    public const string Coordinator = "coordinator";

    /// <summary>Everybody with a role, in the order in which it was given.</summary>
    public static List<long> Holders(SqliteConnection connection, string role) =>
        [.. connection.Query<long>("SELECT person_id FROM role WHERE role = @role ORDER BY id", new { role })];

    /// <summary>Organizations that a coordinator looks after.</summary>
    public static List<long> OrganizationsOf(SqliteConnection connection, long coordinator) =>
        [.. connection.Query<long>(
            "SELECT organization_id FROM role WHERE person_id = @coordinator AND role = 'coordinator' AND organization_id IS NOT NULL ORDER BY id", new { coordinator })];

    public static List<long> CoordinatorsOf(SqliteConnection connection, long organization) =>
        [.. connection.Query<long>("SELECT person_id FROM role WHERE role = 'coordinator' AND organization_id = @organization ORDER BY id", new { organization })];

    /// <param name="organization">Of a coordinator only.</param>
    public static void Grant(StoreTransaction transaction, long person, string role, long? organization, DateTimeOffset now) => transaction.Connection.Execute(
        "INSERT OR IGNORE INTO role (person_id, role, organization_id, granted_at) VALUES (@person, @role, @organization, @now)",
        new { person, role, organization, now = now.ToUnixTimeMilliseconds() });

    public static void Revoke(StoreTransaction transaction, long person, string role, long? organization) => transaction.Connection.Execute(
        "DELETE FROM role WHERE person_id = @person AND role = @role AND organization_id IS @organization", new { person, role, organization });

    /// <param name="levels">Empty: all of them.</param>
    public static void AppointMethodist(StoreTransaction transaction, long person, string direction, IEnumerable<string> levels, bool isDeputy)
    {
        var connection = transaction.Connection;
        connection.Execute(
            """
            INSERT INTO methodist (person_id, direction_id, is_deputy) VALUES (@person, @direction, @isDeputy)
            ON CONFLICT (person_id, direction_id) DO UPDATE SET is_deputy = excluded.is_deputy
            """,
            new { person, direction, isDeputy });
        connection.Execute("DELETE FROM methodist_level WHERE person_id = @person AND direction_id = @direction", new { person, direction });
        foreach (var level in levels)
            connection.Execute("INSERT INTO methodist_level (person_id, direction_id, level) VALUES (@person, @direction, @level)", new { person, direction, level });
    }

    public static void DismissMethodist(StoreTransaction transaction, long person) =>
        transaction.Connection.Execute("DELETE FROM methodist WHERE person_id = @person", new { person });

    /// <summary>From this commit on exactly these accounts are administrators by settings.</summary>
    public static void SaveSettings(StoreTransaction transaction, IEnumerable<AccountId> administrators)
    {
        transaction.Connection.Execute("DELETE FROM administrator_account");
        foreach (var account in administrators)
            transaction.Connection.Execute("INSERT INTO administrator_account (messenger, account) VALUES (@Messenger, @Id)", new { account.Messenger, account.Id });
    }
}
