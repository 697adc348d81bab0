using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>Carries what is written in a consultation between the teacher's chat and the methodists' chats, and what follows from it.</summary>
internal sealed class ConsultationRelay(ConsultationTimes times, ConsultationCards cards, Silence silence, ConsultationReturns returns)
{
    /// <summary>So long after its end a word of the teacher opens a consultation again.</summary>
    public static readonly TimeSpan Reopening = TimeSpan.FromDays(14);

    /// <summary>What a person wrote goes into this consultation, whatever state that is in; what cannot be is told.</summary>
    /// <param name="confirms">Whether the author is told where it went; null: unless it continues an album.</param>
    public void Receive(TurnContext turn, Consultation consultation, Person author, PersonMessage message, MessageSource source, bool asksBack = false, bool? confirms = null)
    {
        var fromTeacher = author.Id == consultation.TeacherId;
        if (!fromTeacher && !Circles.MayRead(turn.Transaction.Connection, consultation, author))
        {
            turn.Reply(turn.Texts.Rich(ConsultationTexts.NotYours));
            return;
        }

        if (consultation.IsErased || (consultation.ClosedAt is { } closed && turn.Now - closed > Reopening))
        {
            Voice.Say(turn, consultation, ConsultationTexts.ClosedLongAgo);
            return;
        }

        if (consultation.IsClosed && fromTeacher && !IsThanks(turn, message))
            consultation = Reopen(turn, consultation);
        if (!fromTeacher && consultation.Methodist != author.Id)
        {
            if (consultation.IsClosed)
            {
                Voice.Say(turn, consultation, ConsultationTexts.AlreadyClosed);
                return;
            }

            // Answering is taking, and taking over where that may be.
            if (!TryTake(turn, consultation, author))
            {
                Voice.Say(turn, consultation, ConsultationTexts.NotPassedTaken, ("name", ConsultationCards.NameOf(turn, consultation.Methodist)));
                return;
            }

            consultation = ConsultationTable.Find(turn.Transaction.Connection, consultation.Id)!;
        }

        Pass(turn, consultation, author, message, source, asksBack, confirms);
    }

    /// <summary>An edited message changes nothing that was passed on; the other side is told how it reads now.</summary>
    public static void PassCorrection(TurnContext turn, Consultation consultation, Person author, MessageSource source, string text)
    {
        MessageTable.Add(turn, consultation.Id, author.Id, text, [], source);
        foreach (var receiver in Receivers(turn, consultation, author))
            Voice.Tell(turn, consultation, receiver, ConsultationTexts.Correction, ("name", Answer.OfText(author.Address)), ("text", Answer.OfText(text)));
    }

    /// <summary>False when another has it, and it is not to be taken over.</summary>
    public bool TryTake(TurnContext turn, Consultation consultation, Person person)
    {
        var connection = turn.Transaction.Connection;
        if (consultation.IsClosed || (consultation.Methodist is null
            ? !Circles.MayTake(connection, consultation, person)
            : !Circles.MayTakeOver(connection, consultation, person)))
        {
            return false;
        }

        Give(turn, consultation, person);
        var name = ConsultationCards.NameOf(turn, consultation.TeacherId);
        if (turn.IsGroup)
        {
            // The group sees on its card who has it; what is to be done stands in the methodist's own chat.
            var given = ConsultationTable.Find(turn.Transaction.Connection, consultation.Id)!;
            cards.Send(turn, given, person.Id, Voice.Text(turn, given, ConsultationTexts.TakenYou, ("name", name)));
        }
        else
        {
            Voice.Say(turn, consultation, ConsultationTexts.TakenYou, ("name", name));
        }

        return true;
    }

    /// <summary>From now on this person answers: the teacher is told, and who had it before.</summary>
    public void Give(TurnContext turn, Consultation consultation, Person methodist)
    {
        ConsultationTable.SetMethodist(turn, consultation.Id, methodist.Id);
        silence.Renew(turn, consultation);
        var given = ConsultationTable.Find(turn.Transaction.Connection, consultation.Id)!;
        cards.Update(turn, given);
        HandoverQuestions.Withdraw(turn, given);
        var name = Answer.OfText(methodist.Address);
        Voice.Tell(turn, given, given.TeacherId, consultation.Methodist is null ? ConsultationTexts.TakenForTeacher : ConsultationTexts.GivenForTeacher, ("name", name));
        if (consultation.Methodist is { } before && before != turn.Person()?.Id)
            Voice.Tell(turn, given, before, ConsultationTexts.TakenOver, ("name", name));
    }

    public void Close(TurnContext turn, Consultation consultation, Person closer)
    {
        ConsultationTable.Close(turn, consultation.Id);
        Silence.Stop(turn, consultation, Awaits.Nothing);
        var closed = ConsultationTable.Find(turn.Transaction.Connection, consultation.Id)!;
        cards.Update(turn, closed);
        HandoverQuestions.Withdraw(turn, closed);
        if (closer.Id == consultation.TeacherId)
        {
            foreach (var receiver in Receivers(turn, consultation, closer))
                Voice.Tell(turn, closed, receiver, ConsultationTexts.ClosedForMethodist, ("name", Answer.OfText(closer.Address)));
            Ratings.Ask(turn, closed, Voice.Text(turn, closed, ConsultationTexts.Closed));
        }
        else
        {
            Voice.Say(turn, closed, ConsultationTexts.Closed);
            Ratings.Ask(turn, closed, Voice.Text(turn, closed, ConsultationTexts.ClosedForTeacher, ("name", Answer.OfText(closer.Address))));
        }
    }

