using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramGroupTests
{
    private static EmulatorOptions Free => new() { RequestsPerSecond = 0 };

    [Fact]
    public async Task A_bot_is_told_of_a_group_and_of_what_concerns_it_only()
    {
        await using var wire = await TelegramWire.StartAsync(Free);
        var group = wire.Emulator.CreateGroup("Методисты", TelegramGroupKind.Group, TelegramWire.Anna, TelegramWire.Oleg);
        var answer = (await wire.CallAsync("sendMessage", new { chat_id = group.Id, text = "Здравствуйте" })).Result;
        group.SendText(TelegramWire.Oleg, "между нами");
        group.SendText(TelegramWire.Oleg, "/menu");
        group.SendText(TelegramWire.Oleg, "/menu@someone_else_bot");
        group.SendText(TelegramWire.Oleg, $"спросим @{TelegramEmulator.BotUsername}");
        group.SendText(TelegramWire.Anna, "ответ", replyTo: $"{answer.GetProperty("message_id")}");
        group.AddMember(wire.Emulator.AddPerson(1003, "Вера", "").Id, TelegramWire.Anna);
        var updates = await wire.UpdatesAsync(new { timeout = 0 });
        var joined = updates[0].GetProperty("my_chat_member");
        joined.GetProperty("chat").GetProperty("id").GetInt64().ShouldBe(group.Id);
        joined.GetProperty("chat").GetProperty("type").GetString().ShouldBe("group");
        joined.GetProperty("new_chat_member").GetProperty("status").GetString().ShouldBe("member");
        updates[1].GetProperty("message").GetProperty("group_chat_created").GetBoolean().ShouldBeTrue();
        updates[2..5].Select(update => update.GetProperty("message").GetProperty("text").GetString()).ShouldBe(["/menu", $"спросим @{TelegramEmulator.BotUsername}", "ответ"]);
        updates[2].GetProperty("message").GetProperty("from").GetProperty("id").GetInt64().ShouldBe(TelegramWire.Oleg);
        updates[5].GetProperty("message").GetProperty("new_chat_members")[0].GetProperty("id").GetInt64().ShouldBe(1003);
        updates.Length.ShouldBe(6);
        group.Messages.Select(message => message.AuthorId).ShouldBe([TelegramWire.Anna, 0, TelegramWire.Oleg, TelegramWire.Oleg, TelegramWire.Oleg, TelegramWire.Oleg, TelegramWire.Anna, TelegramWire.Anna]);
        Should.Throw<InvalidOperationException>(() => group.SendText(7, "чужой"));
    }

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(true, false, 1)]
    [InlineData(false, true, 1)]
    public async Task An_administrator_or_a_bot_without_privacy_gets_everything(bool isAdministrator, bool isOpen, int told)
    {
        await using var wire = await TelegramWire.StartAsync(Free with { PrivacyMode = !isOpen });
        var group = wire.Emulator.CreateGroup("Методисты", TelegramGroupKind.Supergroup, TelegramWire.Anna);
        if (isAdministrator)
            group.SetBotAdministrator(TelegramWire.Anna, isAdministrator: true);
        await wire.UpdatesAsync(new { offset = -1 });
        group.SendText(TelegramWire.Anna, "между нами");
        var updates = await wire.UpdatesAsync(new { timeout = 0 });
        updates.Count(update => update.TryGetProperty("message", out var message) && message.TryGetProperty("text", out _)).ShouldBe(told);
        (await wire.CallAsync("getMe")).Result.GetProperty("can_read_all_group_messages").GetBoolean().ShouldBe(isOpen);
    }

    [Fact]
    public async Task A_removed_bot_may_not_write()
    {
        await using var wire = await TelegramWire.StartAsync(Free);
        foreach (var (kind, name) in new[] { (TelegramGroupKind.Group, "group"), (TelegramGroupKind.Supergroup, "supergroup") })
        {
            var group = wire.Emulator.CreateGroup("Методисты", kind, TelegramWire.Anna);
            group.RemoveBot(TelegramWire.Anna);
            (await wire.CallAsync("sendMessage", new { chat_id = group.Id, text = "x" })).ShouldRefuse(403, $"Forbidden: bot was kicked from the {name} chat");
            var last = (await wire.UpdatesAsync(new { offset = -1 }))[0].GetProperty("my_chat_member").GetProperty("new_chat_member");
            last.GetProperty("status").GetString().ShouldBe("kicked");
            group.AddBot(TelegramWire.Anna);
            (await wire.CallAsync("sendMessage", new { chat_id = group.Id, text = "x" })).Status.ShouldBe(200);
        }
        wire.Emulator.Groups.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_group_becomes_a_supergroup_and_the_old_id_refuses_with_the_new_one()
    {
        await using var wire = await TelegramWire.StartAsync(Free);
        var group = wire.Emulator.CreateGroup("Методисты", TelegramGroupKind.Group, TelegramWire.Anna);
        var heir = group.Migrate(TelegramWire.Anna);
        var updates = await wire.UpdatesAsync(new { offset = -2 });
        updates[0].GetProperty("message").GetProperty("migrate_to_chat_id").GetInt64().ShouldBe(heir.Id);
        updates[1].GetProperty("message").GetProperty("migrate_from_chat_id").GetInt64().ShouldBe(group.Id);
        updates[1].GetProperty("message").GetProperty("chat").GetProperty("type").GetString().ShouldBe("supergroup");
        var refused = await wire.CallAsync("sendMessage", new { chat_id = group.Id, text = "x" });
        refused.ShouldRefuse(400, "Bad Request: group chat was upgraded to a supergroup chat");
        refused.Body.GetProperty("parameters").GetProperty("migrate_to_chat_id").GetInt64().ShouldBe(heir.Id);
        (await wire.CallAsync("sendMessage", new { chat_id = heir.Id, text = "x" })).Status.ShouldBe(200);
        Should.Throw<InvalidOperationException>(() => group.SendText(TelegramWire.Anna, "/menu"));
    }

    [Fact]
    public async Task Topics_keep_their_talk_apart()
    {
        await using var wire = await TelegramWire.StartAsync(Free);
        var forum = wire.Emulator.CreateGroup("Методисты", TelegramGroupKind.Forum, TelegramWire.Anna);
        (await wire.CallAsync("createForumTopic", new { chat_id = forum.Id, name = "Вопрос" })).ShouldRefuse(400, "Bad Request: not enough rights to create a topic");
        forum.SetBotAdministrator(TelegramWire.Anna, isAdministrator: true);
        var topic = (await wire.CallAsync("createForumTopic", new { chat_id = forum.Id, name = "Вопрос" })).Result.GetProperty("message_thread_id").GetInt32();
        var sent = (await wire.CallAsync("sendMessage", new { chat_id = forum.Id, message_thread_id = topic, text = "Здравствуйте" })).Result;
        sent.GetProperty("message_thread_id").GetInt32().ShouldBe(topic);
        sent.GetProperty("is_topic_message").GetBoolean().ShouldBeTrue();
        sent.GetProperty("reply_to_message").GetProperty("message_id").GetInt32().ShouldBe(topic);
        sent.GetProperty("reply_to_message").GetProperty("forum_topic_created").GetProperty("name").GetString().ShouldBe("Вопрос");
        forum.SendText(TelegramWire.Anna, "ответ", topic: $"{topic}");
        forum.SendText(TelegramWire.Anna, "в общем");
        var updates = (await wire.UpdatesAsync(new { offset = -2 })).Select(update => update.GetProperty("message")).ToArray();
        updates[0].GetProperty("message_thread_id").GetInt32().ShouldBe(topic);
        updates[0].GetProperty("reply_to_message").GetProperty("message_id").GetInt32().ShouldBe(topic);
        updates[1].TryGetProperty("message_thread_id", out _).ShouldBeFalse();
        (await wire.CallAsync("sendMessage", new { chat_id = forum.Id, message_thread_id = 1, text = "x" })).ShouldRefuse(400, "Bad Request: message thread not found");
        (await wire.CallAsync("closeForumTopic", new { chat_id = forum.Id, message_thread_id = topic })).Result.GetBoolean().ShouldBeTrue();
        (await wire.CallAsync("closeForumTopic", new { chat_id = forum.Id, message_thread_id = topic })).ShouldRefuse(400, "Bad Request: TOPIC_NOT_MODIFIED");
        forum.SetBotAdministrator(TelegramWire.Anna, isAdministrator: false);
        (await wire.CallAsync("sendMessage", new { chat_id = forum.Id, message_thread_id = topic, text = "x" })).ShouldRefuse(400, "Bad Request: TOPIC_CLOSED");
        forum.SetTopicClosed(TelegramWire.Anna, $"{topic}", isClosed: false);
        (await wire.CallAsync("sendMessage", new { chat_id = forum.Id, message_thread_id = topic, text = "x" })).Status.ShouldBe(200);
        forum.Messages.Last().Topic.ShouldBe($"{topic}");
        wire.Emulator.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Presses_in_a_group_name_the_person_and_the_chat()
    {
        await using var wire = await TelegramWire.StartAsync(Free);
        var group = wire.Emulator.CreateGroup("Методисты", TelegramGroupKind.Supergroup, TelegramWire.Anna, TelegramWire.Oleg);
        await wire.CallAsync("sendMessage", new { chat_id = group.Id, text = "Кто возьмёт?", reply_markup = TelegramWire.Buttons(("Я", "me")) });
        var asked = group.Messages[^1];
        var token = group.Press(TelegramWire.Oleg, asked.Id, asked.Buttons[0][0]);
        var press = (await wire.UpdatesAsync(new { offset = -1 }))[0].GetProperty("callback_query");
        press.GetProperty("from").GetProperty("id").GetInt64().ShouldBe(TelegramWire.Oleg);
        press.GetProperty("message").GetProperty("chat").GetProperty("id").GetInt64().ShouldBe(group.Id);
        EmulatedChange? told = null;
        wire.Emulator.Changed += change => told = change;
        (await wire.CallAsync("answerCallbackQuery", new { callback_query_id = token, text = "Ваш" })).Status.ShouldBe(200);
        told.ShouldNotBeNull().Press.ShouldBe((token, "Ваш"));
        (told.PersonId, told.GroupId).ShouldBe((TelegramWire.Oleg, group.Id));
        (await wire.CallAsync("sendMessage", new { chat_id = group.Id, text = "x", reply_markup = new { keyboard = new[] { new[] { new { text = "Телефон", request_contact = true } } } } }))
            .ShouldRefuse(400, "Bad Request: phone number can be requested in private chats only");
        await wire.CallAsync("sendMessage", new { chat_id = group.Id, text = "Меню", reply_markup = new { keyboard = new[] { new[] { "/menu" } } } });
        group.StandingKeyboard[0].ShouldBe(["/menu"]);
        group.PressStanding(TelegramWire.Anna, "/menu").ShouldBeNull();
        group.Messages[^1].Text.ShouldBe("/menu");
    }

    [Fact]
    public async Task Sends_into_a_group_are_limited_by_the_minute()
    {
        await using var wire = await TelegramWire.StartAsync(new EmulatorOptions { Time = new ManualTime() });
        var group = wire.Emulator.CreateGroup("Методисты", TelegramGroupKind.Group, TelegramWire.Anna);
        for (var sent = 0; sent < 20; sent++)
            (await wire.CallAsync("sendMessage", new { chat_id = group.Id, text = "x" })).Status.ShouldBe(200);
        (await wire.CallAsync("sendMessage", new { chat_id = group.Id, text = "x" })).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Groups_survive_a_restart()
    {
        var options = Free with { StateFile = Path.Combine(Directory.CreateTempSubdirectory("methodbot-groups-").FullName, "telegram.state") };
        long id;
        await using (var wire = await TelegramWire.StartAsync(options))
        {
            var forum = wire.Emulator.CreateGroup("Методисты", TelegramGroupKind.Forum, TelegramWire.Anna);
            forum.CreateTopic(TelegramWire.Anna, "Вопрос");
            id = forum.Id;
        }
        await using var again = await TelegramEmulator.StartAsync(options);
        var found = again.Groups.ShouldHaveSingleItem();
        found.Id.ShouldBe(id);
        found.Members.ShouldHaveSingleItem().Id.ShouldBe(TelegramWire.Anna);
        found.Messages.Select(message => message.Service).ShouldBe(["supergroup_chat_created", "forum_topic_created"]);
        found.SendText(TelegramWire.Anna, "дальше", topic: found.Messages[1].Id).Id.ShouldBe("3");
    }
}
