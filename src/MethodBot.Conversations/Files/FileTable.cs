using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Answers;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Files;

/// <summary>A file as stored or still to be fetched.</summary>
/// <param name="Hash">SHA-256 of its content, once it is in the store's folder.</param>
/// <param name="State">0 wanted, 1 stored, 2 refused.</param>
public sealed record FileRow(long Id, string Messenger, string Channel, string Kind, string Reference, string? Name, string? MimeType, long? Size, string? Hash, long State, long Attempts)
{
    /// <summary>Made by the service: its content waits in the store itself, no messenger has it.</summary>
    public bool IsOwn => Messenger.Length == 0;
}

/// <summary>SQL of files that people sent, and of those made for them.</summary>
internal static class FileTable
{
    private const string Columns = "id, messenger, channel, kind, reference, name, mime_type AS MimeType, size, hash, state, attempts";

    public static AnswerFile Add(StoreTransaction transaction, ChannelId channel, InboundAttachment attachment, DateTimeOffset now)
    {
        var kind = FileKinds.Format(attachment.Kind);
        var id = (long)transaction.Statement(
                """
                INSERT INTO file (messenger, channel, kind, reference, name, mime_type, size, state, created_at)
                VALUES ($messenger, $channel, $kind, $reference, $name, $mime, $size, 0, $now) RETURNING id
                """)
            .Bind("$messenger", channel.Messenger).Bind("$channel", channel.Id).Bind("$kind", kind).Bind("$reference", attachment.Reference)
            .Bind("$name", attachment.FileName).Bind("$mime", attachment.MimeType).Bind("$size", attachment.Size)
            .Bind("$now", now.ToUnixTimeMilliseconds())
            .ExecuteScalar()!;
        transaction.AfterCommit(transaction.FilesWaiting.Raise);
        return new AnswerFile(id, kind, attachment.FileName);
    }

    /// <summary>A file that the service made: it commits with the turn, and gets into the folder as fetched ones do.</summary>
    public static long AddOwn(StoreTransaction transaction, string name, string mimeType, byte[] content, DateTimeOffset now)
    {
        var id = transaction.Connection.ExecuteScalar<long>(
            """
            INSERT INTO file (messenger, channel, kind, reference, name, mime_type, size, state, created_at)
            VALUES ('', '', 'document', '', @name, @mimeType, @Length, 0, @now) RETURNING id
            """,
            new { name, mimeType, content.Length, now = now.ToUnixTimeMilliseconds() });
        transaction.Connection.Execute("INSERT INTO file_content (file_id, content) VALUES (@id, @content)", new { id, content });
        transaction.AfterCommit(transaction.FilesWaiting.Raise);
        return id;
    }

    public static byte[] ReadContent(SqliteConnection connection, long id) =>
        connection.QuerySingle<byte[]>("SELECT content FROM file_content WHERE file_id = @id", new { id });

    /// <param name="own">Those that the service made; otherwise those that a messenger has.</param>
    public static List<FileRow> ReadWanted(SqliteConnection connection, DateTimeOffset now, bool own) =>
        [.. connection.Query<FileRow>(
            $"SELECT {Columns} FROM file WHERE state = 0 AND not_before <= @now AND (messenger = '') = @own ORDER BY id LIMIT 16",
            new { now = now.ToUnixTimeMilliseconds(), own })];

    public static FileRow? Find(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<FileRow>($"SELECT {Columns} FROM file WHERE id = @id", new { id });

    public static void MarkStored(StoreTransaction transaction, long id, string hash, long size)
    {
        // Erased while it was being fetched: its content has nobody to belong to.
        if (transaction.Connection.Execute("UPDATE file SET state = 1, hash = @hash, size = @size, error = NULL WHERE id = @id AND state = 0", new { id, hash, size }) == 0)
        {
            transaction.Connection.Execute("INSERT INTO erased_file (hash) VALUES (@hash) ON CONFLICT DO NOTHING", new { hash });
            transaction.AfterCommit(transaction.FilesWaiting.Raise);
        }

        transaction.Connection.Execute("DELETE FROM file_content WHERE file_id = @id", new { id });
    }

    public static void MarkRefused(StoreTransaction transaction, long id, string error)
    {
        transaction.Connection.Execute("UPDATE file SET state = 2, error = @error WHERE id = @id", new { id, error });
        transaction.Connection.Execute("DELETE FROM file_content WHERE file_id = @id", new { id });
    }

    /// <summary>The row stays for those that refer to it; the content is taken off the disk by <see cref="FileFetcher"/>.</summary>
    public static void Erase(StoreTransaction transaction, long id)
    {
        transaction.Connection.Execute(
            """
            INSERT INTO erased_file (hash) SELECT hash FROM file f WHERE f.id = @id AND f.hash IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM file other WHERE other.hash = f.hash AND other.id <> f.id)
            ON CONFLICT DO NOTHING
            """,
            new { id });
        transaction.Connection.Execute(
            "UPDATE file SET state = 2, reference = '', name = NULL, mime_type = NULL, size = NULL, hash = NULL, error = 'erased' WHERE id = @id", new { id });
        transaction.Connection.Execute("DELETE FROM file_content WHERE file_id = @id", new { id });
        transaction.AfterCommit(transaction.FilesWaiting.Raise);
    }

    /// <summary>Contents to take off the disk that no file has.</summary>
    public static List<string> ReadErased(SqliteConnection connection) =>
        [.. connection.Query<string>("SELECT hash FROM erased_file e WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.hash = e.hash) LIMIT 100")];

    /// <summary>Takes a content off the list, and tells whether it may go: somebody may have sent the same again.</summary>
    public static bool TakeErased(StoreTransaction transaction, string hash)
    {
        transaction.Connection.Execute("DELETE FROM erased_file WHERE hash = @hash", new { hash });
        UploadTable.Forget(transaction, hash);
        return transaction.Connection.ExecuteScalar<long>("SELECT count(*) FROM file WHERE hash = @hash", new { hash }) == 0;
    }

    /// <inheritdoc cref="Outbox.OutboxTable.EndPauses"/>
    public static int EndPauses(StoreTransaction transaction, DateTimeOffset beyond, DateTimeOffset now) => transaction.Connection.Execute(
        "UPDATE file SET not_before = @now WHERE state = 0 AND not_before > @beyond",
        new { now = now.ToUnixTimeMilliseconds(), beyond = beyond.ToUnixTimeMilliseconds() });

    public static void Postpone(StoreTransaction transaction, long id, DateTimeOffset until, string error) =>
        transaction.Connection.Execute(
            "UPDATE file SET attempts = attempts + 1, not_before = @until, error = @error WHERE id = @id",
            new { id, until = until.ToUnixTimeMilliseconds(), error });
}
