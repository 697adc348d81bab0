using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class VkSendingTests
{
    private static async Task<VkWire> StartedAsync(EmulatorOptions? options = null)
    {
        var wire = await VkWire.StartAsync(options);
        wire.Emulator.Start(VkWire.Anna);
        return wire;
    }

    [Fact]
    public async Task A_sent_message_is_answered_with_its_id_and_seen()
    {
        await using var wire = await StartedAsync();
        (await wire.SendAsync("Здравствуйте!")).Response().GetInt32().ShouldBe(2);
        var seen = wire.Emulator.Messages(VkWire.Anna)[^1];
        (seen.FromBot, seen.Text, seen.Id).ShouldBe((true, "Здравствуйте!", "2"));
    }

    [Fact]
    public async Task Whoever_never_wrote_or_denied_messages_cannot_be_written_to()
    {
        await using var wire = await StartedAsync();
        var refused = await wire.SendAsync("x", peer: VkWire.Oleg);
        refused.ErrorCode().ShouldBe(901);
        refused.ErrorText().ShouldBe("Can't send messages for users without permission");
        (await wire.SendAsync("x", peer: 424242)).ErrorCode().ShouldBe(901);
        (await wire.SendAsync("x", peer: 2_000_000_001)).ErrorCode().ShouldBe(917);
        wire.Emulator.SetBlocked(VkWire.Anna, blocked: true);
        (await wire.SendAsync("x")).ErrorCode().ShouldBe(901);
        (await wire.CallAsync("messages.isMessagesFromGroupAllowed", new { group_id = 201, user_id = VkWire.Anna })).Response().GetProperty("is_allowed").GetInt32().ShouldBe(0);
        // Who writes again may be answered again.
        wire.Emulator.SendText(VkWire.Anna, "я тут");
        (await wire.SendAsync("x")).Response();
    }

    [Fact]
    public async Task A_repeated_random_id_is_dropped_within_one_chat()
    {
        await using var wire = await StartedAsync();
        wire.Emulator.Start(VkWire.Oleg);
        var first = (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "раз", random_id = 77 })).Response().GetInt32();
        (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "раз", random_id = 77 })).Response().GetInt32().ShouldBe(first);
        (await wire.CallAsync("messages.send", new { user_id = VkWire.Oleg, message = "раз", random_id = 77 })).Response().GetInt32().ShouldNotBe(first);
        wire.Emulator.Messages(VkWire.Anna).Count(message => message.FromBot).ShouldBe(1);
    }

    [Fact]
    public async Task A_random_id_of_zero_drops_nothing_and_none_at_all_is_refused()
    {
        await using var wire = await StartedAsync();
        for (var i = 0; i < 2; i++)
            (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "раз", random_id = 0 })).Response();
        wire.Emulator.Messages(VkWire.Anna).Count(message => message.FromBot).ShouldBe(2);
        (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "раз" })).ErrorCode().ShouldBe(100);
        (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "раз", random_id = "x" })).ErrorCode().ShouldBe(100);
        (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "раз", random_id = 3_000_000_000 })).Response();
        wire.Emulator.Violations.ShouldContain("messages.send: random_id is longer than 32 bits");
    }

    [Fact]
    public async Task A_text_has_at_most_4096_characters_and_is_not_blank()
    {
        await using var wire = await StartedAsync();
        (await wire.SendAsync(new string('я', 4096))).Response();
        (await wire.SendAsync(new string('я', 4097))).ErrorCode().ShouldBe(914);
        (await wire.SendAsync(" ")).ErrorCode().ShouldBe(100);
    }

    [Fact]
    public async Task Several_recipients_get_results_of_their_own()
    {
        await using var wire = await StartedAsync();
        var results = (await wire.CallAsync("messages.send", new { peer_ids = $"{VkWire.Anna},{VkWire.Oleg}", message = "всем", random_id = 5 })).Response();
        results[0].GetProperty("peer_id").GetInt64().ShouldBe(VkWire.Anna);
        results[0].GetProperty("conversation_message_id").GetInt32().ShouldBe(2);
        results[1].GetProperty("error").GetProperty("code").GetInt32().ShouldBe(901);
        var many = string.Join(',', Enumerable.Range(1, 101));
        (await wire.CallAsync("messages.send", new { peer_ids = many, message = "всем", random_id = 6 })).ErrorCode().ShouldBe(100);
    }

    [Fact]
    public async Task A_reply_names_its_message_by_forward_or_reply_to()
    {
        await using var wire = await StartedAsync();
        var question = wire.Emulator.SendText(VkWire.Anna, "Когда?");
        await wire.CallAsync("messages.send", new
        {
            peer_id = VkWire.Anna,
            message = "Завтра",
            random_id = 1,
            forward = $$"""{"peer_id":{{VkWire.Anna}},"conversation_message_ids":[{{question.Id}}],"is_reply":true}""",
        });
        wire.Emulator.Messages(VkWire.Anna)[^1].ReplyTo.ShouldBe(question.Id);
        var id = (await wire.CallAsync("messages.getHistory", new { peer_id = VkWire.Anna, count = 2 })).Response().GetProperty("items")[1].GetProperty("id").GetInt32();
        await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "В 15:00", random_id = 2, reply_to = id });
        wire.Emulator.Messages(VkWire.Anna)[^1].ReplyTo.ShouldBe(question.Id);
        (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "x", random_id = 3, reply_to = 9999 })).ErrorCode().ShouldBe(100);
    }

    [Fact]
    public async Task A_persons_reply_bears_the_message()
    {
        await using var wire = await StartedAsync();
        await wire.SendAsync("Вопрос учителя");
        await wire.TakeAsync();
        wire.Emulator.SendText(VkWire.Anna, "Ответ", replyTo: "2");
        var replied = (await wire.TakeAsync()).Single().GetProperty("object").GetProperty("message").GetProperty("reply_message");
        replied.GetProperty("conversation_message_id").GetInt32().ShouldBe(2);
        replied.GetProperty("text").GetString().ShouldBe("Вопрос учителя");
    }

    [Fact]
    public async Task An_edit_replaces_the_whole_message()
    {
        await using var wire = await StartedAsync();
        var keyboard = """{"inline":true,"buttons":[[{"action":{"type":"callback","label":"Да","payload":"{}"}}]]}""";
        var id = (await wire.SendAsync("Вопрос 1", keyboard)).Response().GetInt32();
        (await wire.CallAsync("messages.edit", new { peer_id = VkWire.Anna, cmid = 2, message = "Вопрос 2", keyboard })).Response().GetInt32().ShouldBe(1);
        wire.Emulator.Messages(VkWire.Anna)[^1].Buttons.Length.ShouldBe(1);
        (await wire.CallAsync("messages.edit", new { peer_id = VkWire.Anna, message_id = id, message = "Вопрос 3" })).Response();
        var seen = wire.Emulator.Messages(VkWire.Anna)[^1];
        (seen.Text, seen.Edited, seen.Buttons.Length).ShouldBe(("Вопрос 3", true, 0));
    }

    [Fact]
    public async Task What_cannot_be_edited_is_refused_with_its_code()
    {
        var time = new ManualTime();
        await using var wire = await StartedAsync(new EmulatorOptions { Time = time });
        await wire.SendAsync("текст");
        Task<System.Text.Json.JsonElement> Edit(int cmid, string message) => wire.CallAsync("messages.edit", new { peer_id = VkWire.Anna, cmid, message });
        (await Edit(1, "чужое")).ErrorCode().ShouldBe(920);
        (await Edit(99, "нет такого")).ErrorCode().ShouldBe(15);
        (await Edit(2, new string('я', 4097))).ErrorCode().ShouldBe(914);
        (await Edit(2, "")).ErrorCode().ShouldBe(100);
        time.Advance(TimeSpan.FromHours(25));
        (await Edit(2, "поздно")).ErrorCode().ShouldBe(909);
    }

    [Fact]
    public async Task Deleting_for_all_takes_it_from_the_person_too()
    {
        await using var wire = await StartedAsync();
        await wire.SendAsync("раз");
        var second = (await wire.SendAsync("два")).Response().GetInt32();
        (await wire.CallAsync("messages.delete", new { peer_id = VkWire.Anna, cmids = 2, delete_for_all = 1 })).Response()[0].GetProperty("response").GetInt32().ShouldBe(1);
        wire.Emulator.Messages(VkWire.Anna).Select(message => message.Text).ShouldBe(["Начать", "два"]);
        // For the community alone: the person keeps it.
        await wire.CallAsync("messages.delete", new { message_ids = second });
        wire.Emulator.Messages(VkWire.Anna).Length.ShouldBe(2);
        (await wire.CallAsync("messages.getHistory", new { peer_id = VkWire.Anna })).Response().GetProperty("count").GetInt32().ShouldBe(1);
        (await wire.CallAsync("messages.delete", new { peer_id = VkWire.Anna, cmids = 1, delete_for_all = 1 })).Response()[0].GetProperty("error").GetProperty("code").GetInt32().ShouldBe(924);
    }

    [Fact]
    public async Task Typing_is_seen()
    {
        await using var wire = await StartedAsync();
        var typing = 0;
        wire.Emulator.Changed += change => typing += change.Typing ? 1 : 0;
        (await wire.CallAsync("messages.setActivity", new { peer_id = VkWire.Anna, type = "typing" })).Response().GetInt32().ShouldBe(1);
        typing.ShouldBe(1);
    }

    [Fact]
    public async Task Parameters_that_are_not_emulated_are_refused_and_noted()
    {
        await using var wire = await StartedAsync();
        (await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "x", random_id = 1, sticker_id = 3 })).ErrorCode().ShouldBe(100);
        wire.Emulator.Violations.ShouldHaveSingleItem();
    }
}
