using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Events;

/// <summary>«Моё участие»: what a person took part in, with dates, hours and role. Hours count where somebody marked that they came.</summary>
internal static class Participation
{
    public static ImmutableArray<IDialogAction> Actions =>
    [
        DialogAction.Reading(
            "events.participation", Roles.Registered, [], ["some", "none"], Summary, ("count", AnswerType.Number), ("hours", AnswerType.Number)),
        DialogAction.Reading(
            "events.participation_card", Roles.Registered, ["registration"], ["ok", "gone"], Card, ("title", AnswerType.Text), ("text", AnswerType.Text)),
    ];

    public static ImmutableArray<IChoiceSource> Sources =>
    [
        new ListSource(new SourceSignature("events.past", []), Roles.Registered, (turn, _) => turn.Person() is { } person
            ? Read(turn.Transaction.Connection, person.Id, turn.Now).Select(row => ToItem(turn, row))
            : []),
    ];

    private static ActionOutcome Summary(TurnContext turn, ActionCall call)
    {
        var rows = Read(turn.Transaction.Connection, turn.RequirePerson().Id, turn.Now).ToList();
        var attended = rows.Where(row => row.Attended > 0).ToList();
        return ActionOutcome.Of(rows.Count == 0 ? "none" : "some", changed: false)
            .With("count", Answer.OfNumber(attended.Count))
            .With("hours", Answer.OfNumber(attended.Sum(row => row.Hours ?? 0)));
    }

    private static ActionOutcome Card(TurnContext turn, ActionCall call)
    {
        var key = call.Arguments.GetValueOrDefault("registration")?.Key;
        if (Read(turn.Transaction.Connection, turn.RequirePerson().Id, turn.Now).FirstOrDefault(row => IdOf(row) == key) is not { } row)
            return ActionOutcome.Of("gone", changed: false);
        var first = EventWording.Date(turn, row.StartsAt);
        var last = EventWording.Date(turn, row.EndsAt);
        var state = row.Attended == 0
            ? turn.Texts.Plain(EventTexts.WasSignedUp)
            : row.Attended == row.Sessions
                ? turn.Texts.Plain(EventTexts.WasThere)
                : turn.Texts.Plain(EventTexts.WasAtSome, ("count", Answer.OfNumber(row.Attended)), ("total", Answer.OfNumber(row.Sessions)));
        var lines = new[]
        {
            first == last ? first : $"{first} – {last}",
            EventWording.KindOf(turn, row.Kind),
            row.Hours is { } hours ? turn.Texts.Plain(EventTexts.HoursLine, ("hours", Answer.OfNumber(hours))) : "",
            turn.Texts.Plain(EventTexts.RoleLine, ("role", Answer.OfText(EventWording.RoleOf(turn, row.Role)))),
            state,
        };
        return ActionOutcome.Of("ok", changed: false).With("title", row.Title).With("text", string.Join('\n', lines.Where(line => line.Length > 0)));
    }

    private static ListItem ToItem(TurnContext turn, Row row)
    {
        var label = turn.Texts.Plain(
            row is { Hours: not null, Attended: > 0 } ? EventTexts.ParticipationHours : EventTexts.Participation,
            ("date", Answer.OfText(EventWording.Date(turn, row.StartsAt))),
            ("title", Answer.OfText(row.Title)),
            ("hours", Answer.OfNumber(row.Hours ?? 0)));
        return new ListItem(IdOf(row), label, SearchText.Index(label));
    }

    private static string IdOf(Row row) => row.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is over and was not cancelled, by either side; the latest first.</summary>
    private static IEnumerable<Row> Read(SqliteConnection connection, long person, DateTimeOffset now) => connection.Query<Row>(
        """
        SELECT r.id, e.title, e.kind, e.starts_at AS StartsAt, e.ends_at AS EndsAt, e.hours, r.role,
            (SELECT count(*) FROM attendance a WHERE a.registration_id = r.id) AS Attended,
            (SELECT count(*) FROM event_session s WHERE s.event_id = e.id) AS Sessions
        FROM registration r JOIN event e ON e.id = r.event_id
        WHERE r.person_id = @person AND r.cancelled_at IS NULL AND r.placed_at IS NOT NULL AND e.cancelled_at IS NULL
            AND (e.ends_at <= @now OR EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id))
        ORDER BY e.starts_at DESC, r.id DESC
        """,
        new { person, now = now.ToUnixTimeMilliseconds() });

    private sealed record Row
    {
        public required long Id { get; init; }

        public required string Title { get; init; }

        public required string Kind { get; init; }

        public required long StartsAt { get; init; }

        public required long EndsAt { get; init; }

        public long? Hours { get; init; }

        public required string Role { get; init; }

        public long Attended { get; init; }

        public long Sessions { get; init; }
    }
}
