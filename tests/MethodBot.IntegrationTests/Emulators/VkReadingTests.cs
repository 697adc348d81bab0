using System.Text.Json;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class VkReadingTests
{
    private static string?[] Texts(JsonElement history) => [.. history.GetProperty("items").EnumerateArray().Select(message => message.GetProperty("text").GetString())];

    [Fact]
    public async Task Conversations_come_with_the_latest_first_and_their_unread()
    {
        await using var wire = await VkWire.StartAsync();
        wire.Emulator.SendText(VkWire.Anna, "раз");
        wire.Emulator.SendText(VkWire.Anna, "два");
        wire.Emulator.SendText(VkWire.Oleg, "три");
        await wire.SendAsync("ответ", peer: VkWire.Oleg);
        var all = (await wire.CallAsync("messages.getConversations", new { extended = 1 })).Response();
        all.GetProperty("count").GetInt32().ShouldBe(2);
        var first = all.GetProperty("items")[0];
        first.GetProperty("conversation").GetProperty("peer").GetProperty("id").GetInt64().ShouldBe(VkWire.Oleg);
        first.GetProperty("last_message").GetProperty("text").GetString().ShouldBe("ответ");
        all.GetProperty("profiles").GetArrayLength().ShouldBe(2);
        all.GetProperty("items")[1].GetProperty("conversation").GetProperty("unread_count").GetInt32().ShouldBe(2);

        (await wire.CallAsync("messages.getConversations", new { filter = "unanswered" })).Response().GetProperty("count").GetInt32().ShouldBe(1);
        (await wire.CallAsync("messages.markAsRead", new { peer_id = VkWire.Anna, up_to_cmid = 1 })).Response().GetInt32().ShouldBe(1);
        var unread = (await wire.CallAsync("messages.getConversations", new { filter = "unread" })).Response().GetProperty("items");
        unread.EnumerateArray().Single(item => item.GetProperty("conversation").GetProperty("peer").GetProperty("id").GetInt64() == VkWire.Anna)
            .GetProperty("conversation").GetProperty("unread_count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task History_is_paged_both_ways()
    {
        await using var wire = await VkWire.StartAsync();
        for (var i = 1; i <= 5; i++)
            wire.Emulator.SendText(VkWire.Anna, $"{i}");
        var latest = (await wire.CallAsync("messages.getHistory", new { peer_id = VkWire.Anna, count = 2 })).Response();
        latest.GetProperty("count").GetInt32().ShouldBe(5);
        Texts(latest).ShouldBe(["5", "4"]);
        Texts((await wire.CallAsync("messages.getHistory", new { peer_id = VkWire.Anna, count = 2, offset = 2 })).Response()).ShouldBe(["3", "2"]);
        Texts((await wire.CallAsync("messages.getHistory", new { user_id = VkWire.Anna, count = 2, rev = 1 })).Response()).ShouldBe(["1", "2"]);
        var third = latest.GetProperty("items")[0].GetProperty("id").GetInt32() - 2;
        Texts((await wire.CallAsync("messages.getHistory", new { peer_id = VkWire.Anna, start_message_id = third })).Response()).ShouldBe(["3", "2", "1"]);
        (await wire.CallAsync("messages.getHistory", new { peer_id = 424242 })).Response().GetProperty("count").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Messages_are_found_by_their_numbers_in_the_conversation()
    {
        await using var wire = await VkWire.StartAsync();
        wire.Emulator.SendText(VkWire.Anna, "раз");
        wire.Emulator.SendText(VkWire.Anna, "два");
        var found = (await wire.CallAsync("messages.getByConversationMessageId", new { peer_id = VkWire.Anna, conversation_message_ids = "2,9" })).Response();
        found.GetProperty("count").GetInt32().ShouldBe(1);
        found.GetProperty("items")[0].GetProperty("text").GetString().ShouldBe("два");
    }

    [Fact]
    public async Task Events_and_history_agree_on_the_numbers()
    {
        await using var wire = await VkWire.StartAsync();
        wire.Emulator.SendText(VkWire.Anna, "раз");
        var pushed = (await wire.TakeAsync()).Single().GetProperty("object").GetProperty("message");
        var read = (await wire.CallAsync("messages.getHistory", new { peer_id = VkWire.Anna })).Response().GetProperty("items")[0];
        read.GetProperty("conversation_message_id").GetInt32().ShouldBe(pushed.GetProperty("conversation_message_id").GetInt32());
        read.GetProperty("id").GetInt32().ShouldBe(pushed.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task People_are_told_by_their_ids()
    {
        await using var wire = await VkWire.StartBareAsync();
        var users = (await wire.CallAsync("users.get", new { user_ids = "7001,424242,id7002", fields = "domain" })).Response();
        users.EnumerateArray().Select(user => user.GetProperty("first_name").GetString()).ShouldBe(["Анна", "Олег"]);
        users[0].GetProperty("domain").GetString().ShouldBe("id7001");
    }
}
