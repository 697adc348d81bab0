using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Compilation;
using MethodBot.Host.DialogFiles;
using MethodBot.Messengers;
using MethodBot.Service;
using MethodBot.Service.Demonstration;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;

namespace MethodBot.Host.Transcripts;

/// <summary>
/// The bot of one transcript: the real turn loop on a real store with the invented town in it, in a folder that goes with it. Only the
/// clock and the messengers' wire are not real; they outlive a restart, as they do outside.
/// </summary>
internal sealed class TranscriptBot : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-transcript").FullName;
    private readonly SliceSet _slices;
    private readonly ServedFolder _dialogFolder;
    private readonly ServiceOptions _options;
    private readonly TranscriptCodes _codes = new();
    private readonly ServiceClock _zone = new(TimeZoneInfo.Utc);
    private readonly SqliteConnection _connection;
    private Store _store;
    private IHost _host;

    private TranscriptBot(DialogSet dialogs, SliceSet slices, ServiceOptions options)
    {
        (_slices, _options) = (slices, options);
        _dialogFolder = new ServedFolder(Path.Combine(_folder, dialogs.TextsFile.Path.Split('/')[0]), slices.Vocabulary);
        Messengers = CreateMessengers();
        _store = OpenStore();
        _connection = _store.OpenConnection();
        using (var transaction = _connection.BeginTransaction())
        {
            DemonstrationData.Fill(new StoreTransaction(_connection), _zone, Clock.GetUtcNow());
            transaction.Commit();
        }

        _host = BuildHost(dialogs);
    }

    public TranscriptClock Clock { get; } = new(new DateTimeOffset(2026, 11, 16, 10, 0, 0, TimeSpan.Zero));

    public ImmutableArray<RecordingMessenger> Messengers { get; }

    /// <summary>The dialogs that serve now.</summary>
    public DialogSet Dialogs => Library.Dialogs;

    private DialogLibrary Library => _host.Services.GetRequiredService<DialogLibrary>();

    public static async Task<TranscriptBot> StartAsync(DialogSet dialogs, SliceSet slices, ServiceOptions options, CancellationToken cancellationToken)
    {
        var bot = new TranscriptBot(dialogs, slices, options);
        try
        {
            await bot.StartHostAsync(cancellationToken);
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the program, and starts it with these dialogs on the same store.</summary>
    public async Task RestartAsync(DialogSet dialogs, CancellationToken cancellationToken)
    {
        await StopHostAsync();
        _store.Dispose();
        _store = OpenStore();
        _host = BuildHost(dialogs);
        await StartHostAsync(cancellationToken);
    }

    /// <summary>Lets links of these dialogs lead elsewhere; their steps are those that serve already.</summary>
    public void Serve(DialogSet dialogs) => Library.Replace(dialogs);

    /// <summary>Hands updates to the bot, in one batch as a messenger does.</summary>
    public async Task AcceptAsync(RecordingMessenger messenger, IReadOnlyList<InboundUpdate> updates, CancellationToken cancellationToken)
    {
        var sink = await messenger.Sink.WaitAsync(Patience, cancellationToken);
        await sink.AcceptAsync(messenger.Channel, updates, null, cancellationToken);
    }

    /// <summary>Waits until the bot has said and done all that there is at this moment of its clock.</summary>
    /// <exception cref="TranscriptException">It does not come to rest, or failed.</exception>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await IsBusyAsync())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new TranscriptException("бот так и не ответил.", afterwards: true);
            await Task.Delay(2, cancellationToken);
        }

        if (await _connection.ExecuteScalarAsync<string?>("SELECT error FROM inbox WHERE state = 2") is { } error)
            throw new TranscriptException($"программа не справилась: {error.Split('\n')[0]}", afterwards: true);
    }

    public async ValueTask DisposeAsync()
    {
        await StopHostAsync();
        await _connection.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsBusyAsync() => await _connection.ExecuteScalarAsync<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM outbox WHERE state < 2 AND not_before <= @now) OR EXISTS (SELECT 1 FROM file WHERE state = 0)
            OR EXISTS (SELECT 1 FROM timer WHERE due_at <= @now) OR EXISTS (SELECT 1 FROM authoring_candidate WHERE state = 3)
        """,
        new { now = Clock.GetUtcNow().ToUnixTimeMilliseconds() });

    private Store OpenStore() => Store.Open(Path.Combine(_folder, "transcript.db"), _slices.Schemas, exclusive: true);

    private IHost BuildHost(DialogSet dialogs)
    {
        WriteFolder(dialogs);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(_store).AddSingleton(_zone).AddSingleton(new DialogLibrary(dialogs));
        builder.Services.AddSingleton(_dialogFolder).AddSingleton<DialogReloader>().AddHostedService<DialogPublisher>();
        builder.Services.AddSingleton<IOneTimeCodeSource>(_codes).AddService(_options).AddConversations();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<IMessengerFactory>(new RecordingFactory(Messengers));
        return builder.Build();
    }

    // What administrators publish goes into this folder, so what serves must be there. It dies with the transcript: no flush to the disk.
    private void WriteFolder(DialogSet dialogs)
    {
        foreach (var file in dialogs.Files.Append(dialogs.TextsFile))
        {
            var path = Path.Combine(_folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }
    }

    // The revisions of the dialogs are in the store before the first update is taken.
    private async Task StartHostAsync(CancellationToken cancellationToken)
    {
        await _host.StartAsync(cancellationToken);
        foreach (var messenger in Messengers)
            await messenger.Sink.WaitAsync(Patience, cancellationToken);
    }

    private async Task StopHostAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    // The channels and limits are those of the real adapters; only their wire is replaced.
    private static ImmutableArray<RecordingMessenger> CreateMessengers()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Telegram:Token", "1000:transcripts-have-no-token"), new("Vk:Token", "vk1.transcripts"), new("Vk:GroupId", "1000"),
        ]).Build();
        using var services = new ServiceCollection().AddLogging().AddMessengers(settings).BuildServiceProvider();
        return [.. services.GetServices<IMessengerFactory>().SelectMany(factory => factory.Create()).Select(real => new RecordingMessenger(real.Sender))];
    }
}
