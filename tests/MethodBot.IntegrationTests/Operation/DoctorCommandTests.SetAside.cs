using System.Globalization;
using MethodBot.Emulators;
using MethodBot.Emulators.Vk;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>Updates whose turn failed: told, forgotten, run again.</summary>
public sealed partial class DoctorCommandTests
{
    [Fact]
    public async Task An_update_set_aside_is_listed_without_its_words_and_discarded_once()
    {
        TownStore.Fill(StorePath);
        TownStore.Change(
            StorePath,
            """
            INSERT INTO inbox (id, messenger, channel, update_key, received_at, state, raw, chat, error)
            VALUES (17, 'vk', '201', 'm:7001:12', 1790000000000, 2, '{"text":"private words"}', '7001', 'System.InvalidOperationException: no such event' || char(10) || '   at Inside')
            """);
        var exit = await ExamineAsync();
        exit.Code.ShouldBe(0, exit.Output);
        exit.Output.ShouldContain("look    1 updates are set aside");
        exit.Output.ShouldContain("17  vk:201  2026-09-21 14:13  m:7001:12: System.InvalidOperationException: no such event");
        exit.Output.ShouldNotContain("private words");
        exit.Output.ShouldNotContain("at Inside");

        (await RunAsync("doctor", "discard", "17")).Code.ShouldBe(0);
        TownStore.Count(StorePath, "SELECT count(*) FROM inbox WHERE id = 17 AND state = 1 AND raw IS NULL AND chat IS NULL AND error IS NULL").ShouldBe(1);
        (await ExamineAsync()).Output.ShouldContain("no update is set aside");
        (await RunAsync("doctor", "discard", "17")).ShouldBeAMessageFor("no update 17 is set aside");
    }

    [Fact]
    public Task A_turn_that_failed_runs_again_in_the_running_bot_once_its_fault_is_mended() =>
        Town.PlayAsync(log, new TownOptions { WithTelegram = false, MaySetAside = true }, async town =>
        {
            const string Sorry = "Не получилось обработать сообщение";
            var teacher = await town.WithMenuAsync(town.InVk(7002));
            await teacher.ChooseAsync("чем помочь?", "Ещё");
            TownStore.Change(town.StorePath, "ALTER TABLE association RENAME TO association_mislaid");
            await teacher.ChooseAsync("Что ещё показать?", "Методические объединения");
            await teacher.HearsAsync(Sorry);
            var number = town.Count("SELECT id FROM inbox WHERE state = 2").ToString(CultureInfo.InvariantCulture);

            // Before it is mended it fails again, and of that the person is told nothing.
            (await town.RunAsync("doctor", "retry", number, "--store", town.StorePath)).Code.ShouldBe(0);
            await Waiting.UntilAsync(() => town.BotOutput.Split("was set aside").Length == 3, "the second failure", () => town.BotOutput);
            await Waiting.UntilAsync(() => town.Count("SELECT count(*) FROM inbox WHERE state = 2") == 1, "the update set aside again", () => "");
            teacher.FromBot.Count(message => message.Text.Contains(Sorry, StringComparison.Ordinal)).ShouldBe(1);

            TownStore.Change(town.StorePath, "ALTER TABLE association_mislaid RENAME TO association");
            (await town.RunAsync("doctor", "retry", number, "--store", town.StorePath)).Code.ShouldBe(0);
            await teacher.SeesAsync("Объединения города");
            town.Count("SELECT count(*) FROM inbox WHERE raw IS NOT NULL OR inbound IS NOT NULL OR error IS NOT NULL OR state <> 1").ShouldBe(0);
            (await town.RunAsync("doctor", "retry", number, "--store", town.StorePath)).ShouldBeAMessageFor($"no update {number} is set aside");
        });

    [Fact]
    public async Task What_a_stopped_bot_was_asked_to_run_again_runs_at_its_start()
    {
        await using var vk = await VkEmulator.StartAsync(new EmulatorOptions { RequestsPerSecond = 0 });
        vk.AddPerson(7002, "Мария", "Лебедева");
        vk.SendText(7002, "меню");
        TownStore.Fill(StorePath);
        TownStore.Change(
            StorePath,
            """
            INSERT INTO inbox (id, messenger, channel, update_key, received_at, state, raw, chat, inbound, error)
            VALUES (17, 'vk', '201', 'm:7002:0', 1790000000000, 2, '{}', '7002', '{"key":"m:7002:0","kind":4,"chat":"7002","account":"7002","isGroup":false,"text":"помощь","attachments":[]}', 'gone')
            """);
        await ExamineAsync([.. OfVk(vk, vk.ApiUrl), ("Web:Url", "http://127.0.0.1:0")]);
        (await RunAsync("doctor", "retry", "17")).Code.ShouldBe(0);
        (await RunAsync("doctor", "discard", "18")).ShouldBeAMessageFor("no update 18 is set aside");
        await using var bot = BotProcess.Start(_folder, ["run"]);
        await Waiting.UntilAsync(
            () => vk.Messages(7002).Any(message => message.FromBot && message.Text.Contains("прекратить начатое", StringComparison.Ordinal)), "the help that was asked for", () => bot.Output);
        (await bot.StopAsync()).Code.ShouldBe(0);
        // Older than what the inbox remembers, and settled, it may be gone altogether.
        TownStore.Count(StorePath, "SELECT count(*) FROM inbox WHERE id = 17 AND (state <> 1 OR inbound IS NOT NULL)").ShouldBe(0);
    }
}
