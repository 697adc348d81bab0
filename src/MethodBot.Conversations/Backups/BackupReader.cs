using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using MethodBot.Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Backups;

/// <summary>Reads backups: proves that one is whole, and puts one in the place of a store.</summary>
public static class BackupReader
{
    /// <summary>Reads everything: the archive's own sums, the database's hash and inner order, each file's hash.</summary>
    /// <exception cref="BackupException">It is no backup, or a damaged one.</exception>
    public static async Task<BackupManifest> VerifyAsync(string file, CancellationToken cancellationToken)
    {
        var scratch = Path.GetFullPath(file) + ".check";
        try
        {
            using var archive = Open(file);
            var manifest = ReadManifest(archive, file);
            await ExtractDatabaseAsync(archive, manifest, scratch, file, cancellationToken);
            var files = 0;
            foreach (var entry in archive.Entries.Where(entry => entry.FullName.StartsWith(BackupManifest.FilesFolder, StringComparison.Ordinal)))
            {
                await using var content = entry.Open();
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != entry.Name)
                    throw Damaged(file, $"the file {entry.Name} is another one");
                files++;
            }

            return files == manifest.Files ? manifest : throw Damaged(file, string.Create(CultureInfo.InvariantCulture, $"it holds {files} files of {manifest.Files}"));
        }
        catch (InvalidDataException e)
        {
            throw Damaged(file, e.Message);
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    /// <summary>
    /// Puts a backup where a store is to be. What stood there is not lost: it is moved aside, under a name with the time. Messages of the
    /// restored store bear other numbers than before, so that no messenger takes a new one for one that it knows.
    /// </summary>
    /// <param name="parts">Tables that this program knows.</param>
    /// <param name="dialogs">Where the backup's dialogs go; null leaves the present ones.</param>
    /// <returns>What was restored, and where the earlier store is now; null when there was none.</returns>
    /// <exception cref="BackupException">The backup is damaged or newer than the program; nothing was changed.</exception>
    /// <exception cref="StoreException">A bot serves the store.</exception>
    public static async Task<(BackupManifest Manifest, string? Aside)> RestoreAsync(
        string file, string storePath, IReadOnlyList<SchemaPart> parts, string? dialogs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(storePath);
        var folder = Path.GetDirectoryName(path)!;
        var manifest = await VerifyAsync(file, cancellationToken);
        RefuseNewer(manifest, parts, file);
        Directory.CreateDirectory(folder);
        using var held = Store.Hold(path);
        var incoming = Path.Combine(folder, ".restoring");
        try
        {
            DeleteFolder(incoming);
            Directory.CreateDirectory(incoming);
            using (var archive = Open(file))
            {
                var database = Path.Combine(incoming, Path.GetFileName(path));
                await ExtractDatabaseAsync(archive, manifest, database, file, cancellationToken);
                RedrawEpoch(database);
                await ExtractAsync(archive, BackupManifest.FilesFolder, name => Path.Combine(incoming, "files", name[..2], name), cancellationToken);
                if (dialogs is not null && manifest.Dialogs > 0)
                    await ExtractAsync(archive, BackupManifest.DialogsFolder, name => Within(Path.Combine(incoming, "dialogs"), name), cancellationToken);
            }

            var aside = MoveAside(path, dialogs is not null && manifest.Dialogs > 0 ? dialogs : null, now);
            File.Move(Path.Combine(incoming, Path.GetFileName(path)), path);
            if (Directory.Exists(Path.Combine(incoming, "files")))
                Directory.Move(Path.Combine(incoming, "files"), Path.Combine(folder, "files"));
            if (Directory.Exists(Path.Combine(incoming, "dialogs")))
                CopyFolder(Path.Combine(incoming, "dialogs"), dialogs!);
            return (manifest, aside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"the backup could not be put in the place of {path}: {e.Message}", e);
        }
        finally
        {
            DeleteFolder(incoming);
        }
    }

    private static ZipArchive Open(string file)
    {
        try
        {
            return ZipFile.OpenRead(file);
        }
        catch (InvalidDataException e)
        {
            throw new BackupException($"{file} is no backup of methodbot, or it broke off. Take another one.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"the backup {file} cannot be read: {e.Message}", e);
        }
    }

    private static BackupManifest ReadManifest(ZipArchive archive, string file)
    {
        try
        {
            using var entry = archive.GetEntry(BackupManifest.Entry)?.Open();
            var manifest = entry is null ? null : JsonSerializer.Deserialize(entry, BackupJson.Default.BackupManifest);
            if (manifest is null)
                throw new BackupException($"{file} is an archive, but no backup of methodbot.");
            return manifest.Format == BackupManifest.PresentFormat
                ? manifest
                : throw new BackupException($"{file} was made by a newer methodbot. Install the newer version, and restore with it.");
        }
        catch (JsonException e)
        {
            throw new BackupException($"{file} is an archive, but no backup of methodbot.", e);
        }
    }

    private static void RefuseNewer(BackupManifest manifest, IReadOnlyList<SchemaPart> parts, string file)
    {
        var known = parts.Prepend(ConversationSchema.Part).ToDictionary(part => part.Part, part => part.Scripts.Count, StringComparer.Ordinal);
        if (manifest.Schema.Any(part => part.Value > known.GetValueOrDefault(part.Key)))
            throw new BackupException($"{file} was made by a newer methodbot. Install the newer version, and restore with it.");
    }

    private static async Task ExtractDatabaseAsync(ZipArchive archive, BackupManifest manifest, string to, string file, CancellationToken cancellationToken)
    {
        var entry = archive.GetEntry(BackupManifest.DatabaseEntry) ?? throw Damaged(file, "it holds no database");
        await using (var content = entry.Open())
        await using (var copy = new FileStream(to, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            await content.CopyToAsync(copy, cancellationToken);
            copy.Flush(flushToDisk: true);
            copy.Position = 0;
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(copy, cancellationToken)) != manifest.DatabaseHash)
                throw Damaged(file, "its database is another one than was copied");
        }

        using var connection = OpenCopy(to, SqliteOpenMode.ReadOnly);
        try
        {
            if (connection.Query<string>("PRAGMA integrity_check(3)").AsList() is not ["ok"] and var faults)
                throw Damaged(file, string.Join("; ", faults));
        }
        catch (SqliteException e)
        {
            throw Damaged(file, e.Message);
        }
    }

    private static async Task ExtractAsync(ZipArchive archive, string folder, Func<string, string> place, CancellationToken cancellationToken)
    {
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.StartsWith(folder, StringComparison.Ordinal) && entry.Name.Length > 0))
        {
            var to = place(entry.FullName[folder.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            await using var content = entry.Open();
            await using var file = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await content.CopyToAsync(file, cancellationToken);
            file.Flush(flushToDisk: true);
        }
    }

    private static string Within(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new BackupException($"the backup names a file outside its folder: {name}");
    }

    private static void RedrawEpoch(string database)
    {
        using var connection = OpenCopy(database, SqliteOpenMode.ReadWrite);
        connection.Execute(
            "UPDATE meta SET value = @epoch WHERE key = 'epoch'",
            new { epoch = RandomNumberGenerator.GetInt32(int.MaxValue).ToString(CultureInfo.InvariantCulture) });
    }

    private static string? MoveAside(string path, string? dialogs, DateTimeOffset now)
    {
        var stamp = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var folder = Path.GetDirectoryName(path)!;
        var aside = Path.Combine(folder, "before-restore-" + stamp);
        var moved = false;
        foreach (var one in new[] { path, path + "-wal", path + "-shm", Path.Combine(folder, "files") })
        {
            if (!Path.Exists(one))
                continue;
            Directory.CreateDirectory(aside);
            Directory.Move(one, Path.Combine(aside, Path.GetFileName(one)));
            moved = true;
        }

        if (dialogs is not null && Directory.Exists(dialogs))
        {
            CopyFolder(dialogs, Path.Combine(aside, "dialogs"));
            foreach (var file in Directory.EnumerateFiles(dialogs, "*", SearchOption.AllDirectories))
                File.Delete(file);
            moved = true;
        }

        return moved ? aside : null;
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static SqliteConnection OpenCopy(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static BackupException Damaged(string file, string why) =>
        new($"the backup {file} is damaged ({why}). Take another one; nothing was changed.");
}
