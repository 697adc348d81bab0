using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.Exports;

namespace MethodBot.Service.Questionnaires.Summaries;

/// <summary>Summaries for those who work in the service.</summary>
internal static class SummaryActions
{
    /// <summary>A table of more answers is made by a command: in a turn everybody would wait for it.</summary>
    public const int MostAnswersInChat = 50_000;

    private const string AllEvents = "all";
    private const string AllKinds = "all";
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading(
            "questionnaires.summary",
            Roles.Staff,
            ["questionnaire"],
            ["event", "kind", "held_kind", "place", "step", "question"],
            ["ok", "gone"],
            Show,
            ("title", AnswerType.Text),
            ("heading", AnswerType.Text),
            ("body", AnswerType.Text),
            ("place", AnswerType.Text),
            ("kind", AnswerType.Text),
            ("first", AnswerType.Flag),
            ("last", AnswerType.Flag),
            ("anonymous", AnswerType.Flag)),
        DialogAction.Reading("questionnaires.describe", Roles.Staff, ["questionnaire"], ["ok", "gone"], Describe, ("title", AnswerType.Text), ("about_events", AnswerType.Flag)),
        DialogAction.Reading("questionnaires.send_table", Roles.Staff, ["questionnaire"], ["ok", "gone", "empty", "few", "large"], SendTable),
    ];

    public static ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("questionnaires.all", []), Roles.Staff, (turn, _) => turn.Dialogs.Machines
            .Where(machine => machine.Kind == DialogKind.Questionnaire)
            .OrderBy(machine => machine.Title, StringComparer.Ordinal)
            .Select(machine => new ListItem(machine.Name, machine.Title, SearchText.Index(machine.Title)))),
        new ListSource(new SourceSignature("questionnaires.answered_events", ["questionnaire"]), Roles.Staff, (turn, arguments) =>
        [
            new ListItem(AllEvents, turn.Texts.Plain(QuestionnaireTexts.AllEvents), ""),
            .. EventSubjects.ReadAnswered(turn.Transaction.Connection, arguments["questionnaire"].Key).Select(subject => subject.ToItem(turn)),
        ]),
        new ListSource(new SourceSignature("questionnaires.questions", ["questionnaire"]), Roles.Staff, (turn, arguments) =>
            turn.Dialogs.Find(arguments["questionnaire"].Key) is { } machine
                ? machine.Nodes.OfType<AskNode>().Select(ask => new ListItem(ask.Id, QuestionColumn.TitleOf(ask), SearchText.Index(QuestionColumn.TitleOf(ask))))
                : []),
    ];

    private static Machine? Find(TurnContext turn, ActionCall call) =>
        turn.Dialogs.Find(call.Arguments["questionnaire"].Key) is { Kind: DialogKind.Questionnaire } machine ? machine : null;

    private static ActionOutcome Describe(TurnContext turn, ActionCall call) => Find(turn, call) is { } machine
        ? ActionOutcome.Of("ok", changed: false).With("title", machine.Title).With("about_events", Answer.OfFlag(!machine.Parameters.IsEmpty))
        : ActionOutcome.Of("gone", changed: false);

    private static ActionOutcome Show(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } machine)
            return ActionOutcome.Of("gone", changed: false);
        // What the summary was narrowed to stays until another kind is chosen.
        var kind = (call.Arguments.GetValueOrDefault("kind") ?? call.Arguments.GetValueOrDefault("held_kind"))?.Key ?? AllKinds;
        var scope = new SummaryScope(machine, Given(call, "event", AllEvents), SummaryTexts.Kinds.Contains(kind) ? kind : null);
        var step = call.Arguments.GetValueOrDefault("step")?.Key switch { "next" => 1, "previous" => -1, _ => 0 };
        // A question that was picked from the list counts once: the next step goes on from it.
        var picked = call.Arguments.GetValueOrDefault("question")?.Key;
        var page = new SummaryView(turn, scope).Show(picked ?? call.Arguments.GetValueOrDefault("place")?.Key, picked is null ? step : 0);
        return ActionOutcome.Of("ok", changed: false)
            .With("title", machine.Title)
            .With("heading", page.Heading)
            .With("body", page.Body)
            .With("place", page.Place)
            .With("kind", kind)
            .With("first", Answer.OfFlag(page.IsFirst))
            .With("last", Answer.OfFlag(page.IsLast))
            .With("anonymous", Answer.OfFlag(scope.IsAnonymous));
    }

    private static string? Given(ActionCall call, string name, string all) =>
        call.Arguments.GetValueOrDefault(name)?.Key is { Length: > 0 } value && value != all ? value : null;

    private static ActionOutcome SendTable(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } machine)
            return ActionOutcome.Of("gone", changed: false);
        var connection = turn.Transaction.Connection;
        var (responses, answers) = connection.QuerySingle<(long Responses, long Answers)>(
            """
            SELECT (SELECT count(*) FROM response WHERE questionnaire = @Name),
                (SELECT count(*) FROM response r JOIN response_answer a ON a.response_id = r.id WHERE r.questionnaire = @Name)
            """,
            new { machine.Name });
        if (responses == 0)
            return ActionOutcome.Of("empty", changed: false);
        if (machine.Questionnaire?.Anonymous == true && responses < SummaryScope.SmallestGroup)
            return ActionOutcome.Of("few", changed: false);
        if (answers > MostAnswersInChat)
            return ActionOutcome.Of("large", changed: false);
        using var content = new MemoryStream();
        TableWriter.Write(ResponseExport.Read(connection, machine, turn.Clock), ExportFormat.Xlsx, content);
        var name = string.Create(CultureInfo.InvariantCulture, $"{machine.Name}-{turn.Today:yyyy-MM-dd}.xlsx");
        turn.Send(turn.Chat, new OutboundMessage
        {
            Text = turn.Texts.Rich(SummaryTexts.Table, ("title", Answer.OfText(machine.Title)), ("date", Answer.OfDate(turn.Today))),
            Attachments = [turn.AddFile(name, Workbook, content.ToArray())],
        });
        return ActionOutcome.Of("ok", changed: false);
    }
}
