using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dapper;
using MethodBot.Conversations;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Presentation;
using MethodBot.Messengers;
using MethodBot.Service;
using MethodBot.Service.Demonstration;
using Microsoft.Data.Sqlite;

namespace MethodBot.Host.Transcripts;

/// <summary>
/// Plays one scenario through the real turn loop and a real store with the invented town in it: every turn loads the conversation
/// from the database and saves it there.
/// </summary>
internal sealed class TranscriptPlayer : IAsyncDisposable
{
    private const string ServicePhone = "+7 (3537) 00-00-00";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder;
    private readonly Store _store;
    private readonly IHost _host;
    private readonly SqliteConnection _connection;
    private readonly ImmutableArray<RecordingMessenger> _messengers;
    private readonly TranscriptClock _time;
    private readonly ServiceClock _clock = new(TimeZoneInfo.Utc);
    private readonly StringBuilder _text = new();
    private readonly List<InboundUpdate> _sent = [];
    private RecordingMessenger _messenger;
    private string _account = "2001";
    private string? _firstName;
    private int _updates;

    private TranscriptPlayer(DialogSet dialogs, SliceSet slices, ServiceOptions options, string beside)
    {
        _time = new TranscriptClock(new DateTimeOffset(2026, 11, 16, 10, 0, 0, TimeSpan.Zero));
        _folder = Directory.CreateTempSubdirectory("methodbot-transcript").FullName;
        _store = Store.Open(Path.Combine(_folder, "transcript.db"), slices.Schemas, exclusive: true);
        _connection = _store.OpenConnection();
        using (var transaction = _connection.BeginTransaction())
        {
            DemonstrationData.Fill(new StoreTransaction(_connection), _clock, _time.GetUtcNow());
            transaction.Commit();
        }

        _messengers = [.. CreateMessengers(beside)];
        _messenger = _messengers[0];
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(_store).AddSingleton(_clock).AddSingleton(new DialogLibrary(dialogs));
        builder.Services.AddService(options).AddConversations();
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IMessengerFactory>(new RecordingFactory(_messengers));
        _host = builder.Build();
    }

    /// <summary>Options of every transcript: the same on every machine.</summary>
    public static ServiceOptions ServiceOptions { get; } = new() { Name = "Методический центр", Phone = ServicePhone, TimeZone = "UTC", Admins = ["telegram:3003"] };

