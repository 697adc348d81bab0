using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.IntegrationTests.Crashes;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.PowerCuts;

/// <summary>
/// The power goes while a crowd answers: of what the bot wrote only what it had synced is certain. Whatever it had acknowledged to a
/// messenger until then must be in the store that such a disk leaves.
/// </summary>
public sealed partial class PowerCutTests(ITestOutputHelper log) : IDisposable
{
    private const int Cuts = 40;

    private static readonly double[] Shares = [0, 0.1, 0.5, 0.9, 1];
    private static readonly int[] Sectors = [512, 4096];

    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-power-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GccFact]
    public async Task After_a_power_cut_the_store_opens_and_every_acknowledged_turn_is_in_it()
    {
        var trace = new WriteTrace(_folder);
        await trace.CompileAsync();
        await Town.PlayAsync(log, Crowd.Options with { Before = trace.Words }, async town =>
        {
            var crowd = new Crowd(town, 30, seed: 1, shortest: 25);
            await crowd.FinishAsync();
            (await crowd.CountAsync()).ShouldShowNothingLost();
        });

        var records = trace.Read();
        var seed = Random.Shared.Next();
        var certain = Cut(records, seed, hearsSyncs: true);
        var deaf = Cut(records, seed, hearsSyncs: false);
        var figures = string.Create(
            CultureInfo.InvariantCulture,
            $"{Cuts} power cuts among {records.Count} writes, syncs and sends, seed {seed}: {certain}; on a disk that hears no sync of the log: {deaf}");
        log.WriteLine(figures);
        Console.WriteLine(figures);
        certain.Lost.ShouldBe(0);
        certain.Unreadable.ShouldBe(0);
        certain.Acknowledged.ShouldBeGreaterThan(Cuts);
        // Otherwise the simulation sees nothing.
        deaf.CutsWithLoss.ShouldBeGreaterThan(0);
    }

    private Figures Cut(List<TraceRecord> records, int seed, bool hearsSyncs)
    {
        var random = new Random(seed);
        var taken = new Acknowledged();
        // Before the first acknowledgement nothing can be missed.
        var first = records.FindIndex(taken.Notice);
        first.ShouldBeGreaterThan(0);
        taken = new Acknowledged();
        var cuts = Enumerable.Range(0, Cuts).Select(_ => random.Next(first, records.Count)).Order().ToList();
        var disk = new CutDisk(hearsSyncs);
        var figures = new Figures();
        for (var (i, cut) = (0, 0); cut < Cuts; i++)
        {
            disk.Apply(records[i]);
            taken.Notice(records[i]);
            for (; cut < Cuts && cuts[cut] == i; cut++)
            {
                var folder = Directory.CreateDirectory(Path.Combine(_folder, "cut")).FullName;
                disk.Cut(folder, random, Shares[cut % Shares.Length], Sectors[cut % Sectors.Length]);
                figures.Add(taken.Count, CountMissing(Path.Combine(folder, "methodbot.db"), taken));
                Directory.Delete(folder, recursive: true);
            }
        }

        return figures;
    }

    /// <summary>Null: the store cannot be read.</summary>
    private static long? CountMissing(string path, Acknowledged taken)
    {
        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        try
        {
            using var store = Store.Open(path, services.GetRequiredService<SliceSet>().Schemas, exclusive: true);
            using var connection = store.OpenConnection();
            if (connection.QueryFirst<string>("PRAGMA integrity_check") != "ok" || connection.Query("PRAGMA foreign_key_check").Any())
                return null;
            return taken.CountMissing(connection);
        }
        catch (Exception e) when (e is StoreException or SqliteException)
        {
            return null;
        }
    }

    /// <summary>What the bot has acknowledged so far: Telegram's offset confirms everything below it, VK's ts everything up to it.</summary>
    private sealed partial class Acknowledged
    {
        private long? _firstOffset;
        private long _offset;
        private long? _firstTs;
        private long _ts;

        /// <summary>Turns after the first acknowledgement of each messenger, from which on they are counted.</summary>
        public long Count => _offset - (_firstOffset ?? 0) + _ts - (_firstTs ?? 0);

        /// <returns>Whether this acknowledges something.</returns>
        public bool Notice(TraceRecord record)
        {
            if (record.Kind != 'N')
                return false;
            var sent = Encoding.Latin1.GetString(record.Data);
            if (Offset().Match(sent) is { Success: true } offset)
            {
                _offset = long.Parse(offset.Groups["number"].Value, CultureInfo.InvariantCulture);
                _firstOffset ??= _offset;
                return true;
            }

            if (Place().Match(sent) is not { Success: true } place)
                return false;
            _ts = long.Parse(place.Groups["number"].Value, CultureInfo.InvariantCulture);
            _firstTs ??= _ts;
            return true;
        }

        /// <summary>How many of those turns a store does not have.</summary>
        public long CountMissing(SqliteConnection connection)
        {
            var telegram = connection.ExecuteScalar<long>(
                "SELECT count(*) FROM inbox WHERE messenger = 'telegram' AND CAST(update_key AS INTEGER) BETWEEN @from AND @to",
                new { from = _firstOffset ?? 0, to = _offset - 1 });
            // VK's keys bear no number: the place is committed with what it came with, and every event has its row.
            var place = connection.ExecuteScalar<string?>("SELECT value FROM cursor WHERE messenger = 'vk'")?.Split('@')[0];
            var ts = place is { Length: > 0 } ? long.Parse(place, CultureInfo.InvariantCulture) : 0;
            var vk = connection.ExecuteScalar<long>("SELECT count(*) FROM inbox WHERE messenger = 'vk'");
            return _offset - (_firstOffset ?? 0) - telegram + Math.Max(0, _ts - ts) + Math.Max(0, ts - (_firstTs ?? 0) - vk);
        }

        [GeneratedRegex(@"""offset"":(?<number>\d+),""limit""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Offset();

        [GeneratedRegex(@"act=a_check&key=[^&]*&ts=(?<number>\d+)&", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Place();
    }

    private sealed class Figures
    {
        public long Acknowledged { get; private set; }

        public long Lost { get; private set; }

        public int CutsWithLoss { get; private set; }

        public int Unreadable { get; private set; }

        public void Add(long acknowledged, long? missing)
        {
            Acknowledged += acknowledged;
            Lost += missing ?? 0;
            CutsWithLoss += missing > 0 ? 1 : 0;
            Unreadable += missing is null ? 1 : 0;
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"of {Acknowledged} turns acknowledged at the cuts {Lost} lost in {CutsWithLoss} cuts, {Unreadable} stores unreadable");
    }
}