    private Consultation Reopen(TurnContext turn, Consultation consultation)
    {
        ConsultationTable.Reopen(turn, consultation.Id);
        var opened = ConsultationTable.Find(turn.Transaction.Connection, consultation.Id)!;
        cards.Update(turn, opened);
        Voice.Say(turn, opened, ConsultationTexts.Reopened);
        if (opened.Methodist is { } methodist && (!ConsultationReturns.IsStaff(turn, methodist) || turn.FindChatOf(methodist) is null))
        {
            returns.GiveBack(turn, opened, methodist);
            return ConsultationTable.Find(turn.Transaction.Connection, consultation.Id)!;
        }

        foreach (var receiver in Receivers(turn, opened, turn.RequirePerson()))
            Voice.Tell(turn, opened, receiver, ConsultationTexts.ReopenedForMethodist, ("name", ConsultationCards.NameOf(turn, opened.TeacherId)));
        return opened;
    }

    private void Pass(TurnContext turn, Consultation consultation, Person author, PersonMessage message, MessageSource source, bool asksBack, bool? confirms)
    {
        var connection = turn.Transaction.Connection;
        // One answer for an album, whose parts are messages of their own.
        var isFirst = source.Album is null || MessageTable.Find(connection, source with { Id = null })?.Consultation != consultation.Id;
        MessageTable.Add(turn, consultation.Id, author.Id, message.Text, message.Files, source);
        var fromTeacher = author.Id == consultation.TeacherId;
        if (!consultation.IsClosed)
            MoveClock(turn, consultation, message, fromTeacher, asksBack);
        var reached = 0;
        foreach (var receiver in Receivers(turn, consultation, author))
            reached += Voice.Send(turn, consultation, receiver, Relayed(turn, consultation, author, message, fromTeacher, asksBack)) ? 1 : 0;

        if (!(confirms ?? isFirst))
            return;
        var key = (reached, fromTeacher, consultation.Methodist, asksBack) switch
        {
            (_, true, null, _) => ConsultationTexts.PassedToQueue,
            (0, _, _, _) => ConsultationTexts.NotReachable,
            (_, true, _, _) => ConsultationTexts.PassedToMethodist,
            (_, _, _, true) => ConsultationTexts.PassedQuestion,
            _ => ConsultationTexts.PassedToTeacher,
        };
        Voice.Say(turn, consultation, key, ("name", ConsultationCards.NameOf(turn, fromTeacher ? consultation.Methodist : consultation.TeacherId)));
        if (fromTeacher && !consultation.IsClosed)
            Promise(turn, consultation);
    }

    private void MoveClock(TurnContext turn, Consultation consultation, PersonMessage message, bool fromTeacher, bool asksBack)
    {
        if (!fromTeacher)
        {
            Silence.Stop(turn, consultation, asksBack ? Awaits.Teacher : Awaits.Nothing);
            if (!asksBack)
                ConsultationTable.SetAnswered(turn, consultation.Id);
            if (consultation.Escalation > 0)
                cards.Update(turn, ConsultationTable.Find(turn.Transaction.Connection, consultation.Id)!);
        }
        else if (consultation.Awaits != Awaits.Answer && !(consultation.Awaits == Awaits.Nothing && IsThanks(turn, message)))
        {
            silence.Start(turn, consultation);
        }
    }

    /// <summary>Says once for each time that the service is not at work when it will be.</summary>
    private void Promise(TurnContext turn, Consultation consultation)
    {
        if ((consultation.PromisedUntil is { } promised && promised > turn.Now) || times.NextWork(turn) is not { } next)
            return;
        NotePromise(turn, consultation);
        Voice.Say(turn, consultation, ConsultationTexts.NotAtWork, ("when", Answer.OfText(next)));
    }

    /// <summary>The teacher knows when work goes on.</summary>
    public void NotePromise(TurnContext turn, Consultation consultation) =>
        ConsultationTable.SetPromised(turn, consultation.Id, times.Hours(turn).NextWorking(turn.Now));

    // «Спасибо большое!» to an answer is no question that somebody would have to answer in time.
    private static bool IsThanks(TurnContext turn, PersonMessage message)
    {
        var words = RussianText.Normalize(message.Text).Split([' ', ',', '.', '!', ')', '-'], StringSplitOptions.RemoveEmptyEntries);
        var known = turn.Texts.Words(ConsultationTexts.ThanksWords);
        return message.Files.IsEmpty && words.Length > 0 && words.All(word => known.Contains(word));
    }

    /// <summary>The other side: the teacher, the methodist who has it, or everybody who got it while nobody has.</summary>
    private static IEnumerable<long> Receivers(TurnContext turn, Consultation consultation, Person author)
    {
        if (author.Id != consultation.TeacherId)
            return [consultation.TeacherId];
        if (consultation.Methodist is { } methodist)
            return [methodist];
        return MessageTable.Offered(turn.Transaction.Connection, consultation).Where(person => ConsultationReturns.IsStaff(turn, person));
    }

    private static OutboundMessage Relayed(TurnContext turn, Consultation consultation, Person author, PersonMessage message, bool fromTeacher, bool asksBack)
    {
        var key = fromTeacher ? ConsultationTexts.FromTeacher : asksBack ? ConsultationTexts.AsksBack : ConsultationTexts.FromMethodist;
        var text = Voice.Text(turn, consultation, key, ("name", Answer.OfText(author.Address)));
        return new OutboundMessage
        {
            Text = message.Text.Length > 0 ? [.. text, new TextSpan("\n\n" + message.Text)] : text,
            Attachments = ConsultationCards.Attachments(message.Files),
        };
    }
}
