using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Presentation;

namespace MethodBot.Host.Transcripts;

/// <summary>What the bot did in one chat.</summary>
/// <param name="Edited">A message sent before was changed.</param>
internal sealed record RecordedMessage(string Chat, string MessageId, OutboundMessage Message, bool Edited);

/// <summary>A button as a client presses it.</summary>
internal sealed record PressedButton(string MessageId, string Data);

/// <summary>
/// A messenger whose wire is this object: it stands where an adapter stands, with that adapter's own limits, so that a transcript
/// runs the real turn loop, store and outbox.
/// </summary>
internal sealed class RecordingMessenger(IMessengerSender real) : IMessenger, IMessengerSender, IMessengerReceiver
{
    private readonly Lock _lock = new();
    private readonly List<RecordedMessage> _fresh = [];
    private readonly Dictionary<(string Chat, string Id), OutboundMessage> _messages = [];
    private readonly List<(string Chat, string Id, MessageButton Button)> _everShown = [];
    private volatile TaskCompletionSource<IUpdateSink> _sink = NewSink();
    private Task _downloads = Task.CompletedTask;
    private int _lastId;
    private string? _notice;

    public ChannelId Channel => real.Channel;

    public MessengerLimits Limits => real.Limits;

    public double SendsPerSecond => 0;

    public double SendsPerSecondPerChat => 0;

    public string LinkTo(string payload) => $"https://{Channel.Messenger}.example/?{payload}";

    public IMessengerSender Sender => this;

    public IMessengerReceiver Receiver => this;

    /// <summary>Files of this folder are sent with their content; of all others the name is the content.</summary>
    public string? FilesFolder { get; set; }

    /// <summary>Where the person's updates go; there once the turn loop listens, and again after each restart.</summary>
    public Task<IUpdateSink> Sink => _sink.Task;

    public async Task RunAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        _sink.TrySetResult(sink);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            _sink = NewSink();
        }
    }

    public Task<SendResult> SendAsync(
        string chat, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var id = (++_lastId).ToString(CultureInfo.InvariantCulture);
            Keep(chat, id, message, edited: false);
            return Task.FromResult<SendResult>(new SendResult.Delivered(id));
        }
    }

    public async Task<IReadOnlyList<SendResult>> SendToManyAsync(
        IReadOnlyList<string> chats, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken)
    {
        var results = new List<SendResult>(chats.Count);
        foreach (var chat in chats)
            results.Add(await SendAsync(chat, message, attachments, deduplication, cancellationToken));
        return results;
    }

    public async Task<IReadOnlyList<SendResult>> SendTogetherAsync(IReadOnlyList<MessageToChat> messages, CancellationToken cancellationToken)
    {
        var results = new List<SendResult>(messages.Count);
        foreach (var (chat, message, deduplication) in messages)
            results.Add(await SendAsync(chat, message, [], deduplication, cancellationToken));
        return results;
    }

    public Task<SendResult> EditAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
            Keep(chat, messageId, message, edited: true);
        return Task.FromResult<SendResult>(new SendResult.Delivered(messageId));
    }

    public Task<SendResult> RemoveButtonsAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
            _messages[(chat, messageId)] = message;
        return Task.FromResult<SendResult>(new SendResult.Delivered(messageId));
    }

    public Task AcknowledgePressAsync(string chat, string account, string pressToken, string? notice, CancellationToken cancellationToken)
    {
        lock (_lock)
            _notice = notice;
        return Task.CompletedTask;
    }

    // One after another: messages wait for their files, so the order of these is the order of those.
    public async Task<DownloadResult> DownloadAsync(InboundAttachment attachment, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_lock)
            (before, _downloads) = (_downloads, done.Task);
        await before.WaitAsync(cancellationToken);
        var file = FilesFolder is null ? null : Path.Combine(FilesFolder, Path.GetFileName(attachment.Reference));
        var content = File.Exists(file) ? await File.ReadAllBytesAsync(file, cancellationToken) : Encoding.UTF8.GetBytes(attachment.Reference);
        return new DownloadResult.Opened(new DownloadedFile(content, done));
    }

    public ImmutableArray<RecordedMessage> TakeFresh(out string? notice)
    {
        lock (_lock)
        {
            ImmutableArray<RecordedMessage> fresh = [.. _fresh];
            _fresh.Clear();
            notice = _notice;
            _notice = null;
            return fresh;
        }
    }

    /// <summary>A button of the latest message of a chat that has one of this label (or beginning so).</summary>
    /// <param name="under">Only messages with these words; null for all.</param>
    public PressedButton? FindButton(string chat, string label, string? under)
    {
        lock (_lock)
        {
            var found = _messages.Where(pair => pair.Key.Chat == chat && (under is null || HasWords(pair.Value, under)))
                .OrderByDescending(pair => int.Parse(pair.Key.Id, CultureInfo.InvariantCulture))
                .SelectMany(pair => pair.Value.Buttons.Select(button => (pair.Key.Id, Button: button)))
                .ToList();
            var exact = found.FindIndex(item => item.Button.Label == label || LabelOf(item.Button) == label);
            var index = exact >= 0 ? exact : found.FindIndex(item => item.Button.Label.StartsWith(label, StringComparison.Ordinal));
            return index < 0 ? null : new PressedButton(found[index].Id, found[index].Button.Data);
        }
    }

    /// <summary>A button that was ever shown in a chat, the earliest first: as a client with an old drawing presses it.</summary>
    public PressedButton? FindOldButton(string chat, string label)
    {
        lock (_lock)
        {
            var gone = _everShown.Find(shown => shown.Chat == chat && shown.Button.Label == label);
            return gone.Button is null ? null : new PressedButton(gone.Id, gone.Button.Data);
        }
    }

    /// <summary>A button's label with its tick, where it has one.</summary>
    public static string LabelOf(MessageButton button) => button.Role == ButtonRole.ChosenChoice ? $"✓ {button.Label}" : button.Label;

    /// <summary>The latest message of a chat whose text contains this.</summary>
    public string? FindMessage(string chat, string text)
    {
        lock (_lock)
        {
            return _messages.Where(pair => pair.Key.Chat == chat && HasWords(pair.Value, text))
                .Select(pair => pair.Key.Id)
                .MaxBy(id => int.Parse(id, CultureInfo.InvariantCulture));
        }
    }

    private static bool HasWords(OutboundMessage message, string words) =>
        string.Concat(message.Text.Select(span => span.Text)).Contains(words, StringComparison.Ordinal);

    private static TaskCompletionSource<IUpdateSink> NewSink() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Keep(string chat, string id, OutboundMessage message, bool edited)
    {
        _messages[(chat, id)] = message;
        _fresh.Add(new RecordedMessage(chat, id, message, edited));
        _everShown.AddRange(message.Buttons.Select(button => (chat, id, button)));
    }

    /// <summary>The fetcher disposes of a file once it is in the store.</summary>
    private sealed class DownloadedFile(byte[] content, TaskCompletionSource done) : MemoryStream(content)
    {
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            done.TrySetResult();
        }
    }
}

/// <summary>Opens recording messengers in place of real ones.</summary>
internal sealed class RecordingFactory(IReadOnlyList<RecordingMessenger> messengers) : IMessengerFactory
{
    public string Messenger => "recording";

    public IReadOnlyList<IMessenger> Create() => messengers;
}
