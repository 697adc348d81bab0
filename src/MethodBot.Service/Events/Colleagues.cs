using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>
/// A coordinator signs up colleagues of their own organization as a list, stating that there is their consent. Who has no account is
/// kept by name, and the coordinator is told in their stead.
/// </summary>
internal sealed class Colleagues(Registrations registrations, EventNews news)
{
    public static ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("events.colleagues", ["event"]), Roles.Coordinator, (turn, arguments) =>
            turn.Person() is { } person && SignUp.Find(turn, arguments) is { } row ? OwnOf(turn, row, person).Select(colleague => ToItem(turn, row, colleague)) : []),
    ];

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading(
            "events.read_colleagues",
            Roles.Coordinator,
            ["text"],
            ["ok", "some", "none", "many"],
            ReadList,
            ("understood", AnswerType.Text),
            ("bad", AnswerType.Text),
            ("count", AnswerType.Number)),
        DialogAction.Changing(
            "events.register_colleagues", Roles.Coordinator, ["event", "text"], [], ["ok", "closed", "gone", "no_organization"], Register, ("result", AnswerType.Text)),
        DialogAction.Changing(
            "events.cancel_colleague", Roles.Coordinator, ["event", "registration"], [], ["ok", "gone"], Cancel, ("name", AnswerType.Text)),
    ];

    private static ActionOutcome ReadList(TurnContext turn, ActionCall call)
    {
        var lines = ColleagueLines.Parse(call.Arguments.GetValueOrDefault("text")?.Text ?? "");
        var good = lines.Where(line => line.Name is not null).ToList();
        var bad = lines.Where(line => line.Name is null).ToList();
        var outcome = lines.Length > ColleagueLines.MaxLines ? "many" : good.Count == 0 ? "none" : bad.Count > 0 ? "some" : "ok";
        return ActionOutcome.Of(outcome, changed: false)
            .With("count", Answer.OfNumber(good.Count))
            .With("understood", string.Join('\n', good.Select((line, index) => turn.Texts.Plain(
                EventTexts.ColleagueLine,
                ("number", Answer.OfNumber(index + 1)),
                ("name", Answer.OfText(Full(line.Name!))),
                ("position", Answer.OfText(line.Position.Length == 0 ? "" : $", {line.Position}"))))))
            .With("bad", string.Join('\n', bad.Select(line => turn.Texts.Plain(
                EventTexts.ColleagueBad, ("number", Answer.OfNumber(line.Number)), ("line", Answer.OfText(line.Text))))));
    }

    private ActionOutcome Register(TurnContext turn, ActionCall call)
    {
        var coordinator = turn.RequirePerson();
        var connection = turn.Transaction.Connection;
        if (SignUp.Find(turn, call) is not { } row || row.IsOver(turn.Now))
            return ActionOutcome.Of("gone", changed: false);
        if (!Registrations.IsOpen(turn, row, EventTable.ReadSessions(connection, row.Id)))
            return ActionOutcome.Of("closed", changed: false);
        if (OrganizationOf(turn, coordinator) is not { } organization)
            return ActionOutcome.Of("no_organization", changed: false);
        var results = new List<string>();
        foreach (var line in ColleagueLines.Parse(call.Arguments["text"].Text ?? "").Where(line => line.Name is not null).Take(ColleagueLines.MaxLines))
            results.Add(Add(turn, row, line, organization, coordinator));
        return ActionOutcome.Of("ok").With("result", string.Join('\n', results));
    }

    private string Add(TurnContext turn, EventRow row, ColleagueLine line, long organization, Person coordinator)
    {
        var connection = turn.Transaction.Connection;
        var person = PeopleTable.FindInOrganization(connection, line.Name!, organization)
            ?? PeopleTable.AddByName(turn.Transaction, line.Name!, organization, line.Position, turn.Now);
        var name = ("name", Answer.OfText(Full(line.Name!)));
        if (RegistrationTable.FindStanding(connection, row.Id, person) is not null)
            return turn.Texts.Plain(EventTexts.ColleagueAlready, name);
        var applicant = new Applicant(person, organization, null) { RegisteredBy = coordinator.Id };
        var signedUp = registrations.Add(turn, EventTable.Find(connection, row.Id)!, applicant);
        TellColleague(turn, row, person, coordinator, signedUp);
        return signedUp.Number is { } number
            ? turn.Texts.Plain(EventTexts.ColleagueWaiting, name, ("number", Answer.OfNumber(number)))
            : turn.Texts.Plain(EventTexts.ColleaguePlaced, name);
    }

    // Somebody who has an account learns that they were signed up, and can undo it.
    private void TellColleague(TurnContext turn, EventRow row, long person, Person coordinator, SignedUp signedUp)
    {
        if (person == coordinator.Id || RegistrationTable.Find(turn.Transaction.Connection, signedUp.Id) is not { HasAccount: not 0 })
            return;
        var sessions = EventTable.ReadSessions(turn.Transaction.Connection, row.Id);
        var message = new OutboundMessage
        {
            Text = turn.Texts.Rich(
                signedUp.Number is null ? EventTexts.SignedUpBy : EventTexts.SignedUpByWaiting,
                ("title", Answer.OfText(row.Title)),
                ("when", Answer.OfText(EventWording.When(turn, sessions))),
                ("place", Answer.OfText(EventWording.Place(turn, row.Place, row.Link))),
                ("name", Answer.OfText(coordinator.Address)),
                ("number", Answer.OfNumber(signedUp.Number ?? 0))),
            Buttons = [EventNews.Decline(turn, signedUp.Id, EventTexts.Refuse)],
        };
        news.Tell(turn, person, message, EventNews.SubjectOf(signedUp.Id), EventNews.Begin(turn, sessions), isUrgent: true);
    }

    private ActionOutcome Cancel(TurnContext turn, ActionCall call)
    {
        var key = call.Arguments.GetValueOrDefault("registration")?.Key;
        if (SignUp.Find(turn, call) is not { } row || row.IsOver(turn.Now)
            || OwnOf(turn, row, turn.RequirePerson()).FirstOrDefault(colleague => IdOf(colleague) == key) is not { } registration)
        {
            return ActionOutcome.Of("gone", changed: false);
        }

        registrations.Cancel(turn, registration);
        return ActionOutcome.Of("ok").With("name", registration.Name ?? "");
    }

    private static List<RegistrationRow> OwnOf(TurnContext turn, EventRow row, Person coordinator) =>
        RegistrationTable.ReadColleagues(turn.Transaction.Connection, row.Id, coordinator.Id);

    /// <summary>The organization that a coordinator looks after: where they work, before others.</summary>
    private static long? OrganizationOf(TurnContext turn, Person coordinator)
    {
        var organizations = RoleTable.OrganizationsOf(turn.Transaction.Connection, coordinator.Id);
        return coordinator.OrganizationId is { } own && organizations.Contains(own) ? own : organizations.Count > 0 ? organizations[0] : null;
    }

    private static ListItem ToItem(TurnContext turn, EventRow row, RegistrationRow colleague)
    {
        var number = colleague.PlacedAt is null ? Registrations.NumberOf(turn, row.Id, colleague.Id) : null;
        var label = turn.Texts.Plain(
            number is null ? EventTexts.ColleagueItem : EventTexts.ColleagueItemWaiting,
            ("name", Answer.OfText(colleague.Name ?? "")),
            ("number", Answer.OfNumber(number ?? 0)));
        return new ListItem(IdOf(colleague), label, SearchText.Index(colleague.Name ?? ""));
    }

    private static string Full(FullName name) => $"{name.Surname} {name.Address}";

    private static string IdOf(RegistrationRow row) => row.Id.ToString(CultureInfo.InvariantCulture);
}
