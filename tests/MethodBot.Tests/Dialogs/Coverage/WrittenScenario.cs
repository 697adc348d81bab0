namespace MethodBot.Tests.Dialogs.Coverage;

/// <summary>A scenario of a transcript, read as text: what people did in it, and what they had before their eyes then.</summary>
internal sealed class WrittenScenario
{
    private const string MarkWord = "выход:";
    private const string SpeakerWord = "кто:";
    private const string Bot = "бот";

    private WrittenScenario(string title, IReadOnlyList<string> lines)
    {
        Title = title;
        Marks = [.. lines.Where(line => line.StartsWith(MarkWord, StringComparison.Ordinal)).SelectMany(line => line[MarkWord.Length..].Split(',', StringSplitOptions.TrimEntries))];
        Deeds = [.. ReadDeeds(lines)];
    }

    public string Title { get; }

    /// <summary>Ways out that the scenario says it takes.</summary>
    public IReadOnlyList<string> Marks { get; }

    public IReadOnlyList<WrittenDeed> Deeds { get; }

    public static IEnumerable<WrittenScenario> ReadAll(string text)
    {
        foreach (var scenario in ("\n" + text.ReplaceLineEndings("\n")).Split("\n# ").Skip(1))
        {
            var lines = scenario.Split('\n');
            yield return new WrittenScenario(lines[0], lines[1..]);
        }
    }

    private static IEnumerable<WrittenDeed> ReadDeeds(IReadOnlyList<string> lines)
    {
        // The last message in each person's own chat.
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var speaker = "";
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].StartsWith(SpeakerWord, StringComparison.Ordinal))
            {
                speaker = lines[i];
            }
            else if (IsDeed(lines[i]))
            {
                var answer = lines.Skip(i + 1).TakeWhile(line => !IsDeed(line) && !line.StartsWith(SpeakerWord, StringComparison.Ordinal)).ToList();
                yield return new WrittenDeed(lines[i], seen.GetValueOrDefault(speaker, ""), string.Join('\n', answer));
                if (LastMessage(answer) is { } message)
                    seen[speaker] = message;
            }
        }
    }

    private static string? LastMessage(List<string> answer)
    {
        var begin = answer.FindLastIndex(line => line.StartsWith(Bot, StringComparison.Ordinal) && !line.Contains('→', StringComparison.Ordinal));
        return begin < 0
            ? null
            : string.Join('\n', answer.Skip(begin + 1).TakeWhile(line => !line.StartsWith(Bot, StringComparison.Ordinal)).Select(line => line.Trim())).Trim();
    }

    private static bool IsDeed(string line) => line.Length > 0 && !char.IsWhiteSpace(line[0])
        && !line.StartsWith(Bot, StringComparison.Ordinal) && !line.StartsWith(MarkWord, StringComparison.Ordinal) && !line.StartsWith(SpeakerWord, StringComparison.Ordinal);
}

/// <param name="Line">As written.</param>
/// <param name="Seen">The message that the person saw last, without its indent.</param>
/// <param name="Answer">What followed, in all chats.</param>
internal sealed record WrittenDeed(string Line, string Seen, string Answer)
{
    public bool IsOfPerson => Line.StartsWith('>');
}
