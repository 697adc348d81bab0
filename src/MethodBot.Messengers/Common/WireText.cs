using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MethodBot.Messengers.Common;

/// <summary>Text that a messenger brought, made safe to be read as JSON.</summary>
internal static class WireText
{
    /// <summary>
    /// Far deeper than anything that a messenger writes, and within what the JSON reader takes: one monstrous update must neither make
    /// a batch unreadable, which would come again for ever, nor cost the reader the square of its depth.
    /// </summary>
    public const int MaxDepth = 48;

    /// <summary>Many times what a person can write: a monstrous text must not be copied at every step on its way to being cut.</summary>
    private const int LongestString = 4 * InboundBounds.LongestText;

    private const int EscapeLength = 6;

    /// <summary>
    /// Decoded leniently: one bad byte must not make a batch of updates unreadable, nor half of a character a message. What is nested
    /// deeper than <see cref="MaxDepth"/> becomes null, and what is longer than anybody writes is cut.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> body) => Mend(Prune(Encoding.UTF8.GetString(body)));

    /// <summary>The text as JSON, or null where it is none.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Escaped halves of characters without their other half (<c>\ud83d</c> alone) become the sign for what cannot be read.</summary>
    private static string Mend(string text)
    {
        var mended = new StringBuilder();
        var kept = 0;
        for (var i = text.IndexOf('\\', StringComparison.Ordinal); i >= 0 && i < text.Length; i = text.IndexOf('\\', i))
        {
            if (SurrogateAt(text, i) is not { } half)
            {
                // Whatever is escaped here; after the last letter nothing is left to be found.
                i = Math.Min(i + 2, text.Length);
                continue;
            }

            if (char.IsHighSurrogate(half) && SurrogateAt(text, i + EscapeLength) is { } other && char.IsLowSurrogate(other))
            {
                i += 2 * EscapeLength;
                continue;
            }

            mended.Append(text, kept, i - kept).Append("\\ufffd");
            i = kept = i + EscapeLength;
        }

        return mended.Length == 0 ? text : mended.Append(text, kept, text.Length - kept).ToString();
    }

    private static char? SurrogateAt(string text, int start) =>
        start + EscapeLength <= text.Length && text[start] == '\\' && text[start + 1] == 'u'
        && ushort.TryParse(text.AsSpan(start + 2, EscapeLength - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
        && char.IsSurrogate((char)code)
            ? (char)code
            : null;

    private static string Prune(string text)
    {
        var pruned = new StringBuilder();
        var kept = 0;
        var depth = 0;
        var inString = false;
        var longest = int.MaxValue;
        for (var i = 0; i < text.Length; i++)
        {
            if (inString && i > longest && text[i] != '"' && !char.IsLowSurrogate(text[i]))
            {
                var end = EndOfString(text, i);
                if (depth <= MaxDepth)
                {
                    pruned.Append(text, kept, i - kept);
                    kept = end;
                }

                i = end;
            }

            if (i == text.Length)
                break;
            switch (text[i])
            {
                case '\\' when inString:
                    i += i + 1 < text.Length && text[i + 1] == 'u' ? EscapeLength - 1 : 1;
                    break;
                case '"':
                    inString = !inString;
                    longest = i + LongestString;
                    break;
                case '{' or '[' when !inString && ++depth == MaxDepth + 1:
                    pruned.Append(text, kept, i - kept).Append("null");
                    kept = text.Length;
                    break;
                case '}' or ']' when !inString && depth-- == MaxDepth + 1:
                    kept = i + 1;
                    break;
            }
        }

        return pruned.Length == 0 ? text : pruned.Append(text, kept, text.Length - kept).ToString();
    }

    /// <summary>Where the quotation mark stands that ends a string, or the end of the text.</summary>
    private static int EndOfString(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '"')
                return i;
            if (text[i] == '\\')
                i++;
        }

        return text.Length;
    }
}
