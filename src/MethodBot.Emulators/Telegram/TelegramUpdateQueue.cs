using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

/// <summary>
/// Updates that wait for the bot, and getUpdates with the rules of the official server: what an offset confirms, which poll is
/// turned away, what is held back for pollers in a hurry and what is forgotten with time.
/// </summary>
internal sealed class TelegramUpdateQueue
{
    /// <summary>Seconds for which a press may be delivered and answered.</summary>
    public const long PressLifetime = 150;

    private const long MessageLifetime = 24 * 60 * 60;
    private const long IdleBeforeNewIds = 7 * 24 * 60 * 60;
    private const int MaxPending = 100_000;
    private const int MaxWait = 50;
    private const string WebhookIsSet = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
    private const string OtherPoll = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

    private static readonly ImmutableArray<string> KnownKinds =
    [
        "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
        "edited_business_message", "deleted_business_messages", "guest_message", "message_reaction", "message_reaction_count",
        "inline_query", "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll",
        "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot",
    ];

    private static readonly ImmutableArray<string> KindsOnDemand = ["chat_member", "message_reaction", "message_reaction_count"];

    private readonly EmulatorCore core;
    private readonly TelegramWorld world;
    private readonly Overtaking overtaking;
    private readonly List<TelegramUpdate> pending = [];

    /// <summary>Told already, and to be told again because a fault wills it.</summary>
    private readonly List<TelegramUpdate> repeats = [];

    private Poll? waiting;
    private int? lastOffset;
    private DateTimeOffset lastStart;
    private DateTimeOffset nextPromptConflict;

    /// <summary>Nothing that waits expires before this.</summary>
    private long earliestExpiry;

    public TelegramUpdateQueue(EmulatorCore core, TelegramWorld world)
    {
        this.core = core;
        this.world = world;
        overtaking = new Overtaking(core);
        pending.AddRange(core.State.Read("update/", TelegramStateJson.Readable.TelegramUpdate).OrderBy(update => update.Id));
    }

    public int Count
    {
        get
        {
            DropExpired();
            return pending.Count;
        }
    }

    /// <summary>Something has come. The lock is held.</summary>
    public event Action? Pushed;

    /// <summary>A poll was given an update of this person. The lock is held.</summary>
    public event Action<long>? HandedOut;

    /// <summary>What waits, oldest first.</summary>
    public IReadOnlyList<TelegramUpdate> Waiting
    {
        get
        {
            DropExpired();
            return pending;
        }
    }

    public ImmutableArray<string> AllowedUpdates => world.Meta.AllowedUpdates;

    /// <summary>Queues an update unless the bot did not ask for its kind. The lock is held.</summary>
    public void Push(string kind, long chatId, long userId, int messageId, JsonObject payload)
    {
        if (AllowedUpdates.IsEmpty ? KindsOnDemand.Contains(kind) : !AllowedUpdates.Contains(kind))
            return;
        overtaking.Pass(Lane(kind, chatId, userId), () => Add(kind, chatId, userId, messageId, payload));
    }

    /// <summary>Order holds in a chat; presses have a queue of their own for each person.</summary>
    public static string Lane(string kind, long chatId, long userId) => kind == "callback_query" ? $"user/{userId}" : $"chat/{chatId}";

    /// <summary>The bot has taken this one. The lock is held.</summary>
    public void Confirm(long id)
    {
        var index = pending.FindIndex(update => update.Id == id);
        if (index < 0)
            return;
        Forget(pending[index], confirmed: true);
        pending.RemoveAt(index);
    }

    /// <summary>Turns away the poll that waits, if any. The lock is held.</summary>
    public void EndPoll(string reason)
    {
        waiting?.Terminate(reason);
        waiting = null;
    }

    /// <summary>Takes up allowed_updates of a request: what it names holds until another request names something else. The lock is held.</summary>
    public void Allow(TelegramArguments arguments) => Allow(arguments.Method, arguments.Text("allowed_updates"));

    /// <summary>Forgets everything that waits. The lock is held.</summary>
    public void Drop() => RemoveFirst(pending.Count, confirmed: false);

    public async Task<ApiReply> PollAsync(TelegramArguments arguments, CancellationToken cancellationToken)
    {
        var offset = (int)Math.Clamp(arguments.Integer("offset", 0), int.MinValue, int.MaxValue);
        var limit = (int)Math.Clamp(arguments.Integer("limit", 100), 1, 100);
        var timeout = (int)Math.Clamp(arguments.Integer("timeout", 0), 0, MaxWait);
        var poll = new Poll();
        DateTimeOffset deadline;
        using (core.Enter())
        {
            var now = core.Time.GetUtcNow();
            if (world.Webhook.Url.Length > 0)
                poll.Terminate(WebhookIsSet);
            else
                Allow(arguments);
            if (offset == lastOffset && now < lastStart.AddSeconds(3))
            {
                timeout = Math.Max(timeout, 3);
                if (now < lastStart.AddSeconds(0.5))
                    limit = 1;
            }
            lastOffset = offset;
            lastStart = now;
            deadline = now.AddSeconds(timeout);
            if (poll.Ended is null)
            {
                EndPoll(OtherPoll);
                var ready = Take(offset, limit);
                if (ready.Count > 0 || timeout == 0)
                    return Reply(ready);
                waiting = poll;
            }
        }
        return await WaitAsync(poll, offset, limit, deadline, cancellationToken);
    }

