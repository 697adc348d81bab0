using MethodBot.Service.Access;

namespace MethodBot.Service.People;

/// <summary>A person as the service knows them; accounts in messengers are a separate thing.</summary>
public sealed record Person
{
    public required long Id { get; init; }

    public string? Surname { get; init; }

    /// <summary>Null until the profile is filled in.</summary>
    public string? FirstName { get; init; }

    public string? Patronymic { get; init; }

    public required Roles Roles { get; init; }

    public bool Consented => Roles != Roles.Stranger;

    public bool IsMethodist => Roles.HasFlag(Roles.Methodist);

    /// <summary>Of the main job; null where the directory lacks it.</summary>
    public long? OrganizationId { get; init; }

    /// <summary><c>school</c>, <c>kindergarten</c> or <c>extra</c>; null where the directory lacks it.</summary>
    public string? OrganizationKind { get; init; }

    /// <summary>Of the main job, as the directory or the person calls it.</summary>
    public string? Organization { get; init; }

    public string? Position { get; init; }

    /// <summary>Subject of a teacher, age group of an educator.</summary>
    public string? Area { get; init; }

    /// <summary>Where notices go while it is reachable; null = wherever the person wrote last.</summary>
    public string? PreferredMessenger { get; init; }

    /// <summary>False: has asked for no invitations and reminders beside those of own affairs.</summary>
    public bool WantsInvitations { get; init; } = true;

    /// <summary>«Мария Петровна».</summary>
    public string Address => FirstName is null ? "" : Patronymic is null ? FirstName : $"{FirstName} {Patronymic}";

    /// <summary>«Лебедева Мария Петровна».</summary>
    public string Full => Surname is null ? Address : $"{Surname} {Address}";
}
