using System.Text.Json.Nodes;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>
/// People talking in a group that the bot is a member of: emulators have private chats only, so the group's messages come in with the
/// first updates on their way.
/// </summary>
internal sealed class GroupTalk
{
    public const long VkGroup = 2_000_000_005;
    private const long TelegramGroup = -1_001_234_567_890;
    private int _told;

    /// <summary>For <see cref="Interposer"/>.</summary>
    public string Add(string path, string answer)
    {
        if (JsonNode.Parse(answer) is not JsonObject json)
            return answer;
        if (path.EndsWith("/getUpdates", StringComparison.OrdinalIgnoreCase) && json["result"] is JsonArray { Count: > 0 } result && Interlocked.Exchange(ref _told, 1) == 0)
        {
            // Older than everything the emulator has: confirmed together with it.
            result.Insert(0, TelegramMessage(result[0]!["update_id"]!.GetValue<long>() - 1));
            return json.ToJsonString();
        }

        if (json["updates"] is JsonArray { Count: > 0 } updates && Interlocked.Exchange(ref _told, 1) == 0)
        {
            updates.Insert(0, VkMessage());
            return json.ToJsonString();
        }

        return answer;
    }

    private static JsonObject TelegramMessage(long updateId) => new()
    {
        ["update_id"] = updateId,
        ["message"] = new JsonObject
        {
            ["message_id"] = 77,
            ["from"] = new JsonObject { ["id"] = 2001, ["is_bot"] = false, ["first_name"] = "Елена" },
            ["chat"] = new JsonObject { ["id"] = TelegramGroup, ["type"] = "supergroup", ["title"] = "Учительская" },
            ["date"] = 1_790_000_000,
            ["text"] = "меню",
        },
    };

    private static JsonObject VkMessage() => new()
    {
        ["group_id"] = 201,
        ["type"] = "message_new",
        ["event_id"] = "0123456789abcdef0123456789abcdef01234567",
        ["v"] = "5.199",
        ["object"] = new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["id"] = 0,
                ["conversation_message_id"] = 5,
                ["date"] = 1_790_000_000,
                ["from_id"] = 7002,
                ["peer_id"] = VkGroup,
                ["out"] = 0,
                ["version"] = 10_000_001,
                ["text"] = "меню",
                ["attachments"] = new JsonArray(),
                ["fwd_messages"] = new JsonArray(),
            },
            ["client_info"] = new JsonObject { ["keyboard"] = true, ["inline_keyboard"] = true, ["carousel"] = true, ["lang_id"] = 0, ["button_actions"] = new JsonArray("text", "callback") },
        },
    };
}
