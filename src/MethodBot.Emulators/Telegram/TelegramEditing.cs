using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

/// <summary>Methods that change or remove messages that are there.</summary>
internal sealed class TelegramEditing(EmulatorCore core, TelegramWorld world, TelegramSending sending)
{
    private const long DeletableFor = 48 * 60 * 60;

    private readonly TelegramKeyboards keyboards = new(core);

    public ApiReply EditMessageText(TelegramArguments arguments)
    {
        var text = TelegramText.Read(arguments, "text", "entities", core);
        if (text.Value.Length == 0)
            throw TelegramRefusal.Bad("message text is empty");
        if (text.CodePoints > 4096)
            throw TelegramRefusal.Bad("message is too long");
        return Edit(arguments, message => message.IsTextOnly
            ? message with { Text = text.Value, Entities = text.Entities }
            : throw TelegramRefusal.Bad("there is no text in the message to edit"));
    }

    public ApiReply EditMessageCaption(TelegramArguments arguments)
    {
        var caption = sending.Caption(arguments);
        return Edit(arguments, message => message.FileId is not null
            ? message with { Text = caption.Value, Entities = caption.Entities }
            : throw TelegramRefusal.Bad("there is no caption in the message to edit"));
    }

    public ApiReply EditMessageReplyMarkup(TelegramArguments arguments) => Edit(arguments, message => message);

    public ApiReply DeleteMessage(TelegramArguments arguments)
    {
        var chat = sending.Find(arguments);
        if (arguments.Integer("message_id", 0) is not (> 0 and var id))
            throw TelegramRefusal.Bad("message identifier is not specified");
        var message = chat.Log.Find(id) ?? throw TelegramRefusal.Bad("message to delete not found");
        var isForeign = chat.Group is { IsSupergroup: true, BotStatus: not "administrator" } && !message.FromBot;
        if (isForeign || core.UnixNow - message.Date > DeletableFor)
            throw TelegramRefusal.Bad("message can't be deleted");
        world.Delete(message);
        return TelegramJson.Ok(true);
    }

    private ApiReply Edit(TelegramArguments arguments, Func<TelegramMessage, TelegramMessage> change)
    {
        if (arguments.Has("inline_message_id") && !arguments.Has("chat_id"))
            throw TelegramRefusal.Bad("MESSAGE_ID_INVALID");
        var markup = keyboards.Read(arguments, inlineOnly: true);
        var chat = sending.Open(arguments);
        if (arguments.Integer("message_id", 0) is not (> 0 and var id))
            throw TelegramRefusal.Bad("message identifier is not specified");
        var message = chat.Log.Find(id) ?? throw TelegramRefusal.Bad("message to edit not found");
        if (!message.FromBot || message.HasOtherMarkup)
            throw TelegramRefusal.Bad("message can't be edited");
        // An absent reply_markup takes the buttons away.
        var changed = change(message) with { Markup = markup.Inline };
        if (changed.Text == message.Text && changed.Markup == message.Markup && changed.Entities.SequenceEqual(message.Entities))
        {
            throw TelegramRefusal.Bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        }
        changed = changed with { EditDate = core.UnixNow };
        world.Put(changed);
        return TelegramJson.Ok(world.Json.Message(changed));
    }
}
