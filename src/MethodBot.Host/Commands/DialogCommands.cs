using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Texts;
using MethodBot.Messengers.Common;

namespace MethodBot.Host.Commands;

/// <summary>The messenger's menu of commands, in the words of texts.yaml.</summary>
internal sealed class DialogCommands(DialogTexts texts) : IBotCommands
{
    public IReadOnlyList<BotCommand> Commands =>
    [
        new("menu", texts.Plain(TurnTexts.MenuCommand)),
        new("help", texts.Plain(TurnTexts.HelpCommand)),
        new("cancel", texts.Plain(TurnTexts.CancelCommand)),
    ];
}
