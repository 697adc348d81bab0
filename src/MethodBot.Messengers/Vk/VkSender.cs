using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Logging;

namespace MethodBot.Messengers.Vk;

/// <summary>
/// Sends through the VK API. A message that becomes several requests may be tried again as a whole: random_id makes VK drop the
/// parts that it has.
/// </summary>
internal sealed class VkSender(ChannelId channel, VkClient client, VkClients clients, double perSecond, ILogger<VkSender> logger) : IMessengerSender
{
    private const int CannotForward = 921;

    private readonly BoundedMemory<(string Chat, int Deduplication), ImmutableArray<string>> _uploads = new(capacity: 200);
    private readonly BoundedMemory<(string Chat, string Message), string> _attachments = new(capacity: 1000);

    public ChannelId Channel => channel;

    public MessengerLimits Limits => VkLimits.Port;

    public double SendsPerSecond => perSecond;

    /// <summary>VK names no rate of one chat below a thousand an hour.</summary>
    public double SendsPerSecondPerChat => 0;

    public string LinkTo(string payload) => $"https://vk.me/club{channel.Id}?ref={payload}";

    public async Task<SendResult> SendAsync(
        string chat, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken)
    {
        if (!IsId(chat))
            return new SendResult.Rejected("not an id of a VK conversation");
        if (attachments.FirstOrDefault(a => a.Size > VkLimits.MaxFileBytes) is { } big)
            return new SendResult.Rejected($"the file is larger than is sent through VK: {big.Size} bytes");
        var parts = VkRendering.Render(message, attachments.Count, clients.Of(chat));
        if (parts.IsEmpty)
            return new SendResult.Rejected("the message is empty");
        var (names, failure) = await UploadAsync(chat, attachments, deduplication, cancellationToken);
        if (failure is not null)
            return VkErrors.ToSendResult(failure);

        var id = "";
        var ids = new List<string>();
        for (var i = 0; i < parts.Length; i++)
        {
            (id, failure) = await SendPartAsync(chat, parts[i], names, VkRendering.RandomId(deduplication, i), cancellationToken);
            if (failure is not null && MayHaveForgotten(failure, attachments))
            {
                _uploads.Remove((chat, deduplication));
                return await SendAsync(chat, message, [.. attachments.Select(a => a with { KnownAs = null })], deduplication, cancellationToken);
            }

            if (failure is not null)
                return VkErrors.ToSendResult(failure);
            ids.Add(id);
        }

        if (!parts[^1].Attachments.IsEmpty)
            _attachments.Set((chat, id), string.Join(',', parts[^1].Attachments.Select(n => names[n])));
        _uploads.Remove((chat, deduplication));
        return new SendResult.Delivered(id, ids.Count > 1 ? ids : null) { Files = names.IsEmpty ? null : names };
    }

    public async Task<IReadOnlyList<SendResult>> SendToManyAsync(
        IReadOnlyList<string> chats, OutboundMessage message, IReadOnlyList<OpenAttachment> attachments, int deduplication, CancellationToken cancellationToken)
    {
        var results = new SendResult?[chats.Count];
        if (!message.Buttons.IsEmpty || !message.StandingWords.IsEmpty)
        {
            // An application of its own looks needs a message of its own.
            for (var i = 0; i < chats.Count; i++)
            {
                if (clients.Of(chats[i]) != VkAbilities.Full)
                    results[i] = await SendAsync(chats[i], message with { ReplyTo = null }, attachments, deduplication, cancellationToken);
            }
        }

        var parts = VkRendering.Render(message with { ReplyTo = null }, attachments.Count, VkAbilities.Full);
        if (parts.IsEmpty)
            return [.. chats.Select(_ => new SendResult.Rejected("the message is empty"))];
        for (var i = 0; i < chats.Count; i++)
            results[i] ??= IsId(chats[i]) ? null : new SendResult.Rejected("not an id of a VK conversation");
        if (!results.Contains(null))
            return results!;
        var (names, failure) = await UploadAsync(chats[Array.IndexOf(results, null)], attachments, deduplication, cancellationToken);
        if (failure is not null)
            return [.. results.Select(result => result ?? VkErrors.ToSendResult(failure))];

        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var part = 0; part < parts.Length; part++)
        {
            List<string> waiting = [.. chats.Where((_, index) => results[index] is null)];
            if (waiting.Count == 0)
                break;
            var fields = VkRendering.SendFields(string.Join(',', waiting), parts[part], names, VkRendering.RandomId(deduplication, part));
            (var sent, failure) = await client.SendAsync(fields, cancellationToken);
            if (failure is not null && MayHaveForgotten(failure, attachments))
            {
                _uploads.Remove((chats[0], deduplication));
                return await SendToManyAsync(chats, message, [.. attachments.Select(a => a with { KnownAs = null })], deduplication, cancellationToken);
            }

            for (var i = 0; i < chats.Count; i++)
                results[i] ??= failure is not null ? VkErrors.ToSendResult(failure) : ReadItem(sent, chats[i], ids);
        }

