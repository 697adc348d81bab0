using System.IO.Compression;

namespace MethodBot.Service.Imports.Tables;

/// <summary>Opens a table by what is in it: the ending of the name may say anything.</summary>
public static class TableFile
{
    /// <summary>Fifty thousand rows of any directory take less.</summary>
    public const int MaxMegabytes = 100;

    private const string OdsType = "application/vnd.oasis.opendocument.spreadsheet";

    /// <exception cref="ImportException">This is no table that can be read; the message says what to do.</exception>
    public static ITableFile Open(string path)
    {
        FileStream stream;
        try
        {
            // Excel holds the file while it is open there.
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImportException(ImportMessages.NoFile(path), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(ImportMessages.FileClosedToUs(path, e.Message), e);
        }

        try
        {
            return Read(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static ITableFile Read(FileStream stream)
    {
        if (stream.Length == 0)
            throw new ImportException(ImportMessages.EmptyFile);
        if (stream.Length > MaxMegabytes * 1024L * 1024)
            throw new ImportException(ImportMessages.FileTooBig(MaxMegabytes));
        Span<byte> start = stackalloc byte[8];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return start[..length] switch
        {
            [0x50, 0x4B, 0x03, 0x04, ..] => OpenArchive(stream),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => throw new ImportException(ImportMessages.OldExcel),
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] or [(byte)'<', ..] or [0xEF, 0xBB, 0xBF, (byte)'<', ..] => throw new ImportException(ImportMessages.NotATable),
            _ => new CsvFile(stream),
        };
    }

    private static XlsxFile OpenArchive(FileStream stream)
    {
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            RefuseOthers(archive);
        }
        catch (InvalidDataException e)
        {
            throw new ImportException(ImportMessages.DamagedWorkbook, e);
        }

        stream.Position = 0;
        return new XlsxFile(stream);
    }

    private static void RefuseOthers(ZipArchive archive)
    {
        if (archive.GetEntry("mimetype") is { Length: < 200 } type)
        {
            using var text = new StreamReader(type.Open());
            if (text.ReadToEnd().StartsWith(OdsType, StringComparison.Ordinal))
                throw new ImportException(ImportMessages.OpenDocument);
        }

        if (archive.GetEntry("xl/workbook.bin") is not null)
            throw new ImportException(ImportMessages.BinaryExcel);
        if (archive.GetEntry("xl/workbook.xml") is null)
            throw new ImportException(ImportMessages.NotATable);
    }
}
