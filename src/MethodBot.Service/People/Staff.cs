using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.People;

/// <summary>Who has which role, seen and taken back by those who lead the service; and the directions.</summary>
internal static class Staff
{
    public static ImmutableArray<IDialogAction> Actions { get; } =
    [
        DialogAction.Reading(
            "people.staff_card", Roles.Lead, ["person"], ["ok", "gone"], Card, ("name", AnswerType.Text), ("roles", AnswerType.Text), ("is_self", AnswerType.Flag)),
        DialogAction.Changing("people.revoke", Roles.Lead, ["duty"], [], ["ok", "self", "gone"], Revoke),
        DialogAction.Changing("people.add_direction", Roles.Lead, ["name"], [], ["ok", "exists"], AddDirection),
    ];

    public static ImmutableArray<IChoiceSource> Sources { get; } =
    [
        new ListSource(new SourceSignature("people.staff", []), Roles.Lead, (turn, _) => ReadAll(turn.Transaction.Connection)
            .Select(person => new ListItem(person.Id.ToString(CultureInfo.InvariantCulture), person.Full, SearchText.Index(person.Full)))),
        new ListSource(new SourceSignature("people.duties", ["person"]), Roles.Lead, (turn, arguments) => Duties(turn, Number(arguments["person"]))
            .Select(duty => new ListItem(duty.Id, duty.Name, SearchText.Index(duty.Name)))),
        new ListSource(new SourceSignature("people.all_directions", []), Roles.Lead, (turn, _) => turn.Transaction.Connection
            .Query<(string Id, string Name)>("SELECT id, name FROM direction ORDER BY sort, name")
            .Select(row => new ListItem(row.Id, row.Name, SearchText.Index(row.Name)))),
    ];

    /// <summary>What somebody is entrusted with, in words; empty for who is entrusted with nothing.</summary>
    public static IEnumerable<(string Id, string Name)> Duties(ServiceContext context, long person)
    {
        var connection = context.Transaction.Connection;
        var texts = context.Texts;
        foreach (var (id, role, organization) in connection.Query<(long Id, string Role, string? Organization)>(
            "SELECT r.id, r.role, o.name FROM role r LEFT JOIN organization o ON o.id = r.organization_id WHERE r.person_id = @person ORDER BY r.id", new { person }))
        {
            var name = texts.Plain(PeopleTexts.Role(role));
            yield return (string.Create(CultureInfo.InvariantCulture, $"role-{person}-{id}"), organization is null ? name : $"{name}: {organization}");
        }

        foreach (var (direction, name, isDeputy) in connection.Query<(string Id, string Name, long IsDeputy)>(
            "SELECT d.id, d.name, m.is_deputy FROM methodist m JOIN direction d ON d.id = m.direction_id WHERE m.person_id = @person ORDER BY d.sort", new { person }).ToList())
        {
            var levels = connection.Query<string>(
                "SELECT level FROM methodist_level WHERE person_id = @person AND direction_id = @direction ORDER BY level", new { person, direction }).ToList();
            yield return (
                string.Create(CultureInfo.InvariantCulture, $"direction-{person}-{direction}"),
                $"{texts.Plain(PeopleTexts.Role(Invitations.MethodistRole))}: {string.Join(", ", [name, .. levels.Select(level => texts.Plain(PeopleTexts.Level(level))), .. isDeputy != 0 ? (IEnumerable<string>)[texts.Plain(PeopleTexts.Deputy)] : []])}");
        }
    }

    private static List<Person> ReadAll(SqliteConnection connection) =>
        [.. connection.Query<long>("SELECT person_id FROM role UNION SELECT person_id FROM methodist")
            .Select(id => PeopleTable.Find(connection, id)).OfType<Person>().OrderBy(person => person.Full, StringComparer.Ordinal)];

    private static ActionOutcome Card(TurnContext turn, ActionCall call)
    {
        if (Number(call.Arguments["person"]) is var id && PeopleTable.Find(turn.Transaction.Connection, id) is not { } person)
            return ActionOutcome.Of("gone", changed: false);
        var duties = Duties(turn, id).Select(duty => $"• {duty.Name}").ToList();
        return ActionOutcome.Of("ok", changed: false)
            .With("name", person.Full)
            .With("roles", string.Join('\n', duties))
            .With("is_self", Answer.OfFlag(id == turn.RequirePerson().Id));
    }

    // Nobody takes a role from themselves: the last who leads the service would lock everybody out.
    private static ActionOutcome Revoke(TurnContext turn, ActionCall call)
    {
        if (call.Arguments["duty"].Key.Split('-', 3) is not [var kind, var person, var what]
            || !long.TryParse(person, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return ActionOutcome.Of("gone", changed: false);
        }

        if (id == turn.RequirePerson().Id)
            return ActionOutcome.Of("self", changed: false);
        var taken = kind == "direction"
            ? turn.Transaction.Connection.Execute("DELETE FROM methodist WHERE person_id = @id AND direction_id = @what", new { id, what })
            : turn.Transaction.Connection.Execute("DELETE FROM role WHERE person_id = @id AND id = @what", new { id, what = Number(what) });
        return taken > 0 ? ActionOutcome.Of("ok") : ActionOutcome.Of("gone", changed: false);
    }

    private static ActionOutcome AddDirection(TurnContext turn, ActionCall call)
    {
        var connection = turn.Transaction.Connection;
        var name = (call.Arguments["name"].Text ?? "").Trim();
        if (connection.Query<string>("SELECT name FROM direction").Any(known => RussianText.Normalize(known) == RussianText.Normalize(name)))
            return ActionOutcome.Of("exists", changed: false);
        var number = connection.ExecuteScalar<long>("SELECT coalesce(max(sort), 0) + 1 FROM direction");
        connection.Execute("INSERT INTO direction (id, name, sort) VALUES (@id, @name, @number)", new { id = string.Create(CultureInfo.InvariantCulture, $"d{number}"), name, number });
        return ActionOutcome.Of("ok");
    }

    private static long Number(Answer answer) => Number(answer.Key);

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
