using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MethodBot.BrowserTests.Guide;

/// <summary>
/// Writes a browser's PNG anew with a palette of its 256 commonest colours: a third of the size, and no difference to be seen, since a
/// chat has few colours. Takes what Chromium makes: 8 bits a channel, RGB or RGBA, not interlaced.
/// </summary>
internal static class PalettePng
{
    private const int Colours = 256;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Shrink(byte[] png)
    {
        var (width, height, pixels) = Read(png);
        var palette = pixels.CountBy(colour => colour).OrderByDescending(pair => pair.Value).Take(Colours).Select(pair => pair.Key).ToArray();
        var indexes = palette.Select((colour, i) => (colour, i)).ToDictionary(pair => pair.colour, pair => (byte)pair.i);
        var rows = new byte[(width + 1) * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            if (!indexes.TryGetValue(pixels[i], out var index))
                indexes[pixels[i]] = index = Nearest(palette, pixels[i]);
            rows[(i / width * (width + 1)) + 1 + (i % width)] = index;
        }

        using var result = new MemoryStream();
        result.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3);
        WriteChunk(result, "IHDR", header);
        WriteChunk(result, "PLTE", [.. palette.SelectMany(colour => new[] { (byte)(colour >> 16), (byte)(colour >> 8), (byte)colour })]);
        WriteChunk(result, "IDAT", Compress(rows));
        WriteChunk(result, "IEND", []);
        return result.ToArray();
    }

    private static (int Width, int Height, int[] Pixels) Read(byte[] png)
    {
        using var data = new MemoryStream();
        for (var at = Signature.Length; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (Encoding.ASCII.GetString(png, at + 4, 4) == "IDAT")
                data.Write(png, at + 8, length);
            at += length + 12;
        }

        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        var depth = png[25] == 6 ? 4 : 3;
        data.Position = 0;
        using var inflated = new ZLibStream(data, CompressionMode.Decompress);
        var stride = width * depth;
        var (row, above) = (new byte[stride], new byte[stride]);
        var pixels = new int[width * height];
        for (var y = 0; y < height; y++)
        {
            var filter = inflated.ReadByte();
            inflated.ReadExactly(row);
            for (var i = 0; i < stride; i++)
                row[i] += Predict(filter, i < depth ? 0 : row[i - depth], above[i], i < depth ? 0 : above[i - depth]);
            for (var x = 0; x < width; x++)
                pixels[(y * width) + x] = (row[x * depth] << 16) | (row[(x * depth) + 1] << 8) | row[(x * depth) + 2];
            (row, above) = (above, row);
        }

        return (width, height, pixels);
    }

    private static byte Predict(int filter, int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return (byte)(filter switch
        {
            1 => left,
            2 => up,
            3 => (left + up) / 2,
            4 => a <= b && a <= c ? left : b <= c ? up : corner,
            _ => 0,
        });
    }

    private static byte Nearest(int[] palette, int colour)
    {
        var best = 0;
        for (var i = 1; i < palette.Length; i++)
        {
            if (Distance(palette[i], colour) < Distance(palette[best], colour))
                best = i;
        }

        return (byte)best;

        static int Distance(int one, int other)
        {
            var (red, green, blue) = ((one >> 16) - (other >> 16), ((one >> 8) & 255) - ((other >> 8) & 255), (one & 255) - (other & 255));
            return (red * red) + (green * green) + (blue * blue);
        }
    }

    private static byte[] Compress(byte[] rows)
    {
        using var result = new MemoryStream();
        using (var zlib = new ZLibStream(result, CompressionLevel.SmallestSize, leaveOpen: true))
            zlib.Write(rows);
        return result.ToArray();
    }

    private static void WriteChunk(Stream output, string kind, byte[] content)
    {
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(kind, chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), Checksum(chunk.AsSpan(4, content.Length + 4)));
        output.Write(chunk);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
