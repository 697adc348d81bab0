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

/// <summary>How much of a person is heard within a minute, while the store takes nothing.</summary>
public sealed class AllowanceTests : IAsyncDisposable
{
    private const int PerMinute = 3;
    private static readonly ChannelId Channel = new("telegram", "1");

    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-allowance-").FullName;
    private readonly FailingSlice _failing = new();
    private readonly ServiceProvider _services;

    public AllowanceTests()
    {
        var services = new ServiceCollection().AddLogging().AddService(new ServiceOptions()).AddSingleton(new TurnAllowance(PerMinute)).AddConversations();
        services.AddSingleton<ISlice>(_failing).AddSingleton(new ServiceClock(TimeZoneInfo.Utc));
        services.AddSingleton(provider => new DialogLibrary(
            DialogFolder.Load(Path.Combine(Repository.Root, "dialogs"), provider.GetRequiredService<SliceSet>().Vocabulary).Set!));
        services.AddSingleton(provider => Store.Open(StorePath, provider.GetRequiredService<SliceSet>().Schemas, exclusive: true));
        _services = services.BuildServiceProvider();
    }

    private string StorePath => Path.Combine(_folder, "methodbot.db");

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_notice_that_was_lost_with_its_batch_is_not_taken_for_told()
    {
        _failing.IsFailing = true;
        await Should.ThrowAsync<StoreException>(() => AcceptAsync(Written(PerMinute + 2)));
        Notices().ShouldBe(0);

        _failing.IsFailing = false;
        await AcceptAsync(Written(PerMinute + 2));
        Notices().ShouldBe(1);
        await AcceptAsync(Written(PerMinute + 4));
        Notices().ShouldBe(1);
    }

    [Fact]
    public async Task What_the_store_did_not_take_again_and_again_is_not_counted_as_if_it_had_been_heard()
    {
        _failing.IsFailing = true;
        for (var i = 0; i < 20; i++)
            await Should.ThrowAsync<StoreException>(() => AcceptAsync(Written(PerMinute)));

        _failing.IsFailing = false;
        await AcceptAsync(Written(PerMinute));
        // And the press that failed.
        TownStore.Count(StorePath, "SELECT count(*) FROM inbox WHERE state = 1").ShouldBe(PerMinute + 1);
        Notices().ShouldBe(0);
    }

    private static List<InboundUpdate> Written(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new InboundUpdate { Key = $"{number}", Kind = InboundKind.Message, Chat = "7", Account = "7", Text = "меню" })];

    private Task AcceptAsync(IReadOnlyList<InboundUpdate> updates) =>
        _services.GetRequiredService<TurnLoop>().AcceptAsync(
            Channel, [.. updates, new InboundUpdate { Key = "last", Kind = InboundKind.Press, Chat = "8", Account = "8", Payload = SliceButton.Make("failing", "go", "1", "x").Data }], null, CancellationToken.None);

    private long Notices() => TownStore.Count(StorePath, "SELECT count(*) FROM outbox WHERE payload LIKE '%Сообщений слишком много%'");

    /// <summary>The disk is full when it is its turn.</summary>
    private sealed class FailingSlice : ISlice
    {
        private const int Full = 13;

        public bool IsFailing { get; set; }

        public string Name => "failing";

        public SchemaPart Schema { get; } = new("failing", []);

        public string? TakePress(TurnContext turn, string verb, string subject) => IsFailing ? throw new SqliteException("database or disk is full", Full) : null;
    }
}
