using System.Collections.Immutable;

namespace MethodBot.Host.Transcripts;

/// <summary>
/// A conversation written down, readable aloud, beside the dialogs. Lines that begin with «#» open a scenario with a store of its own,
/// «&gt;» is what the person does, «кто:», «дата:», «диалог:», «правка» and «перезапуск» set the stage; everything else is what the bot
/// answers.
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
            if (title.Length > 0 || lines.Any(line => line.Length > 0))
                scenarios.Add(new TranscriptScenario(title, lines.ToImmutable()));
            lines.Clear();
        }
    }
}

/// <param name="Title">Empty for lines that no title stands above: those are no scenario, and playing them tells so.</param>
/// <param name="Lines">As written, without the title.</param>
public sealed record TranscriptScenario(string Title, ImmutableArray<string> Lines)
{
    private const string Bot = "бот";

    /// <summary>Lines that do something, in order; the rest is what they are expected to bring.</summary>
    public IEnumerable<string> Directives => Lines.Where(DirectiveReader.IsDirective);

    /// <summary>The first line that nobody says and that does nothing (a misspelt directive, say), or null.</summary>
    public string? Stray => Lines.FirstOrDefault(line =>
        line.Length > 0 && !char.IsWhiteSpace(line[0]) && !DirectiveReader.IsDirective(line) && !line.StartsWith(Bot, StringComparison.Ordinal));

    public string Written => string.Join('\n', Lines).Trim();
}
