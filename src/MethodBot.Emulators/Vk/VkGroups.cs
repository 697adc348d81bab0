using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <summary>Chats of several people as such: who is in them. The core's lock is held around every call.</summary>
internal sealed class VkGroups(VkWorld world, VkPeople people) : IEmulatedGroups
{
    public long Create(string title, IReadOnlyList<long> memberIds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        if (memberIds.Count == 0)
            throw new ArgumentException("Somebody has to create the chat.", nameof(memberIds));
        var group = new VkGroupState(world.TakeGroupPeer(), title, [.. memberIds.Select(id => world.Person(id).Id).Distinct().Order()], HasBot: false, IsAdministrator: false);
        world.Change(group);
        people.Serve(group.Id, memberIds[0], new JsonObject { ["type"] = "chat_create", ["text"] = title });
        SetBot(group.Id, memberIds[0], isThere: true);
        return group.Id;
    }

    public void SetBot(long peerId, long byPersonId, bool isThere)
    {
        var group = Member(peerId, byPersonId);
        if (group.HasBot == isThere)
            return;
        // It is told of its coming and of its going alike.
        if (isThere)
            world.Change(group with { HasBot = true });
        people.Serve(peerId, byPersonId, Action(isThere, -world.GroupId));
        if (!isThere)
            world.Change(group with { HasBot = false, IsAdministrator = false });
    }

    public void SetBotAdministrator(long peerId, long byPersonId, bool isAdministrator)
    {
        var group = Member(peerId, byPersonId);
        if (!group.HasBot)
            throw new InvalidOperationException("The bot is not in the chat.");
        world.Change(group with { IsAdministrator = isAdministrator });
    }

    public void AddMember(long peerId, long personId, long byPersonId)
    {
        var group = Member(peerId, byPersonId);
        _ = world.Person(personId);
        if (group.Members.Contains(personId))
            return;
        world.Change(group with { Members = [.. group.Members.Append(personId).Order()] });
        people.Serve(peerId, byPersonId, Action(isThere: true, personId));
    }

    public void RemoveMember(long peerId, long personId, long byPersonId)
    {
        _ = Member(peerId, byPersonId);
        var group = Member(peerId, personId);
        people.Serve(peerId, byPersonId, Action(isThere: false, personId));
        world.Change(group with { Members = group.Members.Remove(personId) });
    }

    private static JsonObject Action(bool isThere, long memberId) =>
        new() { ["type"] = isThere ? "chat_invite_user" : "chat_kick_user", ["member_id"] = memberId };

    private VkGroupState Member(long peerId, long personId)
    {
        var group = world.Group(peerId);
        return group.Members.Contains(personId) ? group : throw new InvalidOperationException($"{personId} is not in the chat.");
    }
}
