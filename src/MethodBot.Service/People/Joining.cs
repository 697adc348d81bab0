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
        DialogAction.Changing(
            "people.whose_code",
            Roles.Everyone,
            ["code"],
            [],
            ["ok", "wrong", "same", "many"],
            WhoseCode,
            ("merges", AnswerType.Flag),
            ("name", AnswerType.Text),
            ("job", AnswerType.Text)),
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

    // Two profiles never come apart again: whoever has one here sees whose the other is before the code is spent.
    private static ActionOutcome WhoseCode(TurnContext turn, ActionCall call)
    {
        var (outcome, owner) = Read(turn, call);
        if (outcome != "ok")
            return ActionOutcome.Of(outcome, changed: false);
        var connection = turn.Transaction.Connection;
        var person = PeopleTable.Find(connection, owner) ?? throw new InvalidOperationException("a code outlived the person who was shown it");
        return ActionOutcome.Of("ok", changed: false)
            .With("merges", Answer.OfFlag(turn.Person() is { FirstName: not null }))
            .With("name", person.Full)
            .With("job", Jobs.Read(connection, owner).FirstOrDefault()?.ToString() ?? turn.Texts.Plain(PeopleTexts.NoJob));
    }

    private ActionOutcome Join(TurnContext turn, ActionCall call)
    {
        var (outcome, person) = Read(turn, call);
        if (outcome != "ok")
            return ActionOutcome.Of(outcome, changed: false);
        var connection = turn.Transaction.Connection;
        connection.Execute("DELETE FROM link_code WHERE code = @code", new { code = CodeOf(call) });
        // One who has a profile here, too, proves with the code that both are theirs.
        if (turn.Person()?.Id is { } present)
            merge.Run(turn, present, person);
        else
            turn.MergeOwners(turn.Account.ToString(), PersonOfTurn.KeyOf(person));
        PeopleTable.AddAccount(turn.Transaction, person, turn.Account, turn.Now);
        turn.ForgetPerson();
        return ActionOutcome.Of("ok").With("address", turn.RequirePerson().Address);
    }

    private static (string Outcome, long Owner) Read(TurnContext turn, ActionCall call)
    {
        if (OneTimeCodes.HasTriedTooOften(turn))
            return ("many", 0);
        var owner = turn.Transaction.Connection.ExecuteScalar<long?>(
            // One that seems to last longer than any was made before the clock was set back.
            "SELECT person_id FROM link_code WHERE code = @code AND expires_at > @now AND expires_at <= @latest",
            new { code = CodeOf(call), now = turn.Now.ToUnixTimeMilliseconds(), latest = (turn.Now + Lifetime).ToUnixTimeMilliseconds() });
        if (owner is { } person)
            return (turn.Person()?.Id == person ? "same" : "ok", person);
        OneTimeCodes.NoteWrong(turn);
        return ("wrong", 0);
    }

    private static string CodeOf(ActionCall call) => OneTimeCodes.Clean(call.Arguments["code"].Text);
}
