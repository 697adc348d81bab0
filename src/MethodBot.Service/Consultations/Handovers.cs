using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>
/// Giving a consultation to a colleague, or to another direction, with a note that the teacher does not see. Whoever gets it gets the
/// whole correspondence.
/// </summary>
internal sealed class Handovers(ConsultationCards cards, ConsultationRelay relay, Silence silence)
{
    private const int PageSize = 6;
    private const char PersonMark = 'p';
    private const char DirectionMark = 'd';

    /// <summary>Shows to which colleagues it can be given.</summary>
    public static void ShowColleagues(TurnContext turn, Consultation consultation, Person giver, int offset)
    {
        var colleagues = MethodistTable.All(turn.Transaction.Connection)
            .Where(row => row.Person != giver.Id && row.Person != consultation.TeacherId && row.Person != consultation.Methodist && turn.FindChatOf(row.Person) is not null)
            .Select(row => (Target: Mark(PersonMark, row.Person.ToString(CultureInfo.InvariantCulture)), Label: $"{PeopleTable.Find(turn.Transaction.Connection, row.Person)!.Full} · {row.Directions}"))
            .ToList();
        Show(turn, consultation, ConsultationTexts.HandOverTo, colleagues, Verbs.HandOver, offset, [
            ConsultationCards.Button(turn, Verbs.HandOverDirections, $"{consultation.Number}-0", ConsultationTexts.ToDirection, ButtonRole.Primary)]);
    }

    public static void ShowDirections(TurnContext turn, Consultation consultation, int offset) => Show(
        turn,
        consultation,
        ConsultationTexts.HandOverToDirection,
        [.. MethodistTable.Directions(turn.Transaction.Connection).Where(row => row.Id != consultation.DirectionId).Select(row => (Mark(DirectionMark, row.Id), row.Name))],
        Verbs.HandOverDirections,
        offset,
        []);

    /// <summary>Asks for the note.</summary>
    /// <returns>False when nobody is meant by the target any more.</returns>
    public static bool AskNote(TurnContext turn, Consultation consultation, Person giver, string target)
    {
        if (NameOf(turn, consultation, target) is not { } name)
            return false;
        ExpectedTable.Set(turn, giver.Id, new Expected(consultation.Id, ExpectedKind.Note, target));
        HandoverQuestions.Ask(turn, consultation, new OutboundMessage
        {
            Text = Voice.Text(turn, consultation, ConsultationTexts.WriteNote, ("name", Answer.OfText(name))),
            Buttons = [ConsultationCards.Button(turn, Verbs.WithoutNote, $"{consultation.Number}-{target}", ConsultationTexts.WithoutNote)],
        });
        return true;
    }

    /// <summary>It stays with whoever has it: nothing is asked any more, and no note is waited for.</summary>
    public static void Keep(TurnContext turn, Consultation consultation, Person giver)
    {
        HandoverQuestions.Withdraw(turn, consultation, turn.Chat);
        if (ExpectedTable.Find(turn, giver.Id) is { Kind: ExpectedKind.Note } note && note.Consultation == consultation.Id)
            ExpectedTable.Forget(turn.Transaction, turn.Account);
        Voice.Say(turn, consultation, ConsultationTexts.Kept);
    }

    /// <summary>Gives it away.</summary>
    /// <param name="note">Null: without one.</param>
    /// <returns>False when nobody is meant by the target any more.</returns>
    public bool Give(TurnContext turn, Consultation consultation, Person giver, string target, PersonMessage? note)
    {
        if (NameOf(turn, consultation, target) is not { } name)
            return false;
        if (note is not null)
            MessageTable.Add(turn, consultation.Id, giver.Id, note.Text, note.Files, MessageSource.Of(turn), MessageTable.Note);
        if (target[0] == PersonMark)
            GiveTo(turn, consultation, giver, PersonOf(turn, consultation, target)!, note);
        else
            GiveToDirection(turn, consultation, giver, target[1..], name, note);
        return true;
    }

    /// <summary>A further part of a note that came as an album.</summary>
    public static void AddToNote(TurnContext turn, Consultation consultation, Person giver, PersonMessage message)
    {
        MessageTable.Add(turn, consultation.Id, giver.Id, message.Text, message.Files, MessageSource.Of(turn), MessageTable.Note);
        if (consultation.Methodist is { } methodist && methodist != giver.Id)
        {
            Voice.Send(turn, consultation, methodist, new OutboundMessage
            {
                Text = Voice.Text(turn, consultation, ConsultationTexts.MoreToNote, ("name", Answer.OfText(giver.Address))),
                Attachments = ConsultationCards.Attachments(message.Files),
            });
        }
    }

