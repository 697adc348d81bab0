using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Telegram;

/// <summary>Names, ids and sizes that the Bot API gives to files.</summary>
internal static class TelegramFiles
{
    public const long MaxUpload = 50L << 20;
    public const long MaxPhotoUpload = 10L << 20;
    public const long MaxDownload = 20L << 20;

    /// <summary>
    /// A photo gets the sizes that fit into the boxes of the real server, up to its own. This emulator draws nothing anew: each size
    /// is served with the bytes of the original.
    /// </summary>
    public static TelegramFile Describe(string kind, string fileName, string mimeType, long size, ImageSize? image, int number)
    {
        var (folder, prefix, name) = kind switch
        {
            "photo" => ("photos", "AgACAgIAAxk", "file_" + number + "." + (image?.Extension ?? "jpg")),
            "voice" => ("voice", "AwACAgIAAxk", $"file_{number}.oga"),
            "video" => ("videos", "BAACAgIAAxk", $"file_{number}.mp4"),
            _ => ("documents", "BQACAgIAAxk", $"file_{number}{SafeExtension(fileName)}"),
        };
        var id = prefix + NewId(24);
        var unique = "AgAD" + NewId(8);
        ImmutableArray<TelegramPhotoSize> sizes = kind switch
        {
            "photo" => Sizes(image!.Value, prefix, id, unique),
            "video" => [new TelegramPhotoSize(id, unique, image?.Width ?? 640, image?.Height ?? 360)],
            _ => [],
        };
        return new TelegramFile(id, unique, kind, fileName, mimeType, size, kind is "voice" or "video" ? 1 : 0, $"{folder}/{name}", sizes);
    }

    public static string NewId(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    private static ImmutableArray<TelegramPhotoSize> Sizes(ImageSize image, string prefix, string id, string unique)
    {
        var largest = Math.Max(image.Width, image.Height);
        var sizes = ImmutableArray.CreateBuilder<TelegramPhotoSize>();
        foreach (var box in new[] { 90, 320, 800, 1280 })
        {
            if (box < largest)
                sizes.Add(Fit(image, box, prefix + NewId(24), "AQAD" + NewId(8)));
        }
        sizes.Add(Fit(image, Math.Min(largest, 2560), id, unique));
        return sizes.ToImmutable();
    }

    private static TelegramPhotoSize Fit(ImageSize image, int box, string id, string unique)
    {
        var scale = (double)box / Math.Max(image.Width, image.Height);
        return new TelegramPhotoSize(id, unique, Math.Max(1, (int)Math.Round(image.Width * scale)), Math.Max(1, (int)Math.Round(image.Height * scale)));
    }

    private static string SafeExtension(string fileName)
    {
        var extension = Path.GetExtension(fileName);
        return extension.Length is > 1 and <= 8 && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension : "";
    }
}
