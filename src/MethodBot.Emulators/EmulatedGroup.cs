using System.Collections.Immutable;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators;

/// <summary>A group of an emulated messenger: a handle that keeps nothing itself.</summary>
public class EmulatedGroup : IEmulatedGroup
{
    private readonly EmulatorCore core;
    private readonly IEmulatedWorld world;
    private readonly IEmulatedPeople people;
    private readonly IEmulatedGroups groups;

    internal EmulatedGroup(EmulatorParts parts, long id)
    {
        (core, world, people, groups) = (parts.Core, parts.World, parts.People, parts.Groups);
        Id = id;
    }

    /// <inheritdoc/>
    public long Id { get; }

    /// <inheritdoc/>
    public string Title => Locked(() => world.DescribeGroup(Id).Title);

    /// <inheritdoc/>
    public IReadOnlyList<EmulatedPerson> Members => Locked(() => world.DescribeGroup(Id).Members.Select(world.Person).ToList());

    /// <inheritdoc/>
    public bool HasBot => Locked(() => world.DescribeGroup(Id).HasBot);

    /// <inheritdoc/>
    public ImmutableArray<EmulatedMessage> Messages => Locked(() => world.Messages(Id));

    /// <inheritdoc/>
    public ImmutableArray<ImmutableArray<string>> StandingKeyboard => Locked(() => world.StandingKeyboard(Id));

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
    public EmulatedMessage SendText(long personId, string text, string? replyTo = null, string? topic = null) =>
        Locked(() => people.SendText(At(personId, topic), text, replyTo));

    /// <inheritdoc/>
    public EmulatedMessage SendFile(long personId, EmulatedUpload upload, bool asPhoto, string? caption = null, string? replyTo = null, string? topic = null) =>
        Locked(() => people.SendFile(At(personId, topic), upload, asPhoto, caption, replyTo));

    /// <inheritdoc/>
    public EmulatedMessage EditText(long personId, string messageId, string text) => Locked(() => people.EditText(At(personId), messageId, text));

    /// <inheritdoc/>
    public string Press(long personId, string messageId, EmulatedButton button, bool evenIfGone = false) =>
        Locked(() => people.Press(At(personId), messageId, button, evenIfGone));

    /// <inheritdoc/>
    public string? PressStanding(long personId, string label) => Locked(() => people.PressStanding(At(personId), label));

    private protected T Locked<T>(Func<T> serve)
    {
        using (core.Enter())
            return serve();
    }

    private Speaker At(long personId, string? topic = null) => new(Id, personId, topic is null ? null : int.Parse(topic));
}
