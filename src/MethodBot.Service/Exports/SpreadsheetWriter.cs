using System.IO.Compression;
using System.Text;
using System.Xml;

namespace MethodBot.Service.Exports;

/// <summary>
/// Writes a table as an xlsx file (ECMA-376), each row to the stream as it is read. The package for it keeps the whole sheet in memory
/// until the file is closed, and one sheet of texts needs five small parts.
/// </summary>
internal static class SpreadsheetWriter
{
    private const string Sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string OfficeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = true };

    public static void Write(ExportTable table, Stream output)
    {
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        WritePart(archive, "[Content_Types].xml", "Types", "http://schemas.openxmlformats.org/package/2006/content-types", writer =>
        {
            WriteElement(writer, "Default", ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"));
            WriteElement(writer, "Override", ("PartName", "/xl/workbook.xml"), ("ContentType", SheetType + ".sheet.main+xml"));
            WriteElement(writer, "Override", ("PartName", "/xl/worksheets/sheet1.xml"), ("ContentType", SheetType + ".worksheet+xml"));
        });
        WriteRelation(archive, "_rels/.rels", "officeDocument", "xl/workbook.xml");
        WriteRelation(archive, "xl/_rels/workbook.xml.rels", "worksheet", "worksheets/sheet1.xml");
        WritePart(archive, "xl/workbook.xml", "workbook", Sheets, writer =>
        {
            writer.WriteStartElement("sheets");
            writer.WriteStartElement("sheet");
            writer.WriteAttributeString("name", "methodbot");
            writer.WriteAttributeString("sheetId", "1");
            writer.WriteAttributeString("id", OfficeRelations, "r1");
            writer.WriteEndElement();
            writer.WriteEndElement();
        });
        WritePart(archive, "xl/worksheets/sheet1.xml", "worksheet", Sheets, writer =>
        {
            writer.WriteStartElement("sheetData");
            WriteRow(writer, table.Columns.Select(column => column.Heading));
            foreach (var row in table.Rows)
                WriteRow(writer, row.Select(cell => FormulaCells.Neutralize(cell ?? "")));
            writer.WriteEndElement();
        });
    }

    private static void WriteRelation(ZipArchive archive, string part, string type, string target) => WritePart(
        archive, part, "Relationships", Relations, writer => WriteElement(writer, "Relationship", ("Id", "r1"), ("Type", $"{OfficeRelations}/{type}"), ("Target", target)));

    private static void WritePart(ZipArchive archive, string name, string root, string schema, Action<XmlWriter> write)
    {
        using var writer = XmlWriter.Create(archive.CreateEntry(name, CompressionLevel.Fastest).Open(), Settings);
        writer.WriteStartElement(root, schema);
        write(writer);
        writer.WriteEndElement();
    }

    private static void WriteElement(XmlWriter writer, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        writer.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
            writer.WriteAttributeString(attribute, value);
        writer.WriteEndElement();
    }

    private static void WriteRow(XmlWriter writer, IEnumerable<string> cells)
    {
        writer.WriteStartElement("row");
        foreach (var cell in cells)
        {
            writer.WriteStartElement("c");
            writer.WriteAttributeString("t", "inlineStr");
            writer.WriteStartElement("is");
            writer.WriteStartElement("t");
            writer.WriteAttributeString("xml", "space", null, "preserve");
            writer.WriteString(ToXmlText(cell));
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    // A sheet is XML: control characters that a person can type into a chat have no place in it.
    private static string ToXmlText(string text) => text.All(XmlConvert.IsXmlChar)
        ? text
        : string.Concat(text.EnumerateRunes().Where(rune => rune.Value is 0x9 or 0xA or 0xD or >= 0x20 and not 0xFFFE and not 0xFFFF and not 0xFFFD));
}
