using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramLimiterTests
{
    private static Task<Answer> SendAsync(TelegramWire wire, long chat) => wire.CallAsync("sendMessage", new { chat_id = chat, text = "x" });

    [Fact]
    public async Task Too_many_messages_into_one_chat_are_refused_with_the_time_to_wait()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartedAsync(new EmulatorOptions { Time = time });
        for (var i = 0; i < 8; i++)
            (await SendAsync(wire, TelegramWire.Anna)).Status.ShouldBe(200);
        var refused = await SendAsync(wire, TelegramWire.Anna);
        refused.ShouldRefuse(429, "Too Many Requests: retry after 1");
        refused.Body.GetProperty("parameters").GetProperty("retry_after").GetInt32().ShouldBe(1);
        refused.RetryAfter.ShouldBe("1");
        time.Advance(TimeSpan.FromSeconds(1));
        (await SendAsync(wire, TelegramWire.Anna)).Status.ShouldBe(200);
        (await SendAsync(wire, TelegramWire.Anna)).Status.ShouldBe(429);
    }

    [Fact]
    public async Task A_client_that_keeps_one_a_second_with_a_burst_of_five_is_never_refused()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartedAsync(new EmulatorOptions { Time = time });
        for (var i = 0; i < 5; i++)
            (await SendAsync(wire, TelegramWire.Anna)).Status.ShouldBe(200);
        for (var i = 0; i < 40; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            (await SendAsync(wire, TelegramWire.Anna)).Status.ShouldBe(200);
        }
    }

    [Fact]
    public async Task Edits_count_and_answers_polls_and_files_do_not()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartedAsync(new EmulatorOptions { Time = time });
        var id = await wire.SendAsync("0", TelegramWire.Buttons(("Да", "yes")));
        for (var i = 1; i < 8; i++)
            (await wire.CallAsync("editMessageText", new { chat_id = TelegramWire.Anna, message_id = id, text = $"{i}", reply_markup = TelegramWire.Buttons(("Да", "yes")) })).Status.ShouldBe(200);
        (await wire.CallAsync("editMessageText", new { chat_id = TelegramWire.Anna, message_id = id, text = "8" })).Status.ShouldBe(429);
        var token = wire.Emulator.Press(TelegramWire.Anna, $"{id}", new EmulatedButton("Да", "yes"));
        (await wire.CallAsync("answerCallbackQuery", new { callback_query_id = token })).Status.ShouldBe(200);
        (await wire.CallAsync("getUpdates", new { offset = 5 })).Status.ShouldBe(200);
        (await wire.CallAsync("getFile", new { file_id = "none" })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task The_bot_has_a_limit_over_all_chats()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartAsync(new EmulatorOptions { Time = time });
        for (var person = 1; person <= 36; person++)
        {
            wire.Emulator.AddPerson(5000 + person, "Имя", "");
            wire.Emulator.Start(5000 + person);
        }
        for (var person = 1; person <= 35; person++)
            (await SendAsync(wire, 5000 + person)).Status.ShouldBe(200);
        (await SendAsync(wire, 5036)).Status.ShouldBe(429);
        time.Advance(TimeSpan.FromSeconds(1));
        (await SendAsync(wire, 5036)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Limits_can_be_switched_off()
    {
        await using var wire = await TelegramWire.StartedAsync(new EmulatorOptions { Time = new ManualTime(), RequestsPerSecond = 0 });
        for (var i = 0; i < 60; i++)
            (await SendAsync(wire, TelegramWire.Anna)).Status.ShouldBe(200);
    }
}
