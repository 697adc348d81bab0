using System.Text.Json;

namespace MethodBot.IntegrationTests.Emulators.Specifications;

/// <summary>What VK's methods answer. The table describes few answers as a whole, but the objects that most consist of.</summary>
internal sealed class VkAnswers(VkTables tables, SpecificationFaults faults)
{
    public void Check(string method, JsonElement answer)
    {
        if (!answer.TryGetProperty("response", out var response))
        {
            faults.Add($"{method} answer", "neither response nor error");
            return;
        }
        switch (method)
        {
            case "groups.getById":
                tables.Definition("groups_getById_object_response", answer);
                break;
            case "groups.getLongPollServer":
                tables.Definition("groups_getLongPollServer_response", answer);
                break;
            case "groups.getLongPollSettings":
                tables.Members(method, response, ("is_enabled", "boolean"), ("api_version", "string"), ("events", "object"));
                break;
            case "groups.getTokenPermissions":
                tables.Members(method, response, ("mask", "integer"), ("permissions", "array"));
                break;
            case "groups.getCallbackConfirmationCode":
                tables.Members(method, response, ("code", "string"));
                break;
            case "groups.addCallbackServer":
                tables.Members(method, response, ("server_id", "integer"));
                break;
            case "groups.getCallbackSettings":
                tables.Members(method, response, ("api_version", "string"), ("events", "object"));
                break;
            case "groups.getCallbackServers":
                Page(method, response, server => tables.Members(method, server,
                    ("id", "integer"), ("title", "string"), ("creator_id", "integer"), ("url", "string"), ("secret_key", "string"), ("status", "string")));
                break;
            case "execute":
                // A script returns what it likes.
                break;
            case "messages.send":
                Sent(response);
                break;
            case "messages.delete":
                foreach (var item in Items(method, response))
                    tables.Members(method, item, ("peer_id?", "integer"), ("message_id", "integer"), ("conversation_message_id?", "integer"), ("response", "integer"), ("error?", "object"));
                break;
            case "messages.getHistory" or "messages.getByConversationMessageId":
                Page(method, response, item => tables.Definition("messages_message", item));
                break;
            case "messages.getConversations":
                Page(method, response, Conversation);
                break;
            case "messages.isMessagesFromGroupAllowed":
                tables.Members(method, response, ("is_allowed", "integer"));
                break;
            case "users.get":
                foreach (var user in Items(method, response))
                    tables.Definition("users_user_full", user);
                break;
            case "photos.getMessagesUploadServer":
                tables.Members(method, response, ("upload_url", "string"), ("album_id", "integer"), ("user_id?", "integer"), ("group_id?", "integer"));
                break;
            case "docs.getMessagesUploadServer":
                tables.Members(method, response, ("upload_url", "string"));
                break;
            case "photos.saveMessagesPhoto":
                foreach (var photo in Items(method, response))
                    tables.Definition("photos_photo", photo);
                break;
            case "docs.save":
                Saved(response);
                break;
            default:
                if (response.ValueKind != JsonValueKind.Number || response.GetInt32() != 1)
                    faults.Add($"{method} answer", $"1 expected: {response.GetRawText()}");
                break;
        }
    }

    private void Sent(JsonElement response)
    {
        if (response.ValueKind == JsonValueKind.Number)
            return;
        foreach (var item in Items("messages.send", response))
        {
            tables.Members("messages.send", item, ("peer_id", "integer"), ("message_id", "integer"), ("conversation_message_id?", "integer"), ("error?", "object"));
            if (item.TryGetProperty("error", out var error))
                tables.Members("messages.send error", error, ("code", "integer"), ("description", "string"));
        }
    }

    private void Conversation(JsonElement item)
    {
        tables.Members("messages.getConversations", item, ("conversation", "object"), ("last_message?", "object"));
        if (item.TryGetProperty("last_message", out var message))
            tables.Definition("messages_message", message);
    }

    private void Saved(JsonElement response)
    {
        var type = response.GetProperty("type").GetString()!;
        tables.Members("docs.save", response, ("type", "string"), (type, "object"));
        tables.Definition(type == "doc" ? "docs_doc" : "messages_audio_message", response.GetProperty(type));
    }

    private void Page(string method, JsonElement response, Action<JsonElement> check)
    {
        tables.Members(method, response, ("count", "integer"), ("items", "array"), ("profiles?", "array"), ("groups?", "array"), ("unread_count?", "integer"));
        foreach (var item in response.GetProperty("items").EnumerateArray())
            check(item);
        if (response.TryGetProperty("profiles", out var profiles))
        {
            foreach (var profile in profiles.EnumerateArray())
                tables.Definition("users_user_full", profile);
        }
        if (response.TryGetProperty("groups", out var groups))
        {
            foreach (var group in groups.EnumerateArray())
                tables.Definition("groups_group_full", group);
        }
    }

    private IEnumerable<JsonElement> Items(string method, JsonElement response)
    {
        if (response.ValueKind == JsonValueKind.Array)
            return response.EnumerateArray();
        faults.Add($"{method} answer", "array expected");
        return [];
    }
}
