using MethodBot.Service;

namespace MethodBot.Tests.Service;

public sealed class SearchTextTests
{
    private static readonly string[] Schools = ["Школа № 5", "Школа № 15", "Школа № 50", "Школа № 55", "Гимназия № 1", "Лицей № 2"];

    [Theory]
    [InlineData("5", "Школа № 5")]
    [InlineData("№5", "Школа № 5")]
    [InlineData("СОШ 5", "Школа № 5")]
    [InlineData("сош№5", "Школа № 5")]
    [InlineData("МБОУ СОШ № 5", "Школа № 5")]
    [InlineData("школа 5", "Школа № 5")]
    [InlineData("Школа номер 5", "Школа № 5")]
    [InlineData("5 школа", "Школа № 5")]
    [InlineData("5-я школа", "Школа № 5")]
    [InlineData("5я", "Школа № 5")]
    [InlineData("пятая", "Школа № 5")]
    [InlineData("Пятая школа", "Школа № 5")]
    [InlineData("пятой", "Школа № 5")]
    [InlineData("пятнадцатая", "Школа № 15")]
    [InlineData("15", "Школа № 15")]
    [InlineData("первая гимназия", "Гимназия № 1")]
    [InlineData("гимн", "Гимназия № 1")]
    [InlineData("ЛИЦ", "Лицей № 2")]
    public void A_school_is_found_as_people_call_it(string query, string expected) => Find(query).ShouldBe([expected]);

    [Theory]
    [InlineData("школа", 4)]
    [InlineData("шк", 4)]
    [InlineData("цирк", 0)]
    [InlineData("школа 6", 0)]
    [InlineData("пятьдесят", 0)]
    [InlineData("кола", 0)]
    public void Every_word_must_begin_some_word_of_the_row(string query, int count) => Find(query).Length.ShouldBe(count);

    [Fact]
    public void Yo_and_case_make_no_difference() => SearchText.Matches(SearchText.Index("Ёлочка, детский сад"), "елочка САД").ShouldBeTrue();

    [Fact]
    public void A_class_is_no_ordinal() => SearchText.Matches(SearchText.Index("Урок в 5а"), "5").ShouldBeFalse();

    // As the demonstration data indexes it: with the names that people use.
    private static string[] Find(string query) =>
        [.. Schools.Where(name => SearchText.Matches(SearchText.Index(name, Aliases(name)), query))];

    private static string Aliases(string name)
    {
        var number = name.Split(' ')[^1];
        return name.StartsWith("Школа", StringComparison.Ordinal) ? $"СОШ {number} МБОУ СОШ {number}" : "";
    }
}
