using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramEditingTests
{
    private const string NotModified =
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

    [Fact]
    public async Task An_edit_changes_text_and_buttons_in_place()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var id = await wire.SendAsync("Вопрос 1", TelegramWire.Buttons(("Да", "1")));
        var answer = await wire.CallAsync("editMessageText", new { chat_id = TelegramWire.Anna, message_id = id, text = "Вопрос 2", reply_markup = TelegramWire.Buttons(("Нет", "2")) });
        answer.Result.GetProperty("edit_date").GetInt64().ShouldBeGreaterThan(0);
        var seen = wire.Emulator.Messages(TelegramWire.Anna).Single(message => message.FromBot);
        (seen.Text, seen.Edited, seen.Buttons[0][0]).ShouldBe(("Вопрос 2", true, new EmulatedButton("Нет", "2")));
    }

    [Fact]
    public async Task An_edit_without_markup_takes_the_buttons_away()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var id = await wire.SendAsync("Вопрос", TelegramWire.Buttons(("Да", "1")));
        (await wire.CallAsync("editMessageReplyMarkup", new { chat_id = TelegramWire.Anna, message_id = id })).Status.ShouldBe(200);
        wire.Emulator.Messages(TelegramWire.Anna)[^1].Buttons.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_is_refused()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var id = await wire.SendAsync("Вопрос", TelegramWire.Buttons(("Да", "1")));
        (await wire.CallAsync("editMessageText", new { chat_id = TelegramWire.Anna, message_id = id, text = "Вопрос ", reply_markup = TelegramWire.Buttons(("Да", "1")) }))
            .ShouldRefuse(400, NotModified);
        (await wire.CallAsync("editMessageReplyMarkup", new { chat_id = TelegramWire.Anna, message_id = id, reply_markup = TelegramWire.Buttons(("Да", "1")) }))
            .ShouldRefuse(400, NotModified);
        wire.Emulator.Messages(TelegramWire.Anna)[^1].Edited.ShouldBeFalse();
    }

    [Fact]
    public async Task What_cannot_be_edited_is_refused_with_the_reason()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var own = wire.Emulator.SendText(TelegramWire.Anna, "моё");
        var standing = await wire.SendAsync("Меню ниже", new { keyboard = new[] { new[] { "Меню" } } });
        Task<Answer> Edit(object id) => wire.CallAsync("editMessageText", new { chat_id = TelegramWire.Anna, message_id = id, text = "x" });
        (await Edit(9999)).ShouldRefuse(400, "Bad Request: message to edit not found");
        (await Edit(int.Parse(own.Id))).ShouldRefuse(400, "Bad Request: message can't be edited");
        (await Edit(standing)).ShouldRefuse(400, "Bad Request: message can't be edited");
        (await wire.CallAsync("editMessageText", new { chat_id = TelegramWire.Anna, text = "x" })).ShouldRefuse(400, "Bad Request: message identifier is not specified");
        var text = await wire.SendAsync("текст");
        (await wire.CallAsync("editMessageCaption", new { chat_id = TelegramWire.Anna, message_id = text, caption = "x" }))
            .ShouldRefuse(400, "Bad Request: there is no caption in the message to edit");
    }

    [Fact]
    public async Task A_message_is_deleted_within_two_days()
    {
        var time = new ManualTime();
        await using var wire = await TelegramWire.StartedAsync(new EmulatorOptions { Time = time });
        var young = await wire.SendAsync("раз");
        var old = await wire.SendAsync("два");
        var deleted = new List<string?>();
        wire.Emulator.Changed += change => deleted.Add(change.DeletedMessageId);
        (await wire.CallAsync("deleteMessage", new { chat_id = TelegramWire.Anna, message_id = young })).Result.GetBoolean().ShouldBeTrue();
        deleted.ShouldBe([$"{young}"]);
        (await wire.CallAsync("deleteMessage", new { chat_id = TelegramWire.Anna, message_id = young })).ShouldRefuse(400, "Bad Request: message to delete not found");
        time.Advance(TimeSpan.FromHours(49));
        (await wire.CallAsync("deleteMessage", new { chat_id = TelegramWire.Anna, message_id = old })).ShouldRefuse(400, "Bad Request: message can't be deleted");
    }
}
