using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MethodBot.Service.Imports.Tables;

namespace MethodBot.Tests.Service.Imports;

/// <summary>Table files as people save them, in a folder that is gone at the end of the test.</summary>
internal sealed class TableFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-tables-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public string Path(string name) => System.IO.Path.Combine(_folder, name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    public string Csv(string text, Encoding? encoding = null) => Write("table.csv", [.. (encoding ?? Encoding.UTF8).GetPreamble(), .. (encoding ?? Encoding.UTF8).GetBytes(text)]);

    public static Encoding CodePage(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;

    /// <summary>A workbook: texts, and numbers, days and times as Excel keeps them. A null is no cell at all.</summary>
    public string Xlsx(object?[][] rows, params string[] merged) => Workbook([("Лист1", true, rows, merged)]);

    public string Workbook((string Name, bool Visible, object?[][] Rows, string[] Merged)[] sheets)
    {
        var path = Path("table.xlsx");
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
        workbook.Workbook = new Workbook(new Sheets());
        uint number = 0;
        foreach (var (name, visible, rows, merged) in sheets)
        {
            var part = workbook.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(rows.Select((row, index) => MakeRow(row, index + 1))));
            if (merged.Length > 0)
                part.Worksheet.Append(new MergeCells(merged.Select(range => new MergeCell { Reference = range })));
            workbook.Workbook.GetFirstChild<Sheets>()!.Append(new Sheet
            {
                Id = workbook.GetIdOfPart(part),
                SheetId = ++number,
                Name = name,
                State = visible ? SheetStateValues.Visible : SheetStateValues.Hidden,
            });
        }

        return path;
    }

    public static List<SourceRow> Read(string path)
    {
        using var file = TableFile.Open(path);
        return [.. file.Sheets.SelectMany(sheet => sheet.Rows)];
    }

    private static Row MakeRow(object?[] cells, int number)
    {
        var row = new Row { RowIndex = (uint)number };
        for (var i = 0; i < cells.Length; i++)
        {
            if (MakeCell(cells[i]) is not { } cell)
                continue;
            cell.CellReference = $"{(char)('A' + i)}{number}";
            row.Append(cell);
        }

        return row;
    }

    private static Cell? MakeCell(object? value) => value switch
    {
        null => null,
        DateTime moment => new Cell { CellValue = Number(moment.ToOADate()), StyleIndex = moment.TimeOfDay == TimeSpan.Zero ? 1u : 2u },
        TimeSpan time => new Cell { CellValue = Number(time.TotalDays), StyleIndex = 3 },
        double number => new Cell { CellValue = Number(number) },
        int number => new Cell { CellValue = Number(number) },
        bool flag => new Cell { DataType = CellValues.Boolean, CellValue = new CellValue(flag ? "1" : "0") },
        string text when text.StartsWith('#') => new Cell { DataType = CellValues.Error, CellValue = new CellValue(text) },
        string text => new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }) },
        _ => throw new ArgumentException($"no cell holds {value.GetType()}"),
    };

    private static CellValue Number(double number) => new(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture));

    // 14: a day; 22: a day and a time; 20: a time.
    private static Stylesheet Styles() => new(
        new Fonts(new Font()),
        new Fills(new Fill()),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), Format(14), Format(22), Format(20)));

    private static CellFormat Format(uint number) => new() { NumberFormatId = number, ApplyNumberFormat = true };
}
