using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Service.Access;

namespace MethodBot.Service.People;

/// <summary>A person's other messenger joins by a code that one shows and the other takes.</summary>
internal sealed class Joining(PersonMerge merge, IOneTimeCodeSource codes)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Changing("people.link_code", Roles.Registered, [], [], ["ok"], MakeCode, ("code", AnswerType.Text)),
        DialogAction.Changing("people.join", Roles.Everyone, ["code"], [], ["ok", "wrong", "same", "many"], Join, ("address", AnswerType.Text)),
    ];

    private ActionOutcome MakeCode(TurnContext turn, ActionCall call)
    {
        var connection = turn.Transaction.Connection;
        var person = turn.RequirePerson().Id;
        connection.Execute("DELETE FROM link_code WHERE person_id = @person OR expires_at <= @now", new { person, now = turn.Now.ToUnixTimeMilliseconds() });
        var code = codes.Digits();
        while (connection.ExecuteScalar<long>("SELECT count(*) FROM link_code WHERE code = @code", new { code }) > 0)
            code = codes.Digits();
        connection.Execute(
            "INSERT INTO link_code (code, person_id, messenger, expires_at) VALUES (@code, @person, @Messenger, @expires)",
            new { code, person, turn.Account.Messenger, expires = (turn.Now + Lifetime).ToUnixTimeMilliseconds() });
        return ActionOutcome.Of("ok", changed: false).With("code", string.Create(CultureInfo.InvariantCulture, $"{code[..3]} {code[3..]}"));
    }

    private ActionOutcome Join(TurnContext turn, ActionCall call)
    {
        if (OneTimeCodes.HasTriedTooOften(turn))
            return ActionOutcome.Of("many", changed: false);
        var connection = turn.Transaction.Connection;
        var code = OneTimeCodes.Clean(call.Arguments["code"].Text);
        var owner = connection.ExecuteScalar<long?>(
            "SELECT person_id FROM link_code WHERE code = @code AND expires_at > @now", new { code, now = turn.Now.ToUnixTimeMilliseconds() });
        if (owner is not { } person)
        {
            OneTimeCodes.NoteWrong(turn);
            return ActionOutcome.Of("wrong", changed: false);
        }

        connection.Execute("DELETE FROM link_code WHERE code = @code", new { code });
        if (turn.Person()?.Id is { } present)
        {
            if (present == person)
                return ActionOutcome.Of("same", changed: false);
            // One who has a profile here, too, proves with the code that both are theirs.
            merge.Run(turn, present, person);
        }
        else
        {
            turn.MergeOwners(turn.Account.ToString(), PersonOfTurn.KeyOf(person));
        }

        PeopleTable.AddAccount(turn.Transaction, person, turn.Account, turn.Now);
        turn.ForgetPerson();
        return ActionOutcome.Of("ok").With("address", turn.RequirePerson().Address);
    }
}
