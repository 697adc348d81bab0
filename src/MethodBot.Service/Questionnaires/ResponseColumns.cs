using System.Collections.Immutable;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Machines;
using MethodBot.Service.Exports;

namespace MethodBot.Service.Questionnaires;

/// <summary>What tables say of a response beside its answers. An anonymous one shows its day and its event, and nobody.</summary>
internal sealed class ResponseColumns(Machine questionnaire, ServiceClock clock)
{
    public const string Select =
        """
        r.id, r.submitted_at AS SubmittedAt, r.updated_at AS UpdatedAt, p.surname, p.first_name AS FirstName, p.patronymic,
            coalesce(o.name, j.organization_text) AS Organization, j.position, j.area, e.title AS Event
        """;

    public const string From =
        """
        FROM response r
        LEFT JOIN person p ON p.id = r.person_id
        LEFT JOIN job j ON j.person_id = p.id AND j.is_main = 1
        LEFT JOIN organization o ON o.id = j.organization_id
        LEFT JOIN event e ON r.subject <> '' AND e.id = CAST(r.subject AS INTEGER)
        """;

    private readonly bool _isAnonymous = questionnaire.Questionnaire?.Anonymous == true;

    private readonly bool _isAboutEvents = !questionnaire.Parameters.IsEmpty;

    public ImmutableArray<ExportColumn> Columns =>
    [
        new("submitted_at", "Отправлена"),
        .. _isAnonymous
            ? (ImmutableArray<ExportColumn>)[]
            : [new("updated_at", "Изменена"), new("person", "Фамилия, имя, отчество"), new("organization", "Организация"), new("position", "Должность"), new("area", "Предмет или группа")],
        .. _isAboutEvents ? (ImmutableArray<ExportColumn>)[new("event", "Мероприятие")] : [],
    ];

    public IEnumerable<string?> Values(ResponseCells row)
    {
        if (_isAnonymous)
            yield return $"{clock.DateOf(DateTimeOffset.FromUnixTimeMilliseconds(row.SubmittedAt)):yyyy-MM-dd}";
        else
            yield return Moment(row.SubmittedAt);
        if (!_isAnonymous)
        {
            yield return row.UpdatedAt is { } updated ? Moment(updated) : null;
            yield return string.Join(' ', new[] { row.Surname, row.FirstName, row.Patronymic }.Where(part => part is not null));
            yield return row.Organization;
            yield return row.Position;
            yield return row.Area;
        }

        if (_isAboutEvents)
            yield return row.Event;
    }

    private string Moment(long milliseconds) => $"{clock.ToLocal(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)):yyyy-MM-dd HH\\:mm}";
}

/// <summary>Dapper fills properties: it cannot match a constructor where an expression is null in the first row.</summary>
internal record ResponseCells
{
    public long Id { get; init; }

    public long SubmittedAt { get; init; }

    public long? UpdatedAt { get; init; }

    public string? Surname { get; init; }

    public string? FirstName { get; init; }

    public string? Patronymic { get; init; }

    public string? Organization { get; init; }

    public string? Position { get; init; }

    public string? Area { get; init; }

    public string? Event { get; init; }
}

/// <summary>One answer, with the response it belongs to.</summary>
internal sealed record AnswerCells : ResponseCells
{
    public string? Question { get; init; }

    public string? OptionId { get; init; }

    public string? Text { get; init; }

    public string? Number { get; init; }

    public string? Deficit { get; init; }
}
