using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Files;

/// <summary>A content that a channel has by now.</summary>
/// <param name="Kind">As what it was sent: a picture sent as a document has another name.</param>
internal sealed record UploadedFile(string Hash, AttachmentKind Kind, string Name);

/// <summary>SQL of what channels know already: a content is uploaded once to each.</summary>
internal static class UploadTable
{
    public static string? Find(SqliteConnection connection, ChannelId channel, string hash, AttachmentKind kind) =>
        connection.QuerySingleOrDefault<string>(
            "SELECT name FROM file_upload WHERE hash = @hash AND kind = @kind AND messenger = @Messenger AND channel = @Id",
            new { hash, kind = FileKinds.Format(kind), channel.Messenger, channel.Id });

    public static void Save(StoreTransaction transaction, ChannelId channel, IReadOnlyList<UploadedFile> files)
    {
        foreach (var file in files)
        {
            transaction.Connection.Execute(
                """
                INSERT INTO file_upload (hash, kind, messenger, channel, name) VALUES (@Hash, @kind, @Messenger, @Id, @Name)
                ON CONFLICT (hash, kind, messenger, channel) DO UPDATE SET name = excluded.name
                """,
                new { file.Hash, kind = FileKinds.Format(file.Kind), channel.Messenger, channel.Id, file.Name });
        }
    }

    public static void Forget(StoreTransaction transaction, string hash) =>
        transaction.Connection.Execute("DELETE FROM file_upload WHERE hash = @hash", new { hash });
}
