using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service.Consultations;

/// <summary>
/// The questions to whom a consultation is handed over and with what note, as they stand in chats. Once that is decided, here or by somebody
/// else, their buttons go: pressed later they would give away what has another course by then.
/// </summary>
internal static class HandoverQuestions
{
    /// <param name="continues">It is a further page: what was asked before stands beside it.</param>
    public static void Ask(
        TurnContext turn, Consultation consultation, OutboundMessage question, bool continues = false)
    {
        if (!continues)
            Withdraw(turn, consultation, turn.Chat);
        var keep = ConsultationCards.Button(turn, Verbs.Keep, consultation.Number, ConsultationTexts.KeepIt, ButtonRole.Navigation);
        var row = turn.Send(turn.Chat, question with { Buttons = [.. question.Buttons, keep] }, ConsultationCards.Tag(consultation), OutboxPriority.Reply);
        turn.Transaction.Connection.Execute(
            "INSERT INTO consultation_handover (outbox_id, consultation_id, messenger, channel, chat) VALUES (@row, @Id, @Messenger, @channel, @Chat)",
            new { row, consultation.Id, turn.Chat.Channel.Messenger, channel = turn.Chat.Channel.Id, turn.Chat.Chat });
    }

    /// <summary>Takes the buttons off.</summary>
    /// <param name="chat">In this chat alone; null: wherever it is asked.</param>
    public static void Withdraw(ServiceContext context, Consultation consultation, ChatAddress? chat = null)
    {
        var connection = context.Transaction.Connection;
        var standing = connection.Query<(long Row, string Messenger, string Channel, string Chat)>(
            "SELECT outbox_id, messenger, channel, chat FROM consultation_handover WHERE consultation_id = @Id ORDER BY outbox_id", new { consultation.Id }).AsList();
        foreach (var question in standing)
        {
            var stands = new ChatAddress(new ChannelId(question.Messenger, question.Channel), question.Chat);
            if (chat is { } one && stands != one)
                continue;
            context.RemoveButtons(stands, question.Row);
            connection.Execute("DELETE FROM consultation_handover WHERE outbox_id = @Row", new { question.Row });
        }
    }
}
