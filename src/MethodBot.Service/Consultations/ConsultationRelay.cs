using System.Collections.Immutable;
using MethodBot.Conversations.Files;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>Carries the messages of a consultation between the teacher's chat and the methodists' chats.</summary>
internal sealed class ConsultationRelay(string slice, string takeVerb, string writeVerb, string closeVerb)
{
    private const int SubjectLength = 60;
    private const int LaterLines = 10;

    /// <summary>The beginning of the question, for lists.</summary>
    public static string Subject(string text, Answer direction)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        if (line.Length == 0)
            return AnswerText.Format(direction);
        if (line.Length <= SubjectLength)
            return line;
        var space = line.LastIndexOf(' ', SubjectLength);
        return line[..(space > SubjectLength / 2 ? space : SubjectLength)].TrimEnd(',', ' ') + "…";
    }

    /// <summary>Sends a new consultation to every methodist of its direction who can be reached. Returns how many.</summary>
    public int Offer(TurnContext turn, Consultation consultation)
    {
        var reached = 0;
        foreach (var methodist in Methodists(turn, consultation))
        {
            if (turn.FindChatOf(methodist) is not { } chat)
                continue;
            SendCard(turn, consultation, methodist, chat);
            reached += turn.IsReachable(chat) ? 1 : 0;
        }

        return reached;
    }

    /// <summary>Sends a consultation with the buttons that fit the one who looks.</summary>
    public void SendCard(TurnContext turn, Consultation consultation, long viewer, ChatAddress chat) =>
        ConsultationTable.AddCard(turn, consultation.Id, turn.Send(chat, Card(turn, consultation, viewer), Tag(consultation)), chat, viewer);

    /// <summary>Sends what was written since the question was asked, so that whoever takes it now knows as much as the other side.</summary>
    public void SendLater(TurnContext turn, Consultation consultation, ChatAddress chat)
    {
        var lines = ConsultationTable.ReadLater(turn.Transaction.Connection, consultation.Id, LaterLines);
        if (lines.Count == 0)
            return;
        var text = turn.Texts.Rich(ConsultationTexts.Later, ("number", Answer.OfText(consultation.Number))).ToBuilder();
        foreach (var line in lines)
        {
            text.Add(new TextSpan("\n\n"));
            text.Add(new TextSpan(line.Author, TextStyle.Bold));
            text.Add(new TextSpan("\n" + line.Text));
        }

        turn.Send(chat, new OutboundMessage { Text = text.ToImmutable(), Attachments = Attachments([.. lines.SelectMany(line => line.Files)]) }, Tag(consultation));
    }

    /// <summary>Passes what one side wrote to the other, and says so.</summary>
    public void Pass(TurnContext turn, Consultation consultation, Person author, PersonMessage message)
    {
        var continuesAlbum = turn.AlbumId is { } album && ConsultationTable.FindByMessage(turn, null, album) is not null;
        ConsultationTable.AddMessage(turn, consultation.Id, author.Id, message.Text, message.Files, turn.MessageId, turn.AlbumId);
        ConsultationTable.SetCurrent(turn, turn.Account, consultation.Id);
        var fromTeacher = author.Id == consultation.TeacherId;
        if (!fromTeacher && consultation.Methodist is null && ConsultationTable.Take(turn, consultation.Id, author.Id))
        {
            // Answering is taking.
            consultation = consultation with { Methodist = author.Id };
            TellTaken(turn, consultation, author);
        }

        var receivers = fromTeacher
            ? consultation.Methodist is { } taken ? [taken] : Methodists(turn, consultation)
            : [consultation.TeacherId];
        var reached = 0;
        foreach (var receiver in receivers)
        {
            if (turn.FindChatOf(receiver) is not { } chat)
                continue;
            turn.Send(chat, Relayed(turn, consultation, author, message.Text, message.Files, fromTeacher), Tag(consultation));
            if (!fromTeacher)
                SetCurrentOf(turn, receiver, consultation.Id);
            reached += turn.IsReachable(chat) ? 1 : 0;
        }

        if (continuesAlbum)
            return;
        var key = (reached, fromTeacher, consultation.Methodist) switch
        {
            (0, _, _) => ConsultationTexts.NotReachable,
            (_, true, null) => ConsultationTexts.PassedToQueue,
            (_, true, _) => ConsultationTexts.PassedToMethodist,
            _ => ConsultationTexts.PassedToTeacher,
        };
        turn.Reply(turn.Texts.Rich(key, ("number", Answer.OfText(consultation.Number)), ("name", NameOf(turn, fromTeacher ? consultation.Methodist : consultation.TeacherId))));
    }

    /// <summary>An edited message changes nothing that was passed on; the other side is told how it reads now.</summary>
    public void PassCorrection(TurnContext turn, Consultation consultation, Person author, string source, string text)
    {
        ConsultationTable.AddMessage(turn, consultation.Id, author.Id, text, [], source, null);
        var fromTeacher = author.Id == consultation.TeacherId;
        ImmutableArray<long> receivers = fromTeacher
            ? consultation.Methodist is { } taken ? [taken] : [.. Methodists(turn, consultation)]
            : [consultation.TeacherId];
        foreach (var chat in receivers.Select(receiver => turn.FindChatOf(receiver)).OfType<ChatAddress>())
        {
            turn.Send(
                chat,
                new OutboundMessage
                {
                    Text = turn.Texts.Rich(
                        ConsultationTexts.Correction, ("number", Answer.OfText(consultation.Number)), ("name", Answer.OfText(author.Address)), ("text", Answer.OfText(text))),
                },
                Tag(consultation));
        }
    }

    public void TellTaken(TurnContext turn, Consultation consultation, Person methodist)
    {
        UpdateCards(turn, consultation);
        turn.Reply(turn.Texts.Rich(
            ConsultationTexts.TakenYou, ("number", Answer.OfText(consultation.Number)), ("name", NameOf(turn, consultation.TeacherId))));
        if (turn.FindChatOf(consultation.TeacherId) is { } chat)
        {
            turn.Send(
                chat,
                new OutboundMessage
                {
                    Text = turn.Texts.Rich(
                        ConsultationTexts.TakenForTeacher, ("number", Answer.OfText(consultation.Number)), ("name", Answer.OfText(methodist.Address))),
                },
                Tag(consultation));
        }
    }

    public void TellClosed(TurnContext turn, Consultation consultation, Person closer)
    {
        UpdateCards(turn, consultation with { IsClosed = true });
        turn.Reply(turn.Texts.Rich(ConsultationTexts.Closed, ("number", Answer.OfText(consultation.Number))));
        var other = closer.Id == consultation.TeacherId ? consultation.Methodist : consultation.TeacherId;
        if (other is { } person && turn.FindChatOf(person) is { } chat)
        {
            turn.Send(chat, new OutboundMessage
            {
                Text = turn.Texts.Rich(
                    person == consultation.TeacherId ? ConsultationTexts.ClosedForTeacher : ConsultationTexts.ClosedForMethodist, ("number", Answer.OfText(consultation.Number)), ("name", Answer.OfText(closer.Address))),
            });
        }
    }

    // A methodist may ask as a teacher does: that one is not offered the question back.
    private static List<long> Methodists(TurnContext turn, Consultation consultation) =>
        [.. PeopleTable.MethodistsOf(turn.Transaction.Connection, consultation.DirectionId).Where(person => person != consultation.TeacherId)];

    private void UpdateCards(TurnContext turn, Consultation consultation)
    {
        foreach (var card in ConsultationTable.Cards(turn.Transaction.Connection, consultation.Id))
            turn.Edit(card.Chat, card.OutboxId, Card(turn, consultation, card.PersonId));
    }

    private OutboundMessage Card(TurnContext turn, Consultation consultation, long viewer)
    {
        var teacher = PeopleTable.Find(turn.Transaction.Connection, consultation.TeacherId)!;
        var (text, files) = ConsultationTable.ReadQuestion(turn.Transaction.Connection, consultation.Id);
        var key = consultation.IsClosed ? ConsultationTexts.CardClosed : consultation.Methodist is null ? ConsultationTexts.Card : ConsultationTexts.CardTaken;
        return new OutboundMessage
        {
            Text = turn.Texts.Rich(
                key,
                ("number", Answer.OfText(consultation.Number)),
                ("direction", Answer.OfText(consultation.DirectionName)),
                ("name", Answer.OfText(teacher.Full)),
                ("organization", Answer.OfText(teacher.Organization ?? "")),
                ("position", Answer.OfText(teacher.Position ?? "")),
                ("methodist", NameOf(turn, consultation.Methodist)),
                ("text", Answer.OfText(text))),
            Buttons = Buttons(turn, consultation, viewer),
            Attachments = Attachments(files),
        };
    }

    private ImmutableArray<MessageButton> Buttons(TurnContext turn, Consultation consultation, long viewer)
    {
        if (consultation.IsClosed)
            return [];
        if (viewer == consultation.TeacherId)
            return [Button(writeVerb, ConsultationTexts.Ask), Button(closeVerb, ConsultationTexts.Close)];
        if (consultation.Methodist is null)
            return [Button(takeVerb, ConsultationTexts.Take, ButtonRole.Primary)];
        return consultation.Methodist == viewer ? [Button(writeVerb, ConsultationTexts.Answer), Button(closeVerb, ConsultationTexts.Close)] : [];

        MessageButton Button(string verb, string key, ButtonRole role = ButtonRole.Choice) =>
            SliceButton.Make(slice, verb, consultation.Number, turn.Texts.Plain(key), role);
    }

    private static OutboundMessage Relayed(
        TurnContext turn, Consultation consultation, Person author, string text, ImmutableArray<AnswerFile> files, bool fromTeacher) => new()
        {
            Text = turn.Texts.Rich(
                fromTeacher ? ConsultationTexts.FromTeacher : ConsultationTexts.FromMethodist,
                ("number", Answer.OfText(consultation.Number)),
                ("name", Answer.OfText(author.Address)),
                ("text", Answer.OfText(text))),
            Attachments = Attachments(files),
        };

    private static ImmutableArray<OutboundAttachment> Attachments(ImmutableArray<AnswerFile> files) =>
        [.. files.Select(file => new OutboundAttachment(file.Id, FileKinds.Parse(file.Kind), file.Name))];

    private static Answer NameOf(TurnContext turn, long? person) =>
        Answer.OfText(person is { } id ? PeopleTable.Find(turn.Transaction.Connection, id)?.Address ?? "" : "");

    private static void SetCurrentOf(TurnContext turn, long person, long consultation)
    {
        foreach (var account in PeopleTable.Accounts(turn.Transaction.Connection, person))
            ConsultationTable.SetCurrent(turn, account, consultation);
    }

    private string Tag(Consultation consultation) => $"{slice}:{consultation.Number}";
}
