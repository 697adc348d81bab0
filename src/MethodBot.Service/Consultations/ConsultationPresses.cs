using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Consultations;

/// <summary>What a press on a button under a message about a consultation does.</summary>
internal sealed class ConsultationPresses
{
    private readonly ConsultationRelay _relay;
    private readonly Handovers _handovers;
    private readonly Choosing _choosing;

    public ConsultationPresses(ConsultationRelay relay, Handovers handovers, Choosing choosing)
    {
        (_relay, _handovers, _choosing) = (relay, handovers, choosing);
        All =
        [
            On(Verbs.Take, Roles.Staff, Take),
            On(Verbs.Write, Roles.Registered, Write),
            On(Verbs.Ask, Roles.Staff, AskBack),
            On(Verbs.Close, Roles.Registered, Close),
            On(Verbs.HandOver, Roles.Staff, HandOver),
            On(Verbs.HandOverDirections, Roles.Staff, HandOverToDirection),
            On(Verbs.Receiver, Roles.Staff, ChooseReceiver),
            On(Verbs.WithoutNote, Roles.Staff, GiveWithoutNote),
            On(Verbs.Keep, Roles.Staff, Keep),
            On(Verbs.Thread, Roles.Registered, ShowThread),
            On(Verbs.Rate, Roles.Registered, Rate),
            On(Verbs.RateWords, Roles.Registered, AddWords),
            On(Verbs.Put, Roles.Registered, Put),
            new PressAction(Verbs.PutMore, Roles.Registered, PutMore),
            new PressAction(Verbs.Drop, Roles.Registered, (turn, _) => Choosing.Drop(turn, turn.RequirePerson())),
        ];
    }

    public ImmutableArray<PressAction> All { get; }

    /// <param name="Rest">What stands behind the number.</param>
    private sealed record Press(TurnContext Turn, Consultation Consultation, Person Person, string Rest)
    {
        public bool IsTeacher => Person.Id == Consultation.TeacherId;

        public int Offset => int.TryParse(Rest, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : 0;

        public string Say(string key, params ReadOnlySpan<(string Name, Answer Value)> values) =>
            Turn.Texts.Plain(key, [("title", ConsultationCards.Title(Turn, Consultation)), .. values]);
    }

    private static PressAction On(string verb, Roles access, Func<Press, string?> run) => new(verb, access, (turn, subject) =>
    {
        var dash = subject.IndexOf('-', StringComparison.Ordinal);
        var number = dash < 0 ? subject : subject[..dash];
        var person = turn.RequirePerson();
        return ConsultationTable.Find(turn.Transaction.Connection, number) is { } consultation
            && (person.Id == consultation.TeacherId || Circles.MayRead(turn.Transaction.Connection, consultation, person))
            ? run(new Press(turn, consultation, person, dash < 0 ? "" : subject[(dash + 1)..]))
            : turn.Texts.Plain(ConsultationTexts.NotYours);
    });

    private string? Take(Press press)
    {
        var (turn, consultation, person) = (press.Turn, press.Consultation, press.Person);
        if (press.IsTeacher)
            return press.Say(ConsultationTexts.NotYours);
        if (consultation.IsClosed)
            return press.Say(ConsultationTexts.AlreadyClosed);
        if (consultation.Methodist == person.Id)
            return press.Say(ConsultationTexts.TakenToast);
        return _relay.TryTake(turn, consultation, person)
            ? press.Say(ConsultationTexts.TakenToast)
            : press.Say(ConsultationTexts.TakenByOther, ("name", ConsultationCards.NameOf(turn, consultation.Methodist)));
    }

    private static string? Write(Press press)
    {
        if (Refuse(press, teacherMay: true) is { } refusal)
            return refusal;
        ExpectedTable.Set(press.Turn, press.Person.Id, new Expected(press.Consultation.Id, ExpectedKind.Words));
        Voice.Say(press.Turn, press.Consultation, press.IsTeacher ? ConsultationTexts.WriteMore : ConsultationTexts.WriteAnswer);
        return null;
    }

