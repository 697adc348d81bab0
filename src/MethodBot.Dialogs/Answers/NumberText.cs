using System.Collections.Frozen;
using System.Globalization;

namespace MethodBot.Dialogs.Answers;

/// <summary>A number as people type it.</summary>
public static class NumberText
{
    private const decimal Bound = 1_000_000_000_000m;

    /// <summary>Said before a number and after it without changing it.</summary>
    private static readonly FrozenSet<string> Noise =
    [
        .. RussianNumerals.Approximately, "почти", "всего", "уже", "мне", "нам", "стаж", "стажа", "работаю", "полных",
    ];

    /// <summary>What is counted, where it stands first: «лет двадцать», «часа два».</summary>
    private static readonly FrozenSet<string> Measures =
    [
        "лет", "года", "годов", "месяцев", "месяца", "недель", "недели", "дней", "дня", "часов", "часа", "минут", "минуты", "раз", "раза",
        "человек", "человека", "детей", "учеников", "воспитанников", "педагогов", "учителей", "участников", "мест", "места", "баллов",
        "занятий", "уроков", "групп", "классов", "штук", "рублей", "процентов", "процента",
    ];

    /// <summary>They name a bound, a second number or something else than a unit: the number before them is not the answer.</summary>
    private static readonly FrozenSet<string> NoUnits =
    [
        "или", "либо", "и", "с", "без", "до", "от", "по", "из", "на", "за", "не", "ни", "нет", "плюс", "минус", "минимум", "максимум",
        "более", "менее", "больше", "меньше", "лишним", "к", "k", "х", "x",
    ];

    private static readonly FrozenSet<string> None = ["одного", "одной", "одну", "разу"];

    /// <summary>«20-ти лет»: endings that people give to digits of a cardinal number.</summary>
    private static readonly FrozenSet<string> Endings = ["ти", "ть", "х", "и", "ми"];

    /// <summary>
    /// The one number that the text names, below 10¹² in absolute value, or null; never throws.
    /// </summary>
    /// <remarks>
    /// Digits («3,5», «1 200», «1200.50», «1½»), words («двадцать пять», «полтора», «два с половиной», «ни одного», «минус пять») and both
    /// («20 тысяч», «1 млн 200 тыс.»); the unit may be told by one word after («15 лет», «25 %») or a known one before («лет двадцать»).
    /// An approximation («около 20», «~20») is its number. What names a bound or two numbers is none: «20+», «больше 20», «5-10», «5 или 10»;
    /// nor is what means different things to different people: «пара», «десяток», «5к».
    /// </remarks>
    public static decimal? Parse(string text)
    {
        if (AnswerReader.Open(text) is not { } reader || StartsWithFraction(text))
            return null;
        while (reader.TakeWord(Noise) || reader.TakeWord(Measures) || reader.TakeMark("~≈") is not null)
        {
        }

        if (reader.TakeWord("ни"))
            return reader.TakeWord(None) && IsUnit(reader) ? 0 : null;
        if (!TakeSign(reader, out var negative) || TakeNumber(reader) is not { } number || number >= Bound || !IsUnit(reader))
            return null;
        return negative ? -number : number;
    }

    /// <summary>«,5»: a slip of the finger before 5, or a half? Only the raw text still has the comma.</summary>
    private static bool StartsWithFraction(string text)
    {
        var digit = text.AsSpan().IndexOfAnyInRange('0', '9');
        return digit > 0 && text[digit - 1] is '.' or ',';
    }

    private static bool TakeSign(AnswerReader reader, out bool negative)
    {
        negative = reader.TakeWord("минус");
        if (negative || reader.TakeWord("плюс"))
            return true;
        var sign = reader.TakeMark("+-−");
        negative = sign is '-' or '−';
        // A dash apart from the number marks an item of a list.
        return sign is null || reader.IsGlued;
    }

    private static decimal? TakeNumber(AnswerReader reader)
    {
        decimal? total = null;
        // Parts go down: «две тысячи пять» is a number, «пять две тысячи» is two.
        var last = Bound;
        while (true)
        {
            var start = reader.Position;
            var part = TakePart(reader);
            var scaled = reader.TakeWord(RussianNumerals.Scales, out var scale);
            if (scaled)
                reader.TakeMark(".");
            else
                scale = 1;
            if (part is null && !scaled)
                return total;
            if (scale >= last || (total is not null && part >= last))
            {
                reader.Position = start;
                return total;
            }

            total = (total ?? 0) + ((part ?? 1) * scale);
            last = scale;
            if (!scaled)
                return total;
        }
    }

    private static decimal? TakePart(AnswerReader reader)
    {
        if (reader.TakeWord(RussianNumerals.Halves, out var half))
            return half;
        var whole = TakeDigits(reader, out var isWhole) ?? RussianNumerals.TakeCardinal(reader);
        if (isWhole && TakeFraction(reader) is { } fraction)
            return (whole ?? 0) + fraction;
        if (whole is null || !isWhole)
            return whole;
        var start = reader.Position;
        if (reader.TakeWord("с") && reader.TakeWord("половиной"))
            return whole + 0.5m;
        reader.Position = start;
        return whole;
    }

    private static decimal? TakeFraction(AnswerReader reader) => reader.TakeMark("½¼¾") switch
    {
        '½' => 0.5m,
        '¼' => 0.25m,
        '¾' => 0.75m,
        _ => null,
    };

    private static decimal? TakeDigits(AnswerReader reader, out bool isWhole)
    {
        isWhole = true;
        var first = reader.TakeDigits(1, AnswerReader.MaxLength);
        if (first is null)
            return null;
        var digits = first;
        // «1 200» is one number, «5 10» is two.
        while (first.Length <= 3 && reader.TakeDigits(3, 3) is { } group)
            digits += group;
        var start = reader.Position;
        if (reader.IsGlued && reader.TakeMark(".,") is not null && reader.IsGlued
            && reader.TakeDigits(1, AnswerReader.MaxLength) is { } decimals)
        {
            digits += "." + decimals;
            isWhole = false;
        }
        else
        {
            reader.Position = start;
            if (!(reader.IsGlued && reader.TakeMark("-") is not null && reader.IsGlued && reader.TakeWord(Endings)))
                reader.Position = start;
        }

        // What is too great for a decimal is beyond the bound as well.
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, Bound)
            : Bound;
    }

    /// <summary>Is what is left a unit, or nothing?</summary>
    private static bool IsUnit(AnswerReader reader)
    {
        SkipNoise(reader);
        reader.TakeMark("%");
        SkipNoise(reader);
        if (reader.TakeAnyWord() is { } unit && (NoUnits.Contains(unit) || RussianNumerals.IsNumeral(unit)))
            return false;
        SkipNoise(reader);
        return reader.AtEnd;
    }

    private static void SkipNoise(AnswerReader reader)
    {
        while (reader.TakeWord(Noise))
        {
        }
    }
}
