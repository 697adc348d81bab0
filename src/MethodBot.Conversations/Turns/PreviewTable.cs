using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Conversations.Turns;

/// <param name="Slice">Who asked for it, and is told when it is over.</param>
/// <param name="Subject">What it is to that slice.</param>
internal sealed record PreviewRequest(string Slice, string Subject, DialogFile File, string Dialog);

/// <summary>A dialog being tried out in one chat, as stored.</summary>
internal sealed record PreviewRow(long Id, PreviewRequest Request, ConversationState State);

/// <summary>SQL of previews: one a conversation.</summary>
internal static class PreviewTable
{
    public static PreviewRow? Find(StoreTransaction transaction, long conversation)
    {
        using var reader = transaction.Statement("SELECT id, slice, subject, path, source, dialog, state FROM preview WHERE conversation_id = $conversation")
            .Bind("$conversation", conversation).ExecuteReader();
        return reader.Read()
            ? new PreviewRow(
                reader.GetInt64(0),
                new PreviewRequest(reader.GetString(1), reader.GetString(2), new DialogFile(reader.GetString(3), reader.GetString(4)), reader.GetString(5)),
                ConversationState.FromJson(reader.GetString(6)))
            : null;
    }

    /// <summary>Begins one, in place of another that runs in this conversation.</summary>
    public static PreviewRow Add(StoreTransaction transaction, long conversation, PreviewRequest request)
    {
        Remove(transaction, conversation);
        var id = (long)transaction.Statement(
                """
                INSERT INTO preview (conversation_id, slice, subject, path, source, dialog, state)
                VALUES ($conversation, $slice, $subject, $path, $source, $dialog, '{}') RETURNING id
                """)
            .Bind("$conversation", conversation).Bind("$slice", request.Slice).Bind("$subject", request.Subject)
            .Bind("$path", request.File.Path).Bind("$source", request.File.Text).Bind("$dialog", request.Dialog)
            .ExecuteScalar()!;
        return new PreviewRow(id, request, ConversationState.Empty);
    }

    public static void Save(StoreTransaction transaction, PreviewRow row) =>
        transaction.Statement("UPDATE preview SET state = $state WHERE id = $id").Bind("$state", row.State.ToJson()).Bind("$id", row.Id).ExecuteNonQuery();

    public static void Remove(StoreTransaction transaction, long conversation) =>
        transaction.Statement("DELETE FROM preview WHERE conversation_id = $conversation").Bind("$conversation", conversation).ExecuteNonQuery();
}
