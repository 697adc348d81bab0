using MethodBot.Emulators;
using MethodBot.Emulators.Vk;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class VkGroupTests
{
    private const string Menu = """{"one_time":false,"buttons":[[{"action":{"type":"text","label":"Меню","payload":"{\"c\":1}"}}]]}""";
    private const string Ask = """{"inline":true,"buttons":[[{"action":{"type":"callback","label":"Да","payload":"{\"a\":1}"}}]]}""";

    private static EmulatorOptions Free => new() { RequestsPerSecond = 0 };

    [Fact]
    public async Task A_community_is_told_of_a_chat_and_of_what_concerns_it_only()
    {
        await using var wire = await VkWire.StartAsync(Free);
        var group = wire.Emulator.CreateGroup("Методисты", VkWire.Anna, VkWire.Oleg);
        group.Id.ShouldBe(2_000_000_001);
        (await wire.SendAsync("Здравствуйте", peer: group.Id)).Response().GetInt32().ShouldBe(0);
        group.SendText(VkWire.Oleg, "между нами");
        group.SendText(VkWire.Oleg, "[club201|@club201] вопрос");
        group.SendText(VkWire.Anna, "ответ", replyTo: group.Messages.Single(message => message.FromBot).Id);
        var events = (await wire.TakeAsync()).Select(one => one.GetProperty("object").GetProperty("message")).ToArray();
        var invited = events[0].GetProperty("action");
        invited.GetProperty("type").GetString().ShouldBe("chat_invite_user");
        invited.GetProperty("member_id").GetInt64().ShouldBe(-201);
        events[1..].Select(message => message.GetProperty("text").GetString()).ShouldBe(["[club201|@club201] вопрос", "ответ"]);
        events[1].GetProperty("id").GetInt32().ShouldBe(0);
        events[1].GetProperty("peer_id").GetInt64().ShouldBe(group.Id);
        events[1].GetProperty("from_id").GetInt64().ShouldBe(VkWire.Oleg);
        events[2].GetProperty("reply_message").GetProperty("from_id").GetInt64().ShouldBe(-201);
        group.SetBotAdministrator(VkWire.Anna, isAdministrator: true);
        group.SendText(VkWire.Oleg, "всем");
        (await wire.TakeAsync()).ShouldHaveSingleItem();
        wire.Emulator.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_removed_community_has_no_access()
    {
        await using var wire = await VkWire.StartAsync(Free);
        var group = wire.Emulator.CreateGroup("Методисты", VkWire.Anna);
        group.RemoveBot(VkWire.Anna);
        (await wire.SendAsync("x", peer: group.Id)).ErrorCode().ShouldBe(917);
        (await wire.TakeAsync())[^1].GetProperty("object").GetProperty("message").GetProperty("action").GetProperty("type").GetString().ShouldBe("chat_kick_user");
        group.AddBot(VkWire.Anna);
        (await wire.SendAsync("x", peer: group.Id)).Response().GetInt32().ShouldBe(0);
        (await wire.SendAsync("x", peer: 2_000_000_099)).ErrorCode().ShouldBe(917);
    }

    [Fact]
    public async Task Presses_in_a_chat_name_the_person_and_the_chat()
    {
        await using var wire = await VkWire.StartAsync(Free);
        var group = wire.Emulator.CreateGroup("Методисты", VkWire.Anna, VkWire.Oleg);
        await wire.SendAsync("Кто возьмёт?", Ask, group.Id);
        var asked = group.Messages[^1];
        var token = group.Press(VkWire.Oleg, asked.Id, asked.Buttons[0][0]);
        var press = (await wire.TakeAsync())[^1].GetProperty("object");
        press.GetProperty("user_id").GetInt64().ShouldBe(VkWire.Oleg);
        press.GetProperty("peer_id").GetInt64().ShouldBe(group.Id);
        press.GetProperty("conversation_message_id").GetInt32().ShouldBe(int.Parse(asked.Id));
        (await wire.CallAsync("messages.sendMessageEventAnswer", new { event_id = token, user_id = VkWire.Oleg, peer_id = VkWire.Oleg })).ErrorCode().ShouldBe(100);
        (await wire.CallAsync("messages.sendMessageEventAnswer", new { event_id = token, user_id = VkWire.Oleg, peer_id = group.Id })).Response().GetInt32().ShouldBe(1);
        await wire.SendAsync("Меню", Menu, group.Id);
        group.PressStanding(VkWire.Anna, "Меню");
        var word = (await wire.TakeAsync())[^1].GetProperty("object").GetProperty("message");
        word.GetProperty("text").GetString().ShouldBe("[club201|@club201] Меню");
        word.GetProperty("payload").GetString().ShouldBe("""{"c":1}""");
        (await wire.CallAsync("messages.edit", new { peer_id = group.Id, cmid = asked.Id, message = "Взял Олег" })).Response().GetInt32().ShouldBe(1);
        var conversations = (await wire.CallAsync("messages.getConversations", new { extended = 1 })).Response();
        conversations.GetProperty("items")[0].GetProperty("conversation").GetProperty("peer").GetProperty("type").GetString().ShouldBe("chat");
        conversations.GetProperty("profiles").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_poor_application_presses_in_its_own_way()
    {
        await using var wire = await VkWire.StartAsync(Free);
        wire.Emulator.Start(VkWire.Anna);
        wire.Emulator.SetClient(VkWire.Anna, new VkClient { CallbackButtons = false });
        await wire.SendAsync("Да?", Ask);
        var asked = wire.Emulator.Messages(VkWire.Anna)[^1];
        wire.Emulator.Press(VkWire.Anna, asked.Id, asked.Buttons[0][0]).ShouldBe("");
        var pressed = (await wire.TakeAsync())[^1].GetProperty("object");
        pressed.GetProperty("message").GetProperty("payload").GetString().ShouldBe("""{"command":"not_supported_button","button_type":"callback","payload":"{\"a\":1}"}""");
        pressed.GetProperty("client_info").GetProperty("button_actions").EnumerateArray().Select(action => action.GetString()).ShouldNotContain("callback");
        wire.Emulator.SetClient(VkWire.Anna, new VkClient { InlineKeyboard = false, Keyboard = false });
        Should.Throw<InvalidOperationException>(() => wire.Emulator.Press(VkWire.Anna, asked.Id, asked.Buttons[0][0]));
        await wire.SendAsync("Меню", Menu);
        Should.Throw<InvalidOperationException>(() => wire.Emulator.PressStanding(VkWire.Anna, "Меню"));
        wire.Emulator.SendText(VkWire.Anna, "меню");
        (await wire.TakeAsync())[^1].GetProperty("object").GetProperty("client_info").GetProperty("inline_keyboard").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Two_communities_serve_side_by_side()
    {
        await using var one = await VkWire.StartAsync(Free);
        await using var two = await VkEmulator.StartAsync(Free with { ChannelId = 202, Token = "vk1.other" });
        (two.ChannelId, two.Token).ShouldBe((202, "vk1.other"));
        one.Emulator.ChannelId.ShouldBe(201);
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["v"] = "5.199", ["access_token"] = "vk1.other" });
        using var response = await one.Http.PostAsync($"{two.ApiUrl}/groups.getById", content);
        (await response.Content.ReadAsStringAsync()).ShouldContain("\"id\":202");
        using var foreign = new FormUrlEncodedContent(new Dictionary<string, string> { ["v"] = "5.199", ["access_token"] = "vk1.other" });
        (await one.RawAsync("groups.getById", foreign)).ErrorCode().ShouldBe(5);
    }
}
