using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

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
                SpreadsheetWriter.Write(table, output);
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
}
