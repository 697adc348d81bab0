using System.Collections.Immutable;
using MethodBot.Conversations.Messengers;
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
public sealed class ConsultationsSlice : ISlice, IPressSlice, IPersonalData
{
    private readonly StaffChats _staffChats;
    private readonly ConsultationTimes _times;
    private readonly ConsultationCards _cards;
    private readonly Silence _silence;
    private readonly ConsultationReturns _returns;
    private readonly ConsultationRelay _relay;
    private readonly Incoming _incoming;
    private readonly ConsultationPresses _presses;
    private readonly ConsultationLists _lists;
    private readonly ConsultationErasure _erasure;
    private readonly TimeSpan _kept;

    public ConsultationsSlice(ServiceOptions options, StaffChats staffChats)
    {
        _staffChats = staffChats;
        _kept = TimeSpan.FromDays(options.PersonalDataKept);
        _times = new ConsultationTimes(options);
        _cards = new ConsultationCards(_times, staffChats);
        _silence = new Silence(_times, _cards);
        _returns = new ConsultationReturns(_cards, _silence);
        _relay = new ConsultationRelay(_times, _cards, _silence, _returns);
        var handovers = new Handovers(_cards, _relay, _silence);
        var choosing = new Choosing(_relay);
        _incoming = new Incoming(_relay, handovers, choosing);
        _presses = new ConsultationPresses(_relay, handovers, choosing);
        _lists = new ConsultationLists(_times);
        _erasure = new ConsultationErasure(_cards, _returns);
    }

    public string Name => ConsultationCards.Slice;

    public SchemaPart Schema => ConsultationSchema.Part;

