using Dapper;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Service;
using MethodBot.Service.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.Tests.Service.Imports;

/// <summary>A store with the tables of the whole service, and files to import into it, on one day of the town.</summary>
internal sealed class ImportStore : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 5, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
    private readonly Store _store;

    public ImportStore() => _store = Store.Open(Files.Path("methodbot.db"), _services.GetRequiredService<SliceSet>().Schemas, exclusive: false);

    public TableFolder Files { get; } = new();

    public Store Store => _store;

    public ImportMoment Moment { get; init; } = new(new ServiceClock(TimeZoneInfo.CreateCustomTimeZone("town", TimeSpan.FromHours(5), "town", "town")), Now);

    public void Dispose()
    {
        _store.Dispose();
        _services.Dispose();
        Files.Dispose();
    }

    public ImportReport Import(DirectoryImport kind, string csv, bool skipBad = false, bool dryRun = false) => ImportFile(kind, Files.Csv(csv), skipBad, dryRun);

    public ImportReport ImportFile(DirectoryImport kind, string path, bool skipBad = false, bool dryRun = false) =>
        ImportRun.Run(_store, kind, new ImportRequest(path, skipBad, dryRun), Moment, new Silence(), CancellationToken.None);

    public List<T> Query<T>(string sql)
    {
        using var connection = _store.OpenConnection();
        return [.. connection.Query<T>(sql)];
    }

    /// <summary>Every row as one text, its values parted by «|».</summary>
    public List<string> Rows(string sql)
    {
        using var connection = _store.OpenConnection();
        return [.. connection.Query(sql).Select(row => string.Join('|', ((IDictionary<string, object?>)row).Values))];
    }

    public void Execute(string sql)
    {
        using var connection = _store.OpenConnection();
        connection.Execute(sql);
    }

    private sealed class Silence : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
        }
    }
}
