using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.Exports;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>What an organiser sees and does about those who come: numbers, the list, the code, marks, and a word to all of them.</summary>
internal sealed class Participants(Registrations registrations, EventNews news)
{
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int MaxOrganizations = 10;

    public static ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("events.participants", ["event"]), Roles.Staff, (turn, arguments) => Organizing.Find(turn, arguments) is { } row
            ? ReadItems(turn, row)
            : []),
    ];

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading(
            "events.organizer_card",
            Roles.Staff,
            ["event"],
            ["ok", "gone"],
            Card,
            ("title", AnswerType.Text),
            ("when", AnswerType.Text),
            ("place", AnswerType.Text),
            ("about", AnswerType.Text),
            ("count", AnswerType.Number),
            ("today", AnswerType.Flag),
            ("over", AnswerType.Flag),
            ("festival", AnswerType.Flag)),
        DialogAction.Changing("events.code", Roles.Staff, ["event"], [], ["ok", "not_today", "gone"], Code, ("code", AnswerType.Text), ("title", AnswerType.Text), ("when", AnswerType.Text)),
        DialogAction.Reading(
            "events.participant",
            Roles.Staff,
            ["event", "registration"],
            ["placed", "waiting", "gone"],
            Participant,
            ("name", AnswerType.Text),
            ("about", AnswerType.Text),
            ("attended", AnswerType.Flag),
            ("speaker", AnswerType.Flag)),
        DialogAction.Changing("events.mark", Roles.Staff, ["event", "registration"], [], ["ok", "already", "not_today", "gone"], Mark),
        DialogAction.Changing("events.set_role", Roles.Staff, ["event", "registration", "role"], [], ["ok", "gone"], SetRole),
        DialogAction.Changing("events.take_off", Roles.Staff, ["event", "registration"], [], ["ok", "gone"], TakeOff),
        DialogAction.Reading("events.send_list", Roles.Staff, ["event"], ["ok", "gone"], SendList),
        DialogAction.Changing("events.message", Roles.Staff, ["event", "text"], [], ["ok", "nobody", "gone"], Message, ("count", AnswerType.Number)),
    ];

    private static ActionOutcome Card(TurnContext turn, ActionCall call)
    {
        if (Organizing.Find(turn, call.Arguments) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        var sessions = EventTable.ReadSessions(turn.Transaction.Connection, row.Id);
        var standing = RegistrationTable.ReadStanding(turn.Transaction.Connection, row.Id);
        var parts = new[] { row.Description, EventWording.Details(turn, row, sessions), Numbers(turn, row, standing), ByOrganization(turn, standing) };
        return ActionOutcome.Of("ok", changed: false)
            .With("title", row.Title)
            .With("when", EventWording.When(turn, sessions))
            .With("place", EventWording.Place(turn, row.Place, row.Link))
            .With("about", string.Join("\n\n", parts.Where(part => part.Length > 0)))
            .With("count", Answer.OfNumber(standing.Count))
            .With("today", Answer.OfFlag(CheckIn.OfToday(turn, sessions) is not null))
            .With("over", Answer.OfFlag(row.IsOver(turn.Now)))
            .With("festival", Answer.OfFlag(row.Kind == EventKinds.Festival));
    }

    private static string Numbers(TurnContext turn, EventRow row, List<RegistrationRow> standing)
    {
        var attended = standing.Count(registration => registration.Attended > 0);
        var lines = new List<string>
        {
            row.Places is { } places
                ? turn.Texts.Plain(EventTexts.CountTakenOf, ("count", Answer.OfNumber(row.Taken)), ("places", Answer.OfNumber(places)))
                : turn.Texts.Plain(EventTexts.CountTaken, ("count", Answer.OfNumber(row.Taken))),
        };
        if (row.Waiting > 0)
            lines.Add(turn.Texts.Plain(EventTexts.CountWaiting, ("count", Answer.OfNumber(row.Waiting))));
        if (attended > 0)
            lines.Add(turn.Texts.Plain(EventTexts.CountAttended, ("count", Answer.OfNumber(attended))));
        return string.Join('\n', lines);
    }

    private static string ByOrganization(TurnContext turn, List<RegistrationRow> standing)
    {
        var groups = standing.Where(registration => registration.PlacedAt is not null)
            .GroupBy(registration => registration.Organization ?? turn.Texts.Plain(EventTexts.NoOrganization), StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        if (groups.Count == 0)
            return "";
        var lines = groups.Take(MaxOrganizations).Select(group => turn.Texts.Plain(
            EventTexts.OrganizationLine, ("organization", Answer.OfText(group.Key)), ("count", Answer.OfNumber(group.Count()))));
        if (groups.Count > MaxOrganizations)
            lines = lines.Append(turn.Texts.Plain(EventTexts.MoreOrganizations, ("count", Answer.OfNumber(groups.Count - MaxOrganizations))));
        return turn.Texts.Plain(EventTexts.OrganizationsHeading) + "\n" + string.Join('\n', lines);
    }

    private static ActionOutcome Code(TurnContext turn, ActionCall call)
    {
        if (Organizing.Find(turn, call.Arguments) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        if (CheckIn.OfToday(turn, EventTable.ReadSessions(turn.Transaction.Connection, row.Id)) is not { } session)
            return ActionOutcome.Of("not_today", changed: false);
        // Shown again it is the same: nothing was done that «Назад» could not pass.
        return ActionOutcome.Of("ok", changed: false)
            .With("code", CheckIn.CodeOf(turn, session))
            .With("title", row.Title)
            .With("when", EventWording.When(turn, session));
    }

    private static ActionOutcome Participant(TurnContext turn, ActionCall call)
    {
        if (FindParticipant(turn, call) is not var (row, registration))
            return ActionOutcome.Of("gone", changed: false);
        var person = PeopleTable.Find(turn.Transaction.Connection, registration.PersonId);
        var answers = turn.Transaction.Connection.Query<(string Question, string Answer)>(
            "SELECT question, answer FROM registration_answer WHERE registration_id = @Id ORDER BY number", new { registration.Id })
            .Select(answer => turn.Texts.Plain(EventTexts.AnswerLine, ("question", Answer.OfText(answer.Question)), ("answer", Answer.OfText(answer.Answer))));
        var lines = new[] { registration.Organization, person?.Position, EventWording.RoleOf(turn, registration.Role) }.OfType<string>().Where(line => line.Length > 0);
        var session = CheckIn.OfToday(turn, EventTable.ReadSessions(turn.Transaction.Connection, row.Id));
        return ActionOutcome.Of(registration.PlacedAt is null ? "waiting" : "placed", changed: false)
            .With("name", NameOf(turn, registration))
            .With("about", string.Join('\n', lines.Concat(answers)))
            .With("attended", Answer.OfFlag(session is null ? registration.Attended > 0 : RegistrationTable.WasAt(turn.Transaction.Connection, registration.Id, session.Id)))
            .With("speaker", Answer.OfFlag(registration.Role == EventRoles.Speaker));
    }

    /// <summary>Marks somebody who has no phone at hand; a place is theirs thereby. After the event its last session counts.</summary>
    private static ActionOutcome Mark(TurnContext turn, ActionCall call)
    {
        if (FindParticipant(turn, call) is not var (row, registration))
            return ActionOutcome.Of("gone", changed: false);
        var sessions = EventTable.ReadSessions(turn.Transaction.Connection, row.Id);
        var session = CheckIn.OfToday(turn, sessions) ?? sessions.LastOrDefault(session => session.Starts <= turn.Now);
        if (session is null)
            return ActionOutcome.Of("not_today", changed: false);
        if (registration.PlacedAt is null)
            RegistrationTable.GivePlace(turn.Transaction, registration.Id, turn.Now);
        return RegistrationTable.MarkAttended(turn.Transaction, registration.Id, session.Id, turn.RequirePerson().Id, turn.Now)
            ? ActionOutcome.Of("ok")
            : ActionOutcome.Of("already", changed: false);
    }

    private static ActionOutcome SetRole(TurnContext turn, ActionCall call)
    {
        if (FindParticipant(turn, call) is not var (_, registration))
            return ActionOutcome.Of("gone", changed: false);
        RegistrationTable.SaveRole(turn.Transaction, registration.Id, call.Arguments["role"].Key == EventRoles.Speaker ? EventRoles.Speaker : EventRoles.Participant);
        return ActionOutcome.Of("ok");
    }

    private ActionOutcome TakeOff(TurnContext turn, ActionCall call)
    {
        if (FindParticipant(turn, call) is not var (row, registration) || row.IsOver(turn.Now))
            return ActionOutcome.Of("gone", changed: false);
        registrations.Cancel(turn, registration);
        var sessions = EventTable.ReadSessions(turn.Transaction.Connection, row.Id);
        var text = turn.Texts.Rich(EventTexts.TakenOff, ("title", Answer.OfText(row.Title)), ("when", Answer.OfText(EventWording.When(turn, sessions))));
        news.TellAll(turn, [registration], text, EventNews.Begin(turn, sessions), declineLabel: null, isUrgent: true);
        return ActionOutcome.Of("ok");
    }

    private static ActionOutcome SendList(TurnContext turn, ActionCall call)
    {
        if (Organizing.Find(turn, call.Arguments) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        using var sheet = new MemoryStream();
        TableWriter.Write(RegistrationExport.Read(turn.Transaction.Connection, turn.Clock, row.Id), ExportFormat.Xlsx, sheet);
        turn.Send(turn.Chat, new OutboundMessage
        {
            Text = turn.Texts.Rich(EventTexts.ListFile, ("title", Answer.OfText(row.Title))),
            Attachments = [turn.AddFile($"event-{row.Id}.xlsx", SheetType, sheet.ToArray())],
        });
        return ActionOutcome.Of("ok", changed: false);
    }

    private ActionOutcome Message(TurnContext turn, ActionCall call)
    {
        if (Organizing.Find(turn, call.Arguments) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        var text = turn.Texts.Rich(
            EventTexts.FromOrganizer,
            ("title", Answer.OfText(row.Title)),
            ("name", Answer.OfText(turn.RequirePerson().Address)),
            ("text", Answer.OfText(call.Arguments["text"].Text ?? "")));
        var begin = EventNews.Begin(turn, EventTable.ReadSessions(turn.Transaction.Connection, row.Id));
        var count = news.TellAll(turn, RegistrationTable.ReadStanding(turn.Transaction.Connection, row.Id), text, begin, declineLabel: null, isUrgent: begin is not null);
        return ActionOutcome.Of(count == 0 ? "nobody" : "ok").With("count", Answer.OfNumber(count));
    }

    private static (EventRow Row, RegistrationRow Registration)? FindParticipant(TurnContext turn, ActionCall call) =>
        Organizing.Find(turn, call.Arguments) is { } row
        && long.TryParse(call.Arguments.GetValueOrDefault("registration")?.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && RegistrationTable.Find(turn.Transaction.Connection, id) is { CancelledAt: null } registration && registration.EventId == row.Id
            ? (row, registration)
            : null;

    private static IEnumerable<ListItem> ReadItems(TurnContext turn, EventRow row)
    {
        var waiting = 0;
        foreach (var registration in RegistrationTable.ReadStanding(turn.Transaction.Connection, row.Id))
        {
            var key = registration.PlacedAt is null
                ? EventTexts.ParticipantWaiting
                : registration.Attended > 0 ? EventTexts.ParticipantAttended : EventTexts.ParticipantPlaced;
            waiting += registration.PlacedAt is null ? 1 : 0;
            var label = turn.Texts.Plain(
                key,
                ("name", Answer.OfText(NameOf(turn, registration))),
                ("organization", Answer.OfText(registration.Organization ?? turn.Texts.Plain(EventTexts.NoOrganization))),
                ("number", Answer.OfNumber(waiting)));
            yield return new ListItem(registration.Id.ToString(CultureInfo.InvariantCulture), label, SearchText.Index(label));
        }
    }

    private static string NameOf(TurnContext turn, RegistrationRow registration) => registration.Name ?? turn.Texts.Plain(EventTexts.Nameless);
}
