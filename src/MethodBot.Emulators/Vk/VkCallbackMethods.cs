using System.Text.Json.Nodes;

namespace MethodBot.Emulators.Vk;

/// <summary>groups.*: the servers of the Callback API and their settings.</summary>
internal sealed class VkCallbackMethods(VkWorld world, VkCallback callback)
{
    private const int MaxServers = 10;
    private const int MaxTitle = 14;
    private const int MaxSecret = 50;

    public JsonNode GetConfirmationCode(VkArguments arguments)
    {
        arguments.RequireGroup(world.GroupId);
        return new JsonObject { ["code"] = world.ConfirmationCode };
    }

    public JsonNode Add(VkArguments arguments)
    {
        arguments.RequireGroup(world.GroupId);
        if (world.CallbackServers.Count() >= MaxServers)
            throw new VkRefusal(2000, "Cannot add more servers to Callback API");
        var server = Read(arguments, new VkCallbackServer(world.TakeCallbackServerId(), "", "", "", "unconfigured", "5.199", []));
        world.Change(server);
        callback.Confirm(server);
        return new JsonObject { ["server_id"] = server.Id };
    }

    public JsonNode Edit(VkArguments arguments)
    {
        arguments.RequireGroup(world.GroupId);
        var before = Find(arguments);
        var server = Read(arguments, before);
        world.Change(server);
        if (server.Url != before.Url || server.Status != "ok")
            callback.Confirm(server);
        return 1;
    }

    public JsonNode Delete(VkArguments arguments)
    {
        arguments.RequireGroup(world.GroupId);
        callback.Remove(Find(arguments));
        return 1;
    }

    public JsonNode GetServers(VkArguments arguments)
    {
        arguments.RequireGroup(world.GroupId);
        var named = arguments.Integers("server_ids");
        var items = new JsonArray();
        foreach (var server in world.CallbackServers.Where(server => named.Count == 0 || named.Contains(server.Id)))
        {
            items.Add(new JsonObject
            {
                ["id"] = server.Id,
                ["title"] = server.Title,
                ["creator_id"] = world.GroupId,
                ["url"] = server.Url,
                ["secret_key"] = server.Secret,
                ["status"] = server.Status,
            });
        }
        return new JsonObject { ["count"] = items.Count, ["items"] = items };
    }

    public JsonNode GetSettings(VkArguments arguments)
    {
        arguments.RequireGroup(world.GroupId);
        var server = Find(arguments);
        return new JsonObject { ["api_version"] = server.ApiVersion, ["events"] = VkCommunity.Switches(server.Events) };
    }

    public JsonNode SetSettings(VkArguments arguments)
    {
        arguments.RequireGroup(world.GroupId);
        var server = Find(arguments);
        world.Change(server with { ApiVersion = arguments.Text("api_version") ?? server.ApiVersion, Events = VkCommunity.ReadKinds(arguments, server.Events) });
        return 1;
    }

    private VkCallbackServer Find(VkArguments arguments)
    {
        var id = arguments.Int32("server_id") ?? throw VkRefusal.BadParameter("server_id is undefined");
        return world.CallbackServer(id) ?? throw VkRefusal.BadParameter("server_id is invalid");
    }

    private static VkCallbackServer Read(VkArguments arguments, VkCallbackServer server)
    {
        var address = arguments.Required("url");
        var title = arguments.Required("title");
        var secret = arguments.Text("secret_key") ?? server.Secret;
        if (title.Length > MaxTitle)
            throw VkRefusal.BadParameter($"title should be less than or equal to {MaxTitle} letters length");
        if (secret.Length > MaxSecret)
            throw VkRefusal.BadParameter($"secret_key should be less than or equal to {MaxSecret} letters length");
        // This server calls nothing but the machine it runs on.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || !uri.IsLoopback)
            throw VkRefusal.BadParameter("url is invalid: this loopback server calls http://127.0.0.1 only");
        return server with { Url = address, Title = title, Secret = secret };
    }
}
