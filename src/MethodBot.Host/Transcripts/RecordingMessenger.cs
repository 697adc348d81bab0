using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Presentation;

namespace MethodBot.Host.Transcripts;

/// <summary>What the bot did in one chat.</summary>
/// <param name="Edited">A message sent before was changed.</param>
internal sealed record RecordedMessage(string Chat, string MessageId, OutboundMessage Message, bool Edited);

/// <summary>
/// A messenger whose wire is this object: it stands where an adapter stands, with that adapter's own limits, so that a transcript
/// runs the real turn loop, store and outbox.
/// </summary>
/// <param name="beside">Folder where files that a person sends may lie; of others the name is the content.</param>
internal sealed class RecordingMessenger(IMessengerSender real, string beside) : IMessenger, IMessengerSender, IMessengerReceiver
{
    private readonly Lock _lock = new();
    private readonly List<RecordedMessage> _fresh = [];
    private readonly Dictionary<(string Chat, string Id), OutboundMessage> _messages = [];
    private readonly List<(string Chat, string Id, MessageButton Button)> _everShown = [];
    private readonly TaskCompletionSource<IUpdateSink> _sink = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastId;
    private string? _notice;

    public ChannelId Channel => real.Channel;

    public MessengerLimits Limits => real.Limits;

    public double SendsPerSecond => 0;

    public double SendsPerSecondPerChat => 0;

    public IMessengerSender Sender => this;

    public IMessengerReceiver Receiver => this;

    /// <summary>Where the person's updates go; there once the turn loop listens.</summary>
    public Task<IUpdateSink> Sink => _sink.Task;

    public async Task RunAsync(IUpdateSink sink, CancellationToken cancellationToken)
    {
        _sink.TrySetResult(sink);
        await Task.Delay(Timeout.Infinite, cancellationToken);
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

    public async Task<DownloadResult> DownloadAsync(InboundAttachment attachment, CancellationToken cancellationToken)
    {
        var file = Path.Combine(beside, Path.GetFileName(attachment.Reference));
        var content = File.Exists(file) ? await File.ReadAllBytesAsync(file, cancellationToken) : Encoding.UTF8.GetBytes(attachment.Reference);
        return new DownloadResult.Opened(new MemoryStream(content));
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

    /// <summary>The latest message of a chat with a button of this label (or beginning so).</summary>
    /// <param name="old">Also buttons that are gone, the earliest first: as a client with an old drawing presses them.</param>
    public (string MessageId, string Data)? FindButton(string chat, string label, bool old)
    {
        lock (_lock)
        {
            if (old)
            {
                var gone = _everShown.Find(shown => shown.Chat == chat && shown.Button.Label == label);
                return gone.Button is null ? null : (gone.Id, gone.Button.Data);
            }

            var found = _messages.Where(pair => pair.Key.Chat == chat)
                .OrderByDescending(pair => int.Parse(pair.Key.Id, CultureInfo.InvariantCulture))
                .SelectMany(pair => pair.Value.Buttons.Select(button => (pair.Key.Id, Button: button)))
                .ToList();
            var exact = found.FindIndex(item => item.Button.Label == label);
            var index = exact >= 0 ? exact : found.FindIndex(item => item.Button.Label.StartsWith(label, StringComparison.Ordinal));
            return index < 0 ? null : (found[index].Id, found[index].Button.Data);
        }
    }

    /// <summary>The latest message of a chat whose text contains this.</summary>
    public string? FindMessage(string chat, string text)
    {
        lock (_lock)
        {
            return _messages.Where(pair => pair.Key.Chat == chat && string.Concat(pair.Value.Text.Select(span => span.Text)).Contains(text, StringComparison.Ordinal))
                .Select(pair => pair.Key.Id)
                .MaxBy(id => int.Parse(id, CultureInfo.InvariantCulture));
        }
    }

    private void Keep(string chat, string id, OutboundMessage message, bool edited)
    {
        _messages[(chat, id)] = message;
        _fresh.Add(new RecordedMessage(chat, id, message, edited));
        _everShown.AddRange(message.Buttons.Select(button => (chat, id, button)));
    }
}

/// <summary>Opens recording messengers in place of real ones.</summary>
internal sealed class RecordingFactory(IReadOnlyList<RecordingMessenger> messengers) : IMessengerFactory
{
    public string Messenger => "recording";

    public IReadOnlyList<IMessenger> Create() => messengers;
}
