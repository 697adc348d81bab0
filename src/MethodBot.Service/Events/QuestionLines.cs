using System.Collections.Immutable;

namespace MethodBot.Service.Events;

/// <summary>Questions at sign-up, as an organiser types them: one a line; behind the question mark, with commas, the answers to choose from.</summary>
internal static class QuestionLines
{
    public static ImmutableArray<QuestionDraft> Parse(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    private static QuestionDraft Read(string line)
    {
        var mark = line.IndexOf('?', StringComparison.Ordinal);
        return mark < 0
            ? new QuestionDraft(line, [])
            : new QuestionDraft(line[..(mark + 1)], [.. line[(mark + 1)..].Split([',', '/', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
    }
}
