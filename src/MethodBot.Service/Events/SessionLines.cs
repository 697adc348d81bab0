using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Service.Events;

/// <summary>When an event is, as an organiser types it: «25 ноября 14:00–16:00», for a series one session a line, with its topic behind.</summary>
internal static partial class SessionLines
{
    /// <summary>Words that a date may take: «15-го декабря 2026 года».</summary>
    private const int MaxDateWords = 6;

    /// <param name="fault">The line that was not understood, or null.</param>
    /// <returns>Sessions in the order of time; empty where some line was not understood.</returns>
    public static ImmutableArray<SessionDraft> Parse(string text, ServiceClock clock, DateOnly today, out string? fault)
    {
        var sessions = ImmutableArray.CreateBuilder<SessionDraft>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Read(line, clock, today) is not { } session)
            {
                fault = line;
                return [];
            }

            sessions.Add(session);
        }

        fault = null;
        return [.. sessions.OrderBy(session => session.Starts)];
    }

    private static SessionDraft? Read(string line, ServiceClock clock, DateOnly today)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var count = 1; count <= Math.Min(MaxDateWords, words.Length - 1); count++)
        {
            if (DateText.Parse(string.Join(' ', words[..count]).TrimEnd(','), today) is not { } date
                || Times().Match(string.Join(' ', words[count..])) is not { Success: true } match
                || TimeOf(match.Groups["from"]) is not { } from)
            {
                continue;
            }

            DateTimeOffset? ends = null;
            if (match.Groups["to"].Success)
            {
                if (TimeOf(match.Groups["to"]) is not { } to)
                    continue;
                ends = clock.At(date, to);
            }

            var topic = match.Groups["topic"].Value.Trim();
            return new SessionDraft(clock.At(date, from), ends, topic.Length == 0 ? null : topic);
        }

        return null;
    }

    private static TimeOnly? TimeOf(Group group) =>
        TimeOnly.TryParseExact(group.Value.Replace('.', ':'), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    [GeneratedRegex(@"^(?:(?:в|с)\s+)?(?<from>\d{1,2}[:.]\d{2})(?:\s*(?:-|–|—|до)\s*(?<to>\d{1,2}[:.]\d{2}))?(?![\d:])[\s,;.·–—-]*(?<topic>.*)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Times();
}
