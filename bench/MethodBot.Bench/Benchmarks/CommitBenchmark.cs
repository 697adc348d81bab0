using BenchmarkDotNet.Attributes;
using MethodBot.Bench.Load;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Service;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.Bench.Benchmarks;

/// <summary>
/// Commits to a store on the disk, synced: one job alone, and people who answer a whole questionnaire in step (eleven turns each, their messages
/// marked and recorded), beside a bare loop that writes the same rows. The disk decides the first; the others share its cost.
/// </summary>
public class CommitBenchmark : IAsyncDisposable
{
    private const int People = 20;

    private readonly LoadFolder _folder = new();
    private readonly Lazy<Task<Writers>> _writers;

    // What takes long is done in the first call, which warms up: the toolchain of this process does not wait for an asynchronous setup.
    public CommitBenchmark() => _writers = new(BeginAsync);

    [Benchmark(Description = "commit: 20 people answer ten questions, a bare loop over the same rows", Baseline = true)]
    public async Task Rows() => (await _writers.Value).Rows.Answer(People);

    [Benchmark(Description = "commit: the same through the writer")]
    public async Task Commits() => await (await _writers.Value).Commits.AnswerAsync(People);

    [Benchmark(Description = "commit: one job of one row, alone")]
    public async Task Alone() => await (await _writers.Value).Commits.TouchAsync();

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        var writers = await _writers.Value;
        await writers.Commits.DisposeAsync();
        writers.Rows.Dispose();
        writers.Store.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<Writers> BeginAsync()
    {
        IReadOnlyList<WrittenStage> stages;
        await using (var watched = new LoadStore(_folder.StorePath))
            stages = await watched.WatchAsync();
        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        var store = Store.Open(_folder.Second, services.GetRequiredService<SliceSet>().Schemas, exclusive: true);
        return new Writers(store, new RowReplay(store, stages), new CommitReplay(store, stages, firstPerson: int.MaxValue));
    }

    private sealed record Writers(Store Store, RowReplay Rows, CommitReplay Commits);
}
