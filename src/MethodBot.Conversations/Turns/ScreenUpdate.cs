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
    /// <summary>The keyboard under the input field still asks for what is not waited for any more.</summary>
    private bool _keyboardIsOver;

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
        if (row is { ScreenIsLast: true, ScreenIsOpen: true, ScreenTakesKeyboard: false, ScreenId: { } screen })
        {
            Queue(OutboxKind.Edit, screen, message);
            return row with { ScreenId = null, ScreenIsLast = false, ScreenIsOpen = false };
        }

        row = Close(row);
        Queue(OutboxKind.Send, null, message with { StandingWords = TakeStandingWords(row) });
        return row with { ScreenIsLast = false };
    }

    private ConversationRow Show(ConversationRow row, Effect.Show show)
    {
        var message = new OutboundMessage { Text = show.Screen.Text, Buttons = show.Screen.Buttons, Request = RequestOf(show.Screen) };
        var takesKeyboard = TakesKeyboard(message);
        if (row is { ScreenIsLast: true, ScreenTakesKeyboard: false, ScreenId: { } screen } && !show.Renew && !takesKeyboard)
        {
            Queue(OutboxKind.Edit, screen, message);
            return row with { ScreenIsOpen = !message.Buttons.IsEmpty };
        }

        row = Close(row);
        // Buttons leave no room for the words that were there before the keyboard asked: they come back with a message of their own.
        if (_keyboardIsOver && !takesKeyboard && !message.Buttons.IsEmpty)
            Queue(OutboxKind.Send, null, new OutboundMessage { Text = turn.Texts.Rich(TurnTexts.KeyboardBack), StandingWords = TakeStandingWords(row) });
        if (message.Buttons.IsEmpty && !takesKeyboard)
            message = message with { StandingWords = TakeStandingWords(row) };
        var id = Queue(OutboxKind.Send, null, message);
        return row with { ScreenId = id, ScreenIsLast = true, ScreenIsOpen = takesKeyboard || !message.Buttons.IsEmpty, ScreenTakesKeyboard = takesKeyboard };
    }

    private ConversationRow Close(ConversationRow row)
    {
        if (row is { ScreenIsOpen: true, ScreenId: { } screen })
        {
            if (row.ScreenTakesKeyboard)
                _keyboardIsOver = true;
            else if (OutboxTable.CurrentMessage(transaction, screen) is { } shown)
                Queue(OutboxKind.RemoveButtons, screen, shown with { Buttons = [], Request = null });
        }

        return row with { ScreenId = null, ScreenIsLast = false, ScreenIsOpen = false, ScreenTakesKeyboard = false };
    }

    /// <summary>What the messenger can ask for: beside the buttons, or instead of them where each of them can as well be typed.</summary>
    private PersonRequest? RequestOf(Screen screen) => screen.Request is { } request && turn.Limits is { } limits
        && (limits.ButtonRequests.Contains(request.Kind)
            || (limits.KeyboardRequests.Contains(request.Kind) && screen.Buttons.All(button => button.Role == ButtonRole.Navigation)))
        ? request
        : null;

    private bool TakesKeyboard(OutboundMessage message) => message.Request is { } request && turn.Limits?.ButtonRequests.Contains(request.Kind) != true;

    private ImmutableArray<string> TakeStandingWords(ConversationRow row)
    {
        var words = row.State.LastVisit == 0 || _keyboardIsOver
            ? turn.Texts.Plain(TurnTexts.StandingWords).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
        _keyboardIsOver = false;
        return [.. words];
    }

    private long Queue(OutboxKind kind, long? target, OutboundMessage message) =>
        OutboxTable.Add(transaction, turn.Chat, kind, target, message, OutboxPriority.Reply, null, now);
}
