using System.Security.Cryptography;
using System.Text;
using MethodBot.Dialogs.Yaml;

namespace MethodBot.Dialogs.Definition;

/// <summary>Names the content of a dialog's steps, so that a conversation knows what it runs on.</summary>
internal static class Revision
{
    public static string Of(YamlNode? steps)
    {
        var text = new StringBuilder();
        Write(steps, text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    private static void Write(YamlNode? node, StringBuilder text)
    {
        switch (node)
        {
            case YamlScalar scalar:
                text.Append('"').Append(scalar.Value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
                break;
            case YamlList list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Write(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case YamlMap map:
                text.Append('{');
                foreach (var entry in map.Entries)
                {
                    Write(entry.Key, text);
                    text.Append(':');
                    Write(entry.Value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            default:
                break;
        }
    }
}
