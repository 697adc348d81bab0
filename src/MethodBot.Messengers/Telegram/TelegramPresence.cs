using System.Collections.Immutable;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Logging;

namespace MethodBot.Messengers.Telegram;

/// <summary>
/// What is nice to have before the first update, whichever way updates come: the bot's own name, and its menu of commands. One
/// receiver owns it.
/// </summary>
internal sealed class TelegramPresence(ChannelId channel, TelegramClient client, IBotCommands? commands, ILogger logger)
{
    private IReadOnlyList<BotCommand> _menu = [];
    private bool _prepared;

    /// <summary>The bot's own name, without @; null until it is known.</summary>
    public string? Username { get; private set; }

    // The menu's words stand in the dialogs' folder, where they change while the bot runs.
    private bool MenuHasChanged => commands is not null && !commands.Commands.SequenceEqual(_menu);

    /// <summary>Does what is not done yet; tried again while the network is away, never a reason not to receive.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_prepared && !MenuHasChanged)
            return;
        var (me, failure) = await client.GetMeAsync(cancellationToken);
        Username = me?.Username ?? Username;
        if (failure is null && commands?.Commands is { Count: > 0 } list)
        {
            _menu = list;
            var entries = list.Select(c => new CommandEntry(c.Command, c.Description)).ToImmutableArray();
            (_, failure) = await client.SetMyCommandsAsync(new SetMyCommands(entries), cancellationToken);
        }

        _prepared = failure is null || TelegramErrors.ToSendResult(failure) is SendResult.Rejected;
        if (failure is not null)
            logger.LogWarning("{Channel}: the bot's name is not read and its menu of commands not set: {Reason}", channel, failure.Description);
    }
}
