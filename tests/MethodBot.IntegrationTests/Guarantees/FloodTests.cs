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
    private const long FirstOfMany = 500_000;
    private const int People = 1_000;
    private const long Megabyte = 1024 * 1024;
    private const long LargestMemory = 512 * Megabyte;

    /// <summary>The crowd's answers, and the room that a journal takes.</summary>
    private const long SmallStore = 16 * Megabyte;

    /// <summary>Of a message that was ignored, its key and time are kept, for a week.</summary>
    private const long LargestTrace = 250;

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
            var stored = new FileInfo(town.StorePath).Length + new FileInfo(town.StorePath + "-wal").Length;
            // What VK's history is too short for, nobody brings: of a flood nothing is lost by that, and others' messages are read where they stand.
            Tell(string.Create(
                CultureInfo.InvariantCulture,
                $"{messenger}: {count} messages of one person: {ignored} ignored, {answered} answers, {process.WorkingSet64 / Megabyte} MB in memory, {stored / Megabyte} MB on the disk"));
            // A flood that lasts for minutes has the allowance of each of them.
            var minutes = (answered + PerMinute - 1) / PerMinute;
            minutes.ShouldBeLessThan(count / PerMinute / 10);
            ignored.ShouldBeGreaterThan(answered);
            process.WorkingSet64.ShouldBeLessThan(LargestMemory);
            stored.ShouldBeLessThan(SmallStore + (count * LargestTrace));
            town.Count("SELECT count(*) FROM outbox WHERE payload LIKE '%Сообщений слишком много%'").ShouldBe(1);
            await hostile.HearsAsync("Сообщений слишком много");
            town.BotOutput.ShouldContain("sends more than a person can");
        });

    [Fact]
    public Task When_two_thousand_new_people_come_at_once_nobody_is_lost_and_who_comes_in_between_does_not_wait_for_the_last() => Town.PlayAsync(
        log,
        Crowd.Options,
        async town =>
        {
            var emulators = new IMessengerEmulator[] { town.TelegramServer!, town.VkServer! };
            foreach (var emulator in emulators)
            {
                for (var i = 0; i < People; i++)
                    emulator.AddPerson(FirstOfMany + i, "Новый", "Человек");
            }

            var methodist = town.InVk(7103);
            Come(0, People / 2);
            methodist.Start();
            Come(People / 2, People);
            await methodist.SeesAsync("№ 1?");
            await Waiting.UntilAsync(
                () => town.Count("SELECT count(*) FROM outbox WHERE state < 2") == 0 && emulators.All(emulator => Enumerable.Range(0, People).All(i => Answers(emulator, i) > 0)),
                "the first question before everybody",
                () => town.BotOutput);

            emulators.SelectMany(emulator => Enumerable.Range(0, People).Select(i => Answers(emulator, i))).ShouldAllBe(answers => answers == 1);
            town.Count("SELECT count(*) FROM conversation").ShouldBe((2 * People) + 1);
            var later = town.Count("SELECT count(*) FROM outbox WHERE messenger = 'vk' AND finished_at > (SELECT max(finished_at) FROM outbox WHERE messenger = 'vk' AND chat = '7103')");
            later.ShouldBePositive();
            using var process = Process.GetProcessById(town.Bot.Id);
            Tell(string.Create(
                CultureInfo.InvariantCulture,
                $"{2 * People} new people at once: {later} of VK's {People} answered after who came in between, {process.WorkingSet64 / Megabyte} MB in memory"));
            process.WorkingSet64.ShouldBeLessThan(LargestMemory);

            void Come(int from, int to)
            {
                for (var i = from; i < to; i++)
                {
                    foreach (var emulator in emulators)
                        emulator.Start(FirstOfMany + i);
                }
            }

            static int Answers(IMessengerEmulator emulator, int number) => emulator.Messages(FirstOfMany + number).Count(message => message.FromBot);
        });

    // Said on the console too: a figure that only failures show is no figure.
    private void Tell(string figures)
    {
        log.WriteLine(figures);
        Console.WriteLine(figures);
    }
}
