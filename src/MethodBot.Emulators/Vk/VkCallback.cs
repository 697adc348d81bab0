using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Vk;

/// <summary>
/// Delivery by the Callback API: each server is asked for the confirmation code when it is added or moved, and then gets the events
/// that are switched on for it. The platform's delays between attempts are not documented: here they double from a second to a minute,
/// for a day.
/// </summary>
internal sealed class VkCallback : ICourierOffice, IAsyncDisposable
{
    private const long Lifetime = 24 * 60 * 60;
    private const int LongestRetryAfter = 3 * 60 * 60;
    private const string Confirmation = "confirmation";

    private readonly EmulatorCore core;
    private readonly VkWorld world;
    private readonly SortedDictionary<long, VkCallbackEvent> waiting = [];
    private readonly Courier courier;
    private long lastId;

    public VkCallback(EmulatorCore core, VkWorld world)
    {
        this.core = core;
        this.world = world;
        courier = new Courier(core, this);
        foreach (var kept in core.State.Read("callback-event/", VkStateJson.Readable.VkCallbackEvent))
            waiting[kept.Id] = kept;
        lastId = waiting.Keys.LastOrDefault();
    }

    public IEnumerable<Parcel> Waiting
    {
        get
        {
            foreach (var old in waiting.Values.Where(old => core.UnixNow - old.At > Lifetime).ToList())
                Forget(old);
            // Only the handshake goes to a server that has not passed it.
            return waiting.Values
                .Where(one => one.Kind == Confirmation || world.CallbackServer(one.ServerId) is { Status: "ok" })
                .Select(one => new Parcel(one.Id, one.Kind == Confirmation ? $"{one.ServerId}/confirmation" : $"{one.ServerId}/{one.PeerId}"));
        }
    }

    public int MaxAtOnce => 10;

    /// <summary>Goes on with what an earlier run has left, once the server listens.</summary>
    public void Resume()
    {
        using (core.Enter())
        {
            if (waiting.Count > 0)
                courier.Wake();
        }
    }

    /// <summary>Adds an event for each server that wants its kind. The lock is held.</summary>
    public void Push(string kind, long peerId, int cmid, Func<string, JsonObject> envelope)
    {
        foreach (var server in world.CallbackServers.Where(server => server.Events.Contains(kind)))
            Add(server, kind, peerId, kind == "message_new" ? cmid : 0, envelope(server.ApiVersion));
    }

    /// <summary>Asks a server for the confirmation code, of which its status tells the outcome. The lock is held.</summary>
    public void Confirm(VkCallbackServer server)
    {
        world.Change(server with { Status = "wait" });
        Add(server, Confirmation, 0, 0, new JsonObject { ["type"] = Confirmation, ["group_id"] = core.ChannelId, ["event_id"] = Guid.NewGuid().ToString("N"), ["v"] = server.ApiVersion });
    }

    /// <summary>Takes a server away with all that waits for it. The lock is held.</summary>
    public void Remove(VkCallbackServer server)
    {
        foreach (var one in waiting.Values.Where(one => one.ServerId == server.Id).ToList())
            Forget(one);
        world.Remove(server);
    }

    public HttpRequestMessage Pack(Parcel parcel, int failures)
    {
        var one = waiting[parcel.Id];
        var server = world.CallbackServer(one.ServerId)!;
        var envelope = JsonNode.Parse(one.Json.Replace(VkJson.ServerMark, world.Server!.OriginalString, StringComparison.Ordinal))!.AsObject();
        if (server.Secret.Length > 0)
            envelope["secret"] = server.Secret;
        var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = new StringContent(envelope.ToJsonString(VkJson.Options), Encoding.UTF8, "application/json") };
        if (failures > 0)
            request.Headers.Add("X-Retry-Counter", failures.ToString());
        return request;
    }

    public Task ReceiveAsync(ParcelAnswer answer, CancellationToken cancellationToken) => Task.CompletedTask;

    public TimeSpan? Settle(Parcel parcel, ParcelAnswer answer, int failures)
    {
        // Its server was taken away while it was on its way.
        if (!waiting.TryGetValue(parcel.Id, out var one) || world.CallbackServer(one.ServerId) is not { } server)
            return null;
        var said = answer.Body.Trim();
        if (one.Kind == Confirmation)
        {
            Forget(one);
            world.Change(server with { Status = answer.Status == 200 && said == world.ConfirmationCode ? "ok" : "failed" });
            return null;
        }
        if (answer.Status == 200 && said == "remove")
        {
            Remove(server);
            return null;
        }
        if (answer.Status == 200 && said.Equals("ok", StringComparison.OrdinalIgnoreCase))
        {
            if (core.Faults.Strikes(FaultKind.DuplicatedUpdate))
                return TimeSpan.Zero;
            world.MarkReceived(one.PeerId, one.Cmid);
            Forget(one);
            return null;
        }
        var delay = answer.Status is 410 or 429 or 503 && answer.RetryAfter is { } asked
            ? Math.Clamp(asked.TotalSeconds, 0, LongestRetryAfter)
            : Math.Min(60, Math.Pow(2, Math.Min(failures, 10)));
        return TimeSpan.FromSeconds(delay) * core.Options.DeliveryDelayScale;
    }

    public ValueTask DisposeAsync() => courier.DisposeAsync();

    private void Add(VkCallbackServer server, string kind, long peerId, int cmid, JsonObject envelope)
    {
        var added = new VkCallbackEvent(++lastId, server.Id, kind, peerId, cmid, core.UnixNow, envelope.ToJsonString(VkJson.Options));
        waiting[added.Id] = added;
        core.State.Put($"callback-event/{added.Id}", added, VkStateJson.Readable.VkCallbackEvent);
        courier.Wake();
    }

    private void Forget(VkCallbackEvent one)
    {
        waiting.Remove(one.Id);
        core.State.Remove($"callback-event/{one.Id}");
    }
}

/// <param name="Status"><c>unconfigured</c>, <c>wait</c>, <c>ok</c> or <c>failed</c>.</param>
/// <param name="Events">Kinds of events that are switched on.</param>
internal sealed record VkCallbackServer(int Id, string Title, string Url, string Secret, string Status, string ApiVersion, ImmutableArray<string> Events);

/// <param name="Cmid">The person's message that the event tells of, or 0.</param>
/// <param name="Json">The envelope without its secret.</param>
internal sealed record VkCallbackEvent(long Id, int ServerId, string Kind, long PeerId, int Cmid, long At, string Json);
