using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;

namespace MethodBot.Messengers.Vk;

/// <summary>
/// Translates events of the Bots Long Poll API and messages of the history; pure. A message has the same key in both, so that
/// catching up repeats nothing. What cannot be read is kept by its key.
/// </summary>
internal static partial class VkUpdates
{
    /// <summary>The events that the bot reads, as groups.setLongPollSettings names them.</summary>
    public static readonly ImmutableArray<string> Wanted = ["message_new", "message_edit", "message_allow", "message_deny", "message_event"];

    /// <summary>Chats of several people have ids from here on.</summary>
    public const long FirstGroupPeer = 2_000_000_000;

    private const int LongestReference = 2000;

    public static InboundUpdate Translate(JsonElement update)
    {
        var raw = update.GetRawText();
        var ignored = new InboundUpdate { Key = UpdateKeys.OfContent(raw), Kind = InboundKind.Ignored, Raw = raw };
        try
        {
            if (update.Deserialize(VkJson.Wire.VkUpdate) is not { Type: { } type } event_)
                return ignored;
            if (event_.EventId is { Length: > 0 } id)
                ignored = ignored with { Key = UpdateKeys.OfId("e:" + id) };
            if (event_.Object.ValueKind != JsonValueKind.Object)
                return ignored;
            return InboundBounds.Within(type switch
            {
                "message_new" => TranslateMessage(ignored, Message(event_.Object)),
                "message_edit" => TranslateEdit(ignored, Message(event_.Object)),
                "message_event" => TranslatePress(ignored, event_.Object.Deserialize(VkJson.Wire.VkMessageEvent)),
                "message_allow" => TranslatePermission(ignored, event_.Object, InboundKind.Allowed),
                "message_deny" => TranslatePermission(ignored, event_.Object, InboundKind.Stopped),
                _ => ignored,
            });
        }
        catch (Exception)
        {
            // Whatever is wrong with it: an event that stopped the receiver would come again for ever, and all others wait behind it.
            return ignored;
        }
    }

    /// <summary>Translates a message of the history as the event of its arrival would have been; null for what the bot sent itself.</summary>
    public static InboundUpdate? TranslateHistory(JsonElement message)
    {
        var raw = message.GetRawText();
        var ignored = new InboundUpdate { Key = UpdateKeys.OfContent(raw), Kind = InboundKind.Ignored, Raw = raw };
        try
        {
            var update = TranslateMessage(ignored, message.Deserialize(VkJson.Wire.VkMessage));
            return update.Kind == InboundKind.Ignored ? null : InboundBounds.Within(update);
        }
        catch (Exception)
        {
            return ignored;
        }
    }

    private static InboundUpdate TranslateMessage(InboundUpdate ignored, VkMessage? message)
    {
        if (message is not { PeerId: > 0, ConversationMessageId: not 0 })
            return ignored;
        ignored = ignored with { Key = string.Create(CultureInfo.InvariantCulture, $"m:{message.PeerId}:{message.ConversationMessageId}") };
        if (!IsFromPerson(message) || message.Action.ValueKind == JsonValueKind.Object)
            return ignored;
        var update = Envelope(ignored, message);

        // In the order of what the person meant: pressed a button; followed a link, or pressed «Начать»; wrote. The payload of a button
        // that asks for a place comes with the place, which is the answer.
        var payload = ReadPayload(message.Payload);
        if (payload.Data is { } data && update.Location is null)
            return update with { Kind = InboundKind.Press, Payload = data, MessageId = null };
        if (payload.IsStart || !string.IsNullOrEmpty(message.Ref))
            return update with { Kind = InboundKind.Started, Payload = string.IsNullOrEmpty(message.Ref) ? null : message.Ref };
        if (update.Text is null && update.Attachments.IsEmpty && update.Location is null)
            return update with { Kind = InboundKind.Unsupported };
        return update with { Kind = InboundKind.Message };
    }

