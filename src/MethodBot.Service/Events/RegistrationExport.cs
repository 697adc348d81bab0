using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Exports;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Events;

/// <summary>Registrations as a table: a row for each, cancelled ones too; the answers given at sign-up stand in one column.</summary>
public static class RegistrationExport
{
    private static readonly ImmutableArray<ExportColumn> Columns =
    [
        new("event", "Мероприятие"),
        new("starts_at", "Начало"),
        new("person", "Фамилия, имя, отчество"),
        new("organization", "Организация"),
        new("position", "Должность"),
        new("status", "Состояние"),
        new("role", "Роль"),
        new("registered_at", "Запись"),
        new("registered_by", "Кто записал"),
        new("attended", "Посещено занятий"),
        new("hours", "Часы"),
        new("answers", "Ответы при записи"),
    ];

    /// <param name="eventId">Null = of all events.</param>
    public static ExportTable Read(SqliteConnection connection, ServiceClock clock, long? eventId = null) => new(Columns, ReadRows(connection, clock, eventId));

    private static IEnumerable<IReadOnlyList<string?>> ReadRows(SqliteConnection connection, ServiceClock clock, long? eventId)
    {
        var rows = connection.Query<Row>(
            """
            SELECT e.title, e.starts_at AS StartsAt, e.hours, e.cancelled_at AS CalledOffAt,
                p.surname, p.first_name AS FirstName, p.patronymic, coalesce(o.name, r.organization_text) AS Organization, j.position,
                r.role, r.registered_at AS RegisteredAt, r.placed_at AS PlacedAt, r.cancelled_at AS CancelledAt,
                b.surname AS BySurname, b.first_name AS ByFirstName, b.patronymic AS ByPatronymic,
                (SELECT count(*) FROM attendance a WHERE a.registration_id = r.id) AS Attended,
                (SELECT group_concat(q.question || ' ' || q.answer, '; ') FROM (SELECT question, answer FROM registration_answer
                    WHERE registration_id = r.id ORDER BY number) q) AS Answers
            FROM registration r JOIN event e ON e.id = r.event_id JOIN person p ON p.id = r.person_id
            LEFT JOIN organization o ON o.id = r.organization_id
            LEFT JOIN job j ON j.person_id = p.id AND j.is_main = 1
            LEFT JOIN person b ON b.id = r.registered_by
            WHERE @eventId IS NULL OR e.id = @eventId
            ORDER BY e.starts_at, e.id, r.id
            """,
            new { eventId },
            buffered: false);
        foreach (var row in rows)
        {
            yield return
            [
                row.Title,
                Time(row.StartsAt),
                Name(row.Surname, row.FirstName, row.Patronymic),
                row.Organization,
                row.Position,
                StatusOf(row),
                row.Role == EventRoles.Speaker ? "выступающий" : "участник",
                Time(row.RegisteredAt),
                Name(row.BySurname, row.ByFirstName, row.ByPatronymic),
                row.Attended.ToString(CultureInfo.InvariantCulture),
                row.Attended > 0 ? row.Hours?.ToString(CultureInfo.InvariantCulture) : null,
                row.Answers,
            ];
        }

        string Time(long time) => clock.ToLocal(DateTimeOffset.FromUnixTimeMilliseconds(time)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private static string? Name(params IEnumerable<string?> parts) => string.Join(' ', parts.OfType<string>()) is { Length: > 0 } name ? name : null;

    private static string StatusOf(Row row) => row switch
    {
        { CalledOffAt: not null } => "мероприятие отменено",
        { CancelledAt: not null } => "запись отменена",
        { PlacedAt: null } => "лист ожидания",
        { Attended: > 0 } => "присутствие отмечено",
        _ => "есть место",
    };

    private sealed record Row
    {
        public string Title { get; init; } = "";

        public long StartsAt { get; init; }

        public long? Hours { get; init; }

        public long? CalledOffAt { get; init; }

        public string? Surname { get; init; }

        public string? FirstName { get; init; }

        public string? Patronymic { get; init; }

        public string? Organization { get; init; }

        public string? Position { get; init; }

        public string Role { get; init; } = "";

        public long RegisteredAt { get; init; }

        public long? PlacedAt { get; init; }

        public long? CancelledAt { get; init; }

        public string? BySurname { get; init; }

        public string? ByFirstName { get; init; }

        public string? ByPatronymic { get; init; }

        public long Attended { get; init; }

        public string? Answers { get; init; }
    }
}
