namespace MethodBot.Messengers.Common;

/// <summary>A command as listed in a messenger's menu of commands.</summary>
/// <param name="Command">1–32 of <c>[a-z0-9_]</c>, without the slash.</param>
/// <param name="Description">What it does, in the people's language, 1–256 letters.</param>
public sealed record BotCommand(string Command, string Description);

/// <summary>
/// Gives messengers that show a menu of commands the words for it (they are written in the dialogs' folder, with every other
/// sentence that people read). Registered by the host; without it no menu is set.
/// </summary>
public interface IBotCommands
{
    IReadOnlyList<BotCommand> Commands { get; }
}
