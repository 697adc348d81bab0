using System.Text;
using MethodBot.Service.Imports;

namespace MethodBot.Tests.Service.Imports;

public sealed class CsvFileTests : IDisposable
{
    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1251)]
    [InlineData(866)]
    public void A_file_of_a_russian_excel_is_read_in_the_code_page_it_was_saved_in(int page) =>
        Cells(_folder.Csv("Вид;Название\r\nшкола;Школа № 5 имени Ё. Щукина\r\n", TableFolder.CodePage(page)))
            .ShouldBe([["Вид", "Название"], ["школа", "Школа № 5 имени Ё. Щукина"]]);

    [Fact]
    public void Utf8_is_read_with_and_without_its_mark_and_utf16_with_it()
    {
        const string Text = "Название;Код\nЁлочка «Ё» № 11;7\n";
        string[][] expected = [["Название", "Код"], ["Ёлочка «Ё» № 11", "7"]];
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode })
            Cells(_folder.Csv(Text, encoding)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(";")]
    [InlineData(",")]
    [InlineData("\t")]
    public void The_separator_is_found_by_what_parts_every_line_alike(string separator)
    {
        string[][] rows = [["Название", "Адрес", "Код"], ["Школа № 3", "ул. Мира, 5, корп. 2; вход со двора", "1"], ["Лицей", "пр. Ленина, 1", "2"], ["Сад", "", ""]];
        var text = string.Join("\r\n", rows.Select(row => string.Join(separator, row.Select(cell => cell.Contains(separator, StringComparison.Ordinal) ? $"\"{cell}\"" : cell))));
        Cells(_folder.Csv(text)).ShouldBe(rows);
    }

    [Fact]
    public void A_title_without_separators_above_the_table_changes_nothing() =>
        Cells(_folder.Csv("Список, составленный 1 сентября, школ, садов\n\nНазвание;Код\nШкола № 1, 2 корпус;5\n"))
            .ShouldBe([["Список, составленный 1 сентября, школ, садов"], [""], ["Название", "Код"], ["Школа № 1, 2 корпус", "5"]]);

    [Fact]
    public void Rows_are_numbered_as_a_spreadsheet_numbers_them()
    {
        var rows = TableFolder.Read(_folder.Csv("sep=;\r\nНазвание;Код\r\n\r\n\"в две\r\nстроки\";1\r\nпоследняя;2"));
        rows.Select(row => (row.Number, row.Cells[0])).ShouldBe([(1, "Название"), (2, ""), (3, "в две\nстроки"), (4, "последняя")]);
        rows[1].IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Quotes_within_a_cell_are_what_they_say() =>
        Cells(_folder.Csv("Название;Код\nМБОУ \"Школа № 5\" города;1\n\"Сад \"\"Ёлочка\"\"; корпус 2\";2\n")).ShouldBe(
            [["Название", "Код"], ["МБОУ \"Школа № 5\" города", "1"], ["Сад \"Ёлочка\"; корпус 2", "2"]]);

    [Theory]
    [InlineData("Название;Код\n\"Школа № 5;1\nШкола № 6;2\nШкола № 7;3\n")]
    [InlineData("Название;Код\n\"Школа № 5;1\nШкола № 6;2\n\"Школа № 7\";3\n")]
    public void A_quote_that_swallows_rows_is_told_with_the_row_that_opened_it(string text) =>
        Should.Throw<ImportException>(() => TableFolder.Read(_folder.Csv(text))).Message.ShouldContain("Строка 2");

    [Fact]
    public void What_nobody_sees_is_taken_out_of_a_cell() =>
        Cells(_folder.Csv("Название\n\u00a0 Школа\u00a0№\u200b  5 \n\"\u0438\u0306од и \u0415\u0308лка\"\n\"'=1+1\"\n\"' не формула\"\n"))
            .ShouldBe([["Название"], ["Школа № 5"], ["йод и Ёлка"], ["=1+1"], ["' не формула"]]);

    [Fact]
    public void What_is_no_text_is_refused() =>
        Should.Throw<ImportException>(() => TableFolder.Read(_folder.Write("table.csv", [1, 2, 0, 3, 4, 0, 0]))).Message.ShouldContain("не таблица");

    private static string[][] Cells(string path) => [.. TableFolder.Read(path).Select(row => row.Cells.ToArray())];
}
