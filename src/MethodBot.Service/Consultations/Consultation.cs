using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Service.Consultations;

/// <summary>Whose word an open consultation waits for.</summary>
internal enum Awaits
{
    /// <summary>The teacher waits for the service.</summary>
    Answer,

    /// <summary>The methodist has asked back.</summary>
    Teacher,

    /// <summary>It is answered; the teacher may ask on, either may close it.</summary>
    Nothing,
}

/// <summary>A teacher's question to the service, and what has become of it.</summary>
internal sealed record Consultation
{
    public required long Id { get; init; }

    public required long TeacherId { get; init; }

    public required string DirectionId { get; init; }

    public required string DirectionName { get; init; }

    /// <summary>As of methodists' levels; null where it makes no difference.</summary>
    public string? Level { get; init; }

    public required string Subject { get; init; }

    /// <summary>Who has taken it; null while it waits.</summary>
    public long? Methodist { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public required Awaits Awaits { get; init; }

    /// <summary>Of the first word of the teacher that is not answered.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Where the working time begins after which somebody else is asked; null: nobody is, any more.</summary>
    public DateTimeOffset? CountedFrom { get; init; }

    /// <summary>Which run of the clock this is.</summary>
    public required long Clock { get; init; }

    /// <summary>Who was asked because of the silence: 0 nobody, 1 a deputy, 2 the head.</summary>
    public required int Escalation { get; init; }

    /// <summary>When work begins that the teacher was told of.</summary>
    public DateTimeOffset? PromisedUntil { get; init; }

    /// <summary>Somebody of the service has answered once.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>1 to 5.</summary>
    public int? Rating { get; init; }

    /// <summary>Its texts are gone, as the teacher wished.</summary>
    public bool IsErased { get; init; }

    public bool IsClosed => ClosedAt is not null;

    public string Number => Id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The message by which somebody got a consultation: its buttons follow what becomes of it.</summary>
/// <param name="IsOffered">It was sent to be answered; false: the person has only had a look.</param>
internal sealed record ConsultationCard(long OutboxId, ChatAddress Chat, long PersonId, bool IsOffered);

/// <param name="Author">First name and patronymic.</param>
/// <param name="IsNote">For the service's people only.</param>
internal sealed record ConsultationLine(string Author, string Text, bool IsNote, DateTimeOffset WrittenAt, ImmutableArray<AnswerFile> Files);
