using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

/// <summary>Faults that befall updates: doubled, overtaken, lost.</summary>
public sealed class UpdateFaultTests
{
    private static EmulatorOptions Free => new() { RequestsPerSecond = 0, DeliveryDelayScale = 0.001 };

    [Fact]
    public async Task An_update_of_Telegram_comes_again_after_it_was_confirmed()
    {
        await using var wire = await TelegramWire.StartedAsync(Free);
        wire.Emulator.Faults.Next(FaultKind.DuplicatedUpdate);
        wire.Emulator.SendText(TelegramWire.Anna, "раз");
        var first = (await wire.UpdatesAsync(new { timeout = 0 })).ShouldHaveSingleItem();
        var again = (await wire.UpdatesAsync(new { offset = first.GetProperty("update_id").GetInt32() + 1, timeout = 0 })).ShouldHaveSingleItem();
        again.GetRawText().ShouldBe(first.GetRawText());
        (await wire.UpdatesAsync(new { offset = first.GetProperty("update_id").GetInt32() + 1, timeout = 0 })).ShouldBeEmpty();
        wire.Emulator.Faults.Injected[FaultKind.DuplicatedUpdate].ShouldBe(1);
    }

    [Fact]
    public async Task An_event_of_Vk_comes_again_after_it_was_confirmed()
    {
        await using var wire = await VkWire.StartAsync(Free);
        wire.Emulator.Faults.Next(FaultKind.DuplicatedUpdate);
        wire.Emulator.SendText(VkWire.Anna, "раз");
        var first = await wire.PollAsync();
        var again = await wire.PollAsync(ts: first.GetProperty("ts").GetString());
        again.GetProperty("updates")[0].GetProperty("event_id").GetString().ShouldBe(first.GetProperty("updates")[0].GetProperty("event_id").GetString());
        again.GetProperty("ts").GetString().ShouldBe(first.GetProperty("ts").GetString());
        (await wire.PollAsync(ts: first.GetProperty("ts").GetString())).GetProperty("updates").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_posted_update_comes_again_though_it_was_taken()
    {
        await using var bot = await BotAddress.StartAsync();
        await using var wire = await TelegramWire.StartedAsync(Free);
        await wire.CallAsync("setWebhook", new { url = bot.Url });
        wire.Emulator.Faults.Next(FaultKind.DuplicatedUpdate);
        wire.Emulator.SendText(TelegramWire.Anna, "раз");
        wire.Emulator.SendText(TelegramWire.Anna, "два");
        var came = await bot.UntilAsync(3);
        came.Select(one => one.Body.GetProperty("message").GetProperty("text").GetString()).ShouldBe(["раз", "раз", "два"]);
        came.Select(one => one.Body.GetProperty("update_id").GetInt32()).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task An_update_is_overtaken_by_another_chat_and_by_a_press_but_not_in_its_own_chat()
    {
        await using var wire = await TelegramWire.StartedAsync(Free);
        wire.Emulator.Start(TelegramWire.Oleg);
        var id = await wire.SendAsync("Запись?", TelegramWire.Buttons(("Да", "yes")));
        await wire.UpdatesAsync(new { offset = -1 });
        wire.Emulator.Faults.OvertakenWithin = TimeSpan.FromMinutes(1);
        wire.Emulator.Faults.Next(FaultKind.ReorderedUpdate);
        wire.Emulator.SendText(TelegramWire.Anna, "Анна");
        wire.Emulator.SendText(TelegramWire.Oleg, "Олег");
        wire.Emulator.Faults.Next(FaultKind.ReorderedUpdate);
        wire.Emulator.SendText(TelegramWire.Anna, "до нажатия");
        wire.Emulator.Press(TelegramWire.Anna, $"{id}", new EmulatedButton("Да", "yes"));
        wire.Emulator.Faults.Next(FaultKind.ReorderedUpdate);
        wire.Emulator.SendText(TelegramWire.Anna, "раз");
        wire.Emulator.SendText(TelegramWire.Anna, "два");
        var updates = (await wire.UpdatesAsync(new { timeout = 0 }))[1..];
        updates.Select(update => update.TryGetProperty("message", out var message) ? message.GetProperty("text").GetString() : "нажатие")
            .ShouldBe(["Олег", "Анна", "нажатие", "до нажатия", "раз", "два"]);
        updates.Select(update => update.GetProperty("update_id").GetInt32()).ShouldBeInOrder();
        wire.Emulator.Faults.Injected[FaultKind.ReorderedUpdate].ShouldBe(3);
    }

    [Fact]
    public async Task An_event_that_nothing_overtakes_is_only_late()
    {
        await using var wire = await VkWire.StartAsync(Free);
        wire.Emulator.Faults.OvertakenWithin = TimeSpan.FromMilliseconds(50);
        wire.Emulator.Faults.Next(FaultKind.ReorderedUpdate);
        wire.Emulator.SendText(VkWire.Anna, "раз");
        (await wire.PollAsync()).GetProperty("updates").GetArrayLength().ShouldBe(0);
        (await wire.PollAsync(wait: 25)).GetProperty("updates").GetArrayLength().ShouldBe(1);
        wire.Emulator.Faults.OvertakenWithin = TimeSpan.FromMinutes(1);
        wire.Emulator.Faults.Next(FaultKind.ReorderedUpdate);
        wire.Emulator.SendText(VkWire.Anna, "два");
        wire.Emulator.SendText(VkWire.Oleg, "три");
        Texts(await wire.PollAsync()).ShouldBe(["раз", "три", "два"]);
    }

    [Fact]
    public async Task A_late_update_survives_the_end_of_the_server()
    {
        var options = Free with { StateFile = Path.Combine(Directory.CreateTempSubdirectory("methodbot-late-").FullName, "telegram.state") };
        await using (var wire = await TelegramWire.StartedAsync(options))
        {
            wire.Emulator.Faults.OvertakenWithin = TimeSpan.FromMinutes(1);
            wire.Emulator.Faults.Next(FaultKind.ReorderedUpdate);
            wire.Emulator.SendText(TelegramWire.Anna, "раз");
        }
        await using var again = await TelegramWire.StartAsync(options);
        (await again.UpdatesAsync(new { timeout = 0 })).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_lost_history_of_the_long_poll_is_told_and_lost_while_the_messages_are_there()
    {
        await using var wire = await VkWire.StartAsync(Free);
        wire.Emulator.Faults.Next(FaultKind.LongPollHistoryLost);
        wire.Emulator.SendText(VkWire.Anna, "раз");
        var failed = await wire.PollAsync();
        failed.GetProperty("failed").GetInt32().ShouldBe(1);
        var ts = failed.GetProperty("ts").GetInt64();
        (await wire.PollAsync()).GetProperty("failed").GetInt32().ShouldBe(1);
        wire.Emulator.SendText(VkWire.Anna, "два");
        Texts(await wire.PollAsync(ts: $"{ts}")).ShouldBe(["два"]);
        await ShouldHaveInHistoryAsync(wire, "два", "раз");
    }

    [Fact]
    public async Task Lost_information_takes_the_key_and_the_events()
    {
        await using var wire = await VkWire.StartAsync(Free);
        wire.Emulator.Faults.Next(FaultKind.LongPollInformationLost);
        wire.Emulator.SendText(VkWire.Anna, "раз");
        (await wire.PollAsync()).GetRawText().ShouldBe("""{"failed":3}""");
        (await wire.PollAsync()).GetRawText().ShouldBe("""{"failed":2}""");
        await wire.RenewAsync();
        wire.Emulator.SendText(VkWire.Anna, "два");
        Texts(await wire.PollAsync()).ShouldBe(["два"]);
        await ShouldHaveInHistoryAsync(wire, "два", "раз");
    }

    [Fact]
    public async Task An_expired_key_loses_nothing()
    {
        await using var wire = await VkWire.StartAsync(Free);
        wire.Emulator.SendText(VkWire.Anna, "раз");
        wire.Emulator.Faults.Next(FaultKind.LongPollKeyExpired);
        (await wire.PollAsync()).GetRawText().ShouldBe("""{"failed":2}""");
        var ts = wire.Ts;
        await wire.RenewAsync();
        Texts(await wire.PollAsync(ts: ts)).ShouldBe(["раз"]);
    }

    private static async Task ShouldHaveInHistoryAsync(VkWire wire, params string[] texts)
    {
        var history = (await wire.CallAsync("messages.getHistory", new { peer_id = VkWire.Anna })).Response().GetProperty("items");
        history.EnumerateArray().Select(message => message.GetProperty("text").GetString()).ShouldBe(texts);
    }

    private static string?[] Texts(JsonElement answer) =>
        [.. answer.GetProperty("updates").EnumerateArray().Select(one => one.GetProperty("object").GetProperty("message").GetProperty("text").GetString())];
}
