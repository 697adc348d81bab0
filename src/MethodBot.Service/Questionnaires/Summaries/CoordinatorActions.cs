using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.Notices;
using MethodBot.Service.People;

namespace MethodBot.Service.Questionnaires.Summaries;

/// <summary>What a coordinator sees of the own organization: who has not begun or finished a questionnaire, never an answer.</summary>
internal sealed class CoordinatorActions(NoticeDesk notices)
{
    private const int NamesOnPage = 20;

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading(
            "questionnaires.progress",
            Roles.Coordinator,
            ["questionnaire"],
            ["place", "step"],
            ["ok", "gone"],
            Show,
            ("title", AnswerType.Text),
            ("body", AnswerType.Text),
            ("place", AnswerType.Number),
            ("first", AnswerType.Flag),
            ("last", AnswerType.Flag),
            ("waiting", AnswerType.Number)),
        DialogAction.Changing(
            "questionnaires.remind", Roles.Coordinator, ["questionnaire"], [], ["ok", "none", "already", "gone"], Remind, ("count", AnswerType.Number), ("silent", AnswerType.Number)),
    ];

    public static ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("questionnaires.open", []), Roles.Coordinator, (turn, _) => turn.Dialogs.Machines
            .Where(machine => IsForOrganizations(machine) && IsOpen(machine, turn.Today))
            .OrderBy(machine => machine.Title, StringComparer.Ordinal)
            .Select(machine => new ListItem(machine.Name, machine.Title, SearchText.Index(machine.Title)))),
    ];

    // Whoever was at an event is asked about it, wherever they work.
    private static bool IsForOrganizations(Machine machine) => machine is { Kind: DialogKind.Questionnaire, Parameters.IsEmpty: true };

    private static bool IsOpen(Machine machine, DateOnly today) => !(today < machine.Questionnaire?.Opens) && !(today > machine.Questionnaire?.Closes);

    private static Machine? Find(TurnContext turn, ActionCall call) =>
        turn.Dialogs.Find(call.Arguments["questionnaire"].Key) is { } machine && IsForOrganizations(machine) ? machine : null;

    private static List<long> Organizations(TurnContext turn) => RoleTable.OrganizationsOf(turn.Transaction.Connection, turn.RequirePerson().Id);

    private static ActionOutcome Show(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } machine)
            return ActionOutcome.Of("gone", changed: false);
        var people = AudienceTable.ReadParticipants(turn.Transaction.Connection, machine.Name, Organizations(turn));
        var lines = Lines(turn, machine, people);
        var step = call.Arguments.GetValueOrDefault("step")?.Key switch { "next" => 1, "previous" => -1, _ => 0 };
        var pages = Math.Max(1, (lines.Count + NamesOnPage - 1) / NamesOnPage);
        var page = Math.Clamp((int)(call.Arguments.GetValueOrDefault("place")?.Number ?? 0) + step, 0, pages - 1);
        return ActionOutcome.Of("ok", changed: false)
            .With("title", machine.Title)
            .With("body", string.Join('\n', [.. Counts(turn, people), .. lines.Skip(page * NamesOnPage).Take(NamesOnPage)]))
            .With("place", Answer.OfNumber(page))
            .With("first", Answer.OfFlag(page == 0))
            .With("last", Answer.OfFlag(page == pages - 1))
            .With("waiting", Answer.OfNumber(ToRemind(turn, people).Count()));
    }

    // Coordinators know of themselves.
    private static IEnumerable<Participant> ToRemind(TurnContext turn, IEnumerable<Participant> people)
    {
        var self = turn.RequirePerson().Id;
        return people.Where(person => person.State < 2 && person.Id != self);
    }

    private static IEnumerable<string> Counts(TurnContext turn, List<Participant> people)
    {
        yield return turn.Texts.Plain(
            SummaryTexts.AnsweredOf,
            ("count", Answer.OfNumber(people.Count(person => person.State == 2))),
            ("total", Answer.OfNumber(people.Count)),
            ("percent", Answer.OfNumber(Bar.Percent(people.Count(person => person.State == 2), people.Count))),
            ("bar", Answer.OfText(Bar.Draw(people.Count(person => person.State == 2), people.Count))));
        foreach (var (state, key) in new[] { (0, QuestionnaireTexts.NotBegun), (1, QuestionnaireTexts.NotFinished) })
            yield return turn.Texts.Plain(key, ("count", Answer.OfNumber(people.Count(person => person.State == state))));
    }

    // Of an anonymous one not even who took part is told: the numbers above are all.
    private static List<string> Lines(TurnContext turn, Machine machine, List<Participant> people)
    {
        if (machine.Questionnaire?.Anonymous == true)
            return ["", turn.Texts.Plain(QuestionnaireTexts.NamesHidden)];
        var lines = new List<string>();
        foreach (var (state, key) in new[] { (0, QuestionnaireTexts.ListNotBegun), (1, QuestionnaireTexts.ListNotFinished), (2, QuestionnaireTexts.ListFinished) })
        {
            var names = people.Where(person => person.State == state).ToList();
            if (names.Count == 0)
                continue;
            lines.Add("");
            lines.Add(turn.Texts.Plain(key));
            lines.AddRange(names.Select(person => turn.Texts.Plain(QuestionnaireTexts.ListName, ("name", Answer.OfText(person.Name)))));
        }

        return lines;
    }

    private ActionOutcome Remind(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } machine || !IsOpen(machine, turn.Today))
            return ActionOutcome.Of("gone", changed: false);
        var connection = turn.Transaction.Connection;
        var organizations = Organizations(turn);
        if (AudienceTable.LastReminder(connection, machine.Name, organizations) is { } last && turn.Clock.DateOf(last) == turn.Today)
            return ActionOutcome.Of("already", changed: false);
        var waiting = ToRemind(turn, AudienceTable.ReadParticipants(connection, machine.Name, organizations)).ToList();
        if (waiting.Count == 0)
            return ActionOutcome.Of("none", changed: false);
        AudienceTable.MarkReminded(connection, machine.Name, organizations, turn.Now);
        var told = waiting.Count(person => notices.Tell(turn, person.Id, Reminder(turn, machine, person.Id)) != NoticeFate.Dropped);
        return ActionOutcome.Of("ok").With("count", Answer.OfNumber(told)).With("silent", Answer.OfNumber(waiting.Count - told));
    }

    /// <summary>What a reminder of this questionnaire to this person is about: void when they answer.</summary>
    public static string SubjectOf(string questionnaire, long person) => string.Create(CultureInfo.InvariantCulture, $"questionnaire:{questionnaire}:{person}");

    private static Notice Reminder(TurnContext turn, Machine machine, long person)
    {
        var title = ("title", Answer.OfText(machine.Title));
        var minutes = ("minutes", Answer.OfNumber(Effort.Minutes(machine)));
        var closes = machine.Questionnaire?.Closes;
        return new Notice(new OutboundMessage
        {
            Text = closes is { } last
                ? turn.Texts.Rich(QuestionnaireTexts.ReminderUntil, title, minutes, ("date", Answer.OfText(RussianText.FormatDate(last, turn.Today))))
                : turn.Texts.Rich(QuestionnaireTexts.Reminder, title, minutes),
        })
        {
            Kind = NoticeKind.Unsolicited,
            Subject = SubjectOf(machine.Name, person),
            Expires = closes is { } end ? turn.Clock.At(end.AddDays(1), TimeOnly.MinValue) : null,
        };
    }
}
