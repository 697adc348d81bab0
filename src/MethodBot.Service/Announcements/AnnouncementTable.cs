using Dapper;
using MethodBot.Conversations.Storage;
using MethodBot.Service.Notices;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Announcements;

/// <summary>Whom an announcement is for.</summary>
/// <param name="Kind"><c>all</c>, <c>coordinators</c> or <c>organization</c>.</param>
/// <param name="Organization">Of the last kind only.</param>
internal sealed record Audience(string Kind, long? Organization)
{
    public const string All = "all";
    public const string Coordinators = "coordinators";
    public const string OfOrganization = "organization";
}

/// <summary>How many people an announcement reaches.</summary>
/// <param name="Refused">Want no announcements.</param>
/// <param name="Filled">Have had as many this week as the service sends.</param>
internal sealed record AudienceSize(long Reached, long Refused, long Filled);

internal sealed record AnnouncementRow(long Id, string Text, Audience Audience);

/// <summary>SQL of announcements.</summary>
internal static class AnnouncementTable
{
    public static SchemaPart Schema { get; } = new("announcements", [
        """
        -- audience: all, coordinators, organization.
        CREATE TABLE announcement (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES person (id), text TEXT NOT NULL, audience TEXT NOT NULL,
            organization_id INTEGER REFERENCES organization (id), created_at INTEGER NOT NULL) STRICT;
        """,
    ]);

    // Who has an account and a standing consent; the fields of an audience are parameters.
    private const string Addressed =
        """
        p.erased_at IS NULL
            AND EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.withdrawn_at IS NULL)
            AND EXISTS (SELECT 1 FROM account_sharer a WHERE a.person_id = p.id)
            AND (@Kind <> 'coordinators' OR EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id AND r.role = 'coordinator'))
            AND (@Kind <> 'organization' OR EXISTS (SELECT 1 FROM job j WHERE j.person_id = p.id AND j.organization_id = @Organization))
        """;

    private const string IsFilled = "(SELECT count(*) FROM notice n WHERE n.person_id = p.id AND n.kind = 2 AND n.sent_at > @since) >= @limit";

    public static long Add(StoreTransaction transaction, long author, string text, Audience audience, DateTimeOffset now) => transaction.Connection.ExecuteScalar<long>(
        """
        INSERT INTO announcement (author_id, text, audience, organization_id, created_at) VALUES (@author, @text, @Kind, @Organization, @now) RETURNING id
        """,
        new { author, text, audience.Kind, audience.Organization, now = now.ToUnixTimeMilliseconds() });

    public static AnnouncementRow? Find(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<(long Id, string Text, string Kind, long? Organization)?>(
            "SELECT id, text, audience, organization_id FROM announcement WHERE id = @id", new { id }) is { } row
            ? new AnnouncementRow(row.Id, row.Text, new Audience(row.Kind, row.Organization))
            : null;

    public static AudienceSize Count(SqliteConnection connection, Audience audience, DateTimeOffset now)
    {
        var (all, refused, filled) = connection.QuerySingle<(long All, long Refused, long Filled)>(
            $"""
            SELECT count(*), coalesce(sum(p.invited = 0), 0), coalesce(sum(p.invited <> 0 AND {IsFilled}), 0) FROM person p WHERE {Addressed}
            """,
            Parameters(audience, now));
        return new AudienceSize(all - refused - filled, refused, filled);
    }

    /// <summary>The next people in order of their ids who want it and have room for it this week.</summary>
    /// <param name="last">The last of these; where it is null, nobody is left behind <paramref name="after"/>.</param>
    public static List<long> ReadNext(SqliteConnection connection, Audience audience, long after, int limit, DateTimeOffset now, out long? last)
    {
        var parameters = Parameters(audience, now);
        parameters.Add("after", after);
        parameters.Add("many", limit);
        var people = connection.Query<(long Id, bool HasRoom)>(
            $"SELECT p.id, NOT {IsFilled} FROM person p WHERE p.id > @after AND p.invited <> 0 AND {Addressed} ORDER BY p.id LIMIT @many", parameters).AsList();
        last = people.Count == 0 ? null : people[^1].Id;
        return [.. people.Where(person => person.HasRoom).Select(person => person.Id)];
    }

    private static DynamicParameters Parameters(Audience audience, DateTimeOffset now)
    {
        var parameters = new DynamicParameters(audience);
        parameters.Add("since", (now - TimeSpan.FromDays(7)).ToUnixTimeMilliseconds());
        parameters.Add("limit", NoticeDesk.WeeklyLimit);
        return parameters;
    }
}
