using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.IntegrationTests.Emulators.Support;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramWebhookTests
{
    private static EmulatorOptions Quick => new() { DeliveryDelayScale = 0.001, RequestsPerSecond = 0 };

    [Fact]
    public async Task Updates_are_posted_with_the_secret_and_polling_is_turned_away()
    {
        await using var bot = await BotAddress.StartAsync();
        await using var wire = await TelegramWire.StartedAsync(Quick);
        var set = await wire.CallAsync("setWebhook", new { url = bot.Url, secret_token = "Aa_-9", max_connections = 5, allowed_updates = new[] { "message" } });
        set.Body.GetProperty("description").GetString().ShouldBe("Webhook was set");
        wire.Emulator.SendText(TelegramWire.Anna, "раз");
        wire.Emulator.SendText(TelegramWire.Anna, "два");
        var came = await bot.UntilAsync(2);
        came.Select(one => one.Body.GetProperty("message").GetProperty("text").GetString()).ShouldBe(["раз", "два"]);
        came[0].Headers["X-Telegram-Bot-Api-Secret-Token"].ShouldBe("Aa_-9");
        (await wire.CallAsync("getUpdates")).ShouldRefuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
        var info = (await wire.CallAsync("getWebhookInfo")).Result;
        info.GetProperty("url").GetString().ShouldBe(bot.Url);
        info.GetProperty("max_connections").GetInt32().ShouldBe(5);
        info.GetProperty("allowed_updates")[0].GetString().ShouldBe("message");
        await Waiting.UntilAsync(() => wire.Emulator.Messages(TelegramWire.Anna).All(message => message.Delivery == DeliveryState.Received), "two ticks", () => "");
        (await wire.CallAsync("setWebhook", new { url = bot.Url, secret_token = "Aa_-9", max_connections = 5 })).Body.GetProperty("description").GetString().ShouldBe("Webhook is already set");
        (await wire.CallAsync("deleteWebhook")).Body.GetProperty("description").GetString().ShouldBe("Webhook was deleted");
        (await wire.UpdatesAsync(new { timeout = 0 })).ShouldBeEmpty();
        wire.Emulator.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_waiting_poll_ends_when_a_webhook_is_set()
    {
        await using var bot = await BotAddress.StartAsync();
        await using var wire = await TelegramWire.StartedAsync(Quick);
        var poll = wire.CallAsync("getUpdates", new { timeout = 50 });
        await Task.Delay(200);
        await wire.CallAsync("setWebhook", new { url = bot.Url });
        (await poll).ShouldRefuse(409, "Conflict: terminated by setWebhook request");
    }

    [Fact]
    public async Task What_is_not_taken_comes_again_and_later_messages_of_the_chat_wait()
    {
        await using var bot = await BotAddress.StartAsync();
        await using var wire = await TelegramWire.StartedAsync(Quick);
        wire.Emulator.Start(TelegramWire.Oleg);
        var failures = 3;
        bot.Answer = posted => Text(posted) == "раз" && Interlocked.Decrement(ref failures) >= 0 ? (500, "", null) : (200, "", null);
        await wire.CallAsync("setWebhook", new { url = bot.Url });
        wire.Emulator.SendText(TelegramWire.Anna, "раз");
        wire.Emulator.SendText(TelegramWire.Anna, "два");
        var came = await bot.UntilAsync(6);
        came.Where(one => Chat(one) == TelegramWire.Anna).Select(Text).ShouldBe(["раз", "раз", "раз", "раз", "два"]);
        came.Select(one => one.Body.GetProperty("update_id").GetInt32()).Distinct().Count().ShouldBe(3);
        var info = (await wire.CallAsync("getWebhookInfo")).Result;
        info.GetProperty("last_error_message").GetString().ShouldBe("Wrong response from the webhook: 500 Internal Server Error");
        info.GetProperty("last_error_date").GetInt64().ShouldBeGreaterThan(0);
        info.GetProperty("pending_update_count").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Retry_After_is_honoured_and_a_press_does_not_wait_for_a_message()
    {
        await using var bot = await BotAddress.StartAsync();
        await using var wire = await TelegramWire.StartedAsync(Quick with { DeliveryDelayScale = 1 });
        var id = await wire.SendAsync("Запись?", TelegramWire.Buttons(("Да", "yes")));
        bot.Answer = posted => posted.Body.TryGetProperty("message", out _) ? (503, "", 3600) : (200, "", null);
        await wire.CallAsync("setWebhook", new { url = bot.Url });
        wire.Emulator.SendText(TelegramWire.Anna, "раз");
        await bot.UntilAsync(1);
        wire.Emulator.Press(TelegramWire.Anna, $"{id}", new EmulatedButton("Да", "yes"));
        var came = await bot.UntilAsync(2);
        came[1].Body.TryGetProperty("callback_query", out _).ShouldBeTrue();
        (await wire.CallAsync("getWebhookInfo")).Result.GetProperty("pending_update_count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_method_in_an_answer_is_executed()
    {
        await using var bot = await BotAddress.StartAsync();
        await using var wire = await TelegramWire.StartedAsync(Quick);
        bot.Answer = posted => (200, $$"""{"method":"sendMessage","chat_id":{{Chat(posted)}},"text":"Слышу: {{Text(posted)}}"}""", null);
        await wire.CallAsync("setWebhook", new { url = bot.Url });
        wire.Emulator.SendText(TelegramWire.Anna, "раз");
        await Waiting.UntilAsync(() => wire.Emulator.Messages(TelegramWire.Anna).Any(message => message.Text == "Слышу: раз"), "an answer", () => "");
    }

    [Fact]
    public async Task An_address_that_is_gone_for_23_hours_is_forgotten()
    {
        var time = new ManualTime();
        await using var bot = await BotAddress.StartAsync();
        await using var wire = await TelegramWire.StartedAsync(Quick with { Time = time, DeliveryDelayScale = 1, DeliveryTimeout = Timeout.InfiniteTimeSpan });
        bot.Answer = _ => (410, "", 1800);
        await wire.CallAsync("setWebhook", new { url = bot.Url });
        wire.Emulator.SendText(TelegramWire.Anna, "раз");
        for (var halves = 0; halves < 46; halves++)
        {
            await bot.UntilAsync(halves + 1);
            wire.Emulator.WebhookUrl.ShouldBe(bot.Url);
            await time.UntilSomebodyWaitsAsync(default);
            time.Advance(TimeSpan.FromMinutes(30));
        }
        await Waiting.UntilAsync(() => wire.Emulator.WebhookUrl.Length == 0, "no webhook", () => $"{bot.Came.Length}");
    }

    [Theory]
    [InlineData("http://example.org/hook", "bad webhook: An HTTPS URL must be provided for webhook")]
    [InlineData("https://example.org:5000/hook", "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")]
    [InlineData("nonsense", "bad webhook: invalid webhook URL specified")]
    public async Task Other_addresses_are_refused(string url, string refusal)
    {
        await using var wire = await TelegramWire.StartAsync();
        (await wire.CallAsync("setWebhook", new { url })).ShouldRefuse(400, "Bad Request: " + refusal);
        (await wire.CallAsync("deleteWebhook")).Body.GetProperty("description").GetString().ShouldBe("Webhook is already deleted");
    }

    [Fact]
    public async Task Two_settings_within_a_second_are_too_many()
    {
        await using var wire = await TelegramWire.StartAsync(new EmulatorOptions { Time = new ManualTime() });
        (await wire.CallAsync("setWebhook", new { url = "http://127.0.0.1:9/a" })).Status.ShouldBe(200);
        (await wire.CallAsync("setWebhook", new { url = "http://127.0.0.1:9/b" })).ShouldRefuse(429, "Too Many Requests: retry after 1");
        (await wire.CallAsync("setWebhook", new { url = "http://127.0.0.1:9/b", secret_token = "с пробелом" })).ShouldRefuse(400, "Bad Request: secret token contains unallowed characters");
    }

    [Fact]
    public async Task What_waits_can_be_dropped_and_a_webhook_survives_a_restart()
    {
        var state = Path.Combine(Directory.CreateTempSubdirectory("methodbot-webhook-").FullName, "telegram.state");
        await using var bot = await BotAddress.StartAsync();
        await using (var wire = await TelegramWire.StartedAsync(Quick with { StateFile = state }))
        {
            await wire.CallAsync("setWebhook", new { url = "http://127.0.0.1:9/nobody" });
            wire.Emulator.SendText(TelegramWire.Anna, "раз");
            await Task.Delay(1100);
            (await wire.CallAsync("setWebhook", new { url = "http://127.0.0.1:9/still-nobody", drop_pending_updates = true })).Status.ShouldBe(200);
            (await wire.CallAsync("getWebhookInfo")).Result.GetProperty("pending_update_count").GetInt32().ShouldBe(0);
            wire.Emulator.SendText(TelegramWire.Anna, "два");
            await Task.Delay(1100);
            bot.Answer = _ => (500, "", null);
            await wire.CallAsync("setWebhook", new { url = bot.Url });
            await bot.UntilAsync(1);
        }
        bot.Answer = _ => (200, "", null);
        var before = bot.Came.Length;
        await using var again = await TelegramEmulator.StartAsync(Quick with { StateFile = state });
        (await bot.UntilAsync(before + 1)).Select(Text).ShouldAllBe(text => text == "два");
    }

    private static string? Text(Posted posted) => posted.Body.GetProperty("message").GetProperty("text").GetString();

    private static long Chat(Posted posted) => posted.Body.GetProperty("message").GetProperty("chat").GetProperty("id").GetInt64();
}
