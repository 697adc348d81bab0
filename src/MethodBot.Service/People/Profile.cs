using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Service.Access;

namespace MethodBot.Service.People;

/// <summary>What a person says of themselves, and changes later.</summary>
internal sealed class Profile(PersonMerge merge)
{
    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading("people.read_name", Roles.Consented, ["text"], ["ok", "unclear"], ReadName, ("address", AnswerType.Text)),
        DialogAction.Changing("people.save_name", Roles.Consented, ["name"], [], ["ok"], SaveName, ("address", AnswerType.Text)),
        DialogAction.Reading(
            "people.card",
            Roles.Registered,
            [],
            ["ok"],
            Card,
            ("name", AnswerType.Text),
            ("jobs", AnswerType.Text),
            ("job_count", AnswerType.Number),
            ("messengers", AnswerType.Number),
            ("where", AnswerType.Text),
            ("invitations", AnswerType.Flag)),
        DialogAction.Changing("people.prefer", Roles.Registered, ["messenger"], [], ["ok"], Prefer),
        DialogAction.Changing("people.want_invitations", Roles.Registered, ["wanted"], [], ["ok"], WantInvitations),
    ];

    // Lists of participants and certificates need a surname.
    private static ActionOutcome ReadName(TurnContext turn, ActionCall call) =>
        FullName.Parse(call.Arguments.GetValueOrDefault("text")?.Text ?? "") is { Surname: not null } name
            ? ActionOutcome.Of("ok", changed: false).With("address", name.Address)
            : ActionOutcome.Of("unclear", changed: false);

    private ActionOutcome SaveName(TurnContext turn, ActionCall call)
    {
        var person = turn.RequirePerson();
        var name = FullName.Parse(call.Arguments["name"].Text ?? "") ?? throw new InvalidOperationException("the name was not read before it was saved");
        PeopleTable.SaveName(turn.Transaction, person.Id, name);
        if (person.FirstName is null && FindImported(turn, person, name) is { } imported)
            merge.Run(turn, imported, person.Id);
        turn.ForgetPerson();
        return ActionOutcome.Of("ok").With("address", name.Address);
    }

    // Somebody whom a list named with all three names, of the same organization. One with a role is met by an invitation only: a name proves nothing.
    private static long? FindImported(TurnContext turn, Person person, FullName name) => turn.Transaction.Connection.ExecuteScalar<long?>(
        """
        SELECT p.id FROM person p JOIN job j ON j.person_id = p.id AND j.organization_id = @OrganizationId
        WHERE p.id <> @Id AND p.surname IS NOT NULL AND p.patronymic IS NOT NULL AND p.search = @search AND p.erased_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM account_sharer a WHERE a.person_id = p.id)
            AND NOT EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id)
            AND NOT EXISTS (SELECT 1 FROM methodist m WHERE m.person_id = p.id)
        ORDER BY p.id LIMIT 1
        """,
        new { person.Id, person.OrganizationId, search = name.Search });

    private static ActionOutcome Card(TurnContext turn, ActionCall call)
    {
        var person = turn.RequirePerson();
        var connection = turn.Transaction.Connection;
        var jobs = Jobs.Read(connection, person.Id);
        var messengers = PeopleTable.Accounts(connection, person.Id).Select(account => account.Messenger).Distinct(StringComparer.Ordinal).ToList();
        var where = messengers.Count == 1 ? messengers[0] : person.PreferredMessenger;
        return ActionOutcome.Of("ok", changed: false)
            .With("name", person.Full)
            .With("jobs", jobs.Count == 0 ? turn.Texts.Plain(PeopleTexts.NoJob) : string.Join('\n', jobs.Select(job => jobs.Count > 1 && job.IsMain != 0
                ? turn.Texts.Plain(PeopleTexts.MainJob, ("job", Answer.OfText(job.ToString())))
                : job.ToString())))
            .With("job_count", Answer.OfNumber(jobs.Count))
            .With("messengers", Answer.OfNumber(messengers.Count))
            .With("where", turn.Texts.Plain(where is null ? PeopleTexts.Wherever : PeopleTexts.Messenger(where)))
            .With("invitations", Answer.OfFlag(person.WantsInvitations));
    }

    private static ActionOutcome Prefer(TurnContext turn, ActionCall call)
    {
        var messenger = call.Arguments["messenger"].Key;
        turn.Transaction.Connection.Execute(
            "UPDATE person SET preferred = @preferred WHERE id = @Id",
            new { turn.RequirePerson().Id, preferred = PeopleTexts.Messengers.Contains(messenger) ? messenger : null });
        turn.ForgetPerson();
        return ActionOutcome.Of("ok");
    }

    private static ActionOutcome WantInvitations(TurnContext turn, ActionCall call)
    {
        SetWantsInvitations(turn, call.Arguments["wanted"].Key == "yes");
        return ActionOutcome.Of("ok");
    }

    /// <summary>The person of the turn wants invitations, announcements and reminders that are not about own affairs, or none.</summary>
    internal static void SetWantsInvitations(TurnContext turn, bool wanted)
    {
        turn.Transaction.Connection.Execute("UPDATE person SET invited = @wanted WHERE id = @Id", new { turn.RequirePerson().Id, wanted = wanted ? 1 : 0 });
        turn.ForgetPerson();
    }
}
