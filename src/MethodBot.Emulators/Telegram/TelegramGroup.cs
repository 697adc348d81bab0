using System.Collections.Immutable;
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

/// <summary>A group of the emulated Telegram: a handle that keeps nothing itself.</summary>
public sealed class TelegramGroup : IEmulatedGroup
{
    private readonly EmulatorCore core;
    private readonly TelegramWorld world;
    private readonly TelegramPeople people;
    private readonly TelegramGroups groups;

    internal TelegramGroup(EmulatorCore core, TelegramWorld world, TelegramPeople people, TelegramGroups groups, long id)
    {
        this.core = core;
        this.world = world;
        this.people = people;
        this.groups = groups;
        Id = id;
    }

    /// <inheritdoc/>
    public long Id { get; }

    /// <inheritdoc/>
    public string Title => Read(group => group.Title);

    /// <inheritdoc/>
    public IReadOnlyList<EmulatedPerson> Members => Read(group => group.Members.Select(world.Person).ToList());

    /// <inheritdoc/>
    public bool HasBot => Read(group => group.HasBot);

    /// <summary>The supergroup that this group has become, or null.</summary>
    public long? MigratedTo => Read(group => group.MigratedTo);

    /// <inheritdoc/>
    public ImmutableArray<EmulatedMessage> Messages
    {
        get
        {
            using (core.Enter())
                return world.Chat(Id).Log.Views();
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<ImmutableArray<string>> StandingKeyboard
    {
        get
        {
            using (core.Enter())
                return world.Chat(Id).Words;
        }
    }

    /// <inheritdoc/>
    public void AddBot(long byPersonId)
    {
        using (core.Enter())
            groups.SetBotStatus(Id, byPersonId, "member");
    }

    /// <inheritdoc/>
    public void RemoveBot(long byPersonId)
    {
        using (core.Enter())
            groups.SetBotStatus(Id, byPersonId, "kicked");
    }

    /// <inheritdoc/>
    public void SetBotAdministrator(long byPersonId, bool isAdministrator)
    {
        using (core.Enter())
            groups.SetBotStatus(Id, byPersonId, isAdministrator ? "administrator" : "member");
    }

    /// <inheritdoc/>
    public void AddMember(long personId, long byPersonId)
    {
        using (core.Enter())
            groups.AddMember(Id, personId, byPersonId);
    }

    /// <inheritdoc/>
    public void RemoveMember(long personId, long byPersonId)
    {
        using (core.Enter())
            groups.RemoveMember(Id, personId, byPersonId);
    }

    /// <inheritdoc/>
    public EmulatedMessage SendText(long personId, string text, string? replyTo = null, string? topic = null)
    {
        using (core.Enter())
            return people.SendText(Speaker.In(Id, personId, topic), text, replyTo);
    }

    /// <inheritdoc/>
    public EmulatedMessage SendFile(long personId, EmulatedUpload upload, bool asPhoto, string? caption = null, string? replyTo = null, string? topic = null)
    {
        using (core.Enter())
            return people.SendFile(Speaker.In(Id, personId, topic), upload, asPhoto, caption, replyTo);
    }

    /// <inheritdoc/>
    public EmulatedMessage EditText(long personId, string messageId, string text)
    {
        using (core.Enter())
            return people.EditText(Speaker.In(Id, personId, null), messageId, text);
    }

    /// <inheritdoc/>
    public string Press(long personId, string messageId, EmulatedButton button, bool evenIfGone = false)
    {
        using (core.Enter())
            return people.Press(Speaker.In(Id, personId, null), messageId, button, evenIfGone);
    }

    /// <inheritdoc/>
    public string? PressStanding(long personId, string label)
    {
        using (core.Enter())
            return people.PressStanding(Speaker.In(Id, personId, null), label);
    }

    /// <summary>Makes a supergroup of a basic group and returns it; the group stays as what it was, closed to everybody.</summary>
    public TelegramGroup Migrate(long byPersonId)
    {
        using (core.Enter())
            return new TelegramGroup(core, world, people, groups, groups.Migrate(Id, byPersonId));
    }

    /// <summary>A member opens a topic of a forum. Returns its id, for <see cref="EmulatedMessage.Topic"/>.</summary>
    public string CreateTopic(long personId, string name)
    {
        using (core.Enter())
            return groups.CreateTopic(world.Chat(Id), personId, name, TelegramGroups.IconColors[0]).ThreadId.ToString();
    }

    /// <summary>A member closes a topic, or opens it again.</summary>
    public void SetTopicClosed(long personId, string topic, bool isClosed)
    {
        using (core.Enter())
            groups.SetTopicClosed(world.Chat(Id), personId, int.Parse(topic), isClosed);
    }

    private T Read<T>(Func<TelegramGroupState, T> read)
    {
        using (core.Enter())
            return read(world.Group(Id));
    }
}
