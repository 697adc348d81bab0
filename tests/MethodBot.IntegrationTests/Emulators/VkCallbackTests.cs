using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class VkCallbackTests
{
    private static EmulatorOptions Quick => new() { DeliveryDelayScale = 0.001, RequestsPerSecond = 0 };

    [Fact]
    public async Task A_server_confirms_itself_and_gets_what_is_switched_on()
    {
        await using var bot = await BotAddress.StartAsync();
        await using var wire = await VkWire.StartBareAsync(Quick);
        await JoinAsync(wire, bot);
        wire.Emulator.SendText(VkWire.Anna, "раз");
        wire.Emulator.SetBlocked(VkWire.Anna, blocked: true);
        var came = await bot.UntilAsync(2);
        came[0].Body.GetProperty("type").GetString().ShouldBe("confirmation");
        var message = came[1].Body;
        message.GetProperty("type").GetString().ShouldBe("message_new");
        message.GetProperty("secret").GetString().ShouldBe("s3cret");
        message.GetProperty("group_id").GetInt64().ShouldBe(201);
        message.GetProperty("event_id").GetString().ShouldNotBeNullOrEmpty();
        message.GetProperty("object").GetProperty("message").GetProperty("text").GetString().ShouldBe("раз");
        came[1].Headers.Keys.ShouldNotContain("X-Retry-Counter");
        await Waiting.UntilAsync(() => wire.Emulator.Messages(VkWire.Anna)[0].Delivery == DeliveryState.Received, "two ticks", () => "");
        wire.Emulator.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_code_fails_the_server_and_an_edit_tries_again()
    {
        await using var bot = await BotAddress.StartAsync();
        await using var wire = await VkWire.StartBareAsync(Quick);
        var server = await JoinAsync(wire, bot, answersWith: "nonsense");
        (await StatusAsync(wire)).ShouldBe("failed");
        wire.Emulator.SendText(VkWire.Anna, "раз");
        var code = await CodeAsync(wire);
        bot.Answer = posted => (200, posted.Body.GetProperty("type").GetString() == "confirmation" ? code : "ok", null);
        await wire.CallAsync("groups.editCallbackServer", new { group_id = 201, server_id = server, url = bot.Url, title = "bot", secret_key = "s3cret" });
        var came = await bot.UntilAsync(3);
        came[2].Body.GetProperty("type").GetString().ShouldBe("message_new");
    }

    [Fact]
    public async Task What_is_not_answered_with_ok_comes_again_counted()
    {
        await using var bot = await BotAddress.StartAsync();
        await using var wire = await VkWire.StartBareAsync(Quick);
        await JoinAsync(wire, bot);
        var answers = new Queue<(int, string, int?)>([(500, "ok", null), (200, "fine", null), (429, "", 60), (200, "ok", null)]);
        bot.Answer = _ => answers.Dequeue();
        wire.Emulator.SendText(VkWire.Anna, "раз");
        var came = (await bot.UntilAsync(5))[1..];
        came.Select(one => one.Headers.GetValueOrDefault("X-Retry-Counter")).ShouldBe([null, "1", "2", "3"]);
        came.Select(one => one.Body.GetProperty("event_id").GetString()).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task The_word_remove_takes_the_server_away()
    {
        await using var bot = await BotAddress.StartAsync();
        await using var wire = await VkWire.StartBareAsync(Quick);
        await JoinAsync(wire, bot);
        bot.Answer = _ => (200, "remove", null);
        wire.Emulator.SendText(VkWire.Anna, "раз");
        await bot.UntilAsync(2);
        await UntilAsync(wire, servers => servers.GetProperty("count").GetInt32() == 0);
    }

    [Fact]
    public async Task Servers_are_told_changed_and_limited()
    {
        await using var wire = await VkWire.StartBareAsync(Quick);
        for (var number = 1; number <= 10; number++)
            (await wire.CallAsync("groups.addCallbackServer", new { group_id = 201, url = "http://127.0.0.1:9/", title = $"s{number}" })).Response().GetProperty("server_id").GetInt32().ShouldBe(number);
        (await wire.CallAsync("groups.addCallbackServer", new { group_id = 201, url = "http://127.0.0.1:9/", title = "more" })).ErrorCode().ShouldBe(2000);
        (await wire.CallAsync("groups.addCallbackServer", new { group_id = 202, url = "http://127.0.0.1:9/", title = "more" })).ErrorCode().ShouldBe(15);
        (await wire.CallAsync("groups.setCallbackSettings", new { group_id = 201, server_id = 3, api_version = "5.199", message_new = 1 })).Response().GetInt32().ShouldBe(1);
        var settings = (await wire.CallAsync("groups.getCallbackSettings", new { group_id = 201, server_id = 3 })).Response();
        settings.GetProperty("events").GetProperty("message_new").GetInt32().ShouldBe(1);
        settings.GetProperty("events").GetProperty("message_event").GetInt32().ShouldBe(0);
        (await wire.CallAsync("groups.deleteCallbackServer", new { group_id = 201, server_id = 3 })).Response().GetInt32().ShouldBe(1);
        (await wire.CallAsync("groups.getCallbackServers", new { group_id = 201 })).Response().GetProperty("count").GetInt32().ShouldBe(9);
        (await wire.CallAsync("groups.deleteCallbackServer", new { group_id = 201, server_id = 3 })).ErrorCode().ShouldBe(100);
    }

    [Fact]
    public async Task The_rights_of_the_token_are_told()
    {
        await using var wire = await VkWire.StartBareAsync(Quick);
        var rights = (await wire.CallAsync("groups.getTokenPermissions")).Response();
        rights.GetProperty("permissions").EnumerateArray().Select(right => right.GetProperty("name").GetString()).ShouldBe(["photos", "messages", "docs", "manage"], ignoreOrder: true);
        rights.GetProperty("permissions").EnumerateArray().Sum(right => right.GetProperty("setting").GetInt32()).ShouldBe(rights.GetProperty("mask").GetInt32());
    }

    private static async Task<int> JoinAsync(VkWire wire, BotAddress bot, string? answersWith = null)
    {
        var code = answersWith ?? await CodeAsync(wire);
        bot.Answer = posted => (200, posted.Body.GetProperty("type").GetString() == "confirmation" ? code : "ok", null);
        var id = (await wire.CallAsync("groups.addCallbackServer", new { group_id = 201, url = bot.Url, title = "bot", secret_key = "s3cret" })).Response().GetProperty("server_id").GetInt32();
        await wire.CallAsync("groups.setCallbackSettings", new { group_id = 201, server_id = id, api_version = "5.199", message_new = 1 });
        await UntilAsync(wire, servers => servers.GetProperty("items")[0].GetProperty("status").GetString() is "ok" or "failed");
        return id;
    }

    private static async Task<string> CodeAsync(VkWire wire) =>
        (await wire.CallAsync("groups.getCallbackConfirmationCode", new { group_id = 201 })).Response().GetProperty("code").GetString()!;

    private static async Task<string> StatusAsync(VkWire wire) =>
        (await wire.CallAsync("groups.getCallbackServers", new { group_id = 201 })).Response().GetProperty("items")[0].GetProperty("status").GetString()!;

    private static async Task UntilAsync(VkWire wire, Func<JsonElement, bool> isSo)
    {
        for (var look = 0; look < 1000; look++)
        {
            if (isSo((await wire.CallAsync("groups.getCallbackServers", new { group_id = 201 })).Response()))
                return;
            await Task.Delay(10);
        }
        throw new TimeoutException();
    }
}
