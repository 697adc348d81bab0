using System.Text.Json;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramSendingTests
{
    [Fact]
    public async Task A_sent_message_is_answered_and_seen()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var answer = await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "  Здравствуйте! \n" });
        answer.Result.GetProperty("text").GetString().ShouldBe("Здравствуйте!");
        answer.Result.GetProperty("chat").GetProperty("type").GetString().ShouldBe("private");
        answer.Result.GetProperty("from").GetProperty("is_bot").GetBoolean().ShouldBeTrue();
        var seen = wire.Emulator.Messages(TelegramWire.Anna)[^1];
        seen.FromBot.ShouldBeTrue();
        seen.Text.ShouldBe("Здравствуйте!");
        seen.Id.ShouldBe(answer.Result.GetProperty("message_id").GetInt32().ToString());
    }

    [Theory]
    [InlineData(TelegramWire.Oleg)]
    [InlineData(424242)]
    public async Task Somebody_who_never_wrote_cannot_be_written_to(long chat)
    {
        await using var wire = await TelegramWire.StartedAsync();
        (await wire.CallAsync("sendMessage", new { chat_id = chat, text = "x" })).ShouldRefuse(400, "Bad Request: chat not found");
    }

    [Fact]
    public async Task Whoever_blocked_the_bot_gets_nothing()
    {
        await using var wire = await TelegramWire.StartedAsync();
        wire.Emulator.SetBlocked(TelegramWire.Anna, blocked: true);
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "x" })).ShouldRefuse(403, "Forbidden: bot was blocked by the user");
        (await wire.CallAsync("sendChatAction", new { chat_id = TelegramWire.Anna, action = "typing" })).ShouldRefuse(403, "Forbidden: bot was blocked by the user");
        wire.Emulator.SetBlocked(TelegramWire.Anna, blocked: false);
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "x" })).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("", "Bad Request: message text is empty")]
    [InlineData(" \n ", "Bad Request: message text is empty")]
    public async Task A_blank_text_is_refused(string text, string description)
    {
        await using var wire = await TelegramWire.StartedAsync();
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text })).ShouldRefuse(400, description);
    }

    [Fact]
    public async Task Length_counts_code_points_after_parsing()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var emoji = string.Concat(Enumerable.Repeat("😀", 4096));
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = emoji })).Status.ShouldBe(200);
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = emoji + "!" })).ShouldRefuse(400, "Bad Request: message is too long");
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = $"<b>{new string('я', 4096)}</b>", parse_mode = "HTML" })).Status.ShouldBe(200);
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = new string('я', 17_000) })).ShouldRefuse(400, "Bad Request: text is too long");
    }

    [Fact]
    public async Task Parameters_that_are_missing_are_named()
    {
        await using var wire = await TelegramWire.StartedAsync();
        (await wire.CallAsync("sendMessage", new { text = "x" })).ShouldRefuse(400, "Bad Request: chat_id is empty");
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna })).ShouldRefuse(400, "Bad Request: message text is empty");
    }

    [Fact]
    public async Task A_reply_shows_what_it_replies_to()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var question = wire.Emulator.SendText(TelegramWire.Anna, "Когда семинар?");
        var answer = await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "Завтра", reply_parameters = new { message_id = int.Parse(question.Id) } });
        answer.Result.GetProperty("reply_to_message").GetProperty("text").GetString().ShouldBe("Когда семинар?");
        answer.Result.GetProperty("reply_to_message").TryGetProperty("reply_to_message", out _).ShouldBeFalse();
        wire.Emulator.Messages(TelegramWire.Anna)[^1].ReplyTo.ShouldBe(question.Id);
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "x", reply_parameters = new { message_id = 9999 } }))
            .ShouldRefuse(400, "Bad Request: message to be replied not found");
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "x", reply_parameters = new { message_id = 9999, allow_sending_without_reply = true } }))
            .Status.ShouldBe(200);
    }

    [Fact]
    public async Task Entities_keep_their_places_when_the_text_is_trimmed()
    {
        await using var wire = await TelegramWire.StartedAsync();
        await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "  😀 важно", entities = new[] { new { type = "bold", offset = 5, length = 5 } } });
        var seen = wire.Emulator.Messages(TelegramWire.Anna)[^1];
        var bold = seen.Entities.Single();
        bold.Type.ShouldBe("bold");
        seen.Text.Substring(bold.Offset, bold.Length).ShouldBe("важно");
        wire.Emulator.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 99)]
    [InlineData(-1, 2)]
    [InlineData(1, 1)]
    public async Task Entities_outside_the_text_or_within_a_surrogate_pair_are_noted(int offset, int length)
    {
        await using var wire = await TelegramWire.StartedAsync();
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "😀 да", entities = new[] { new { type = "bold", offset, length } } })).Status.ShouldBe(200);
        wire.Emulator.Violations.Single().ShouldStartWith("sendMessage: entity bold");
    }

    [Fact]
    public async Task Typing_is_seen()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var typing = 0;
        wire.Emulator.Changed += change => typing += change.Typing ? 1 : 0;
        (await wire.CallAsync("sendChatAction", new { chat_id = TelegramWire.Anna, action = "typing" })).Status.ShouldBe(200);
        typing.ShouldBe(1);
        (await wire.CallAsync("sendChatAction", new { chat_id = TelegramWire.Anna, action = "dancing" })).ShouldRefuse(400, "Bad Request: wrong parameter action in request");
    }

    [Fact]
    public async Task Message_ids_grow_in_every_chat()
    {
        await using var wire = await TelegramWire.StartedAsync();
        wire.Emulator.Start(TelegramWire.Oleg);
        var first = await wire.SendAsync("один");
        await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Oleg, text = "между" });
        (await wire.SendAsync("два")).ShouldBeGreaterThan(first);
    }

    [Fact]
    public async Task Commands_and_addresses_are_found_in_texts()
    {
        await using var wire = await TelegramWire.StartAsync();
        wire.Emulator.Start(TelegramWire.Anna, "inv_8Qz");
        wire.Emulator.SendText(TelegramWire.Anna, "см. https://example.org/a, пишите a@example.org");
        var updates = await wire.UpdatesAsync(new { limit = 10 });
        var start = updates[0].GetProperty("message");
        start.GetProperty("text").GetString().ShouldBe("/start inv_8Qz");
        Types(start).ShouldBe(["bot_command 0 6"]);
        Types(updates[1].GetProperty("message")).ShouldBe(["url 4 21", "email 34 13"]);
    }

    private static string[] Types(JsonElement message) =>
        [.. message.GetProperty("entities").EnumerateArray().Select(entity => $"{entity.GetProperty("type").GetString()} {entity.GetProperty("offset").GetInt32()} {entity.GetProperty("length").GetInt32()}")];
}
