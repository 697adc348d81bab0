using System.Collections.Immutable;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <summary>A chat of several people of the emulated VK: a handle that keeps nothing itself.</summary>
public sealed class VkGroup : IEmulatedGroup
{
    private readonly EmulatorCore core;
    private readonly VkWorld world;
    private readonly VkPeople people;
    private readonly VkGroups groups;

    internal VkGroup(EmulatorCore core, VkWorld world, VkPeople people, VkGroups groups, long id)
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
            groups.SetBot(Id, byPersonId, isThere: true);
    }

    /// <inheritdoc/>
    public void RemoveBot(long byPersonId)
    {
        using (core.Enter())
            groups.SetBot(Id, byPersonId, isThere: false);
    }

    /// <inheritdoc/>
    public void SetBotAdministrator(long byPersonId, bool isAdministrator)
    {
        using (core.Enter())
            groups.SetBotAdministrator(Id, byPersonId, isAdministrator);
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
            return people.SendText(At(personId, topic), text, replyTo);
    }

    /// <inheritdoc/>
    public EmulatedMessage SendFile(long personId, EmulatedUpload upload, bool asPhoto, string? caption = null, string? replyTo = null, string? topic = null)
    {
        using (core.Enter())
            return people.SendFiles(At(personId, topic), [upload], asPhoto, caption, replyTo);
    }

    /// <inheritdoc/>
    public EmulatedMessage EditText(long personId, string messageId, string text)
    {
        using (core.Enter())
            return people.EditText(At(personId), messageId, text);
    }

    /// <inheritdoc/>
    public string Press(long personId, string messageId, EmulatedButton button, bool evenIfGone = false)
    {
        using (core.Enter())
            return people.Press(At(personId), messageId, button, evenIfGone);
    }

    /// <inheritdoc/>
    public string? PressStanding(long personId, string label)
    {
        using (core.Enter())
            return people.PressStanding(At(personId), label);
    }

    private Speaker At(long personId, string? topic = null) =>
        topic is null ? new Speaker(Id, personId) : throw new NotSupportedException("VK has no topics.");

    private T Read<T>(Func<VkGroupState, T> read)
    {
        using (core.Enter())
            return read(world.Group(Id));
    }
}
