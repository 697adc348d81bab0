namespace MethodBot.Service.People;

/// <summary>A person as the service knows them; accounts in messengers are a separate thing.</summary>
public sealed record Person
{
    public required long Id { get; init; }

    public string? Surname { get; init; }

    /// <summary>Null until the profile is filled in.</summary>
    public string? FirstName { get; init; }

    public string? Patronymic { get; init; }

    public bool Consented { get; init; }

    public bool IsMethodist { get; init; }

    public string? Organization { get; init; }

    public string? Position { get; init; }

    /// <summary>«Мария Петровна».</summary>
    public string Address => FirstName is null ? "" : Patronymic is null ? FirstName : $"{FirstName} {Patronymic}";

    /// <summary>«Лебедева Мария Петровна».</summary>
    public string Full => Surname is null ? Address : $"{Surname} {Address}";
}
