using System.Globalization;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Crashes;

/// <summary>
/// The bot ends again and again while a crowd answers. <c>METHODBOT_KILLS=200</c> makes the long round of it, with more people, and
/// <c>METHODBOT_SEED</c> repeats one.
/// </summary>
public sealed class CrashTests(ITestOutputHelper log)
{
    private const int ShortRound = 12;
    private const int Stops = 6;

    [Fact]
    public Task Killed_at_random_instants_the_bot_loses_nothing_acknowledged_and_strands_nobody() => Town.PlayAsync(log, Crowd.Options, async town =>
    {
        var kills = Number("METHODBOT_KILLS") ?? ShortRound;
        var seed = Seed();
        var random = new Random(seed);
        var crowd = new Crowd(town, kills > ShortRound ? 100 : 60, seed);
        for (var i = 0; i < kills; i++)
        {
            await Task.Delay(random.Next(20, 801));
            await town.KillAndStartBotAsync();
        }

        await crowd.FinishAsync();
        var figures = await crowd.CountAsync();
        Tell($"{kills} kills, seed {seed}: {figures}");
        figures.ShouldShowNothingLost();
    });

    [Fact]
    public Task Stopped_in_the_middle_of_everything_the_bot_ends_cleanly_and_nothing_is_lost_or_sent_twice() => Town.PlayAsync(log, Crowd.Options, async town =>
    {
        var seed = Seed();
        var random = new Random(seed);
        var crowd = new Crowd(town, 60, seed);
        var longest = TimeSpan.Zero;
        for (var i = 0; i < Stops; i++)
        {
            await Task.Delay(random.Next(100, 1500));
            var begun = TimeProvider.System.GetTimestamp();
            await town.StopBotAsync();
            var taken = TimeProvider.System.GetElapsedTime(begun);
            longest = taken > longest ? taken : longest;
            await town.StartBotAsync();
        }

        await crowd.FinishAsync();
        var figures = await crowd.CountAsync();
        Tell($"{Stops} stops, the longest {longest.TotalMilliseconds:F0} ms, seed {seed}: {figures}");
        figures.ShouldShowNothingLost();
        figures.UnknownOutcomes.ShouldBe(0);
        town.BotOutput.ShouldNotContain("were under way at the last stop");
        // Five seconds are the host's own patience: past them it leaves work behind, and says so with its code.
        longest.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    });

    private static int Seed() => Number("METHODBOT_SEED") ?? Random.Shared.Next();

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Said on the console too: a figure that only failures show is no figure.
    private void Tell(string figures)
    {
        log.WriteLine(figures);
        Console.WriteLine(figures);
    }
}
