using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Turns;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Authoring;

/// <summary>A source that served, from some moment on.</summary>
/// <param name="Document">Name of the dialog, or <see cref="Documents.Texts"/>.</param>
/// <param name="Author">Who published it; null when its file was changed on the disk.</param>
/// <param name="IsLatest">None came after it.</param>
internal sealed record DialogVersion(
    long Id, string Document, string Path, string Title, string Source, DateTimeOffset ServedAt, AccountId? Author, bool IsLatest);

/// <summary>SQL of the versions of dialogs and of texts.yaml.</summary>
internal static class VersionTable
{
    /// <summary>Of <see cref="AuthoringSlice"/>'s schema.</summary>
    public const string Script =
        """
        -- Every source that served, again where it was restored. messenger and account: who published it; null: changed on the disk.
        CREATE TABLE authoring_version (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, path TEXT NOT NULL,
            hash TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL, served_at INTEGER NOT NULL, messenger TEXT, account TEXT) STRICT;
        CREATE INDEX authoring_version_of ON authoring_version (document, id);
        """;

    private const string Select =
        """
        SELECT v.id, v.document, v.path, v.title, v.source, v.served_at AS ServedAt, v.messenger, v.account,
            v.id = (SELECT max(w.id) FROM authoring_version w WHERE w.document = v.document) AS IsLatest
        FROM authoring_version v
        """;

    /// <summary>Hashes of what served last, by document.</summary>
    public static Dictionary<string, string> ReadLatest(SqliteConnection connection) => connection
        .Query<(string Document, string Hash)>("SELECT document, hash FROM authoring_version WHERE id IN (SELECT max(id) FROM authoring_version GROUP BY document)")
        .ToDictionary(row => row.Document, row => row.Hash, StringComparer.Ordinal);

    public static void Add(ServiceContext context, string document, string path, string title, string source, AccountId? author) =>
        context.Transaction.Connection.Execute(
            """
            INSERT INTO authoring_version (document, path, hash, title, source, served_at, messenger, account)
            VALUES (@document, @path, @hash, @title, @source, @now, @messenger, @account)
            """,
            new
            {
                document,
                path,
                hash = Documents.Hash(source),
                title,
                source,
                now = context.Now.ToUnixTimeMilliseconds(),
                messenger = author?.Messenger,
                account = author?.Id,
            });

    /// <summary>Each document with its latest title, those that changed last first.</summary>
    public static IEnumerable<(string Document, string Title)> ReadDocuments(SqliteConnection connection) => connection.Query<(string, string)>(
        "SELECT document, title FROM authoring_version WHERE id IN (SELECT max(id) FROM authoring_version GROUP BY document) ORDER BY served_at DESC, title");

    /// <summary>Of one document, the latest first.</summary>
    public static IEnumerable<DialogVersion> Read(SqliteConnection connection, string document) =>
        connection.Query<Row>(Select + " WHERE v.document = @document ORDER BY v.id DESC", new { document }).Select(Map);

    public static DialogVersion? Find(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<Row>(Select + " WHERE v.id = @id", new { id }) is { } row ? Map(row) : null;

    private static DialogVersion Map(Row row) => new(
        row.Id,
        row.Document,
        row.Path,
        row.Title,
        row.Source,
        DateTimeOffset.FromUnixTimeMilliseconds(row.ServedAt),
        row.Messenger is null ? null : new AccountId(row.Messenger, row.Account!),
        row.IsLatest != 0);

    // Dapper fills properties: it cannot match a constructor where a column is null in the first row.
    private sealed record Row
    {
        public required long Id { get; init; }

        public required string Document { get; init; }

        public required string Path { get; init; }

        public required string Title { get; init; }

        public required string Source { get; init; }

        public required long ServedAt { get; init; }

        public string? Messenger { get; init; }

        public string? Account { get; init; }

        public long IsLatest { get; init; }
    }
}
