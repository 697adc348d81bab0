using System.Collections.Immutable;
using MethodBot.Conversations.Files;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.Notices;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Consultations;

/// <summary>Cards of consultations: who asks what, and the buttons that fit the one who looks. They follow what becomes of it.</summary>
internal sealed class ConsultationCards(ConsultationTimes times, StaffChats staffChats)
{
    // Nobody in particular: in a group everybody looks.
    private const long Group = 0;

    public const string Slice = "consultations";

    /// <summary>Lines of the correspondence in one message.</summary>
    public const int ThreadPage = 8;

    // VK takes ten files in one message.
    private const int MaxFiles = 10;

    public static string Tag(Consultation consultation) => $"{Slice}:{consultation.Number}";

    public static MessageButton Button(ServiceContext context, string verb, string subject, string key, ButtonRole role = ButtonRole.Choice) =>
        SliceButton.Make(Slice, verb, subject, context.Texts.Plain(key), role);

    /// <summary>Sends a consultation, where the person can be reached. False when they cannot: they have never written, or blocked the bot.</summary>
    /// <param name="lead">Why it comes; stands above it.</param>
    public bool Send(ServiceContext context, Consultation consultation, long viewer, ImmutableArray<TextSpan> lead = default)
    {
        if (context.FindChatOf(viewer) is not { } chat)
            return false;
        SendTo(context, consultation, viewer, chat, isOffered: true, lead);
        return context.IsReachable(chat);
    }

    /// <summary>Sends it to a chat. One that stood there before has no buttons from now on.</summary>
    /// <param name="isOffered">It comes to be answered; false: the viewer asked to see it.</param>
    public void SendTo(ServiceContext context, Consultation consultation, long viewer, ChatAddress chat, bool isOffered, ImmutableArray<TextSpan> lead = default)
    {
        foreach (var earlier in MessageTable.Cards(context.Transaction.Connection, consultation.Id).Where(card => card.PersonId == viewer && card.Chat == chat))
        {
            isOffered |= earlier.IsOffered;
            context.RemoveButtons(chat, earlier.OutboxId);
            MessageTable.RemoveCard(context, earlier);
        }

        var card = Card(context, consultation, viewer);
        if (!lead.IsDefaultOrEmpty)
            card = card with { Text = [.. lead, new TextSpan("\n\n"), .. card.Text] };
        var row = context.Send(chat, card.For(context, viewer, chat), Tag(consultation), PriorityIn(context, chat));
        MessageTable.AddCard(context, consultation.Id, new ConsultationCard(row, chat, viewer, isOffered));
    }

    /// <summary>Shows it in the groups of the service's people that its direction has; those of another direction have it no more.</summary>
    /// <returns>Whether there is such a group.</returns>
    public bool Announce(ServiceContext context, Consultation consultation)
    {
        var groups = staffChats.For(context, consultation.DirectionId).ToList();
        var standing = MessageTable.GroupCards(context, consultation.Id);
        foreach (var (row, chat) in standing.Where(card => !groups.Contains(card.Chat)))
        {
            context.Edit(chat, row, Card(context, consultation, Group) with { Buttons = [] });
            MessageTable.RemoveGroupCard(context, row);
        }

        foreach (var chat in groups.Where(group => standing.TrueForAll(card => card.Chat != group)))
            MessageTable.AddGroupCard(context, consultation.Id, context.Send(chat, Card(context, consultation, Group), Tag(consultation), OutboxPriority.Notice), chat);
        return groups.Count > 0;
    }

    /// <summary>Draws every card anew.</summary>
    public void Update(ServiceContext context, Consultation consultation)
    {
        foreach (var (row, chat) in MessageTable.GroupCards(context, consultation.Id))
            context.Edit(chat, row, Card(context, consultation, Group));
        foreach (var card in MessageTable.Cards(context.Transaction.Connection, consultation.Id))
            context.Edit(card.Chat, card.OutboxId, Card(context, consultation, card.PersonId));
    }

