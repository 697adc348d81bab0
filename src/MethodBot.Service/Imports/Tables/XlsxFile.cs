using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace MethodBot.Service.Imports.Tables;

/// <summary>A workbook of Excel (.xlsx), read sheet by sheet, row by row.</summary>
internal sealed class XlsxFile : ITableFile
{
    private readonly IExcelDataReader _reader;

    // The reader asks for a code page of Windows whatever it reads.
    static XlsxFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="ImportException">The workbook cannot be read.</exception>
    public XlsxFile(Stream stream) => _reader = Guard(() => ExcelReaderFactory.CreateOpenXmlReader(stream));

    public IEnumerable<SourceSheet> Sheets
    {
        get
        {
            do
            {
                // Hidden sheets hold lists for cells to choose from.
                if (_reader.VisibleState == "visible")
                    yield return new SourceSheet(_reader.Name, _reader.RowCount, ReadRows());
            }
            while (Guard(_reader.NextResult));
        }
    }

    public void Dispose() => _reader.Dispose();

    private IEnumerable<SourceRow> ReadRows()
    {
        var merged = new MergedCells(_reader.MergeCells ?? []);
        for (var number = 1; Guard(_reader.Read); number++)
        {
            var cells = new string[_reader.FieldCount];
            for (var column = 0; column < cells.Length; column++)
                cells[column] = ReadCell(column);
            merged.Fill(number - 1, cells);
            yield return new SourceRow(number, cells);
        }
    }

    private string ReadCell(int column) => _reader.GetValue(column) switch
    {
        null => "",
        string text => CellText.Tidy(text),
        DateTime moment => CellText.Of(moment),
        TimeSpan time => CellText.Of(DateTime.MinValue + time),
        double number => CellText.Of(number),
        var other => CellText.Tidy(Convert.ToString(other, CultureInfo.InvariantCulture)),
    };

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A damaged workbook surprises the reader in every way that there is: it trusts what it finds in the file.
            throw new ImportException(ImportMessages.DamagedWorkbook, e);
        }
    }
}
