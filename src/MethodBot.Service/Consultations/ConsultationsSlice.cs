using System.Collections.Immutable;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>
/// A teacher's question finds the methodists of its direction in whatever messenger they are; who takes it answers by replying. A
/// relay is never a state of a conversation: both sides may do anything else meanwhile.
/// </summary>
public sealed class ConsultationsSlice : ISlice
{
    private const string TakeVerb = "take";
    private const string WriteVerb = "write";
    private const string CloseVerb = "close";
    private readonly ConsultationRelay _relay;

    public ConsultationsSlice() => _relay = new ConsultationRelay(Name, TakeVerb, WriteVerb, CloseVerb);

    public string Name => "consultations";

    public SchemaPart Schema => ConsultationTable.Schema;

    public ImmutableArray<TextKey> TextKeys => ConsultationTexts.All;

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Changing("consultations.create", Roles.Registered, ["direction", "message"], [], ["ok", "nobody"], Create, ("number", AnswerType.Text), ("direction", AnswerType.Text)),
        DialogAction.Changing("consultations.show", Roles.Registered, ["consultation"], [], ["ok", "gone"], Show),
    ];

    public ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("consultations.open", []), Roles.Registered, (turn, _) => turn.Person() is { } person
            ? ConsultationTable.ReadOpen(turn.Transaction.Connection, person.Id).Select(item => new ListItem(item.Number, Label(turn, item), SearchText.Index(item.Number, item.Subject)))
            : []),
    ];

    public bool TakeReply(TurnContext turn, string subject, PersonMessage message)
    {
        if (ConsultationTable.Find(turn.Transaction.Connection, subject) is not { } consultation || turn.Person() is not { } person || !MayWrite(turn, consultation, person))
            return false;
        if (consultation.IsClosed)
        {
            turn.Reply(turn.Texts.Rich(ConsultationTexts.AlreadyClosed, ("number", Answer.OfText(consultation.Number))));
            return true;
        }

        PassUnlessTaken(turn, consultation, person, message);
        return true;
    }

    public bool TakeMessage(TurnContext turn, PersonMessage message)
    {
        if (turn.Person() is not { } person)
            return false;
        if (turn.AlbumId is { } album && ConsultationTable.FindByMessage(turn, null, album) is { } same)
            return TakeReply(turn, same.ToString(System.Globalization.CultureInfo.InvariantCulture), message);
        if (ConsultationTable.FindCurrent(turn) is not { } consultation || !MayWrite(turn, consultation, person))
            return false;
        PassUnlessTaken(turn, consultation, person, message);
        return true;
    }

    public void NoticeEdit(TurnContext turn, string messageId, string text)
    {
        if (ConsultationTable.FindByMessage(turn, messageId, null) is { } id && turn.Person() is { } person
            && ConsultationTable.Find(turn.Transaction.Connection, id) is { IsClosed: false } consultation)
        {
            _relay.PassCorrection(turn, consultation, person, messageId, text);
        }
    }

    public string? TakePress(TurnContext turn, string verb, string subject)
    {
        if (ConsultationTable.Find(turn.Transaction.Connection, subject) is not { } consultation || turn.Person() is not { } person || !MayWrite(turn, consultation, person))
            return turn.Texts.Plain(ConsultationTexts.NotYours);
        if (consultation.IsClosed)
            return turn.Texts.Plain(ConsultationTexts.AlreadyClosed, ("number", Answer.OfText(consultation.Number)));
        switch (verb)
        {
            case TakeVerb:
                return Take(turn, consultation, person);
            case WriteVerb or CloseVerb when person.Id != consultation.TeacherId && person.Id != consultation.Methodist:
                return turn.Texts.Plain(ConsultationTexts.NotYours);
            case WriteVerb:
                ConsultationTable.SetCurrent(turn, turn.Account, consultation.Id);
                turn.Reply(turn.Texts.Rich(
                    person.Id == consultation.TeacherId ? ConsultationTexts.WriteMore : ConsultationTexts.WriteAnswer,
                    ("number", Answer.OfText(consultation.Number))));
                return null;
            case CloseVerb:
                ConsultationTable.Close(turn, consultation.Id);
                _relay.TellClosed(turn, consultation, person);
                return null;
            default:
                return null;
        }
    }

    // One methodist answers a teacher. Another of the direction, who has the card too, learns who that is; the words stay where they are.
    private void PassUnlessTaken(TurnContext turn, Consultation consultation, Person author, PersonMessage message)
    {
        if (consultation.Methodist is { } methodist && methodist != author.Id && author.Id != consultation.TeacherId)
            turn.Reply(turn.Texts.Rich(ConsultationTexts.TakenByOther, ("name", Answer.OfText(PeopleTable.Find(turn.Transaction.Connection, methodist)?.Address ?? ""))));
        else
            _relay.Pass(turn, consultation, author, message);
    }

    private string? Take(TurnContext turn, Consultation consultation, Person person)
    {
        if (person.Id == consultation.TeacherId)
            return turn.Texts.Plain(ConsultationTexts.NotYours);
        if (!ConsultationTable.Take(turn, consultation.Id, person.Id))
        {
            if (consultation.Methodist == person.Id)
                return null;
            var taker = PeopleTable.Find(turn.Transaction.Connection, consultation.Methodist!.Value);
            return turn.Texts.Plain(ConsultationTexts.TakenByOther, ("name", Answer.OfText(taker?.Address ?? "")));
        }

        ConsultationTable.SetCurrent(turn, turn.Account, consultation.Id);
        _relay.TellTaken(turn, consultation with { Methodist = person.Id }, person);
        return turn.Texts.Plain(ConsultationTexts.TakenToast);
    }

    private ActionOutcome Create(TurnContext turn, ActionCall call)
    {
        var teacher = turn.RequirePerson();
        var direction = call.Arguments["direction"];
        var message = call.Arguments["message"];
        var text = message.Text ?? "";
        var files = message.Files.IsDefault ? [] : message.Files;
        var id = ConsultationTable.Add(turn, teacher.Id, direction.Key, ConsultationRelay.Subject(text, direction));
        ConsultationTable.AddMessage(turn, id, teacher.Id, text, files, turn.MessageId, turn.AlbumId);
        ConsultationTable.SetCurrent(turn, turn.Account, id);
        var consultation = ConsultationTable.Find(turn.Transaction.Connection, id)!;
        var reached = _relay.Offer(turn, consultation);
        return ActionOutcome.Of(reached > 0 ? "ok" : "nobody")
            .With("number", consultation.Number)
            .With("direction", consultation.DirectionName);
    }

    private ActionOutcome Show(TurnContext turn, ActionCall call)
    {
        if (ConsultationTable.Find(turn.Transaction.Connection, call.Arguments["consultation"].Key) is not { IsClosed: false } consultation
            || !MayWrite(turn, consultation, turn.RequirePerson()))
        {
            return ActionOutcome.Of("gone", changed: false);
        }

        ConsultationTable.SetCurrent(turn, turn.Account, consultation.Id);
        _relay.SendCard(turn, consultation, turn.RequirePerson().Id, turn.Chat);
        _relay.SendLater(turn, consultation, turn.Chat);
        return ActionOutcome.Of("ok");
    }

    private static string Label(TurnContext turn, Consultation item) => turn.Texts.Plain(
        ConsultationTexts.Label,
        ("number", Answer.OfText(item.Number)),
        ("subject", Answer.OfText(item.Subject)),
        ("state", Answer.OfText(turn.Texts.Plain(item.Methodist is null ? ConsultationTexts.StateWaiting : ConsultationTexts.StateTaken))));

    /// <summary>The teacher who asked, the methodist who took it, and every methodist of its direction: they got its card.</summary>
    private static bool MayWrite(TurnContext turn, Consultation consultation, Person person) =>
        person.Id == consultation.TeacherId || person.Id == consultation.Methodist
        || PeopleTable.MethodistsOf(turn.Transaction.Connection, consultation.DirectionId).Contains(person.Id);
}
