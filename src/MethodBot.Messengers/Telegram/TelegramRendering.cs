using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Answers;
using MethodBot.Messengers.Common;

namespace MethodBot.Messengers.Telegram;

/// <summary>One request that a message becomes.</summary>
internal abstract record TelegramPart
{
    private TelegramPart()
    {
    }

    public sealed record Words(SendMessage Request) : TelegramPart;

    /// <param name="Attachment">Which of the message's attachments.</param>
    public sealed record OneFile(string Method, string Field, SendFile Request, int Attachment) : TelegramPart;

    public sealed record Album(SendMediaGroup Request, ImmutableArray<int> Attachments) : TelegramPart;
}

/// <summary>
/// Turns a message into requests of the Bot API; pure. Looks go as entities, so nothing in a text is ever markup. A single file
/// takes the text as its caption where it fits; several go as albums before the text. Buttons and standing words are on the last
/// part, and of the two the buttons win: a message bears one keyboard. What asks for something is on the keyboard of words, and the
/// buttons become words beside it.
/// </summary>
internal static class TelegramRendering
{
    private static readonly ReplyMarkup NoButtons = new() { InlineKeyboard = ImmutableArray<ImmutableArray<InlineButton>>.Empty };

    public static ImmutableArray<TelegramPart> Render(TelegramChat chat, OutboundMessage message, IReadOnlyList<OpenAttachment> files)
    {
        var (text, markup) = Compose(message);
        var reply = ReplyTo(message.ReplyTo);
        var parts = ImmutableArray.CreateBuilder<TelegramPart>();
        if (files.Count == 1 && text.Length <= TelegramLimits.MaxCaption)
        {
            var file = RenderFile(chat, files, 0);
            parts.Add(file with
            {
                Request = file.Request with
                {
                    Caption = text.Length == 0 ? null : text.Text,
                    CaptionEntities = Entities(text),
                    ReplyParameters = reply,
                    ReplyMarkup = markup,
                },
            });
            return parts.ToImmutable();
        }

        // With no words to stand on, a keyboard needs a file of its own: an album cannot bear one.
        var wordless = text.Length == 0 && markup is not null;
        foreach (var run in Runs(files, wordless))
            parts.Add(run.Length == 1 ? RenderFile(chat, files, run[0]) : RenderAlbum(chat, files, run));
        foreach (var piece in TextSplitting.Split(text, TelegramLimits.MaxText))
        {
            parts.Add(new TelegramPart.Words(new SendMessage
            {
                ChatId = chat.Id,
                MessageThreadId = chat.Topic,
                Text = piece.Text,
                Entities = Entities(piece),
                LinkPreviewOptions = new LinkPreviewOptions(IsDisabled: true),
            }));
        }

        if (parts.Count > 0)
        {
            parts[0] = WithReply(parts[0], reply);
            parts[^1] = WithMarkup(parts[^1], markup);
        }

        return parts.ToImmutable();
    }

    /// <summary>Which of the message's attachments a part bears, in the order of the messages that it becomes.</summary>
    public static ImmutableArray<int> Attachments(TelegramPart part) => part switch
    {
        TelegramPart.OneFile file => [file.Attachment],
        TelegramPart.Album album => album.Attachments,
        _ => [],
    };

    /// <summary>An edit of the text, or of the caption of a message that bears one file; both null where neither can show it.</summary>
    public static (EditMessageText? Text, EditMessageCaption? Caption) RenderEdit(TelegramChat chat, long messageId, OutboundMessage message)
    {
        // A keyboard of words comes with a new message only, and a message that bears one cannot be changed.
        if (message.Request is not null)
            return (null, null);
        var (text, markup) = Compose(message with { StandingWords = [] });
        if (message.Attachments.Length == 1 && text.Length <= TelegramLimits.MaxCaption)
        {
            return (null, new EditMessageCaption
            {
                ChatId = chat.Id,
                MessageId = messageId,
                Caption = text.Text,
                CaptionEntities = Entities(text),
                ReplyMarkup = markup ?? NoButtons,
            });
        }

        if (text.Length is 0 or > TelegramLimits.MaxText)
            return (null, null);
        return (new EditMessageText
        {
            ChatId = chat.Id,
            MessageId = messageId,
            Text = text.Text,
            Entities = Entities(text),
            LinkPreviewOptions = new LinkPreviewOptions(IsDisabled: true),
            ReplyMarkup = markup ?? NoButtons,
        }, null);
    }

    public static EditMessageReplyMarkup RenderRemoval(TelegramChat chat, long messageId) => new(chat.Id, messageId, NoButtons);

    private static (FlatText Text, ReplyMarkup? Markup) Compose(OutboundMessage message)
    {
        var text = FlatText.Of(message.Text, rich: true).Trim();
        if (message.Request is { } request)
            return (text, Asking(request, [.. message.Buttons.Select(button => RussianText.Spoken(button.Label))]));
        var layout = ButtonLayout.Arrange(message.Buttons, TelegramLimits.Keyboard);
        if (!layout.Legend.IsEmpty)
            text = text.Append((text.Length > 0 ? "\n\n" : "") + string.Join('\n', layout.Legend));
        return (text, Markup(layout, message.StandingWords));
    }

    private static ReplyMarkup? Markup(ButtonLayout layout, ImmutableArray<string> standingWords)
    {
        if (!layout.Rows.IsEmpty)
        {
            return new ReplyMarkup
            {
                InlineKeyboard = [.. layout.Rows.Select(row =>
                    row.Select(b => new InlineButton(b.Label, b.Button.Data)).ToImmutableArray())],
            };
        }

        return standingWords.IsEmpty ? null : WordKeyboard(Words(standingWords));
    }

