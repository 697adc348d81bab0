using System.IO.Compression;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Tables;

namespace MethodBot.Tests.Service.Imports;

public sealed class XlsxFileTests : IDisposable
{
    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Days_times_numbers_and_flags_are_read_as_the_sheet_shows_them() => Cells(_folder.Xlsx(
    [
        ["День", "День и время", "Время", "ИНН", "Дробь", "Флаг"],
        [new DateTime(2026, 11, 25), new DateTime(2026, 11, 25, 14, 30, 0), new TimeSpan(9, 5, 0), 4214000123d, 0.1 + 0.2, true],
    ])).ShouldBe(
    [
        ["День", "День и время", "Время", "ИНН", "Дробь", "Флаг"],
        ["25.11.2026", "25.11.2026 14:30", "09:05", "4214000123", "0,3", "True"],
    ]);

    [Fact]
    public void Rows_and_cells_that_are_not_there_count()
    {
        var rows = TableFolder.Read(_folder.Xlsx([["Название", "Код"], [], [null, 5], [null, null], ["последняя"]]));
        rows.Where(row => !row.IsEmpty).Select(row => (row.Number, row.Cells[0], row.Cells[1]))
            .ShouldBe([(1, "Название", "Код"), (3, "", "5"), (5, "последняя", "")]);
    }

    [Fact]
    public void A_merged_cell_says_its_word_in_each_of_its_rows() => Cells(_folder.Xlsx(
        [["Вид", "Название"], ["школа", "Школа № 1"], [null, "Школа № 2"], [null, "Школа № 3"], [null, "Сад"]], "A2:A4"))
        .ShouldBe([["Вид", "Название"], ["школа", "Школа № 1"], ["школа", "Школа № 2"], ["школа", "Школа № 3"], ["", "Сад"]]);

    [Fact]
    public void A_cell_whose_formula_failed_says_nothing() => Cells(_folder.Xlsx([["Название"], ["#N/A"]])).ShouldBe([["Название"], [""]]);

    [Fact]
    public void Hidden_sheets_are_not_read()
    {
        using var file = TableFile.Open(_folder.Workbook([("списки", false, [["школа"]], []), ("Школы", true, [["Название"]], [])]));
        file.Sheets.Select(sheet => sheet.Name).ShouldBe(["Школы"]);
    }

    [Theory]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }, "старый формат Excel (.xls)")]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D, 0x31, 0x2E, 0x34 }, "не таблица")]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 0x00, 0x00 }, "повреждена")]
    [InlineData(new byte[] { }, "ничего нет")]
    public void What_is_no_workbook_is_refused_with_what_to_do(byte[] content, string message) =>
        Should.Throw<ImportException>(() => TableFolder.Read(_folder.Write("table.xlsx", content))).Message.ShouldContain(message);

    [Theory]
    [InlineData("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "LibreOffice")]
    [InlineData("xl/workbook.bin", "", "xlsb")]
    [InlineData("word/document.xml", "", "не таблица")]
    [InlineData("xl/workbook.xml", "<workbook", "повреждена")]
    public void An_archive_of_another_kind_is_refused_with_what_to_do(string entry, string content, string message)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(archive.CreateEntry(entry).Open());
            writer.Write(content);
        }

        Should.Throw<ImportException>(() => TableFolder.Read(_folder.Write("table.xlsx", bytes.ToArray()))).Message.ShouldContain(message);
    }

    [Fact]
    public void A_damaged_workbook_is_refused_and_surprises_nobody()
    {
        var whole = File.ReadAllBytes(_folder.Xlsx([.. Enumerable.Range(1, 50).Select(i => new object?[] { $"Школа № {i}", i, new DateTime(2026, 1, 1).AddDays(i) })], "A2:A4"));
        var random = new Random(7);
        for (var i = 0; i < 1500; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var hit = 0; hit < 1 + (i % 6); hit++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                TableFolder.Read(_folder.Write("damaged.xlsx", i % 5 == 0 ? damaged[..random.Next(damaged.Length)] : damaged));
            }
            catch (ImportException)
            {
                // Told in words: that is all that is asked.
            }
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Should.Throw<ImportException>(() => TableFile.Open(_folder.Path("нет.xlsx"))).Message.ShouldContain("нет.xlsx");

    [Fact]
    public void A_file_that_excel_holds_open_is_read()
    {
        var path = _folder.Xlsx([["Название"]]);
        using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        Cells(path).ShouldBe([["Название"]]);
    }

    private static string[][] Cells(string path) => [.. TableFolder.Read(path).Select(row => row.Cells.ToArray())];
}
