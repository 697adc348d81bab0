using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <summary>What happens in the community, on its way to the bot: the long poll and every server of the Callback API have their own settings.</summary>
internal sealed class VkEvents(EmulatorCore core, VkLongPoll longPoll, VkCallback callback)
{
    private readonly Overtaking overtaking = new(core);

    /// <summary>Adds an event wherever its kind is switched on. The lock is held.</summary>
    /// <param name="cmid">The person's message that the event tells of, or 0.</param>
    public void Push(string kind, long peerId, int cmid, JsonObject payload)
    {
        var id = RandomNumberGenerator.GetHexString(40, lowercase: true);
        // A press and a message of one chat may pass each other, two messages may not.
        overtaking.Pass($"{(kind == "message_event" ? "press" : "chat")}/{peerId}", () =>
        {
            longPoll.Push(kind, peerId, cmid, version => Envelope(kind, id, version, payload));
            callback.Push(kind, peerId, cmid, version => Envelope(kind, id, version, payload));
        });
    }

    private JsonObject Envelope(string kind, string id, string version, JsonObject payload)
    {
        var told = kind == "message_new" && IsOlderThan(version, 5, 103) ? payload["message"]! : payload;
        return new JsonObject
        {
            ["group_id"] = core.ChannelId,
            ["type"] = kind,
            ["event_id"] = id,
            ["v"] = version,
            ["object"] = told.DeepClone(),
        };
    }

    private static bool IsOlderThan(string version, int major, int minor)
    {
        var parts = version.Split('.');
        return parts.Length == 2 && int.TryParse(parts[0], out var a) && int.TryParse(parts[1], out var b) && (a < major || (a == major && b < minor));
    }
}
