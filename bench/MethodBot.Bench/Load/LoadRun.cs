using System.Diagnostics;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;

namespace MethodBot.Bench.Load;

/// <summary>What one run of a bot under load came to.</summary>
/// <param name="Latencies">Milliseconds, sorted.</param>
internal sealed record LoadResult(double AnswersPerSecond, IReadOnlyList<double> Latencies, double BytesPerTurn, double ProcessorPerTurn)
{
    public double Percentile(double part) => Latencies[(int)Math.Min(Latencies.Count - 1, Latencies.Count * part)];
}

/// <summary>Which bot is under load.</summary>
internal enum LoadedBot
{
    MethodBot,
    Baseline,
}

/// <summary>Runs a bot in a process of its own against an emulator and teachers in this one.</summary>
internal sealed class LoadRun(LoadOptions options)
{
    private const int LongestWarmup = 60;

    private static readonly EmulatorOptions Unlimited = new() { RequestsPerSecond = 0, SendsPerSecondPerChat = 0 };

    /// <param name="store">Where the bot keeps everything; null: a new file that is gone afterwards.</param>
    /// <param name="perSecond">Updates of all teachers together; 0: as fast as they are answered.</param>
    public async Task<LoadResult> RunAsync(LoadedBot which, int teachers, double perSecond = 0, string? store = null)
    {
        using var folder = new LoadFolder();
        await using var emulator = await TelegramEmulator.StartAsync(Unlimited);
        await using var bot = Start(which, emulator, store ?? folder.StorePath);
        await using var people = new Teachers(emulator, teachers, perSecond);
        await WarmUpAsync(people, bot);
        var (usage, updates, answers) = (await bot.ReadUsageAsync(), people.Updates, people.Answers);
        var began = Stopwatch.GetTimestamp();
        people.Measure();
        await PassAsync(options.Seconds, bot);
        var latencies = people.TakeLatencies();
        if (latencies.Count == 0)
            throw new InvalidOperationException("the bot under load answered nothing while it was measured");
        var rate = (people.Answers - answers) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        var turns = Math.Max(1, people.Updates - updates);
        var used = await bot.ReadUsageAsync();
        return new LoadResult(
            rate, [.. latencies.Order()], (double)(used.Allocated - usage.Allocated) / turns, (used.Processor - usage.Processor).TotalMilliseconds / turns);
    }

    /// <summary>Milliseconds from the process's start to its first poll.</summary>
    public static async Task<double> MeasureStartAsync(LoadedBot which)
    {
        using var folder = new LoadFolder();
        await using var emulator = await TelegramEmulator.StartAsync(Unlimited);
        var began = Stopwatch.GetTimestamp();
        await using var bot = Start(which, emulator, folder.StorePath);
        while (!emulator.RequestCounts.ContainsKey("getUpdates"))
        {
            bot.EnsureRunning();
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>Managed bytes that live after a full collection, once so many people have begun and answered one question.</summary>
    /// <returns>
    /// At once, with the buffers of every connection of that busy minute, however many conversations it was; and once those nobody uses are closed.
    /// </returns>
    public async Task<(long Busy, long Settled)> MeasureHeapAsync(int conversations)
    {
        using var folder = new LoadFolder();
        await using var emulator = await TelegramEmulator.StartAsync(Unlimited);
        await using var bot = Start(LoadedBot.MethodBot, emulator, folder.StorePath);
        await using var people = new Teachers(emulator, conversations, answersEach: 1);
        while (people.Updates < 2 * conversations)
            await PassAsync(1, bot);
        var busy = await bot.ReadUsageAsync(collected: true);
        await PassAsync(options.UntilConnectionsClose, bot);
        var settled = await bot.ReadUsageAsync(collected: true);
        return (busy.Heap, settled.Heap);
    }

    // By time and by work: on a busy machine seconds alone leave the runtime still compiling.
    private async Task WarmUpAsync(Teachers people, BotUnderLoad bot)
    {
        for (var second = 0; people.Updates == 0; second++)
        {
            if (second == LongestWarmup)
                throw new InvalidOperationException("the bot under load does not answer");
            await PassAsync(1, bot);
        }

        var work = people.PerSecond > 0 ? 0 : options.WarmupAnswers;
        for (var second = 0; second < options.Warmup || (people.Answers < work && second < LongestWarmup); second++)
            await PassAsync(1, bot);
    }

    private static BotUnderLoad Start(LoadedBot which, TelegramEmulator emulator, string store) =>
        which == LoadedBot.MethodBot ? BotUnderLoad.StartMethodBot(emulator, store) : BotUnderLoad.StartBaseline(emulator);

    private static async Task PassAsync(int seconds, BotUnderLoad bot)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        bot.EnsureRunning();
    }
}
