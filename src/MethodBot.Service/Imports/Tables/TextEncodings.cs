using System.Text;

namespace MethodBot.Service.Imports.Tables;

/// <summary>In which encoding a text file was saved: nobody who saves one says so.</summary>
internal static class TextEncodings
{
    private const int BufferSize = 64 * 1024;

    // «CSV» and «CSV (MS-DOS)» of a Russian Excel.
    private const int Windows = 1251;
    private const int Dos = 866;

    /// <summary>Reads the stream to its end and returns to its beginning. Null when this is no text.</summary>
    public static Encoding? Detect(Stream stream)
    {
        var encoding = DetectMark(stream) ?? DetectByContent(stream);
        stream.Position = 0;
        return encoding;
    }

    private static Encoding? DetectMark(Stream stream)
    {
        Span<byte> start = stackalloc byte[3];
        stream.Position = 0;
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..length] switch
        {
            [0xEF, 0xBB, 0xBF] => Encoding.UTF8,
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };
    }

    private static Encoding? DetectByContent(Stream stream)
    {
        stream.Position = 0;
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var bytes = new byte[BufferSize];
        var characters = new char[BufferSize + 1];
        var isUtf8 = true;
        long upper = 0;
        long lower = 0;
        int read;
        do
        {
            read = stream.Read(bytes);
            var chunk = bytes.AsSpan(0, read);
            if (chunk.Contains((byte)0))
                return null;
            isUtf8 = isUtf8 && IsValid(decoder, chunk, characters, last: read == 0);
            foreach (var octet in chunk)
            {
                if (octet >= 0xC0)
                    upper++;
                else if (octet is >= 0x80 and < 0xB0)
                    lower++;
            }
        }
        while (read > 0);
        // Most letters of Russian are in the lower part for DOS, and in the upper part for Windows.
        return isUtf8 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(lower > upper ? Dos : Windows);
    }

    private static bool IsValid(Decoder decoder, ReadOnlySpan<byte> chunk, Span<char> characters, bool last)
    {
        try
        {
            decoder.GetChars(chunk, characters, flush: last);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
