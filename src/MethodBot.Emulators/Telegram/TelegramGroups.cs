using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Telegram;

/// <summary>Groups as such: who is in them, what they become, their topics. The core's lock is held around every call.</summary>
internal sealed class TelegramGroups(EmulatorCore core, TelegramWorld world, TelegramUpdateQueue updates, TelegramPeople people) : IEmulatedGroups
{
    private const long SupergroupIds = -1_000_000_000_000;

    /// <summary>Colours that a topic's icon may have.</summary>
    public static readonly ImmutableArray<int> IconColors = [7322096, 16766590, 13338331, 9367192, 16749490, 16478047];

    public long Create(string title, IReadOnlyList<long> memberIds, TelegramGroupKind kind)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        if (memberIds.Count == 0)
            throw new ArgumentException("Somebody has to create the group.", nameof(memberIds));
        var founder = world.Person(memberIds[0]);
        var group = New(title, [.. memberIds.Select(id => world.Person(id).Id).Distinct().Order()], kind != TelegramGroupKind.Group, kind == TelegramGroupKind.Forum);
        world.Change(group);
        TellMembership(group, founder.Id, "left", "member");
        Serve(group.Id, founder.Id, kind == TelegramGroupKind.Group ? "group_chat_created" : "supergroup_chat_created", true);
        return group.Id;
    }

    public long Create(string title, IReadOnlyList<long> memberIds) => Create(title, memberIds, TelegramGroupKind.Group);

    public void SetBot(long groupId, long byPersonId, bool isThere)
    {
        if (world.Group(groupId).HasBot != isThere)
            SetBotStatus(groupId, byPersonId, isThere ? "member" : "kicked");
    }

    public void SetBotAdministrator(long groupId, long byPersonId, bool isAdministrator)
    {
        if (!world.Group(groupId).HasBot)
            throw new InvalidOperationException("The bot is not in the group.");
        SetBotStatus(groupId, byPersonId, isAdministrator ? "administrator" : "member");
    }

    private void SetBotStatus(long groupId, long byPersonId, string status)
    {
        var group = Member(groupId, byPersonId);
        if (group.BotStatus == status)
            return;
        // A basic group tells the bot of its removal as a message; from a supergroup it gets nothing more.
        if (status == "kicked" && !group.IsSupergroup)
            Serve(groupId, byPersonId, "left_chat_member", world.Json.Bot());
        world.Change(world.Group(groupId) with { BotStatus = status });
        TellMembership(group, byPersonId, group.BotStatus, status);
        if (!group.HasBot)
            Serve(groupId, byPersonId, "new_chat_members", new JsonArray(world.Json.Bot()));
    }

    public void AddMember(long groupId, long personId, long byPersonId)
    {
        var group = Member(groupId, byPersonId);
        var person = world.Person(personId);
        if (group.Members.Contains(personId))
            return;
        world.Change(group with { Members = [.. group.Members.Append(personId).Order()] });
        Serve(groupId, byPersonId, "new_chat_members", new JsonArray(TelegramJson.User(person)));
    }

    public void RemoveMember(long groupId, long personId, long byPersonId)
    {
        _ = Member(groupId, byPersonId);
        var group = Member(groupId, personId);
        world.Change(group with { Members = group.Members.Remove(personId) });
        Serve(groupId, byPersonId, "left_chat_member", TelegramJson.User(world.Person(personId)));
    }

    public long Migrate(long groupId, long byPersonId)
    {
        var group = Member(groupId, byPersonId);
        if (group.IsSupergroup)
            throw new InvalidOperationException("It is a supergroup already.");
        var heir = New(group.Title, group.Members, isSupergroup: true, isForum: false) with { BotStatus = group.BotStatus };
        world.Change(heir);
        Serve(groupId, byPersonId, "migrate_to_chat_id", heir.Id);
        world.Change(group with { MigratedTo = heir.Id });
        Serve(heir.Id, byPersonId, "migrate_from_chat_id", group.Id);
        return heir.Id;
    }

    /// <param name="personId">Who opens it, 0 for the bot.</param>
    public TelegramTopic CreateTopic(TelegramChat chat, long personId, string name, int iconColor)
    {
        var group = personId == 0 ? chat.Group! : Member(chat.State.Id, personId);
        if (!group.IsForum)
            throw new InvalidOperationException("The group has no topics.");
        var id = world.TakeMessageId(chat);
        var topic = new TelegramTopic(id, name, iconColor, IsClosed: false);
        world.Change(chat.Group! with { Topics = chat.Group!.Topics.Add(topic) });
        people.Serve(Service(chat.State.Id, personId, id, "forum_topic_created", new JsonObject { ["name"] = name, ["icon_color"] = iconColor }) with { ThreadId = id });
        return topic;
    }

    /// <summary>False when it was so already.</summary>
    /// <param name="personId">Who does it, 0 for the bot.</param>
    public bool SetTopicClosed(TelegramChat chat, long personId, int threadId, bool isClosed)
    {
        var topic = chat.Group!.Topic(threadId) ?? throw new InvalidOperationException($"There is no topic {threadId}.");
        if (topic.IsClosed == isClosed)
            return false;
        world.Change(chat.Group with { Topics = chat.Group.Topics.Replace(topic, topic with { IsClosed = isClosed }) });
        var kind = isClosed ? "forum_topic_closed" : "forum_topic_reopened";
        people.Serve(Service(chat.State.Id, personId, world.TakeMessageId(chat), kind, new JsonObject()) with { ThreadId = threadId, ReplyTo = threadId });
        return true;
    }

    private TelegramGroupState New(string title, ImmutableArray<long> members, bool isSupergroup, bool isForum)
    {
        var number = world.TakeGroupNumber();
        return new TelegramGroupState
        {
            Id = isSupergroup ? SupergroupIds - 2_000_000_000 - number : -4_000_000_000 - number,
            Title = title,
            IsSupergroup = isSupergroup,
            IsForum = isForum,
            Members = members,
            BotStatus = "member",
            NextMessageId = 1,
            Topics = [],
        };
    }

    private TelegramGroupState Member(long groupId, long personId)
    {
        var group = world.Group(groupId);
        if (group.MigratedTo is not null)
            throw new InvalidOperationException("The group has become a supergroup; nobody does anything in it any more.");
        return group.Members.Contains(personId) ? group : throw new InvalidOperationException($"{personId} is not in the group.");
    }

    private void Serve(long chatId, long personId, string kind, JsonNode value) =>
        people.Serve(Service(chatId, personId, world.TakeMessageId(world.Chat(chatId)), kind, value));

    private TelegramMessage Service(long chatId, long personId, int id, string kind, JsonNode value) => new()
    {
        Id = id,
        ChatId = chatId,
        AuthorId = personId,
        FromBot = personId == 0,
        Date = core.UnixNow,
        Text = "",
        Entities = [],
        Service = new TelegramService(kind, value.ToJsonString(TelegramJson.Options)),
        Received = personId == 0,
    };

    private void TellMembership(TelegramGroupState group, long byPersonId, string before, string after) =>
        updates.Push("my_chat_member", group.Id, byPersonId, 0, new()
        {
            ["chat"] = world.Json.Chat(group.Id),
            ["from"] = TelegramJson.User(world.Person(byPersonId)),
            ["date"] = core.UnixNow,
            ["old_chat_member"] = world.Json.Membership(before),
            ["new_chat_member"] = world.Json.Membership(after),
        });
}
