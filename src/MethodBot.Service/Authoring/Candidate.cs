using System.Globalization;
using MethodBot.Conversations.Messengers;

namespace MethodBot.Service.Authoring;

/// <summary>How far a sent file has come.</summary>
internal enum CandidateState
{
    /// <summary>Its bytes are being fetched.</summary>
    Fetching = 0,

    /// <summary>It cannot serve; its sender knows why.</summary>
    Refused = 1,

    /// <summary>Checked; its sender decides.</summary>
    Offered = 2,

    /// <summary>To be published: committed, not written yet.</summary>
    Pending = 3,
    Published = 4,

    /// <summary>Its sender decided against it.</summary>
    Dropped = 5,
}

/// <summary>A dialog file on its way from an administrator into the folder.</summary>
internal sealed record Candidate
{
    public required long Id { get; init; }

    public required AccountId Account { get; init; }

    public required ChatAddress Chat { get; init; }

    /// <summary>As sent.</summary>
    public required string Name { get; init; }

    public required CandidateState State { get; init; }

    /// <summary>Name of the dialog, or <see cref="Documents.Texts"/>; null until it is checked.</summary>
    public string? Document { get; init; }

    public string? Path { get; init; }

    public string? Source { get; init; }

    /// <summary>Hash of the source that it is to replace; null where it is new.</summary>
    public string? BaseHash { get; init; }

    public string? Title { get; init; }

    /// <summary>Outbox row of the message with its buttons.</summary>
    public long? Card { get; init; }

    /// <summary>Grows with each card, so that buttons of earlier ones are known.</summary>
    public long Round { get; init; }

    /// <summary>What its buttons name.</summary>
    public string Subject => string.Create(CultureInfo.InvariantCulture, $"{Id}.{Round}");
}
