using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramKeyboardTests
{
    private static Task<Answer> SendAsync(TelegramWire wire, object markup) =>
        wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "x", reply_markup = markup });

    [Fact]
    public async Task Inline_buttons_are_shown_row_by_row()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var answer = await SendAsync(wire, new
        {
            inline_keyboard = new object[][]
            {
                [new { text = "Да", callback_data = "yes", style = "success" }, new { text = "Нет", callback_data = "no" }],
                [new { text = "Сайт", url = "https://example.org" }],
            },
        });
        answer.Result.GetProperty("reply_markup").GetProperty("inline_keyboard").GetArrayLength().ShouldBe(2);
        var rows = wire.Emulator.Messages(TelegramWire.Anna)[^1].Buttons;
        rows[0].ShouldBe([new EmulatedButton("Да", "yes", "callback", "success"), new EmulatedButton("Нет", "no")]);
        rows[1].ShouldBe([new EmulatedButton("Сайт", "https://example.org", "link")]);
        wire.Emulator.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(0, false)]
    public async Task Data_of_a_button_has_up_to_64_bytes(int letters, bool isGood)
    {
        await using var wire = await TelegramWire.StartedAsync();
        var answer = await SendAsync(wire, TelegramWire.Buttons(("Да", new string('я', letters))));
        if (isGood)
            answer.Status.ShouldBe(200);
        else
            answer.ShouldRefuse(400, "Bad Request: BUTTON_DATA_INVALID");
    }

    [Theory]
    [InlineData("""{"inline_keyboard":[[{"text":"a"}]]}""", "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")]
    [InlineData("""{"inline_keyboard":[[{"callback_data":"a"}]]}""", "Bad Request: can't parse inline keyboard button: Can't find field \"text\"")]
    [InlineData("""{"inline_keyboard":[[{"text":"a","url":"http://localhost"}]]}""", "Bad Request: inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL")]
    [InlineData("""{"inline_keyboard":[[""", "Bad Request: can't parse reply keyboard markup JSON object")]
    [InlineData("""[]""", "Bad Request: object expected as reply markup")]
    public async Task Wrong_markup_is_refused(string markup, string description)
    {
        await using var wire = await TelegramWire.StartedAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["chat_id"] = "1001", ["text"] = "x", ["reply_markup"] = markup });
        (await wire.PostAsync("sendMessage", form)).ShouldRefuse(400, description);
    }

    [Fact]
    public async Task A_markup_of_more_than_ten_kilobytes_is_refused()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var rows = Enumerable.Range(0, 90).Select(i => (object)new[] { new { text = new string('x', 100), callback_data = $"{i}" } }).ToArray();
        (await SendAsync(wire, new { inline_keyboard = rows })).ShouldRefuse(400, "Bad Request: reply markup is too long");
    }

    [Fact]
    public async Task More_buttons_than_clients_show_are_noted()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var row = Enumerable.Range(0, 9).Select(i => new { text = $"{i}", callback_data = $"{i}" }).ToArray();
        (await SendAsync(wire, new { inline_keyboard = new[] { row } })).Status.ShouldBe(200);
        wire.Emulator.Violations.ShouldBe(["sendMessage: 9 buttons in a row, clients show 8"]);
    }

    [Fact]
    public async Task A_keyboard_under_the_input_field_stays_until_removed()
    {
        await using var wire = await TelegramWire.StartedAsync();
        var answer = await SendAsync(wire, new { keyboard = new object[][] { [new { text = "Меню" }, "Помощь"], ["Отмена"] }, resize_keyboard = true, is_persistent = true });
        answer.Result.TryGetProperty("reply_markup", out _).ShouldBeFalse();
        await wire.SendAsync("с кнопками", TelegramWire.Buttons(("Да", "1")));
        JsonSerializer.Serialize(wire.Emulator.StandingKeyboard(TelegramWire.Anna).Select(row => row.ToArray()))
            .ShouldBe(JsonSerializer.Serialize(new[] { new[] { "Меню", "Помощь" }, ["Отмена"] }));
        var changed = 0;
        wire.Emulator.Changed += change => changed += change.StandingKeyboardChanged ? 1 : 0;
        await SendAsync(wire, new { remove_keyboard = true });
        wire.Emulator.StandingKeyboard(TelegramWire.Anna).ShouldBeEmpty();
        changed.ShouldBe(1);
    }

    [Fact]
    public async Task A_word_of_the_keyboard_is_sent_as_a_message()
    {
        await using var wire = await TelegramWire.StartedAsync();
        await SendAsync(wire, new { keyboard = new[] { new[] { "Меню" } }, one_time_keyboard = true });
        wire.Emulator.PressStanding(TelegramWire.Anna, "Меню").ShouldBeNull();
        wire.Emulator.Messages(TelegramWire.Anna)[^1].Text.ShouldBe("Меню");
        wire.Emulator.StandingKeyboard(TelegramWire.Anna).ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => wire.Emulator.PressStanding(TelegramWire.Anna, "Меню"));
    }
}
