using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Storage;

/// <summary>
/// The database file: opened, migrated, and locked against a second <c>run</c>. One writer (<see cref="StoreWriter"/>), any number of
/// readers apart.
/// </summary>
public sealed class Store : IDisposable
{
    private const int NotADatabase = 26;
    private const int Corrupt = 11;
    private const int ReadOnly = 8;
    private const int CannotOpen = 14;
    private const int Fault = 10;
    private const int Full = 13;
    private const long HardlySpace = 1024 * 1024;

    private const long ManyHoles = 64L * 1024 * 1024;

    // What the systems answer to a file that another process has locked.
    private const int LockedLinux = 11;
    private const int LockedMac = 35;
    private const int LockedWindows = unchecked((int)0x80070020);

    private readonly FileStream? _lock;
    private readonly string _connectionString;

    private Store(string path, FileStream? lockFile)
    {
        Path = path;
        _lock = lockFile;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 10,
        }.ToString();
    }

    public string Path { get; }

    /// <summary>Folder of the files that people sent, beside the database.</summary>
    public string FilesFolder => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "files");

    /// <summary>Drawn when the store is created: dedup numbers of two stores never meet.</summary>
    public int Epoch { get; private set; }

    /// <summary>Filled with demonstration data: such a store does not serve real people.</summary>
    public bool IsDemonstration { get; private set; }

    /// <param name="exclusive">Taken by <c>run</c>; other commands work beside it.</param>
    /// <exception cref="StoreException">The file cannot serve as a store; the message says what to do.</exception>
    public static Store Open(string path, IEnumerable<SchemaPart> parts, bool exclusive)
    {
        var full = System.IO.Path.GetFullPath(path);
        FileStream? lockFile = null;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            if (exclusive)
            {
                lockFile = TakeLock(full);
                File.WriteAllText(HolderPath(full), string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}"));
            }

            var store = new Store(full, lockFile);
            using var connection = store.OpenConnection();
            if (exclusive)
                RefuseDamaged(connection, full);
            Migrations.Apply(connection, [ConversationSchema.Part, .. parts]);
            if (exclusive)
                GiveSpaceBack(connection);
            store.ReadMeta(connection);
            return store;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            lockFile?.Dispose();
            throw new StoreException(Explain(full, e), e);
        }
        catch
        {
            lockFile?.Dispose();
            throw;
        }
    }

    /// <summary>Keeps every bot away from a store, which need not be there, until disposed of.</summary>
    /// <exception cref="StoreException">A bot serves it.</exception>
    internal static IDisposable Hold(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var held = TakeLock(full);
        File.WriteAllText(HolderPath(full), string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}"));
        return held;
    }

    /// <summary>The process that serves this store at this moment; null when none does.</summary>
    public static string? FindHolder(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            // Beside others who only look; not beside the one who serves.
            using var look = new FileStream(full + ".lock", FileMode.Open, FileAccess.Read, FileShare.Read);
            return null;
        }
        catch (IOException e) when (e.HResult is LockedLinux or LockedMac or LockedWindows)
        {
            return ReadHolder(HolderPath(full));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not there, or not ours to open: nobody is known to serve it.
            return null;
        }
    }

    /// <summary>A connection for reading beside the writer. The caller disposes of it.</summary>
    public SqliteConnection OpenConnection()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // One by one: of several statements in one command, those after the first fail without a word.
        connection.Execute("PRAGMA busy_timeout = 10000");
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = FULL");
        connection.Execute("PRAGMA foreign_keys = ON");
        return connection;
    }

    /// <summary>Commits together with the invented people themselves: a store has both or neither.</summary>
    public void MarkAsDemonstration(StoreTransaction transaction)
    {
        transaction.Connection.Execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('demonstration', 'yes')");
        IsDemonstration = true;
    }

    public void Dispose() => _lock?.Dispose();

    private void ReadMeta(SqliteConnection connection)
    {
        connection.Execute(
            "INSERT OR IGNORE INTO meta (key, value) VALUES ('epoch', @epoch)",
            new { epoch = RandomNumberGenerator.GetInt32(int.MaxValue).ToString(CultureInfo.InvariantCulture) });
        var meta = connection.Query<(string Key, string Value)>("SELECT key, value FROM meta").ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);
        Epoch = int.Parse(meta["epoch"], CultureInfo.InvariantCulture);
        IsDemonstration = meta.ContainsKey("demonstration");
    }

    // A damaged page would be found in the middle of somebody's turn, or by a backup. Here an operator looks on, and a gigabyte is read in seconds.
    private static void RefuseDamaged(SqliteConnection connection, string path)
    {
        if (connection.ExecuteScalar<string>("PRAGMA quick_check(1)") is not "ok" and var fault)
            throw new StoreException($"{DamagedAdvice(path)} ({fault})");
    }

    // SQLite fills the holes of what was forgotten, so the file seldom has many; where most of it is holes, the disk gets them back here,
    // where nobody waits.
    private static void GiveSpaceBack(SqliteConnection connection)
    {
        var (pages, holes, size) = (
            connection.ExecuteScalar<long>("PRAGMA page_count"), connection.ExecuteScalar<long>("PRAGMA freelist_count"), connection.ExecuteScalar<long>("PRAGMA page_size"));
        if (holes * size < ManyHoles || holes * 2 < pages)
            return;
        try
        {
            connection.Execute("VACUUM");
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // It takes space for a while, and another command may be reading: the holes are no fault.
        }
    }

    private static FileStream TakeLock(string path)
    {
        try
        {
            // Only «shared with nobody» is a lock on Unix, and then nobody can read it: the holder's name stands in a file beside.
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult is LockedLinux or LockedMac or LockedWindows)
        {
            throw new StoreException($"the store {path} is already served by another methodbot ({ReadHolder(HolderPath(path))}). Stop it first, or set Storage:Path to another file.", e);
        }
    }

    private static string HolderPath(string path) => path + ".holder";

    private static string ReadHolder(string holderPath)
    {
        try
        {
            return File.ReadAllText(holderPath) is { Length: > 0 } holder ? holder : "a process that does not name itself";
        }
        catch (IOException)
        {
            return "a process that does not name itself";
        }
    }

    // Without room SQLite speaks of a disk that fails, and the system in many ways.
    private static bool IsFull(string path)
    {
        try
        {
            return new DriveInfo(System.IO.Path.GetDirectoryName(path)!).AvailableFreeSpace < HardlySpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    internal static string Explain(string path, Exception e) => e switch
    {
        SqliteException { SqliteErrorCode: NotADatabase or Corrupt } => DamagedAdvice(path),
        SqliteException { SqliteErrorCode: Full } or SqliteException { SqliteErrorCode: Fault } or IOException when IsFull(path) =>
            $"the disk of the store {path} is full. Free some space, then start again; or set Storage:Path to a file on another disk.",
        SqliteException { SqliteErrorCode: ReadOnly or CannotOpen } or UnauthorizedAccessException or IOException =>
            $"cannot write to {path}. Check that the folder exists, is not read-only, and belongs to the user who runs methodbot; or set Storage:Path to another file.",
        _ => $"cannot open the store {path}: {e.Message}",
    };

    private static string DamagedAdvice(string path) =>
        $"the file {path} is no store, or is damaged. It has not been touched: restore a backup, or set Storage:Path to another file.";
}
