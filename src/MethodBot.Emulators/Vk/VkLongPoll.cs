using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Vk;

/// <summary>
/// The community's events and the Bots Long Poll. Clients hold their own <c>ts</c>; events stay for all of them until newer ones
/// push them out.
/// </summary>
internal sealed class VkLongPoll
{
    private const int MaxWait = 90;
    private const int DefaultWait = 25;
    private const int MaxBatch = 1000;

    private readonly EmulatorCore core;
    private readonly VkWorld world;
    private readonly List<VkEvent> history = [];

    /// <summary>Told already, and to be told again because a fault wills it.</summary>
    private readonly List<VkEvent> repeats = [];

    private long confirmed;
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public VkLongPoll(EmulatorCore core, VkWorld world)
    {
        this.core = core;
        this.world = world;
        history.AddRange(core.State.Read("event/", VkStateJson.Readable.VkEvent).OrderBy(kept => kept.Ts));
    }

    /// <summary>Adds an event unless its kind is switched off. The lock is held.</summary>
    /// <param name="envelope">The event in the API's version given.</param>
    public void Push(string kind, long peerId, int cmid, Func<string, JsonObject> envelope)
    {
        var meta = world.Meta;
        if (!meta.LongPollEnabled || !meta.Events.Contains(kind))
            return;
        var ts = meta.Ts + 1;
        world.Change(meta with { Ts = ts });
        var added = new VkEvent(ts, peerId, kind == "message_new" ? cmid : 0, envelope(meta.ApiVersion).ToJsonString(VkJson.Options));
        history.Add(added);
        core.State.Put($"event/{ts}", added, VkStateJson.Readable.VkEvent);
        if (history.Count > core.Options.LongPollHistory)
        {
            core.State.Remove($"event/{history[0].Ts}");
            history.RemoveAt(0);
        }
        arrived.TrySetResult();
        arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public async Task<ApiReply> CheckAsync(IReadOnlyDictionary<string, ApiValue> parameters, CancellationToken cancellationToken)
    {
        string? Given(string name) => parameters.TryGetValue(name, out var value) ? value.Text : null;
        foreach (var name in parameters.Keys.Where(name => name is not ("act" or "key" or "ts" or "wait")))
            core.Violation($"a_check: unknown parameter '{name}'");
        var wait = int.TryParse(Given("wait"), out var asked) ? Math.Clamp(asked, 0, MaxWait) : DefaultWait;
        var deadline = core.Time.GetUtcNow().AddSeconds(wait);
        var isFirst = true;
        while (true)
        {
            Task next;
            using (core.Enter())
            {
                if (isFirst && core.Faults.Strikes(FaultKind.LongPollKeyExpired, "a_check"))
                    world.RenewLongPollKey();
                isFirst = false;
                if (Given("act") != "a_check" || Given("key") != world.Meta.LongPollKey)
                    return Failed(2);
                // A number that this server has not reached: it has lost its history, or the client never had one of ours.
                if (!long.TryParse(Given("ts"), CultureInfo.InvariantCulture, out var ts) || ts > world.Meta.Ts || ts < 0)
                    return Failed(3);
                // History before the oldest event is lost; a client that has all of it has lost nothing.
                if (ts < world.Meta.Ts - history.Count)
                    return HistoryLost();
                Confirm(ts);
                var ready = history.GetRange(history.Count - (int)(world.Meta.Ts - ts), (int)(world.Meta.Ts - ts));
                if (ready.Count > 0 && Lose() is { } lost)
                    return lost;
                if (ready.Count > 0 || repeats.Count > 0)
                    return Reply(ts, ready.Take(MaxBatch).ToImmutableArray());
                if (core.Time.GetUtcNow() >= deadline)
                    return new ApiReply(200, $$"""{"ts":"{{ts}}","updates":[]}""");
                next = arrived.Task;
            }
            try
            {
                var left = deadline - core.Time.GetUtcNow();
                if (left > TimeSpan.Zero)
                    await next.WaitAsync(left, core.Time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Answered above, on the next round.
            }
        }
    }

    private ApiReply HistoryLost() => new(200, $$"""{"failed":1,"ts":{{world.Meta.Ts}}}""");

    /// <summary>Loses what was to be told, when a fault wills it: the messages themselves stay in their chats.</summary>
    private ApiReply? Lose()
    {
        var withKey = core.Faults.Strikes(FaultKind.LongPollInformationLost, "a_check");
        if (!withKey && !core.Faults.Strikes(FaultKind.LongPollHistoryLost, "a_check"))
            return null;
        foreach (var one in history)
            core.State.Remove($"event/{one.Ts}");
        history.Clear();
        if (!withKey)
            return HistoryLost();
        world.RenewLongPollKey();
        return Failed(3);
    }

    private static ApiReply Failed(int code) => new(200, $$"""{"failed":{{code}}}""");

    /// <summary>A poll with a later ts tells that everything up to it was taken.</summary>
    private void Confirm(long ts)
    {
        if (ts <= confirmed)
            return;
        // Events are numbered without gaps.
        var oldest = world.Meta.Ts - history.Count + 1;
        for (var number = Math.Max(oldest, confirmed + 1); number <= ts; number++)
        {
            var taken = history[(int)(number - oldest)];
            world.MarkReceived(taken.PeerId, taken.Cmid);
        }
        confirmed = ts;
    }

    private ApiReply Reply(long ts, ImmutableArray<VkEvent> events)
    {
        var last = events.IsEmpty ? ts : events[^1].Ts;
        var json = new StringBuilder().Append(CultureInfo.InvariantCulture, $$"""{"ts":"{{last}}","updates":[""");
        var told = repeats.Concat(events).ToList();
        repeats.Clear();
        repeats.AddRange(events.Where(_ => core.Faults.Strikes(FaultKind.DuplicatedUpdate)));
        json.AppendJoin(',', told.Select(one => one.Json.Replace(VkJson.ServerMark, world.Server!.OriginalString, StringComparison.Ordinal)));
        return new ApiReply(200, json.Append("]}").ToString());
    }
}
