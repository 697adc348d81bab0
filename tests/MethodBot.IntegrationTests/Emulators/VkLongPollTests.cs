using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class VkLongPollTests
{
    private static string Text(JsonElement update) => update.GetProperty("object").GetProperty("message").GetProperty("text").GetString()!;

    [Fact]
    public async Task Nothing_comes_until_it_is_switched_on()
    {
        await using var wire = await VkWire.StartBareAsync();
        (await wire.CallAsync("groups.getLongPollServer", new { group_id = 201 })).ErrorCode().ShouldBe(100);
        wire.Emulator.SendText(VkWire.Anna, "до включения");
        await wire.ConnectAsync("message_event");
        wire.Emulator.SendText(VkWire.Anna, "другой вид");
        (await wire.TakeAsync()).ShouldBeEmpty();
        await wire.ConnectAsync("message_new");
        wire.Emulator.SendText(VkWire.Anna, "теперь");
        (await wire.TakeAsync()).Select(Text).ShouldBe(["теперь"]);
        var settings = (await wire.CallAsync("groups.getLongPollSettings", new { group_id = 201 })).Response();
        settings.GetProperty("is_enabled").GetBoolean().ShouldBeTrue();
        settings.GetProperty("events").GetProperty("message_new").GetInt32().ShouldBe(1);
        settings.GetProperty("events").GetProperty("message_reply").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_message_comes_as_the_version_writes_it()
    {
        await using var wire = await VkWire.StartAsync();
        wire.Emulator.SendText(VkWire.Anna, "Здравствуйте");
        var update = (await wire.TakeAsync()).Single();
        update.GetProperty("group_id").GetInt64().ShouldBe(201);
        update.GetProperty("type").GetString().ShouldBe("message_new");
        update.GetProperty("v").GetString().ShouldBe("5.199");
        update.GetProperty("event_id").GetString().ShouldNotBeNullOrEmpty();
        var message = update.GetProperty("object").GetProperty("message");
        message.GetProperty("peer_id").GetInt64().ShouldBe(VkWire.Anna);
        message.GetProperty("from_id").GetInt64().ShouldBe(VkWire.Anna);
        message.GetProperty("conversation_message_id").GetInt32().ShouldBe(1);
        message.GetProperty("out").GetInt32().ShouldBe(0);
        message.TryGetProperty("payload", out _).ShouldBeFalse();
        update.GetProperty("object").GetProperty("client_info").GetProperty("inline_keyboard").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_start_button_sends_its_command_and_a_link_its_ref()
    {
        await using var wire = await VkWire.StartAsync();
        wire.Emulator.Start(VkWire.Anna);
        wire.Emulator.Start(VkWire.Oleg, "inv_8Qz");
        var messages = (await wire.TakeAsync()).Select(update => update.GetProperty("object").GetProperty("message")).ToArray();
        messages[0].GetProperty("text").GetString().ShouldBe("Начать");
        messages[0].GetProperty("payload").GetString().ShouldBe("""{"command":"start"}""");
        messages[0].TryGetProperty("ref", out _).ShouldBeFalse();
        messages[1].GetProperty("ref").GetString().ShouldBe("inv_8Qz");
    }

    [Fact]
    public async Task Events_stay_for_whoever_comes_with_an_older_ts()
    {
        await using var wire = await VkWire.StartAsync();
        var before = wire.Ts;
        wire.Emulator.SendText(VkWire.Anna, "один");
        wire.Emulator.SendText(VkWire.Anna, "два");
        (await wire.TakeAsync()).Length.ShouldBe(2);
        wire.Ts.ShouldBe($"{long.Parse(before) + 2}");
        (await wire.PollAsync(ts: before)).GetProperty("updates").EnumerateArray().Select(Text).ShouldBe(["один", "два"]);
    }

    [Fact]
    public async Task A_message_is_received_when_the_bot_polls_with_a_later_ts()
    {
        await using var wire = await VkWire.StartAsync();
        wire.Emulator.SendText(VkWire.Anna, "один");
        var answer = await wire.PollAsync();
        wire.Emulator.Messages(VkWire.Anna).Single().Delivery.ShouldBe(DeliveryState.Sent);
        await wire.PollAsync(ts: answer.GetProperty("ts").GetString());
        wire.Emulator.Messages(VkWire.Anna).Single().Delivery.ShouldBe(DeliveryState.Received);
    }

    [Fact]
    public async Task A_waiting_poll_gets_the_event_that_comes_and_so_does_a_second_one()
    {
        await using var wire = await VkWire.StartAsync();
        var one = wire.PollAsync(wait: 25);
        var two = wire.PollAsync(wait: 25);
        wire.Emulator.SendText(VkWire.Anna, "один");
        (await one).GetProperty("updates").EnumerateArray().Select(Text).ShouldBe(["один"]);
        (await two).GetProperty("updates").EnumerateArray().Select(Text).ShouldBe(["один"]);
    }

    [Fact]
    public async Task A_poll_that_waited_in_vain_gets_its_ts_back()
    {
        var time = new ManualTime();
        await using var wire = await VkWire.StartAsync(new EmulatorOptions { Time = time });
        var poll = wire.PollAsync(wait: 600);
        await time.UntilSomebodyWaitsAsync(CancellationToken.None);
        // The wait was clamped to 90 seconds.
        time.Advance(TimeSpan.FromSeconds(90));
        var answer = await poll;
        answer.GetProperty("ts").GetString().ShouldBe(wire.Ts);
        answer.GetProperty("updates").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_ts_older_than_the_history_fails_with_1_and_the_new_ts_as_a_number()
    {
        await using var wire = await VkWire.StartAsync(new EmulatorOptions { LongPollHistory = 3 });
        for (var i = 0; i < 5; i++)
            wire.Emulator.SendText(VkWire.Anna, $"{i}");
        var failed = await wire.PollAsync();
        failed.GetProperty("failed").GetInt32().ShouldBe(1);
        var ts = failed.GetProperty("ts").GetInt64();
        (await wire.PollAsync(ts: $"{ts}")).GetProperty("updates").GetArrayLength().ShouldBe(0);
        (await wire.PollAsync(ts: $"{ts - 3}")).GetProperty("updates").EnumerateArray().Select(Text).ShouldBe(["2", "3", "4"]);
    }

    [Fact]
    public async Task A_wrong_key_fails_with_2_and_a_ts_from_nowhere_with_3()
    {
        await using var wire = await VkWire.StartAsync();
        (await wire.PollAsync(key: "other")).GetProperty("failed").GetInt32().ShouldBe(2);
        (await wire.PollAsync(ts: "999999")).GetProperty("failed").GetInt32().ShouldBe(3);
        await wire.RenewAsync();
        (await wire.PollAsync()).GetProperty("updates").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_old_api_version_puts_the_message_into_the_object_itself()
    {
        await using var wire = await VkWire.StartAsync();
        await wire.CallAsync("groups.setLongPollSettings", new { group_id = 201, api_version = "5.92" });
        wire.Emulator.SendText(VkWire.Anna, "один");
        (await wire.TakeAsync()).Single().GetProperty("object").GetProperty("text").GetString().ShouldBe("один");
    }

    [Fact]
    public async Task The_bots_own_messages_come_when_that_is_asked_for()
    {
        await using var wire = await VkWire.StartAsync();
        wire.Emulator.Start(VkWire.Anna);
        await wire.TakeAsync();
        await wire.SendAsync("тихо");
        (await wire.TakeAsync()).ShouldBeEmpty();
        await wire.CallAsync("groups.setLongPollSettings", new { group_id = 201, message_reply = 1 });
        await wire.SendAsync("слышно");
        var update = (await wire.TakeAsync()).Single();
        update.GetProperty("type").GetString().ShouldBe("message_reply");
        update.GetProperty("object").GetProperty("from_id").GetInt64().ShouldBe(-201);
        update.GetProperty("object").GetProperty("out").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Denials_permissions_and_corrections_are_told()
    {
        await using var wire = await VkWire.StartAsync();
        var sent = wire.Emulator.SendText(VkWire.Anna, "ашибка");
        wire.Emulator.EditText(VkWire.Anna, sent.Id, "ошибка");
        wire.Emulator.SetBlocked(VkWire.Anna, blocked: true);
        wire.Emulator.SetBlocked(VkWire.Anna, blocked: false);
        var updates = await wire.TakeAsync();
        updates.Select(update => update.GetProperty("type").GetString()).ShouldBe(["message_new", "message_edit", "message_deny", "message_allow"]);
        updates[1].GetProperty("object").GetProperty("text").GetString().ShouldBe("ошибка");
        updates[2].GetProperty("object").GetProperty("user_id").GetInt64().ShouldBe(VkWire.Anna);
    }
}
