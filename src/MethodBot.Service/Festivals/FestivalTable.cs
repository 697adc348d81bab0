using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.Events;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Festivals;

/// <summary>What a festival has beside what every event has.</summary>
/// <param name="ClosesAt">Until then works are entered, changed and withdrawn.</param>
internal sealed record FestivalTerms(long EventId, long ClosesAt);

internal sealed record FestivalOption(long Id, string Name);

internal sealed record EntryRow
{
    public required long Id { get; init; }

    public required long EventId { get; init; }

    public required string Festival { get; init; }

    public required long ClosesAt { get; init; }

    public required long PersonId { get; init; }

    public required long NominationId { get; init; }

    public required string Nomination { get; init; }

    public long? AgeId { get; init; }

    public string? Age { get; init; }

    public required string Title { get; init; }

    public required string Authors { get; init; }

    public string? Link { get; init; }

    /// <summary>What is stated about children on the recording: <see cref="FestivalTable.Consented"/> or <see cref="FestivalTable.NoChildren"/>.</summary>
    public required string Children { get; init; }

    public long Files { get; init; }

    public string? Organization { get; init; }

    public bool IsOpen(DateTimeOffset now) => now.ToUnixTimeMilliseconds() < ClosesAt;
}

/// <summary>A work as it was sent: a link, files, or both.</summary>
internal sealed record SentWork(string? Link, ImmutableArray<AnswerFile> Files);

/// <summary>An entry as its author wants it.</summary>
internal sealed record EntryDraft(long NominationId, long? AgeId, string Title, string Authors, string Children);

/// <summary>SQL of festivals.</summary>
internal static class FestivalTable
{
    /// <summary>The organization holds the consents of the parents.</summary>
    public const string Consented = "consented";

    /// <summary>No children are on the recording.</summary>
    public const string NoChildren = "none";

    private const string SelectEntry =
        """
        SELECT n.id, n.event_id AS EventId, e.title AS Festival, f.closes_at AS ClosesAt, n.person_id AS PersonId, n.nomination_id AS NominationId,
            o.name AS Nomination, n.age_group_id AS AgeId, g.name AS Age, n.title, n.authors, n.link, n.children,
            (SELECT count(*) FROM entry_file x WHERE x.entry_id = n.id) AS Files, coalesce(org.name, n.organization_text) AS Organization
        FROM entry n JOIN event e ON e.id = n.event_id JOIN festival f ON f.event_id = n.event_id JOIN nomination o ON o.id = n.nomination_id
        LEFT JOIN age_group g ON g.id = n.age_group_id LEFT JOIN organization org ON org.id = n.organization_id
        WHERE n.withdrawn_at IS NULL
        """;

    public static SchemaPart Schema { get; } = new("festivals", [
        """
        CREATE TABLE festival (event_id INTEGER PRIMARY KEY REFERENCES event (id), closes_at INTEGER NOT NULL) STRICT;

        -- retired_at: not offered any more; entries keep it.
        CREATE TABLE nomination (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES festival (event_id), number INTEGER NOT NULL,
            name TEXT NOT NULL, retired_at INTEGER, UNIQUE (event_id, name)) STRICT;
        CREATE TABLE age_group (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES festival (event_id), number INTEGER NOT NULL,
            name TEXT NOT NULL, retired_at INTEGER, UNIQUE (event_id, name)) STRICT;

        -- children: consented = the organization holds the parents' consents; none = no children are on it.
        CREATE TABLE entry (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES festival (event_id), person_id INTEGER NOT NULL REFERENCES person (id),
            nomination_id INTEGER NOT NULL REFERENCES nomination (id), age_group_id INTEGER REFERENCES age_group (id), title TEXT NOT NULL,
            authors TEXT NOT NULL, link TEXT, children TEXT NOT NULL, organization_id INTEGER REFERENCES organization (id), organization_text TEXT,
            entered_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, withdrawn_at INTEGER) STRICT;
        CREATE INDEX entry_event ON entry (event_id, nomination_id);
        CREATE INDEX entry_person ON entry (person_id);

        CREATE TABLE entry_file (entry_id INTEGER NOT NULL REFERENCES entry (id), file_id INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT,
            PRIMARY KEY (entry_id, file_id)) STRICT, WITHOUT ROWID;
        """,
    ]);

    public static FestivalTerms? FindTerms(SqliteConnection connection, long eventId) => connection.QuerySingleOrDefault<FestivalTerms>(
        "SELECT event_id AS EventId, closes_at AS ClosesAt FROM festival WHERE event_id = @eventId", new { eventId });

    public static List<FestivalOption> ReadNominations(SqliteConnection connection, long eventId) => ReadOptions(connection, "nomination", eventId);

    public static List<FestivalOption> ReadAges(SqliteConnection connection, long eventId) => ReadOptions(connection, "age_group", eventId);