    /// <summary>Plays the directives of a scenario and writes the whole conversation down as it went.</summary>
    /// <returns>The conversation, and why it could not go on where a directive cannot be carried out (no such button, say).</returns>
    /// <param name="beside">Folder of the transcript: a file of it that a person sends is sent with its content.</param>
    public static async Task<(string Text, string? Fault)> PlayAsync(
        TranscriptScenario scenario, DialogSet dialogs, SliceSet slices, string beside, CancellationToken cancellationToken)
    {
        await using var player = new TranscriptPlayer(dialogs, slices, ServiceOptions, beside);
        await player._host.StartAsync(cancellationToken);
        await player.GreetAsync(cancellationToken);
        string? fault = null;
        try
        {
            foreach (var directive in scenario.Directives)
                await player.ActAsync(directive, cancellationToken);
        }
        catch (TranscriptException e)
        {
            fault = e.Message;
        }

        return (player._text.ToString().Trim(), fault);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        await _connection.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // The channels and limits are those of the real adapters; only their wire is replaced.
    private static List<RecordingMessenger> CreateMessengers(string beside)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Telegram:Token", "1000:transcripts-have-no-token"), new("Vk:Token", "vk1.transcripts"), new("Vk:GroupId", "1000"),
        ]).Build();
        using var services = new ServiceCollection().AddLogging().AddMessengers(settings).BuildServiceProvider();
        return [.. services.GetServices<IMessengerFactory>().SelectMany(factory => factory.Create()).Select(real => new RecordingMessenger(real.Sender, beside))];
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        foreach (var methodist in DemonstrationData.People.Where(person => person.IsMethodist))
        {
            _messenger = Find(methodist.Account.Messenger);
            _account = methodist.Account.Id;
            await SendAsync(new InboundUpdate { Key = NextKey(), Kind = InboundKind.Started, Chat = _account, Account = _account }, cancellationToken);
        }

        foreach (var messenger in _messengers)
            messenger.TakeFresh(out _);
        _messenger = Find("telegram");
        _account = "2001";
    }

    private async Task ActAsync(string directive, CancellationToken cancellationToken)
    {
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append(directive).Append('\n');
        if (directive.StartsWith("кто:", StringComparison.Ordinal))
        {
            var words = directive["кто:".Length..].Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length < 2)
                throw new TranscriptException($"«{directive}»: пишите «кто: telegram 2001» или «кто: vk 7001 Мария».");
            _messenger = Find(words[0]);
            _account = words[1];
            _firstName = words.Length > 2 ? words[2] : null;
            return;
        }

        if (directive.StartsWith("дата:", StringComparison.Ordinal))
        {
            if (!DateTimeOffset.TryParseExact(directive["дата:".Length..].Trim(), "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
                throw new TranscriptException($"«{directive}»: пишите «дата: 2026-11-17 09:00».");
            _time.Set(date);
            return;
        }

        await SendAsync(Read(directive[1..].Trim()), cancellationToken);
        WriteAnswers();
    }

    private InboundUpdate Read(string input)
    {
        var update = new InboundUpdate
        {
            Key = NextKey(),
            Kind = InboundKind.Message,
            Chat = _account,
            Account = _account,
            FirstName = _firstName,
            MessageId = $"p{_updates}",
        };
        if (input.StartsWith('['))
        {
            var end = input.LastIndexOf(']');
            var label = input[1..end];
            var old = input[(end + 1)..].Contains("старая кнопка", StringComparison.Ordinal);
            if (_messenger.FindButton(_account, label, old) is not { } button)
                throw new TranscriptException($"нет кнопки «{label}».");
            return update with { Kind = InboundKind.Press, Payload = button.Data, MessageId = button.MessageId, PressToken = "press" };
        }

        if (input.StartsWith("(правит «", StringComparison.Ordinal) && input.IndexOf("»)", StringComparison.Ordinal) is var editEnd and > 0)
        {
            var before = input["(правит «".Length..editEnd];
            var edited = _sent.FindLast(sent => sent.Text?.StartsWith(before, StringComparison.Ordinal) == true)
                ?? throw new TranscriptException($"человек не писал «{before}».");
            return update with { Kind = InboundKind.Edited, MessageId = edited.MessageId, Text = input[(editEnd + 2)..].Trim() };
        }

        if (input.StartsWith("(стикер)", StringComparison.Ordinal))
            return update with { Kind = InboundKind.Unsupported };
        if (input.StartsWith("(ответ на «", StringComparison.Ordinal) && input.IndexOf("»)", StringComparison.Ordinal) is var quoteEnd and > 0)
        {
            var quoted = input["(ответ на «".Length..quoteEnd];
            var target = _messenger.FindMessage(_account, quoted) ?? throw new TranscriptException($"нет сообщения «{quoted}».");
            return update with { ReplyTo = target, Text = input[(quoteEnd + 2)..].Trim() };
        }

        if (input.StartsWith("(фото ", StringComparison.Ordinal) || input.StartsWith("(файл ", StringComparison.Ordinal))
        {
            var close = input.IndexOf(')', StringComparison.Ordinal);
            var name = input["(фото ".Length..close];
            var kind = input.StartsWith("(фото", StringComparison.Ordinal) ? AttachmentKind.Photo : AttachmentKind.Document;
            return update with { Text = input[(close + 1)..].Trim(), Attachments = [new InboundAttachment(kind, name, name)] };
        }

        return input == "/start" ? update with { Kind = InboundKind.Started } : update with { Text = input.Replace("\\n", "\n", StringComparison.Ordinal) };
    }

    private async Task SendAsync(InboundUpdate update, CancellationToken cancellationToken)
    {
        _sent.Add(update);
        var sink = await _messenger.Sink.WaitAsync(Patience, cancellationToken);
        await sink.AcceptAsync(_messenger.Channel, [update], null, cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        while (await _connection.ExecuteScalarAsync<long>("SELECT (SELECT count(*) FROM outbox WHERE state < 2) + (SELECT count(*) FROM file WHERE state = 0)") > 0)
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new TranscriptException("бот так и не ответил.");
            await Task.Delay(2, cancellationToken);
        }

        if (await _connection.ExecuteScalarAsync<string?>("SELECT error FROM inbox WHERE state = 2") is { } error)
            throw new TranscriptException($"программа не справилась: {error.Split('\n')[0]}");
    }

    private void WriteAnswers()
    {
        foreach (var messenger in _messengers.OrderBy(messenger => messenger != _messenger))
        {
            var fresh = messenger.TakeFresh(out var notice);
            if (notice is not null)
                _text.Append("  (на кнопке: ").Append(notice).Append(")\n");
            // Chats are sent to side by side: only the order within each is certain.
            foreach (var message in fresh.OrderBy(message => messenger != _messenger || message.Chat != _account).ThenBy(message => message.Chat, StringComparer.Ordinal))
                Write(messenger, message);
        }
    }

    private void Write(RecordingMessenger messenger, RecordedMessage message)
    {
        var elsewhere = messenger != _messenger || message.Chat != _account;
        _text.Append("бот").Append(elsewhere ? $" → {messenger.Channel.Messenger} {message.Chat}" : "").Append(message.Edited ? " (правит)" : "").Append(":\n");
        foreach (var line in string.Concat(message.Message.Text.Select(Format)).Split('\n'))
            _text.Append(line.Length == 0 ? "" : "  ").Append(line).Append('\n');
        foreach (var attachment in message.Message.Attachments)
            _text.Append("  (").Append(attachment.Kind == AttachmentKind.Photo ? "фото" : "файл").Append(' ').Append(attachment.FileName).Append(")\n");
        if (!message.Message.Buttons.IsEmpty)
            _text.Append("  ").AppendJoin(' ', message.Message.Buttons.Select(button => $"[{(button.Role == ButtonRole.ChosenChoice ? "✓ " : "")}{button.Label}]")).Append('\n');
    }

    private static string Format(TextSpan span) => span.Style.HasFlag(TextStyle.Bold) ? $"**{span.Text}**" : span.Text;

    private RecordingMessenger Find(string messenger) =>
        _messengers.FirstOrDefault(item => item.Channel.Messenger == messenger) ?? throw new TranscriptException($"нет мессенджера «{messenger}».");

    private string NextKey() => (++_updates).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A transcript asks for what cannot be done; the message is shown to its author.</summary>
public sealed class TranscriptException(string message) : Exception(message);
