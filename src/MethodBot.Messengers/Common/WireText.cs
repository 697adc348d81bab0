using System.Text;
using System.Text.Json;

namespace MethodBot.Messengers.Common;

/// <summary>Reads JSON that a messenger brought, however deeply somebody has nested it.</summary>
internal static class WireText
{
    /// <summary>
    /// Reading a document does not recurse, so depth costs memory only. What is then translated to types has the usual, small depth:
    /// one monstrous update is an unreadable one, not a batch that can never be taken.
    /// </summary>
    public const int MaxDepth = 4_000_000;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = MaxDepth };

    /// <summary>The text as JSON, or null where it is none. Decoded leniently: one bad byte must not make an update unreadable.</summary>
    public static (JsonElement? Json, string Text) Read(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        try
        {
            using var document = JsonDocument.Parse(text, Deep);
            return (document.RootElement.Clone(), text);
        }
        catch (JsonException)
        {
            return (null, text);
        }
    }
}