    private static ReplyMarkup Asking(PersonRequest request, ImmutableArray<string> words) => WordKeyboard(
    [
        [request.Kind == RequestKind.Contact ? new ReplyButton(request.Label, RequestContact: true) : new ReplyButton(request.Label, RequestLocation: true)],
        .. Words(words),
    ]);

    private static IEnumerable<ImmutableArray<ReplyButton>> Words(ImmutableArray<string> words) =>
        ButtonLayout.Pack(words, w => w, TelegramLimits.Keyboard.VisiblePerRow).Select(row => row.Select(w => new ReplyButton(w)).ToImmutableArray());

    private static ReplyMarkup WordKeyboard(IEnumerable<ImmutableArray<ReplyButton>> rows) => new()
    {
        Keyboard = [.. rows],
        ResizeKeyboard = true,
        IsPersistent = true,
    };

    private static ImmutableArray<MessageEntity>? Entities(FlatText text)
    {
        var entities = ImmutableArray.CreateBuilder<MessageEntity>();
        foreach (var range in text.Ranges)
        {
            if (range.Style.HasFlag(TextStyle.Bold))
                entities.Add(new MessageEntity("bold", range.Offset, range.Length));
            if (range.Style.HasFlag(TextStyle.Italic))
                entities.Add(new MessageEntity("italic", range.Offset, range.Length));
            if (range.Link is not null)
                entities.Add(new MessageEntity("text_link", range.Offset, range.Length, range.Link));
        }

        return entities.Count == 0 ? null : entities.ToImmutable();
    }

    private static TelegramPart.OneFile RenderFile(TelegramChat chat, IReadOnlyList<OpenAttachment> files, int index)
    {
        var (method, field) = Shape(files[index]) switch
        {
            AttachmentKind.Photo => ("sendPhoto", "photo"),
            AttachmentKind.Video => ("sendVideo", "video"),
            AttachmentKind.Voice => ("sendVoice", "voice"),
            _ => ("sendDocument", "document"),
        };
        return new TelegramPart.OneFile(method, field, new SendFile { ChatId = chat.Id, MessageThreadId = chat.Topic }, index);
    }

    private static TelegramPart.Album RenderAlbum(TelegramChat chat, IReadOnlyList<OpenAttachment> files, ImmutableArray<int> run) =>
        new(
            new SendMediaGroup
            {
                ChatId = chat.Id,
                MessageThreadId = chat.Topic,
                Media = [.. run.Select((index, place) => new InputMedia(
                    Shape(files[index]) switch
                    {
                        AttachmentKind.Photo => "photo",
                        AttachmentKind.Video => "video",
                        _ => "document",
                    },
                    files[index].KnownAs ?? string.Create(CultureInfo.InvariantCulture, $"attach://file{place}")))],
            },
            run);

    /// <summary>Neighbours that may share an album: photos with videos, documents with documents; voices go alone.</summary>
    private static List<ImmutableArray<int>> Runs(IReadOnlyList<OpenAttachment> files, bool lastAlone)
    {
        var runs = new List<ImmutableArray<int>>();
        for (var i = 0; i < files.Count; i++)
        {
            var alone = lastAlone && i == files.Count - 1;
            if (!alone && runs.Count > 0 && runs[^1].Length < TelegramLimits.MaxAlbum
                && Family(files[i]) is { } family && family == Family(files[runs[^1][0]]))
            {
                runs[^1] = runs[^1].Add(i);
            }
            else
            {
                runs.Add([i]);
            }
        }

        return runs;

        static string? Family(OpenAttachment file) => Shape(file) switch
        {
            AttachmentKind.Voice => null,
            AttachmentKind.Document => "documents",
            _ => "pictures",
        };
    }

    /// <summary>What Telegram will take the file as: what is too big for a photo or no voice format goes as a document.</summary>
    private static AttachmentKind Shape(OpenAttachment file) => file.Kind switch
    {
        AttachmentKind.Photo when file.Size > TelegramLimits.MaxPhotoBytes => AttachmentKind.Document,
        AttachmentKind.Voice when file.MimeType is not (null or "audio/ogg" or "audio/mpeg" or "audio/mp4" or "audio/x-m4a") =>
            AttachmentKind.Document,
        _ => file.Kind,
    };

    private static ReplyParameters? ReplyTo(string? messageId) =>
        long.TryParse(messageId, CultureInfo.InvariantCulture, out var id) ? new ReplyParameters(id, AllowSendingWithoutReply: true) : null;

    private static TelegramPart WithReply(TelegramPart part, ReplyParameters? reply) => part switch
    {
        TelegramPart.Words words => words with { Request = words.Request with { ReplyParameters = reply } },
        TelegramPart.OneFile file => file with { Request = file.Request with { ReplyParameters = reply } },
        TelegramPart.Album album => album with { Request = album.Request with { ReplyParameters = reply } },
        _ => part,
    };

    private static TelegramPart WithMarkup(TelegramPart part, ReplyMarkup? markup) => part switch
    {
        TelegramPart.Words words => words with { Request = words.Request with { ReplyMarkup = markup } },
        TelegramPart.OneFile file => file with { Request = file.Request with { ReplyMarkup = markup } },
        _ => part,
    };
}
