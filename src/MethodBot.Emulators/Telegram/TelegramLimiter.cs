using MethodBot.Emulators.Core;

namespace MethodBot.Emulators.Telegram;

/// <summary>
/// The soft limits of the real server as two buckets: one of the bot (30 a second) and one of each chat (see
/// <see cref="EmulatorOptions.SendsPerSecondPerChat"/> and <see cref="EmulatorOptions.SendsPerMinutePerGroup"/>). Sends and edits count; answers to presses, polls and files do not.
/// </summary>
internal sealed class TelegramLimiter
{
    private readonly EmulatorCore core;
    private readonly TokenBucket? bot;
    private readonly bool limitsChats;
    private readonly Dictionary<long, TokenBucket> chats = [];

    public TelegramLimiter(EmulatorCore core)
    {
        this.core = core;
        var rate = double.IsNaN(core.Options.RequestsPerSecond) ? 30 : core.Options.RequestsPerSecond;
        if (rate <= 0)
            return;
        // A tenth more than the client keeps to, against delays on the way.
        bot = new TokenBucket(rate * 1.1, rate + 5, core.Time);
        limitsChats = core.Options.SendsPerSecondPerChat > 0;
    }

    /// <summary>Counts sends into a chat, or refuses them with 429. The lock is held.</summary>
    public void Take(long chatId, int count = 1)
    {
        if (bot is null)
            return;
        var chat = (chatId < 0 ? core.Options.SendsPerMinutePerGroup > 0 : limitsChats) ? BucketOf(chatId) : null;
        var wait = bot.Wait(count);
        if (chat?.Wait(count) is { } chatWait && chatWait > wait)
            wait = chatWait;
        if (wait > TimeSpan.Zero)
            throw TelegramRefusal.TooManyRequests(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
        bot.Take(count);
        chat?.Take(count);
    }

    private TokenBucket BucketOf(long chatId)
    {
        if (chats.TryGetValue(chatId, out var bucket))
            return bucket;
        if (chats.Count > 10_000)
        {
            foreach (var (id, full) in chats.Where(chat => chat.Value.IsFull).ToList())
                chats.Remove(id);
        }
        bucket = chatId < 0
            ? new TokenBucket(core.Options.SendsPerMinutePerGroup / 60.0, core.Options.SendsPerMinutePerGroup, core.Time)
            : new TokenBucket(core.Options.SendsPerSecondPerChat, core.Options.BurstPerChat, core.Time);
        chats[chatId] = bucket;
        return bucket;
    }
}
