using System.Collections.Immutable;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.Notices;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>
/// Sentences about a consultation, each with its number and subject (<c>{title}</c>). A reply to any of them leads back to it.
/// </summary>
internal static class Voice
{
    /// <summary>Answers in the chat of the turn.</summary>
    public static void Say(TurnContext turn, Consultation consultation, string key, params ReadOnlySpan<(string Name, Answer Value)> values) =>
        Say(turn, consultation, key, [], values);

    /// <inheritdoc cref="Say(TurnContext, Consultation, string, ReadOnlySpan{ValueTuple{string, Answer}})"/>
    public static void Say(
        TurnContext turn, Consultation consultation, string key, ImmutableArray<MessageButton> buttons, params ReadOnlySpan<(string Name, Answer Value)> values) =>
        turn.Send(
            turn.Chat,
            new OutboundMessage { Text = Text(turn, consultation, key, values), Buttons = buttons },
            ConsultationCards.Tag(consultation),
            OutboxPriority.Reply);

    /// <summary>Tells somebody who is not part of the turn, where they can be reached.</summary>
    public static void Tell(ServiceContext context, Consultation consultation, long person, string key, params ReadOnlySpan<(string Name, Answer Value)> values) =>
        Send(context, consultation, person, new OutboundMessage { Text = Text(context, consultation, key, values) });

    /// <summary>False for somebody who cannot be reached.</summary>
    public static bool Send(ServiceContext context, Consultation consultation, long person, OutboundMessage message)
    {
        if (context.FindChatOf(person) is not { } chat)
            return false;
        context.Send(chat, message.For(context, person, chat), ConsultationCards.Tag(consultation));
        return context.IsReachable(chat);
    }

    public static ImmutableArray<TextSpan> Text(
        ServiceContext context, Consultation consultation, string key, params ReadOnlySpan<(string Name, Answer Value)> values) =>
        context.Texts.Rich(key, [("title", ConsultationCards.Title(context, consultation)), .. values]);
}
