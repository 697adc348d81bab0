using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Exports;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Consultations;

/// <summary>Consultations as a table: a row for each, what became of it and how long that took in working time. What was written is not in it.</summary>
public static class ConsultationExport
{
    private static readonly ImmutableArray<ExportColumn> Columns =
    [
        new("number", "Номер"), new("created_at", "Создано"), new("teacher", "Кто спросил"), new("organization", "Организация"),
        new("direction", "Направление"), new("level", "Ступень"), new("subject", "Тема"), new("methodist", "Методист"), new("taken_at", "Взято"),
        new("answered_at", "Первый ответ"), new("closed_at", "Закрыто"), new("minutes_to_take", "Рабочих минут до взятия"),
        new("minutes_to_answer", "Рабочих минут до ответа"), new("rating", "Оценка"), new("escalated", "Кого ещё позвали"),
    ];

    private static readonly Dictionary<string, string> LevelNames = new(StringComparer.Ordinal)
    {
        ["preschool"] = "Дошкольное образование",
        ["primary"] = "Начальное общее",
        ["basic"] = "Основное общее",
        ["secondary"] = "Среднее общее",
    };

    /// <param name="hours">By which the working minutes are counted.</param>
    /// <param name="from">First day of those asked; null = from the beginning.</param>
    /// <param name="to">Last day of those asked; null = until now.</param>
    public static ExportTable Read(SqliteConnection connection, WorkingHours hours, ServiceClock clock, DateOnly? from = null, DateOnly? to = null) =>
        new(Columns, ReadRows(connection, hours, clock, from, to));

    private static IEnumerable<IReadOnlyList<string?>> ReadRows(
        SqliteConnection connection, WorkingHours hours, ServiceClock clock, DateOnly? from, DateOnly? to)
    {
        var rows = connection.Query<Row>(
            """
            SELECT c.id, c.created_at AS CreatedAt, trim(coalesce(t.surname, '') || ' ' || coalesce(t.first_name, '') || ' ' || coalesce(t.patronymic, '')) AS Teacher,
                coalesce(o.name, j.organization_text) AS Organization, d.name AS Direction, c.level, c.subject,
                trim(coalesce(m.surname, '') || ' ' || coalesce(m.first_name, '') || ' ' || coalesce(m.patronymic, '')) AS Methodist,
                c.taken_at AS TakenAt, c.answered_at AS AnsweredAt, c.closed_at AS ClosedAt, c.rating, c.escalated, c.erased_at AS ErasedAt
            FROM consultation c
            JOIN direction d ON d.id = c.direction_id
            JOIN person t ON t.id = c.teacher_id
            LEFT JOIN job j ON j.person_id = t.id AND j.is_main = 1
            LEFT JOIN organization o ON o.id = j.organization_id
            LEFT JOIN person m ON m.id = c.methodist_id
            WHERE c.created_at >= @begin AND c.created_at < @end ORDER BY c.id
            """,
            new
            {
                begin = from is { } first ? clock.At(first, TimeOnly.MinValue).ToUnixTimeMilliseconds() : long.MinValue,
                end = to is { } last ? clock.At(last.AddDays(1), TimeOnly.MinValue).ToUnixTimeMilliseconds() : long.MaxValue,
            },
            buffered: false);
        foreach (var row in rows)
        {
            var created = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt);
            yield return
            [
                row.Id.ToString(CultureInfo.InvariantCulture),
                Format(row.CreatedAt, clock),
                row.ErasedAt is null ? row.Teacher : null,
                row.ErasedAt is null ? row.Organization : null,
                row.Direction,
                row.Level is { } level ? LevelNames.GetValueOrDefault(level, level) : null,
                row.Subject,
                row.Methodist is { Length: > 0 } methodist ? methodist : null,
                Format(row.TakenAt, clock),
                Format(row.AnsweredAt, clock),
                Format(row.ClosedAt, clock),
                Minutes(created, row.TakenAt, hours),
                Minutes(created, row.AnsweredAt, hours),
                row.Rating?.ToString(CultureInfo.InvariantCulture),
                row.Escalated switch { 0 => null, 1 => "заместитель", _ => "руководитель" },
            ];
        }
    }

    private static string? Format(long? time, ServiceClock clock) => time is { } milliseconds
        ? clock.ToLocal(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
        : null;

    private static string? Minutes(DateTimeOffset from, long? to, WorkingHours hours) => to is { } milliseconds
        ? ((long)hours.Between(from, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).TotalMinutes).ToString(CultureInfo.InvariantCulture)
        : null;

    // Dapper fills properties: it cannot match a constructor where an expression is null in the first row.
    private sealed record Row
    {
        public long Id { get; init; }

        public long CreatedAt { get; init; }

        public string? Teacher { get; init; }

        public string? Organization { get; init; }

        public string? Direction { get; init; }

        public string? Level { get; init; }

        public string? Subject { get; init; }

        public string? Methodist { get; init; }

        public long? TakenAt { get; init; }

        public long? AnsweredAt { get; init; }

        public long? ClosedAt { get; init; }

        public long? Rating { get; init; }

        public long Escalated { get; init; }

        public long? ErasedAt { get; init; }
    }
}
