using System.Globalization;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>A disk of a few megabytes that one process sees, in place of a folder of its, and that a test can fill while it runs.</summary>
internal sealed class SmallDisk(BotProcess bot, string folder)
{
    private const int DiskFull = 28;

    private readonly string _ballast = Path.Combine(Seen(bot, folder), "ballast");

    /// <summary>Words before a command line: what the folder holds is on the disk when the command begins.</summary>
    public static IReadOnlyList<string> Under(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        var size = megabytes.ToString(CultureInfo.InvariantCulture);
        return
        [
            "unshare", "-rm", "sh", "-c",
            $"cp -a \"$0\" \"$0.before\" && mount -t tmpfs -o size={size}m tmpfs \"$0\" && cp -a \"$0.before/.\" \"$0\" && rm -r \"$0.before\" && exec \"$@\"", folder,
        ];
    }

    /// <summary>
    /// A copy of a store on that disk, as it is at this moment: SQLite itself would follow the way there to another file of the same name.
    /// </summary>
    public static string CopyStore(BotProcess bot, string path)
    {
        var copy = Path.Combine(Directory.CreateDirectory(Path.GetDirectoryName(path) + ".copy").FullName, Path.GetFileName(path));
        string[] parts = ["", "-wal"];
        while (true)
        {
            var before = Stamp();
            File.Delete(copy + "-shm");
            foreach (var part in parts)
                File.Copy(Seen(bot, path + part), copy + part, overwrite: true);
            // Written meanwhile, the two would not fit each other.
            if (Stamp() == before)
                return copy;
        }

        string Stamp() => string.Join(' ', parts.Select(part => new FileInfo(Seen(bot, path + part))).Select(file => (file.LastWriteTimeUtc.Ticks, file.Length)));
    }

    // A file of that disk as others reach it.
    private static string Seen(BotProcess bot, string path) => string.Create(CultureInfo.InvariantCulture, $"/proc/{bot.Id}/root{path}");

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(_ballast, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        // By large pieces, then by small ones: up to the last page.
        foreach (var size in new[] { 1 << 20, 1 << 12 })
        {
            try
            {
                while (true)
                    ballast.Write(new byte[size]);
            }
            catch (IOException e) when ((e.HResult & 0xffff) == DiskFull)
            {
                // That much does not fit any more.
            }
        }
    }

    /// <summary>Leaves so much room and no more.</summary>
    public void LeaveOnly(long bytes)
    {
        Fill();
        using var ballast = File.OpenWrite(_ballast);
        ballast.SetLength(ballast.Length - bytes);
    }

    public void Free() => File.Delete(_ballast);
}