    private void GiveTo(TurnContext turn, Consultation consultation, Person giver, Person receiver, PersonMessage? note)
    {
        relay.Give(turn, consultation, receiver);
        var given = ConsultationTable.Find(turn.Transaction.Connection, consultation.Id)!;
        cards.Send(turn, given, receiver.Id, Lead(turn, giver, note, ConsultationTexts.GivenToYou));
        // The note stands above the card already.
        if (turn.FindChatOf(receiver.Id) is { } chat && MessageTable.CountLater(turn.Transaction.Connection, given.Id, withNotes: true) > (note is null ? 0 : 1))
            ConsultationCards.SendThread(turn, given, receiver.Id, chat, 0);
        Voice.Say(turn, given, ConsultationTexts.GivenAway, ("name", Answer.OfText(receiver.Address)));
    }

    private void GiveToDirection(TurnContext turn, Consultation consultation, Person giver, string direction, string name, PersonMessage? note)
    {
        ConsultationTable.SetDirection(turn, consultation.Id, direction);
        ConsultationTable.SetMethodist(turn, consultation.Id, null);
        var connection = turn.Transaction.Connection;
        var given = ConsultationTable.Find(connection, consultation.Id)!;
        cards.Withdraw(turn, given);
        HandoverQuestions.Withdraw(turn, given);
        silence.Start(turn, given);
        given = ConsultationTable.Find(connection, consultation.Id)!;
        var reached = silence.Offer(turn, given, Lead(turn, giver, note, ConsultationTexts.GivenToDirection));
        foreach (var holder in MessageTable.Cards(connection, given.Id).Where(card => card.IsOffered && card.PersonId != given.TeacherId))
            ConsultationCards.SendThread(turn, given, holder.PersonId, holder.Chat, 0);
        Voice.Say(turn, given, reached ? ConsultationTexts.GivenAwayToDirection : ConsultationTexts.GivenAwayToNobody, ("direction", Answer.OfText(name)));
        Voice.Tell(turn, given, given.TeacherId, ConsultationTexts.DirectionForTeacher, ("direction", Answer.OfText(name)));
    }

    private static ImmutableArray<TextSpan> Lead(TurnContext turn, Person giver, PersonMessage? note, string key)
    {
        var lead = turn.Texts.Rich(key, ("name", Answer.OfText(giver.Address)));
        return note is { Text.Length: > 0 } ? [.. lead, new TextSpan("\n" + note.Text)] : lead;
    }

    private static void Show(
        TurnContext turn, Consultation consultation, string key, List<(string Target, string Label)> targets, string more, int offset, ImmutableArray<MessageButton> others)
    {
        var page = targets.Skip(offset).Take(PageSize).ToList();
        var buttons = page.Select(row => SliceButton.Make(ConsultationCards.Slice, Verbs.Receiver, $"{consultation.Number}-{row.Target}", row.Label)).ToList();
        if (targets.Count > offset + PageSize)
            buttons.Add(ConsultationCards.Button(turn, more, string.Create(CultureInfo.InvariantCulture, $"{consultation.Number}-{offset + PageSize}"), ConsultationTexts.More));
        HandoverQuestions.Ask(
            turn,
            consultation,
            new OutboundMessage { Text = Voice.Text(turn, consultation, page.Count == 0 ? ConsultationTexts.NoColleagues : key), Buttons = [.. buttons, .. others] },
            continues: offset > 0);
    }

    private static string Mark(char mark, string id) => mark + id;

    private static Person? PersonOf(ServiceContext context, Consultation consultation, string target) =>
        long.TryParse(target.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && PeopleTable.Find(context.Transaction.Connection, id) is { } person && person.Id != consultation.TeacherId
        && (person.Roles & Access.Roles.Staff) != Access.Roles.None
            ? person
            : null;

    private static string? NameOf(ServiceContext context, Consultation consultation, string target) => target switch
    {
        [PersonMark, ..] => PersonOf(context, consultation, target)?.Address,
        [DirectionMark, ..] => MethodistTable.NameOfDirection(context.Transaction.Connection, target[1..]),
        _ => null,
    };
}
