using System.Globalization;
using System.Text;

namespace MethodBot.Messengers.Vk;

using Field = KeyValuePair<string, string>;

/// <summary>
/// The code of one <c>execute</c>: calls of one method whose answers come back as a list, in their order. Arguments are JSON literals,
/// which VKScript reads as ECMAScript does; nothing that a person wrote can end its literal.
/// </summary>
internal static class VkExecuteCode
{
    /// <summary>Calls of the API that one code may hold, by VK's description of <c>execute</c>.</summary>
    public const int MaxCalls = 25;

    public static string Of(string method, IEnumerable<IReadOnlyList<Field>> calls)
    {
        var code = new StringBuilder("return [");
        foreach (var fields in calls)
        {
            if (code[^1] == ')')
                code.Append(",\n");
            code.Append("API.").Append(method).Append("({");
            for (var i = 0; i < fields.Count; i++)
            {
                if (i > 0)
                    code.Append(',');
                AppendLiteral(code, fields[i].Key);
                code.Append(':');
                AppendLiteral(code, fields[i].Value);
            }

            code.Append("})");
        }

        return code.Append("];").ToString();
    }

    // Letters and emoji stay as they are, which every client of VK sends so; escaped is what ends a literal or a line of ECMAScript, or
    // reads as the end of a script in HTML.
    private static void AppendLiteral(StringBuilder code, string text)
    {
        code.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            _ = letter switch
            {
                '"' => code.Append("\\\""),
                '\\' => code.Append(@"\\"),
                '\n' => code.Append("\\n"),
                '\r' => code.Append("\\r"),
                '\t' => code.Append("\\t"),
                '/' when i > 0 && text[i - 1] == '<' => code.Append("\\/"),
                < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' => code.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => code.Append(letter),
            };
        }

        code.Append('"');
    }
}
