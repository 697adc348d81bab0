using System.Diagnostics;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Service;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.Bench.Load;

/// <summary>Without messenger: how many turns a second are committed, beside a bare loop that writes the same rows in the same batches.</summary>
internal sealed class CommitPath(LoadOptions options)
{
    /// <summary>Turns a second, computed and committed.</summary>
    public async Task<double> RunTurnsAsync()
    {
        using var folder = new LoadFolder();
        await using var store = new LoadStore(folder.StorePath);
        return await MeasureAsync(() => store.AnswerAsync(options.Batch));
    }

    /// <summary>Turns a second that were computed beforehand.</summary>
    public async Task<double> RunCommitsAsync()
    {
        using var folder = new LoadFolder();
        using var store = OpenPlain(folder.Second);
        await using var replay = new CommitReplay(store, await WatchAsync(folder));
        return await MeasureAsync(() => replay.AnswerAsync(options.Batch));
    }

    /// <summary>Turns a second whose rows a bare loop writes.</summary>
    public async Task<double> RunRowsAsync()
    {
        using var folder = new LoadFolder();
        using var store = OpenPlain(folder.Second);
        using var replay = new RowReplay(store, await WatchAsync(folder));
        return await MeasureAsync(() =>
        {
            replay.Answer(options.Batch);
            return Task.CompletedTask;
        });
    }

    /// <summary>Milliseconds of one commit of one row, synced: the median of many.</summary>
    public static double MeasureSync()
    {
        const int Commits = 200;
        using var folder = new LoadFolder();
        using var store = OpenPlain(folder.StorePath);
        using var connection = store.OpenConnection();
        using var statements = new PreparedStatements(connection);
        var times = new List<double>();
        for (var i = 0; i < Commits; i++)
        {
            var began = Stopwatch.GetTimestamp();
            statements.Get("INSERT INTO inbox (messenger, channel, update_key, received_at, state) VALUES ('telegram', '1', $key, 1, 1)").Bind("$key", $"{i}").ExecuteNonQuery();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times.Order().ElementAt(Commits / 2);
    }

    private int Rounds => Math.Max(1, options.Batches / (LoadStore.Questions + 1));

    private double Turns => (double)Rounds * options.Batch * (LoadStore.Questions + 1);

    private static async Task<IReadOnlyList<WrittenStage>> WatchAsync(LoadFolder folder)
    {
        await using var watched = new LoadStore(folder.StorePath);
        return await watched.WatchAsync();
    }

    private async Task<double> MeasureAsync(Func<Task> answer)
    {
        // Once through the whole before the clock: the runtime compiles what it finds busy.
        for (var i = 0; i < Rounds; i++)
            await answer();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Rounds; i++)
            await answer();
        return Turns / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static Store OpenPlain(string path)
    {
        using var services = new ServiceCollection().AddService(new ServiceOptions()).AddSingleton<SliceSet>().BuildServiceProvider();
        return Store.Open(path, services.GetRequiredService<SliceSet>().Schemas, exclusive: true);
    }
}
