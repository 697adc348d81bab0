using MethodBot.Emulators;
using MethodBot.IntegrationTests.Crashes;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>Of all chats, each messenger fails at one: every time, whatever is sent there.</summary>
public sealed class FailingChatTests(ITestOutputHelper log)
{
    private const long Unlucky = 666;
    private const long HalfAnHour = 1_860_000;
    private const long FourDays = 4 * 86_400_000L;

    [Fact]
    public Task One_chat_at_which_a_messenger_always_fails_holds_up_nobody_else_is_told_to_the_administrator_and_is_not_tried_for_ever() => Town.PlayAsync(
        log, Crowd.Options with { Admins = ["telegram:3003"], MayRefuse = true }, async town =>
        {
            var head = town.InTelegram(3003);
            head.Start();
            await head.SeesAsync("№ 1?");
            // One does not answer, the other says that it is broken.
            town.TelegramServer!.Faults.HoldFor = TimeSpan.FromSeconds(2);
            town.TelegramServer.Faults.Set(FaultKind.TimeoutBeforeEffect, 1, "sendMessage");
            town.VkServer!.Faults.Set(FaultKind.InternalError, 1, "messages.send");
            Person[] people = [town.InTelegram(Unlucky), town.InVk(Unlucky)];
            foreach (var person in people)
            {
                person.Emulator.Faults.OnlyChat = Unlucky;
                person.Start();
            }

            await Waiting.UntilAsync(() => Count("attempts > 0") == 2, "sends that fail", () => town.BotOutput);

            // Whoever else is there goes through twenty questions, while it is tried over and over.
            var crowd = new Crowd(town, 10, seed: 1, shortest: 25);
            await crowd.FinishAsync();
            await Waiting.UntilAsync(() => Count("state < 2 AND attempts > 1") == 2, "sends that fail again", () => town.BotOutput);
            people.SelectMany(person => person.FromBot).ShouldBeEmpty();

            // It has waited for half an hour: somebody has to know.
            TownStore.Change(town.StorePath, $"UPDATE outbox SET created_at = created_at - {HalfAnHour} WHERE chat = '{Unlucky}'");
            await head.HearsAsync("Сообщения в Telegram не уходят");
            await head.HearsAsync("Сообщения во ВКонтакте не уходят");

            // Days and many attempts later it is given up, and the chat is not silent for ever because of it.
            TownStore.Change(town.StorePath, $"UPDATE outbox SET created_at = created_at - {FourDays}, attempts = 50, not_before = 1 WHERE chat = '{Unlucky}'");
            await Waiting.UntilAsync(() => Count("state > 2") == 2, "messages that are given up", () => town.BotOutput);
            foreach (var person in people)
            {
                person.Emulator.Faults.Clear();
                person.Type("Совсем нет");
                await person.SeesAsync("№ 2?");
            }

            (await crowd.CountAsync()).ShouldShowNothingLost();

            long Count(string condition) => town.Count($"SELECT count(*) FROM outbox WHERE chat = '{Unlucky}' AND {condition}");
        });
}
