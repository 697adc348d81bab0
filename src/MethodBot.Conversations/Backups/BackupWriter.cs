using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Backups;

/// <summary>
/// Copies a store, its files and the dialogs into one archive, beside a bot that serves them: the database as it stands at one moment,
/// then the files that this copy names, which never change and are only added to. What was written is read again before it counts.
/// </summary>
public static class BackupWriter
{
    /// <summary>Writes the archive next to its final name, verifies it, and gives it the name.</summary>
    /// <param name="dialogs">Folder of the dialogs; null leaves them out.</param>
    /// <exception cref="BackupException">It could not be written or verified; nothing bears the name.</exception>
    public static async Task<BackupManifest> WriteAsync(
        string storePath, string? dialogs, string file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(file);
        var part = target + ".part";
        var copy = target + ".db.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Delete(part, copy);
            EnsureWritable(copy);
            CopyDatabase(storePath, copy);
            var manifest = await ArchiveAsync(storePath, copy, dialogs, part, now, cancellationToken);
            await BackupReader.VerifyAsync(part, cancellationToken);
            File.Move(part, target, overwrite: true);
            return manifest;
        }
        catch (SqliteException e)
        {
            throw new BackupException($"the store {storePath} could not be copied: {e.Message} Is there enough space for {target}?", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(
                $"the backup {target} could not be written: {e.Message} Check that there is space, and that its folder belongs to the user who runs methodbot.", e);
        }
        finally
        {
            Delete(part, copy);
        }
    }

    // SQLite says of a folder that is closed to it what it also says of a store that cannot be opened.
    private static void EnsureWritable(string file)
    {
        using var probe = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
    }

    private static void CopyDatabase(string storePath, string copy)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = storePath, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();

        // One read transaction: the bot writes on, and the copy is of the moment when it began; without the holes of the original, too.
        connection.Execute("VACUUM INTO @copy", new { copy });
    }

    private static async Task<BackupManifest> ArchiveAsync(
        string storePath, string copy, string? dialogs, string part, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (schema, hashes) = ReadCopy(copy);
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(storePath))!, "files");
        BackupManifest manifest;
        await using var stream = new FileStream(part, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var databaseHash = await AddAsync(archive, copy, BackupManifest.DatabaseEntry, CompressionLevel.Fastest, cancellationToken);
            var files = 0;
            foreach (var hash in hashes)
            {
                var source = Path.Combine(folder, hash[..2], hash);

                // Erased since the copy was begun: a person asked for it, and a backup is no way round that.
                if (!File.Exists(source))
                    continue;
                await AddAsync(archive, source, BackupManifest.FilesFolder + hash, CompressionLevel.NoCompression, cancellationToken);
                files++;
            }

            var texts = 0;
            foreach (var text in dialogs is null ? Enumerable.Empty<string>() : Directory.EnumerateFiles(dialogs, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var name = Path.GetRelativePath(dialogs!, text).Replace('\\', '/');
                await AddAsync(archive, text, BackupManifest.DialogsFolder + name, CompressionLevel.Optimal, cancellationToken);
                texts++;
            }

            manifest = new BackupManifest(
                BackupManifest.PresentFormat, now, schema, databaseHash, new FileInfo(copy).Length, files, texts);
            await using var entry = archive.CreateEntry(BackupManifest.Entry).Open();
            await JsonSerializer.SerializeAsync(entry, manifest, BackupJson.Default.BackupManifest, cancellationToken);
            await entry.FlushAsync(cancellationToken);
        }

        await stream.FlushAsync(cancellationToken);
        stream.Flush(flushToDisk: true);
        return manifest;
    }

    private static (IReadOnlyDictionary<string, int> Schema, List<string> Hashes) ReadCopy(string copy)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return (
            connection.Query<(string Part, long Version)>("SELECT part, version FROM schema_version ORDER BY part")
                .ToDictionary(row => row.Part, row => (int)row.Version, StringComparer.Ordinal),
            connection.Query<string>("SELECT DISTINCT hash FROM file WHERE hash IS NOT NULL ORDER BY hash").AsList());
    }

    private static async Task<string> AddAsync(
        ZipArchive archive, string source, string name, CompressionLevel compression, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var entry = archive.CreateEntry(name, compression).Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await entry.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Delete(params ReadOnlySpan<string> files)
    {
        foreach (var file in files)
        {
            if (File.Exists(file))
                File.Delete(file);
        }
    }
}
