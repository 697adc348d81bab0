using System.Globalization;
using System.Text;

namespace MethodBot.Dialogs.Answers;

/// <summary>A telephone number as people type it.</summary>
public static class PhoneText
{
    /// <summary>Longest answer that is looked at: one number with a name beside it.</summary>
    private const int MaxLength = 100;

    /// <summary>E.164 has at most so many digits.</summary>
    private const int MaxDigits = 15;

    private const int MinDigits = 8;

    /// <summary>Digits of a Russian number with the country.</summary>
    private const int RussianDigits = 11;

    /// <summary>Country codes of two digits; 1 and 7 have one, all others three.</summary>
    private const string TwoDigitCodes =
        "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";

    /// <summary>The one number that the text names, in E.164 («+79123456789»), or null; never throws.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item>Russian with 8, 7, +7 or nothing before ten digits, separated as one likes: «8 (912) 345-67-89», «8 (3537) 12-34-56»,
    /// «9123456789»; «+8 912…» is a known slip. A number without its code («12-34-56») is none: the town is not known. Ten digits that begin with
    /// 8 are none either: one is missing more likely than the 8 of the long distance.</item>
    /// <item>Of other countries with «+» and the country.</item>
    /// <item>Words may stand around it («тел. 8912…», «89123456789 Мария»); an extension and a second number may not, for any further
    /// digits would be lost.</item>
    /// </list>
    /// </remarks>
    public static string? Parse(string text)
    {
        var typed = text.AsSpan().Trim();
        if (typed.Length > MaxLength)
            return null;
        var first = typed.IndexOfAnyInRange('0', '9');
        var last = typed.LastIndexOfAnyInRange('0', '9');
        if (first < 0 || Digits(typed[first..(last + 1)]) is not { } digits)
            return null;
        var plus = PlusBefore(typed, first);
        var before = typed[..(plus ?? first)];
        var after = typed[(last + 1)..];
        return IsAside(before) && IsAside(after) && !Touches(before, atEnd: true) && !Touches(after, atEnd: false)
            ? Complete(digits, plus is not null)
            : null;
    }

    /// <summary>«+7 912 345-67-89»; numbers of other countries in groups of three.</summary>
    /// <param name="phone">What <see cref="Parse"/> returned; anything else is returned as it is.</param>
    public static string Format(string phone)
    {
        if (!IsComplete(phone))
            return phone;
        var digits = phone.AsSpan(1);
        if (digits[0] == '7' && digits.Length == RussianDigits)
            return $"+7 {digits[1..4]} {digits[4..7]}-{digits[7..9]}-{digits[9..]}";
        var code = digits[0] is '1' or '7' ? 1 : TwoDigitCodes.AsSpan().Contains(digits[..2], StringComparison.Ordinal) ? 2 : 3;
        var result = new StringBuilder("+").Append(digits[..code]);
        for (var rest = digits[code..]; rest.Length > 0;)
        {
            // A digit alone at the end is hard to read out.
            var group = Math.Min(rest.Length, rest.Length == 4 ? 4 : 3);
            result.Append(' ').Append(rest[..group]);
            rest = rest[group..];
        }

        return result.ToString();
    }

    private static bool IsComplete(string phone) => phone is ['+', >= '1' and <= '9', ..]
        && phone.Length is > MinDigits and <= MaxDigits + 1 && !phone.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    private static string? Digits(ReadOnlySpan<char> run)
    {
        var digits = new StringBuilder(MaxDigits);
        foreach (var c in run)
        {
            if (char.IsAsciiDigit(c))
                digits.Append(c);
            else if (!IsSeparator(c))
                return null;
        }

        return digits.ToString();
    }

    /// <summary>Where the «+» of the number stands: «+7», «(+7)», «+ (7)».</summary>
    private static int? PlusBefore(ReadOnlySpan<char> typed, int first)
    {
        var at = first - 1;
        while (at >= 0 && IsSeparator(typed[at]))
            at--;
        return at >= 0 && typed[at] == '+' ? at : null;
    }

    /// <summary>May it stand beside the number without being a part of it?</summary>
    private static bool IsAside(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c == '+' || char.IsNumber(c))
                return false;
        }

        return true;
    }

    /// <summary>Is the number a part of a name, an address or a link?</summary>
    private static bool Touches(ReadOnlySpan<char> text, bool atEnd) =>
        !text.IsEmpty && (atEnd ? text[^1] : text[0]) is var c && (char.IsLetter(c) || c is '@' or '_' or '/' or '=' or '#' or '*');

    /// <summary>Phones wrap what is copied from their address book into invisible marks of direction.</summary>
    private static bool IsSeparator(char c) => char.IsWhiteSpace(c) || c is '(' or ')' or '.'
        || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format || c == '−';

    private static string? Complete(string digits, bool plus) => digits switch
    {
        ['7', '3' or '4' or '7' or '8' or '9', ..] when plus && digits.Length == RussianDigits => $"+{digits}",
        ['7', ..] when plus => null,
        // No country has these codes.
        ['8', '3' or '9', ..] when plus && digits.Length == RussianDigits => $"+7{digits[1..]}",
        [not '0', ..] when plus && digits.Length is >= MinDigits and <= MaxDigits => $"+{digits}",
        _ when plus => null,
        ['7' or '8', '3' or '4' or '8' or '9', ..] when digits.Length == RussianDigits => $"+7{digits[1..]}",
        ['3' or '4' or '9', ..] when digits.Length == RussianDigits - 1 => $"+7{digits}",
        _ => null,
    };
}
