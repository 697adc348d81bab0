using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Timers;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Host.DialogFiles;
using MethodBot.IntegrationTests.Storage;
using MethodBot.Service;
using MethodBot.Service.Demonstration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MethodBot.IntegrationTests.Timers;

/// <summary>A reminder is a row committed with the registration; it comes due once, also after a late start.</summary>
public sealed class SeminarReminderTests : IAsyncDisposable
{
    // Monday morning; the first seminar of the invented town is on Sunday at 14:30.
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset DayBefore = new(2026, 11, 21, 14, 30, 0, TimeSpan.Zero);

    // The day before is a Saturday, on which the service is quiet.
    private static readonly DateTimeOffset Friday = DayBefore.AddDays(-1);
    private static readonly ChatAddress Chat = new(new ChannelId("telegram", "1"), "2001");

    private readonly TemporaryStore _temporary = new();
    private readonly Store _store;
    private readonly SqliteConnection _connection;
    private readonly ServiceProvider _services;
    private readonly MovableClock _time = new(Monday);
    private readonly long _seminar;

    public SeminarReminderTests()
    {
        var services = new ServiceCollection().AddLogging().AddService(new ServiceOptions { TimeZone = "UTC" }).AddConversations();
        services.AddSingleton(new ServiceClock(TimeZoneInfo.Utc)).AddSingleton<TimeProvider>(_time);
        services.AddSingleton(provider => new DialogLibrary(DialogFolder.Load(RepositoryDialogs(), provider.GetRequiredService<SliceSet>().Vocabulary).Set!));
        services.AddSingleton(_ => _store!);
        _services = services.BuildServiceProvider();
        _store = Store.Open(_temporary.Path, _services.GetRequiredService<SliceSet>().Schemas, exclusive: false);
        _connection = _store.OpenConnection();
        DemonstrationData.Fill(new StoreTransaction(_connection), _services.GetRequiredService<ServiceClock>(), Monday);
        _seminar = _connection.ExecuteScalar<long>("SELECT id FROM event ORDER BY starts_at LIMIT 1");
        _connection.Execute(
            "INSERT INTO conversation (messenger, channel, chat, account, state, updated_at) VALUES ('telegram', '1', '2001', '2001', '{}', 0)");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _connection.DisposeAsync();
        _store.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task It_comes_on_the_working_day_before_once_and_not_again_after_a_restart()
    {
        await DoAsync("events.register");
        _time.Now = Friday.AddMinutes(-1);
        await RunTimersAsync();
        Reminders().ShouldBeEmpty();

        _time.Now = Friday;
        await RunTimersAsync();
        await RunTimersAsync();

        Reminders().ShouldHaveSingleItem().ShouldContain("Оценивание в начальной школе");
    }

    [Fact]
    public async Task It_is_not_sent_for_a_registration_that_was_cancelled()
    {
        await DoAsync("events.register");
        await DoAsync("events.cancel");

        _time.Now = Friday;
        await RunTimersAsync();

        Reminders().ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_not_sent_when_the_program_was_off_until_the_seminar_had_begun()
    {
        await DoAsync("events.register");

        _time.Now = DayBefore.AddDays(1).AddMinutes(1);
        await RunTimersAsync();

        Reminders().ShouldBeEmpty();
    }

    [Fact]
    public async Task It_waits_for_the_morning_when_the_program_comes_back_at_night()
    {
        var wednesday = new DateTimeOffset(2026, 11, 25, 14, 0, 0, TimeSpan.Zero);
        _connection.Execute("UPDATE event SET starts_at = @starts WHERE id = @_seminar", new { starts = wednesday.ToUnixTimeMilliseconds(), _seminar });
        await DoAsync("events.register");

        _time.Now = wednesday.AddHours(-15);
        await RunTimersAsync();
        Reminders().ShouldBeEmpty();

        _time.Now = wednesday.AddHours(-6);
        await RunTimersAsync();
        Reminders().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_comes_in_the_evening_before_when_its_hour_would_be_quiet()
    {
        _connection.Execute("UPDATE event SET starts_at = @early WHERE id = @_seminar", new { early = DayBefore.AddDays(1).AddHours(-8).ToUnixTimeMilliseconds(), _seminar });

        await DoAsync("events.register");

        // The seminar is at 6:30; a day before at 6:30 is quiet, and quiet began at 20:00.
        _connection.ExecuteScalar<long>("SELECT due_at FROM timer").ShouldBe(new DateTimeOffset(2026, 11, 20, 19, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
    }

    private static string RepositoryDialogs()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "MethodBot.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "dialogs");
    }

    private async Task DoAsync(string action)
    {
        var update = new InboundUpdate { Key = "1", Kind = InboundKind.Press, Chat = Chat.Chat, Account = "2001" };
        await _services.GetRequiredService<StoreWriter>().WriteAsync(
            transaction =>
            {
                var turn = new TurnContext(
                    transaction, _time.Now, _services.GetRequiredService<ServiceClock>(), _services.GetRequiredService<DialogLibrary>().Dialogs,
                    Chat, new AccountId("telegram", "2001"), update);
                var arguments = ImmutableDictionary<string, Answer>.Empty.Add("event", Answer.OfNumber(_seminar));
                _services.GetRequiredService<SliceSet>().Action(action).Run(turn, new ActionCall(action, arguments, "event-card", "", [])).Name.ShouldBe("ok");
            },
            CancellationToken.None);
    }

    // What is due at start is served before the first pause.
    private async Task RunTimersAsync()
    {
        var service = _services.GetServices<IHostedService>().OfType<TimerService>().Single();
        await service.StartAsync(CancellationToken.None);
        for (var tries = 0; tries < 200 && _connection.ExecuteScalar<long>("SELECT count(*) FROM timer WHERE due_at <= @now", new { now = _time.Now.ToUnixTimeMilliseconds() }) > 0; tries++)
            await Task.Delay(20);
        await service.StopAsync(CancellationToken.None);
    }

    private List<string> Reminders() => [.. _connection.Query<string>("SELECT payload FROM outbox WHERE chat = '2001' AND payload LIKE '%Напоминаем%'")];

    private sealed class MovableClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
