using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using MethodBot.Conversations.Messengers;
using Microsoft.Data.Sqlite;

namespace MethodBot.Conversations.Storage;

/// <summary>Examines a store beside whoever serves it: reads only, and neither makes nor migrates anything.</summary>
public static class StoreDoctor
{
    private const long LittleSpace = 500L * 1024 * 1024;
    private const long HardlySpace = 50L * 1024 * 1024;
    private const long Megabyte = 1024 * 1024;

    /// <summary>What waits for longer does so for a reason.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(15);

    /// <param name="parts">Tables of the slices, as this program knows them.</param>
    public static Examination Examine(string path, IEnumerable<SchemaPart> parts, DateTimeOffset now)
    {
        var full = Path.GetFullPath(path);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        if (!File.Exists(full))
        {
            findings.Add(Finding.Attention($"there is no store at {full} yet", "The first start of the bot makes it. If there was one, check Storage:Path."));
        }
        else
        {
            try
            {
                Examine(full, parts, now, findings);
            }
            catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                findings.Add(Finding.Broken(Store.Explain(full, e), "Until then the bot cannot start."));
            }
        }

        findings.Add(JudgeSpace(full));
        return new Examination("Store", findings.ToImmutable());
    }

    private static void Examine(string path, IEnumerable<SchemaPart> parts, DateTimeOffset now, ImmutableArray<Finding>.Builder findings)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 10 }.ToString());
        connection.Open();
        if (connection.Query<string>("PRAGMA quick_check(3)").ToList() is not ["ok"] and var faults)
        {
            findings.Add(Finding.Broken($"{path} is damaged: {string.Join("; ", faults)}", "Stop the bot, keep a copy of the file, and restore a backup."));
            return;
        }

        var megabytes = new FileInfo(path).Length / (double)Megabyte;
        findings.Add(Finding.Good(string.Create(CultureInfo.InvariantCulture, $"{path} opens and is whole ({megabytes:0.#} MB)")));
        findings.Add(Store.FindHolder(path) is { } holder ? Finding.Good($"it is served by {holder}") : Finding.Good("no bot serves it at this moment"));
        var schema = JudgeSchema(connection, [ConversationSchema.Part, .. parts]);
        findings.Add(schema);

        // Tables of another version may be other tables.
        if (schema.Level != FindingLevel.Good)
            return;
        if (connection.ExecuteScalar<long>("SELECT count(*) FROM meta WHERE key = 'demonstration'") > 0)
            findings.Add(Finding.Good("it holds the demonstration's invented people, and does not serve with a real token"));
        findings.Add(JudgeOutbox(connection, now));
        findings.Add(JudgeSetAside(connection));
    }

    private static Finding JudgeSchema(SqliteConnection connection, IReadOnlyList<SchemaPart> parts)
    {
        if (connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'") == 0)
            return Finding.Broken("it is a database, but no store", "Set Storage:Path to the store, or to a new file.");
        var present = connection
            .Query<(string Part, long Version)>("SELECT part, version FROM schema_version")
            .ToDictionary(row => row.Part, row => row.Version, StringComparer.Ordinal);
        if (parts.FirstOrDefault(part => present.GetValueOrDefault(part.Part) > part.Scripts.Count) is { } newer)
            return Finding.Broken($"it was made by a newer methodbot than this one (part {newer.Part})", "Install the newer version.");
        return parts.All(part => present.GetValueOrDefault(part.Part) == part.Scripts.Count)
            ? Finding.Good("its tables are those of this version")
            : Finding.Attention("its tables are those of an earlier version", "The next start of the bot brings it up to date. Make a copy of the file before.");
    }

    private static Finding JudgeOutbox(SqliteConnection connection, DateTimeOffset now)
    {
        var waiting = connection.Query<WaitingRow>(
            """
            SELECT messenger || ':' || channel AS Channel, count(*) AS Count, min(created_at) AS Oldest,
                (SELECT e.error FROM outbox e WHERE e.messenger = o.messenger AND e.channel = o.channel AND e.state < 2 AND e.error IS NOT NULL
                    ORDER BY e.id LIMIT 1) AS Error
            FROM outbox o WHERE state < 2 GROUP BY messenger, channel ORDER BY messenger, channel
            """).ToList();
        if (waiting.Count == 0)
            return Finding.Good("no message waits to be sent");
        var long_ = false;
        var words = new List<string>();
        foreach (var row in waiting)
        {
            var age = now - DateTimeOffset.FromUnixTimeMilliseconds(row.Oldest);
            long_ |= age >= LongWait;
            var why = row.Error is { } error ? $", last refused with: {error}" : "";
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{row.Channel} {row.Count} (the oldest for {age:d\\.hh\\:mm\\:ss}{why})"));
        }

        var found = $"messages wait to be sent: {string.Join("; ", words)}";
        return long_ ? Finding.Attention(found, "What the messenger's examination says comes first. If nothing is wrong there, look into the bot's log.") : Finding.Good(found);
    }

    private static Finding JudgeSetAside(SqliteConnection connection)
    {
        var count = connection.ExecuteScalar<long>("SELECT count(*) FROM inbox WHERE state IN (2, 4)");
        return count == 0
            ? Finding.Good("no update is set aside")
            : Finding.Attention(
                string.Create(CultureInfo.InvariantCulture, $"{count} updates are set aside, because their turn failed (listed below)"),
                "When the fault is mended: methodbot doctor retry N runs one again, methodbot doctor discard N forgets it.");
    }

    private static Finding JudgeSpace(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
            folder = above;
        try
        {
            var free = new DriveInfo(folder).AvailableFreeSpace;
            var found = string.Create(CultureInfo.InvariantCulture, $"{free / Megabyte} MB are free on the disk of {folder}");
            return free switch
            {
                < HardlySpace => Finding.Broken(found, "Free some space: without it the bot takes no message."),
                < LittleSpace => Finding.Attention(found, "Free some space soon: without it the bot takes no message."),
                _ => Finding.Good(found),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Finding.Attention($"how much space is free on the disk of {folder} cannot be told");
        }
    }

    private sealed record WaitingRow
    {
        public required string Channel { get; init; }

        public required long Count { get; init; }

        public required long Oldest { get; init; }

        public string? Error { get; init; }
    }
}
