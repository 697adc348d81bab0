using System.Collections.Immutable;

namespace MethodBot.Conversations.Messengers;

public enum FindingLevel
{
    Good,

    /// <summary>Works, and still wants somebody's eye.</summary>
    Attention,

    /// <summary>People are not served until it is mended.</summary>
    Broken,
}

/// <summary>One thing that was looked at, in plain words for an operator. Never contains a secret.</summary>
/// <param name="Found">What is so.</param>
/// <param name="ToDo">What to click or write, where there is something to do.</param>
public sealed record Finding(FindingLevel Level, string Found, string? ToDo = null)
{
    public static Finding Good(string found) => new(FindingLevel.Good, found);

    public static Finding Attention(string found, string? toDo = null) => new(FindingLevel.Attention, found, toDo);

    public static Finding Broken(string found, string toDo) => new(FindingLevel.Broken, found, toDo);
}

/// <summary>What was found out about one thing.</summary>
/// <param name="Subject">Heading for people: «VK, community 201».</param>
public sealed record Examination(string Subject, ImmutableArray<Finding> Findings);

/// <summary>Under which circumstances a messenger is examined.</summary>
/// <param name="FindBot">Looks whether a bot receives with these settings: one may have been started a moment ago.</param>
/// <param name="Listening">How long to listen for what a messenger tells only with time; zero to not listen.</param>
public sealed record DoctorVisit(Func<bool> FindBot, TimeSpan Listening)
{
    /// <summary>A bot receives with these settings at this moment: it must not be disturbed.</summary>
    public bool BotIsRunning => FindBot();
}

/// <summary>
/// The examining part of a messenger adapter: asks the messenger whether everything is switched on that the bot needs. It changes
/// nothing there, and takes no update away.
/// </summary>
public interface IMessengerDoctor
{
    /// <summary>One examination a channel, or one in all where nothing can be asked; none when no token is set.</summary>
    Task<IReadOnlyList<Examination>> ExamineAsync(DoctorVisit visit, CancellationToken cancellationToken);
}
