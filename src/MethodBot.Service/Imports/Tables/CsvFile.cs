using CsvHelper;

namespace MethodBot.Service.Imports.Tables;

/// <summary>A text table, as Excel and everything else save it: the encoding and the separator are found out.</summary>
internal sealed class CsvFile : ITableFile
{
    // Enough to see by which mark the lines are parted.
    private const int LinesLookedAt = 30;
    private const string SeparatorNote = "sep=";

    // Of two that fit equally well, the first.
    private static readonly char[] Separators = [';', '\t', ','];

    // Excel keeps no more in a cell; a record of more than a few dozen such cells is an open quote.
    private const int MaxRecordSize = 2 * 1024 * 1024;

    private readonly CsvReader _reader;
    private CsvMalformedRecord? _malformed;

    /// <exception cref="ImportException">This is no text.</exception>
    public CsvFile(Stream stream)
    {
        var encoding = TextEncodings.Detect(stream) ?? throw new ImportException(ImportMessages.NotATable);
        char separator;
        using (var look = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true))
            separator = FindSeparator(look);
        stream.Position = 0;
        _reader = CsvReader.Create(new StreamReader(stream, encoding), CsvReaderOptions.Default with
        {
            Separator = separator,
            HasHeader = false,
            // An empty row counts: the numbers are those that a spreadsheet shows.
            SkipEmptyLines = false,
            // «МБОУ "Школа № 5"» in a cell without quotes around it is what it says.
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = record => _malformed = record,
            MaxRecordSize = MaxRecordSize,
        });
    }

    public IEnumerable<SourceSheet> Sheets => [new SourceSheet(null, null, ReadRows())];

    public void Dispose() => _reader.Dispose();

    private IEnumerable<SourceRow> ReadRows()
    {
        var number = 0;
        while (Read(number + 1))
        {
            // Excel takes this line as an instruction, not as a row.
            if (number == 0 && _reader.GetString(0) is { Length: <= 5 } hint && hint.StartsWith(SeparatorNote, StringComparison.OrdinalIgnoreCase))
                continue;
            number++;
            var cells = new string[_reader.FieldCount];
            for (var place = 0; place < cells.Length; place++)
                cells[place] = CellText.Tidy(_reader.GetString(place));
            yield return new SourceRow(number, cells);
        }
    }

    private bool Read(int number)
    {
        _malformed = null;
        bool read;
        try
        {
            read = _reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw new ImportException(ImportMessages.OpenQuote(number), e);
        }

        // Rows that an open quote swallowed would be missed by nobody.
        if (_malformed is { } malformed
            && (malformed.Reason == CsvMalformedReason.UnterminatedQuote || malformed.RawRecord.Contains('\n', StringComparison.Ordinal)))
        {
            throw new ImportException(ImportMessages.OpenQuote(number));
        }

        return read;
    }

    private static char FindSeparator(StreamReader reader)
    {
        var lines = new List<Dictionary<char, int>>();
        var counts = new Dictionary<char, int>();
        var quoted = false;
        for (int next; (next = reader.Read()) >= 0 && lines.Count < LinesLookedAt;)
        {
            var c = (char)next;
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == '\n' && !quoted)
            {
                lines.Add(counts);
                counts = [];
            }
            else if (!quoted && Separators.Contains(c))
            {
                counts[c] = counts.GetValueOrDefault(c) + 1;
            }
        }

        lines.Add(counts);
        return Separators.MaxBy(separator => Agreement(lines, separator));
    }

    /// <summary>How many lines have as many of this mark as most lines that have it: a separator is in each equally often.</summary>
    private static int Agreement(List<Dictionary<char, int>> lines, char separator) => lines
        .Select(counts => counts.GetValueOrDefault(separator))
        .Where(count => count > 0)
        .GroupBy(count => count)
        .Select(group => group.Count())
        .DefaultIfEmpty()
        .Max();
}
