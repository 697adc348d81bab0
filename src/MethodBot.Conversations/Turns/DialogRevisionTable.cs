using System.Collections.Immutable;
using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Definition;

namespace MethodBot.Conversations.Turns;

/// <summary>
/// SQL of dialog revisions: the source of every revision that ever served, so that it can be told later what people were asked and
/// what they agreed to.
/// </summary>
internal static class DialogRevisionTable
{
    public static string? FindSource(StoreTransaction transaction, string dialog, string revision) =>
        transaction.Statement("SELECT source FROM dialog_revision WHERE dialog = $dialog AND revision = $revision")
            .Bind("$dialog", dialog).Bind("$revision", revision)
            .ExecuteScalar() as string;

    public static void Save(StoreTransaction transaction, ImmutableArray<DialogDefinition> dialogs, DateTimeOffset now)
    {
        foreach (var dialog in dialogs)
        {
            transaction.Statement(
                    """
                    INSERT INTO dialog_revision (dialog, revision, source, first_served_at) VALUES ($dialog, $revision, $source, $now)
                    ON CONFLICT DO NOTHING
                    """)
                .Bind("$dialog", dialog.Name.Value).Bind("$revision", dialog.Revision).Bind("$source", dialog.Source)
                .Bind("$now", now.ToUnixTimeMilliseconds())
                .ExecuteNonQuery();
        }
    }
}
