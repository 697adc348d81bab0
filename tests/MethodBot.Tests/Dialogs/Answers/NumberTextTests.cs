using System.Globalization;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Tests.Dialogs.Answers;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("15", 15)]
    [InlineData("15.", 15)]
    [InlineData("«15»", 15)]
    [InlineData("007", 7)]
    [InlineData("3,5", 3.5)]
    [InlineData("1200.50", 1200.5)]
    [InlineData("1200,50", 1200.5)]
    [InlineData("1 200", 1200)]
    [InlineData("1 200 000", 1200000)]
    [InlineData("1 200,5", 1200.5)]
    [InlineData("100 000", 100000)]
    [InlineData("1\u00a0200", 1200)]
    [InlineData("1\u2009200", 1200)]
    [InlineData("1\u202f200\u202f300", 1200300)]
    [InlineData("\u202a15\u202c", 15)]
    [InlineData("-4", -4)]
    [InlineData("–4", -4)]
    [InlineData("−4", -4)]
    [InlineData("+4", 4)]
    [InlineData("0", 0)]
    [InlineData("½", 0.5)]
    [InlineData("1½", 1.5)]
    [InlineData("2 ¼", 2.25)]
    [InlineData("3¾ часа", 3.75)]
    [InlineData("999999999999", 999999999999)]
    [InlineData("-999999999999", -999999999999)]
    public void Digits_are_read(string typed, double expected) => NumberText.Parse(typed).ShouldBe((decimal)expected);

    [Theory]
    [InlineData(" 15 лет ", 15)]
    [InlineData("15лет", 15)]
    [InlineData("3.5 часа", 3.5)]
    [InlineData("25%", 25)]
    [InlineData("25 %", 25)]
    [InlineData("25 процентов", 25)]
    [InlineData("100% детей", 100)]
    [InlineData("лет двадцать", 20)]
    [InlineData("лет 20", 20)]
    [InlineData("часа два", 2)]
    [InlineData("человек 15", 15)]
    [InlineData("20-ти лет", 20)]
    [InlineData("около 20-ти", 20)]
    [InlineData("стаж 15 лет", 15)]
    [InlineData("15 лет стажа", 15)]
    [InlineData("15 полных лет", 15)]
    [InlineData("мне 45", 45)]
    [InlineData("уже двадцать лет", 20)]
    public void The_unit_may_be_told(string typed, double expected) => NumberText.Parse(typed).ShouldBe((decimal)expected);

    [Theory]
    [InlineData("около 20", 20)]
    [InlineData("около двадцати", 20)]
    [InlineData("около ста человек", 100)]
    [InlineData("примерно двадцать", 20)]
    [InlineData("где-то лет двадцать", 20)]
    [InlineData("где то 20", 20)]
    [InlineData("20 примерно", 20)]
    [InlineData("20 лет примерно", 20)]
    [InlineData("~20", 20)]
    [InlineData("≈ 20 лет", 20)]
    public void An_approximation_is_its_number(string typed, int expected) => NumberText.Parse(typed).ShouldBe(expected);

    [Theory]
    [InlineData("ноль", 0)]
    [InlineData("Один", 1)]
    [InlineData("одна", 1)]
    [InlineData("одно", 1)]
    [InlineData("две", 2)]
    [InlineData("ТРИ", 3)]
    [InlineData("четырёх", 4)]
    [InlineData("двое детей", 2)]
    [InlineData("одинадцать", 11)]
    [InlineData("пятьнадцать", 15)]
    [InlineData("двадцать", 20)]
    [InlineData("двадцать лет", 20)]
    [InlineData("двадцать пять", 25)]
    [InlineData("двадцать пять лет", 25)]
    [InlineData("сто сорок два", 142)]
    [InlineData("сто одиннадцать", 111)]
    [InlineData("тысяча", 1000)]
    [InlineData("тысяча двести", 1200)]
    [InlineData("две тысячи", 2000)]
    [InlineData("две тысячи пять", 2005)]
    [InlineData("двадцать пять тысяч рублей", 25000)]
    [InlineData("миллион двести тысяч", 1200000)]
    [InlineData("минус пять", -5)]
    [InlineData("плюс пять", 5)]
    [InlineData("минус 5", -5)]
    [InlineData("нисколько", 0)]
    [InlineData("ни одного", 0)]
    [InlineData("ни одной группы", 0)]
    public void Words_are_read(string typed, int expected) => NumberText.Parse(typed).ShouldBe(expected);

    [Theory]
    [InlineData("полтора", 1.5)]
    [InlineData("полторы ставки", 1.5)]
    [InlineData("около полутора", 1.5)]
    [InlineData("полторы тысячи", 1500)]
    [InlineData("полставки", 0.5)]
    [InlineData("половина", 0.5)]
    [InlineData("два с половиной", 2.5)]
    [InlineData("2 с половиной часа", 2.5)]
    [InlineData("две с половиной тысячи", 2500)]
    [InlineData("сто с половиной", 100.5)]
    public void Halves_are_read(string typed, double expected) => NumberText.Parse(typed).ShouldBe((decimal)expected);

    [Theory]
    [InlineData("20 тысяч", 20000)]
    [InlineData("20 тыс", 20000)]
    [InlineData("20 тыс. руб.", 20000)]
    [InlineData("1,5 млн", 1500000)]
    [InlineData("1 млн. 200 тыс.", 1200000)]
    [InlineData("2 тысячи 300", 2300)]
    [InlineData("2 тысячи триста", 2300)]
    public void Digits_and_words_are_read_together(string typed, int expected) => NumberText.Parse(typed).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("...")]
    [InlineData("много")]
    [InlineData("лет")]
    [InlineData("%")]
    [InlineData("1.2.3")]
    [InlineData("1,200.50")]
    [InlineData("1e5")]
    [InlineData("0x10")]
    [InlineData("1/2")]
    [InlineData("1,5½")]
    [InlineData(",5")]
    [InlineData(".5")]
    [InlineData("--5")]
    [InlineData("минус -5")]
    [InlineData("- 500")]
    [InlineData("5-")]
    [InlineData("№ 5")]
    [InlineData("школа 5")]
    [InlineData("5-й")]
    [InlineData("пятое")]
    [InlineData("не 5")]
    [InlineData("10 часов в месяц")]
    [InlineData("двадцать и")]
    [InlineData("٥")]
    public void What_is_no_number_is_not_guessed(string typed) => NumberText.Parse(typed).ShouldBeNull();

    [Theory]
    [InlineData("3-5")]
    [InlineData("5 - 10")]
    [InlineData("5–10")]
    [InlineData("5 10")]
    [InlineData("1 2 3")]
    [InlineData("5, 10")]
    [InlineData("2026 100")]
    [InlineData("10 или 20")]
    [InlineData("5 или")]
    [InlineData("от 5 до 10")]
    [InlineData("пять-шесть")]
    [InlineData("пять шесть")]
    [InlineData("пять десять")]
    [InlineData("двадцать ноль")]
    [InlineData("двадцать одиннадцать")]
    [InlineData("сто двести")]
    [InlineData("сто 5")]
    [InlineData("5 сто")]
    [InlineData("пять две тысячи")]
    [InlineData("тысяча две тысячи")]
    [InlineData("тысяча 1500")]
    [InlineData("два полтора")]
    [InlineData("15 лет 6 месяцев")]
    public void Two_numbers_are_none(string typed) => NumberText.Parse(typed).ShouldBeNull();

    [Theory]
    [InlineData("20+")]
    [InlineData("больше 20")]
    [InlineData("более двадцати")]
    [InlineData("до 5")]
    [InlineData("от 5")]
    [InlineData("20 минимум")]
    [InlineData("20 и более")]
    [InlineData("20 больше")]
    [InlineData("двадцать с лишним")]
    [InlineData("двадцать с")]
    [InlineData("> 5")]
    [InlineData("пара")]
    [InlineData("десяток")]
    [InlineData("несколько")]
    [InlineData("5к")]
    public void Bounds_and_vague_words_are_none(string typed) => NumberText.Parse(typed).ShouldBeNull();

    [Theory]
    [InlineData("1000000000000")]
    [InlineData("-1000000000000")]
    [InlineData("1000 млрд")]
    [InlineData("999999999999 млрд")]
    [InlineData("99999999999999999999999999999999999")]
    public void A_number_has_a_bound(string typed) => NumberText.Parse(typed).ShouldBeNull();

    [Fact]
    public void Every_number_is_read_back_from_its_words()
    {
        for (var number = 0; number < 10_000; number++)
            NumberText.Parse(Spell(number)).ShouldBe(number, Spell(number));
    }

    [Fact]
    public void Every_number_is_read_back_as_the_bot_writes_it()
    {
        for (var number = -1000m; number < 1000m; number += 0.25m)
            NumberText.Parse(RussianText.FormatNumber(number)).ShouldBe(number);
    }

    [Fact]
    public void Minus_zero_is_zero() =>
        NumberText.Parse("-0")!.Value.ToString(CultureInfo.InvariantCulture).ShouldBe("0");

    private static string Spell(int number)
    {
        string[] units =
        [
            "", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать", "двенадцать",
            "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
        ];
        string[] tens = ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"];
        string[] hundreds = ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"];
        if (number == 0)
            return "ноль";
        var thousands = (number / 1000) switch
        {
            0 => "",
            1 => "одна тысяча",
            2 => "две тысячи",
            3 or 4 => $"{units[number / 1000]} тысячи",
            _ => $"{units[number / 1000]} тысяч",
        };
        var rest = number % 100;
        var low = rest < 20 ? units[rest] : $"{tens[rest / 10]} {units[rest % 10]}";
        return $"{thousands} {hundreds[number / 100 % 10]} {low}";
    }
}
