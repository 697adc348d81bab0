using System.Collections.Immutable;

namespace MethodBot.Messengers.Common;

/// <summary>Cuts a long text into messages where a reader would: between paragraphs, lines, sentences, words.</summary>
internal static class TextSplitting
{
    /// <summary>Parts of at most <paramref name="max"/> UTF-16 units, trimmed, none of them blank; empty for a blank text.</summary>
    public static ImmutableArray<FlatText> Split(FlatText text, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 2);
        var parts = ImmutableArray.CreateBuilder<FlatText>();
        var rest = text.Trim();
        while (rest.Length > max)
        {
            var cut = FindCut(rest.Text, max);
            parts.Add(rest.Slice(0, cut).Trim());
            rest = rest.Slice(cut, rest.Length - cut).Trim();
        }

        if (rest.Length > 0)
            parts.Add(rest);
        return parts.ToImmutable();
    }

    /// <summary>Cuts a single line to <paramref name="max"/> units with an ellipsis, never through a character.</summary>
    public static string Ellipsize(string text, int max)
    {
        if (text.Length <= max)
            return text;
        return text[..WholeCharacters(text, max - 1)].TrimEnd() + "…";
    }

    private static int FindCut(string text, int max)
    {
        // A border in the first half would leave a stub of a message, so there the next finer border is better.
        var floor = max / 2;
        var paragraph = text.LastIndexOf("\n\n", max, max - floor, StringComparison.Ordinal);
        if (paragraph > floor)
            return paragraph;
        var line = text.LastIndexOf('\n', max, max - floor);
        if (line > floor)
            return line;
        for (var i = max; i > floor; i--)
        {
            if (char.IsWhiteSpace(text[i]) && text[i - 1] is '.' or '!' or '?' or '…')
                return i;
        }

        for (var i = max; i > 0; i--)
        {
            if (char.IsWhiteSpace(text[i]))
                return i;
        }

        return WholeCharacters(text, max);
    }

    private static int WholeCharacters(string text, int length) =>
        length > 1 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
