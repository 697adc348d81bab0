namespace MethodBot.Conversations.Storage;

/// <summary>Settings section <c>Storage</c>.</summary>
public sealed class StoreOptions
{
    public const string Section = "Storage";

    /// <summary>The database file; its folder <c>files</c> and its lock stand beside it.</summary>
    public string Path { get; set; } = "data/methodbot.db";

    /// <summary>Days for which the words of sent messages are kept, except those to which a reply may come.</summary>
    public int MessagesKept { get; set; } = 30;

    /// <summary>Where the daily backups go; empty: the folder <c>backups</c> beside the store. Another disk is better.</summary>
    public string BackupFolder { get; set; } = "";

    /// <summary>Local time of the daily backup.</summary>
    public string BackupAt { get; set; } = "03:30";

    /// <summary>Daily backups that are kept; 0 switches them off.</summary>
    public int BackupsKept { get; set; } = 14;
}
