using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.Notices;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>How helpful a consultation was, as the teacher says when it is closed: once, and to be changed at any time.</summary>
internal static class Ratings
{
    private const int Best = 5;

    /// <summary>Tells the teacher that it is closed, and asks for a rating where somebody has answered.</summary>
    public static void Ask(ServiceContext context, Consultation consultation, ImmutableArray<TextSpan> closed)
    {
        if (context.FindChatOf(consultation.TeacherId) is not { } home)
            return;
        var chat = context is TurnContext turn && turn.Person()?.Id == consultation.TeacherId ? turn.Chat : home;
        var message = new OutboundMessage { Text = closed };
        if (consultation.IsAnswered)
            message = message with { Text = [.. closed, new TextSpan("\n\n"), .. context.Texts.Rich(ConsultationTexts.RateIt)], Buttons = Buttons(context, consultation) };
        var row = context.Send(chat, message.For(context, consultation.TeacherId, chat), ConsultationCards.Tag(consultation));
        if (consultation.IsAnswered)
            SetPrompt(context, consultation, chat, row);
    }

    /// <summary>Notes a rating. Returns the notice for whoever pressed.</summary>
    /// <param name="rating">As the button has it.</param>
    public static string? Take(TurnContext turn, Consultation consultation, string rating)
    {
        if (!int.TryParse(rating, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Best)
            return null;
        ConsultationTable.SetRating(turn, consultation.Id, number);
        Redraw(turn, consultation with { Rating = number });
        return turn.Texts.Plain(ConsultationTexts.RatedToast, ("rating", Answer.OfNumber(number)));
    }

    public static void TakeWords(TurnContext turn, Consultation consultation, PersonMessage message)
    {
        ConsultationTable.SetRatingWords(turn, consultation.Id, message.Text);
        Voice.Say(turn, consultation, ConsultationTexts.RatingWordsTaken);
    }

    private static void Redraw(TurnContext turn, Consultation consultation)
    {
        if (FindPrompt(turn, consultation) is not var (chat, row))
            return;
        var message = new OutboundMessage
        {
            Text = Voice.Text(turn, consultation, ConsultationTexts.Rated, ("rating", Answer.OfNumber(consultation.Rating!.Value))),
            Buttons = [.. Buttons(turn, consultation), ConsultationCards.Button(turn, Verbs.RateWords, consultation.Number, ConsultationTexts.AddWords, ButtonRole.Primary)],
        };
        turn.Edit(chat, row, message);
    }

    private static ImmutableArray<MessageButton> Buttons(ServiceContext context, Consultation consultation) =>
    [
        .. Enumerable.Range(1, Best).Select(number => SliceButton.Make(
            ConsultationCards.Slice,
            Verbs.Rate,
            string.Create(CultureInfo.InvariantCulture, $"{consultation.Number}-{number}"),
            number.ToString(CultureInfo.InvariantCulture),
            number == consultation.Rating ? ButtonRole.ChosenChoice : ButtonRole.Choice)),
    ];

    private static void SetPrompt(ServiceContext context, Consultation consultation, ChatAddress chat, long row) => context.Transaction.Connection.Execute(
        """
        INSERT INTO consultation_rating (consultation_id, messenger, channel, chat, outbox_id) VALUES (@Id, @Messenger, @Channel, @Chat, @row)
        ON CONFLICT (consultation_id) DO UPDATE SET messenger = excluded.messenger, channel = excluded.channel, chat = excluded.chat,
            outbox_id = excluded.outbox_id
        """,
        new { consultation.Id, chat.Channel.Messenger, Channel = chat.Channel.Id, chat.Chat, row });

    private static (ChatAddress Chat, long Row)? FindPrompt(ServiceContext context, Consultation consultation)
    {
        var rows = context.Transaction.Connection.Query<(string Messenger, string Channel, string Chat, long Row)>(
            "SELECT messenger, channel, chat, outbox_id FROM consultation_rating WHERE consultation_id = @Id", new { consultation.Id }).ToList();
        return rows is [var row] ? (new ChatAddress(new ChannelId(row.Messenger, row.Channel), row.Chat), row.Row) : null;
    }
}
