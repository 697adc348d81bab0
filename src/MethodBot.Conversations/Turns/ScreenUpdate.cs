using System.Collections.Immutable;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Conversations.Turns;

/// <summary>
/// Turns the effects of a dialog into messages: a screen is edited only while it is the last message of the chat, otherwise its
/// buttons are taken off and a new one is sent; what is said stays in the chat.
/// </summary>
internal sealed class ScreenUpdate(StoreTransaction transaction, TurnContext turn, DateTimeOffset now)
{
    public ConversationRow Apply(ConversationRow row, TurnOutcome? outcome)
    {
        if (turn.ChatOvertaken)
            row = row with { ScreenIsLast = false };
        if (outcome is null)
            return row;
        foreach (var effect in outcome.Effects)
        {
            row = effect switch
            {
                Effect.Say say => Say(row, say.Text),
                Effect.Show show => Show(row, show),
                Effect.Close => Close(row),
                _ => row,
            };
        }

        return row with { State = outcome.State };
    }

    // The answered question gives way to what is said about it, where the messenger lets it; the chat stays short.
    private ConversationRow Say(ConversationRow row, ImmutableArray<TextSpan> text)
    {
        var message = new OutboundMessage { Text = text };
        if (row is { ScreenIsLast: true, ScreenIsOpen: true, ScreenId: { } screen })
        {
            Queue(OutboxKind.Edit, screen, message);
            return row with { ScreenId = null, ScreenIsLast = false, ScreenIsOpen = false };
        }

        row = Close(row);
        Queue(OutboxKind.Send, null, message with { StandingWords = StandingWords(row) });
        return row with { ScreenIsLast = false };
    }

    private ConversationRow Show(ConversationRow row, Effect.Show show)
    {
        var message = new OutboundMessage { Text = show.Screen.Text, Buttons = show.Screen.Buttons };
        if (row is { ScreenIsLast: true, ScreenId: { } screen } && !show.Renew)
        {
            Queue(OutboxKind.Edit, screen, message);
            return row with { ScreenIsOpen = !message.Buttons.IsEmpty };
        }

        row = Close(row);
        var id = Queue(OutboxKind.Send, null, message.Buttons.IsEmpty ? message with { StandingWords = StandingWords(row) } : message);
        return row with { ScreenId = id, ScreenIsLast = true, ScreenIsOpen = !message.Buttons.IsEmpty };
    }

    private ConversationRow Close(ConversationRow row)
    {
        if (row is { ScreenIsOpen: true, ScreenId: { } screen } && OutboxTable.CurrentMessage(transaction, screen) is { } shown)
            Queue(OutboxKind.RemoveButtons, screen, shown with { Buttons = [] });
        return row with { ScreenId = null, ScreenIsLast = false, ScreenIsOpen = false };
    }

    private ImmutableArray<string> StandingWords(ConversationRow row) => row.State.LastVisit == 0
        ? [.. turn.Texts.Plain(TurnTexts.StandingWords).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
        : [];

    private long Queue(OutboxKind kind, long? target, OutboundMessage message) =>
        OutboxTable.Add(transaction, turn.Chat, kind, target, message, OutboxPriority.Reply, null, now);
}