        return [.. chats.Select((chat, index) => results[index] ?? new SendResult.Delivered(ids[chat]) { Files = names.IsEmpty ? null : names })];
    }

    /// <summary>
    /// By execute. Repeated after an unknown outcome, in whatever company, each message has its own random_id. Where VK refuses the code as
    /// a whole, each is sent by itself: one that VK cannot read must not cost the others their way.
    /// </summary>
    public async Task<IReadOnlyList<SendResult>> SendTogetherAsync(IReadOnlyList<MessageToChat> messages, CancellationToken cancellationToken)
    {
        var results = new SendResult?[messages.Count];
        var calls = new List<(int Index, IReadOnlyList<KeyValuePair<string, string>> Fields)>();
        for (var i = 0; i < messages.Count; i++)
        {
            var (chat, message, deduplication) = messages[i];
            // One part: several would have to keep their order, and an answer may have to be sent without what it answers.
            if (IsId(chat) && message.ReplyTo is null && VkRendering.Render(message, message.Attachments.Length, clients.Of(chat)) is [{ Attachments.IsEmpty: true } part])
                calls.Add((i, VkRendering.SendFields(chat, part, [], VkRendering.RandomId(deduplication, 0))));
        }

        if (calls.Count > 1)
        {
            var (replies, failure) = await client.ExecuteSendsAsync([.. calls.Select(call => call.Fields)], cancellationToken);
            var whole = failure is null ? null : VkErrors.ToSendResult(failure);
            if (whole is not SendResult.Rejected)
            {
                for (var i = 0; i < calls.Count; i++)
                    results[calls[i].Index] = whole ?? ReadCall(replies[i], messages[calls[i].Index].Chat);
            }
            else
            {
                logger.LogWarning("{Channel}: {Count} messages together were refused and are sent one by one: {Reason}", channel, calls.Count, failure!.Description);
            }
        }

        for (var i = 0; i < messages.Count; i++)
            results[i] ??= await SendAsync(messages[i].Chat, messages[i].Message, [], messages[i].Deduplication, cancellationToken);
        return results!;
    }

    public async Task<SendResult> EditAsync(string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) =>
        VkRendering.RenderEdit(message, clients.Of(chat)) is var (text, keyboard)
            ? await ChangeAsync(chat, messageId, message, text, keyboard, cancellationToken)
            : new SendResult.CannotEdit("the new text or its buttons do not fit into the message");

    /// <summary>VK has no call for the buttons alone: the same text is written again without them.</summary>
    public async Task<SendResult> RemoveButtonsAsync(
        string chat, string messageId, OutboundMessage message, CancellationToken cancellationToken) =>
        VkRendering.RenderRemoval(message) is { } text
            ? await ChangeAsync(chat, messageId, message, text, VkRendering.NoButtons, cancellationToken)
            : new SendResult.CannotEdit("the message is empty");

    public async Task ShowActivityAsync(string chat, AttachmentKind kind, CancellationToken cancellationToken)
    {
        if (!IsId(chat))
            return;
        var type = kind switch
        {
            AttachmentKind.Photo => "photo",
            AttachmentKind.Video => "video",
            AttachmentKind.Voice => "audiomessage",
            _ => "file",
        };
        var (_, failure) = await client.SetActivityAsync(chat, type, cancellationToken);
        if (failure is not null)
            logger.LogDebug("{Channel}: what is on its way was not shown: {Reason}", channel, failure.Description);
    }

    public async Task AcknowledgePressAsync(
        string chat, string account, string pressToken, string? notice, CancellationToken cancellationToken)
    {
        // The next poll does not wait until each of a hundred is on its way.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var (_, failure) = await client.AnswerEventAsync(VkRendering.AnswerFields(chat, account, pressToken, notice), cancellationToken);
        if (failure is not null)
            logger.LogDebug("{Channel}: a press was not acknowledged: {Reason}", channel, failure.Description);
    }

    public async Task<DownloadResult> DownloadAsync(InboundAttachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Size > VkLimits.MaxFileBytes)
            return new DownloadResult.Refused("the file is larger than is taken through VK");
        if (!Uri.TryCreate(attachment.Reference, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return new DownloadResult.Refused("the file has no address on the web");
        var (response, fault) = await client.OpenFileAsync(address, cancellationToken);
        return await Downloads.OpenAsync(response, fault, VkLimits.MaxFileBytes, cancellationToken);
    }

    private async Task<SendResult> ChangeAsync(
        string chat, string messageId, OutboundMessage message, string text, string keyboard, CancellationToken cancellationToken)
    {
        if (!IsId(chat) || !IsId(messageId))
            return new SendResult.CannotEdit("not an id of a VK message");
        var attachments = "";
        if (!message.Attachments.IsEmpty)
        {
            (var known, var missing) = await FindAttachmentsAsync(chat, messageId, cancellationToken);
            if (missing is not null)
                return VkErrors.ToEditResult(missing);
            if (known is null)
                return new SendResult.CannotEdit("the files of the message are unknown, and an edit would lose them");
            attachments = known;
        }

        var (_, failure) = await client.EditAsync(VkRendering.EditFields(chat, messageId, text, keyboard, attachments), cancellationToken);
        return failure is null ? new SendResult.Delivered(messageId) : VkErrors.ToEditResult(failure);
    }

    /// <summary>An edit has to name the files that it keeps: they are remembered from the send, or asked for.</summary>
    private async Task<(string? Names, VkFailure? Failure)> FindAttachmentsAsync(
        string chat, string messageId, CancellationToken cancellationToken)
    {
        if (_attachments.TryGet((chat, messageId), out var known))
            return (known, null);
        var (found, failure) = await client.GetMessageAsync(chat, messageId, cancellationToken);
        if (failure is not null)
            return (null, failure);
        try
        {
            var message = found?.Items is [var first, ..] ? first.Deserialize(VkJson.Wire.VkMessage) : null;
            if (message is null)
                return (null, null);
            var names = (message.Attachments ?? []).Select(NameOf).ToList();
            return (names.Contains(null) ? null : string.Join(',', names), null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private static string? NameOf(VkAttachment attachment) => attachment switch
    {
        { Photo: { } p } => VkRendering.AttachmentName("photo", p.OwnerId, p.Id, p.AccessKey),
        { Doc: { } d } => VkRendering.AttachmentName("doc", d.OwnerId, d.Id, d.AccessKey),
        { AudioMessage: { } a } => VkRendering.AttachmentName("doc", a.OwnerId, a.Id, a.AccessKey),
        _ => null,
    };

    /// <summary>Uploads once: an attempt that fails later finds the names here.</summary>
    private async Task<(ImmutableArray<string> Names, VkFailure? Failure)> UploadAsync(
        string chat, IReadOnlyList<OpenAttachment> files, int deduplication, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
            return ([], null);
        if (_uploads.TryGet((chat, deduplication), out var known) && known.Length == files.Count)
            return (known, null);
        var names = ImmutableArray.CreateBuilder<string>(files.Count);
        foreach (var file in files)
        {
            if (file.KnownAs is { } before)
            {
                names.Add(before);
                continue;
            }

            if (file.Content.CanSeek)
                file.Content.Position = 0;
            var (name, failure) = IsPicture(file)
                ? await client.UploadPhotoAsync(chat, file, cancellationToken)
                : await client.UploadDocumentAsync(chat, IsVoice(file) ? "audio_message" : "doc", file, cancellationToken);
            if (name is null)
                return ([], failure ?? new VkFailure { Description = "VK did not name the file" });
            names.Add(name);
        }

        var all = names.ToImmutable();
        _uploads.Set((chat, deduplication), all);
        return (all, null);
    }

    private async Task<(string Id, VkFailure? Failure)> SendPartAsync(
        string chat, VkPart part, IReadOnlyList<string> names, int randomId, CancellationToken cancellationToken)
    {
        var (sent, failure) = await client.SendAsync(VkRendering.SendFields(chat, part, names, randomId), cancellationToken);
        if (failure is null && sent is [var item, ..])
            failure = ReadItemFailure(item.Error);
        if (failure is { Code: CannotForward } && part.ReplyTo is not null)
        {
            // The message that it answers is gone: the answer itself still has to arrive.
            return await SendPartAsync(chat, part with { ReplyTo = null }, names, randomId, cancellationToken);
        }

        if (failure is not null)
            return ("", failure);

        // Without a conversation_message_id the message is there but can never be edited, which an empty id says.
        return (sent is [{ ConversationMessageId: { } cmid }, ..] ? cmid.ToString(CultureInfo.InvariantCulture) : "", null);
    }

    /// <summary>VK may have forgotten a file that it once had, and does not say which.</summary>
    private static bool MayHaveForgotten(VkFailure failure, IReadOnlyList<OpenAttachment> files) =>
        failure.Code is 100 or 15 or 114 or 119 or 129 && files.Any(f => f.KnownAs is not null && f.Content.CanSeek);

    /// <summary>Null: it is there, and its id is noted.</summary>
    private static SendResult? ReadItem(ImmutableArray<VkSent> sent, string chat, Dictionary<string, string> ids)
    {
        var item = sent.IsDefault ? null : sent.FirstOrDefault(one => one.PeerId.ToString(CultureInfo.InvariantCulture) == chat);
        if (item is null)
            return new SendResult.Retry("VK did not tell what became of the message", OutcomeUnknown: true);
        if (ReadItemFailure(item.Error) is { } failure)
            return VkErrors.ToSendResult(failure);
        ids[chat] = item.ConversationMessageId?.ToString(CultureInfo.InvariantCulture) ?? "";
        return null;
    }

    private static SendResult ReadCall(VkReply<ImmutableArray<VkSent>> reply, string chat)
    {
        if (reply.Failure is { } failure)
            return VkErrors.ToSendResult(failure);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        return ReadItem(reply.Result, chat, ids) ?? new SendResult.Delivered(ids[chat]);
    }

    private static VkFailure? ReadItemFailure(JsonElement error)
    {
        if (error.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return null;
        if (error.ValueKind != JsonValueKind.Object)
            return new VkFailure { Code = 901, Description = VkJson.Text(error) };
        var code = error.TryGetProperty("code", out var number) && number.TryGetInt32(out var value) ? value : 100;
        var words = error.TryGetProperty("description", out var text) ? VkJson.Text(text) : "";
        return new VkFailure { Code = code, Description = string.Create(CultureInfo.InvariantCulture, $"error {code}: {words}") };
    }

    private static bool IsPicture(OpenAttachment file) =>
        file.Kind == AttachmentKind.Photo
        && (file.MimeType is null or "image/jpeg" or "image/png" or "image/gif" or "image/webp");

    private static bool IsVoice(OpenAttachment file) =>
        file.Kind == AttachmentKind.Voice && file.MimeType is (null or "audio/ogg");

    private static bool IsId(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) && id != 0;
}
