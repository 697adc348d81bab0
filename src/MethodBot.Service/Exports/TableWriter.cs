using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MethodBot.Service.Exports;

/// <summary>Writes tables row by row: memory does not grow with their length.</summary>
public static class TableWriter
{
    private const int JsonBuffer = 1 << 16;

    public static void Write(ExportTable table, ExportFormat format, Stream output)
    {
        switch (format)
        {
            case ExportFormat.Csv:
                WriteCsv(table, output);
                break;
            case ExportFormat.Json:
                WriteJson(table, output);
                break;
            default:
                WriteXlsx(table, output);
                break;
        }
    }

    // Semicolons and a byte order mark: so a Russian Excel opens it by a double click.
    private static void WriteCsv(ExportTable table, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        WriteLine(writer, table.Columns.Select(column => column.Heading));
        foreach (var row in table.Rows)
            WriteLine(writer, row.Select(cell => FormulaCells.Neutralize(cell ?? "")));
    }

    private static void WriteLine(StreamWriter writer, IEnumerable<string> cells)
    {
        writer.Write(string.Join(';', cells.Select(Quote)));
        writer.Write("\r\n");
    }

    // RFC 4180: a cell with a separator, a quote or a line break is quoted, its quotes doubled.
    private static string Quote(string cell) => cell.AsSpan().IndexOfAny(";\"\r\n") < 0
        ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static void WriteJson(ExportTable table, Stream output)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartArray();
        foreach (var row in table.Rows)
        {
            writer.WriteStartObject();
            for (var i = 0; i < table.Columns.Length; i++)
                writer.WriteString(table.Columns[i].Key, row[i]);
            writer.WriteEndObject();

            // The writer keeps what it was given until it is told to let go of it.
            if (writer.BytesPending > JsonBuffer)
                writer.Flush();
        }

        writer.WriteEndArray();
    }

    private static void WriteXlsx(ExportTable table, Stream output)
    {
        using var document = SpreadsheetDocument.Create(output, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        var sheet = workbook.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(sheet))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteStartElement(new SheetData());
            WriteRow(writer, table.Columns.Select(column => column.Heading));
            foreach (var row in table.Rows)
                WriteRow(writer, row.Select(cell => FormulaCells.Neutralize(cell ?? "")));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "methodbot" }));
    }

    private static void WriteRow(OpenXmlWriter writer, IEnumerable<string> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells)
            writer.WriteElement(new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(ToXmlText(cell)) { Space = SpaceProcessingModeValues.Preserve }) });
        writer.WriteEndElement();
    }

    // A sheet is XML: control characters that a person can type into a chat have no place in it.
    private static string ToXmlText(string text) => text.All(System.Xml.XmlConvert.IsXmlChar)
        ? text
        : string.Concat(text.EnumerateRunes().Where(rune => rune.Value is 0x9 or 0xA or 0xD or >= 0x20 and not 0xFFFE and not 0xFFFF and not 0xFFFD));
}
