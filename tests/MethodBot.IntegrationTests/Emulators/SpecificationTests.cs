using System.Text;
using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.IntegrationTests.Emulators.Specifications;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class SpecificationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("methodbot-specifications-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private EmulatorOptions Recorded => new() { RecordTo = folder, RequestsPerSecond = 0 };

    private static SpecificationCheck Tables() => new(SpecificationFolder.Find()!);

    [SpecificationFact]
    public async Task Telegram_answers_as_the_published_table_describes()
    {
        await using (var wire = await TelegramWire.StartedAsync(Recorded))
        {
            await TalkAsync(wire);
            await UploadAsync(wire);
            await MeetAsync(wire);
            foreach (var method in new[] { "getMe", "getWebhookInfo", "deleteWebhook", "getMyCommands" })
                (await wire.CallAsync(method)).Status.ShouldBe(200);
            (await wire.CallAsync("setMyCommands", new { commands = new[] { new { command = "menu", description = "Меню" } } })).Status.ShouldBe(200);
            (await wire.CallAsync("sendMessage", new { chat_id = 424242, text = "x" })).Status.ShouldBe(400);
            wire.Emulator.Violations.ShouldBeEmpty();
        }
        Tables().Check(folder).ShouldBeEmpty();
        (await File.ReadAllLinesAsync(Path.Combine(folder, "telegram.jsonl"))).Length.ShouldBeGreaterThan(20);
    }

    [SpecificationFact]
    public async Task Vk_answers_as_the_published_table_describes()
    {
        await using (var wire = await VkWire.StartAsync(Recorded))
        {
            await wire.CallAsync("groups.setLongPollSettings", new { group_id = 201, message_reply = 1 });
            await TalkAsync(wire);
            await UploadAsync(wire);
            await MeetAsync(wire);
            await CallBackAsync(wire);
            await wire.CallAsync("groups.getById", new { group_id = 201 });
            await wire.CallAsync("groups.getLongPollSettings", new { group_id = 201 });
            await wire.CallAsync("users.get", new { user_ids = VkWire.Anna, fields = "domain,screen_name" });
            await wire.CallAsync("messages.getConversations", new { extended = 1, filter = "unread" });
            await wire.CallAsync("messages.getHistory", new { peer_id = VkWire.Anna, count = 200, extended = 1 });
            await wire.CallAsync("messages.getByConversationMessageId", new { peer_id = VkWire.Anna, conversation_message_ids = "1,2,3" });
            await wire.CallAsync("messages.isMessagesFromGroupAllowed", new { group_id = 201, user_id = VkWire.Anna });
            (await wire.CallAsync("messages.send", new { peer_id = 5, random_id = 9, message = "x" })).ErrorCode().ShouldBe(901);
            (await wire.TakeAsync()).Length.ShouldBeGreaterThan(5);
            await wire.PollAsync(key: "wrong");
            wire.Emulator.Violations.ShouldBeEmpty();
        }
        Tables().Check(folder).ShouldBeEmpty();
    }

    [SpecificationFact]
    public void Faults_of_requests_and_answers_are_found()
    {
        Record("telegram", "sendMessage", new { chat_id = 1.5, text = "", reply_markup = """{"inline_keyboard":[[{"text":"a","color":"red"}]]}""", surprise = 1 }, new { ok = true, result = new { message_id = "1", date = 1 } });
        Record("telegram", "getUpdates", new { limit = 500 }, new { ok = true, result = new object[] { new { update_id = 1, message = new { message_id = 1, date = 1, chat = new { id = 1 } }, poll = 1 } } });
        Record("telegram", "conquerWorld", new { }, new { ok = true, result = true });
        Record("vk", "messages.edit", new { v = "5.199", peer_id = "x", keyboard = """{"one_time":false,"buttons":[[{"action":{"type":"text"}}]]}""", surprise = "1" }, new { response = 2 });
        Record("vk", "a_check", new { }, new { ts = 5, updates = new object[] { new { type = "message_new", group_id = 201, event_id = "1", v = "5.199", @object = new { message = new { id = 1 } } } } });
        var faults = Tables().Check(folder).Select(fault => fault.Split(": ")[1]).ToArray();
        faults.ShouldContain("sendMessage.chat_id type");
        faults.ShouldContain("sendMessage.text length");
        faults.ShouldContain("sendMessage.surprise unknown");
        faults.ShouldContain("InlineKeyboardButton.color unknown");
        faults.ShouldContain("Message.message_id type");
        faults.ShouldContain("Message.chat missing");
        faults.ShouldContain("getUpdates.limit range");
        faults.ShouldContain("Chat.type missing");
        faults.ShouldContain("Update payload");
        faults.ShouldContain("conquerWorld unknown");
        faults.ShouldContain("messages.edit.peer_id type");
        faults.ShouldContain("messages.edit.surprise unknown");
        faults.ShouldContain("messages_keyboard_button_action_text.label missing");
        faults.ShouldContain("messages.edit answer");
        faults.ShouldContain("a_check.ts type");
        faults.ShouldContain("messages_base_message.peer_id missing");
    }

    private static async Task TalkAsync(TelegramWire wire)
    {
        var people = wire.Emulator;
        var question = people.SendText(TelegramWire.Anna, "Вопрос https://example.org", null);
        people.EditText(TelegramWire.Anna, question.Id, "Вопрос #срочно");
        people.SendText(TelegramWire.Anna, "ещё", replyTo: question.Id);
        people.SendContact(TelegramWire.Anna, "+79001234567");
        people.SendLocation(TelegramWire.Anna, EmulatedLocation.Here, replyTo: question.Id);
        people.SendLocation(TelegramWire.Anna, new EmulatedLocation(58.01, 56.25, "Школа № 5", "Лесная улица, 3"));
        people.SendSticker(TelegramWire.Anna);
        var photo = new EmulatedUpload("a.png", "image/png", Pictures.Png(900, 700));
        people.SendAlbum(TelegramWire.Anna, [photo, photo], "Альбом");
        foreach (var (name, mime) in new[] { ("a.pdf", "application/pdf"), ("a.oga", "audio/ogg"), ("a.mp4", "video/mp4") })
            people.SendFile(TelegramWire.Anna, name, mime, [1, 2, 3], asPhoto: false, "Файл");
        await wire.CallAsync("sendMessage", new
        {
            chat_id = TelegramWire.Anna,
            text = "Меню",
            entities = new[] { new { type = "bold", offset = 0, length = 4 } },
            reply_parameters = new { message_id = int.Parse(question.Id), allow_sending_without_reply = true },
            link_preview_options = new { is_disabled = true },
            reply_markup = new { keyboard = new[] { new[] { new { text = "Меню" } } }, resize_keyboard = true },
        });
        var id = await wire.SendAsync("Запись?", TelegramWire.Buttons(("Да", "yes")));
        var token = people.Press(TelegramWire.Anna, $"{id}", new EmulatedButton("Да", "yes"));
        await wire.CallAsync("answerCallbackQuery", new { callback_query_id = token, text = "Записали" });
        await wire.CallAsync("editMessageText", new { chat_id = TelegramWire.Anna, message_id = id, text = "<b>Готово</b>", parse_mode = "HTML" });
        await wire.CallAsync("editMessageReplyMarkup", new { chat_id = TelegramWire.Anna, message_id = id, reply_markup = TelegramWire.Buttons(("Ещё", "more")) });
        await wire.CallAsync("sendChatAction", new { chat_id = TelegramWire.Anna, action = "typing" });
        await wire.CallAsync("deleteMessage", new { chat_id = TelegramWire.Anna, message_id = id });
        people.Press(TelegramWire.Anna, $"{id}", new EmulatedButton("Да", "yes"), evenIfGone: true);
        people.SetBlocked(TelegramWire.Anna, blocked: true);
        people.SetBlocked(TelegramWire.Anna, blocked: false);
        (await wire.UpdatesAsync(new { offset = -100, timeout = 0, allowed_updates = new[] { "message", "callback_query" } })).Length.ShouldBeGreaterThan(10);
    }

    private static async Task MeetAsync(TelegramWire wire)
    {
        var people = wire.Emulator;
        var group = people.CreateGroup("Методисты", TelegramGroupKind.Group, TelegramWire.Anna);
        group.AddMember(TelegramWire.Oleg, TelegramWire.Anna);
        group.RemoveMember(TelegramWire.Oleg, TelegramWire.Oleg);
        group.Migrate(TelegramWire.Anna);
        var forum = people.CreateGroup("Методисты", TelegramGroupKind.Forum, TelegramWire.Anna);
        forum.SetBotAdministrator(TelegramWire.Anna, isAdministrator: true);
        var topic = (await wire.CallAsync("createForumTopic", new { chat_id = forum.Id, name = "Вопрос", icon_color = 7322096 })).Result.GetProperty("message_thread_id").GetInt32();
        await wire.CallAsync("sendMessage", new { chat_id = forum.Id, message_thread_id = topic, text = "Здравствуйте", reply_markup = TelegramWire.Buttons(("Да", "yes")) });
        var asked = forum.Messages[^1];
        forum.Press(TelegramWire.Anna, asked.Id, asked.Buttons[0][0]);
        forum.SendText(TelegramWire.Anna, "ответ", topic: $"{topic}");
        await wire.CallAsync("closeForumTopic", new { chat_id = forum.Id, message_thread_id = topic });
        await wire.CallAsync("reopenForumTopic", new { chat_id = forum.Id, message_thread_id = topic });
        forum.RemoveBot(TelegramWire.Anna);
        (await wire.UpdatesAsync(new { offset = -100, timeout = 0, allowed_updates = Array.Empty<string>() })).ShouldNotBeEmpty();
        await wire.CallAsync("setWebhook", new { url = "http://127.0.0.1:9/hook", secret_token = "s", max_connections = 2, drop_pending_updates = true, allowed_updates = new[] { "message" } });
        await wire.CallAsync("getWebhookInfo");
        await wire.CallAsync("deleteWebhook", new { drop_pending_updates = true });
    }

    private static async Task UploadAsync(TelegramWire wire)
    {
        foreach (var kind in new[] { "photo", "document", "voice", "video" })
        {
            using var parts = new MultipartFormDataContent
            {
                { new StringContent($"{TelegramWire.Anna}"), "chat_id" },
                { new StringContent("Подпись"), "caption" },
                { new StringContent("""{"inline_keyboard":[[{"text":"Да","callback_data":"1"}]]}"""), "reply_markup" },
                { new ByteArrayContent(Pictures.Png(300, 200)), kind, "a.png" },
            };
            var sent = (await wire.PostAsync("send" + kind, parts)).Result;
            await wire.CallAsync("editMessageCaption", new { chat_id = TelegramWire.Anna, message_id = sent.GetProperty("message_id").GetInt32(), caption = "Другая" });
            var file = kind == "photo" ? sent.GetProperty(kind)[0] : sent.GetProperty(kind);
            (await wire.CallAsync("getFile", new { file_id = file.GetProperty("file_id").GetString() })).Status.ShouldBe(200);
        }
    }

    private static async Task TalkAsync(VkWire wire)
    {
        var people = wire.Emulator;
        people.Start(VkWire.Anna, "inv_8Qz");
        var question = people.SendText(VkWire.Anna, "Вопрос");
        people.EditText(VkWire.Anna, question.Id, "Другой вопрос");
        people.SendText(VkWire.Anna, "ещё", replyTo: question.Id);
        var place = people.SendLocation(VkWire.Anna, new EmulatedLocation(58.01, 56.25, "Школа № 5", "Лесная улица, 3"));
        people.SendLocation(VkWire.Anna, EmulatedLocation.Here, replyTo: place.Id);
        people.SendSticker(VkWire.Anna);
        var photo = new EmulatedUpload("a.png", "image/png", Pictures.Png(900, 700));
        people.SendAlbum(VkWire.Anna, [photo, photo], "Альбом");
        foreach (var (name, mime) in new[] { ("a.pdf", "application/pdf"), ("a.oga", "audio/ogg"), ("a.mp4", "video/mp4") })
            people.SendFile(VkWire.Anna, name, mime, [1, 2, 3], asPhoto: false, "Файл");
        await wire.SendAsync("Меню", """{"one_time":false,"buttons":[[{"action":{"type":"text","label":"Меню","payload":"{}"},"color":"secondary"}],[{"action":{"type":"location","payload":"{}"}}]]}""");
        var sent = people.Messages(VkWire.Anna).Length;
        await wire.SendAsync("Запись?", """{"inline":true,"buttons":[[{"action":{"type":"callback","label":"Да","payload":"{\"a\":1}"},"color":"positive"}],[{"action":{"type":"open_link","label":"Сайт","link":"https://example.org"}}]]}""");
        var asked = people.Messages(VkWire.Anna)[sent];
        var token = people.Press(VkWire.Anna, asked.Id, asked.Buttons[0][0]);
        await wire.CallAsync("messages.sendMessageEventAnswer", new { event_id = token, user_id = VkWire.Anna, peer_id = VkWire.Anna, event_data = """{"type":"show_snackbar","text":"Записали"}""" });
        await wire.CallAsync("messages.edit", new { peer_id = VkWire.Anna, cmid = asked.Id, message = "Готово", dont_parse_links = 1 });
        await wire.CallAsync("messages.send", new { peer_ids = $"{VkWire.Anna},{VkWire.Oleg}", message = "Всем", random_id = 900 });
        await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, message = "Ответ", random_id = 901, forward = $$"""{"peer_id":{{VkWire.Anna}},"conversation_message_ids":[{{question.Id}}],"is_reply":true}""" });
        await wire.CallAsync("messages.setActivity", new { peer_id = VkWire.Anna, type = "typing" });
        await wire.CallAsync("messages.markAsRead", new { peer_id = VkWire.Anna, up_to_cmid = 2 });
        await wire.CallAsync("messages.delete", new { peer_id = VkWire.Anna, cmids = asked.Id, delete_for_all = 1 });
        people.SetBlocked(VkWire.Oleg, blocked: false);
        people.SetBlocked(VkWire.Oleg, blocked: true);
    }

    private static async Task MeetAsync(VkWire wire)
    {
        var group = wire.Emulator.CreateGroup("Методисты", VkWire.Anna, VkWire.Oleg);
        await wire.SendAsync("Здравствуйте", """{"inline":true,"buttons":[[{"action":{"type":"callback","label":"Да","payload":"{}"}}]]}""", group.Id);
        var asked = group.Messages[^1];
        group.Press(VkWire.Anna, asked.Id, asked.Buttons[0][0]);
        group.SendText(VkWire.Oleg, "ответ", replyTo: asked.Id);
        await wire.CallAsync("messages.send", new { peer_ids = $"{group.Id},{VkWire.Anna},5", message = "Всем", random_id = 960 });
        group.RemoveMember(VkWire.Oleg, VkWire.Anna);
        await wire.CallAsync("messages.getHistory", new { peer_id = group.Id });
        group.RemoveBot(VkWire.Anna);
        await wire.CallAsync("messages.getConversations", new { });
    }

    private static async Task CallBackAsync(VkWire wire)
    {
        await wire.CallAsync("groups.getTokenPermissions");
        await wire.CallAsync("groups.getCallbackConfirmationCode", new { group_id = 201 });
        var server = (await wire.CallAsync("groups.addCallbackServer", new { group_id = 201, url = "http://127.0.0.1:9/", title = "bot", secret_key = "s" })).Response().GetProperty("server_id").GetInt32();
        await wire.CallAsync("groups.setCallbackSettings", new { group_id = 201, server_id = server, api_version = "5.199", message_new = 1 });
        await wire.CallAsync("groups.getCallbackSettings", new { group_id = 201, server_id = server });
        await wire.CallAsync("groups.editCallbackServer", new { group_id = 201, server_id = server, url = "http://127.0.0.1:9/x", title = "bot" });
        await wire.CallAsync("groups.getCallbackServers", new { group_id = 201, server_ids = server });
        await wire.CallAsync("groups.deleteCallbackServer", new { group_id = 201, server_id = server });
        await wire.CallAsync("execute", new { code = "return [API.groups.getById()];" });
    }

    private static async Task UploadAsync(VkWire wire)
    {
        var server = (await wire.CallAsync("photos.getMessagesUploadServer", new { peer_id = VkWire.Anna })).Response().GetProperty("upload_url").GetString()!;
        var photo = await PutAsync(wire, server, "photo", Pictures.Png(100, 100), "a.png");
        var saved = (await wire.CallAsync("photos.saveMessagesPhoto", new { photo = photo.GetProperty("photo").GetString()!, server = 1, hash = photo.GetProperty("hash").GetString()! })).Response()[0];
        await wire.CallAsync("messages.send", new { peer_id = VkWire.Anna, random_id = 950, attachment = $"photo{saved.GetProperty("owner_id")}_{saved.GetProperty("id")}" });
        foreach (var type in new[] { "doc", "audio_message" })
        {
            server = (await wire.CallAsync("docs.getMessagesUploadServer", new { type, peer_id = VkWire.Anna })).Response().GetProperty("upload_url").GetString()!;
            var file = await PutAsync(wire, server, "file", Encoding.ASCII.GetBytes("OggS and more"), "a.ogg");
            (await wire.CallAsync("docs.save", new { file = file.GetProperty("file").GetString()!, title = "Запись" })).Response().GetProperty("type").GetString().ShouldBe(type);
        }
    }

    private static async Task<JsonElement> PutAsync(VkWire wire, string url, string field, byte[] content, string fileName)
    {
        using var parts = new MultipartFormDataContent { { new ByteArrayContent(content), field, fileName } };
        using var response = await wire.Http.PostAsync(url, parts);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    private void Record(string messenger, string method, object parameters, object response) =>
        File.AppendAllText(Path.Combine(folder, messenger + ".jsonl"), JsonSerializer.Serialize(new { messenger, method, parameters, status = 200, response }) + "\n");
}
