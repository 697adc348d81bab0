using System.Collections.Immutable;
using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Conversations.Turns;

/// <summary>A questionnaire under way, and the conversation that has its answers.</summary>
/// <param name="Name"><see cref="Frame.Draft"/>.</param>
internal sealed record Draft(string Name, long Conversation);

/// <summary>
/// SQL of drafts. A person has one draft of a questionnaire (about one thing), in whichever chat it was worked on last: the row names that chat, the
/// answers stay in its conversation, or are put aside there while somebody else who shares the chat writes.
/// </summary>
internal static class DraftTable
{
    public static ImmutableArray<Draft> ReadElsewhere(StoreTransaction transaction, string owner, long conversation)
    {
        using var reader = transaction.Statement("SELECT name, conversation_id FROM draft WHERE owner = $owner AND conversation_id <> $conversation ORDER BY name")
            .Bind("$owner", owner).Bind("$conversation", conversation)
            .ExecuteReader();
        var drafts = ImmutableArray.CreateBuilder<Draft>();
        while (reader.Read())
            drafts.Add(new Draft(reader.GetString(0), reader.GetInt64(1)));
        return drafts.ToImmutable();
    }

    public static bool IsHeldBy(StoreTransaction transaction, long conversation, string owner, string name) =>
        transaction.Statement("SELECT 1 FROM draft WHERE owner = $owner AND name = $name AND conversation_id = $conversation")
            .Bind("$owner", owner).Bind("$name", name).Bind("$conversation", conversation)
            .ExecuteScalar() is not null;

    /// <summary>
    /// Brings the rows of a conversation in line with what its turn came to: questionnaires begun here or taken over are held here now,
    /// those finished or dropped are held nowhere.
    /// </summary>
    public static void Follow(
        StoreTransaction transaction, long conversation, string owner, ConversationState before, ConversationState after)
    {
        if (ReferenceEquals(before, after))
            return;
        var (held, holds) = (Drafts(before), Drafts(after));
        // One that was held before may have been let go and taken back within this very turn: the row decides, not the difference.
        foreach (var name in holds.Where(name => !IsHeldBy(transaction, conversation, owner, name)))
        {
            transaction.Statement(
                    """
                    INSERT INTO draft (owner, name, conversation_id) VALUES ($owner, $name, $conversation)
                    ON CONFLICT (owner, name) DO UPDATE SET conversation_id = excluded.conversation_id
                    """)
                .Bind("$owner", owner).Bind("$name", name).Bind("$conversation", conversation)
                .ExecuteNonQuery();
        }

        foreach (var name in held.Except(holds, StringComparer.Ordinal))
        {
            transaction.Statement("DELETE FROM draft WHERE owner = $owner AND name = $name AND conversation_id = $conversation")
                .Bind("$owner", owner).Bind("$name", name).Bind("$conversation", conversation)
                .ExecuteNonQuery();
        }
    }

    private static HashSet<string> Drafts(ConversationState state)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var frame in state.Stack)
            Add(frame);
        foreach (var item in state.Suspended)
        {
            foreach (var frame in item.Frames)
                Add(frame);
        }

        return names;

        void Add(Frame frame)
        {
            if (frame.Draft is { } draft)
                names.Add(draft);
        }
    }
}
