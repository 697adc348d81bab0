using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Host.DialogFiles;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>A rule that does not come to its end: an action that is too slow, a query that reads for ever.</summary>
public sealed class TurnBudgetTests : IAsyncDisposable
{
    private const string Start =
        """
        dialog: start
        title: Проверка
        kind: flow
        steps:
          - ask: what
            text: Что сделать?
            menu: true
            one_of: { read: Прочитать, write: Записать, think: Подумать, nothing: Ничего }
          - do: slow.read
            when: what == 'read'
          - do: slow.write
            when: what == 'write'
          - do: slow.think
            when: what == 'think'
          - say: Готово.
          - go: what
        """;

    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(300);
    private static readonly ChannelId Channel = new("telegram", "1");

    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-budget-").FullName;
    private readonly Heard _log = new();
    private readonly ServiceProvider _services;
    private int _updates;

    public TurnBudgetTests()
    {
        PlainDialogs.Replace(Repository.CopyDialogs(_folder), Start);
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(_log)).AddService(new ServiceOptions()).AddSingleton(new TurnBudget(Budget)).AddConversations();
        services.AddSingleton<ISlice, SlowSlice>().AddSingleton(new ServiceClock(TimeZoneInfo.Utc));
        services.AddSingleton(provider => new DialogLibrary(DialogFolder.Load(Path.Combine(_folder, "dialogs"), provider.GetRequiredService<SliceSet>().Vocabulary).Set!));
        services.AddSingleton(provider => Store.Open(StorePath, provider.GetRequiredService<SliceSet>().Schemas, exclusive: true));
        _services = services.BuildServiceProvider();
    }

    private string StorePath => Path.Combine(_folder, "methodbot.db");

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Прочитать")]
    [InlineData("Подумать")]
    public async Task A_turn_that_takes_too_long_does_not_hold_the_others_and_whoever_wrote_is_told(string rule)
    {
        await AcceptAsync(Write("7", "/start"), Write("8", "/start"));
        await AcceptAsync(Write("7", rule), Write("8", "Ничего"));

        // Both in one transaction: of the one nothing is left, the other has all of it.
        TownStore.Count(StorePath, "SELECT count(*) FROM inbox WHERE state = 2 AND chat = '7'").ShouldBe(1);
        TownStore.Count(StorePath, "SELECT count(*) FROM inbox WHERE state = 1").ShouldBe(3);
        TownStore.Texts(StorePath, "SELECT payload FROM outbox WHERE chat = '7' ORDER BY id")[^1].ShouldContain("Не получилось обработать");
        TownStore.Texts(StorePath, "SELECT payload FROM outbox WHERE chat = '8' ORDER BY id").ShouldContain(payload => payload.Contains("Готово", StringComparison.Ordinal));
        TownStore.Count(StorePath, "SELECT count(*) FROM slow_note").ShouldBe(0);
        var said = _log.Lines.ShouldHaveSingleItem();
        said.ShouldContain("while everybody else waited");
        said.ShouldContain("of dialogs/start.yaml");
        said.ShouldContain("step «slow.");

        // And the one whose turn it was goes on.
        await AcceptAsync(Write("7", "Ничего"));
        TownStore.Texts(StorePath, "SELECT payload FROM outbox WHERE chat = '7' ORDER BY id").ShouldContain(payload => payload.Contains("Готово", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_statement_that_writes_for_too_long_takes_nobody_with_it()
    {
        await AcceptAsync(Write("7", "/start"), Write("8", "/start"));
        await AcceptAsync(Write("8", "Ничего"), Write("7", "Записать"));
        TownStore.Texts(StorePath, "SELECT payload FROM outbox WHERE chat = '8' ORDER BY id").ShouldContain(payload => payload.Contains("Готово", StringComparison.Ordinal));
        TownStore.Count(StorePath, "SELECT count(*) FROM inbox WHERE state = 2 AND chat = '7'").ShouldBe(1);
        TownStore.Count(StorePath, "SELECT count(*) FROM slow_note").ShouldBe(0);
    }

    private InboundUpdate Write(string chat, string text) =>
        new() { Key = $"{++_updates}", Kind = text == "/start" ? InboundKind.Started : InboundKind.Message, Chat = chat, Account = chat, Text = text };

    private Task AcceptAsync(params IReadOnlyList<InboundUpdate> updates) => _services.GetRequiredService<TurnLoop>().AcceptAsync(Channel, updates, null, CancellationToken.None);

    private sealed class SlowSlice : ISlice
    {
        private const string Numbers = "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number";

        public string Name => "slow";

        public SchemaPart Schema { get; } = new("slow", ["CREATE TABLE slow_note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"]);

        public ImmutableArray<IDialogAction> Actions { get; } =
        [
            new SlowAction("slow.read", turn => turn.Transaction.Connection.ExecuteScalar<long>($"{Numbers}) SELECT count(*) FROM number")),
            new SlowAction("slow.write", turn => turn.Transaction.Connection.Execute($"INSERT INTO slow_note (text) {Numbers} LIMIT 10000000) SELECT 'x' FROM number WHERE n < 100 OR n % 3 < 0")),
            new SlowAction("slow.think", _ => SpinWait.SpinUntil(() => false, 2 * Budget)),
        ];
    }

    private sealed class SlowAction(string name, Action<TurnContext> run) : IDialogAction
    {
        public ActionSignature Signature { get; } = new(name, [], [], ["ok"], ImmutableDictionary<string, AnswerType>.Empty, ChangesData: true);

        public ActionOutcome Run(TurnContext turn, ActionCall call)
        {
            turn.Transaction.Connection.Execute("INSERT INTO slow_note (text) VALUES ('begun')");
            run(turn);
            return ActionOutcome.Of("ok");
        }
    }

    private sealed class Heard : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