    /// <summary>It went to others: the cards of those who had it until now tell so, and follow it no further.</summary>
    /// <param name="viewer">Of this person alone; null: of everybody but the teacher.</param>
    public void Withdraw(ServiceContext context, Consultation consultation, long? viewer = null)
    {
        foreach (var card in MessageTable.Cards(context.Transaction.Connection, consultation.Id)
            .Where(card => viewer is null ? card.PersonId != consultation.TeacherId : card.PersonId == viewer))
        {
            context.Edit(card.Chat, card.OutboxId, Card(context, consultation, card.PersonId) with { Buttons = [] });
            MessageTable.RemoveCard(context, card);
        }
    }

    /// <summary>Sends what was written after the question, the latest part first.</summary>
    /// <param name="skip">How many of the latest lines were shown before.</param>
    public static void SendThread(ServiceContext context, Consultation consultation, long viewer, ChatAddress chat, int skip)
    {
        var connection = context.Transaction.Connection;
        var withNotes = viewer != consultation.TeacherId;
        var lines = MessageTable.ReadLater(connection, consultation.Id, withNotes, skip, ThreadPage);
        if (lines.Count == 0)
            return;
        var text = context.Texts.Rich(ConsultationTexts.Thread, ("title", Title(context, consultation))).ToBuilder();
        foreach (var line in lines)
        {
            text.Add(new TextSpan("\n\n"));
            text.AddRange(context.Texts.Rich(
                line.IsNote ? ConsultationTexts.ThreadNote : ConsultationTexts.ThreadLine,
                ("name", Answer.OfText(line.Author)),
                ("when", Answer.OfText(context.Clock.Format(line.WrittenAt, context.Today)))));
            if (line.Text.Length > 0)
                text.Add(new TextSpan("\n" + line.Text));
        }

        var earlier = MessageTable.CountLater(connection, consultation.Id, withNotes) - skip - lines.Count;
        var next = skip + lines.Count;
        var message = new OutboundMessage
        {
            Text = text.ToImmutable(),
            Attachments = Attachments(lines.SelectMany(line => line.Files).Take(MaxFiles)),
            Buttons = earlier > 0 ? [Button(context, Verbs.Thread, $"{consultation.Number}-{next}", ConsultationTexts.Earlier)] : [],
        };
        context.Send(chat, message.For(context, viewer, chat), Tag(consultation));
    }

    // In whose chat this happens waits for it; the others do something else.
    private static OutboxPriority PriorityIn(ServiceContext context, ChatAddress chat) =>
        context is TurnContext turn && turn.Chat == chat ? OutboxPriority.Relay : OutboxPriority.Notice;

    public static ImmutableArray<OutboundAttachment> Attachments(IEnumerable<AnswerFile> files) =>
        [.. files.Select(file => new OutboundAttachment(file.Id, FileKinds.Parse(file.Kind), file.Name))];

    /// <summary>«№ 12 · Оценивание в третьем классе».</summary>
    public static Answer Title(ServiceContext context, Consultation consultation) => Answer.OfText(context.Texts.Plain(
        ConsultationTexts.Title, ("number", Answer.OfText(consultation.Number)), ("subject", Answer.OfText(consultation.Subject))));

    /// <summary>First name and patronymic; empty for nobody.</summary>
    public static Answer NameOf(ServiceContext context, long? person) =>
        Answer.OfText(person is { } id ? PeopleTable.Find(context.Transaction.Connection, id)?.Address ?? "" : "");

    public static string LevelName(ServiceContext context, string level) => context.Texts.Plain(ConsultationTexts.LevelKey(level));