    private void Add(string kind, long chatId, long userId, int messageId, JsonObject payload)
    {
        DropExpired();
        if (pending.Count >= MaxPending)
            return;
        var meta = world.Meta;
        var id = pending.Count == 0 && core.UnixNow - meta.LastUpdateAt > IdleBeforeNewIds
            ? RandomNumberGenerator.GetInt32(100_000_000, 900_000_000)
            : meta.NextUpdateId;
        world.Change(meta with { NextUpdateId = id + 1, LastUpdateAt = core.UnixNow });
        var json = new JsonObject { ["update_id"] = id, [kind] = payload }.ToJsonString(TelegramJson.Options);
        var lifetime = kind == "callback_query" ? PressLifetime : MessageLifetime;
        var update = new TelegramUpdate(id, kind, chatId, messageId, core.UnixNow + lifetime, json, userId);
        pending.Add(update);
        earliestExpiry = Math.Min(earliestExpiry, update.ExpiresAt);
        core.State.Put($"update/{id}", update, TelegramStateJson.Readable.TelegramUpdate);
        waiting?.Wake();
        Pushed?.Invoke();
    }

    private async Task<ApiReply> WaitAsync(Poll poll, int offset, int limit, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var left = deadline - core.Time.GetUtcNow();
                var timedOut = left <= TimeSpan.Zero || !await poll.WaitAsync(left, core.Time, cancellationToken);
                var conflictAfter = TimeSpan.Zero;
                using (core.Enter())
                {
                    if (poll.Ended is null)
                    {
                        poll.Rearm();
                        var ready = Take(offset, limit);
                        if (ready.Count > 0 || timedOut)
                            return Reply(ready);
                        continue;
                    }
                    conflictAfter = ConflictDelay();
                }
                if (conflictAfter > TimeSpan.Zero)
                    await Task.Delay(conflictAfter, core.Time, cancellationToken);
                throw new TelegramRefusal(409, poll.Ended!);
            }
        }
        finally
        {
            using (core.Enter())
            {
                if (waiting == poll)
                    waiting = null;
            }
        }
    }

    /// <summary>Conflicts that follow one another within three seconds are told late, to slow down two bots that fight.</summary>
    private TimeSpan ConflictDelay()
    {
        var now = core.Time.GetUtcNow();
        if (now < nextPromptConflict)
            return TimeSpan.FromSeconds(3);
        nextPromptConflict = now.AddSeconds(3);
        return TimeSpan.Zero;
    }

    private void Allow(string method, string? text)
    {
        if (text is null)
            return;
        string?[]? named;
        try
        {
            named = JsonSerializer.Deserialize<string?[]>(text);
        }
        catch (JsonException)
        {
            // What cannot be read changes nothing.
            return;
        }
        if (named is null)
            return;
        foreach (var unknown in named.Where(name => !KnownKinds.Contains(name!)))
            core.Violation($"{method}: allowed_updates names '{unknown}', which is no kind of update");
        ImmutableArray<string> allowed = [.. KnownKinds.Where(kind => named.Contains(kind))];
        if (!allowed.SequenceEqual(AllowedUpdates))
            world.Change(world.Meta with { AllowedUpdates = allowed });
    }

    private List<TelegramUpdate> Take(int offset, int limit)
    {
        DropExpired();
        if (offset < 0)
        {
            RemoveFirst(pending.Count - (int)Math.Min(pending.Count, -(long)offset), confirmed: false);
        }
        else if (offset > 0 && offset <= world.Meta.NextUpdateId + 10L)
        {
            var below = pending.FindIndex(update => update.Id >= offset);
            RemoveFirst(below < 0 ? pending.Count : below, confirmed: true);
        }
        var batch = repeats.Take(limit).ToList();
        repeats.RemoveRange(0, batch.Count);
        var fresh = pending.GetRange(0, Math.Min(limit - batch.Count, pending.Count));
        repeats.AddRange(fresh.Where(_ => core.Faults.Strikes(FaultKind.DuplicatedUpdate)));
        batch.AddRange(fresh);
        return batch;
    }

    private void RemoveFirst(int count, bool confirmed)
    {
        for (var i = 0; i < count; i++)
            Forget(pending[i], confirmed);
        pending.RemoveRange(0, count);
    }

    private void Forget(TelegramUpdate update, bool confirmed)
    {
        core.State.Remove($"update/{update.Id}");
        if (confirmed && update.Kind == "message" && world.Chat(update.ChatId).Log.Find(update.MessageId) is { } message)
            world.Put(message with { Received = true });
    }

    private void DropExpired()
    {
        var now = core.UnixNow;
        if (now < earliestExpiry)
            return;
        pending.RemoveAll(update =>
        {
            if (update.ExpiresAt > now)
                return false;
            core.State.Remove($"update/{update.Id}");
            return true;
        });
        earliestExpiry = pending.Count == 0 ? long.MaxValue : pending.Min(update => update.ExpiresAt);
    }

    private ApiReply Reply(List<TelegramUpdate> updates)
    {
        foreach (var update in updates)
            HandedOut?.Invoke(update.UserId);
        var json = new StringBuilder("""{"ok":true,"result":[""");
        json.AppendJoin(',', updates.Select(update => update.Json));
        return new ApiReply(200, json.Append("]}").ToString());
    }

    /// <summary>A getUpdates that waits.</summary>
    private sealed class Poll
    {
        private TaskCompletionSource signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Why it is turned away; null while it may go on.</summary>
        public string? Ended { get; private set; }

        public void Wake() => signal.TrySetResult();

        public void Terminate(string reason)
        {
            Ended = reason;
            Wake();
        }

        public void Rearm() => signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>False when the time ran out.</summary>
        public async Task<bool> WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
        {
            try
            {
                await signal.Task.WaitAsync(timeout, time, cancellationToken);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }
}
