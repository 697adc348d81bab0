using System.IO.Compression;
using System.Text;
using MethodBot.Emulators;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>Files as people have them on their phones.</summary>
internal static class Files
{
    private const int PngSignature = 8;

    /// <summary>A photo of a worksheet: a whole PNG with grey noise, so that its bytes cannot be mistaken for another's.</summary>
    public static EmulatedUpload Photo(string name, int seed, int width = 96, int height = 64)
    {
        var rows = new byte[height * (width + 1)];
        new Random(seed).NextBytes(rows);
        for (var y = 0; y < height; y++)
            rows[y * (width + 1)] = 0;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, PngSignature);
        WriteChunk(png, "IHDR", [.. BigEndian((uint)width), .. BigEndian((uint)height), 8, 0, 0, 0, 0]);
        WriteChunk(png, "IDAT", packed.ToArray());
        WriteChunk(png, "IEND", []);
        return new EmulatedUpload(name, "image/png", png.ToArray());
    }

    public static EmulatedUpload Document(string name, string content) =>
        new(name, "application/pdf", Encoding.UTF8.GetBytes($"%PDF-1.4\n{content}\n%%EOF\n"));

    /// <summary>A dialog file as a methodist sends it.</summary>
    public static EmulatedUpload Dialog(string name, string text) => new(name, "application/x-yaml", Encoding.UTF8.GetBytes(text));

    private static void WriteChunk(Stream png, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(BigEndian((uint)data.Length));
        png.Write(body);
        png.Write(BigEndian(Crc(body)));
    }

    private static byte[] BigEndian(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var octet in data)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
