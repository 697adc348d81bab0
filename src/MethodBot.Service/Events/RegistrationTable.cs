using System.Globalization;
using Dapper;
using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Answers;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Events;

/// <summary>What a person is at an event; names for people stand in texts.yaml.</summary>
internal static class EventRoles
{
    public const string Participant = "participant";
    public const string Speaker = "speaker";
}

internal sealed record RegistrationRow
{
    public required long Id { get; init; }

    public required long EventId { get; init; }

    public required long PersonId { get; init; }

    public required long RegisteredAt { get; init; }

    /// <summary>Null = in the waiting list.</summary>
    public long? PlacedAt { get; init; }

    public long? CancelledAt { get; init; }

    public required string Role { get; init; }

    /// <summary>The coordinator who signed this colleague up.</summary>
    public long? RegisteredBy { get; init; }

    /// <summary>Whether the person has an account anywhere: nobody else can be told.</summary>
    public long HasAccount { get; init; }

    /// <summary>Surname, first name, patronymic; null for somebody whose name nobody knows.</summary>
    public string? Name { get; init; }

    public string? Organization { get; init; }

    /// <summary>Sessions at which the person was.</summary>
    public long Attended { get; init; }
}

/// <summary>Who signs up, and for which organization.</summary>
internal sealed record Applicant(long PersonId, long? OrganizationId, string? Organization)
{
    /// <summary>The coordinator who does it, having stated that there is consent; null = the person.</summary>
    public long? RegisteredBy { get; init; }
}

/// <summary>SQL of registrations.</summary>
internal static class RegistrationTable
{
    private const string Select =
        """
        SELECT r.id, r.event_id AS EventId, r.person_id AS PersonId, r.registered_at AS RegisteredAt, r.placed_at AS PlacedAt,
            r.cancelled_at AS CancelledAt, r.role, r.registered_by AS RegisteredBy,
            EXISTS (SELECT 1 FROM account_sharer a WHERE a.person_id = r.person_id) AS HasAccount,
            nullif(trim(coalesce(p.surname, '') || ' ' || coalesce(p.first_name, '') || ' ' || coalesce(p.patronymic, '')), '') AS Name,
            coalesce(o.name, r.organization_text) AS Organization,
            (SELECT count(*) FROM attendance a WHERE a.registration_id = r.id) AS Attended
        FROM registration r JOIN person p ON p.id = r.person_id LEFT JOIN organization o ON o.id = r.organization_id
        """;

    public static RegistrationRow? Find(SqliteConnection connection, long id) =>
        connection.QuerySingleOrDefault<RegistrationRow>(Select + " WHERE r.id = @id", new { id });

    /// <summary>The registration of a person that stands, with a place or waiting.</summary>
    public static RegistrationRow? FindStanding(SqliteConnection connection, long eventId, long person) =>
        connection.QuerySingleOrDefault<RegistrationRow>(
            Select + " WHERE r.event_id = @eventId AND r.person_id = @person AND r.cancelled_at IS NULL", new { eventId, person });

    /// <summary>All that stand, in the order of signing up.</summary>
    public static List<RegistrationRow> ReadStanding(SqliteConnection connection, long eventId) =>
        [.. connection.Query<RegistrationRow>(Select + " WHERE r.event_id = @eventId AND r.cancelled_at IS NULL ORDER BY r.id", new { eventId })];

    /// <summary>Those whom a coordinator signed up.</summary>
    public static List<RegistrationRow> ReadColleagues(SqliteConnection connection, long eventId, long coordinator) =>
        [.. connection.Query<RegistrationRow>(
            Select + " WHERE r.event_id = @eventId AND r.registered_by = @coordinator AND r.cancelled_at IS NULL ORDER BY r.id", new { eventId, coordinator })];

    /// <summary>Events that a person is signed up for, and whether with a place.</summary>
    public static Dictionary<long, bool> ReadStates(SqliteConnection connection, long person) => connection.Query<(long EventId, long HasPlace)>(
        "SELECT event_id, placed_at IS NOT NULL FROM registration WHERE person_id = @person AND cancelled_at IS NULL", new { person })
        .ToDictionary(row => row.EventId, row => row.HasPlace != 0);

    /// <summary>The queue of an event, in the order of signing up.</summary>
    public static List<Standing> ReadQueue(SqliteConnection connection, long eventId) =>
        [.. connection.Query<(long Id, long? OrganizationId, string? Organization, long HasPlace)>(
            """
            SELECT id, organization_id, organization_text, placed_at IS NOT NULL FROM registration
            WHERE event_id = @eventId AND cancelled_at IS NULL ORDER BY id
            """,
            new { eventId })
            .Select(row => new Standing(row.Id, QuotaOf(row.OrganizationId, row.Organization), row.HasPlace != 0))];

    public static long Add(StoreTransaction transaction, long eventId, Applicant applicant, DateTimeOffset now) =>
        transaction.Connection.ExecuteScalar<long>(
            """
            INSERT INTO registration (event_id, person_id, registered_at, registered_by, consent_stated_at, organization_id, organization_text)
            VALUES (@eventId, @PersonId, @now, @RegisteredBy, @stated, @OrganizationId, @text) RETURNING id
            """,
            new
            {
                eventId,
                applicant.PersonId,
                now = now.ToUnixTimeMilliseconds(),
                applicant.RegisteredBy,
                stated = applicant.RegisteredBy is null ? (long?)null : now.ToUnixTimeMilliseconds(),
                applicant.OrganizationId,
                text = applicant.OrganizationId is null ? applicant.Organization : null,
            });

    public static void AddAnswer(StoreTransaction transaction, long registration, QuestionRow question, string answer) => transaction.Connection.Execute(
        "INSERT INTO registration_answer (registration_id, number, question, answer) VALUES (@registration, @Number, @Text, @answer)",
        new { registration, question.Number, question.Text, answer });

    public static void GivePlace(StoreTransaction transaction, long registration, DateTimeOffset now) => transaction.Connection.Execute(
        "UPDATE registration SET placed_at = @now WHERE id = @registration", new { registration, now = now.ToUnixTimeMilliseconds() });

    public static void Cancel(StoreTransaction transaction, long registration, DateTimeOffset now) => transaction.Connection.Execute(
        "UPDATE registration SET cancelled_at = @now WHERE id = @registration", new { registration, now = now.ToUnixTimeMilliseconds() });

    public static void SaveRole(StoreTransaction transaction, long registration, string role) => transaction.Connection.Execute(
        "UPDATE registration SET role = @role WHERE id = @registration", new { registration, role });

    /// <summary>False when it was marked before.</summary>
    /// <param name="by">The organiser who marks it; null = the person gave the code.</param>
    public static bool MarkAttended(StoreTransaction transaction, long registration, long session, long? by, DateTimeOffset now) =>
        transaction.Connection.Execute(
            "INSERT OR IGNORE INTO attendance (registration_id, session_id, marked_at, marked_by) VALUES (@registration, @session, @now, @by)",
            new { registration, session, by, now = now.ToUnixTimeMilliseconds() }) > 0;

    public static bool WasAt(SqliteConnection connection, long registration, long session) => connection.ExecuteScalar<long>(
        "SELECT count(*) FROM attendance WHERE registration_id = @registration AND session_id = @session", new { registration, session }) > 0;

    // «Гимназия 9» as two people type it is one organization where the directory lacks it.
    public static string? QuotaOf(long? organization, string? text) => organization is { } id
        ? id.ToString(CultureInfo.InvariantCulture)
        : text is null ? null : $"«{RussianText.Normalize(text)}»";
}
