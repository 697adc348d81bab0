using System.Globalization;
using System.Text;
using MethodBot.Service.Exports;

namespace MethodBot.Service.Imports.Tables;

/// <summary>What stands in a cell, without what nobody sees there.</summary>
internal static class CellText
{
    /// <summary>Excel keeps no longer text in a cell.</summary>
    public const int MaxLength = 32_767;

    // Before this day a number of Excel is an hour of no day.
    private static readonly DateTime FirstDay = new(1900, 1, 1);

    /// <summary>
    /// Lines stay lines, without the empty ones; within a line spaces of every kind become one. Invisible marks go, letters in two parts
    /// (as a Mac writes «й») become one, and the apostrophe by which <see cref="FormulaCells"/> makes a cell harmless is taken off.
    /// </summary>
    public static string Tidy(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var result = new StringBuilder(text.Length);
        char? gap = null;
        foreach (var c in text)
        {
            if (c is '\n' or '\r')
                gap = '\n';
            else if (char.IsWhiteSpace(c))
                gap ??= ' ';
            else if (!IsInvisible(c))
                Append(result, c, ref gap);
        }

        return FormulaCells.Restore(result.ToString());
    }

    public static string Of(DateTime moment)
    {
        if (moment < FirstDay)
            return moment.ToString("HH:mm", CultureInfo.InvariantCulture);
        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "dd.MM.yyyy" : "dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>As the sheet shows it: fifteen digits, so that 0,1 + 0,2 is 0,3.</summary>
    public static string Of(double number) => Math.Abs(number) < 1e15 && number == Math.Truncate(number)
        ? number.ToString("0", CultureInfo.InvariantCulture)
        : number.ToString("G15", CultureInfo.InvariantCulture).Replace('.', ',');

    private static void Append(StringBuilder result, char c, ref char? gap)
    {
        if (gap is { } space && result.Length > 0)
            result.Append(space);
        gap = null;
        if (result.Length > 0 && Compose(result[^1], c) is { } whole)
            result[^1] = whole;
        else
            result.Append(c);
    }

    private static char? Compose(char letter, char mark) => (letter, mark) switch
    {
        ('и', '\u0306') => 'й',
        ('И', '\u0306') => 'Й',
        ('е', '\u0308') => 'ё',
        ('Е', '\u0308') => 'Ё',
        _ => null,
    };

    private static bool IsInvisible(char c) => c is '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff' or '\u00ad' || char.IsControl(c);
}
