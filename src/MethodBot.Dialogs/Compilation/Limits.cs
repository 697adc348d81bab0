namespace MethodBot.Dialogs.Compilation;

/// <summary>
/// What every supported messenger can show, with room for what the program adds (progress, hints): Telegram and VK take 4096
/// characters a message. Longer option labels are listed in the text, so they are bounded only by what a person can read.
/// </summary>
internal static class Limits
{
    public const int MaxText = 3000;
    public const int MaxLabel = 150;
}
