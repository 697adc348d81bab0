using MethodBot.Conversations.Turns;
using MethodBot.Messengers.Common;

namespace MethodBot.Host.Commands;

/// <summary>The messenger's menu of commands, in the words of texts.yaml as it reads now.</summary>
internal sealed class DialogCommands(DialogLibrary library) : IBotCommands
{
    public IReadOnlyList<BotCommand> Commands =>
    [
        new("menu", library.Dialogs.Texts.Plain(TurnTexts.MenuCommand)),
        new("help", library.Dialogs.Texts.Plain(TurnTexts.HelpCommand)),
        new("cancel", library.Dialogs.Texts.Plain(TurnTexts.CancelCommand)),
    ];
}
