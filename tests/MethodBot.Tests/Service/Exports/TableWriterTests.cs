using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MethodBot.Service.Exports;

namespace MethodBot.Tests.Service.Exports;

public sealed class TableWriterTests
{
    private static readonly string?[][] Rows =
    [
        ["Лебедева; Мария", "Сказала «да»", null],
        ["a\"b", "две\nстроки", ""],
        ["=HYPERLINK(\"http://x\")", "-5", "🙂 и\u0007звонок"],
        [" с пробелом ", "@имя", "+7 900"],
    ];

    [Fact]
    public void Csv_opens_in_a_russian_excel_and_reads_back()
    {
        var bytes = Write(ExportFormat.Csv);

        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        Encoding.UTF8.GetString(bytes[3..]).ShouldBe(
            "Имя;Слова;Ещё\r\n"
            + "\"Лебедева; Мария\";Сказала «да»;\r\n"
            + "\"a\"\"b\";\"две\nстроки\";\r\n"
            + "\"'=HYPERLINK(\"\"http://x\"\")\";'-5;🙂 и\u0007звонок\r\n"
            + " с пробелом ;'@имя;'+7 900\r\n");
    }

    [Fact]
    public void Json_is_an_array_with_one_object_a_record_and_the_words_as_they_were()
    {
        using var json = JsonDocument.Parse(Write(ExportFormat.Json));

        var read = json.RootElement.EnumerateArray()
            .Select(record => record.EnumerateObject().Select(property => property.Value.GetString()).ToArray()).ToArray();
        read.ShouldBe(Rows);
        json.RootElement[0].EnumerateObject().Select(property => property.Name).ShouldBe(["name", "words", "more"]);
    }

    [Fact]
    public void Json_of_an_empty_table_is_an_empty_array() =>
        JsonDocument.Parse(Write(ExportFormat.Json, [])).RootElement.GetArrayLength().ShouldBe(0);

    [Fact]
    public void A_workbook_reads_back_with_formulas_made_harmless()
    {
        using var stream = new MemoryStream(Write(ExportFormat.Xlsx));
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);
        var sheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet!;

        var cells = sheet.Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToArray()).ToArray();
        cells.ShouldBe(
        [
            ["Имя", "Слова", "Ещё"],
            ["Лебедева; Мария", "Сказала «да»", ""],
            ["a\"b", "две\nстроки", ""],
            ["'=HYPERLINK(\"http://x\")", "'-5", "🙂 извонок"],
            [" с пробелом ", "'@имя", "'+7 900"],
        ]);
        sheet.Descendants<CellFormula>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+7", "'+7")]
    [InlineData("-", "'-")]
    [InlineData("@a", "'@a")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("\n=1", "'\n=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    [InlineData("'", "'")]
    public void A_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(string value, string expected) =>
        FormulaCells.Neutralize(value).ShouldBe(expected);

    private static byte[] Write(ExportFormat format, string?[][]? rows = null)
    {
        using var stream = new MemoryStream();
        TableWriter.Write(
            new ExportTable([new("name", "Имя"), new("words", "Слова"), new("more", "Ещё")], rows ?? Rows), format, stream);
        return stream.ToArray();
    }
}