    public ImmutableArray<TextKey> TextKeys => ConsultationTexts.All;

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Changing(
            "consultations.create",
            Roles.Registered,
            ["direction", "message"],
            ["level"],
            ["ok", "nobody"],
            Create,
            ("number", AnswerType.Text),
            ("subject", AnswerType.Text),
            ("direction", AnswerType.Text)),
        DialogAction.Reading("consultations.level", Roles.Registered, ["direction"], ["known", "ask"], Level),
        DialogAction.Changing("consultations.show", Roles.Registered, ["consultation"], [], ["ok", "gone"], Show),
        DialogAction.Reading(
            "consultations.count",
            Roles.Staff,
            [],
            ["methodist", "lead"],
            Count,
            ("waiting", AnswerType.Number),
            ("mine", AnswerType.Number),
            ("teacher", AnswerType.Number),
            ("overdue", AnswerType.Number)),
        DialogAction.Reading(
            "consultations.numbers",
            Roles.Lead,
            [],
            ["rated", "unrated"],
            Numbers,
            ("open", AnswerType.Number),
            ("waiting", AnswerType.Number),
            ("overdue", AnswerType.Number),
            ("closed", AnswerType.Number),
            ("rated", AnswerType.Number),
            ("rating", AnswerType.Number)),
    ];

    public ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("consultations.mine", []), Roles.Registered, (turn, _) => _lists.Mine(turn)),
        new ListSource(new SourceSignature("consultations.queue", []), Roles.Staff, (turn, _) => _lists.Queue(turn)),
        new ListSource(new SourceSignature("consultations.methodists", []), Roles.Lead, (turn, _) => _lists.Methodists(turn)),
        new ListSource(new SourceSignature("consultations.of", ["methodist"]), Roles.Lead, (turn, arguments) => _lists.Of(turn, arguments["methodist"].Key)),
        new ListSource(
            new SourceSignature("consultations.levels", ["direction"]),
            Roles.Registered,
            (turn, arguments) => Levels.Of(turn.Transaction.Connection, arguments["direction"].Key)
                .Select(level => (Id: level, Label: ConsultationCards.LevelName(turn, level)))
                .Select(level => new ListItem(level.Id, level.Label, SearchText.Index(level.Label)))),
    ];

    ImmutableArray<PressAction> IPressSlice.Presses => _presses.All;

    public bool SpeaksIn(ServiceContext context, ChatAddress group) => _staffChats.Contains(context, group);

    public bool TakeReply(TurnContext turn, string subject, PersonMessage message) => _incoming.TakeReply(turn, subject, message);

    public bool TakeExpected(TurnContext turn, PersonMessage message) => _incoming.TakeExpected(turn, message);

    public void NoticeDialogInput(TurnContext turn) => ExpectedTable.Forget(turn.Transaction, turn.Account);

    public bool TakeMessage(TurnContext turn, PersonMessage message) => _incoming.TakeMessage(turn, message);

    public void NoticeEdit(TurnContext turn, string messageId, string text) => Incoming.TakeEdit(turn, messageId, text);

    public string? TakePress(TurnContext turn, string verb, string subject) => _presses.All.Take(turn, verb, subject);

    public bool Forget(ServiceContext context) =>
        _kept > TimeSpan.Zero && ConsultationErasure.EraseClosed(context, context.Now - _kept);

    public ImmutableArray<string> Waits => [Silence.SilenceTimer, Silence.OfferTimer];

    public void NoticeClockSetBack(ServiceContext context, TimeSpan by) => ConsultationTable.SetBack(context, by);

    public void TakeTimer(TimerContext timer, string kind, string subject)
    {
        if (kind == ConsultationReturns.Timer)
            _returns.TakeTimer(timer, subject);
        else
            _silence.TakeTimer(timer, kind, subject);
    }

    public void NoticeDialogs(ServiceContext context)
    {
        _silence.BeginMissing(context);
        _returns.Look(context);
    }

    public void NoticeRedirect(ServiceContext context, long row, Redirection redirection) => MessageTable.MoveCard(context, row, redirection);

    IEnumerable<PersonalSection> IPersonalData.Describe(ServiceContext context, long person) => ConsultationErasure.Describe(context, person);

    IEnumerable<ErasedCount> IPersonalData.Erase(ServiceContext context, long person) => _erasure.Erase(context, person);

    private ActionOutcome Create(TurnContext turn, ActionCall call)
    {
        var teacher = turn.RequirePerson();
        var direction = call.Arguments["direction"];
        var message = call.Arguments["message"];
        var level = LevelOf(turn, teacher, direction.Key, call.Arguments.GetValueOrDefault("level")?.Key);
        var text = message.Text ?? "";
        var id = ConsultationTable.Add(turn, teacher.Id, direction.Key, level, Subjects.Of(text, AnswerText.Format(direction), turn.Texts.Words(ConsultationTexts.Greetings)));
        MessageTable.Add(turn, id, teacher.Id, text, message.Files.IsDefault ? [] : message.Files, MessageSource.Of(turn));
        var consultation = ConsultationTable.Find(turn.Transaction.Connection, id)!;
        _silence.Start(turn, consultation);
        consultation = ConsultationTable.Find(turn.Transaction.Connection, id)!;
        var reached = _silence.Offer(turn, consultation);
        var next = _times.NextWork(turn);
        if (next is not null)
            _relay.NotePromise(turn, consultation);
        // By the slice, not by the dialog: a reply to this leads into the consultation.
        if (reached)
        {
            Voice.Say(
                turn,
                consultation,
                next is null ? ConsultationTexts.Created : ConsultationTexts.CreatedLater,
                ("direction", Answer.OfText(consultation.DirectionName)),
                ("when", Answer.OfText(next ?? "")));
        }

        return ActionOutcome.Of(reached ? "ok" : "nobody")
            .With("number", consultation.Number)
            .With("subject", consultation.Subject)
            .With("direction", consultation.DirectionName);
    }

    private static ActionOutcome Level(TurnContext turn, ActionCall call)
    {
        var direction = call.Arguments["direction"].Key;
        var levels = Levels.Of(turn.Transaction.Connection, direction);
        return ActionOutcome.Of(levels.Count > 1 && LevelOf(turn, turn.RequirePerson(), direction, null) is null ? "ask" : "known", changed: false);
    }

    /// <summary>What was chosen; the only one there is; or what the job tells, where the direction has it.</summary>
    private static string? LevelOf(TurnContext turn, Person teacher, string direction, string? chosen)
    {
        var levels = Levels.Of(turn.Transaction.Connection, direction);
        if (chosen is not null && levels.Contains(chosen))
            return chosen;
        if (levels is [var only])
            return only;
        return Levels.OfJob(teacher, turn.Texts.Words(ConsultationTexts.PrimaryWords)) is { } known && levels.Contains(known) ? known : null;
    }

    private ActionOutcome Show(TurnContext turn, ActionCall call)
    {
        var person = turn.RequirePerson();
        if (ConsultationTable.Find(turn.Transaction.Connection, call.Arguments["consultation"].Key) is not { IsErased: false } consultation
            || (person.Id != consultation.TeacherId && !Circles.MayRead(turn.Transaction.Connection, consultation, person)))
        {
            return ActionOutcome.Of("gone", changed: false);
        }

        _cards.SendTo(turn, consultation, person.Id, turn.Chat, isOffered: false);
        ConsultationCards.SendThread(turn, consultation, person.Id, turn.Chat, 0);
        return ActionOutcome.Of("ok");
    }

    private ActionOutcome Count(TurnContext turn, ActionCall call)
    {
        var person = turn.RequirePerson();
        var (waiting, mine, teacher, overdue) = _lists.Count(turn, person);
        return ActionOutcome.Of((person.Roles & Roles.Lead) != Roles.None ? "lead" : "methodist", changed: false)
            .With("waiting", Answer.OfNumber(waiting))
            .With("mine", Answer.OfNumber(mine))
            .With("teacher", Answer.OfNumber(teacher))
            .With("overdue", Answer.OfNumber(overdue));
    }

    private ActionOutcome Numbers(TurnContext turn, ActionCall call)
    {
        var (open, waiting, overdue, closed, rated, rating) = _lists.Numbers(turn);
        return ActionOutcome.Of(rated > 0 ? "rated" : "unrated", changed: false)
            .With("open", Answer.OfNumber(open))
            .With("waiting", Answer.OfNumber(waiting))
            .With("overdue", Answer.OfNumber(overdue))
            .With("closed", Answer.OfNumber(closed))
            .With("rated", Answer.OfNumber(rated))
            .With("rating", Answer.OfNumber(rating));
    }
}
