using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;

namespace MethodBot.Service.People;

/// <summary>One phone, two teachers: who writes now is said, never guessed, and neither sees what the other had under way.</summary>
internal static class SharedAccounts
{
    public static ImmutableArray<IDialogAction> Actions { get; } =
    [
        DialogAction.Changing("people.switch", Roles.Everyone, ["person"], [], ["ok", "gone"], Switch),
        DialogAction.Changing("people.add_sharer", Roles.Registered, [], [], ["ok"], Add),
    ];

    public static ImmutableArray<IChoiceSource> Sources { get; } =
    [
        new ListSource(new SourceSignature("people.sharers", []), Roles.Everyone, (turn, _) => Others(turn)
            .Select(person => new ListItem(person.Id.ToString(CultureInfo.InvariantCulture), person.Full, SearchText.Index(person.Full)))),
    ];

    /// <summary>People with a profile who write from this account, beside the one who writes now.</summary>
    public static IEnumerable<Person> Others(TurnContext turn)
    {
        var present = turn.Person()?.Id;
        return PeopleTable.SharersOf(turn.Transaction.Connection, turn.Account).Where(person => person.Id != present && person.FirstName is not null);
    }

    private static ActionOutcome Switch(TurnContext turn, ActionCall call)
    {
        if (Others(turn).FirstOrDefault(other => other.Id.ToString(CultureInfo.InvariantCulture) == call.Arguments["person"].Key) is not { } person)
            return ActionOutcome.Of("gone", changed: false);
        var unknown = DropUnknown(turn);
        var suspended = turn.HandOver(unknown ? null : KeyOfPresent(turn), PersonOfTurn.KeyOf(person.Id));
        PeopleTable.SwitchAccount(turn.Transaction, person.Id, turn.Account, turn.Now);
        turn.ForgetPerson();
        return ActionOutcome.Of("ok") with { HandedOver = suspended };
    }

    private static ActionOutcome Add(TurnContext turn, ActionCall call)
    {
        turn.HandOver(KeyOfPresent(turn), null);
        PeopleTable.Add(turn.Transaction, turn.Account, turn.Now);
        turn.ForgetPerson();
        return ActionOutcome.Of("ok") with { HandedOver = [] };
    }

    // Somebody who was to be added and never said who they are is nobody: nothing of theirs is held that could be kept.
    private static bool DropUnknown(TurnContext turn)
    {
        if (turn.Person() is not { FirstName: null } unknown)
            return false;
        var connection = turn.Transaction.Connection;
        var now = turn.Now.ToUnixTimeMilliseconds();
        connection.Execute("DELETE FROM account_sharer WHERE person_id = @Id", new { unknown.Id });
        connection.Execute("DELETE FROM job WHERE person_id = @Id", new { unknown.Id });
        connection.Execute("UPDATE consent SET withdrawn_at = @now WHERE person_id = @Id AND withdrawn_at IS NULL", new { unknown.Id, now });
        connection.Execute("UPDATE person SET erased_at = @now WHERE id = @Id", new { unknown.Id, now });
        return true;
    }

    private static string KeyOfPresent(TurnContext turn) => turn.Person() is { } person ? PersonOfTurn.KeyOf(person.Id) : turn.Account.ToString();
}
