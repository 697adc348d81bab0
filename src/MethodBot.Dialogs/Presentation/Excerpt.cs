namespace MethodBot.Dialogs.Presentation;

/// <summary>The beginning of a text, for where the whole would not fit.</summary>
public static class Excerpt
{
    /// <summary>One line of at most <paramref name="length"/> characters, cut between words where there is one; «…» tells that it was cut.</summary>
    public static string Of(string text, int length)
    {
        var line = text.ReplaceLineEndings(" ").TrimEnd('?', '.', ':', ' ');
        if (line.Length <= length)
            return line;
        var space = line.LastIndexOf(' ', length - 1);
        var end = space > length / 2 ? space : length - 1;
        if (char.IsHighSurrogate(line[end - 1]))
            end--;
        return line[..end].TrimEnd(',', ' ') + "…";
    }
}
