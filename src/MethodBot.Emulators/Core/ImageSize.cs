using System.Buffers.Binary;

namespace MethodBot.Emulators.Core;

/// <summary>Width and height of a picture, from its first bytes.</summary>
internal readonly record struct ImageSize(int Width, int Height, string Extension)
{
    /// <summary>Reads PNG, JPEG, GIF and WebP; null for anything else.</summary>
    public static ImageSize? Read(ReadOnlySpan<byte> content)
    {
        if (content.Length >= 24 && content[..8].SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return Of(BinaryPrimitives.ReadInt32BigEndian(content[16..]), BinaryPrimitives.ReadInt32BigEndian(content[20..]), "png");
        if (content.Length >= 10 && content[..4].SequenceEqual("GIF8"u8))
            return Of(BinaryPrimitives.ReadUInt16LittleEndian(content[6..]), BinaryPrimitives.ReadUInt16LittleEndian(content[8..]), "gif");
        if (content.Length >= 30 && content[..4].SequenceEqual("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8))
            return WebP(content);
        return content.Length >= 4 && content[0] == 0xFF && content[1] == 0xD8 ? Jpeg(content) : null;
    }

    private static ImageSize? Of(int width, int height, string extension) =>
        width > 0 && height > 0 ? new ImageSize(width, height, extension) : null;

    private static ImageSize? Jpeg(ReadOnlySpan<byte> content)
    {
        var at = 2;
        while (at + 9 < content.Length)
        {
            if (content[at] != 0xFF)
                return null;
            var marker = content[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            // The frame headers, among which the tables (C4, C8, CC) are not.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Of(BinaryPrimitives.ReadUInt16BigEndian(content[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]), "jpg");
            at += 2 + (marker is 0x01 or (>= 0xD0 and <= 0xD8) ? 0 : BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]));
        }
        return null;
    }

    private static ImageSize? WebP(ReadOnlySpan<byte> content)
    {
        var kind = content[12..16];
        if (kind.SequenceEqual("VP8X"u8))
            return Of(1 + Little24(content[24..]), 1 + Little24(content[27..]), "webp");
        if (kind.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[21..]);
            return Of(1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF), "webp");
        }
        return kind.SequenceEqual("VP8 "u8)
            ? Of(BinaryPrimitives.ReadUInt16LittleEndian(content[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(content[28..]) & 0x3FFF, "webp")
            : null;
    }

    private static int Little24(ReadOnlySpan<byte> at) => at[0] | (at[1] << 8) | (at[2] << 16);
}