    private static string? AskBack(Press press)
    {
        if (Refuse(press, teacherMay: false) is { } refusal)
            return refusal;
        ExpectedTable.Set(press.Turn, press.Person.Id, new Expected(press.Consultation.Id, ExpectedKind.Question));
        Voice.Say(press.Turn, press.Consultation, ConsultationTexts.WriteQuestion);
        return null;
    }

    private string? Close(Press press)
    {
        if (Refuse(press, teacherMay: true) is { } refusal)
            return refusal;
        _relay.Close(press.Turn, press.Consultation, press.Person);
        return null;
    }

    private static string? HandOver(Press press)
    {
        if (RefuseHandOver(press) is { } refusal)
            return refusal;
        Handovers.ShowColleagues(press.Turn, press.Consultation, press.Person, press.Offset);
        return null;
    }

    private static string? HandOverToDirection(Press press)
    {
        if (RefuseHandOver(press) is { } refusal)
            return refusal;
        Handovers.ShowDirections(press.Turn, press.Consultation, press.Offset);
        return null;
    }

    private static string? ChooseReceiver(Press press) => RefuseHandOver(press)
        ?? (Handovers.AskNote(press.Turn, press.Consultation, press.Person, press.Rest) ? null : press.Say(ConsultationTexts.NobodyThere));

    private string? GiveWithoutNote(Press press)
    {
        if (RefuseHandOver(press) is { } refusal)
            return refusal;
        ExpectedTable.Forget(press.Turn.Transaction, press.Turn.Account);
        return _handovers.Give(press.Turn, press.Consultation, press.Person, press.Rest, null) ? null : press.Say(ConsultationTexts.NobodyThere);
    }

    private static string? Keep(Press press)
    {
        if (RefuseHandOver(press) is { } refusal)
            return refusal;
        Handovers.Keep(press.Turn, press.Consultation, press.Person);
        return null;
    }

    private static string? ShowThread(Press press)
    {
        ConsultationCards.SendThread(press.Turn, press.Consultation, press.Person.Id, press.Turn.Chat, press.Offset);
        return null;
    }

    private static string? Rate(Press press) =>
        press.IsTeacher ? Ratings.Take(press.Turn, press.Consultation, press.Rest) : press.Say(ConsultationTexts.NotYours);

    private static string? AddWords(Press press)
    {
        if (!press.IsTeacher)
            return press.Say(ConsultationTexts.NotYours);
        ExpectedTable.Set(press.Turn, press.Person.Id, new Expected(press.Consultation.Id, ExpectedKind.Rating));
        Voice.Say(press.Turn, press.Consultation, ConsultationTexts.WriteRatingWords);
        return null;
    }

    private string? Put(Press press) => _choosing.Put(press.Turn, press.Person, press.Consultation);

    private static string? PutMore(TurnContext turn, string offset)
    {
        var person = turn.RequirePerson();
        if (PendingTable.Count(turn.Transaction.Connection, turn.Chat, person.Id) == 0)
            return turn.Texts.Plain(ConsultationTexts.NothingWaits);
        Choosing.Ask(turn, person, int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? skip : 0);
        return null;
    }

    private static string? Refuse(Press press, bool teacherMay) => press switch
    {
        { Consultation.IsClosed: true } => press.Say(ConsultationTexts.AlreadyClosed),
        { IsTeacher: true } => teacherMay ? null : press.Say(ConsultationTexts.NotYours),
        _ when press.Person.Id == press.Consultation.Methodist => null,
        { Consultation.Methodist: { } methodist } => press.Say(ConsultationTexts.TakenByOther, ("name", ConsultationCards.NameOf(press.Turn, methodist))),
        _ => press.Say(ConsultationTexts.NotYours),
    };

    private static string? RefuseHandOver(Press press)
    {
        if (press.Consultation.IsClosed)
            return press.Say(ConsultationTexts.AlreadyClosed);
        if (Circles.MayHandOver(press.Consultation, press.Person))
            return null;
        return press.Consultation.Methodist is { } methodist && !press.IsTeacher
            ? press.Say(ConsultationTexts.TakenByOther, ("name", ConsultationCards.NameOf(press.Turn, methodist)))
            : press.Say(ConsultationTexts.NotYours);
    }
}
