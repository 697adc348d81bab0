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

/// <summary>Where people work: several places, one of them the main one.</summary>
internal static class Jobs
{
    public static ImmutableArray<IDialogAction> Actions { get; } =
    [
        DialogAction.Changing("people.save_job", Roles.Consented, ["organization", "position"], ["area", "group"], ["ok"], Save),
        DialogAction.Changing("people.choose_job", Roles.Registered, ["job"], [], ["ok", "gone"], Choose),
        DialogAction.Changing("people.remove_job", Roles.Registered, ["job"], [], ["ok", "last", "gone"], Remove),
    ];

    public static ImmutableArray<IChoiceSource> Sources { get; } =
    [
        new ListSource(new SourceSignature("people.jobs", []), Roles.Registered, (turn, _) => turn.Person() is { } person
            ? Read(turn.Transaction.Connection, person.Id).Select(job => new ListItem(job.Id.ToString(CultureInfo.InvariantCulture), job.ToString(), SearchText.Index(job.ToString())))
            : []),
    ];

    /// <summary>The main one first.</summary>
    public static List<Job> Read(SqliteConnection connection, long person) =>
        [.. connection.Query<Job>(
            """
            SELECT j.id, coalesce(o.name, j.organization_text, '') AS Organization, j.position, j.area, j.is_main AS IsMain
            FROM job j LEFT JOIN organization o ON o.id = j.organization_id WHERE j.person_id = @person ORDER BY j.is_main DESC, j.id
            """,
            new { person })];

    // Told again for the same organization, it replaces what was told before; the first is the main one.
    private static ActionOutcome Save(TurnContext turn, ActionCall call)
    {
        var person = turn.RequirePerson().Id;
        var organization = call.Arguments["organization"];
        var known = organization.Options is { IsDefaultOrEmpty: false } ? long.Parse(organization.Key, CultureInfo.InvariantCulture) : (long?)null;
        PeopleTable.SaveJob(
            turn.Transaction,
            person,
            known,
            known is null ? organization.Key : null,
            AnswerText.Format(call.Arguments["position"]),
            // A subject, or a group of the kindergarten: whichever the position asked for.
            (call.Arguments.GetValueOrDefault("area") ?? call.Arguments.GetValueOrDefault("group")) is { } area ? AnswerText.Format(area) : null);
        turn.ForgetPerson();
        return ActionOutcome.Of("ok");
    }

    private static ActionOutcome Choose(TurnContext turn, ActionCall call)
    {
        if (Find(turn, call) is not { } job)
            return ActionOutcome.Of("gone", changed: false);
        turn.Transaction.Connection.Execute(
            "UPDATE job SET is_main = (id = @Id) WHERE person_id = @person", new { job.Id, person = turn.RequirePerson().Id });
        turn.ForgetPerson();
        return ActionOutcome.Of("ok");
    }

    private static ActionOutcome Remove(TurnContext turn, ActionCall call)
    {
        var connection = turn.Transaction.Connection;
        var person = turn.RequirePerson().Id;
        if (Find(turn, call) is not { } job)
            return ActionOutcome.Of("gone", changed: false);
        if (Read(connection, person).Count == 1)
            return ActionOutcome.Of("last", changed: false);
        connection.Execute("DELETE FROM job WHERE id = @Id", new { job.Id });
        connection.Execute(
            "UPDATE job SET is_main = 1 WHERE id = (SELECT min(id) FROM job WHERE person_id = @person) AND NOT EXISTS (SELECT 1 FROM job WHERE person_id = @person AND is_main = 1)",
            new { person });
        turn.ForgetPerson();
        return ActionOutcome.Of("ok");
    }

    private static Job? Find(TurnContext turn, ActionCall call) =>
        long.TryParse(call.Arguments["job"].Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? Read(turn.Transaction.Connection, turn.RequirePerson().Id).Find(job => job.Id == id)
            : null;
}

internal sealed record Job
{
    public long Id { get; init; }

    public string Organization { get; init; } = "";

    public string Position { get; init; } = "";

    public string? Area { get; init; }

    public long IsMain { get; init; }

    /// <summary>«Школа № 5, учитель-предметник, математика» as the person chose it.</summary>
    public override string ToString() => string.Join(", ", new[] { Organization, Position, Area }.Where(part => !string.IsNullOrEmpty(part)));
}
