using System.Text;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>Text that nobody would write on purpose, made of text that somebody did.</summary>
internal static class Garbage
{
    private static readonly string[] Tokens =
    [
        ":", ": ", "- ", "\n- ", "\n  - ", "{", "}", "[", "]", ",", "'", "\"", "|", ">", "|-", ">+", "&a", "*a", "!!int", "!", "%YAML 1.1", "---", "...", "#", " #", "?", "? ",
        "~", "null", "true", "yes", "0x1F", "1e999", "-0", "99999999999999999999", "2147483648", "-2147483648", "0.1.2", "2026-02-30", "25:61", "\t", "\r\n", "\r", "\u0000", "\u0007",
        "\u0085", "\u2028", "\ufeff", "\u200b", "\u202e", "\ud83d", "\ude42", "🙂", "ё", "    ", "\\", "\\u", "\"\\ud800\"", "<<: *a", "steps:", "ask:", "when:", "one_of:", "many_of:", "other:", "matrix:",
        "rank:", "scale:", "section:", "review:", "go: end", "call: link", "do: notes.save", "{person.name}", "{a|b|c|d}", "{", "**", "min: -1", "max: 0", "default: x",
    ];

    private static readonly string[] Words =
    [
        "and", "or", "not", "in", "contains", "==", "!=", "<", "<=", ">", ">=", "(", ")", "[", "]", ",", "count(", "answered(", "true", "false", "flag", "text", "number", "option", "set", "matrix", "matrix.row",
        "date", "time", "files", "place", "nobody", "'a'", "\"b\"", "'2026-10-15'", "'14:30'", "''", "'", "1", "-1", "1.5", "1.2.3", "99999999999999999999999999999999999", "--1", ".", "_", "é", "🙂", "\ud83d", "\u0000", "=", "!", "&&",
    ];

    /// <summary>A piece of a text, broken in one to five places.</summary>
    public static string Break(string text, Random random, int longest = 1200)
    {
        var start = random.Next(3) == 0 ? random.Next(text.Length) : 0;
        var broken = new StringBuilder(text.Substring(start, Math.Min(random.Next(1, longest), text.Length - start)));
        for (var i = random.Next(1, 6); i > 0; i--)
            BreakOnce(broken, random);
        return broken.ToString();
    }

    /// <summary>Tokens of YAML in no order.</summary>
    public static string Yaml(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Tokens[random.Next(Tokens.Length)] + (random.Next(3) == 0 ? "\n" + new string(' ', random.Next(8)) : "")));

    /// <summary>Tokens of conditions in no order.</summary>
    public static string Condition(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => Words[random.Next(Words.Length)] + (random.Next(5) == 0 ? "" : " ")));

    private static void BreakOnce(StringBuilder text, Random random)
    {
        if (text.Length == 0)
            text.Append(Tokens[random.Next(Tokens.Length)]);
        var at = random.Next(text.Length);
        switch (random.Next(9))
        {
            case 0:
                text.Insert(at, Tokens[random.Next(Tokens.Length)]);
                break;
            case 1:
                text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
                break;
            case 2:
                text[at] = (char)random.Next(random.Next(4) == 0 ? 0x10000 : 0x80);
                break;
            case 3:
                text.Length = at;
                break;
            case 4:
                var piece = text.ToString(at, Math.Min(random.Next(1, 60), text.Length - at));
                text.Insert(random.Next(text.Length), piece);
                break;
            case 5:
                text.Replace("\n", random.Next(2) == 0 ? "\r\n" : "\r");
                break;
            case 6:
                var lines = text.ToString().Split('\n');
                (lines[random.Next(lines.Length)], lines[^1]) = (lines[^1], lines[random.Next(lines.Length)]);
                text.Clear().AppendJoin('\n', lines);
                break;
            case 7:
                text.Insert(at, string.Concat(Enumerable.Repeat(random.Next(3) switch { 0 => "[", 1 => "{a: ", _ => "- " }, random.Next(1, 60))));
                break;
            default:
                text.Replace("  ", random.Next(2) == 0 ? "\t" : " ");
                break;
        }
    }
}
