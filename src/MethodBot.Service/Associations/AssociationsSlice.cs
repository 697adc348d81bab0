using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;

namespace MethodBot.Service.Associations;

/// <summary>Directory of the town's teacher associations: who gathers, who leads.</summary>
public sealed class AssociationsSlice : ISlice
{
    public string Name => "associations";

    public SchemaPart Schema { get; } = new("associations", [
        """
        CREATE TABLE association (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL UNIQUE, leader TEXT NOT NULL,
            meets TEXT NOT NULL, members INTEGER NOT NULL, search TEXT NOT NULL) STRICT;
        """,
    ]);

    public ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading(
            "associations.card",
            Roles.Registered,
            ["association"],
            ["ok", "gone"],
            Card,
            ("name", AnswerType.Text),
            ("leader", AnswerType.Text),
            ("meets", AnswerType.Text),
            ("members", AnswerType.Number)),
    ];

    public ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("associations.all", []), Roles.Registered, (turn, _) => turn.Transaction.Connection
            .Query<(long Id, string Name, string Search)>("SELECT id, name, search FROM association ORDER BY kind, id")
            .Select(row => new ListItem(row.Id.ToString(CultureInfo.InvariantCulture), row.Name, row.Search))),
    ];

    private static ActionOutcome Card(TurnContext turn, ActionCall call)
    {
        var row = long.TryParse(call.Arguments.GetValueOrDefault("association")?.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? turn.Transaction.Connection.QuerySingleOrDefault<Row>("SELECT name, leader, meets, members FROM association WHERE id = @id", new { id })
            : null;
        return row is null
            ? ActionOutcome.Of("gone", changed: false)
            : ActionOutcome.Of("ok", changed: false)
                .With("name", row.Name)
                .With("leader", row.Leader)
                .With("meets", row.Meets)
                .With("members", Answer.OfNumber(row.Members));
    }

    private sealed record Row(string Name, string Leader, string Meets, long Members);
}