    private OutboundMessage Card(ServiceContext context, Consultation consultation, long viewer)
    {
        var connection = context.Transaction.Connection;
        var (question, files) = MessageTable.ReadQuestion(connection, consultation.Id);
        var text = context.Texts.Rich(
            ConsultationTexts.Card,
            ("number", Answer.OfText(consultation.Number)),
            ("direction", Answer.OfText(Direction(context, consultation)))).ToBuilder();
        if (State(context, consultation, viewer) is { Length: > 0 } state)
            text.Add(new TextSpan("\n" + state));
        if (viewer != consultation.TeacherId && !consultation.IsErased)
            text.Add(new TextSpan("\n" + WhoAsks(connection, consultation.TeacherId)));
        text.Add(new TextSpan("\n\n" + (question.Length > 0 ? question : consultation.Subject)));
        return new OutboundMessage
        {
            Text = text.ToImmutable(),
            Buttons = Buttons(context, consultation, viewer),
            Attachments = Attachments(files),
        };
    }

    private string State(ServiceContext context, Consultation consultation, long viewer)
    {
        var texts = context.Texts;
        if (consultation.IsErased)
            return texts.Plain(ConsultationTexts.StateErased);
        if (consultation.ClosedAt is { } closed)
            return texts.Plain(ConsultationTexts.StateClosed, ("date", Answer.OfText(RussianText.FormatDate(context.Clock.DateOf(closed), context.Today))));
        var state = consultation.Methodist is null
            ? viewer == consultation.TeacherId ? texts.Plain(ConsultationTexts.StateWaiting) : ""
            : texts.Plain(ConsultationTexts.StateTaken, ("name", NameOf(context, consultation.Methodist)));
        if (viewer == consultation.TeacherId || !times.IsOverdue(context, consultation))
            return state;
        var overdue = texts.Plain(
            ConsultationTexts.StateOverdue, ("age", Answer.OfText(ConsultationTimes.Format(context, times.Waited(context, consultation)))));
        return state.Length == 0 ? overdue : $"{state}\n{overdue}";
    }

    private static string Direction(ServiceContext context, Consultation consultation) =>
        consultation.Level is { } level ? $"{consultation.DirectionName}, {LevelName(context, level)}" : consultation.DirectionName;

    private static string WhoAsks(SqliteConnection connection, long teacher) => PeopleTable.Find(connection, teacher) is { } person
        ? string.Join(", ", new[] { person.Full, person.Position, person.Organization }.Where(part => !string.IsNullOrWhiteSpace(part)))
        : "";

    private static ImmutableArray<MessageButton> Buttons(ServiceContext context, Consultation consultation, long viewer)
    {
        if (consultation.IsClosed)
            return [];
        var number = consultation.Number;
        if (viewer == Group)
        {
            return (consultation.Methodist, consultation.Escalation) switch
            {
                (null, _) => [Of(Verbs.Take, ConsultationTexts.Take)],
                (_, > 0) => [Of(Verbs.Take, ConsultationTexts.TakeOver)],
                _ => [],
            };
        }

        if (viewer == consultation.TeacherId)
            return [Of(Verbs.Write, ConsultationTexts.AskMore), Of(Verbs.Close, ConsultationTexts.Close)];
        if (viewer == consultation.Methodist)
        {
            return
            [
                Of(Verbs.Write, ConsultationTexts.Answer), Of(Verbs.Ask, ConsultationTexts.AskBack),
                Of(Verbs.HandOver, ConsultationTexts.HandOver), Of(Verbs.Close, ConsultationTexts.Close),
            ];
        }

        var person = PeopleTable.Find(context.Transaction.Connection, viewer);
        var buttons = ImmutableArray.CreateBuilder<MessageButton>();
        if (person is not null && consultation.Methodist is null && Circles.MayTake(context.Transaction.Connection, consultation, person))
            buttons.Add(Of(Verbs.Take, ConsultationTexts.Take));
        else if (person is not null && Circles.MayTakeOver(context.Transaction.Connection, consultation, person))
            buttons.Add(Of(Verbs.Take, ConsultationTexts.TakeOver));
        if (person is not null && Circles.MayHandOver(consultation, person))
            buttons.Add(Of(Verbs.HandOver, ConsultationTexts.HandOver));
        return buttons.ToImmutable();

        MessageButton Of(string verb, string key) => Button(context, verb, number, key);
    }
}
