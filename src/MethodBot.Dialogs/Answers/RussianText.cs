using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace MethodBot.Dialogs.Answers;

/// <summary>
/// Russian forms that .NET would take from ICU, which a bare machine lacks: dates, plurals, and comparison regardless of case and ё.
/// </summary>
public static class RussianText
{
    private const int May = 5;

    /// <summary>Of the names of months, in every case of declension.</summary>
    private static readonly FrozenSet<string> MonthEndings = ["", "а", "я", "у", "ю", "е", "ь", "ом", "ем"];

    private static readonly string[] Months =
        ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];

    /// <summary>«15 октября 2026 года» in full, or «15 октября» within the year of <paramref name="today"/>.</summary>
    public static string FormatDate(DateOnly date, DateOnly? today = null) => today?.Year == date.Year
        ? $"{date.Day} {Months[date.Month - 1]}"
        : $"{date.Day} {Months[date.Month - 1]} {date.Year} года";

    public static string FormatNumber(decimal number) =>
        number.ToString("0.############", CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>Month number by its name or a start of it of at least three letters, in any case of declension; 0 when unknown.</summary>
    public static int ReadMonth(string word)
    {
        if (word.Length < 3)
            return 0;
        // Its stem is too short to tell it from «марта» and «машина».
        if (word is "май" or "мая" or "мае")
            return May;
        for (var i = 0; i < Months.Length; i++)
        {
            var stem = Months[i][..^1];
            if (i + 1 != May && (IsCase(word, stem) || Months[i].StartsWith(word, StringComparison.Ordinal)))
                return i + 1;
        }

        return 0;
    }

    // «мартышек» are no March.
    private static bool IsCase(string word, string stem) =>
        word.StartsWith(stem, StringComparison.Ordinal) && MonthEndings.Contains(word[stem.Length..]);

    /// <summary>«место», «места» or «мест» as the number wants.</summary>
    public static string Plural(decimal number, string one, string few, string many)
    {
        if (number != decimal.Truncate(number))
            return few;
        var n = Math.Abs(number) % 100;
        var last = n % 10;
        return n is >= 11 and <= 14 ? many : last == 1 ? one : last is >= 2 and <= 4 ? few : many;
    }

    /// <summary>What somebody types instead of pressing a button: its label without signs such as «←» around it.</summary>
    public static string Spoken(string label)
    {
        var start = 0;
        var end = label.Length;
        while (start < end && !char.IsLetterOrDigit(label[start]))
            start++;
        while (end > start && !char.IsLetterOrDigit(label[end - 1]))
            end--;
        return label[start..end];
    }

    /// <summary>For comparing and searching: lower case, ё→е, single spaces, no punctuation at the ends.</summary>
    public static string Normalize(string text)
    {
        var result = new StringBuilder(text.Length);
        var space = false;
        foreach (var raw in text)
        {
            var c = char.ToLowerInvariant(raw);
            if (c == 'ё')
                c = 'е';
            if (char.IsWhiteSpace(c) || c is '\u200b' or '\ufeff' or '\u00ad')
            {
                space = result.Length > 0;
                continue;
            }

            if (space)
                result.Append(' ');
            space = false;
            result.Append(c is '–' or '—' ? '-' : c);
        }

        return result.ToString().Trim('.', ',', '!', '?', ';', ':', '«', '»', '"', ' ');
    }
}