    /// <summary>Defines a festival, or defines it anew: what is not named any more is offered no more, and entries keep it.</summary>
    public static void Define(
        StoreTransaction transaction, long eventId, DateTimeOffset closes, IEnumerable<string> nominations, IEnumerable<string> ages, DateTimeOffset now)
    {
        transaction.Connection.Execute(
            "INSERT INTO festival (event_id, closes_at) VALUES (@eventId, @closes) ON CONFLICT (event_id) DO UPDATE SET closes_at = excluded.closes_at",
            new { eventId, closes = closes.ToUnixTimeMilliseconds() });
        SaveOptions(transaction, "nomination", eventId, nominations, now);
        SaveOptions(transaction, "age_group", eventId, ages, now);
    }

    public static EntryRow? Find(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<EntryRow>(SelectEntry + " AND n.id = @id", new { id });

    public static List<EntryRow> ReadMine(SqliteConnection connection, long person) =>
        [.. connection.Query<EntryRow>(SelectEntry + " AND n.person_id = @person ORDER BY n.id DESC", new { person })];

    public static bool HasEntries(SqliteConnection connection, long person) => connection.ExecuteScalar<long>(
        "SELECT EXISTS (SELECT 1 FROM entry WHERE person_id = @person AND withdrawn_at IS NULL)", new { person }) != 0;

    public static List<EntryRow> ReadAll(SqliteConnection connection, long eventId) =>
        [.. connection.Query<EntryRow>(SelectEntry + " AND n.event_id = @eventId ORDER BY o.number, g.number, n.id", new { eventId })];

    public static long Add(StoreTransaction transaction, long eventId, EntryDraft draft, Applicant author, DateTimeOffset now) =>
        transaction.Connection.ExecuteScalar<long>(
            """
            INSERT INTO entry (event_id, person_id, nomination_id, age_group_id, title, authors, children, organization_id, organization_text, entered_at, changed_at)
            VALUES (@eventId, @PersonId, @NominationId, @AgeId, @Title, @Authors, @Children, @OrganizationId, @text, @now, @now) RETURNING id
            """,
            new
            {
                eventId,
                author.PersonId,
                draft.NominationId,
                draft.AgeId,
                draft.Title,
                draft.Authors,
                draft.Children,
                author.OrganizationId,
                text = author.OrganizationId is null ? author.Organization : null,
                now = now.ToUnixTimeMilliseconds(),
            });

    public static void Change(StoreTransaction transaction, long entry, EntryDraft draft, DateTimeOffset now) => transaction.Connection.Execute(
        """
        UPDATE entry SET nomination_id = @NominationId, age_group_id = @AgeId, title = @Title, authors = @Authors, children = @Children, changed_at = @now
        WHERE id = @entry
        """,
        new { entry, draft.NominationId, draft.AgeId, draft.Title, draft.Authors, draft.Children, now = now.ToUnixTimeMilliseconds() });

    /// <summary>Takes the place of whatever was sent before; files that the work has no more are erased.</summary>
    public static void SaveWork(ServiceContext context, long entry, SentWork work)
    {
        var connection = context.Transaction.Connection;
        var earlier = ReadFiles(connection, entry);
        connection.Execute("UPDATE entry SET link = @Link WHERE id = @entry; DELETE FROM entry_file WHERE entry_id = @entry", new { entry, work.Link });
        foreach (var file in work.Files)
        {
            connection.Execute(
                "INSERT INTO entry_file (entry_id, file_id, kind, name) VALUES (@entry, @Id, @Kind, @Name)", new { entry, file.Id, file.Kind, file.Name });
        }

        foreach (var file in earlier.Select(file => file.Id).Except(work.Files.Select(file => file.Id)))
            context.EraseFile(file);
    }

    public static ImmutableArray<AnswerFile> ReadFiles(SqliteConnection connection, long entry) =>
        [.. connection.Query<(long Id, string Kind, string? Name)>("SELECT file_id, kind, name FROM entry_file WHERE entry_id = @entry ORDER BY file_id", new { entry })
            .Select(row => new AnswerFile(row.Id, row.Kind, row.Name))];

    public static void Withdraw(StoreTransaction transaction, long entry, DateTimeOffset now) => transaction.Connection.Execute(
        "UPDATE entry SET withdrawn_at = @now WHERE id = @entry", new { entry, now = now.ToUnixTimeMilliseconds() });

    private static List<FestivalOption> ReadOptions(SqliteConnection connection, string table, long eventId) => [.. connection.Query<FestivalOption>(
        $"SELECT id, name FROM {table} WHERE event_id = @eventId AND retired_at IS NULL ORDER BY number", new { eventId })];

    private static void SaveOptions(StoreTransaction transaction, string table, long eventId, IEnumerable<string> names, DateTimeOffset now)
    {
        var connection = transaction.Connection;
        connection.Execute($"UPDATE {table} SET retired_at = @now WHERE event_id = @eventId", new { eventId, now = now.ToUnixTimeMilliseconds() });
        foreach (var (index, name) in names.Index())
        {
            connection.Execute(
                $"""
                INSERT INTO {table} (event_id, number, name) VALUES (@eventId, @number, @name)
                ON CONFLICT (event_id, name) DO UPDATE SET number = excluded.number, retired_at = NULL
                """,
                new { eventId, number = index + 1, name });
        }
    }
}