    private static InboundUpdate TranslateEdit(InboundUpdate ignored, VkMessage? message)
    {
        if (message is not { PeerId: > 0, ConversationMessageId: not 0 } || !IsFromPerson(message))
            return ignored;
        var update = Envelope(ignored, message);
        var editedAt = message.UpdateTime ?? message.Date;
        return update with
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"edit:{message.PeerId}:{message.ConversationMessageId}:{editedAt}"),
            Kind = update.Text is null && update.Attachments.IsEmpty ? InboundKind.Ignored : InboundKind.Edited,
        };
    }

    private static InboundUpdate TranslatePress(InboundUpdate ignored, VkMessageEvent? press)
    {
        if (press is not { EventId: { Length: > 0 } token, PeerId: > 0, UserId: > 0 } || !CanTalk(press.UserId, press.PeerId))
            return ignored;
        return ignored with
        {
            Kind = InboundKind.Press,
            Chat = Id(press.PeerId),
            Account = Id(press.UserId),
            IsGroup = press.PeerId >= FirstGroupPeer,

            // A button that is not ours (an older bot's) is still a press: its spinner wants to be stopped.
            Payload = ReadPayload(press.Payload).Data ?? (press.Payload.ValueKind == JsonValueKind.Undefined ? "" : press.Payload.GetRawText()),
            MessageId = press.ConversationMessageId is { } cmid ? Id(cmid) : null,
            PressToken = token,
        };
    }

    private static InboundUpdate TranslatePermission(InboundUpdate ignored, JsonElement body, InboundKind kind) =>
        body.Deserialize(VkJson.Wire.VkPermission) is { UserId: > 0 and var user }
            ? ignored with { Kind = kind, Chat = Id(user), Account = Id(user) }
            : ignored;

    private static InboundUpdate Envelope(InboundUpdate ignored, VkMessage message)
    {
        var isGroup = message.PeerId >= FirstGroupPeer;
        var text = message.Text ?? "";
        if (isGroup)
            text = LeadingMention().Replace(text, "");

        // Somebody who forwards a letter without a word of their own means its words and files.
        var forwarded = text.Length == 0 ? message.FwdMessages ?? [] : [];
        if (!forwarded.IsEmpty)
            text = string.Join("\n\n", forwarded.Select(f => f?.Text).Where(t => !string.IsNullOrEmpty(t)));
        ImmutableArray<VkMessage> spoken = [message, .. forwarded.Where(f => f is not null)];
        ImmutableArray<InboundAttachment> attachments = [.. spoken.SelectMany(Attachments)];
        var location = spoken.Select(m => VkGeo.Read(m.Geo)).FirstOrDefault(place => place is not null);

        // A film cannot be downloaded. What stands beside it must not arrive as if it were all; one that stands alone is refused in
        // words, so that the person sends it as a file.
        if (text.Length > 0 || !attachments.IsEmpty || location is not null)
            text = string.Join('\n', spoken.SelectMany(Films).Prepend(text).Where(t => t.Length > 0));
        return ignored with
        {
            Chat = Id(message.PeerId),
            Account = Id(message.FromId),
            IsGroup = isGroup,
            Text = text.Length == 0 ? null : text,
            MessageId = Id(message.ConversationMessageId),
            ReplyTo = message.ReplyMessage is { ConversationMessageId: > 0 and var replied } ? Id(replied) : null,
            Attachments = attachments,
            Location = location,
            SentAt = UnixTime.Read(message.Date),
        };
    }

    private static IEnumerable<InboundAttachment> Attachments(VkMessage message)
    {
        foreach (var attachment in message.Attachments ?? [])
        {
            var file = attachment switch
            {
                { Type: "photo", Photo.Sizes: { IsDefaultOrEmpty: false } sizes } =>
                    new InboundAttachment(AttachmentKind.Photo, sizes.MaxBy(s => s?.Width * s?.Height)?.Url ?? "", null, "image/jpeg"),
                { Type: "doc", Doc: { } doc } => new InboundAttachment(AttachmentKind.Document, doc.Url ?? "", FileName(doc), null, doc.Size),
                { Type: "audio_message", AudioMessage: { } voice } =>
                    new InboundAttachment(AttachmentKind.Voice, voice.LinkOgg ?? "", null, "audio/ogg"),
                _ => null,
            };
            if (file is not null && file.Reference.Length is > 0 and <= LongestReference)
                yield return file;
        }
    }

    /// <summary>Titles and addresses of the message's films, by which at least somebody who may see them there finds them.</summary>
    private static IEnumerable<string> Films(VkMessage message)
    {
        foreach (var attachment in message.Attachments ?? [])
        {
            if (attachment is not { Type: "video", Video: { Id: not 0, OwnerId: not 0 } film })
                continue;
            var address = string.Create(CultureInfo.InvariantCulture, $"https://vk.com/video{film.OwnerId}_{film.Id}");
            yield return string.IsNullOrWhiteSpace(film.Title) ? address : $"{film.Title.Trim()}: {address}";
        }
    }

    /// <summary>A title is whatever the person called the document; without its ending a file will not open.</summary>
    private static string? FileName(VkDocument document)
    {
        if (string.IsNullOrWhiteSpace(document.Title))
            return string.IsNullOrEmpty(document.Ext) ? null : "file." + document.Ext;
        return string.IsNullOrEmpty(document.Ext) || document.Title.EndsWith("." + document.Ext, StringComparison.OrdinalIgnoreCase)
            ? document.Title
            : $"{document.Title}.{document.Ext}";
    }

    /// <summary>
    /// Reads a button's payload: JSON in a string (messages) or a value (presses). A client too old for callback buttons sends a
    /// message that wraps the payload in «not_supported_button».
    /// </summary>
    private static (string? Data, bool IsStart) ReadPayload(JsonElement payload, int depth = 0)
    {
        if (payload.ValueKind == JsonValueKind.String)
        {
            try
            {
                using var inner = JsonDocument.Parse(payload.GetString() ?? "");
                return inner.RootElement.ValueKind == JsonValueKind.Object && depth < 3 ? ReadPayload(inner.RootElement, depth + 1) : default;
            }
            catch (JsonException)
            {
                return default;
            }
        }

        if (payload.ValueKind != JsonValueKind.Object)
            return default;
        if (payload.TryGetProperty("d", out var data) && data.ValueKind == JsonValueKind.String)
            return (data.GetString(), false);
        if (!payload.TryGetProperty("command", out var command) || command.ValueKind != JsonValueKind.String)
            return default;
        return command.GetString() switch
        {
            "start" => (null, true),
            "not_supported_button" when depth < 3 && payload.TryGetProperty("payload", out var wrapped) => ReadPayload(wrapped, depth + 1),
            _ => default,
        };
    }

    /// <summary>Events carry the message within «message», or (edits) are the message.</summary>
    private static VkMessage? Message(JsonElement body) =>
        (body.TryGetProperty("message", out var inner) ? inner : body).Deserialize(VkJson.Wire.VkMessage);

    private static bool IsFromPerson(VkMessage message) => message is { Out: 0, FromId: > 0 } && CanTalk(message.FromId, message.PeerId);

    /// <summary>A private chat is named as its person: in any other, somebody would be told what concerns somebody else.</summary>
    private static bool CanTalk(long from, long peer) => peer >= FirstGroupPeer || peer == from;

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>In a chat people address the community by name: <c>[club201|@methodists], привет</c>.</summary>
    [GeneratedRegex(@"^\s*\[(?:club|public)\d+\|[^\]]*\][,:]?\s*", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingMention();
}
