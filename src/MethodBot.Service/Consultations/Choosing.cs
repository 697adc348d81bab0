using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>
/// Where a message goes that says nothing about it: into the only consultation in which the person writes, else nowhere before the person
/// has said which. Until then it is kept, with everything written after it.
/// </summary>
internal sealed class Choosing(ConsultationRelay relay)
{
    private const int PageSize = 6;

    /// <summary>False for somebody who writes in no consultation.</summary>
    public bool Take(TurnContext turn, Person person, PersonMessage message)
    {
        var connection = turn.Transaction.Connection;
        var own = ConsultationTable.ReadOwn(connection, person.Id);
        var waits = PendingTable.Count(connection, turn.Chat, person.Id) > 0;
        if (own.Count == 0 && !waits)
            return false;
        if (own is [var only] && !waits)
        {
            relay.Receive(turn, only, person, message, MessageSource.Of(turn));
            return true;
        }

        Keep(turn, person, message);
        return true;
    }

    /// <summary>Keeps a message until the person has said where it belongs, and asks.</summary>
    public static void Keep(TurnContext turn, Person person, PersonMessage message)
    {
        var continuesAlbum = PendingTable.HasAlbum(turn, person.Id);
        PendingTable.Add(turn, person.Id, message);
        if (!continuesAlbum)
            Ask(turn, person, 0);
    }

    /// <summary>Asks where the messages that wait belong.</summary>
    /// <param name="offset">How many of the consultations were offered before.</param>
    public static void Ask(TurnContext turn, Person person, int offset)
    {
        var connection = turn.Transaction.Connection;
        var own = ConsultationTable.ReadOwn(connection, person.Id);
        // The newest is the likeliest.
        own.Reverse();
        var buttons = own.Skip(offset).Take(PageSize)
            .Select(item => SliceButton.Make(ConsultationCards.Slice, Verbs.Put, item.Number, ConsultationCards.Title(turn, item).Text!)).ToList();
        if (own.Count > offset + PageSize)
            buttons.Add(ConsultationCards.Button(turn, Verbs.PutMore, (offset + PageSize).ToString(CultureInfo.InvariantCulture), ConsultationTexts.More));
        buttons.Add(ConsultationCards.Button(turn, Verbs.Drop, "0", ConsultationTexts.Nowhere, Dialogs.Presentation.ButtonRole.Primary));
        RemovePrompt(turn);
        var row = turn.Send(
            turn.Chat,
            new OutboundMessage
            {
                Text = turn.Texts.Rich(ConsultationTexts.Which, ("count", Answer.OfNumber(PendingTable.Count(connection, turn.Chat, person.Id)))),
                Buttons = [.. buttons],
            },
            priority: OutboxPriority.Reply);
        PendingTable.SetPrompt(turn, turn.Chat, row);
    }

    /// <summary>The person has said where they belong. Returns the notice for whoever pressed.</summary>
    public string? Put(TurnContext turn, Person person, Consultation consultation)
    {
        var waiting = PendingTable.Take(turn, turn.Chat, person.Id);
        RemovePrompt(turn);
        if (waiting.Count == 0)
            return turn.Texts.Plain(ConsultationTexts.NothingWaits);
        for (var i = 0; i < waiting.Count; i++)
        {
            // One confirmation for all of them.
            var current = ConsultationTable.Find(turn.Transaction.Connection, consultation.Id)!;
            relay.Receive(turn, current, person, waiting[i].Message, waiting[i].Source, confirms: i + 1 == waiting.Count);
        }

        return null;
    }

    /// <summary>They belong nowhere. Returns the notice for whoever pressed.</summary>
    public static string? Drop(TurnContext turn, Person person)
    {
        var dropped = PendingTable.Take(turn, turn.Chat, person.Id).Count;
        RemovePrompt(turn);
        if (dropped == 0)
            return turn.Texts.Plain(ConsultationTexts.NothingWaits);
        turn.Reply(turn.Texts.Rich(ConsultationTexts.Dropped));
        return null;
    }

    private static void RemovePrompt(TurnContext turn)
    {
        if (PendingTable.FindPrompt(turn.Transaction.Connection, turn.Chat) is not { } prompt)
            return;
        turn.RemoveButtons(turn.Chat, prompt);
        PendingTable.ForgetPrompt(turn, turn.Chat);
    }
}
