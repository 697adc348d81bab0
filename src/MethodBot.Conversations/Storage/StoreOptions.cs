namespace MethodBot.Conversations.Storage;

/// <summary>Settings section <c>Storage</c>.</summary>
public sealed class StoreOptions
{
    public const string Section = "Storage";

    /// <summary>The database file; its folder <c>files</c> and its lock stand beside it.</summary>
    public string Path { get; set; } = "data/methodbot.db";
}
