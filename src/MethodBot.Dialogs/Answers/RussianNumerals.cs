using System.Collections.Frozen;

namespace MethodBot.Dialogs.Answers;

/// <summary>Numerals as people write them, with common misspellings, in the form of <see cref="RussianText.Normalize"/>.</summary>
internal static class RussianNumerals
{
    private static readonly FrozenDictionary<string, int> Cardinals = WordTable.Of<int>(
    [
        (0, ["ноль", "нуль", "ноля", "нуля", "нисколько"]),
        (1, ["один", "одна", "одно", "одну", "одного", "одной"]),
        (2, ["два", "две", "двух", "двум", "двое", "двоих"]),
        (3, ["три", "трех", "трем", "трое", "троих"]),
        (4, ["четыре", "четырех", "четырем", "четверо", "четверых"]),
        (5, ["пять", "пяти", "пятеро", "пятерых"]),
        (6, ["шесть", "шести", "шестеро", "шестерых"]),
        (7, ["семь", "семи", "семеро", "семерых"]),
        (8, ["восемь", "восьми"]),
        (9, ["девять", "девяти"]),
        (10, ["десять", "десяти"]),
        (11, ["одиннадцать", "одиннадцати", "одинадцать", "одинадцати"]),
        (12, ["двенадцать", "двенадцати", "двенацать"]),
        (13, ["тринадцать", "тринадцати", "тринацать"]),
        (14, ["четырнадцать", "четырнадцати", "четырнацать"]),
        (15, ["пятнадцать", "пятнадцати", "пятьнадцать", "пятнацать"]),
        (16, ["шестнадцать", "шестнадцати", "шестьнадцать", "шестнацать"]),
        (17, ["семнадцать", "семнадцати", "семьнадцать", "семнацать"]),
        (18, ["восемнадцать", "восемнадцати", "восемьнадцать", "восемнацать"]),
        (19, ["девятнадцать", "девятнадцати", "девятьнадцать", "девятнацать"]),
        (20, ["двадцать", "двадцати", "двацать"]),
        (30, ["тридцать", "тридцати", "трицать"]),
        (40, ["сорок", "сорока"]),
        (50, ["пятьдесят", "пятидесяти", "пятдесят"]),
        (60, ["шестьдесят", "шестидесяти", "шестдесят"]),
        (70, ["семьдесят", "семидесяти", "семдесят"]),
        (80, ["восемьдесят", "восьмидесяти", "восемдесят"]),
        (90, ["девяносто", "девяноста"]),
        (100, ["сто", "ста"]),
        (200, ["двести", "двухсот"]),
        (300, ["триста", "трехсот"]),
        (400, ["четыреста", "четырехсот"]),
        (500, ["пятьсот", "пятисот"]),
        (600, ["шестьсот", "шестисот"]),
        (700, ["семьсот", "семисот"]),
        (800, ["восемьсот", "восьмисот"]),
        (900, ["девятьсот", "девятисот"]),
    ]);

    private static readonly FrozenDictionary<string, int> Ordinals = WithEndings(
    [
        (1, "перв"), (2, "втор"), (4, "четверт"), (5, "пят"), (6, "шест"), (7, "седьм"), (8, "восьм"), (9, "девят"), (10, "десят"),
        (11, "одиннадцат"), (11, "одинадцат"), (12, "двенадцат"), (13, "тринадцат"), (14, "четырнадцат"), (15, "пятнадцат"),
        (16, "шестнадцат"), (17, "семнадцат"), (18, "восемнадцат"), (19, "девятнадцат"), (20, "двадцат"), (30, "тридцат"),
    ]);

    /// <summary>What a number before it is multiplied by: «двадцать тысяч», «1,5 млн».</summary>
    public static FrozenDictionary<string, decimal> Scales { get; } = WordTable.Of<decimal>(
    [
        (1_000m, ["тысяча", "тысячи", "тысяч", "тысячу", "тыс", "тыща", "тыщи", "тыщ"]),
        (1_000_000m, ["миллион", "миллиона", "миллионов", "млн"]),
        (1_000_000_000m, ["миллиард", "миллиарда", "миллиардов", "млрд"]),
    ]);

    /// <summary>One word that names a number with a half.</summary>
    public static FrozenDictionary<string, decimal> Halves { get; } = WordTable.Of<decimal>(
    [
        (1.5m, ["полтора", "полторы", "полутора"]),
        (0.5m, ["половина", "полставки"]),
    ]);

    /// <summary>
    /// «около двадцати»: the number named is the answer, as far as the person knows it. «Где то» is often left without its hyphen.
    /// </summary>
    public static FrozenSet<string> Approximately { get; } =
        ["около", "примерно", "приблизительно", "порядка", "где-то", "где", "то", "ровно", "точно"];

    public static bool IsNumeral(string word) =>
        Cardinals.ContainsKey(word) || Ordinals.ContainsKey(word) || Halves.ContainsKey(word) || Scales.ContainsKey(word);

    /// <summary>The longest numeral below a thousand that comes next, «сто двадцать пять», or null with nothing taken.</summary>
    public static int? TakeCardinal(AnswerReader reader)
    {
        int? value = null;
        // «двадцать» may be followed by less than ten, «пять» by nothing: «двадцать тридцать» is two numbers.
        var room = 1000;
        while (reader.TakeWord(Cardinals, out var part))
        {
            if (part >= room || (part == 0 && value is not null))
            {
                reader.Position--;
                break;
            }

            value = (value ?? 0) + part;
            room = part >= 100 ? 100 : part >= 20 ? 10 : 0;
        }

        return value;
    }

    /// <summary>One word of a numeral, or null: «без двадцати пять» is twenty to five, not twenty-five.</summary>
    public static int? TakeCardinalWord(AnswerReader reader) => reader.TakeWord(Cardinals, out var value) ? value : null;

    /// <summary>«пятнадцатое», «двадцать первого»: an ordinal up to thirty-nine, neuter, or null with nothing taken.</summary>
    public static int? TakeOrdinal(AnswerReader reader)
    {
        var start = reader.Position;
        if (reader.TakeWord(Ordinals, out var value))
            return value;
        if (reader.TakeWord(Cardinals, out var tens) && tens is 20 or 30 && reader.TakeWord(Ordinals, out var unit) && unit < 10)
            return tens + unit;
        reader.Position = start;
        return null;
    }

    /// <summary>The ordinal that a single word is, or null.</summary>
    public static int? ReadOrdinal(string word) => Ordinals.TryGetValue(word, out var value) ? value : null;

    private static FrozenDictionary<string, int> WithEndings((int Value, string Stem)[] rows) => WordTable.Of<int>(
    [
        .. rows.Select(row => (row.Value, new[] { row.Stem + "ое", row.Stem + "ого" })),
        (3, ["третье", "третьего"]),
    ]);
}
