namespace MethodBot.Service.Consultations;

/// <summary>What a consultation is called, beside its number: the beginning of the question.</summary>
internal static class Subjects
{
    private const int MaxLength = 60;
    private static readonly char[] Ends = ['.', '?', '!', '…'];
    private static readonly char[] Trailing = [' ', ',', ':', ';', '.', '?', '!', '…'];

    /// <summary>
    /// The first sentence, or as many of its words as fit, without the mark at its end: it stands in sentences. The direction where nothing
    /// was written.
    /// </summary>
    public static string Of(string question, string direction)
    {
        var lines = question.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines is not [var line, ..])
            return direction;
        // «Здравствуйте!» alone names nothing.
        var sentence = FirstSentence(line);
        var subject = sentence.Length * 2 < MaxLength && line.Length > sentence.Length ? line : sentence;
        if (subject.Length <= MaxLength)
            return subject.TrimEnd(Trailing) is { Length: > 0 } named ? named : direction;
        var space = subject.LastIndexOf(' ', MaxLength);
        return subject[..(space > MaxLength / 2 ? space : MaxLength)].TrimEnd(Trailing) + "…";
    }

    private static string FirstSentence(string line)
    {
        for (var i = line.IndexOfAny(Ends); i >= 0 && i + 1 < line.Length; i = line.IndexOfAny(Ends, i + 1))
        {
            if (char.IsWhiteSpace(line[i + 1]))
                return line[..(i + 1)];
        }

        return line;
    }
}
