using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Service;

/// <summary>
/// Finding names as people type them: by parts of words in any order, «5» and «пятая» alike. SQLite knows no Cyrillic case, so rows
/// keep a normalised column made here.
/// </summary>
public static partial class SearchText
{
    // Said or left out as people like, as the sign «№» is.
    private const string NumberWord = "номер";

    private static readonly ImmutableArray<string> Ordinals =
        ["перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат"];

    /// <summary>The column's value: words separated by spaces.</summary>
    public static string Index(params IEnumerable<string> texts) => string.Join(' ', texts.SelectMany(Words).Distinct(StringComparer.Ordinal));

    /// <summary>Every word typed begins some word of the row; a number must be that number.</summary>
    public static bool Matches(string index, string query)
    {
        var words = index.Split(' ');
        return Words(query).All(wanted => Array.Exists(
            words, word => char.IsAsciiDigit(wanted[0]) ? word == wanted : word.StartsWith(wanted, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Words(string text) => NumberEnding().Replace(RussianText.Normalize(text), "$1 ")
        .Split([' ', '-', '№', '«', '»', '"', '.', ',', '(', ')', '/', '#'], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word != NumberWord)
        .Select(ToNumber);

    private static string ToNumber(string word)
    {
        // The longest stem that fits: «пятнадцатая» begins with «пят» too.
        var best = -1;
        for (var i = 0; i < Ordinals.Length; i++)
        {
            if (word.StartsWith(Ordinals[i], StringComparison.Ordinal) && word.Length - Ordinals[i].Length <= 3
                && (best < 0 || Ordinals[i].Length > Ordinals[best].Length))
            {
                best = i;
            }
        }

        return best < 0 ? word : (best + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    // «5-я», «5я», «5-й»: the ending belongs to the number; «5а» is a class.
    [GeneratedRegex(@"(\d)(?:-(?:я|ая|й|ый|ой|ий|е|ое|го|ю|ую)|(?:я|ая|й|ый|ой|ий))(?!\p{L})")]
    private static partial Regex NumberEnding();
}
