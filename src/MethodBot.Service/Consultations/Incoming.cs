using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>
/// Messages as they come: a reply goes where it replies to; what a button asked for goes where the button stood; the parts of an album
/// stay together; everything else as <see cref="Choosing"/> has it.
/// </summary>
internal sealed class Incoming(ConsultationRelay relay, Handovers handovers, Choosing choosing)
{
    public bool TakeReply(TurnContext turn, string subject, PersonMessage message)
    {
        if (turn.Person() is not { } person || ConsultationTable.Find(turn.Transaction.Connection, subject) is not { } consultation || !MayWrite(turn, consultation, person))
            return false;
        // Whoever pressed «Уточнить» and then replies asks back all the same; a rating's words and a note are no part of the correspondence.
        if (ExpectedTable.Find(turn, person.Id) is { } expected && expected.Consultation == consultation.Id)
        {
            TakeExpected(turn, person, consultation, expected, message);
            return true;
        }

        if (!Continue(turn, person, message))
            relay.Receive(turn, consultation, person, message, MessageSource.Of(turn));
        return true;
    }

    public bool TakeExpected(TurnContext turn, PersonMessage message)
    {
        if (turn.Person() is not { } person)
            return false;
        if (Continue(turn, person, message))
            return true;
        if (ExpectedTable.Find(turn, person.Id) is not { } expected)
            return false;
        if (message.Files.IsEmpty && IsWord(turn, message.Text, TextKeys.WordsMenu, TextKeys.WordsHelp, TextKeys.WordsStart))
        {
            ExpectedTable.Forget(turn.Transaction, turn.Account);
            return false;
        }

        if (ConsultationTable.Find(turn.Transaction.Connection, expected.Consultation) is not { } consultation)
            return false;
        if (message.Files.IsEmpty && IsWord(turn, message.Text, TextKeys.WordsCancel, TextKeys.WordsBack))
        {
            if (expected.Kind == ExpectedKind.Note)
            {
                Handovers.Keep(turn, consultation, person);
                return true;
            }

            ExpectedTable.Forget(turn.Transaction, turn.Account);
            Voice.Say(turn, consultation, ConsultationTexts.WriteCancelled);
            return true;
        }

        TakeExpected(turn, person, consultation, expected, message);
        return true;
    }

    public bool TakeMessage(TurnContext turn, PersonMessage message) => turn.Person() is { } person && choosing.Take(turn, person, message);

    public static void TakeEdit(TurnContext turn, string messageId, string text)
    {
        if (turn.Person() is not { } person || PendingTable.Correct(turn, messageId, text))
            return;
        var source = new MessageSource(turn.Chat, messageId, null);
        if (MessageTable.Find(turn.Transaction.Connection, source) is (var id, MessageTable.Words)
            && ConsultationTable.Find(turn.Transaction.Connection, id) is { IsClosed: false } consultation
            && (person.Id == consultation.TeacherId || (person.Id == consultation.Methodist && MayWrite(turn, consultation, person))))
        {
            ConsultationRelay.PassCorrection(turn, consultation, person, source, text);
        }
    }

    /// <summary>A further part of an album goes where the first went.</summary>
    private bool Continue(TurnContext turn, Person person, PersonMessage message)
    {
        if (turn.AlbumId is not { } album)
            return false;
        if (PendingTable.HasAlbum(turn, person.Id))
        {
            Choosing.Keep(turn, person, message);
            return true;
        }

        if (MessageTable.Find(turn.Transaction.Connection, new MessageSource(turn.Chat, null, album)) is not var (id, kind)
            || ConsultationTable.Find(turn.Transaction.Connection, id) is not { } consultation || !MayWrite(turn, consultation, person))
        {
            return false;
        }

        if (kind == MessageTable.Note)
            Handovers.AddToNote(turn, consultation, person, message);
        else
            relay.Receive(turn, consultation, person, message, MessageSource.Of(turn), asksBack: consultation.Awaits == Awaits.Teacher && person.Id != consultation.TeacherId);
        return true;
    }

    private void TakeExpected(TurnContext turn, Person person, Consultation consultation, Expected expected, PersonMessage message)
    {
        ExpectedTable.Forget(turn.Transaction, turn.Account);
        switch (expected.Kind)
        {
            case ExpectedKind.Rating:
                Ratings.TakeWords(turn, consultation, message);
                break;
            case ExpectedKind.Note when !Circles.MayHandOver(consultation, person):
                Voice.Say(turn, consultation, ConsultationTexts.NotPassedTaken, ("name", ConsultationCards.NameOf(turn, consultation.Methodist)));
                break;
            case ExpectedKind.Note:
                if (!handovers.Give(turn, consultation, person, expected.Target!, message))
                    turn.Reply(turn.Texts.Rich(ConsultationTexts.NobodyThere));
                break;
            default:
                relay.Receive(turn, consultation, person, message, MessageSource.Of(turn), asksBack: expected.Kind == ExpectedKind.Question);
                break;
        }
    }

    private static bool MayWrite(TurnContext turn, Consultation consultation, Person person) =>
        person.Id == consultation.TeacherId || Circles.MayRead(turn.Transaction.Connection, consultation, person);

    private static bool IsWord(TurnContext turn, string text, params ReadOnlySpan<string> keys)
    {
        var word = RussianText.Normalize(text);
        foreach (var key in keys)
        {
            if (turn.Texts.Words(key).Contains(word))
                return true;
        }

        return false;
    }
}
