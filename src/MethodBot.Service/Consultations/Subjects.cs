using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Service.Consultations;

/// <summary>What a consultation is called, beside its number: the beginning of the question.</summary>
internal static class Subjects
{
    private const int MaxLength = 60;
    private static readonly char[] Ends = ['.', '?', '!', '…'];
    private static readonly char[] Trailing = [' ', ',', ':', ';', '.', '?', '!', '…'];

    /// <summary>
    /// The first sentence behind any greeting, or as many of its words as fit, without the mark at its end: it stands in sentences. The
    /// direction where nothing was written.
    /// </summary>
    /// <param name="greetings">First words of sentences that only greet, normalised.</param>
    public static string Of(string question, string direction, ImmutableArray<string> greetings)
    {
        var subject = question.Split('\n', StringSplitOptions.TrimEntries)
            .SelectMany(Sentences)
            .Select(sentence => sentence.TrimEnd(Trailing))
            .FirstOrDefault(sentence => sentence.Length > 0 && !greetings.Contains(RussianText.Normalize(sentence.Split([' ', ','])[0])));
        if (subject is null)
            return direction;
        if (subject.Length <= MaxLength)
            return subject;
        var space = subject.LastIndexOf(' ', MaxLength);
        return subject[..(space > MaxLength / 2 ? space : MaxLength)].TrimEnd(Trailing) + "…";
    }

    // A full stop within «12.05.2026» ends nothing.
    private static IEnumerable<string> Sentences(string line)
    {
        var begin = 0;
        for (var i = line.IndexOfAny(Ends); i >= 0 && i + 1 < line.Length; i = line.IndexOfAny(Ends, i + 1))
        {
            if (!char.IsWhiteSpace(line[i + 1]))
                continue;
            yield return line[begin..(i + 1)].Trim();
            begin = i + 1;
        }

        yield return line[begin..].Trim();
    }
}
