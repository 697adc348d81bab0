using System.Collections.Immutable;

namespace MethodBot.Service.Events;

/// <summary>Kinds of events; their names for people stand in texts.yaml.</summary>
public static class EventKinds
{
    public const string Seminar = "seminar";
    public const string Series = "series";
    public const string MasterClass = "master_class";
    public const string RoundTable = "round_table";
    public const string Webinar = "webinar";
    public const string OpenDay = "open_day";
    public const string Festival = "festival";

    public static ImmutableArray<string> All { get; } = [Seminar, Series, MasterClass, RoundTable, Webinar, OpenDay, Festival];
}

/// <summary>An event as somebody wants it to be: from a dialog or from a table. <see cref="EventEditing"/> checks and saves it.</summary>
public sealed record EventDraft
{
    public const int MaxTitle = 150;
    public const int MaxDescription = 1500;
    public const int MaxPlace = 200;
    public const int MaxSessions = 60;
    public const int MaxQuestions = 3;
    public const int MaxQuestion = 200;
    public const int MaxOptions = 10;
    public const int MaxOption = 60;

    /// <summary>Name by which the same event is found again, for tables; null where nobody needs one.</summary>
    public string? Code { get; init; }

    /// <summary>One of <see cref="EventKinds"/>.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Where it is; may be empty where there is a link.</summary>
    public string Place { get; init; } = "";

    /// <summary>http or https.</summary>
    public string? Link { get; init; }

    /// <summary>In the order of time; at least one.</summary>
    public required ImmutableArray<SessionDraft> Sessions { get; init; }

    /// <summary>Academic hours, for the certificate; null where none are counted.</summary>
    public int? Hours { get; init; }

    /// <summary>Null = as many as come.</summary>
    public int? Places { get; init; }

    /// <summary>Places for one organization; null = no such limit.</summary>
    public int? Quota { get; init; }

    /// <summary>Id of a direction; null = for all.</summary>
    public string? Direction { get; init; }

    /// <summary>Kinds of organizations it is for; empty = for all.</summary>
    public ImmutableArray<string> OrganizationKinds { get; init; } = [];

    /// <summary>When registration opens; null = at once.</summary>
    public DateTimeOffset? Opens { get; init; }

    /// <summary>When registration closes; null = when the last session begins.</summary>
    public DateTimeOffset? Closes { get; init; }

    /// <summary>The person who answers for it; null = the service.</summary>
    public long? Organizer { get; init; }

    /// <summary>Short questions at sign-up, at most <see cref="MaxQuestions"/>.</summary>
    public ImmutableArray<QuestionDraft> Questions { get; init; } = [];
}

/// <param name="Ends">Null where nobody said.</param>
/// <param name="Topic">Null where the title says it all.</param>
/// <param name="Place">Null = the place of the event.</param>
public sealed record SessionDraft(DateTimeOffset Starts, DateTimeOffset? Ends = null, string? Topic = null, string? Place = null);

/// <param name="Options">Empty: answered in the person's own words.</param>
public sealed record QuestionDraft(string Text, ImmutableArray<string> Options)
{
    public bool Equals(QuestionDraft? other) => other is not null && Text == other.Text && Options.SequenceEqual(other.Options);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);
}
