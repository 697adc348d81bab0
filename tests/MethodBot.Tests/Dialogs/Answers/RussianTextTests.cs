using MethodBot.Dialogs.Answers;

namespace MethodBot.Tests.Dialogs.Answers;

public sealed class RussianTextTests
{
    [Theory]
    [InlineData(1, "файл")]
    [InlineData(2, "файла")]
    [InlineData(4, "файла")]
    [InlineData(5, "файлов")]
    [InlineData(10, "файлов")]
    [InlineData(11, "файлов")]
    [InlineData(14, "файлов")]
    [InlineData(15, "файлов")]
    [InlineData(20, "файлов")]
    [InlineData(21, "файл")]
    [InlineData(22, "файла")]
    [InlineData(100, "файлов")]
    [InlineData(101, "файл")]
    [InlineData(111, "файлов")]
    [InlineData(1012, "файлов")]
    [InlineData(0, "файлов")]
    [InlineData(-1, "файл")]
    [InlineData(1.5, "файла")]
    public void Plurals_follow_the_number(double number, string expected) =>
        RussianText.Plural((decimal)number, "файл", "файла", "файлов").ShouldBe(expected);

    [Theory]
    [InlineData("Ёлка", "елка")]
    [InlineData("  ДВА   СЛОВА  ", "два слова")]
    [InlineData("«Школа» № 5.", "школа» № 5")]
    [InlineData("Да!!!", "да")]
    [InlineData("от 3 — до 5", "от 3 - до 5")]
    [InlineData("а\u00a0б\tв\nг", "а б в г")]
    [InlineData("...", "")]
    public void Texts_are_compared_regardless_of_case_yo_spaces_and_punctuation(string text, string expected) =>
        RussianText.Normalize(text).ShouldBe(expected);

    [Fact]
    public void Every_month_is_read_back_in_full_and_by_three_letters()
    {
        for (var month = 1; month <= 12; month++)
        {
            var name = RussianText.FormatDate(new DateOnly(2026, month, 1), new DateOnly(2026, 1, 1)).Split(' ')[1];
            RussianText.ReadMonth(name).ShouldBe(month);
            RussianText.ReadMonth(name[..3]).ShouldBe(month);
        }
    }

    [Theory]
    [InlineData("сентябрь", 9)]
    [InlineData("сентябре", 9)]
    [InlineData("мае", 5)]
    [InlineData("ма", 0)]
    [InlineData("машина", 0)]
    [InlineData("ию", 0)]
    [InlineData("никогда", 0)]
    public void Months_are_read_in_any_case_and_nothing_else_is(string word, int month) => RussianText.ReadMonth(word).ShouldBe(month);

    [Fact]
    public void Numbers_have_a_comma_and_no_idle_zeros()
    {
        RussianText.FormatNumber(2.50m).ShouldBe("2,5");
        RussianText.FormatNumber(1200m).ShouldBe("1200");
        RussianText.FormatNumber(-0.125m).ShouldBe("-0,125");
    }
}
