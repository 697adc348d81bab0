using System.Collections.Immutable;

namespace MethodBot.Host.Transcripts;

/// <summary>
/// A conversation written down, readable aloud, beside the dialogs. Lines that begin with «#» open a scenario with a store of its own,
/// «кто:» says whose turn it is, «дата:» moves the clock, «&gt;» is what the person does; everything else is what the bot answers.
/// </summary>
public sealed record Transcript(string Path, ImmutableArray<TranscriptScenario> Scenarios)
{
    public static Transcript Parse(string path, string text)
    {
        var scenarios = ImmutableArray.CreateBuilder<TranscriptScenario>();
        var title = "";
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith('#'))
            {
                Flush();
                title = line[1..].Trim();
            }
            else
            {
                lines.Add(line.TrimEnd());
            }
        }

        Flush();
        return new Transcript(path, scenarios.ToImmutable());

        void Flush()
        {
            if (title.Length > 0)
                scenarios.Add(new TranscriptScenario(title, lines.ToImmutable()));
            lines.Clear();
        }
    }
}

/// <param name="Lines">As written, without the title.</param>
public sealed record TranscriptScenario(string Title, ImmutableArray<string> Lines)
{
    /// <summary>Lines that do something, in order; the rest is what they are expected to bring.</summary>
    public IEnumerable<string> Directives => Lines.Where(IsDirective);

    public string Written => string.Join('\n', Lines).Trim();

    private static bool IsDirective(string line) =>
        line.StartsWith('>') || line.StartsWith("кто:", StringComparison.Ordinal) || line.StartsWith("дата:", StringComparison.Ordinal);
}
