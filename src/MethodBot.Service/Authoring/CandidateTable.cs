using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Turns;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Authoring;

/// <summary>SQL of files that administrators sent.</summary>
internal static class CandidateTable
{
    /// <summary>Of <see cref="AuthoringSlice"/>'s schema.</summary>
    public const string Script =
        """
        -- state: 0 fetching, 1 refused, 2 offered, 3 pending, 4 published, 5 dropped. document: name of a dialog, or 0-texts.
        CREATE TABLE authoring_candidate (id INTEGER PRIMARY KEY AUTOINCREMENT, file_id INTEGER UNIQUE, messenger TEXT NOT NULL,
            account TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL, name TEXT NOT NULL, state INTEGER NOT NULL, document TEXT,
            path TEXT, source TEXT, base_hash TEXT, title TEXT, card_id INTEGER, round INTEGER NOT NULL DEFAULT 0, error TEXT,
            created_at INTEGER NOT NULL) STRICT;
        CREATE INDEX authoring_pending ON authoring_candidate (id) WHERE state = 3;
        """;

    private const string Columns =
        "id, messenger, account, channel, chat, name, state, document, path, source, base_hash AS BaseHash, title, card_id AS Card, round";

    /// <param name="file">The file to be fetched; null for a source that is at hand.</param>
    public static Candidate Add(TurnContext turn, string name, long? file)
    {
        var id = turn.Transaction.Connection.ExecuteScalar<long>(
            """
            INSERT INTO authoring_candidate (file_id, messenger, account, channel, chat, name, state, created_at)
            VALUES (@file, @Messenger, @Account, @Channel, @Chat, @name, 0, @now) RETURNING id
            """,
            new
            {
                file,
                turn.Account.Messenger,
                Account = turn.Account.Id,
                Channel = turn.Chat.Channel.Id,
                turn.Chat.Chat,
                name,
                now = turn.Now.ToUnixTimeMilliseconds(),
            });
        return new Candidate { Id = id, Account = turn.Account, Chat = turn.Chat, Name = name, State = CandidateState.Fetching };
    }

    public static Candidate? Find(SqliteConnection connection, long id) =>
        Map(connection.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM authoring_candidate WHERE id = @id", new { id }));

    public static Candidate? FindByFile(SqliteConnection connection, long file) =>
        Map(connection.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM authoring_candidate WHERE file_id = @file", new { file }));

    // «state = 3» as it stands in the index: bound as a parameter it would be no condition that the index knows.
    public static List<Candidate> ReadPending(SqliteConnection connection) =>
        [.. connection.Query<Row>($"SELECT {Columns} FROM authoring_candidate WHERE state = 3 ORDER BY id").Select(row => Map(row)!)];

    /// <summary>Forgets files that were decided on, or left undecided, so long ago; what was published stands among the versions.</summary>
    public static void Forget(SqliteConnection connection, DateTimeOffset before) => connection.Execute(
        """
        DELETE FROM authoring_candidate WHERE state IN (1, 2, 4, 5) AND created_at < @before
            AND NOT EXISTS (SELECT 1 FROM preview p WHERE p.slice = 'authoring' AND p.subject LIKE authoring_candidate.id || '.%')
        """,
        new { before = before.ToUnixTimeMilliseconds() });

    public static void Save(ServiceContext context, Candidate candidate, string? error = null) => context.Transaction.Connection.Execute(
        """
        UPDATE authoring_candidate SET state = @State, document = @Document, path = @Path, source = @Source, base_hash = @BaseHash,
            title = @Title, card_id = @Card, round = @Round, error = coalesce(@error, error)
        WHERE id = @Id
        """,
        new
        {
            candidate.Id,
            State = (int)candidate.State,
            candidate.Document,
            candidate.Path,
            candidate.Source,
            candidate.BaseHash,
            candidate.Title,
            candidate.Card,
            candidate.Round,
            error,
        });

    private static Candidate? Map(Row? row) => row is null
        ? null
        : new Candidate
        {
            Id = row.Id,
            Account = new AccountId(row.Messenger, row.Account),
            Chat = new ChatAddress(new ChannelId(row.Messenger, row.Channel), row.Chat),
            Name = row.Name,
            State = (CandidateState)row.State,
            Document = row.Document,
            Path = row.Path,
            Source = row.Source,
            BaseHash = row.BaseHash,
            Title = row.Title,
            Card = row.Card,
            Round = row.Round,
        };

    // Dapper fills properties: it cannot match a constructor where a column is null in the first row.
    private sealed record Row
    {
        public required long Id { get; init; }

        public required string Messenger { get; init; }

        public required string Account { get; init; }

        public required string Channel { get; init; }

        public required string Chat { get; init; }

        public required string Name { get; init; }

        public required long State { get; init; }

        public string? Document { get; init; }

        public string? Path { get; init; }

        public string? Source { get; init; }

        public string? BaseHash { get; init; }

        public string? Title { get; init; }

        public long? Card { get; init; }

        public long Round { get; init; }
    }
}
