using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

/// <summary>Topics of forums as the bot makes and names them.</summary>
internal sealed class TelegramTopics(EmulatorCore core, TelegramGroups groups)
{
    private const int MaxName = 128;

    /// <summary>The thread that a reply joins: that of the message, or in a supergroup without topics the message itself; null without a reply.</summary>
    public static int? OfReply(TelegramChat chat, int? replyTo) => replyTo is { } id && chat.Group is { IsSupergroup: true } group && chat.Log.Find(id) is { } replied
        ? replied.ThreadId ?? (group.IsForum ? null : id)
        : null;

    /// <summary>The thread that message_thread_id names, or into which a reply falls.</summary>
    public static int? Of(TelegramArguments arguments, TelegramChat chat, int? replyTo)
    {
        if (!arguments.Has("message_thread_id"))
            return OfReply(chat, replyTo);
        var id = (int)arguments.Integer("message_thread_id", 0);
        if (chat.Group is { IsForum: true } forum)
        {
            var topic = forum.Topic(id) ?? throw NotFound();
            return topic.IsClosed && forum.BotStatus != "administrator" ? throw TelegramRefusal.Bad("TOPIC_CLOSED") : id;
        }
        return chat.Group is { IsSupergroup: true } && chat.Log.Find(id) is not null ? id : throw NotFound();
    }

    public ApiReply Create(TelegramChat chat, TelegramArguments arguments)
    {
        Forum(chat, "not enough rights to create a topic");
        var name = (arguments.Text("name") ?? "").Trim();
        if (name.Length == 0)
            throw TelegramRefusal.Bad("topic name is empty");
        if (name.EnumerateRunes().Count() > MaxName)
            core.Violation($"createForumTopic: name is longer than {MaxName} characters");
        var color = (int)arguments.Integer("icon_color", TelegramGroups.IconColors[0]);
        if (!TelegramGroups.IconColors.Contains(color))
            throw TelegramRefusal.Bad("TOPIC_ICON_COLOR_INVALID");
        var topic = groups.CreateTopic(chat, 0, name, color);
        return TelegramJson.Ok(new JsonObject { ["message_thread_id"] = topic.ThreadId, ["name"] = topic.Name, ["icon_color"] = topic.IconColor });
    }

    public ApiReply SetClosed(TelegramChat chat, TelegramArguments arguments, bool isClosed)
    {
        var group = Forum(chat, "not enough rights to close or open the topic");
        var id = (int)arguments.Integer("message_thread_id", 0);
        if (group.Topic(id) is null)
            throw NotFound();
        return groups.SetTopicClosed(chat, 0, id, isClosed) ? TelegramJson.Ok(true) : throw TelegramRefusal.Bad("TOPIC_NOT_MODIFIED");
    }

    private static TelegramGroupState Forum(TelegramChat chat, string withoutRights)
    {
        if (chat.Group is not { IsForum: true } group)
            throw TelegramRefusal.Bad("the chat is not a forum");
        return group.BotStatus == "administrator" ? group : throw TelegramRefusal.Bad(withoutRights);
    }

    private static TelegramRefusal NotFound() => TelegramRefusal.Bad("message thread not found");
}
