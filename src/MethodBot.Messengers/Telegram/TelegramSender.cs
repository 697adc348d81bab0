using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Logging;

namespace MethodBot.Messengers.Telegram;

/// <summary>
/// Sends through the Bot API. A message that becomes several requests and fails in the middle goes on, when it is tried again,
/// from the part that failed: the API has no idempotency key, and without this memory (lost at a restart) the first parts would
/// arrive twice.
/// </summary>
internal sealed class TelegramSender(
    ChannelId channel, TelegramClient client, double perSecond, double perSecondPerChat, ILogger<TelegramSender> logger) : IMessengerSender
{
    private readonly BoundedMemory<(string Chat, int Deduplication), int> _partsDelivered = new(capacity: 1000);

    public ChannelId Channel => channel;

    public MessengerLimits Limits => TelegramLimits.Port;

    public double SendsPerSecond => perSecond;

    public double SendsPerSecondPerChat => perSecondPerChat;

    /// <summary>Twenty a minute into a group: with the burst, no minute has more.</summary>
    public double SendsPerSecondTo(string chat) =>
        perSecondPerChat > 0 && chat.StartsWith('-') ? Math.Min(perSecondPerChat, TelegramLimits.SendsPerSecondToGroup) : perSecondPerChat;

    public string RatedWith(string chat) =>
        TelegramChat.TryParse(chat, out var address) && address.Topic is not null ? (address with { Topic = null }).ToString() : chat;

    public string? LinkTo(string payload) => client.Username is { } name ? $"https://t.me/{name}?start={payload}" : null;

    public async Task<SendResult> SendAsync(
        string chat, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken)
    {
        if (!TelegramChat.TryParse(chat, out var address))
            return new SendResult.Rejected("not an address of a Telegram chat");
        if (attachments.FirstOrDefault(a => a.Size > TelegramLimits.MaxUploadBytes) is { } big)
            return new SendResult.Rejected($"the file is larger than Telegram takes from a bot: {big.Size} bytes");
        var key = (chat, deduplication);
        var delivered = _partsDelivered.TryGet(key, out var before) ? before : 0;
        var (result, after) = await SendPartsAsync(address, message, attachments, delivered, cancellationToken);
        if (result is SendResult.Retry && after > 0)
            _partsDelivered.Set(key, after);
        else if (before > 0)
            _partsDelivered.Remove(key);
        return result;
    }

    public async Task<SendResult> EditAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (!TryParse(chat, messageId, out var address, out var id))
            return new SendResult.CannotEdit("not an address of a Telegram message");
        var (text, caption) = TelegramRendering.RenderEdit(address, id, message);
        TelegramFailure? failure;
        if (text is not null)
            failure = (await client.EditMessageTextAsync(text, cancellationToken)).Failure;
        else if (caption is not null)
            failure = (await client.EditMessageCaptionAsync(caption, cancellationToken)).Failure;
        else
            return new SendResult.CannotEdit("the new text does not fit into one message");
        return failure is null ? new SendResult.Delivered(messageId) : TelegramErrors.ToEditResult(failure, messageId);
    }

    public async Task<SendResult> RemoveButtonsAsync(
        string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (!TryParse(chat, messageId, out var address, out var id))
            return new SendResult.CannotEdit("not an address of a Telegram message");
        var (_, failure) = await client.EditMessageReplyMarkupAsync(TelegramRendering.RenderRemoval(address, id), cancellationToken);
        return failure is null ? new SendResult.Delivered(messageId) : TelegramErrors.ToEditResult(failure, messageId);
    }

    public async Task ShowActivityAsync(string chat, AttachmentKind kind, CancellationToken cancellationToken)
    {
        if (!TelegramChat.TryParse(chat, out var address))
            return;
        var action = kind switch
        {
            AttachmentKind.Photo => "upload_photo",
            AttachmentKind.Video => "upload_video",
            AttachmentKind.Voice => "upload_voice",
            _ => "upload_document",
        };
        var (_, failure) = await client.SendChatActionAsync(new SendChatAction(address.Id, address.Topic, action), cancellationToken);
        if (failure is not null)
            logger.LogDebug("{Channel}: what is on its way was not shown: {Reason}", channel, failure.Description);
    }

    public async Task AcknowledgePressAsync(
        string chat, string account, string pressToken, string? notice, CancellationToken cancellationToken)
    {
        // The next poll does not wait until each of a hundred is on its way.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var text = string.IsNullOrWhiteSpace(notice) ? null : TextSplitting.Ellipsize(notice, TelegramLimits.MaxNotice);
        var (_, failure) = await client.AnswerCallbackQueryAsync(new AnswerCallbackQuery(pressToken, text), cancellationToken);
        if (failure is not null)
            logger.LogDebug("{Channel}: a press was not acknowledged: {Reason}", channel, failure.Description);
    }

    public async Task<DownloadResult> DownloadAsync(InboundAttachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Size > TelegramLimits.MaxDownloadBytes)
            return new DownloadResult.Refused("the file is larger than Telegram gives to a bot");
        var (file, failure) = await client.GetFileAsync(attachment.Reference, cancellationToken);
        if (failure is not null)
        {
            return failure.Code == 400
                ? new DownloadResult.Refused(failure.Description)
                : new DownloadResult.Retry(failure.Description, failure.RetryAfter);
        }

        if (file?.FilePath is not { Length: > 0 } path)
            return new DownloadResult.Refused("Telegram gave no path to the file");
        if (Path.IsPathRooted(path) || path.Contains(':', StringComparison.Ordinal))
            return new DownloadResult.Refused("the Bot API server runs with --local and gives paths on its own disk: run it without");
        var (response, fault) = await client.OpenFileAsync(path, cancellationToken);
        return await Downloads.OpenAsync(response, fault, TelegramLimits.MaxDownloadBytes, cancellationToken);
    }

    private async Task<(SendResult Result, int Delivered)> SendPartsAsync(
        TelegramChat chat, OutboundMessage message, IReadOnlyList<OpenAttachment> files, int first, CancellationToken cancellationToken)
    {
        var parts = TelegramRendering.Render(chat, message, files);
        if (parts.IsEmpty)
            return (new SendResult.Rejected("the message is empty"), 0);
        var ids = new List<string>();
        var names = new string?[files.Count];
        for (var i = Math.Min(first, parts.Length - 1); i < parts.Length; i++)
        {
            var (sent, failure) = await SendPartAsync(parts[i], files, cancellationToken);
            if (failure is not null && i == 0 && TelegramErrors.RefusesPhoto(failure) && TryRewind(files))
            {
                List<OpenAttachment> documents =
                    [.. files.Select(f => f.Kind == AttachmentKind.Photo ? f with { Kind = AttachmentKind.Document } : f)];
                if (!documents.SequenceEqual(files))
                {
                    var (result, delivered) = await SendPartsAsync(chat, message, documents, 0, cancellationToken);

                    // Their names are those of documents: as photos they would be refused.
                    return (result is SendResult.Delivered there ? there with { Files = null } : result, delivered);
                }
            }

            if (failure is { Code: 400 } && files.Any(f => f.KnownAs is not null) && TelegramErrors.ToSendResult(failure) is SendResult.Rejected && TryRewind(files))
            {
                // Telegram may have forgotten a file that it once had: it gets the content anew.
                return await SendPartsAsync(chat, message, [.. files.Select(f => f with { KnownAs = null })], i, cancellationToken);
            }

            if (failure is not null)
                return (TelegramErrors.ToSendResult(failure), i);
            if (sent.IsEmpty)
                return (new SendResult.Retry("Telegram did not tell the message's id", OutcomeUnknown: true), i);
            ids.AddRange(sent.Select(message => message.MessageId.ToString(CultureInfo.InvariantCulture)));
            foreach (var (index, bearer) in TelegramRendering.Attachments(parts[i]).Zip(sent))
                names[index] = NameOf(bearer, files[index].Kind);
        }

        return (new SendResult.Delivered(ids[^1], ids.Count > 1 ? ids : null) { Files = files.Count > 0 ? names : null }, parts.Length);
    }

    /// <summary>The file_id that sends the same again as the same kind; what Telegram made something else of has none.</summary>
    private static string? NameOf(TelegramMessage message, AttachmentKind kind) => kind switch
    {
        AttachmentKind.Photo => message.Photo is { IsDefaultOrEmpty: false } sizes ? sizes.MaxBy(size => size.Width * size.Height)!.FileId : null,
        AttachmentKind.Voice => message.Voice?.FileId,
        AttachmentKind.Video => message.Video?.FileId,
        _ => message.Animation is null ? message.Document?.FileId : null,
    };

    private async Task<(ImmutableArray<TelegramMessage> Sent, TelegramFailure? Failure)> SendPartAsync(
        TelegramPart part, IReadOnlyList<OpenAttachment> files, CancellationToken cancellationToken)
    {
        switch (part)
        {
            case TelegramPart.Words words:
                var (message, failure) = await client.SendMessageAsync(words.Request, cancellationToken);
                return (message is null ? [] : [message], failure);
            case TelegramPart.OneFile file:
                var (bearer, refusal) = await client.SendFileAsync(
                    file.Method, file.Field, file.Request, files[file.Attachment], cancellationToken);
                return (bearer is null ? [] : [bearer], refusal);
            case TelegramPart.Album album:
                var media = album.Attachments
                    .Select((index, place) => (string.Create(CultureInfo.InvariantCulture, $"file{place}"), files[index]))
                    .Where(part => part.Item2.KnownAs is null);
                var (messages, fault) = await client.SendMediaGroupAsync(album.Request, media, cancellationToken);
                return (messages.IsDefault ? [] : messages, fault);
            default:
                throw new InvalidOperationException($"A part of an unknown kind: {part.GetType().Name}");
        }
    }

    /// <summary>Another try within this attempt reads the files from their start; not every stream can go back.</summary>
    private static bool TryRewind(IReadOnlyList<OpenAttachment> files)
    {
        if (files.Any(f => !f.Content.CanSeek))
            return false;
        foreach (var file in files)
            file.Content.Position = 0;
        return true;
    }

    private static bool TryParse(string chat, string messageId, out TelegramChat address, out long id)
    {
        id = 0;
        return TelegramChat.TryParse(chat, out address)
            && long.TryParse(messageId, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0;
    }
}
