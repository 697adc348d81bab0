using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;

namespace MethodBot.Messengers.Telegram;

/// <summary>Translates updates of the Bot API; pure. What cannot be read is kept by its key.</summary>
internal static class TelegramUpdates
{
    /// <summary>The kinds of updates that are asked for: everything else stays at Telegram.</summary>
    public static readonly ImmutableArray<string> Wanted = ["message", "edited_message", "callback_query", "my_chat_member"];

    /// <summary>Contents that a person sent and the bot has no use for; other unknown contents are service messages.</summary>
    private static readonly ImmutableArray<string> Useless =
    [
        "sticker", "poll", "dice", "game", "story", "checklist", "paid_media", "invoice", "live_photo",
    ];

    /// <summary>The update's number, by which it is confirmed; null where there is none.</summary>
    public static long? ReadId(JsonElement update) =>
        update.ValueKind == JsonValueKind.Object
        && update.TryGetProperty("update_id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var value)
            ? value
            : null;

    /// <param name="username">The bot's own, without @, where known: commands for other bots of a group are left alone.</param>
    public static InboundUpdate Translate(JsonElement update, string? username)
    {
        var raw = update.GetRawText();
        var key = ReadId(update)?.ToString(CultureInfo.InvariantCulture) ?? UpdateKeys.OfContent(raw);
        var ignored = new InboundUpdate { Key = key, Kind = InboundKind.Ignored, Raw = raw };
        try
        {
            return InboundBounds.Within(update.Deserialize(TelegramJson.Wire.TelegramUpdate) switch
            {
                { Message: { } message } => TranslateMessage(ignored, message, username),
                { EditedMessage: { } message } => TranslateEdit(ignored, message),
                { CallbackQuery: { } query } => TranslatePress(ignored, query),
                { MyChatMember: { } change } => TranslateMembership(ignored, change),
                _ => ignored,
            });
        }
        catch (Exception)
        {
            // Whatever is wrong with it: an update that stopped the receiver would come again for ever, and all others wait behind it.
            return ignored;
        }
    }

    private static InboundUpdate TranslateMessage(InboundUpdate ignored, TelegramMessage message, string? username)
    {
        if (message is { Chat: { Id: < 0 } group, MigrateToChatId: { } to and < 0 })
            return Moved(ignored, group.Id, to);
        if (message is { Chat: { Id: < 0 } supergroup, MigrateFromChatId: { } was and < 0 })
            return Moved(ignored, was, supergroup.Id);
        if (Envelope(ignored, message) is not { } update)
            return ignored;
        var text = message.Text ?? message.Caption;
        if (message.Contact is { PhoneNumber: { } phone } contact)
        {
            var name = string.Join(' ', new[] { contact.FirstName, contact.LastName }.Where(n => !string.IsNullOrWhiteSpace(n)));
            return update with
            {
                Kind = InboundKind.Contact,

                // Anybody can forward somebody else's contact: only the sender's own account vouches for the number.
                Contact = new SharedContact(phone, name.Length == 0 ? null : name, contact.UserId == message.From!.Id),
            };
        }

        if (message.Text is not null && TryReadCommand(message.Text, out var command, out var addressee, out var argument))
        {
            if (addressee is not null && username is not null && !addressee.Equals(username, StringComparison.OrdinalIgnoreCase))
                return ignored;
            if (command == "/start")
                return update with { Kind = InboundKind.Started, Text = text, Payload = argument };
            text = argument is null ? command : $"{command} {argument}";
        }

        var attachments = Attachments(message);
        var location = Location(message);
        if (text is null && attachments.IsEmpty && location is null)
        {
            var useless = message.Rest is { } rest && Useless.Any(rest.ContainsKey);
            return useless ? update with { Kind = InboundKind.Unsupported } : ignored;
        }

        return update with { Kind = InboundKind.Message, Text = text, Attachments = attachments, Location = location };
    }

    private static InboundUpdate Moved(InboundUpdate ignored, long from, long to) =>
        ignored with { Kind = InboundKind.Moved, Chat = Id(from), Payload = Id(to), IsGroup = true };

    private static InboundUpdate TranslateEdit(InboundUpdate ignored, TelegramMessage message)
    {
        if (Envelope(ignored, message) is not { } update)
            return ignored;
        var text = message.Text ?? message.Caption;
        var attachments = Attachments(message);

        // A live location «edits» its message every few seconds: where it was first is what was said.
        return text is null && attachments.IsEmpty
            ? ignored
            : update with { Kind = InboundKind.Edited, Text = text, Attachments = attachments };
    }

    private static InboundUpdate TranslatePress(InboundUpdate ignored, TelegramCallbackQuery query)
    {
        if (query is not { Id: { Length: > 0 } token, Data: { } data, From: { } from, Message: { Chat: { } chat } message } || !CanTalk(from, chat))
            return ignored;
        return ignored with
        {
            Kind = InboundKind.Press,
            Chat = Address(chat, message).ToString(),
            Account = Id(from.Id),
            FirstName = from.FirstName,
            IsGroup = IsGroup(chat),
            Payload = data,
            MessageId = Id(message.MessageId),
            PressToken = token,
        };
    }

    private static InboundUpdate TranslateMembership(InboundUpdate ignored, TelegramChatMemberUpdated change)
    {
        if (change is not { Chat: { } chat, From: { } from, NewChatMember.Status: { } status } || !CanTalk(from, chat))
            return ignored;
        return ignored with
        {
            Kind = status is "kicked" or "left" ? InboundKind.Stopped : InboundKind.Allowed,
            Chat = Id(chat.Id),
            Account = Id(from.Id),
            FirstName = from.FirstName,
            IsGroup = IsGroup(chat),
            SentAt = UnixTime.Read(change.Date),
        };
    }

    private static InboundUpdate? Envelope(InboundUpdate ignored, TelegramMessage message)
    {
        if (message is not { From: { IsBot: false } from, Chat: { } chat } || !CanTalk(from, chat))
            return null;

        // In a topic every message that replies to nothing is said to reply to the message that opened the topic.
        var repliesToTopic = message.IsTopicMessage && message.ReplyToMessage?.MessageId == message.MessageThreadId;
        return ignored with
        {
            Chat = Address(chat, message).ToString(),
            Account = Id(from.Id),
            FirstName = from.FirstName,
            IsGroup = IsGroup(chat),
            MessageId = Id(message.MessageId),
            ReplyTo = message.ReplyToMessage is { } replied && !repliesToTopic ? Id(replied.MessageId) : null,
            AlbumId = message.MediaGroupId,
            SentAt = UnixTime.Read(message.Date),
        };
    }

    private static ImmutableArray<InboundAttachment> Attachments(TelegramMessage message)
    {
        if (message.Photo is { IsDefaultOrEmpty: false } sizes)
        {
            var fitting = sizes.Where(s => (s?.FileSize ?? 0) <= TelegramLimits.MaxDownloadBytes).DefaultIfEmpty(sizes[0]);
            return Attachment(AttachmentKind.Photo, fitting.MaxBy(s => s?.Width * s?.Height), "image/jpeg");
        }

        if (message.Voice is not null)
            return Attachment(AttachmentKind.Voice, message.Voice, "audio/ogg");
        if (message.Video is not null)
            return Attachment(AttachmentKind.Video, message.Video, null);
        if (message.VideoNote is not null)
            return Attachment(AttachmentKind.Video, message.VideoNote, "video/mp4");

        // Most animations are films without sound, whatever they were made of; a true GIF is a picture that no film player opens.
        if (message.Animation is { MimeType: not "image/gif" })
            return Attachment(AttachmentKind.Video, message.Animation, "video/mp4");
        return Attachment(AttachmentKind.Document, message.Document ?? message.Animation ?? message.Audio, null);
    }

    private static SharedLocation? Location(TelegramMessage message)
    {
        var point = message.Venue?.Location ?? message.Location;
        return Place.At(point?.Latitude, point?.Longitude, message.Venue?.Title, message.Venue?.Address);
    }

    private static ImmutableArray<InboundAttachment> Attachment(AttachmentKind kind, TelegramFile? file, string? usualType) =>
        file is { FileId: { Length: > 0 } id }
            ? [new InboundAttachment(kind, id, file.FileName, file.MimeType ?? usualType, file.FileSize)]
            : [];

    /// <summary>Splits <c>/command@bot argument</c>.</summary>
    private static bool TryReadCommand(string text, out string command, out string? addressee, out string? argument)
    {
        command = "";
        addressee = argument = null;
        if (text.Length < 2 || text[0] != '/' || char.IsWhiteSpace(text[1]))
            return false;
        var space = text.AsSpan().IndexOfAny(" \n\t");
        command = space < 0 ? text : text[..space];
        var rest = space < 0 ? "" : text[space..].Trim();
        argument = rest.Length == 0 ? null : rest;
        var at = command.IndexOf('@', StringComparison.Ordinal);
        if (at > 0)
            (command, addressee) = (command[..at], command[(at + 1)..]);
        return true;
    }

    private static TelegramChat Address(TelegramChatInfo chat, TelegramMessage message) =>
        new(chat.Id, message is { IsTopicMessage: true, MessageThreadId: > 0 } ? message.MessageThreadId : null);

    /// <summary>A private chat is named as its person: in any other, somebody would be told what concerns somebody else.</summary>
    private static bool CanTalk(TelegramUser from, TelegramChatInfo chat) => from.Id > 0 && chat.Id != 0 && (IsGroup(chat) || chat.Id == from.Id);

    private static bool IsGroup(TelegramChatInfo chat) => chat.Type is "group" or "supergroup" or "channel" || (chat.Type is null && chat.Id < 0);

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}
