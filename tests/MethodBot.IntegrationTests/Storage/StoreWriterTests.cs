using Dapper;
using MethodBot.Conversations.Storage;

namespace MethodBot.IntegrationTests.Storage;

/// <summary>What every storage engine has to hold; SQLite is the one there is.</summary>
public sealed class StoreWriterTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task What_was_reported_as_written_is_there_when_the_store_is_opened_again()
    {
        using (var store = _temporary.Open())
        {
            await using var writer = new StoreWriter(store);
            await writer.WriteAsync(Add("kept"), CancellationToken.None);
        }

        using var reopened = _temporary.Open();
        Read(reopened).ShouldBe(["kept"]);
    }

    [Fact]
    public async Task A_job_that_throws_leaves_nothing_behind_and_does_not_hurt_its_neighbours()
    {
        using var store = _temporary.Open();
        await using var writer = new StoreWriter(store);
        var committed = new List<string>();

        var jobs = Enumerable.Range(0, 50).Select(number => writer.WriteAsync(
            transaction =>
            {
                Add($"{number}")(transaction);
                transaction.AfterCommit(() => committed.Add($"{number}"));
                if (number % 5 == 0)
                    throw new InvalidOperationException($"rule {number}");
            },
            CancellationToken.None)).ToList();
        foreach (var (job, number) in jobs.Select((job, number) => (job, number)))
        {
            if (number % 5 == 0)
                (await Should.ThrowAsync<InvalidOperationException>(() => job)).Message.ShouldBe($"rule {number}");
            else
                await job;
        }

        var kept = Enumerable.Range(0, 50).Where(number => number % 5 != 0).Select(number => $"{number}").ToList();
        Read(store).ShouldBe(kept, ignoreOrder: true);
        committed.ShouldBe(kept, ignoreOrder: true);
    }

    [Fact]
    public async Task A_full_disk_discards_the_whole_batch_reports_nothing_as_written_and_work_goes_on_when_there_is_room()
    {
        using var store = _temporary.Open();
        await using var writer = new StoreWriter(store);
        await writer.WriteAsync(Add("before"), CancellationToken.None);
        var pages = await writer.WriteAsync(transaction => transaction.Connection.ExecuteScalar<long>("PRAGMA page_count"), CancellationToken.None);
        await writer.WriteAsync(transaction => transaction.Connection.Execute($"PRAGMA max_page_count = {pages + 2}"), CancellationToken.None);
        var promised = false;

        await Should.ThrowAsync<StoreException>(() => writer.WriteAsync(
            transaction =>
            {
                transaction.AfterCommit(() => promised = true);
                for (var i = 0; i < 100; i++)
                    Add(new string('x', 4000))(transaction);
            },
            CancellationToken.None));

        promised.ShouldBeFalse();
        Read(store).ShouldBe(["before"]);
        await writer.WriteAsync(transaction => transaction.Connection.Execute($"PRAGMA max_page_count = {pages + 100_000}"), CancellationToken.None);
        await writer.WriteAsync(Add("after"), CancellationToken.None);
        Read(store).ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task Jobs_that_wait_together_share_one_commit()
    {
        using var store = _temporary.Open();
        await using var writer = new StoreWriter(store);
        using var gate = new ManualResetEventSlim();
        var first = writer.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(10)), CancellationToken.None);
        var seenTogether = new List<long>();

        var waiting = Enumerable.Range(0, 20).Select(number => writer.WriteAsync(
            transaction =>
            {
                Add($"{number}")(transaction);
                // Another connection sees nothing of the batch until all of it is committed.
                using var other = store.OpenConnection();
                seenTogether.Add(other.ExecuteScalar<long>("SELECT count(*) FROM note"));
            },
            CancellationToken.None)).ToList();
        gate.Set();
        await first;
        await Task.WhenAll(waiting);

        seenTogether.ShouldAllBe(count => count == 0);
        Read(store).Count.ShouldBe(20);
    }

    [Fact]
    public void A_second_run_on_one_store_is_told_who_holds_it()
    {
        using var first = _temporary.Open(exclusive: true);

        var refusal = Should.Throw<StoreException>(() => _temporary.Open(exclusive: true));

        refusal.Message.ShouldContain($"process {Environment.ProcessId}");
        refusal.Message.ShouldContain("Stop it first");
        using var beside = _temporary.Open(exclusive: false);
        Read(beside).ShouldBeEmpty();
    }

    [Fact]
    public void A_script_that_fails_in_its_middle_leaves_the_store_as_it_was()
    {
        var faulty = new SchemaPart("faulty", ["CREATE TABLE one (id INTEGER PRIMARY KEY); CREATE TABLE one (id INTEGER PRIMARY KEY); CREATE TABLE two (id INTEGER PRIMARY KEY)"]);

        Should.Throw<StoreException>(() => _temporary.Open(parts: faulty)).Message.ShouldContain("table one already exists");

        Kit.TownStore.Count(_temporary.Path, "SELECT count(*) FROM sqlite_master WHERE name IN ('one', 'two')").ShouldBe(0);
    }

    [Fact]
    public void A_store_newer_than_the_program_is_refused_and_left_alone()
    {
        var old = new SchemaPart("notes", ["CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"]);
        using (_temporary.Open(parts: old with { Scripts = [.. old.Scripts, "ALTER TABLE note ADD COLUMN colour TEXT"] }))
        {
        }

        Should.Throw<StoreException>(() => _temporary.Open(parts: old)).Message.ShouldContain("newer than this program");
    }

    [Fact]
    public async Task Two_commands_may_open_a_new_store_at_once()
    {
        using var together = new Barrier(4);
        var opening = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                _temporary.Open().Dispose();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));

        await Task.WhenAll(opening).ShouldNotThrowAsync();
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused_with_advice_and_not_touched()
    {
        File.WriteAllText(_temporary.Path, new string('?', 10_000));

        Should.Throw<StoreException>(() => _temporary.Open()).Message.ShouldContain("restore a backup");

        File.ReadAllText(_temporary.Path).ShouldBe(new string('?', 10_000));
    }

    private static Action<StoreTransaction> Add(string text) => transaction =>
        transaction.Statement("INSERT INTO note (text) VALUES ($text)").Bind("$text", text).ExecuteNonQuery();

    private static List<string> Read(Store store)
    {
        using var connection = store.OpenConnection();
        return [.. connection.Query<string>("SELECT text FROM note ORDER BY id")];
    }
}
