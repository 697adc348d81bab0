using System.Globalization;
using Dapper;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Exports;
using MethodBot.Service.Imports.Columns;

namespace MethodBot.Service.People;

/// <summary>Invitations for people who came by a table and have not written to the bot yet: whoever follows one is that person.</summary>
public static class PersonInvitations
{
    // One that runs out before it reaches its person is none.
    private static readonly TimeSpan LeastLeft = TimeSpan.FromDays(7);

    /// <summary>
    /// A row for everybody with a name and without an account: an invitation that still holds, or a new one. The transaction is to be
    /// committed once the table is where it shall be.
    /// </summary>
    /// <param name="linkOf">The address that opens the bot with a payload; null where none is known.</param>
    public static ExportTable Issue(
        StoreTransaction transaction, IOneTimeCodeSource codes, ServiceClock clock, DateTimeOffset now, Func<string, string?> linkOf)
    {
        var rows = new List<IReadOnlyList<string?>>();
        foreach (var person in ReadInvited(transaction, now + LeastLeft))
        {
            var code = person.Code ?? Invitations.Create(transaction, codes, new Invitation { Role = Invitations.OwnRow }, person.Id, null, now);
            var expires = person.Code is null
                ? transaction.Connection.ExecuteScalar<long>("SELECT expires_at FROM invitation WHERE code = @code", new { code })
                : person.ExpiresAt;
            rows.Add(
            [
                person.Name,
                person.Organization,
                code,
                linkOf($"invite-{code}"),
                clock.DateOf(DateTimeOffset.FromUnixTimeMilliseconds(expires)).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
            ]);
        }

        return new ExportTable(InvitationColumns.All, rows);
    }

    private static List<Row> ReadInvited(StoreTransaction transaction, DateTimeOffset until) =>
    [
        .. transaction.Connection.Query<Row>(
            """
            SELECT p.id, trim(coalesce(p.surname, '') || ' ' || p.first_name || ' ' || coalesce(p.patronymic, '')) AS Name,
                coalesce(o.name, j.organization_text) AS Organization, i.code, coalesce(i.expires_at, 0) AS ExpiresAt
            FROM person p
            LEFT JOIN job j ON j.person_id = p.id AND j.is_main = 1
            LEFT JOIN organization o ON o.id = j.organization_id
            LEFT JOIN invitation i ON i.code = (SELECT code FROM invitation
                WHERE person_id = p.id AND role = @role AND used_by IS NULL AND expires_at > @until ORDER BY expires_at DESC LIMIT 1)
            WHERE p.first_name IS NOT NULL AND p.erased_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM account_sharer a WHERE a.person_id = p.id)
            ORDER BY Organization, Name, p.id
            """,
            new { role = Invitations.OwnRow, until = until.ToUnixTimeMilliseconds() }),
    ];

    // Dapper fills properties: it cannot match a constructor where an expression is null in the first row.
    private sealed record Row
    {
        public long Id { get; init; }

        public required string Name { get; init; }

        public string? Organization { get; init; }

        public string? Code { get; init; }

        public long ExpiresAt { get; init; }
    }
}
