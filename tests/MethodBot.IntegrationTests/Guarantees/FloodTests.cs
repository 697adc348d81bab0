using System.Diagnostics;
using System.Globalization;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Crashes;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>Somebody's program writes as fast as it can. <c>METHODBOT_FLOOD=100000</c> makes it that many messages.</summary>
public sealed class FloodTests(ITestOutputHelper log)
{
    private const int ShortFlood = 5_000;
    private const int PerMinute = 120;
    private const long LargestMemory = 512L * 1024 * 1024;

    [Theory]
    [InlineData("telegram")]
    [InlineData("vk")]
    public Task One_who_floods_is_told_once_and_ignored_and_everybody_else_is_served(string messenger) => Town.PlayAsync(
        log,
        Crowd.Options with { WithTelegram = messenger == "telegram", WithVk = messenger == "vk", Settings = [$"--Service:TurnsPerMinute={PerMinute.ToString(CultureInfo.InvariantCulture)}"] },
        async town =>
        {
            var count = int.TryParse(Environment.GetEnvironmentVariable("METHODBOT_FLOOD"), CultureInfo.InvariantCulture, out var asked) ? asked : ShortFlood;
            var hostile = town.In(messenger, 666);
            hostile.Start();
            await hostile.SeesAsync("№ 1?");
            var crowd = new Crowd(town, 10, seed: 1);
            for (var i = 0; i < count; i++)
                hostile.Type("Купите!");
            await crowd.FinishAsync();

            await Waiting.UntilAsync(
                () => hostile.Chat.Last(message => !message.FromBot).Delivery == DeliveryState.Received,
                "the end of the flood",
                () => town.BotOutput);
            var ignored = town.Count("SELECT count(*) FROM inbox WHERE state = 3");
            var answered = town.Count("SELECT count(*) FROM outbox WHERE chat = '666'");
            using var process = Process.GetProcessById(town.Bot.Id);
            var figures = string.Create(
                CultureInfo.InvariantCulture,
                $"{messenger}: {count} messages of one person: {ignored} ignored, {answered} answers, {process.WorkingSet64 / 1024 / 1024} MB in memory");
            log.WriteLine(figures);
            Console.WriteLine(figures);
            // A flood that lasts for minutes has the allowance of each of them.
            var minutes = (count - ignored + PerMinute - 1) / PerMinute;
            minutes.ShouldBeLessThan(count / PerMinute / 10);
            process.WorkingSet64.ShouldBeLessThan(LargestMemory);
            town.Count("SELECT count(*) FROM outbox WHERE payload LIKE '%Сообщений слишком много%'").ShouldBe(1);
            await hostile.HearsAsync("Сообщений слишком много");
            town.BotOutput.ShouldContain("sends more than a person can");
        });
}
