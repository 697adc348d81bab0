using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramPeopleTests
{
    [Fact]
    public async Task Blocking_and_coming_back_are_told()
    {
        await using var wire = await TelegramWire.StartedAsync();
        wire.Emulator.SetBlocked(TelegramWire.Anna, blocked: true);
        wire.Emulator.SetBlocked(TelegramWire.Anna, blocked: true);
        Should.Throw<InvalidOperationException>(() => wire.Emulator.SendText(TelegramWire.Anna, "x"));
        wire.Emulator.Start(TelegramWire.Anna);
        var updates = await wire.UpdatesAsync(new { limit = 10 });
        updates.Length.ShouldBe(3);
        updates[0].GetProperty("my_chat_member").GetProperty("new_chat_member").GetProperty("status").GetString().ShouldBe("kicked");
        updates[1].GetProperty("my_chat_member").GetProperty("new_chat_member").GetProperty("status").GetString().ShouldBe("member");
        updates[2].GetProperty("message").GetProperty("text").GetString().ShouldBe("/start");
    }

    [Fact]
    public async Task A_corrected_message_comes_as_an_edited_one()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var sent = wire.Emulator.SendText(TelegramWire.Anna, "извините, ашибка");
        wire.Emulator.EditText(TelegramWire.Anna, sent.Id, "извините, ошибка").Edited.ShouldBeTrue();
        var edited = (await wire.UpdatesAsync(new { limit = 10 }))[1].GetProperty("edited_message");
        edited.GetProperty("message_id").GetInt32().ToString().ShouldBe(sent.Id);
        edited.GetProperty("text").GetString().ShouldBe("извините, ошибка");
        edited.TryGetProperty("edit_date", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task An_own_contact_bears_the_persons_id_and_anothers_does_not()
    {
        await using var wire = await TelegramWire.StartedAsync();
        wire.Emulator.SendContact(TelegramWire.Anna, "+79001234567");
        wire.Emulator.SendContact(TelegramWire.Anna, "+79007654321", own: false);
        var updates = await wire.UpdatesAsync(new { limit = 10 });
        updates[0].GetProperty("message").GetProperty("contact").GetProperty("user_id").GetInt64().ShouldBe(TelegramWire.Anna);
        updates[1].GetProperty("message").GetProperty("contact").TryGetProperty("user_id", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_long_text_leaves_as_several_messages()
    {
        await using var wire = await TelegramWire.StartedAsync();
        wire.Emulator.SendText(TelegramWire.Anna, new string('я', 5000));
        (await wire.UpdatesAsync(new { limit = 10 })).Select(update => update.GetProperty("message").GetProperty("text").GetString()!.Length).ShouldBe([4096, 904]);
    }

    [Theory]
    [InlineData("пригласить")]
    [InlineData("")]
    public async Task A_start_payload_has_the_alphabet_of_links(string payload)
    {
        await using var wire = await TelegramWire.StartAsync();
        Should.Throw<ArgumentException>(() => wire.Emulator.Start(TelegramWire.Anna, payload));
    }

    [Fact]
    public async Task A_sticker_is_a_message_without_text()
    {
        await using var wire = await TelegramWire.StartedAsync();
        wire.Emulator.SendSticker(TelegramWire.Anna);
        var message = (await wire.UpdatesAsync(new { limit = 1 })).Single().GetProperty("message");
        message.TryGetProperty("sticker", out _).ShouldBeTrue();
        message.TryGetProperty("text", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Adding_somebody_twice_changes_nothing()
    {
        await using var wire = await TelegramWire.StartAsync();
        wire.Emulator.AddPerson(TelegramWire.Anna, "Другая", "").FirstName.ShouldBe("Анна");
        wire.Emulator.People.Count.ShouldBe(2);
    }
}
