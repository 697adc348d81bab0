using System.Globalization;
using System.Text.Json;
using MethodBot.Messengers.Common;

namespace MethodBot.Messengers.Vk;

/// <summary>What a person's VK application can show. Old telephones and the programs of others cannot do everything.</summary>
/// <param name="Inline">Buttons under messages.</param>
/// <param name="Callback">Buttons that tell the bot of a press without a message.</param>
/// <param name="Regular">A keyboard under the input field.</param>
/// <param name="Location">Buttons that send a place.</param>
internal sealed record VkAbilities(bool Inline, bool Callback, bool Regular, bool Location = true)
{
    public static readonly VkAbilities Full = new(true, true, true);
}

/// <summary>
/// Remembers what people's applications can show, as each of their messages tells. Lost at a restart, and known again with the next
/// message; until then everything is taken to be possible.
/// </summary>
internal sealed class VkClients
{
    /// <summary>Only those that cannot do everything are kept, which are few.</summary>
    private readonly BoundedMemory<string, VkAbilities> _limited = new(capacity: 10_000);

    public VkAbilities Of(string peer) => _limited.TryGet(peer, out var abilities) ? abilities : VkAbilities.Full;

    /// <summary>Looks into an event before it is taken: the answer to it is already drawn by what it tells.</summary>
    public void Notice(JsonElement update)
    {
        if (Read(update) is not { } known)
            return;
        if (known.Abilities == VkAbilities.Full)
            _limited.Remove(known.Peer);
        else
            _limited.Set(known.Peer, known.Abilities);
    }

    private static (string Peer, VkAbilities Abilities)? Read(JsonElement update)
    {
        try
        {
            // In a chat of several people each has an application of their own, and all see the same buttons.
            if (update.Deserialize(VkJson.Wire.VkUpdate) is not { Type: "message_new", Object.ValueKind: JsonValueKind.Object } event_
                || event_.Object.Deserialize(VkJson.Wire.VkNewMessage) is not { Message: { Out: 0, PeerId: > 0 and < VkUpdates.FirstGroupPeer } message, ClientInfo: { } client })
            {
                return null;
            }

            var abilities = new VkAbilities(client.InlineKeyboard ?? true, Knows("callback"), client.Keyboard ?? true, Knows("location"));
            return (message.PeerId.ToString(CultureInfo.InvariantCulture), abilities);

            bool Knows(string action) => client.ButtonActions is not { IsDefault: false } actions || actions.Contains(action);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What is said cannot be read either; what was known stays.
            return null;
        }
    }
}
