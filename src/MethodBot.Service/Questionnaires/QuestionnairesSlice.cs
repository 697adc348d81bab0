using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.Notices;
using MethodBot.Service.People;
using MethodBot.Service.Questionnaires.Summaries;

namespace MethodBot.Service.Questionnaires;

/// <summary>
/// Responses to questionnaires: one a person (and event), changed until it closes, kept answer by answer with the ids of questions and
/// options; who began and finished; summaries.
/// </summary>
public sealed class QuestionnairesSlice(NoticeDesk notices) : ISlice, IPersonalData
{
    private const string Attended = "person.attended";

    /// <summary>Who was at an event is asked about it for so long.</summary>
    private static readonly TimeSpan EventMemory = TimeSpan.FromDays(60);

    public string Name => "questionnaires";

    public SchemaPart Schema => QuestionnairesSchema.Part;

    public ImmutableArray<TextKey> TextKeys => QuestionnaireTexts.All;

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading(
            "questionnaires.begin",
            Roles.Registered,
            [],
            ["event"],
            ["ok", "answered", "not_yet", "closed", "gone"],
            Begin,
            ("date", AnswerType.Date),
            ("closes", AnswerType.Date),
            ("minutes", AnswerType.Number),
            ("questions", AnswerType.Number),
            ("event", AnswerType.Text)),
        DialogAction.Changing("questionnaires.submit", Roles.Registered, [], ["event"], ["ok", "updated", "answered", "closed"], Submit),
        DialogAction.Changing("questionnaires.submit_unsigned", Roles.Everyone, [], [], ["ok", "closed"], SubmitUnsigned),
        .. SummaryActions.Actions,
        .. new CoordinatorActions(notices).Actions,
    ];

    public ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("questionnaires.attended", []), Roles.Registered, (turn, _) => turn.Person() is { } person
            ? EventSubjects.ReadOf(turn.Transaction.Connection, person.Id, turn.Now - EventMemory, turn.Now).Select(subject => subject.ToItem(turn))
            : []),
        .. SummaryActions.Sources,
        .. CoordinatorActions.Sources,
    ];

    public ImmutableDictionary<string, AnswerType> Facts { get; } = ImmutableDictionary<string, AnswerType>.Empty.Add(Attended, AnswerType.Flag);

    IEnumerable<PersonalSection> IPersonalData.Describe(ServiceContext context, long person) => ResponseErasure.Describe(context, person);

    IEnumerable<ErasedCount> IPersonalData.Erase(ServiceContext context, long person) => ResponseErasure.Erase(context, person);

    void IPersonalData.Merge(ServiceContext context, long from, long to) => ResponseErasure.Merge(context, from, to);

    public Answer? ReadFact(TurnContext turn, string name) => name == Attended
        ? Answer.OfFlag(turn.Person() is { } person && EventSubjects.ReadOf(turn.Transaction.Connection, person.Id, turn.Now - EventMemory, turn.Now).Any())
        : null;

    private static ActionOutcome Begin(TurnContext turn, ActionCall call)
    {
        if (turn.Dialogs.Find(call.Dialog) is not { } questionnaire)
            return ActionOutcome.Of("gone", changed: false);
        var terms = questionnaire.Questionnaire;
        if (terms?.Opens is { } opens && turn.Today < opens)
            return ActionOutcome.Of("not_yet", changed: false).With("date", Answer.OfDate(opens));
        if (terms?.Closes is { } closed && turn.Today > closed)
            return ActionOutcome.Of("closed", changed: false).With("date", Answer.OfDate(closed));
        if (ReadSubject(turn, call) is not var (subject, title))
            return ActionOutcome.Of("gone", changed: false);

        var connection = turn.Transaction.Connection;
        var key = new ResponseKey(call.Dialog, subject, turn.RequirePerson().Id);
        var outcome = Describe(ActionOutcome.Of("ok", changed: false), questionnaire, title);
        if (ResponseTable.HasReceipt(connection, key))
            return outcome with { Name = "answered" };
        if (terms?.Once != false && terms?.Anonymous != true && ResponseTable.Find(connection, key) is { } response)
        {
            return outcome.With("date", Answer.OfDate(turn.Clock.DateOf(DateTimeOffset.FromUnixTimeMilliseconds(response.SubmittedAt)))) with
            {
                Name = "answered",
                Restored = StoredAnswers.Read(
                    connection, questionnaire, turn.Texts, response.Id, response.Skipped.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            };
        }

        // A mark for the coordinator, in nobody's way back.
        ResponseTable.MarkBegun(connection, key, terms?.Anonymous == true ? null : turn.Now);
        return outcome;
    }

    private static ActionOutcome Describe(ActionOutcome outcome, Dialogs.Machines.Machine questionnaire, string? title)
    {
        outcome = outcome.With("minutes", Answer.OfNumber(Effort.Minutes(questionnaire))).With("questions", Answer.OfNumber(Effort.Questions(questionnaire)));
        if (questionnaire.Questionnaire?.Closes is { } closes)
            outcome = outcome.With("closes", Answer.OfDate(closes));
        return title is null ? outcome : outcome.With("event", title);
    }

    /// <summary>What the questionnaire is about; null where that is no event that the person has seen.</summary>
    private static (string Subject, string? Title)? ReadSubject(TurnContext turn, ActionCall call)
    {
        if (call.Arguments.GetValueOrDefault("event") is not { } argument)
            return ("", null);
        return long.TryParse(argument.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && EventSubjects.FindSeen(turn.Transaction.Connection, id, turn.RequirePerson().Id, turn.Now) is { } subject
            ? (subject.Id.ToString(CultureInfo.InvariantCulture), subject.Title)
            : null;
    }

    /// <summary>
    /// A poll that asks nobody who they are: no consent is needed, for nothing of the person is kept. So nobody knows either whether
    /// somebody answered twice.
    /// </summary>
    private static ActionOutcome SubmitUnsigned(TurnContext turn, ActionCall call)
    {
        if (turn.Dialogs.Find(call.Dialog) is not { Questionnaire: { Anonymous: true } terms } questionnaire || turn.Today < terms.Opens || turn.Today > terms.Closes)
            return ActionOutcome.Of("closed", changed: false);
        var response = ResponseTable.AddUnsigned(turn.Transaction.Connection, call.Dialog, "", call, turn.Clock, turn.Today);
        ResponseTable.AddAnswers(turn.Transaction, response, call, questionnaire);
        return ActionOutcome.Of("ok");
    }

    private static ActionOutcome Submit(TurnContext turn, ActionCall call)
    {
        // It may have closed while this chat was under way.
        var questionnaire = turn.Dialogs.Find(call.Dialog);
        var terms = questionnaire?.Questionnaire;
        if (turn.Today < terms?.Opens || turn.Today > terms?.Closes || ReadSubject(turn, call) is not var (subject, _))
            return ActionOutcome.Of("closed", changed: false);

        var connection = turn.Transaction.Connection;
        var key = new ResponseKey(call.Dialog, subject, turn.RequirePerson().Id);
        NoticeDesk.Withdraw(turn, CoordinatorActions.SubjectOf(key.Questionnaire, key.Person));
        if (ResponseTable.HasReceipt(connection, key))
            return ActionOutcome.Of("answered", changed: false);
        if (terms?.Anonymous == true)
        {
            // One that was given under a name stays as it was given; a second one without a name would be counted twice.
            if (ResponseTable.Find(connection, key) is not null)
                return ActionOutcome.Of("answered", changed: false);
            ResponseTable.AddAnswers(turn.Transaction, ResponseTable.AddAnonymous(connection, key, call, turn.Clock, turn.Today), call, questionnaire);
            return ActionOutcome.Of("ok");
        }

        if (ResponseTable.Find(connection, key) is { } present)
        {
            ResponseTable.Renew(turn, present.Id, call, turn.Account.Messenger);
            ResponseTable.AddAnswers(turn.Transaction, present.Id, call, questionnaire);
            return ActionOutcome.Of("updated");
        }

        ResponseTable.AddAnswers(turn.Transaction, ResponseTable.Add(connection, key, call, turn.Account.Messenger, turn.Now), call, questionnaire);
        return ActionOutcome.Of("ok");
    }
}
