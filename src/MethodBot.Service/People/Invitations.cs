using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Service.Access;
using MethodBot.Service.Notices;

namespace MethodBot.Service.People;

/// <summary>Roles are given by links that work once. Nobody gets a role by saying who they are.</summary>
internal sealed class Invitations(PersonMerge merge, NoticeDesk notices, DeepLinks links, IOneTimeCodeSource codes)
{
    public const string MethodistRole = "methodist";

    /// <summary>Role of an invitation that gives none: who was imported gets their own row.</summary>
    public const string OwnRow = "person";

    private const string AllLevels = "all";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Changing(
            "people.invite",
            Roles.Lead,
            ["role"],
            ["organization", "direction", "level", "deputy"],
            ["ok"],
            Invite,
            ("code", AnswerType.Text),
            ("links", AnswerType.Text),
            ("until", AnswerType.Date)),
        DialogAction.Changing(
            "people.accept_invitation", Roles.Registered, ["code"], [], ["ok", "welcome", "used", "gone", "many"], Accept, ("duties", AnswerType.Text)),
    ];

    /// <summary>Makes an invitation, and returns its code: the link's payload is <c>invite-CODE</c>.</summary>
    /// <param name="person">For <see cref="OwnRow"/>, or a role of somebody who was imported; else null.</param>
    public static string Create(
        StoreTransaction transaction, IOneTimeCodeSource codes, Invitation invitation, long? person, long? createdBy, DateTimeOffset now)
    {
        var code = codes.Letters();
        transaction.Connection.Execute(
            """
            INSERT INTO invitation (code, role, person_id, organization_id, directions, levels, is_deputy, created_by, created_at, expires_at)
            VALUES (@code, @Role, @person, @Organization, @Direction, @Level, @IsDeputy, @createdBy, @now, @expires)
            """,
            new
            {
                code,
                invitation.Role,
                person,
                invitation.Organization,
                invitation.Direction,
                invitation.Level,
                invitation.IsDeputy,
                createdBy,
                now = now.ToUnixTimeMilliseconds(),
                expires = (now + Lifetime).ToUnixTimeMilliseconds(),
            });
        return code;
    }

    private ActionOutcome Invite(TurnContext turn, ActionCall call)
    {
        var invitation = new Invitation
        {
            Role = call.Arguments["role"].Key,
            Organization = Number(call.Arguments.GetValueOrDefault("organization")),
            Direction = call.Arguments.GetValueOrDefault("direction")?.Key,
            Level = call.Arguments.GetValueOrDefault("level")?.Key is { } level && level != AllLevels ? level : null,
            IsDeputy = call.Arguments.GetValueOrDefault("deputy")?.Flag == true,
        };
        var code = Create(turn.Transaction, codes, invitation, null, turn.RequirePerson().Id, turn.Now);
        return ActionOutcome.Of("ok")
            .With("code", code)
            .With("links", links.To($"invite-{code}"))
            .With("until", Answer.OfDate(turn.Clock.DateOf(turn.Now + Lifetime)));
    }

    private ActionOutcome Accept(TurnContext turn, ActionCall call)
    {
        if (OneTimeCodes.HasTriedTooOften(turn))
            return ActionOutcome.Of("many", changed: false);
        var connection = turn.Transaction.Connection;
        // Typed by hand it may still bear the link's beginning.
        var code = OneTimeCodes.Clean(call.Arguments["code"].Text ?? call.Arguments["code"].Key);
        code = code.StartsWith("invite", StringComparison.Ordinal) ? code["invite".Length..] : code;
        var found = connection.QuerySingleOrDefault<Invitation>(
            """
            SELECT role, person_id AS Person, organization_id AS Organization, directions AS Direction, levels AS Level, is_deputy AS IsDeputy,
                created_by AS CreatedBy, expires_at AS ExpiresAt, used_by AS UsedBy
            FROM invitation WHERE code = @code
            """,
            new { code });
        var person = turn.RequirePerson();
        if (found is null || found.ExpiresAt <= turn.Now.ToUnixTimeMilliseconds())
        {
            OneTimeCodes.NoteWrong(turn);
            return ActionOutcome.Of("gone", changed: false);
        }

        if (found.UsedBy is { } user)
            return user == person.Id ? Welcome(turn, changed: false) : ActionOutcome.Of("used", changed: false);
        // Whose row it was has come by another way meanwhile: that person is nobody else's to become.
        if (found.Person is { } taken && taken != person.Id && PeopleTable.Accounts(connection, taken).Count > 0)
            return ActionOutcome.Of("used", changed: false);
        connection.Execute("UPDATE invitation SET used_by = @Id, used_at = @now WHERE code = @code", new { person.Id, now = turn.Now.ToUnixTimeMilliseconds(), code });
        if (found.Person is { } imported && imported != person.Id)
            merge.Run(turn, imported, person.Id);
        Give(turn, person.Id, found);
        turn.ForgetPerson();
        // An imported row is nobody's invitation: it comes from a table.
        if (found.CreatedBy is { } inviter && inviter != person.Id && found.Role != OwnRow)
        {
            notices.Tell(turn, inviter, new Notice(new OutboundMessage
            {
                Text = turn.Texts.Rich(PeopleTexts.InvitationAccepted, ("name", Answer.OfText(person.Full)), ("role", Answer.OfText(turn.Texts.Plain(PeopleTexts.Role(found.Role))))),
            })
            {
                Kind = NoticeKind.Own,
                Tag = PersonOfTurn.TagOf(person.Id),
            });
        }

        return Welcome(turn, changed: true);
    }

    // Who was imported as a plain teacher is entrusted with nothing: they are welcome, and no more.
    private static ActionOutcome Welcome(TurnContext turn, bool changed)
    {
        var duties = Staff.Duties(turn, turn.RequirePerson().Id).Select(duty => $"• {duty.Name}").ToList();
        return duties.Count == 0
            ? ActionOutcome.Of("welcome", changed)
            : ActionOutcome.Of("ok", changed).With("duties", string.Join('\n', duties));
    }

    private static void Give(TurnContext turn, long person, Invitation invitation)
    {
        switch (invitation.Role)
        {
            case MethodistRole when invitation.Direction is { } direction:
                RoleTable.AppointMethodist(turn.Transaction, person, direction, invitation.Level is { } level ? [level] : [], invitation.IsDeputy);
                break;
            case RoleTable.Administrator or RoleTable.Head:
                RoleTable.Grant(turn.Transaction, person, invitation.Role, null, turn.Now);
                break;
            case RoleTable.Coordinator when invitation.Organization is { } organization:
                RoleTable.Grant(turn.Transaction, person, invitation.Role, organization, turn.Now);
                break;
        }
    }

    private static long? Number(Answer? answer) =>
        long.TryParse(answer?.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

/// <summary>What an invitation gives.</summary>
internal sealed record Invitation
{
    /// <summary>A role of <see cref="RoleTable"/>, <see cref="Invitations.MethodistRole"/> or <see cref="Invitations.OwnRow"/>.</summary>
    public string Role { get; init; } = "";

    public long? Person { get; init; }

    /// <summary>Of a coordinator.</summary>
    public long? Organization { get; init; }

    /// <summary>Of a methodist.</summary>
    public string? Direction { get; init; }

    /// <summary>Of a methodist; null: all of them.</summary>
    public string? Level { get; init; }

    public bool IsDeputy { get; init; }

    public long? CreatedBy { get; init; }

    public long ExpiresAt { get; init; }

    public long? UsedBy { get; init; }
}
