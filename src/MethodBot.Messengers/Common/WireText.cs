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

    /// <summary>Decoded leniently: one bad byte must not make a batch of updates unreadable. What is nested deeper than <see cref="MaxDepth"/> becomes null.</summary>
    public static string Decode(ReadOnlySpan<byte> body) => Prune(Encoding.UTF8.GetString(body));

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

    private static string Prune(string text)
    {
        var pruned = new StringBuilder();
        var kept = 0;
        var depth = 0;
        var inString = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when inString:
                    i++;
                    break;
                case '"':
                    inString = !inString;
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
}
