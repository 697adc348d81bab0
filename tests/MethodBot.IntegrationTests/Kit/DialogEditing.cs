namespace MethodBot.IntegrationTests.Kit;

/// <summary>Somebody changes the dialog files of a town whose bot runs.</summary>
internal static class DialogEditing
{
    public static string Read(this Town town, string file) => File.ReadAllText(Path.Combine(town.Dialogs, file));

    public static void Write(this Town town, string file, string text) => File.WriteAllText(Path.Combine(town.Dialogs, file), text);

    public static void Change(this Town town, string file, Func<string, string> change)
    {
        var text = town.Read(file);
        var changed = change(text);
        changed.ShouldNotBe(text);
        town.Write(file, changed);
    }

    /// <summary>Waits until the bot has written this into its log.</summary>
    public static Task LogsAsync(this Town town, string text) =>
        Waiting.UntilAsync(() => town.BotOutput.Contains(text, StringComparison.Ordinal), $"«{text}» in the log", () => town.BotOutput);
}
