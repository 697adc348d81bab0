using MethodBot.Conversations;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Host.DialogFiles;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>An update that ends the program each time is not taken for ever.</summary>
public sealed class CrashGuardTests : IDisposable
{
    private static readonly ChannelId Channel = new("telegram", "1");
    private static readonly InboundUpdate Poison = new() { Key = "1", Kind = InboundKind.Press, Chat = "7", Account = "7", Payload = SliceButton.Make("poison", "bite", "1", "x").Data };
    private static readonly InboundUpdate Healthy = new() { Key = "2", Kind = InboundKind.Started, Chat = "8", Account = "8" };

    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-guard-").FullName;

    private string StorePath => Path.Combine(_folder, "methodbot.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_last_of_several_crashes_sets_the_update_aside_and_what_came_with_it_is_taken()
    {
        for (var crash = 1; crash <= CrashGuard.Crashes; crash++)
        {
            await using var program = await StartAsync();
            program.Guard.IsCareful.ShouldBe(crash > 1);
            await Should.ThrowAsync<StoreException>(() => program.AcceptAsync(Poison, Healthy));
            // Once the mark tells which of them was under way, the other one does not wait for it.
            TownStore.Count(StorePath, "SELECT count(*) FROM inbox").ShouldBe(crash < 3 ? 0 : 1);
        }

        await using var last = await StartAsync();
        await last.AcceptAsync(Poison, Healthy);
        TownStore.Count(StorePath, "SELECT state FROM inbox WHERE update_key = '1'").ShouldBe((long)InboxState.SetAside);
        TownStore.Count(StorePath, "SELECT state FROM inbox WHERE update_key = '2'").ShouldBe((long)InboxState.Done);
        TownStore.Count(StorePath, "SELECT count(*) FROM intake_mark").ShouldBe(0);
        TownStore.Count(StorePath, "SELECT count(*) FROM outbox WHERE chat = '7'").ShouldBe(1);
    }

    [Fact]
    public async Task A_store_that_fails_again_and_again_is_no_crash_and_sets_nothing_aside()
    {
        await using (await StartAsync())
        {
        }

        await using var program = await StartAsync();
        program.Guard.IsCareful.ShouldBeTrue();
        for (var failure = 0; failure < 5; failure++)
            await Should.ThrowAsync<StoreException>(() => program.AcceptAsync(Poison));
        TownStore.Count(StorePath, "SELECT count(*) FROM inbox").ShouldBe(0);
        TownStore.Count(StorePath, "SELECT attempts FROM intake_mark").ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_chat_that_is_taken_last_every_update_keeps_its_place()
    {
        await using (await StartAsync())
        {
        }

        await using (var hit = await StartAsync())
            await Should.ThrowAsync<StoreException>(() => hit.AcceptAsync(Poison, Poison with { Key = "3", Kind = InboundKind.Started, Payload = null }, Healthy));
        await using (var hit = await StartAsync())
            await Should.ThrowAsync<StoreException>(() => hit.AcceptAsync(Poison, Poison with { Key = "3", Kind = InboundKind.Started, Payload = null }, Healthy));
        TownStore.Texts(StorePath, "SELECT update_key FROM inbox").ShouldBe(["2"]);
    }

    [Fact]
    public async Task After_a_clean_stop_nothing_is_taken_carefully()
    {
        await using (var program = await StartAsync())
        {
            await program.AcceptAsync(Healthy);
            await program.Guard.EndAsync();
        }

        await using var next = await StartAsync();
        next.Guard.IsCareful.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_taken_carefully_is_taken_once()
    {
        await using (var program = await StartAsync())
            await program.AcceptAsync(Healthy with { Key = "0" });
        await using var next = await StartAsync();
        next.Guard.IsCareful.ShouldBeTrue();
        await next.AcceptAsync(Healthy, Healthy);
        TownStore.Count(StorePath, "SELECT count(*) FROM inbox").ShouldBe(2);
    }

    private async Task<Program> StartAsync()
    {
        var services = new ServiceCollection().AddLogging().AddService(new ServiceOptions()).AddConversations();
        services.AddSingleton<ISlice, PoisonSlice>().AddSingleton(new ServiceClock(TimeZoneInfo.Utc));
        services.AddSingleton(provider => new DialogLibrary(
            DialogFolder.Load(Path.Combine(Repository.Root, "dialogs"), provider.GetRequiredService<SliceSet>().Vocabulary).Set!));
        services.AddSingleton(provider => Store.Open(StorePath, provider.GetRequiredService<SliceSet>().Schemas, exclusive: true));
        var program = new Program(services.BuildServiceProvider());
        await program.Guard.BeginAsync(CancellationToken.None);
        return program;
    }

    private sealed class Program(ServiceProvider services) : IAsyncDisposable
    {
        public CrashGuard Guard { get; } = services.GetRequiredService<CrashGuard>();

        public Task AcceptAsync(params IReadOnlyList<InboundUpdate> updates) =>
            services.GetRequiredService<TurnLoop>().AcceptAsync(Channel, updates, null, CancellationToken.None);

        // As a crash leaves it: nothing is told that this is the end.
        public ValueTask DisposeAsync() => services.DisposeAsync();
    }

    /// <summary>Its turn never comes to its end: what it did is lost with the transaction, as in a crash.</summary>
    private sealed class PoisonSlice : ISlice
    {
        public string Name => "poison";

        public SchemaPart Schema { get; } = new("poison", []);

        public string? TakePress(TurnContext turn, string verb, string subject) => throw new SqliteException("the end", 10);
    }
}
