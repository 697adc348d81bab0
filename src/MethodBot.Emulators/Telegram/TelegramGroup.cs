using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Telegram;

/// <summary>What kind of group Telegram makes of a chat.</summary>
public enum TelegramGroupKind
{
    /// <summary>A basic group, which may become a supergroup one day.</summary>
    Group,

    Supergroup,

    /// <summary>A supergroup with topics.</summary>
    Forum,
}

/// <summary>A group of the emulated Telegram.</summary>
public sealed class TelegramGroup : EmulatedGroup
{
    private readonly EmulatorParts parts;
    private readonly TelegramWorld world;
    private readonly TelegramGroups groups;

    internal TelegramGroup(EmulatorParts parts, TelegramWorld world, TelegramGroups groups, long id)
        : base(parts, id)
    {
        this.parts = parts;
        this.world = world;
        this.groups = groups;
    }

    /// <summary>The supergroup that this group has become, or null.</summary>
    public long? MigratedTo => Locked(() => world.Group(Id).MigratedTo);

    /// <summary>Makes a supergroup of a basic group and returns it; the group stays as what it was, closed to everybody.</summary>
    public TelegramGroup Migrate(long byPersonId) => new(parts, world, groups, Locked(() => groups.Migrate(Id, byPersonId)));

    /// <summary>A member opens a topic of a forum. Returns its id, for <see cref="EmulatedMessage.Topic"/>.</summary>
    public string CreateTopic(long personId, string name) =>
        Locked(() => groups.CreateTopic(world.Chat(Id), personId, name, TelegramGroups.IconColors[0]).ThreadId.ToString());

    /// <summary>A member closes a topic, or opens it again; nothing when it is so already.</summary>
    public void SetTopicClosed(long personId, string topic, bool isClosed) =>
        _ = Locked(() => groups.SetTopicClosed(world.Chat(Id), personId, int.Parse(topic), isClosed));
}
