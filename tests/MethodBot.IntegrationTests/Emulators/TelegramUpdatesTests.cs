using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramUpdatesTests
{
    private static int Id(JsonElement update) => update.GetProperty("update_id").GetInt32();

    private static string Text(JsonElement update) => update.GetProperty("message").GetProperty("text").GetString()!;

    [Fact]
    public async Task Updates_come_again_until_a_higher_offset_confirms_them()
    {
        await using var wire = await TelegramWire.StartAsync();
        wire.Emulator.SendText(TelegramWire.Anna, "один");
        wire.Emulator.SendText(TelegramWire.Anna, "два");
        var first = await wire.UpdatesAsync(new { limit = 10 });
        first.Select(Text).ShouldBe(["один", "два"]);
        Id(first[1]).ShouldBe(Id(first[0]) + 1);

        (await wire.UpdatesAsync(new { offset = Id(first[0]) })).Select(Text).ShouldBe(["один", "два"]);
        (await wire.UpdatesAsync(new { offset = Id(first[0]) + 1 })).Select(Text).ShouldBe(["два"]);
        (await wire.UpdatesAsync(new { timeout = 0 })).Select(Text).ShouldBe(["два"]);
    }

    [Fact]
    public async Task A_message_is_received_only_when_its_update_is_confirmed()
    {
        await using var wire = await TelegramWire.StartAsync();
        var sent = wire.Emulator.SendText(TelegramWire.Anna, "один");
        sent.Delivery.ShouldBe(DeliveryState.Sent);
        var update = (await wire.UpdatesAsync(new { limit = 1 })).Single();
        wire.Emulator.Messages(TelegramWire.Anna).Single().Delivery.ShouldBe(DeliveryState.Sent);
        var changes = new List<EmulatedChange>();
        wire.Emulator.Changed += changes.Add;
        await wire.UpdatesAsync(new { offset = Id(update) + 1 });
        wire.Emulator.Messages(TelegramWire.Anna).Single().Delivery.ShouldBe(DeliveryState.Received);
        changes.Single().Message!.Id.ShouldBe(sent.Id);
    }

    [Fact]
    public async Task A_negative_offset_keeps_the_last_ones_and_forgets_the_rest()
    {
        await using var wire = await TelegramWire.StartAsync();
        foreach (var text in new[] { "один", "два", "три" })
            wire.Emulator.SendText(TelegramWire.Anna, text);
        (await wire.UpdatesAsync(new { offset = -1 })).Select(Text).ShouldBe(["три"]);
        (await wire.UpdatesAsync(new { limit = 100 })).Select(Text).ShouldBe(["три"]);
        wire.Emulator.Messages(TelegramWire.Anna).ShouldAllBe(message => message.Delivery == DeliveryState.Sent);
    }

    [Fact]
    public async Task An_offset_far_ahead_confirms_nothing()
    {
        await using var wire = await TelegramWire.StartAsync();
        wire.Emulator.SendText(TelegramWire.Anna, "один");
        var id = Id((await wire.UpdatesAsync(new { limit = 1 })).Single());
        (await wire.UpdatesAsync(new { offset = id + 1000 })).Select(Text).ShouldBe(["один"]);
    }

    [Fact]
    public async Task The_limit_is_clamped_and_kept()
    {
        await using var wire = await TelegramWire.StartAsync();
        for (var i = 0; i < 102; i++)
            wire.Emulator.SendText(TelegramWire.Anna, $"{i}");
        (await wire.UpdatesAsync(new { offset = 1, limit = 3 })).Length.ShouldBe(3);
        (await wire.UpdatesAsync(new { offset = 2, limit = 1000 })).Length.ShouldBe(100);
        (await wire.UpdatesAsync(new { offset = 3, limit = 0 })).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_waiting_poll_gets_the_update_that_comes()
    {
        await using var wire = await TelegramWire.StartAsync();
        var poll = wire.UpdatesAsync(new { timeout = 30 });
        while (!wire.Emulator.RequestCounts.ContainsKey("getUpdates"))
            await Task.Delay(5);
        wire.Emulator.SendText(TelegramWire.Anna, "один");
        (await poll).Select(Text).ShouldBe(["один"]);
    }

    [Fact]
    public async Task A_poll_that_waited_in_vain_gets_nothing()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartAsync(new EmulatorOptions { Time = time });
        var poll = wire.UpdatesAsync(new { timeout = 600 });
        await time.UntilSomebodyWaitsAsync(CancellationToken.None);
        // The timeout was clamped to 50 seconds.
        time.Advance(TimeSpan.FromSeconds(50));
        (await poll).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_poll_ends_the_older_one_with_a_conflict()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartAsync(new EmulatorOptions { Time = time });
        var older = wire.CallAsync("getUpdates", new { timeout = 50 });
        await time.UntilSomebodyWaitsAsync(CancellationToken.None);
        var newer = wire.UpdatesAsync(new { timeout = 50, offset = 5 });
        (await older).ShouldRefuse(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
        wire.Emulator.SendText(TelegramWire.Anna, "один");
        (await newer).Select(Text).ShouldBe(["один"]);
    }

    [Fact]
    public async Task A_second_conflict_within_three_seconds_is_told_late()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartAsync(new EmulatorOptions { Time = time });
        var first = wire.CallAsync("getUpdates", new { timeout = 50, offset = 1 });
        await time.UntilSomebodyWaitsAsync(CancellationToken.None);
        var second = wire.CallAsync("getUpdates", new { timeout = 50, offset = 2 });
        (await first).Status.ShouldBe(409);
        await time.UntilSomebodyWaitsAsync(CancellationToken.None);
        (await wire.CallAsync("getUpdates", new { offset = 3 })).Status.ShouldBe(200);
        await time.UntilSomebodyWaitsAsync(CancellationToken.None);
        second.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(3));
        (await second).Status.ShouldBe(409);
    }

    [Fact]
    public async Task A_poller_in_a_hurry_gets_one_update_at_a_time()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartAsync(new EmulatorOptions { Time = time });
        wire.Emulator.SendText(TelegramWire.Anna, "один");
        wire.Emulator.SendText(TelegramWire.Anna, "два");
        (await wire.UpdatesAsync(new { offset = 7 })).Length.ShouldBe(2);
        (await wire.UpdatesAsync(new { offset = 7 })).Length.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(1));
        (await wire.UpdatesAsync(new { offset = 7 })).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_poll_without_a_timeout_repeated_within_three_seconds_waits_three()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartAsync(new EmulatorOptions { Time = time });
        (await wire.UpdatesAsync(new { offset = 7, timeout = 0 })).ShouldBeEmpty();
        var again = wire.UpdatesAsync(new { offset = 7, timeout = 0 });
        await time.UntilSomebodyWaitsAsync(CancellationToken.None);
        again.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(3));
        (await again).ShouldBeEmpty();
    }

    [Fact]
    public async Task Allowed_updates_are_remembered_and_filter_what_is_made()
    {
        await using var wire = await TelegramWire.StartedAsync();
        await wire.UpdatesAsync(new { offset = 1, allowed_updates = new[] { "callback_query" } });
        wire.Emulator.SendText(TelegramWire.Anna, "не придёт");
        var message = await wire.SendAsync("Запись?", TelegramWire.Buttons(("Да", "yes")));
        wire.Emulator.Press(TelegramWire.Anna, $"{message}", wire.Emulator.Messages(TelegramWire.Anna)[^1].Buttons[0][0]);
        var updates = await wire.UpdatesAsync(new { offset = 2 });
        updates.Single().TryGetProperty("callback_query", out _).ShouldBeTrue();

        // An empty list brings the default back; nothing at all changes nothing.
        await wire.UpdatesAsync(new { offset = Id(updates[0]) + 1, allowed_updates = Array.Empty<string>() });
        wire.Emulator.SendText(TelegramWire.Anna, "придёт");
        (await wire.UpdatesAsync(new { offset = Id(updates[0]) })).Select(Text).ShouldBe(["придёт"]);
    }

    [Fact]
    public async Task A_press_is_forgotten_after_150_seconds_and_a_message_after_a_day()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartedAsync(new EmulatorOptions { Time = time });
        var message = await wire.SendAsync("Запись?", TelegramWire.Buttons(("Да", "yes")));
        wire.Emulator.SendText(TelegramWire.Anna, "один");
        wire.Emulator.Press(TelegramWire.Anna, $"{message}", wire.Emulator.Messages(TelegramWire.Anna).Single(one => one.FromBot).Buttons[0][0]);
        time.Advance(TimeSpan.FromSeconds(149));
        (await wire.UpdatesAsync(new { offset = 1 })).Length.ShouldBe(2);
        time.Advance(TimeSpan.FromSeconds(1));
        (await wire.UpdatesAsync(new { offset = 2 })).Select(Text).ShouldBe(["один"]);
        time.Advance(TimeSpan.FromHours(24));
        (await wire.UpdatesAsync(new { offset = 3 })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ids_start_anew_after_a_week_of_silence()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartAsync(new EmulatorOptions { Time = time });
        wire.Emulator.SendText(TelegramWire.Anna, "один");
        var id = Id((await wire.UpdatesAsync(new { offset = 1 })).Single());
        await wire.UpdatesAsync(new { offset = id + 1 });
        time.Advance(TimeSpan.FromDays(8));
        wire.Emulator.SendText(TelegramWire.Anna, "два");
        Id((await wire.UpdatesAsync(new { offset = 2 })).Single()).ShouldNotBe(id + 1);
    }

    [Fact]
    public async Task Stopping_ends_a_waiting_poll()
    {
        var wire = await TelegramWire.StartAsync();
        var poll = wire.CallAsync("getUpdates", new { timeout = 50 });
        while (!wire.Emulator.RequestCounts.ContainsKey("getUpdates"))
            await Task.Delay(5);
        await wire.Emulator.DisposeAsync();
        await Should.ThrowAsync<HttpRequestException>(poll);
        await wire.DisposeAsync();
    }
}
