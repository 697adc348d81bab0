using System.Buffers.Binary;

namespace MethodBot.IntegrationTests.Emulators.Support;

/// <summary>The beginnings of pictures: enough to tell their size.</summary>
internal static class Pictures
{
    public static byte[] Png(int width, int height)
    {
        var content = new byte[64];
        ReadOnlySpan<byte> start = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];
        start.CopyTo(content);
        "IHDR"u8.CopyTo(content.AsSpan(12));
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(20), height);
        return content;
    }

    public static byte[] Jpeg(int width, int height)
    {
        var content = new byte[64];
        // A JFIF segment of 16 bytes comes before the frame header.
        ReadOnlySpan<byte> start = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16];
        start.CopyTo(content);
        ReadOnlySpan<byte> frame = [0xFF, 0xC0, 0, 17, 8];
        frame.CopyTo(content.AsSpan(20));
        BinaryPrimitives.WriteUInt16BigEndian(content.AsSpan(25), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(content.AsSpan(27), (ushort)width);
        return content;
    }
}
