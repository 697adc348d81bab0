using System.Globalization;
using Dapper;
using MethodBot.Conversations;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Compilation;
using MethodBot.Emulators.Telegram;
using MethodBot.Service;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.Bench.Load;

/// <summary>
/// The bot without messenger: its turn loop and its writer over a store on the disk, and people who answer the questionnaire in step, a
/// batch of them at a time. What a dispatcher writes of each message is written too.
/// </summary>
internal sealed class LoadStore : IAsyncDisposable
{
    /// <summary>The set of <c>bench/dialogs</c>, beside the program.</summary>
    public static readonly string DialogsPath = System.IO.Path.Combine(AppContext.BaseDirectory, "load-dialogs");

    /// <summary>Answers of one questionnaire.</summary>
    public const int Questions = 10;

    // Not those of the teachers.
    private const long FirstPerson = 5_000_000;

    private static readonly ChannelId Channel = new("telegram", TelegramEmulator.BotId.ToString(CultureInfo.InvariantCulture));

    private readonly ServiceProvider _services;
    private readonly TurnLoop _loop;
    private readonly SqliteConnection _reader;
    private long _updates;
    private long _people;

    public LoadStore(string path)
    {
        Path = path;
        var services = new ServiceCollection().AddService(new ServiceOptions()).AddLogging().AddConversations();
        services.AddSingleton(new ServiceClock(TimeZoneInfo.Utc));
        services.AddSingleton(provider => Store.Open(path, provider.GetRequiredService<SliceSet>().Schemas, exclusive: true));
        services.AddSingleton(provider => new DialogLibrary(Load(provider.GetRequiredService<SliceSet>())));
        _services = services.BuildServiceProvider();
        _loop = _services.GetRequiredService<TurnLoop>();
        Writer = _services.GetRequiredService<StoreWriter>();
        _reader = _services.GetRequiredService<Store>().OpenConnection();
    }

    public string Path { get; }

    public StoreWriter Writer { get; }

    /// <summary>Lets so many new people answer the whole questionnaire: eleven batches of updates.</summary>
    public Task AnswerAsync(int people) => AnswerAsync(people, () => { });

    private async Task AnswerAsync(int people, Action afterEach)
    {
        var chats = Enumerable.Range(0, people).Select(_ => (FirstPerson + _people++).ToString(CultureInfo.InvariantCulture)).ToList();
        await TakeAsync([.. chats.Select(chat => Update(chat, InboundKind.Started, null))]);
        afterEach();
        for (var question = 0; question < Questions; question++)
        {
            var payload = await Writer.WriteAsync(transaction => LastButton(transaction, chats[0]), CancellationToken.None);
            await TakeAsync([.. chats.Select(chat => Update(chat, InboundKind.Press, payload))]);
            afterEach();
        }
    }

    /// <summary>Lets one more person answer, and tells what each of the turns left behind.</summary>
    public async Task<IReadOnlyList<WrittenStage>> WatchAsync()
    {
        var stages = new List<WrittenStage>();
        await AnswerAsync(1, () => stages.Add(ReadStage()));
        return stages;
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _services.DisposeAsync();
    }

    private WrittenStage ReadStage()
    {
        var (state, payload, kind) = _reader.QuerySingle<(string, string, long)>(
            "SELECT c.state, o.payload, o.kind FROM outbox o JOIN conversation c ON c.chat = o.chat ORDER BY o.id DESC LIMIT 1");
        var answers = _reader.Query<(string, string, string?)>(
            "SELECT question_id, option_id, text FROM response_answer WHERE response_id = (SELECT max(id) FROM response) AND @isLast", new { isLast = !payload.Contains("\"buttons\"", StringComparison.Ordinal) });
        return new WrittenStage(state, payload, kind == (long)OutboxKind.Edit, _reader.ExecuteScalar<string>("SELECT max(revision) FROM response") ?? "", [.. answers]);
    }

    private static DialogSet Load(SliceSet slices)
    {
        var texts = new DialogFile("texts.yaml", File.ReadAllText(System.IO.Path.Combine(DialogsPath, "texts.yaml")));
        var start = new DialogFile("start.yaml", File.ReadAllText(System.IO.Path.Combine(DialogsPath, "start.yaml")));
        var (set, faults) = DialogSet.Load([start], texts, slices.Vocabulary);
        return set ?? throw new InvalidOperationException(string.Join('\n', faults));
    }

    private static InboundUpdate New(string key, string chat, InboundKind kind, string? payload) => new()
    {
        Key = key,
        Kind = kind,
        Chat = chat,
        Account = chat,
        FirstName = "Мария",
        Payload = payload,
        MessageId = "1",
        PressToken = payload is null ? null : "1",
    };

    // Everybody stands at the same question after the same number of visits.
    private static string LastButton(StoreTransaction transaction, string chat)
    {
        var payload = (string)transaction.Statement("SELECT payload FROM outbox WHERE messenger = $messenger AND channel = $channel AND chat = $chat ORDER BY id DESC LIMIT 1")
            .Bind("$messenger", Channel.Messenger).Bind("$channel", Channel.Id).Bind("$chat", chat).ExecuteScalar()!;
        return OutboxPayload.Read(payload).Buttons[3].Data;
    }

    private InboundUpdate Update(string chat, InboundKind kind, string? payload) =>
        New((++_updates).ToString(CultureInfo.InvariantCulture), chat, kind, payload);

    // A turn for each update, then what it says marked as leaving, then what came of each message: as a bot's writer meets them.
    private async Task TakeAsync(IReadOnlyList<InboundUpdate> updates)
    {
        await _loop.AcceptAsync(Channel, updates, null, CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow();
        var rows = await Writer.WriteAsync(
            transaction => OutboxTable.ReadReady(transaction, Channel, now).ToList().ConvertAll(row => OutboxTable.BeginSending(transaction, row)!), CancellationToken.None);
        await Task.WhenAll(rows.Select(row => row.Open()).Select(row => Writer.WriteAsync(
            transaction => OutboxTable.Finish(transaction, row, OutboxState.Delivered, row.TargetMessageId ?? "1", null, now), CancellationToken.None)));
    }
}
